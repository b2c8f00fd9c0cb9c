"""The stores directly above and below this one, and the files that went between them. Of this file alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.store.ledger import Vector
from app.store.store import Store

ABOVE, BELOW = "above", "below"
INVITED, UNCONFIRMED, CONFIRMED = "invited", "unconfirmed", "confirmed"
OUT, IN = "out", "in"
MADE, AGREED, DIFFERS, TAKEN = "made", "agreed", "differs", "taken"


@dataclass(frozen=True, slots=True)
class Peer:
    """A store above or below.

    Attributes:
        name: its place, as shown.
        place: hexadecimal key of that place.
        secret: of the invitation; proves the first file.
        knows: how far it is known to hold each stream.
    """

    node: bytes
    side: str
    name: str
    place: str
    level: str
    sign_key: bytes = b""
    age_key: str = ""
    secret: bytes = b""
    state: str = INVITED
    knows: Vector = field(default_factory=dict)
    since: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file that was made or taken in; `number` counts files from one store to another."""

    peer: bytes
    way: str
    kind: str
    number: int
    file: str
    sha256: str
    at: str
    acts: int
    totals: dict[str, Any]
    state: str
    note: str = ""
    id: int = 0


_PEER = "node, side, name, place, level, sign_key, age_key, secret, state, knows, since"
_PARCEL = "peer, way, kind, number, file, sha256, at, acts, totals, state, note, id"


def peers(store: Store, side: str = "") -> list[Peer]:
    """All stores known, or those of one side, by name."""
    rows = store.connection.execute(f"SELECT {_PEER} FROM peer ORDER BY name, node").fetchall()
    return [one for one in map(_peer, rows) if side in ("", one.side)]


def above(store: Store) -> Peer | None:
    """The store above, if there is one."""
    return next(iter(peers(store, ABOVE)), None)


def by_node(store: Store, node: bytes) -> Peer | None:
    """The store of that name."""
    row = store.connection.execute(f"SELECT {_PEER} FROM peer WHERE node = ?", (node,)).fetchone()
    return _peer(row) if row else None


def _peer(row: Sequence[Any]) -> Peer:
    return Peer(*(*row[:9], json.loads(row[9]), row[10]))


def keep(store: Store, peer: Peer) -> None:
    """Write what is known of a store, inside a transaction or by itself."""
    values = (
        peer.node, peer.side, peer.name, peer.place, peer.level, peer.sign_key, peer.age_key, peer.secret,
        peer.state, json.dumps(peer.knows, sort_keys=True), peer.since,
    )  # fmt: skip
    marks = ", ".join("?" * len(values))
    sets = ", ".join(f"{name} = excluded.{name}" for name in _PEER.split(", ")[1:])
    store.connection.execute(
        f"INSERT INTO peer ({_PEER}) VALUES ({marks}) ON CONFLICT (node) DO UPDATE SET {sets}", values
    )


def forget(store: Store, node: bytes) -> None:
    """Drop an invitation that another store has taken up under its own name."""
    store.connection.execute("DELETE FROM peer WHERE node = ?", (node,))


def learn(store: Store, peer: Peer, holds: Vector) -> Peer:
    """Remember how far a store holds each stream; what was known before is never unlearned."""
    streams = peer.knows.keys() | holds.keys()
    knows = {name: max(peer.knows.get(name, 0), holds.get(name, 0)) for name in streams}
    wiser = replace(peer, knows=knows)
    keep(store, wiser)
    return wiser


def record(store: Store, parcel: Parcel) -> None:
    """Write down a file that was made or taken in."""
    values = (
        parcel.peer, parcel.way, parcel.kind, parcel.number, parcel.file, parcel.sha256, parcel.at,
        parcel.acts, json.dumps(parcel.totals, sort_keys=True), parcel.state, parcel.note,
    )  # fmt: skip
    names = _PARCEL.removesuffix(", id")
    store.connection.execute(f"INSERT INTO parcel ({names}) VALUES ({', '.join('?' * 11)})", values)


def parcels(store: Store, node: bytes, way: str) -> list[Parcel]:
    """The files to or from a store, the newest first."""
    rows = store.connection.execute(
        f"SELECT {_PARCEL} FROM parcel WHERE peer = ? AND way = ? ORDER BY id DESC", (node, way)
    )
    return [Parcel(*(*row[:8], json.loads(row[8]), *row[9:])) for row in rows]


def first_came(store: Store, node: bytes) -> int:
    """When the first file of a store came, as a number that rises whatever clocks say; 0 before any."""
    (first,) = store.connection.execute(
        "SELECT coalesce(min(id), 0) FROM parcel WHERE peer = ? AND way = 'in'", (node,)
    ).fetchone()
    return int(first)


def next_number(store: Store, node: bytes) -> int:
    """The number of the next file to a store."""
    (last,) = store.connection.execute(
        "SELECT coalesce(max(number), 0) FROM parcel WHERE peer = ? AND way = 'out'", (node,)
    ).fetchone()
    return int(last) + 1


def answer(store: Store, parcel: int, state: str, note: str) -> None:
    """What the receipt said about a file."""
    store.connection.execute("UPDATE parcel SET state = ?, note = ? WHERE id = ?", (state, note, parcel))
