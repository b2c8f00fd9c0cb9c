"""The one door through which data change: an act writes rows and remembers what it wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from app.models.key import Key, new_key
from app.store.index import Index
from app.store.journal import Change, Fields, Table, whole
from app.store.tables import DERIVED, RECORDS, SEARCHED

Values = Mapping[str, Any]


class Schema:
    """The tables of an open store, looked at once."""

    def __init__(self, connection: sqlite.Connection) -> None:
        self._tables = {name: Table(connection, name) for name in RECORDS}

    def __getitem__(self, name: str) -> Table:
        return self._tables[name]


class Act:
    """A piece of work in progress. Get one from `Store.write`; it is kept whole or not at all.

    Attributes:
        changes: what was done so far, in order.
    """

    def __init__(self, connection: sqlite.Connection, schema: Schema, index: Index) -> None:
        self.changes: list[Change] = []
        self._written = 0
        self._connection = connection
        self._schema = schema
        self._index = index

    def insert(self, tab: str, rows: Sequence[Values]) -> list[Key]:
        """Add records; those without an `id` get one. All rows name the same columns.

        Returns:
            the keys, in the order of the rows.
        """
        if not rows:
            return []
        table = self._schema[tab]
        keyed = [row if "id" in row else {"id": new_key(), **row} for row in rows]
        if any(row.keys() != keyed[0].keys() for row in keyed):
            raise ValueError("rows of one insert name the same columns")
        self.changes += [
            Change(tab, row["id"], "insert", "{}", table.written(table.flat(row))) for row in keyed
        ]
        self._write_new(table, keyed)
        self._written += len(keyed)
        if tab in SEARCHED:
            for row in keyed:
                self._index.add(tab, row["id"], row)
        return [row["id"] for row in keyed]

    def update(self, tab: str, key: Key, fields: Values) -> bool:
        """Set fields of a record; a map column takes the keys to set, with None for those to empty.

        Returns:
            False when everything stood so already, and then nothing is recorded.
        """
        table = self._schema[tab]
        current = table.current(self._connection, key)
        wanted = _opened(table, fields)
        after = {name: value for name, value in wanted.items() if current.get(name) != value}
        if after:
            self._change(table, key, "update", {name: current.get(name) for name in after}, after, current)
        return bool(after)

    def delete(self, tab: str, keys: Iterable[Key]) -> None:
        """Mark records as deleted; their fields stay as they are."""
        self._mark(tab, keys, "delete", 1)

    def restore(self, tab: str, keys: Iterable[Key]) -> None:
        """Take the mark of deletion away again."""
        self._mark(tab, keys, "restore", 0)

    def _mark(self, tab: str, keys: Iterable[Key], op: str, deleted: int) -> None:
        table = self._schema[tab]
        for key in keys:
            current = table.current(self._connection, key)
            if current["deleted"] != deleted:
                self._change(table, key, op, {"deleted": 1 - deleted}, {"deleted": deleted}, current)

    def _change(
        self, table: Table, key: Key, op: str, before: Fields, after: Fields, current: Fields
    ) -> None:
        self.changes.append(Change(table.name, key, op, table.written(before), table.written(after)))
        write_fields(self._connection, table, key, after, current)
        self._written += 1
        if table.name in SEARCHED and not after.keys().isdisjoint((*SEARCHED[table.name].fields, "deleted")):
            self._index.replace(table.name, key, current | after)

    def finish(self) -> None:
        """Bring the search index in step; RuntimeError if a change failed and the caller passed over it."""
        if self._written != len(self.changes):
            raise RuntimeError("a change failed inside this act: it cannot be kept")
        self._index.settle()

    def _write_new(self, table: Table, rows: Sequence[Values]) -> None:
        derived = DERIVED.get(table.name)
        plain = [name for name in rows[0] if name not in table.maps]
        maps = [name for name in rows[0] if name in table.maps]
        columns = [*plain, *maps, *(derived.columns if derived else ())]

        def values(row: Values) -> tuple[Any, ...]:
            told = [row[name] for name in plain]
            told += [whole(row[name]) for name in maps]
            return (*told, *derived.derive(row[derived.source])) if derived else tuple(told)

        marks = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"
        self._connection.executemany(sql, map(values, rows))


def _opened(table: Table, fields: Values) -> Fields:
    opened: Fields = {}
    for name, value in fields.items():
        if name in table.maps:
            opened |= {f"{name}.{item}": told for item, told in value.items()}
        else:
            opened[name] = value
    return opened


def write_fields(
    connection: sqlite.Connection, table: Table, key: Key, after: Fields, current: Fields
) -> None:
    """Bring a row to `after`, given all its fields as they stand; maps are put together again."""
    columns = {name: value for name, value in after.items() if "." not in name}
    for name in {name.split(".", 1)[0] for name in after if "." in name}:
        start = f"{name}."
        items = {
            item.removeprefix(start): v for item, v in (current | after).items() if item.startswith(start)
        }
        columns[name] = whole(items)
    derived = DERIVED.get(table.name)
    if derived and derived.source in after:
        columns |= dict(zip(derived.columns, derived.derive(after[derived.source]), strict=True))
    sets = ", ".join(f"{name} = ?" for name in columns)
    connection.execute(f"UPDATE {table.name} SET {sets} WHERE id = ?", (*columns.values(), key))
