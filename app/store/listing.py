"""Households as a long list: which, in which order, a few at a time; and how many there are of each kind.

A list is asked for in two steps: `order` gives the keys of all that are wanted, `lines` the rows of those few
that are seen. `first` is the beginning of the plain list without ordering it all: the window's first picture.
Plain SQL, because that picture must not wait for more.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.store import faults, index
from app.store.store import Store

Key = bytes


@dataclass(frozen=True, slots=True)
class Rounds:
    """The two rounds that a list compares, and the standard in each; several where a level above sums."""

    now: tuple[Key, ...] = ()
    standard: str = ""
    last: tuple[Key, ...] = ()
    last_standard: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which households; what is empty does not narrow.

    Attributes:
        places: keys of places that they live in.
        words: each has to begin a word of the head's name, folded.
        code: part of it.
        birth: the beginning of the head's birth date as stored.
        now, before: classes in the two rounds; `""` among them stands for none known.
        again: True, False: of the present class in an earlier year or not.
        states: of the case; `""` among them stands for households outside the round.
        lacking: indicators, all of them deprived.
        keys: just these.
        sort: a key of `ORDERS`.
    """

    places: tuple[Key, ...] = ()
    words: tuple[str, ...] = ()
    code: str = ""
    birth: str = ""
    sex: str = ""
    ethnic: tuple[str, ...] = ()
    persons_from: int | None = None
    now: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    again: bool | None = None
    states: tuple[str, ...] = ()
    b1_to: float | None = None
    b2_from: float | None = None
    lacking: tuple[str, ...] = ()
    cause: str = ""
    group: str = ""
    keys: tuple[Key, ...] = ()
    sort: str = "head"
    descending: bool = False

    @property
    def everything(self) -> bool:
        """True when nothing narrows it."""
        return replace(self, sort="head", descending=False) == Wanted()


@dataclass(frozen=True, slots=True)
class Line:
    """A household of the list, as stored; `deprived` is None where no review told it.

    Attributes:
        now: class in the present round; that of the last one is kept until the review (`kept`), and a
            household on neither list is not poor. `before` likewise.
        state: of its case; empty outside the round.
    """

    key: Key
    code: str
    head: str
    birth: str
    sex: str
    ethnic: str
    cccd: str
    village: str
    persons: int | None
    now: str
    kept: bool
    before: str
    state: str
    b1: float | None
    b2: float | None
    deprived: dict[str, bool] | None


_NOW = "coalesce(r.final_class, lr.final_class, iif(c.id IS NULL, 'not_poor', ''))"
_BEFORE = "coalesce(lr.final_class, iif(lc.id IS NULL AND h.formed_how = '', 'not_poor', ''))"
_LISTED = "(SELECT count(*) FROM membership x WHERE x.household = h.id AND x.until = '' AND x.deleted = 0)"
_PERSONS = (
    f"coalesce(c.size, iif(h.roster_complete, {_LISTED}, coalesce(h.declared_size, nullif({_LISTED}, 0))))"
)
_HEAD = """
LEFT JOIN membership m ON m.household = h.id AND m.head = 1 AND m.until = '' AND m.deleted = 0
LEFT JOIN person p ON p.id = m.person
"""
_REVIEWS = """
LEFT JOIN review_case c ON c.household = h.id AND {now} AND c.deleted = 0
LEFT JOIN result r ON r.review_case = c.id AND r.standard = :standard AND r.deleted = 0
LEFT JOIN review_case lc ON lc.household = h.id AND {last} AND lc.deleted = 0
LEFT JOIN result lr ON lr.review_case = lc.id AND lr.standard = :last_standard AND lr.deleted = 0
"""
_LIVING = "h.deleted = 0 AND h.ended = ''"
_BY_NAME = f"""
SELECT s.id, p.sort_key, h.code, h.id FROM search_row s CROSS JOIN person p ON p.id = s.row
CROSS JOIN membership m ON m.person = p.id AND m.head = 1 AND m.until = '' AND m.deleted = 0
CROSS JOIN household h ON h.id = m.household
WHERE s.id BETWEEN ? AND ? AND {_LIVING} ORDER BY s.id
"""
_RANK = (
    "CASE {} WHEN 'poor' THEN 1 WHEN 'near_poor' THEN 2"
    " WHEN 'average_farming' THEN 3 WHEN 'not_poor' THEN 4 END"
)

