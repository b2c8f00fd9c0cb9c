"""The journal as other stores see it: how far each stream reaches, acts from there on, acts taken in.

A stream is named `node/place`; its acts are numbered without gaps, so a vector of numbers says what is held.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlcipher3 import dbapi2 as sqlite

from app.store.journal import START, ActHead, Change, changes_of

Vector = dict[str, int]  # stream → its last act that is held


@dataclass(frozen=True, slots=True)
class Sent:
    """An act as it travels, with its changes.

    Attributes:
        hash: what the next act of its stream must name as its predecessor.
    """

    head: ActHead
    changes: tuple[Change, ...]
    hash: bytes

    @classmethod
    def of(cls, head: ActHead, changes: tuple[Change, ...]) -> Sent:
        """An act as it was received: its hash is made from what it says."""
        return cls(head, changes, head.hash(changes))


_FARTHEST = 1 << 62
_NAME = "lower(hex(s.node)) || '/' || s.place"
_HEAD = (
    f"{_NAME}, a.seq, a.hlc, a.actor, a.title, a.at, a.kind, a.target, a.seen, a.changes, a.prev_hash,"
    " a.hash, a.id"
)


# From the few streams to the end of each: however many acts there are, they are not looked through.
_REACH = """
SELECT lower(hex(s.node)) || '/' || s.place, (SELECT max(seq) FROM act WHERE stream = s.id) FROM stream s
WHERE s.id <> ? AND EXISTS (SELECT 1 FROM act WHERE stream = s.id) ORDER BY 1
"""


def reach(connection: sqlite.Connection, without: int = 0) -> Vector:
    """How far each stream is held; all but the one of that number in this file."""
    return dict(connection.execute(_REACH, (without,)))


def tip(connection: sqlite.Connection, stream: str, seq: int) -> bytes:
    """The hash of an act that is held; that before the first act for number 0; empty if it is not held."""
    if seq == 0:
        return START
    found = connection.execute(
        f"SELECT a.hash FROM act a JOIN stream s ON s.id = a.stream WHERE {_NAME} = ? AND a.seq = ?",
        (stream, seq),
    ).fetchone()
    return found[0] if found else b""


def acts_after(
    connection: sqlite.Connection,
    known: Mapping[str, int],
    streams: Sequence[str],
    until: Mapping[str, int] | None = None,
) -> Iterator[Sent]:
    """The acts of some streams beyond `known` and up to `until`, if given; stream by stream, in order."""
    for stream in streams:
        last = _FARTHEST if until is None else until.get(stream, 0)
        rows = connection.execute(
            f"SELECT {_HEAD} FROM act a JOIN stream s ON s.id = a.stream"
            f" WHERE {_NAME} = ? AND a.seq > ? AND a.seq <= ? ORDER BY a.seq",
            (stream, known.get(stream, 0), last),
        ).fetchall()
        for *head, digest, number in rows:
            yield Sent(ActHead(*head), tuple(changes_of(connection, number)), digest)


def founded_about(connection: sqlite.Connection, place: str, tab: str) -> bool:
    """True where an act that speaks of a place founded a row of a table."""
    sql = (
        "SELECT 1 FROM stream s JOIN act a ON a.stream = s.id JOIN change c ON c.act = a.id"
        " WHERE s.place = ? AND c.tab = ? AND c.op = 'insert' LIMIT 1"
    )
    return connection.execute(sql, (place, tab)).fetchone() is not None


def append(connection: sqlite.Connection, acts: Sequence[Sent]) -> None:
    """Write acts of other stores at the ends of their streams; whoever calls has checked that they fit."""
    streams: dict[str, int] = {}
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM act").fetchone()
    heads = []
    for number, act in enumerate(acts, last + 1):
        head = act.head
        if head.stream not in streams:
            streams[head.stream] = _stream(connection, head.stream)
        heads.append(
            (
                number, streams[head.stream], head.seq, head.hlc, head.actor, head.title, head.at, head.kind,
                head.target, head.seen, head.changes, head.prev_hash, act.hash,
            )
        )  # fmt: skip
    connection.executemany(
        "INSERT INTO act"
        " (id, stream, seq, hlc, actor, title, at, kind, target, seen, changes, prev_hash, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        heads,
    )
    connection.executemany(
        "INSERT INTO change (act, n, tab, row, op, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (number, n, *change)
            for number, act in enumerate(acts, last + 1)
            for n, change in enumerate(act.changes)
        ),
    )


def _stream(connection: sqlite.Connection, name: str) -> int:
    node, place = name.split("/", 1)
    key = (bytes.fromhex(node), place)
    connection.execute("INSERT OR IGNORE INTO stream (node, place) VALUES (?, ?)", key)
    (number,) = connection.execute("SELECT id FROM stream WHERE node = ? AND place = ?", key).fetchone()
    return int(number)


class Sight:
    """Who had seen what: for each act, how far its author held every other stream."""

    def __init__(self, connection: sqlite.Connection) -> None:
        self._connection = connection
        self._grown: dict[str, dict[str, list[tuple[int, int]]]] = {}

    def had_seen(self, stream: str, seq: int, other: str, other_seq: int) -> bool:
        """True when the author of act (stream, seq) held act (other, other_seq) at that time."""
        if stream == other:
            return other_seq < seq
        steps = self._of(stream).get(other, ())
        at = bisect_right(steps, (seq, 1 << 62))
        return at > 0 and steps[at - 1][1] >= other_seq

    def _of(self, stream: str) -> dict[str, list[tuple[int, int]]]:
        """Other stream → from which act on its author held how much; read when first asked."""
        if stream not in self._grown:
            grown: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for seq, seen in self._connection.execute(_SEEN, (stream,)):
                for other, far in json.loads(seen).items():
                    grown[other].append((seq, far))
            self._grown[stream] = grown
        return self._grown[stream]


_SEEN = f"""
SELECT a.seq, a.seen FROM act a JOIN stream s ON s.id = a.stream
WHERE {_NAME} = ? AND a.seen <> '{{}}' ORDER BY a.seq
"""
