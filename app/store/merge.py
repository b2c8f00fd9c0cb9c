"""Merging: what a field is worth when several stores have changed it.

Of all changes of one field, the *heads* are those that no other change of that field had seen. One head, or
heads that agree: settled. Heads with different values: a conflict; both stay in the journal for ever, the
value shown meanwhile is that of the head with the highest clock. Nothing else decides, so the rows are a
function of the set of acts: in whatever order, how often, or with what losses they came, stores with equal
acts are equal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from app.store.act import Schema, write_fields, write_new
from app.store.index import Index
from app.store.journal import Fields, Table
from app.store.ledger import Sent, Sight
from app.store.tables import RECOMPUTED, complete


@dataclass(frozen=True, slots=True)
class Version:
    """One change of one field: its value, and the act that made it."""

    stream: str
    seq: int
    hlc: int
    value: Any

    @property
    def rank(self) -> tuple[int, str, int]:
        """Which of several heads is shown: the highest clock, then the stream's name, on every machine."""
        return self.hlc, self.stream, self.seq


Row = tuple[str, bytes]
History = Mapping[str, Sequence[Version]]  # field → its changes


def heads(versions: Sequence[Version], sight: Sight) -> list[Version]:
    """The changes of a field that no other change of it had seen."""
    if len({version.stream for version in versions}) == 1:
        return [max(versions, key=lambda version: version.seq)]
    last: dict[str, Version] = {}
    for version in versions:
        if version.stream not in last or version.seq > last[version.stream].seq:
            last[version.stream] = version
    ends = list(last.values())
    return [
        one
        for one in ends
        if not any(
            sight.had_seen(other.stream, other.seq, one.stream, one.seq) for other in ends if other is not one
        )
    ]


def settle(history: History, sight: Sight) -> tuple[Fields, list[str]]:
    """The fields as they are shown, and those in conflict."""
    fields: Fields = {}
    disputed = []
    for name, versions in history.items():
        ends = heads(versions, sight)
        chosen = max(ends, key=lambda version: version.rank)
        fields[name] = chosen.value
        if any(end.value != chosen.value for end in ends):
            disputed.append(name)
    return fields, disputed


def versions_of(
    connection: sqlite.Connection, schema: Schema, tab: str, row: bytes
) -> dict[str, list[Version]]:
    """Every change of every field of a row that is held."""
    history: dict[str, list[Version]] = defaultdict(list)
    found = connection.execute(
        "SELECT lower(hex(s.node)) || '/' || s.place, a.seq, a.hlc, c.after"
        " FROM change c JOIN act a ON a.id = c.act JOIN stream s ON s.id = a.stream"
        " WHERE c.row = ? AND c.tab = ? ORDER BY c.act, c.n",
        (row, tab),
    )
    for stream, seq, hlc, after in found:
        for name, value in schema[tab].read(after).items():
            history[name].append(Version(stream, seq, hlc, value))
    return history


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of taking acts in.

    Attributes:
        new: rows that were not there.
        changed: rows that are otherwise now.
        disputed: fields in conflict among the rows touched.
        stale: cases whose computed result rests on answers of several stores and must be computed again.
    """

    new: tuple[Row, ...]
    changed: tuple[Row, ...]
    disputed: tuple[tuple[str, bytes, str], ...]
    stale: frozenset[bytes]


class Merging:
    """Brings the rows that some acts touched to what the journal says, within the caller's transaction."""

    def __init__(self, connection: sqlite.Connection, schema: Schema) -> None:
        self._connection, self._schema = connection, schema
        self._index = Index(connection)
        self._new: dict[str, list[Fields]] = defaultdict(list)
        self._changed: list[Row] = []
        self._disputed: list[tuple[str, bytes, str]] = []
        self._stale: set[bytes] = set()

    def apply(self, acts: Sequence[Sent]) -> Merged:
        """Bring the rows up; the acts are already in the journal."""
        touched = _touched(acts)
        there = self._there(touched)
        sight = Sight(self._connection)
        for (tab, row), streams in touched.items():
            if row in there or len(streams) > 1:
                history: Mapping[str, Sequence[Version]] = versions_of(
                    self._connection, self._schema, tab, row
                )
                fields, disputed = settle(history, sight)
            else:
                fields, disputed = _folded(self._schema, tab, streams), []
            self._write(tab, row, fields, present=row in there)
            self._note(tab, row, disputed, known=row in there)
        for tab, rows in self._new.items():
            write_new(self._connection, self._schema[tab], rows)
            self._index.add(tab, [row for row in rows if not row["deleted"]])
        self._index.settle()
        new = tuple((tab, row["id"]) for tab, rows in self._new.items() for row in rows)
        return Merged(new, tuple(self._changed), tuple(self._disputed), frozenset(self._stale))

    def _there(self, touched: Mapping[Row, Any]) -> set[bytes]:
        """The rows that exist already."""
        by_table: dict[str, list[bytes]] = defaultdict(list)
        for tab, row in touched:
            by_table[tab].append(row)
        there: set[bytes] = set()
        for tab, rows in by_table.items():
            there |= _existing(self._connection, tab, rows)
        return there

    def _write(self, tab: str, row: bytes, fields: Fields, *, present: bool) -> None:
        if not present:
            self._new[tab].append(_whole_row(self._schema[tab], row, fields))
            return
        table = self._schema[tab]
        current = table.current(self._connection, row)
        after = {name: value for name, value in fields.items() if current.get(name) != value}
        if after:
            write_fields(self._connection, table, row, after, current)
            self._index.replace(tab, row, current, current | after)
            self._changed.append((tab, row))

    def _note(self, tab: str, row: bytes, disputed: Iterable[str], *, known: bool) -> None:
        """Keep the list of conflicts; fields that the rules compute are computed again instead."""
        if known:
            self._connection.execute("DELETE FROM conflict WHERE row = ? AND tab = ?", (row, tab))
        computed = RECOMPUTED.get(tab, frozenset())
        for field in disputed:
            if field.partition(".")[0] in computed:
                self._stale.add(row)
            else:
                self._disputed.append((tab, row, field))
                self._connection.execute(
                    "INSERT OR REPLACE INTO conflict (tab, row, field) VALUES (?, ?, ?)", (tab, row, field)
                )


