"""What rules of support ask of a whole register, read in narrow rows: thousands of households in one pass.

Only reading, and only what is stored: classes, ages and verdicts are made of it in services.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import partial
from typing import Any, NamedTuple

from app.store import faults
from app.store.store import Store

Key = bytes


class Home(NamedTuple):
    """A household that is there on a day, with what is known of its head; `groups` is JSON."""

    key: Key
    place: Key
    code: str
    formed: str
    ended: str
    groups: str
    local_minority: int | None
    head: str
    head_sex: str
    head_ethnic: str


class Someone(NamedTuple):
    """A member on a day."""

    person: Key
    household: Key
    name: str
    sex: str | None
    birth: str
    death: str
    since: str
    until: str
    sort_key: bytes


class Reviewed(NamedTuple):
    """A household's result in a round, under the standard by which the round recognises.

    Attributes:
        year, kind, source, state, closed: of the round.
        decided: day of the standing decision that lists it; empty where there is none.
        number: of that decision; 0 where there is none.
        revoked: a decision that listed it was revoked, and none stands.
        done: the case is finished.
    """

    household: Key
    case: Key
    year: int
    kind: str
    source: str
    state: str
    closed: str
    klass: str | None
    decided: str
    number: int
    revoked: int
    done: int


class Surveyed(NamedTuple):
    """What a case says; all but the incomes (đồng per person and month) is JSON."""

    household: Key
    standard: str
    answers: str
    groups: str
    causes: str
    wants: str
    stated_income: float | None
    income: float | None
    deprived: str


class Given(NamedTuple):
    """An enrolment with what its activity says of it."""

    enrolment: Key
    activity: Key
    household: Key
    person: Key | None
    state: str
    approved: str
    began: str
    finished: str
    since: str
    until: str
    programme: str
    code: str
    part: str
    year: int


_SOME = " AND {} IN (SELECT unhex(value) FROM json_each(:keys))"
_HOMES = """
SELECT h.id, h.place, h.code, h.formed, h.ended, h.groups, h.local_minority,
  coalesce(p.name, ''), coalesce(p.sex, ''), coalesce(p.ethnic, '')
FROM household h
LEFT JOIN membership m ON m.household = h.id AND m.head = 1 AND m.until = '' AND m.deleted = 0
LEFT JOIN person p ON p.id = m.person
WHERE h.deleted = 0 AND (h.ended = '' OR h.ended > :day){some}
"""
_SOMEONE = """
SELECT p.id, m.household, p.name, p.sex, p.birth, p.death, m.since, m.until, p.sort_key
FROM membership m JOIN person p ON p.id = m.person
WHERE m.deleted = 0 AND p.deleted = 0 AND (m.until = '' OR m.until > :day){some}
"""
_MEMBERS = """
SELECT m.household, m.person FROM membership m
WHERE m.deleted = 0 AND (m.until = '' OR m.until > :day){some}
"""
_REVIEWED = """
SELECT c.household, c.id, r.year, r.kind, r.source, r.state, r.closed, s.final_class,
  coalesce(max(iif(d.revoked = '', d.on_day, NULL)), ''),
  coalesce(max(iif(d.revoked = '', d.number, NULL)), 0),
  coalesce(min(d.revoked <> ''), 0), c.state = 'done'
FROM review_round r JOIN review_case c ON c.round = r.id
LEFT JOIN result s ON s.review_case = c.id AND s.deleted = 0
  AND s.standard = substr(r.standards, 1, instr(r.standards || ' ', ' ') - 1)
LEFT JOIN decided x ON x.review_case = c.id AND x.deleted = 0
LEFT JOIN decision d ON d.id = x.decision AND d.deleted = 0
WHERE r.deleted = 0 AND c.deleted = 0 AND r.year <= :year{some}
GROUP BY c.id
"""
_SURVEYED = """
SELECT c.household, coalesce(s.standard, ''), c.answers, c.groups, c.causes, c.wants, c.income_per_person,
  s.income, coalesce(s.deprived, '{{}}')
