"""Merging: rows are brought to what all acts that are held say of them, by the rules of `settling`.

All values of a field in conflict stay in the journal for ever, whichever is shown meanwhile. Nothing but the
acts decides, so the rows are a function of the set of acts: in whatever order, how often, or with what losses
they came, stores with equal acts are equal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from app.errors import Fault
from app.i18n import _
from app.models.key import SIZE
from app.store.act import Schema, write_fields, write_new
from app.store.index import Index
from app.store.journal import Change, Fields, Table
from app.store.ledger import Sent, Sight
from app.store.settling import (
    Settled,
    Version,
    by_rank,
    heads,
    settle,
    settle_upheld,
    upheld_heads,
    with_existence,
)
from app.store.tables import RECOMPUTED, RECORDS, complete
from app.store.upheld import CASES, Told, Upheld

Row = tuple[str, bytes]
Disputed = tuple[str, bytes, str]  # table, row, field


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
        deleted: those of them that are marked as deleted now.
        disputed: fields in conflict among the rows touched.
        late: those of them that were changed too late, of a result that was recognised.
        stale: rows whose computed fields rest on facts of several stores and must be computed again.
    """

    new: tuple[Row, ...]
    changed: tuple[Row, ...]
    deleted: tuple[Row, ...]
    disputed: tuple[Disputed, ...]
    late: tuple[Disputed, ...]
    stale: frozenset[bytes]


class Unfit(Fault):
    """An act says of a row what no row can be."""

    kind = "unfit"


def unfit(tab: str, detail: str) -> Unfit:
    """The rows of the table cannot be brought to what an act says."""
    return Unfit(
        _("Gói có dữ liệu mà sổ không ghi được (bảng {tab}: {detail}).").format(tab=tab, detail=detail),
        _("Gói do một chương trình khác hoặc phiên bản khác làm."),
        _("Chưa nạp gì vào sổ. Báo cho nơi gửi và cho người hỗ trợ."),
    )


_AT_ONCE = 1000  # new rows written together: enough to be quick, few enough to be small


class Merging:
    """Brings the rows that some acts touched to what the journal says, within the caller's transaction."""

    def __init__(self, connection: sqlite.Connection, schema: Schema) -> None:
        self._connection, self._schema = connection, schema
        self._index = Index(connection)
        self._sight = Sight(connection)
        self._waiting: dict[str, list[Fields]] = defaultdict(list)
        self._new: list[Row] = []
        self._changed: list[Row] = []
        self._deleted: list[Row] = []
        self._disputed: list[Disputed] = []
        self._late: list[Disputed] = []
        self._stale: set[bytes] = set()

    def apply(self, acts: Sequence[Sent]) -> Merged:
        """Bring the rows up; the acts are already in the journal."""
        touched = _touched(acts)
        there = self._there(touched)
        later: list[Row] = []  # of cases: only when the decisions are written can they be settled
        for (tab, row), told in touched.items():
            said = [_read(self._schema[tab], change) for _stream, _seq, change in told]
            alone = all(stream == told[0][0] for stream, _seq, _change in told)
            if tab in CASES and ((tab, row) in there or not alone):
                later.append((tab, row))
            elif (tab, row) in there:
                self._bring_up(tab, row, self._settled(tab, row))
            elif alone:
                self._found(tab, row, Settled(_folded(said), [], []))
            else:
                self._found(tab, row, self._settled(tab, row))
        self._write_waiting()
        self._settle_cases(touched, later, there)
        self._index.settle()
        return self._merged()

    def _settle_cases(
        self, touched: Mapping[Row, Sequence[Told]], later: Sequence[Row], there: set[Row]
    ) -> None:
        """Records of cases, parents first; with them those that a late change or a late decision reaches."""
        upheld = Upheld(self._connection, self._schema, self._sight)
        for tab in CASES:
            for row in (row for its, row in later if its == tab):
                settled = self._settled(tab, row, upheld)
                (self._bring_up if (tab, row) in there else self._found)(tab, row, settled)
            self._write_waiting()
        for tab, row in dict.fromkeys(upheld.reached(touched)):
            if (tab, row) not in later:
                self._bring_up(tab, row, self._settled(tab, row, upheld))

    def _merged(self) -> Merged:
        return Merged(
            tuple(self._new),
            tuple(self._changed),
            tuple(self._deleted),
            tuple(self._disputed),
            tuple(self._late),
            frozenset(self._stale),
        )

    def _there(self, touched: Mapping[Row, Any]) -> set[Row]:
        """The rows that exist already."""
        by_table: dict[str, list[bytes]] = defaultdict(list)
        for tab, row in touched:
            by_table[tab].append(row)
        return {
            (tab, row) for tab, rows in by_table.items() for row in _existing(self._connection, tab, rows)
        }

    def _found(self, tab: str, row: bytes, settled: Settled) -> None:
        """A row that was not there."""
        table, fields = self._schema[tab], settled.fields
        if not table.needed <= fields.keys():
            raise unfit(tab, ", ".join(sorted(table.needed - fields.keys())))
        waiting = self._waiting[tab]
        waiting.append(_whole_row(table, row, fields))
        self._new.append((tab, row))
        self._note(tab, row, settled)
        if len(waiting) == _AT_ONCE:
            self._write_waiting()

    def _write_waiting(self) -> None:
        """Write what waits, rows before those that name them: to look for one to come costs SQLite a scan."""
        for tab in RECORDS:
            rows = self._waiting.pop(tab, None)
            if rows:
                write_new(self._connection, self._schema[tab], rows)
                self._index.add(tab, [row for row in rows if not row["deleted"]])

    def _bring_up(self, tab: str, row: bytes, settled: Settled) -> None:
        """A row that was there: what all its changes settle on."""
        table = self._schema[tab]
        current = table.current(self._connection, row)
        after = {name: value for name, value in settled.fields.items() if current.get(name) != value}
        if after:
            write_fields(self._connection, table, row, after, current)
            self._index.replace(tab, row, current, current | after)
            self._changed.append((tab, row))
        if after.get("deleted"):
            self._deleted.append((tab, row))
        self._connection.execute("DELETE FROM conflict WHERE row = ? AND tab = ?", (row, tab))
        self._note(tab, row, settled)

    def _settled(self, tab: str, row: bytes, upheld: Upheld | None = None) -> Settled:
        history = versions_of(self._connection, self._schema, tab, row)
        if upheld is not None:
            case = row if tab == "review_case" else history["review_case"][0].value
            if about := upheld.about(case):
                return settle_upheld(history, self._sight, upheld, about)
        return settle(history, self._sight)

    def _note(self, tab: str, row: bytes, settled: Settled) -> None:
        """Keep the list of conflicts; fields that the rules computed are computed again instead."""
        imported = settled.fields.get("source") != "computed"
        computed = frozenset() if imported else RECOMPUTED.get(tab, frozenset())
        for field in settled.disputed:
            if field.partition(".")[0] not in computed:
                self._list((tab, row, field), late=field in settled.late)
            elif field not in settled.late:  # what was recognised is computed no more
                self._stale.add(row)

    def _list(self, field: Disputed, *, late: bool) -> None:
        self._disputed.append(field)
        if late:
            self._late.append(field)
        self._connection.execute("INSERT INTO conflict (tab, row, field) VALUES (?, ?, ?)", field)


