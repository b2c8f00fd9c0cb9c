"""The same answers as the store's, got the slow and plain way."""

from __future__ import annotations

import re
from base64 import b64decode
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from app.store import Store
from app.store.journal import decode, encode
from app.store.migrate import _scripts
from app.store.tables import MAPS
from app.vietnamese import fold, sort_key

from .book import Contents, held

Shown = tuple[bytes, bytes | None, str]  # household, person, name


def find(book: Contents, text: str) -> list[Shown]:
    """Every hit for a text, in its order, by walking over all rows."""
    typed = re.findall(r"[^\W_]+", fold(text))
    if not typed:
        return []
    persons = _persons(book, typed)
    households = [
        (key, None, "")
        for key, row in sorted(
            book["household"].items(), key=lambda told: (sort_key(told[1]["code"]), told[0])
        )
        if not row["deleted"] and _matches(typed, (row["code"], row["address"]), (row["code"], row["phone"]))
    ]
    return households + persons if any(map(str.isdecimal, text)) else persons + households


def _persons(book: Contents, typed: list[str]) -> list[Shown]:
    hits = []
    for key, row in sorted(book["person"].items(), key=lambda told: (sort_key(told[1]["name"]), told[0])):
        if not row["deleted"] and _matches(typed, (row["name"],), (row["cccd"], row["phone"])):
            hits += [(home, key, row["name"]) for home in _homes(book, key)]
    return hits


def _homes(book: Contents, person: bytes) -> list[bytes]:
    """The living households to which a person belongs now."""
    keys = [
        row["household"]
        for row in book["membership"].values()
        if row["person"] == person and not row["until"] and not row["deleted"]
    ]
    living = [(book["household"][key], key) for key in keys if not book["household"][key]["deleted"]]
    return [
        key for _, key in sorted(living, key=lambda told: (_village(book, told[0]), told[0]["code"], told[1]))
    ]


def _village(book: Contents, household: dict[str, Any]) -> str:
    return str(book["place"][household["place"]]["name"])


def _matches(typed: list[str], texts: tuple[str, ...], numbers: tuple[str, ...]) -> bool:
    words = [word for text in texts for word in re.findall(r"[^\W_]+", fold(text))]
    digits = [number for text in numbers if (number := re.sub(r"\D", "", text))]

    def told(word: str) -> bool:
        ends = word.isdecimal() and any(number.endswith(word) for number in digits)
        return ends or any(known.startswith(word) for known in words + digits)

    together = len(typed) > 1 and all(map(str.isdecimal, typed)) and told("".join(typed))
    return together or all(map(told, typed))


def replay(store: Store) -> Contents:
    """The rows that the journal alone gives, written into an empty book change by change."""
    book = sqlite.connect(":memory:", isolation_level=None)
    for _, script in _scripts():
        book.executescript(script)
    told = store.connection.execute("SELECT tab, row, op, after FROM change ORDER BY act, n")
    for table, row, op, after in told:
        if op == "insert":
            _insert(book, table, row, decode(after))
        for name, value in decode(after).items():
            _set(book, table, row, name, value)
    for row, name in book.execute("SELECT id, name FROM person").fetchall():
        book.execute(
            "UPDATE person SET folded = ?, sort_key = ? WHERE id = ?", (fold(name), sort_key(name), row)
        )
    found = held(book)
    book.close()
    return found


def _insert(book: sqlite.Connection, table: str, row: bytes, fields: dict[str, Any]) -> None:
    names = [name for name in fields if "." not in name]
    sql = f"INSERT INTO {table} (id, {', '.join(names)}) VALUES (?, {', '.join('?' * len(names))})"
    book.execute(sql, (row, *(_value(book, table, name, fields[name]) for name in names)))


def _set(book: sqlite.Connection, table: str, row: bytes, name: str, value: Any) -> None:
    column, _, item = name.partition(".")
    if column in MAPS.get(table, ()):
        (text,) = book.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row,)).fetchone()
        items = decode(text)
        items[item] = value
        value = encode({key: kept for key, kept in items.items() if kept is not None}).decode()
    book.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (_value(book, table, column, value), row))


def _value(book: sqlite.Connection, table: str, column: str, value: Any) -> Any:
    kinds = dict(book.execute(f"SELECT name, type FROM pragma_table_info('{table}')"))
    return b64decode(value) if kinds[column] == "BLOB" and value is not None else value
