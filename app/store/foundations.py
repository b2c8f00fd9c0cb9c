"""On which records others stand: what must not vanish from under later work when an act is reversed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.store.journal import Change, Fields
from app.store.store import Store
from app.store.tables import RECORDS


@dataclass(frozen=True, slots=True)
class Reference:
    """A column `column` of table `tab` that names a row of table `parent`."""

    tab: str
    column: str
    parent: str


def moved(store: Store, changes: Sequence[Change], act: int) -> Iterator[bytes]:
    """Rows for which `changes`, which reverse `act`, would leave a living row under a deleted one.

    Only what came about after `act` counts: what it had found so may be so again.
    """
    references = _references(store)
    touched = {change.row for change in changes}
    for reference in references:
        for child, parent in _under_deleted(store, reference, changes):
            if child not in touched and not _stood(store, reference, child, parent, act):
                yield child
    for change in changes:
        for reference in references:
            if reference.tab == change.tab and _sets(store, change, reference.column):
                parents = _deleted_above(store, reference, change.row)
                yield from (
                    p for p in parents if p not in touched and _lived(store, reference.parent, p, act)
                )


def _references(store: Store) -> list[Reference]:
    return [
        Reference(tab, found[3], found[2])
        for tab in RECORDS
        for found in store.connection.execute(f"PRAGMA foreign_key_list({tab})")
    ]


def _sets(store: Store, change: Change, column: str) -> bool:
    return change.op == "restore" or column in store.schema[change.tab].read(change.after)


def _under_deleted(store: Store, reference: Reference, changes: Sequence[Change]) -> list[tuple[Any, ...]]:
    """Living rows and the rows that they name, of those that `changes` delete."""
    gone = [(c.row,) for c in changes if c.op == "delete" and c.tab == reference.parent]
    store.connection.execute("CREATE TEMP TABLE IF NOT EXISTS gone (row BLOB PRIMARY KEY) WITHOUT ROWID")
    store.connection.execute("DELETE FROM gone")
    store.connection.executemany("INSERT OR IGNORE INTO gone (row) VALUES (?)", gone)
    tab, column = reference.tab, reference.column
    sql = f"SELECT t.id, t.{column} FROM {tab} t WHERE t.deleted = 0 AND t.{column} IN (SELECT row FROM gone)"
    return store.connection.execute(sql).fetchall() if gone else []


def _deleted_above(store: Store, reference: Reference, row: bytes) -> list[bytes]:
    sql = f"""SELECT p.id FROM {reference.tab} t JOIN {reference.parent} p ON p.id = t.{reference.column}
        WHERE t.id = ? AND t.deleted = 0 AND p.deleted = 1"""
    return [found for (found,) in store.connection.execute(sql, (row,))]


def _stood(store: Store, reference: Reference, child: bytes, parent: bytes, act: int) -> bool:
    """Whether, when `act` was done, the child lived and named the parent already."""
    fields = _as_left(store, reference.tab, child, act)
    return fields is not None and not fields["deleted"] and fields[reference.column] == parent


def _lived(store: Store, tab: str, row: bytes, act: int) -> bool:
    """Whether a row lived when `act` was done."""
    fields = _as_left(store, tab, row, act)
    return fields is not None and not fields["deleted"]


def _as_left(store: Store, tab: str, row: bytes, act: int) -> Fields | None:
    """The fields of a row right after `act`, from the journal; None if it came later."""
    table = store.schema[tab]
    fields = table.current(store.connection, row)
    later = store.connection.execute(
        "SELECT op, before FROM change WHERE row = ? AND act > ? ORDER BY act DESC, n DESC", (row, act)
    )
    for op, before in later:
        if op == "insert":
            return None
        fields |= table.read(before)
    return fields
