"""The journal: what an act is, how its changes are written down, and the chain that shows any alteration.

An act is one thing an officer did. Its changes hold, for each row, only the fields that changed, before and
after, as JSON objects; a map column counts as one field per key (`answers.water`), a key of a record is
base64.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
from sqlcipher3 import dbapi2 as sqlite

from app.store.tables import DERIVED, MAPS

Fields = dict[str, Any]
START = bytes(32)  # the hash before the first act of a stream

encode = msgspec.json.Encoder(order="deterministic").encode
decode = msgspec.json.Decoder(dict[str, Any]).decode


def whole(items: Mapping[str, Any]) -> str:
    """A map as its column stores it: without empty values, and the same text however it came about."""
    if not items:
        return "{}"
    return encode({item: value for item, value in items.items() if value is not None}).decode()


class Change(NamedTuple):
    """What an act did to one row; `before` and `after` are JSON objects of the fields that changed."""

    tab: str
    row: bytes
    op: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ActHead:
    """An act without its changes, as it travels: (stream, seq) is its name."""

    stream: str
    seq: int
    hlc: int
    actor: str
    title: str
    at: str
    kind: str
    target: bytes | None
    seen: str
    changes: int
    prev_hash: bytes

    def hash(self, changes: Iterable[Change]) -> bytes:
        """SHA-256 over the previous hash, the head and every change: what the chain is made of."""
        head = (
            self.stream, self.seq, self.hlc, self.actor, self.title,
            self.at, self.kind, self.target, self.seen, self.changes,
        )  # fmt: skip
        digest = hashlib.sha256(self.prev_hash)
        digest.update(encode(head))
        for change in changes:
            digest.update(_marked(change))
        return digest.digest()


def _marked(change: Change) -> bytes:
    text = f"{change.tab}\x1f{change.op}\x1f{change.before}\x1f{change.after}\x1e"
    return change.row + text.encode()


_KINDS: dict[str, frozenset[type]] = {  # what each type of column takes
    "TEXT": frozenset({str}),
    "BLOB": frozenset({bytes}),
    "INTEGER": frozenset({int, bool}),
    "REAL": frozenset({float, int, bool}),
}


class Table:
    """The fields of one table, and how its rows become fields of the journal and back.

    Attributes:
        maps: the columns that are maps, one field per key.
        blank: what a new row has where nothing is said.
        needed: the fields without which there can be no row.
    """

    def __init__(self, connection: sqlite.Connection, name: str) -> None:
        self.name = name
        self.maps = MAPS.get(name, frozenset())
        derived = DERIVED[name].columns if name in DERIVED else ()
        info = connection.execute(f"PRAGMA table_info({name})").fetchall()
        columns = [column for column in info if column[1] not in ("id", *derived)]
        self._names = tuple(column[1] for column in columns)
        self._blobs = frozenset(column[1] for column in columns if column[2] == "BLOB")
        blank = connection.execute(
            f"SELECT {', '.join(column[4] or 'NULL' for column in columns)}"
        ).fetchone()
        self.blank: Fields = dict(zip(self._names, blank, strict=True))
        for column in self.maps:
            del self.blank[column]
        self._kinds = {
            name: _KINDS[kind] if must else _KINDS[kind] | {type(None)}
            for _number, name, kind, must, *_ in columns
            if name not in self.maps
        }
        self._fit: set[tuple[object, ...]] = set()  # names and kinds of fields that were found to fit
        self.needed = frozenset(
            column[1] for column in columns if column[3] and column[4] is None and column[1] not in self.maps
        )

    def unfit(self, fields: Fields) -> str:
        """The first of some fields that the table does not have, or not with such a value; empty if none."""
        form = (*fields, *map(type, fields.values()))
        if form not in self._fit:
            for name, value in fields.items():
                if type(value) not in self._kinds.get(name, ()) and not self._in_a_map(name):
                    return name or "?"
            self._fit.add(form)
        return ""

    def _in_a_map(self, name: str) -> bool:
        column, _dot, item = name.partition(".")
        return column in self.maps and bool(item)

    def flat(self, row: Mapping[str, Any]) -> Fields:
        """A row as fields: maps opened key by key, empty values and the key left out."""
        fields = {name: value for name, value in row.items() if value is not None and name != "id"}
        for name in self.maps & fields.keys():
            items = fields.pop(name).items()
            fields |= {f"{name}.{item}": value for item, value in items if value is not None}
        return fields

    def written(self, fields: Fields) -> str:
        """Fields as the journal stores them."""
        return encode(fields).decode()

    def read(self, text: str) -> Fields:
        """The fields that `written` wrote."""
        fields = decode(text)
        for name in self._blobs & fields.keys():
            fields[name] = None if fields[name] is None else b64decode(fields[name])
        return fields

    def current(self, connection: sqlite.Connection, key: bytes) -> Fields:
        """All fields of a row as it stands, maps opened; KeyError if there is no such row."""
        sql = f"SELECT {', '.join(self._names)} FROM {self.name} WHERE id = ?"
        found = connection.execute(sql, (key,)).fetchone()
        if found is None:
            raise KeyError(f"{self.name} {key.hex()}")
        row = dict(zip(self._names, found, strict=True))
        for name in self.maps:
            row |= {f"{name}.{item}": value for item, value in decode(row.pop(name)).items()}
        return row


def changes_of(connection: sqlite.Connection, act: int) -> Iterator[Change]:
    """The changes of an act (its number in this file), in their order."""
    found = connection.execute(
        "SELECT tab, row, op, before, after FROM change WHERE act = ? ORDER BY n", (act,)
    )
    return (Change(*row) for row in found)
