"""Control totals: the numbers by which two stores see that they hold the same book of a place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from app.i18n import _
from app.store.store import Store

Totals = dict[str, Any]

_BELOW = """
WITH RECURSIVE scope (id) AS (
  SELECT ?
  UNION SELECT pp.place FROM place_parent pp JOIN scope ON pp.parent = scope.id
  WHERE pp.deleted = 0 AND pp.until = ''
)
"""
_HOUSEHOLDS = (
    _BELOW
    + """
SELECT h.place, count(*), coalesce(sum(coalesce(h.declared_size, 0)), 0)
FROM scope CROSS JOIN household h ON h.place = scope.id
WHERE h.deleted = 0 AND h.ended = '' GROUP BY h.place
"""
)
# Whoever was ever a member, so that only indexes are read: a day's file has a tenth of a second.
_MEMBERS = (
    _BELOW
    + """
SELECT h.place, count(*) FROM scope CROSS JOIN household h ON h.place = scope.id
CROSS JOIN membership m ON m.household = h.id GROUP BY h.place
"""
)
# From the few rounds to their cases: the cases of other places, perhaps a province's, are not looked at.
_CLASSES = (
    _BELOW
    + """
SELECT c.place, r.year || ' ' || coalesce(t.final_class, '?'), count(*), coalesce(sum(c.size), 0)
FROM scope CROSS JOIN review_round r ON r.place = scope.id CROSS JOIN review_case c ON c.round = r.id
CROSS JOIN result t ON t.review_case = c.id
WHERE c.deleted = 0 AND r.deleted = 0 AND t.deleted = 0
GROUP BY c.place, 2 ORDER BY c.place, 2
"""
)
_CERTIFICATES = (
    _BELOW
    + """
SELECT c.place, count(*) FROM scope CROSS JOIN certificate c ON c.place = scope.id
WHERE c.deleted = 0 AND c.withdrawn = '' GROUP BY c.place
"""
)
_NAMES = """
SELECT place.id, place.name, coalesce(above.name, '') FROM place
LEFT JOIN place_parent p ON p.place = place.id AND p.deleted = 0 AND p.until = ''
LEFT JOIN place above ON above.id = p.parent
GROUP BY place.id ORDER BY place.name, place.id
"""


def of_place(store: Store, place: bytes) -> Totals:
    """Households, persons, members, certificates, cases by year and class, of each place in or below one.

    A place is told by its name; where several have that name, also by the one above, and then by a number.
    """
    told: dict[bytes, dict[str, Any]] = defaultdict(dict)
    run = store.connection.execute
    for key, households, persons in run(_HOUSEHOLDS, (place,)):
        told[key] |= {"households": households, "persons": persons}
    for name, sql in (("members", _MEMBERS), ("certificates", _CERTIFICATES)):
        for key, number in run(sql, (place,)):
            told[key][name] = number
    for key, which, cases, persons in run(_CLASSES, (place,)):
        told[key][which] = [cases, persons]
    return {name: told[key] for name, key in _named(store, told.keys())}


def _named(store: Store, keys: Collection[bytes]) -> Iterator[tuple[str, bytes]]:
    """Each place under a name that no other of them has, in the order of the names."""
    found = [one for one in store.connection.execute(_NAMES) if one[0] in keys]
    alike = Counter(name for _key, name, _above in found)
    taken: Counter[str] = Counter()
    for key, name, above in found:
        shown = f"{name} ({above})" if alike[name] > 1 else name
        taken[shown] += 1
        yield f"{shown} {taken[shown]}" if taken[shown] > 1 else shown, key


def scope(store: Store, place: bytes) -> set[bytes]:
    """The keys of a place and of all places below it now."""
    return {key for (key,) in store.connection.execute(f"{_BELOW} SELECT id FROM scope", (place,))}


def differences(here: Totals, there: Totals) -> list[str]:
    """Where two stores' totals differ, each in words: place, number, both values."""
    found = []
    for place in sorted(here.keys() | there.keys()):
        ours, theirs = here.get(place, {}), there.get(place, {})
        found += [
            f"{place}: {_words(name)}: {_shown(ours.get(name))} ≠ {_shown(theirs.get(name))}"
            for name in sorted(ours.keys() | theirs.keys())
            if (ours.get(name) or 0) != (theirs.get(name) or 0)
        ]
    return found


_WORDS = {
    "households": lambda: _("số hộ"),
    "persons": lambda: _("số khẩu theo khai"),
    "members": lambda: _("số thành viên có tên, kể cả đã rời"),
    "certificates": lambda: _("số giấy chứng nhận"),
}
_CLASSES_IN_WORDS = {
    "poor": lambda: _("hộ nghèo"),
    "near_poor": lambda: _("hộ cận nghèo"),
    "not_poor": lambda: _("hộ không nghèo"),
    "?": lambda: _("hộ chưa có loại"),
}


def _words(number: str) -> str:
    year, _space, klass = number.partition(" ")
    if klass:
        return _("năm {year}, {klass}").format(year=year, klass=_CLASSES_IN_WORDS.get(klass, lambda: klass)())
    return _WORDS.get(number, lambda: number)()


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        return _("{cases} hộ {persons} khẩu").format(cases=value[0], persons=value[1])
    return str(value or 0)
