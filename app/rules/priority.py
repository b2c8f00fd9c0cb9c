"""Who goes first where applicants exceed the places: ranks with their reasons, ties shown as ties.

A catalogue's criteria rank; nothing else does. Whoever meets none stands behind all who meet one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.rules.eligibility.facts import Applicant
from app.rules.eligibility.sieve import Sieve
from app.rules.eligibility.terms import Terms
from app.rules.programme_entries import Criterion, SubProject

IN, TIED, WAITING = "in", "tied", "waiting"


class Ranked(NamedTuple):
    """An applicant's place in the order.

    Attributes:
        rank: 1, 1, 3, …: applicants who share it are tied.
        because: the criteria that the applicant meets, the deciding one first; empty for none.
        could_rise: better criteria of which a fact is missing.
        standing: `in` the places, `waiting` behind them, or `tied` across the last place: people decide.
    """

    key: Hashable
    rank: int
    because: tuple[str, ...]
    could_rise: tuple[str, ...]
    standing: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The applicants in order; within a tie they stay in the order in which they were given."""

    rows: tuple[Ranked, ...]

    @property
    def tied_at_limit(self) -> bool:
        """True where a tie lies across the last place."""
        return any(row.standing == TIED for row in self.rows)


class _Found(NamedTuple):
    key: Hashable
    level: int
    because: tuple[str, ...]
    could_rise: tuple[str, ...]


def ranking(
    sub_project: SubProject,
    applicants: Iterable[tuple[Hashable, Applicant]],
    day: date,
    places: int | None = None,
) -> Ranking:
    """The order of applicants who may benefit; with a number of places, who is in and who waits."""
    criteria = sorted(sub_project.priority, key=lambda one: one.rank)
    last = criteria[-1].rank + 1 if criteria else 1
    terms = [Terms(sub_project.units, (), (one.way,)) for one in criteria]
    sieve = Sieve(terms, day)
    found = [_found(key, criteria, sieve.of(applicant), last) for key, applicant in applicants]
    return Ranking(tuple(_placed(sorted(found, key=lambda one: one.level), places)))


def _found(key: Hashable, criteria: Sequence[Criterion], told: Sequence[bool | None], last: int) -> _Found:
    met = [one for one, ok in zip(criteria, told, strict=True) if ok]
    level = met[0].rank if met else last
    rises = (one.text for one, ok in zip(criteria, told, strict=True) if ok is None and one.rank < level)
    return _Found(key, level, tuple(one.text for one in met), tuple(rises))


def _placed(found: Sequence[_Found], places: int | None) -> Iterable[Ranked]:
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and found[end].level == found[start].level:
            end += 1
        standing = _standing(start, end, places)
        for one in found[start:end]:
            yield Ranked(one.key, start + 1, one.because, one.could_rise, standing)
        start = end


def _standing(start: int, end: int, places: int | None) -> str:
    if places is None or end <= places:
        return IN
    return WAITING if start >= places else TIED
