"""Control totals: the numbers by which two stores see that they hold the same book of a place."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

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
SELECT place.name, count(*), coalesce(sum(coalesce(h.declared_size, 0)), 0)
FROM household h JOIN scope ON h.place = scope.id JOIN place ON place.id = h.place
WHERE h.deleted = 0 AND h.ended = '' GROUP BY place.id ORDER BY place.name, place.id
"""
)
# From the few rounds to their cases: the cases of other places, perhaps a province's, are not looked at.
_CLASSES = (
    _BELOW
    + """
SELECT place.name, r.year || ' ' || coalesce(t.final_class, '?'), count(*), coalesce(sum(c.size), 0)
FROM scope CROSS JOIN review_round r ON r.place = scope.id CROSS JOIN review_case c ON c.round = r.id
CROSS JOIN result t ON t.review_case = c.id CROSS JOIN place ON place.id = c.place
WHERE c.deleted = 0 AND r.deleted = 0 AND t.deleted = 0
GROUP BY place.id, 2 ORDER BY place.name, place.id, 2
"""
)


def of_place(store: Store, place: bytes) -> Totals:
    """Households, declared persons, and cases by year and class, for each place in or below one."""
    totals: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, households, persons in store.connection.execute(_HOUSEHOLDS, (place,)):
        totals[name] |= {"households": households, "persons": persons}
    for name, which, cases, persons in store.connection.execute(_CLASSES, (place,)):
        totals[name][which] = [cases, persons]
    return dict(totals)


def scope(store: Store, place: bytes) -> set[bytes]:
    """The keys of a place and of all places below it now."""
    return {key for (key,) in store.connection.execute(f"{_BELOW} SELECT id FROM scope", (place,))}


def differences(here: Totals, there: Totals) -> list[str]:
    """Where two stores' totals differ, each as `place: number: here ≠ there`."""
    found = []
    for place in sorted(here.keys() | there.keys()):
        ours, theirs = here.get(place, {}), there.get(place, {})
        found += [
            f"{place}: {name}: {ours.get(name, 0)} ≠ {theirs.get(name, 0)}"
            for name in sorted(ours.keys() | theirs.keys())
            if ours.get(name, 0) != theirs.get(name, 0)
        ]
    return found