def _whole_row(table: Table, row: bytes, fields: Fields) -> Fields:
    """A new row from its fields: what nobody said is blank, maps are put together, derived columns added."""
    maps: dict[str, Fields] = {name: {} for name in table.maps}
    plain: Fields = {"id": row, **table.blank}
    for name, value in fields.items():
        column, _dot, item = name.partition(".")
        if column in maps:
            maps[column][item] = value
        else:
            plain[name] = value
    return dict(complete(table.name, plain | maps))


def _touched(acts: Sequence[Sent]) -> dict[Row, dict[str, list[str]]]:
    """Row → stream → what its acts left of it, in order."""
    touched: dict[Row, dict[str, list[str]]] = {}
    for act in acts:
        stream = act.head.stream
        for change in act.changes:
            touched.setdefault((change.tab, change.row), {}).setdefault(stream, []).append(change.after)
    return touched


def _folded(schema: Schema, tab: str, streams: Mapping[str, Sequence[str]]) -> Fields:
    """The fields of a row that one stream alone has ever changed: its acts one after another."""
    table = schema[tab]
    fields: Fields = {}
    for afters in streams.values():
        for after in afters:
            fields |= table.read(after)
    return fields


def _existing(connection: sqlite.Connection, tab: str, rows: Sequence[bytes]) -> set[bytes]:
    if not connection.execute(f"SELECT 1 FROM {tab} LIMIT 1").fetchone():
        return set()
    sql = f"SELECT id FROM {tab} WHERE id = ?"
    return {row for row in rows if connection.execute(sql, (row,)).fetchone()}


def disputed(connection: sqlite.Connection) -> list[tuple[str, bytes, str]]:
    """The fields that wait for a decision: table, row, field."""
    return list(connection.execute("SELECT tab, row, field FROM conflict ORDER BY tab, row, field"))


def author(connection: sqlite.Connection, version: Version) -> tuple[str, str, str]:
    """Who made a version, when by the wall clock, and doing what."""
    found = connection.execute(
        "SELECT a.actor, a.at, a.title FROM act a JOIN stream s ON s.id = a.stream"
        " WHERE lower(hex(s.node)) || '/' || s.place = ? AND a.seq = ?",
        (version.stream, version.seq),
    ).fetchone()
    return found[0], found[1], found[2]
