"""The board of a round: each village by the states of its cases, what is still open, what differs.

Counted from the store's one tally, so that it agrees with lists and dashboard. Not the procedure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.store import listing
from app.store.listing import Rounds, Tally
from app.store.outline import Area
from app.store.store import Store

STATES = ("not_begun", "begun", "to_check", "done")
CLASSES = ("poor", "near_poor", "not_poor")


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A village of the board, or the whole round.

    Attributes:
        area: None for the whole.
        states: cases by state. classes: cases by class, that of last year kept until the review.
        unclassed: cases that are done and have no class.
    """

    area: Area | None
    cases: int
    persons: int
    states: Mapping[str, int]
    classes: Mapping[str, int]
    unclassed: int

    @property
    def done(self) -> int:
        """Cases that are finished."""
        return self.states.get("done", 0)

    @property
    def open(self) -> int:
        """Cases that still have to be worked on."""
        return self.cases - self.done


@dataclass(frozen=True, slots=True)
class Board:
    """The villages that have cases, and the whole."""

    villages: tuple[BoardLine, ...]
    whole: BoardLine


def board(store: Store, rounds: Rounds, areas: Sequence[Area]) -> Board:
    """The round `rounds.now` by village."""
    tallies = [one for one in listing.tally(store, rounds) if one.state]
    lines = (_line(area, [one for one in tallies if one.place in area.within]) for area in areas)
    return Board(tuple(line for line in lines if line.cases), _line(None, tallies))


def _line(area: Area | None, tallies: Sequence[Tally]) -> BoardLine:
    states, classes = Counter[str](), Counter[str]()
    for one in tallies:
        states[one.state] += one.households
        classes[one.now] += one.households
    return BoardLine(
        area=area,
        cases=sum(states.values()),
        persons=sum(one.persons for one in tallies),
        states=states,
        classes=classes,
        unclassed=sum(one.households for one in tallies if one.state == "done" and not one.reviewed),
    )
