"""The merge as the architecture words it, got the slow and plain way from a store's journal.

Of all changes of one field, the heads are those that no other change of that field had seen; heads with
different values are a conflict; the value shown is that of the head with the highest clock.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from app.store import Store
from app.store.journal import decode

Name = tuple[str, int]  # stream, number
Field = tuple[str, bytes, str]


@dataclass(frozen=True, slots=True)
class Told:
    """One change of one field."""

    act: Name
    clock: int
    value: Any


def stream_names(store: Store) -> dict[int, str]:
    told = store.connection.execute("SELECT id, node, place FROM stream")
    return {number: f"{node.hex()}/{place}" for number, node, place in told}


def acts(store: Store) -> set[tuple[str, int, bytes]]:
    """Every act held: stream, number, hash."""
    names = stream_names(store)
    found = store.connection.execute("SELECT stream, seq, hash FROM act")
    return {(names[stream], seq, digest) for stream, seq, digest in found}


def seen(store: Store) -> dict[Name, dict[str, int]]:
    """For each act all that its author held: every stream that it ever said had grown, and its own."""
    names, known, held = stream_names(store), defaultdict(dict), {}
    for stream, seq, grown in store.connection.execute(
        "SELECT stream, seq, seen FROM act ORDER BY stream, seq"
    ):
        known[stream] |= json.loads(grown)
        held[names[stream], seq] = known[stream] | {names[stream]: seq - 1}
    return held


def changes(store: Store) -> dict[Field, list[Told]]:
    names, found = stream_names(store), defaultdict(list)
    for stream, seq, clock, tab, row, after in store.connection.execute(
        "SELECT a.stream, a.seq, a.hlc, c.tab, c.row, c.after FROM change c JOIN act a ON a.id = c.act"
        " ORDER BY a.stream, a.seq, c.n"
    ):
        for name, value in decode(after).items():
            told = found[tab, row, name]
            if told and told[-1].act == (names[stream], seq):
                told.pop()  # of one act only the last word counts
            told.append(Told((names[stream], seq), clock, value))
    return found


def heads(told: list[Told], held: dict[Name, dict[str, int]]) -> list[Told]:
    return [
        one
        for one in told
        if not any(held[other.act].get(one.act[0], 0) >= one.act[1] for other in told if other is not one)
    ]


def state(store: Store) -> tuple[dict[Field, Any], set[Field]]:
    """The value of each field that was ever written, and the fields in conflict."""
    held, values, disputed = seen(store), {}, set()
    for field, told in changes(store).items():
        ends = heads(told, held)
        values[field] = max(ends, key=lambda one: (one.clock, one.act)).value
        if len({json.dumps(one.value, sort_keys=True) for one in ends}) > 1:
            disputed.add(field)
    return values, disputed


def shown(store: Store, fields: set[Field]) -> dict[Field, Any]:
    """The same fields as the rows of the store have them; keys as the journal writes them stay keys."""
    found = {}
    for tab, row in {(tab, row) for tab, row, _name in fields}:
        current = store.schema[tab].current(store.connection, row)
        found |= {(tab, row, name): current.get(name) for t, r, name in fields if (t, r) == (tab, row)}
    return found


def as_row(store: Store, field: Field, value: Any) -> Any:
    """A value of the journal as a row has it."""
    blobs = {
        name
        for _n, name, kind, *_ in store.connection.execute(f"PRAGMA table_info({field[0]})")
        if kind == "BLOB"
    }
    return b64decode(value) if field[2] in blobs and value is not None else value


def check(store: Store) -> set[Field]:
    """Assert that rows and conflicts are what the journal says; returns the conflicts."""
    values, disputed = state(store)
    assert shown(store, set(values)) == {field: as_row(store, field, told) for field, told in values.items()}
    listed = set(store.connection.execute("SELECT tab, row, field FROM conflict"))
    assert listed == {field for field in disputed if field[0] != "result"}
    return listed
