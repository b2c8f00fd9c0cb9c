"""What the first screen tells of a round: classes and movements, progress by village, deprived indicators.

All of it is summed from one tally, so that its numbers agree, and each names the households behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.rules import book
from app.store import listing
from app.store.listing import Rounds, Tally
from app.store.outline import Area
from app.store.store import Store

CLASSES = ("poor", "near_poor", "not_poor")
_FINISHED = "done"


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class this year.

    Attributes:
        change: households more than last year; None where last year is not known.
        came: households by their class of last year.
    """

    klass: str
    households: int
    persons: int
    change: int | None
    came: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class VillageLine:
    """A place of the store: `cases` of the round, of which `done`; households by class."""

    area: Area
    cases: int
    done: int
    classes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """How many households of a class lack an indicator."""

    key: str
    number: int
    name: str
    households: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The round at a glance.

    Attributes:
        before: households by class last year; empty where it is not known.
        unreviewed: cases not finished: their households keep last year's class.
        indicators: of the poor, most frequent first.
        gaps: keys of households in whose record something is missing or stands twice, by what it is.
    """

    households: int
    persons: int
    classes: tuple[ClassLine, ...]
    before: Mapping[str, int]
    villages: tuple[VillageLine, ...]
    cases: int
    done: int
    indicators: tuple[IndicatorLine, ...]
    gaps: Mapping[str, Sequence[bytes]]

    @property
    def unreviewed(self) -> int:
        """Cases that still have to be finished."""
        return self.cases - self.done

    @property
    def poor(self) -> int:
        """Poor households."""
        return next((line.households for line in self.classes if line.klass == "poor"), 0)


def overview(store: Store, rounds: Rounds, areas: Sequence[Area]) -> Overview:
    """The round `rounds.now`, compared with `rounds.last`."""
    tallies = listing.tally(store, rounds)
    before = _summed((told.before, told.households) for told in tallies) if rounds.last else {}
    villages = tuple(_village(area, tallies) for area in areas)
    return Overview(
        households=sum(told.households for told in tallies),
        persons=sum(told.persons for told in tallies),
        classes=tuple(_class(klass, tallies, before) for klass in _present(tallies)),
        before=before,
        villages=villages,
        cases=sum(told.households for told in tallies if told.state),
        done=sum(told.households for told in tallies if told.state == _FINISHED),
        indicators=_indicators(store, rounds),
        gaps=listing.gaps(store),
    )


def _summed(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, count in pairs:
        found[name] = found.get(name, 0) + count
    return found


def _present(tallies: Sequence[Tally]) -> tuple[str, ...]:
    """The official classes, then any other that occurs."""
    other = {told.now for told in tallies if told.now and told.now not in CLASSES}
    return (*CLASSES, *sorted(other))


def _class(klass: str, tallies: Sequence[Tally], before: Mapping[str, int]) -> ClassLine:
    own = [told for told in tallies if told.now == klass]
    households = sum(told.households for told in own)
    return ClassLine(
        klass=klass,
        households=households,
        persons=sum(told.persons for told in own),
        change=households - before.get(klass, 0) if before else None,
        came=_summed((told.before, told.households) for told in own),
    )


def _village(area: Area, tallies: Sequence[Tally]) -> VillageLine:
    within = set(area.within)
    own = [told for told in tallies if told.place in within]
    return VillageLine(
        area=area,
        cases=sum(told.households for told in own if told.state),
        done=sum(told.households for told in own if told.state == _FINISHED),
        classes=_summed((told.now, told.households) for told in own),
    )


def _indicators(store: Store, rounds: Rounds) -> tuple[IndicatorLine, ...]:
    if not rounds.standard:
        return ()
    counts = listing.lacking(store, rounds, "poor")
    found = (
        IndicatorLine(one.key, one.number, one.name, counts.get(one.key, 0))
        for one in book.book(rounds.standard).indicators
    )
    return tuple(sorted(found, key=lambda line: (-line.households, line.number)))