def _whole_row(table: Table, row: bytes, fields: Fields) -> Fields:
    """A new row from its fields: what nobody said is blank, maps are put together, derived columns added."""
    if not table.maps:
        return dict(complete(table.name, {"id": row, **table.blank, **fields}))
    plain: Fields = {"id": row, **table.blank, **{name: {} for name in table.maps}}
    for name, value in fields.items():
        column, dot, item = name.partition(".")
        if dot:
            plain[column][item] = value
        else:
            plain[name] = value
    return dict(complete(table.name, plain))


def _touched(acts: Sequence[Sent]) -> dict[Row, list[Told]]:
    """Row → the changes that speak of it, each with its stream, in order."""
    touched: dict[Row, list[Told]] = {}
    for act in acts:
        stream = act.head.stream
        for change in act.changes:
            if change.tab not in RECORDS or len(change.row) != SIZE:
                raise unfit(change.tab, change.row.hex())
            touched.setdefault((change.tab, change.row), []).append((stream, act.head.seq, change))
    return touched


def _folded(said: Sequence[Fields]) -> Fields:
    """What one stream alone says of a row: its changes one after another."""
    fields = said[0]
    for more in said[1:]:
        fields |= more
    return fields


def _read(table: Table, change: Change) -> Fields:
    """What a change says; Unfit where no row can be so."""
    try:
        fields = table.read(change.after)
    except (ValueError, TypeError) as fault:  # a key that is none
        raise unfit(table.name, str(fault)) from fault
    if wrong := table.unfit(fields):
        raise unfit(table.name, wrong)
    return fields


def _existing(connection: sqlite.Connection, tab: str, rows: Sequence[bytes]) -> Iterator[bytes]:
    if connection.execute(f"SELECT 1 FROM {tab} LIMIT 1").fetchone():
        for start in range(0, len(rows), _AT_ONCE):
            part = rows[start : start + _AT_ONCE]
            sql = f"SELECT id FROM {tab} WHERE id IN ({', '.join('?' * len(part))})"
            yield from (row for (row,) in connection.execute(sql, part))


def ends_of(
    connection: sqlite.Connection, schema: Schema, sight: Sight, field: Disputed
) -> tuple[list[Version], list[bool]]:
    """The heads of a field, the one that is shown first; and which of them came too late."""
    tab, row, name = field
    history = versions_of(connection, schema, tab, row)
    upheld = Upheld(connection, schema, sight)
    about = upheld.about(upheld.case_of(tab, row)) if tab in CASES else ()
    if not about:
        ends = by_rank(heads(history[name], sight))
        return ends, [False] * len(ends)
    ends = upheld_heads(with_existence(history, upheld, about)[name], sight, upheld, about)
    return ends, [upheld.late(one, about) for one in ends]


def speaks_of(connection: sqlite.Connection, tab: str, row: bytes) -> str:
    """The place of which the act spoke that first told of a row: whoever has the row receives that stream."""
    found = connection.execute(
        "SELECT s.place FROM change c JOIN act a ON a.id = c.act JOIN stream s ON s.id = a.stream"
        " WHERE c.row = ? AND c.tab = ? ORDER BY a.hlc, s.node LIMIT 1",
        (row, tab),
    ).fetchone()
    return str(found[0])


def disputed(connection: sqlite.Connection) -> list[Disputed]:
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
