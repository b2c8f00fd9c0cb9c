"""On which records others stand: what must not vanish from under later work when an act is reversed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.store.journal import Change
from app.store.store import Store
from app.store.tables import RECORDS

# A record counts as later work when an act after the given one touched it.
_CHILDREN = """
SELECT t.id FROM {tab} t WHERE t.deleted = 0 AND t.{column} IN (SELECT row FROM gone)
AND EXISTS (SELECT 1 FROM change c WHERE c.row = t.id AND c.act > ?) LIMIT 1
"""
_PARENT = """
SELECT p.id FROM {tab} t JOIN {parent} p ON p.id = t.{column}
WHERE t.id = ? AND t.deleted = 0 AND p.deleted = 1
AND EXISTS (SELECT 1 FROM change c WHERE c.row = p.id AND c.op = 'delete' AND c.act > ?)
"""


def moved(store: Store, changes: Sequence[Change], act: int) -> Iterator[bytes]:
    """Rows that hang once `changes` reverse `act`: living under deleted, or deleted above living."""
    references = _references(store)
    yield from _hanging(store, references, [change.row for change in changes if change.op == "delete"], act)
    for change in changes:
        fields = store.schema[change.tab].read(change.after)
        for tab, column, parent in references:
            if tab == change.tab and (change.op == "restore" or column in fields):
                sql = _PARENT.format(tab=tab, column=column, parent=parent)
                yield from (row for (row,) in store.connection.execute(sql, (change.row, act)))


def _hanging(
    store: Store, references: Sequence[tuple[str, str, str]], gone: Sequence[bytes], act: int
) -> Iterator[bytes]:
    store.connection.execute("CREATE TEMP TABLE IF NOT EXISTS gone (row BLOB PRIMARY KEY) WITHOUT ROWID")
    store.connection.execute("DELETE FROM gone")
    store.connection.executemany("INSERT OR IGNORE INTO gone (row) VALUES (?)", ((row,) for row in gone))
    for tab, column, _parent in references if gone else ():
        sql = _CHILDREN.format(tab=tab, column=column)
        yield from (row for (row,) in store.connection.execute(sql, (act,)))


def _references(store: Store) -> list[tuple[str, str, str]]:
    """Which column of which table names a row of which table."""
    return [
        (tab, found[3], found[2])
        for tab in RECORDS
        for found in store.connection.execute(f"PRAGMA foreign_key_list({tab})")
    ]