FROM review_case c JOIN review_round r ON r.id = c.round
LEFT JOIN result s ON s.review_case = c.id AND s.deleted = 0
  AND s.standard = substr(r.standards, 1, instr(r.standards || ' ', ' ') - 1)
WHERE c.deleted = 0{some}
"""
_ANSWERED = "SELECT person, answers FROM case_member WHERE deleted = 0 AND answers <> '{{}}'{some}"
_GIVEN = """
SELECT e.id, e.activity, e.household, e.person, e.state, e.approved, e.began, e.finished, a.since, a.until,
  a.programme, a.code, a.part, a.year
FROM enrolment e JOIN activity a ON a.id = e.activity
WHERE e.deleted = 0 AND a.deleted = 0 AND e.state IN ('approved', 'receiving', 'finished'){some}
"""
_SUMS = """
SELECT a.programme, a.code, e.place, a.year, count(DISTINCT e.household), count(DISTINCT e.person), count(*),
  coalesce(sum(t.value), 0)
FROM enrolment e JOIN activity a ON a.id = e.activity
LEFT JOIN (
  SELECT enrolment, sum(coalesce(value, 0) - coalesce(returned_value, 0)) AS value
  FROM delivery WHERE deleted = 0 GROUP BY enrolment
) t ON t.enrolment = e.id
WHERE e.deleted = 0 AND a.deleted = 0
  AND (e.state IN ('approved', 'receiving', 'finished') OR t.value > 0){some}
GROUP BY 1, 2, 3, 4 ORDER BY 4, 1, 2, 3
"""


def homes(store: Store, day: str, keys: Collection[Key] | None = None) -> list[Home]:
    """The households that are there on a day, or those of them that `keys` name."""
    return _told(store, Home, _HOMES, "h.id", keys, day=day)


def someones(store: Store, day: str, homes: Collection[Key] | None = None) -> list[Someone]:
    """The members on a day, of all households or of some."""
    return _told(store, Someone, _SOMEONE, "m.household", homes, day=day)


def members(store: Store, day: str, homes: Collection[Key] | None = None) -> list[tuple[Key, Key]]:
    """Each household with each of its members on a day, by key alone."""
    return _rows(store, _MEMBERS, "m.household", homes, day=day)


def reviewed(store: Store, year: int, homes: Collection[Key] | None = None) -> list[Reviewed]:
    """Every result of households in the rounds up to a year."""
    return _told(store, Reviewed, _REVIEWED, "c.household", homes, year=year)


def surveyed(store: Store, cases: Collection[Key]) -> list[Surveyed]:
    """What the cases say of their households."""
    return _told(store, Surveyed, _SURVEYED, "c.id", cases)


def answered(store: Store, cases: Collection[Key]) -> list[tuple[Key, str]]:
    """What the cases say of each member that somebody asked: the person, and the answers as JSON."""
    return _rows(store, _ANSWERED, "review_case", cases)


def given(store: Store) -> list[Given]:
    """The enrolments that count as support: approved, receiving, finished."""
    return _told(store, Given, _GIVEN, "", None)


def sums(store: Store, places: Collection[Key]) -> list[tuple[Any, ...]]:
    """Support by programme, code, place and year: households, persons, enrolments, value in đồng."""
    return _rows(store, _SUMS, "e.place", places)


def _told(
    store: Store, kind: Any, sql: str, column: str, keys: Collection[Key] | None, **values: Any
) -> list[Any]:
    """The rows of a query by name."""
    return list(map(partial(tuple.__new__, kind), _rows(store, sql, column, keys, **values)))


def _rows(store: Store, sql: str, column: str, keys: Collection[Key] | None, **values: Any) -> list[Any]:
    """The rows of a query, narrowed to `keys` of a column where they are given."""
    some = "" if keys is None else _SOME.format(column)
    if keys is not None:
        values["keys"] = json.dumps([key.hex() for key in keys])
    with faults.in_words(store.path):
        found: list[Any] = store.connection.execute(sql.format(some=some), values).fetchall()
        return found