ORDERS = {
    "head": "p.id IS NULL, p.sort_key",
    "code": "h.code",
    "birth": "p.birth",
    "sex": "p.sex",
    "ethnic": "p.ethnic",
    "village": "(SELECT v.code || v.name FROM place v WHERE v.id = h.place)",
    "persons": _PERSONS,
    "now": _RANK.format(_NOW),
    "before": _RANK.format(_BEFORE),
    "state": "c.state",
    "b1": "r.b1",
    "b2": "r.b2",
}
_OF_REVIEWS = ("persons", "now", "before", "state", "b1", "b2")


def order(store: Store, rounds: Rounds, wanted: Wanted) -> list[Key]:
    """The keys of all households wanted, in order; what sorts equal stays in the order of names."""
    narrowed, values = _narrowed(rounds, wanted)
    reviews = _reviews(rounds) if _needs_reviews(wanted) else ""
    way = " DESC" if wanted.descending else ""
    by = ", ".join(f"{part}{way}" for part in _parts(ORDERS[wanted.sort]))
    households = f"SELECT h.id FROM household h {_HEAD} {reviews} WHERE {narrowed}"
    sql = f"{households} ORDER BY {by}, p.sort_key, h.code, h.id"
    with faults.in_words(store.path):
        return list(dict.fromkeys(row[0] for row in store.connection.execute(sql, values)))


def _parts(by: str) -> list[str]:
    return [by] if "(" in by or "CASE" in by else by.split(", ")


def _needs_reviews(wanted: Wanted) -> bool:
    asked = (
        wanted.now
        or wanted.before
        or wanted.states
        or wanted.lacking
        or wanted.cause
        or wanted.again is not None
    )
    known = (wanted.b1_to, wanted.b2_from, wanted.persons_from)
    return bool(asked) or any(one is not None for one in known) or wanted.sort in _OF_REVIEWS


def first(store: Store, rounds: Rounds, count: int) -> list[Line]:
    """The first households of the plain list, in the order of their heads' names."""
    with faults.in_words(store.path):
        return lines(store, rounds, _first_keys(store, count))


def _first_keys(store: Store, count: int) -> list[Key]:
    """By the search index, whose numbers rise with the beginnings of names; the rest is put in order here."""
    found: list[Any] = []
    group = 0
    for number, *place in store.connection.execute(_BY_NAME, index.numbers_of("person")):
        if len(found) >= count and index.group_of(number) != group:
            break
        group = index.group_of(number)
        found.append(place)
    return [key for _name, _code, key in sorted(found)[:count]]


def lines(store: Store, rounds: Rounds, keys: Sequence[Key]) -> list[Line]:
    """The rows of these households, in the order of the keys; those that are gone are left out."""
    values = _values(rounds) | {"keys": _as_json(keys)}
    now, before = _now(rounds), _before(rounds)
    sql = f"""
SELECT h.id, h.code, coalesce(p.name, ''), coalesce(p.birth, ''), coalesce(p.sex, ''), coalesce(p.ethnic, ''),
  coalesce(p.cccd, ''), (SELECT name FROM place WHERE id = h.place), {_PERSONS}, {now},
  r.final_class IS NULL AND coalesce(lr.final_class, 'not_poor') <> 'not_poor',
  {before}, coalesce(c.state, ''), r.b1, r.b2, r.deprived
FROM json_each(:keys) k JOIN household h ON h.id = unhex(k.value) {_HEAD} {_reviews(rounds)}
WHERE h.deleted = 0
"""
    with faults.in_words(store.path):
        told = {row[0]: _line(row) for row in store.connection.execute(sql, values)}
    return [told[key] for key in keys if key in told]


def place_of(store: Store, household: Key) -> Key:
    """Where a household lives; empty where there is none."""
    with faults.in_words(store.path):
        found = store.connection.execute("SELECT place FROM household WHERE id = ?", (household,)).fetchone()
    return found[0] if found else b""


def _line(row: Sequence[Any]) -> Line:
    key, code, head, birth, sex, ethnic, cccd, village, persons, now, kept, before, state, b1, b2, told = row
    deprived = json.loads(told) if told else None
    return Line(
        key, code, head, birth, sex, ethnic, cccd, village, persons, now, bool(kept), before, state, b1, b2,
        deprived or None,
    )  # fmt: skip


