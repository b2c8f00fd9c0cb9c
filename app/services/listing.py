"""Lines of the household list with what rules make of them: the movement since last year, names of codes.

What is wanted and counted is `store/listing`'s; here its plain rows become what an officer reads. SQLModel is
not needed for it, and must not be: the list is the window's first picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from app.dates import PartialDate
from app.rules.codes import code_list
from app.rules.movements import Movement, movement
from app.store import listing
from app.store.listing import Line, Rounds, Wanted
from app.store.store import Store

CLASSES = ("poor", "near_poor", "not_poor")
_RANK = {"poor": 0, "near_poor": 1, "average_farming": 2, "not_poor": 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """A household as the list shows it.

    Attributes:
        movement: since last year; None where a class is not known.
        trend: 1 for the better, -1 for the worse, 0 for neither.
    """

    line: Line
    movement: Movement | None
    trend: int

    @property
    def birth(self) -> str:
        """The head's birth date as Vietnam writes it."""
        return PartialDate.of(self.line.birth).shown if self.line.birth else ""

    @property
    def sex(self) -> str:
        """`Nam`, `Nữ` or nothing."""
        return code_list("sex").name(self.line.sex) if self.line.sex else ""

    @property
    def ethnic(self) -> str:
        """The ethnic group by name."""
        return code_list("ethnic").name(self.line.ethnic)

    @property
    def moved(self) -> str:
        """The movement by name; empty where the class stayed or is not known."""
        return self.movement.name if self.movement and self.trend else ""


def first(store: Store, rounds: Rounds, count: int) -> list[Entry]:
    """The beginning of the plain list."""
    return _entries(store, rounds, listing.first(store, rounds, count))


def entries(store: Store, rounds: Rounds, keys: Sequence[bytes]) -> list[Entry]:
    """The households of these keys."""
    return _entries(store, rounds, listing.lines(store, rounds, keys))


def _entries(store: Store, rounds: Rounds, lines: Sequence[Line]) -> list[Entry]:
    moved = [line.key for line in lines if line.now != line.before]
    past = listing.histories(store, rounds, moved) if moved else {}
    return [_entry(line, past.get(line.key, {})) for line in lines]


def _entry(line: Line, past: Mapping[int, str]) -> Entry:
    if not line.now or not line.before:
        return Entry(line, None, 0)
    return Entry(line, movement(line.before, line.now, past), trend(line.before, line.now))


def trend(before: str, now: str) -> int:
    """1 where life got better between two classes, -1 where it got worse."""
    was, is_now = _RANK.get(before, 0), _RANK.get(now, 0)
    return (is_now > was) - (is_now < was)


@cache
def movements() -> tuple[tuple[str, str], ...]:
    """The movements by which a list may be narrowed: code and name."""
    names = code_list("movements")
    return tuple((kind, names.name(kind)) for kind in _meanings())


@cache
def _meanings() -> Mapping[str, tuple[str, str, bool | None]]:
    """What each movement between two different classes means: class before, class now, again or not."""
    found: dict[str, tuple[str, str, bool | None]] = {}
    for before in CLASSES:
        for now in CLASSES:
            if before != now:
                fresh, again = (movement(before, now, past).kind for past in ({}, {0: now}))
                found[fresh] = (before, now, None if fresh == again else False)
                found[again] = (before, now, None if fresh == again else True)
    return found


def by_movement(wanted: Wanted, kind: str) -> Wanted:
    """The same wish narrowed to households of a movement; an empty kind narrows nothing."""
    if not kind:
        return wanted
    before, now, again = _meanings()[kind]
    return replace(wanted, before=(before,), now=(now,), again=again)
