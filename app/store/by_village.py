"""Where the households live that rows belong to: a merge told village by village."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlcipher3 import dbapi2 as sqlite

from app.store.merge import Merged, Row

_AT_ONCE = 500
_OF_MEMBERS = "SELECT {place} FROM membership x JOIN household h ON h.id = x.household WHERE "
_OF_CASES = "SELECT c.place FROM {tab} x JOIN review_case c ON c.id = x.review_case WHERE x.id IN ({{marks}})"
_HOMES = {
    "household": "SELECT place FROM household WHERE id IN ({marks})",
    "membership": _OF_MEMBERS.format(place="h.place") + "x.id IN ({marks})",
    "person": _OF_MEMBERS.format(place="max(h.place)")
    + "x.person IN ({marks}) AND x.deleted = 0 GROUP BY x.person",
    "review_case": "SELECT place FROM review_case WHERE id IN ({marks})",
    "case_member": _OF_CASES.format(tab="case_member"),
    "result": _OF_CASES.format(tab="result"),
}


@dataclass(frozen=True, slots=True)
class VillageCount:
    """Rows of a village: new, otherwise now, deleted, fields in conflict, changes that came too late.

    Attributes:
        name: empty for what belongs to no village: places, rounds, settings.
    """

    name: str
    new: int
    changed: int
    deleted: int
    conflicts: int
    late: int


def by_village(connection: sqlite.Connection, merged: Merged) -> tuple[VillageCount, ...]:
    """What a merge did, inside its transaction; in the order of the villages' codes."""
    kinds: tuple[Iterable[Row], ...] = (
        merged.new,
        set(merged.changed) - set(merged.deleted),
        merged.deleted,
        [(tab, row) for tab, row, _field in merged.disputed],
        [(tab, row) for tab, row, _field in merged.late],
    )
    counted = [_counted(connection, list(rows)) for rows in kinds]
    names = dict(connection.execute("SELECT id, name FROM place ORDER BY code, id"))
    found = [key for key in (*names, b"") if any(key in counts for counts in counted)]
    return tuple(VillageCount(names.get(key, ""), *(counts[key] for counts in counted)) for key in found)


def _counted(connection: sqlite.Connection, rows: Sequence[Row]) -> Counter[bytes]:
    """How many of the rows are of each place; of none under the empty key."""
    counts: Counter[bytes] = Counter()
    for tab, sql in _HOMES.items():
        keys = [row for its, row in rows if its == tab]
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            found = connection.execute(sql.format(marks=", ".join("?" * len(some))), some)
            counts.update(place for (place,) in found)
    counts[b""] = len(rows) - counts.total()
    return +counts