def _as_json(keys: Sequence[Key]) -> str:
    return json.dumps([key.hex() for key in keys])


def _values(rounds: Rounds) -> dict[str, Any]:
    return {
        "now": _given(rounds.now),
        "standard": rounds.standard,
        "last": _given(rounds.last),
        "last_standard": rounds.last_standard,
    }


def _reviews(rounds: Rounds) -> str:
    return _REVIEWS.format(now=_is("c.round", "now", rounds.now), last=_is("lc.round", "last", rounds.last))


def _is(column: str, name: str, keys: Sequence[Key]) -> str:
    """A column is one of these rounds; + keeps SQLite from reading whole rounds for each household."""
    many = f"+{column} IN (SELECT unhex(value) FROM json_each(:{name}))"
    return many if len(keys) > 1 else f"{column} = :{name}"


def _given(keys: Sequence[Key]) -> Key | str:
    """The value that goes with `_is`."""
    return _as_json(keys) if len(keys) > 1 else next(iter(keys), b"")


def _now(rounds: Rounds) -> str:
    return _NOW if rounds.now else "''"


def _before(rounds: Rounds) -> str:
    return _BEFORE if rounds.last else "''"


# Narrowing ----------------------------------------------------------------------------------------


def _narrowed(rounds: Rounds, wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """The WHERE of a wish and its values."""
    conditions, values = [_LIVING], _values(rounds)
    for condition, told in (*_of_the_head(wanted), *_of_the_review(rounds, wanted)):
        conditions.append(condition)
        values |= told
    return " AND ".join(conditions), values


Condition = tuple[str, dict[str, Any]]


def _of_the_head(wanted: Wanted) -> list[Condition]:
    found: list[Condition] = []
    if wanted.places:
        found.append(_among("h.place", "places", [key.hex() for key in wanted.places], "unhex(value)"))
    if wanted.keys:
        found.append(_among("h.id", "keys", [key.hex() for key in wanted.keys], "unhex(value)"))
    if wanted.ethnic:
        found.append(_among("p.ethnic", "ethnic", wanted.ethnic))
    for place, word in enumerate(wanted.words):
        found.append(
            (f"' ' || p.folded LIKE :word{place} ESCAPE '\\'", {f"word{place}": f"% {_like(word)}%"})
        )
    if wanted.code:
        found.append(("h.code LIKE :code ESCAPE '\\'", {"code": f"%{_like(wanted.code)}%"}))
    if wanted.birth:
        found.append(("p.birth LIKE :birth", {"birth": f"{wanted.birth}%"}))
    if wanted.sex:
        found.append(("p.sex = :sex", {"sex": wanted.sex}))
    if wanted.group:
        found.append(("json_extract(h.groups, :group)", {"group": f"$.{wanted.group}"}))
    return found


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _of_the_review(rounds: Rounds, wanted: Wanted) -> list[Condition]:
    found: list[Condition] = []
    if wanted.now:
        found.append(_among(_now(rounds), "classes_now", wanted.now))
    if wanted.before:
        found.append(_among(_before(rounds), "classes_before", wanted.before))
    if wanted.states:
        found.append(_among("coalesce(c.state, '')", "states", wanted.states))
    if wanted.again is not None:
        found.append((f"{'' if wanted.again else 'NOT '}{_again(rounds)}", {}))
    if wanted.persons_from is not None:
        found.append((f"{_PERSONS} >= :persons_from", {"persons_from": wanted.persons_from}))
    if wanted.b1_to is not None:
        found.append(("r.b1 <= :b1_to", {"b1_to": wanted.b1_to}))
    if wanted.b2_from is not None:
        found.append(("r.b2 >= :b2_from", {"b2_from": wanted.b2_from}))
    for place, indicator in enumerate(wanted.lacking):
        found.append((f"json_extract(r.deprived, :lack{place})", {f"lack{place}": f"$.{indicator}"}))
    if wanted.cause:
        found.append(("json_extract(c.causes, :cause)", {"cause": f"$.{wanted.cause}"}))
    return found


def _among(what: str, name: str, allowed: Sequence[str], read: str = "value") -> Condition:
    return f"{what} IN (SELECT {read} FROM json_each(:{name}))", {name: json.dumps(list(allowed))}


def _again(rounds: Rounds) -> str:
    """Whether it was of its present class in an earlier year, by the rounds kept or by an official list."""
    return f"""(coalesce(c.stated_kind, '') = 'again' OR EXISTS (
      SELECT 1 FROM review_case ec JOIN review_round er ON er.id = ec.round
      JOIN result e ON e.review_case = ec.id
      WHERE ec.household = h.id AND ec.deleted = 0 AND er.deleted = 0 AND e.deleted = 0
      AND er.year < (SELECT max(year) FROM review_round WHERE {_is("id", "now", rounds.now)})
      AND e.final_class = {_now(rounds)}))"""


# Counting -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """Households of one place, class, earlier class and state of the case: how many, and their persons."""

    place: Key
    now: str
    before: str
    state: str
    reviewed: bool
    households: int
    persons: int


def tally(store: Store, rounds: Rounds, wanted: Wanted | None = None) -> list[Tally]:
    """All households wanted, counted; whatever a list or a dashboard sums is a sum of these."""
    narrowed, values = _narrowed(rounds, wanted or Wanted())
    sql = f"""
SELECT h.place, {_now(rounds)}, {_before(rounds)}, coalesce(c.state, ''), r.final_class IS NOT NULL,
  count(*), coalesce(sum({_PERSONS}), 0)
FROM household h {_HEAD} {_reviews(rounds)} WHERE {narrowed} GROUP BY 1, 2, 3, 4, 5
"""
    with faults.in_words(store.path):
        return [
            Tally(place, now, before, state, bool(reviewed), households, persons)
            for place, now, before, state, reviewed, households, persons in store.connection.execute(
                sql, values
            )
        ]


def lacking(store: Store, rounds: Rounds, klass: str) -> dict[str, int]:
    """How many households of a class lack each indicator."""
    sql = f"""
SELECT d.key, count(*) FROM household h {_reviews(rounds)} JOIN json_each(r.deprived) d
WHERE {_LIVING} AND r.final_class = :klass AND d.value GROUP BY 1
"""
    with faults.in_words(store.path):
        return dict(store.connection.execute(sql, _values(rounds) | {"klass": klass}).fetchall())


_GAPS = {
    "no_head": "m.id IS NULL",
    "same_code": "h.code <> '' AND EXISTS (SELECT 1 FROM household o"
    " WHERE o.place = h.place AND o.code = h.code AND o.id <> h.id AND o.deleted = 0 AND o.ended = '')",
    "no_ethnic": "m.id IS NOT NULL AND p.ethnic = ''",
    "no_persons": f"h.declared_size IS NULL AND NOT {_LISTED}",
}


def gaps(store: Store) -> dict[str, list[Key]]:
    """Households in whose record something is missing or stands twice: without head, same code …"""
    with faults.in_words(store.path):
        return {name: _gap(store, condition) for name, condition in _GAPS.items()}


def _gap(store: Store, condition: str) -> list[Key]:
    sql = f"SELECT h.id FROM household h {_HEAD} WHERE {_LIVING} AND {condition}"
    return [row[0] for row in store.connection.execute(sql)]


def histories(store: Store, rounds: Rounds, keys: Sequence[Key]) -> dict[Key, dict[int, str]]:
    """For each household the class of every earlier year; year -1 is what an official list calls `again`."""
    now, id_now = _is("c.round", "now", rounds.now), _is("id", "now", rounds.now)
    sql = f"""
SELECT c.household, iif({now}, -1, o.year), r.final_class
FROM json_each(:keys) k JOIN review_case c ON c.household = unhex(k.value) AND c.deleted = 0
JOIN review_round o ON o.id = c.round AND o.deleted = 0
JOIN result r ON r.review_case = c.id AND r.deleted = 0
WHERE r.final_class IS NOT NULL AND (
  ({now} AND c.stated_kind = 'again')
  OR o.year < (SELECT max(year) FROM review_round WHERE {id_now}))
"""
    found: dict[Key, dict[int, str]] = {}
    values = {"keys": _as_json(keys), "now": _given(rounds.now)}
    with faults.in_words(store.path):
        for household, year, klass in store.connection.execute(sql, values):
            found.setdefault(household, {})[year] = klass
    return found
