"""A small book to work on, and all that it holds, to compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from app.store import Store
from app.store.journal import decode
from app.store.tables import MAPS, RECORDS

KEY = "x'" + "5b" * 32 + "'"  # SQLCipher takes a key in this form as it is, without deriving it
NODE = bytes(range(16))
OFFICER = "Vàng Thị Mỷ"

Contents = dict[str, dict[bytes, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Book:
    """Keys of what `found` wrote: one village, two households, a person in each."""

    village: bytes
    households: list[bytes]
    persons: list[bytes]
    memberships: list[bytes]


def found(store: Store) -> Book:
    """Write the small book in one act."""
    with store.write("Lập sổ", OFFICER) as act:
        (village,) = act.insert("place", [{"level": "village", "name": "Bản Mây"}])
        households = act.insert(
            "household",
            [
                {"place": village, "code": "001", "groups": {"minority": True}},
                {"place": village, "code": "002", "groups": {}},
            ],
        )
        persons = act.insert(
            "person",
            [
                {"name": "Giàng A Páo", "birth": "1980", "cccd": "014080001234"},
                {"name": "Lò Văn Ún", "birth": "1975-03", "cccd": ""},
            ],
        )
        memberships = act.insert(
            "membership",
            [
                {"household": home, "person": person, "head": 1}
                for home, person in zip(households, persons, strict=True)
            ],
        )
    return Book(village, households, persons, memberships)


def contents(store: Store) -> Contents:
    """Every row of every record table, by its key; maps opened, for the order of their keys is nothing."""
    return held(store.connection)


def held(connection: sqlite.Connection) -> Contents:
    """The contents of any connection to a store's tables."""
    return {table: _rows(connection, table) for table in RECORDS}


def _rows(connection: sqlite.Connection, table: str) -> dict[bytes, dict[str, Any]]:
    cursor = connection.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    rows = {}
    for told in cursor:
        row = dict(zip(names, told, strict=True))
        row |= {name: decode(row[name]) for name in MAPS.get(table, ())}
        rows[row["id"]] = row
    return rows


def without_new(now: Contents, before: Contents) -> Contents:
    """`now` without the rows that were not there before and are deleted: what an undone insert leaves."""
    return {
        table: {key: row for key, row in rows.items() if key in before[table] or not row["deleted"]}
        for table, rows in now.items()
    }


def field(store: Store, table: str, key: bytes, name: str) -> Any:
    """One field of one row."""
    return contents(store)[table][key][name]


def count(store: Store, table: str) -> int:
    """How many rows a table has."""
    return int(store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def changes(store: Store, act: int) -> list[tuple[str, bytes, str, dict[str, Any], dict[str, Any]]]:
    """What the journal says of an act: table, row, op, before and after as they are written."""
    found = store.connection.execute(
        "SELECT tab, row, op, before, after FROM change WHERE act = ? ORDER BY n", (act,)
    )
    return [(tab, row, op, decode(before), decode(after)) for tab, row, op, before, after in found]
