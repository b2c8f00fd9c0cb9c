"""The one door through which data change: an act writes rows and remembers what it wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from app.models.key import Key
from app.store.books import Books
from app.store.frozen import Guard
from app.store.index import Index
from app.store.journal import Change, Fields, Table, whole
from app.store.tables import DERIVED, NAMED, RECORDS, complete, key_of

Values = Mapping[str, Any]
_ASKED_AT_ONCE = 500


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

    def __init__(self, connection: sqlite.Connection, schema: Schema, index: Index, books: Books) -> None:
        self.changes: list[Change] = []
        self._written = 0
        self._connection = connection
        self._schema = schema
        self._index = index
        self._frozen = Guard(connection)
        self._books = books
        self._disputes = connection.execute("SELECT 1 FROM conflict LIMIT 1").fetchone() is not None

    def insert(self, tab: str, rows: Sequence[Values]) -> list[Key]:
        """Add records; those without an `id` get one. All rows name the same columns.

        A record that can be there only once (`tables.NAMED`) and is there, perhaps deleted, is brought to
        what its row says instead.

        Returns:
            the keys, in the order of the rows.
        """
        if not rows:
            return []
        table = self._schema[tab]
        keyed = [row if "id" in row else {"id": key_of(tab, row), **row} for row in rows]
        if any(row.keys() != keyed[0].keys() for row in keyed):
            raise ValueError("rows of one insert name the same columns")
        self._insert_new(table, self._without_known(tab, keyed) if tab in NAMED else keyed)
        return [row["id"] for row in keyed]

    def _without_known(self, tab: str, rows: Sequence[Values]) -> list[Values]:
        """The rows that are not there; those that are get restored, begun anew, and updated."""
        there = self._there(tab, [row["id"] for row in rows])
        for row in rows:
            if row["id"] in there:
                self._again(self._schema[tab], row)
        return [row for row in rows if row["id"] not in there]

    def _there(self, tab: str, keys: Sequence[Key]) -> set[Key]:
        """Those of the keys that the table holds."""
        found: set[Key] = set()
        for start in range(0, len(keys), _ASKED_AT_ONCE):
            some = keys[start : start + _ASKED_AT_ONCE]
            marks = ", ".join("?" * len(some))
            found.update(
                key
                for (key,) in self._connection.execute(f"SELECT id FROM {tab} WHERE id IN ({marks})", some)
            )
        return found

    def _again(self, table: Table, row: Values) -> None:
        """A record made once more: one that was deleted keeps nothing of its former life."""
        key = row["id"]
        current = table.current(self._connection, key)
        said = _opened(table, {name: value for name, value in row.items() if name != "id"})
        if current["deleted"]:
            self.restore(table.name, [key])
            said = {name: table.blank.get(name) for name in current} | said
        self.update(table.name, key, said)

    def _insert_new(self, table: Table, rows: Sequence[Values]) -> None:
        if not rows:
            return
        for row in rows:
            self._frozen.check(table.name, row)
            self._books.check(table.name, row)
        self.changes += [
            Change(table.name, row["id"], "insert", "{}", table.written(table.flat(row))) for row in rows
        ]
        whole_rows = [complete(table.name, row) for row in rows]
        write_new(self._connection, table, whole_rows)
        self._written += len(whole_rows)
        self._index.add(table.name, whole_rows)

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
        if any(current.get(name) != value for name, value in after.items()):  # said again, it stays as it is
            self._frozen.check(table.name, {"id": key, **current})
        for row in (current, current | after):
            self._books.check(table.name, {"id": key, **row})
        self.changes.append(Change(table.name, key, op, table.written(before), table.written(after)))
        write_fields(self._connection, table, key, after, current)
        self._written += 1
        self._agree(table.name, key, after)
        self._index.replace(table.name, key, current, current | after)

    def settle(self, tab: str, key: Key, fields: Values) -> None:
        """Decide fields in conflict: recorded even where the value shown is the one chosen."""
        table = self._schema[tab]
        current = table.current(self._connection, key)
        after = _opened(table, fields)
        self._change(table, key, "update", {name: current.get(name) for name in after}, after, current)

    def tell(self, tab: str, key: Key) -> None:
        """Say a record whole, as it stands: whoever receives this act alone can make the record from it."""
        self.settle(tab, key, self._schema[tab].current(self._connection, key))

    def _agree(self, tab: str, key: Key, fields: Iterable[str]) -> None:
        """Whoever changes a field has seen all its values: a conflict about it ends."""
        if self._disputes:
            self._connection.executemany(
                "DELETE FROM conflict WHERE tab = ? AND row = ? AND field = ?",
                ((tab, key, name) for name in fields),
            )

    def finish(self) -> None:
        """Bring the search index in step; RuntimeError if a change failed and the caller passed over it."""
        if self._written != len(self.changes):
            raise RuntimeError("a change failed inside this act: it cannot be kept")
        self._index.settle()


def write_new(connection: sqlite.Connection, table: Table, rows: Sequence[Values]) -> None:
    """Write whole new rows, maps still open as mappings; all rows name the same columns.

    Rows go in by the order of their keys: named ones scatter, and a tree takes scattered rows slowly.
    """
    rows = sorted(rows, key=itemgetter("id"))
    names = list(rows[0])
    maps = table.maps & rows[0].keys()
    if maps:
        rows = [{**row, **{name: whole(row[name]) for name in maps}} for row in rows]
    sql = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    connection.executemany(sql, map(itemgetter(*names), rows))


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
        columns |= derived.of(after)
    sets = ", ".join(f"{name} = ?" for name in columns)
    connection.execute(f"UPDATE {table.name} SET {sets} WHERE id = ?", (*columns.values(), key))
