"""Where a long journal is cut into parts, a file each: no act comes before one that its author had seen."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlcipher3 import dbapi2 as sqlite

from app.store.ledger import Vector

# The clock of an act is ahead of those of all acts that its author had seen: in its order nothing is cut off.
_HEADS = """
SELECT lower(hex(s.node)) || '/' || s.place, a.seq, a.changes FROM act a JOIN stream s ON s.id = a.stream
WHERE lower(hex(s.node)) || '/' || s.place IN (SELECT value FROM json_each(?)) ORDER BY a.hlc, 1
"""


def cuts(
    connection: sqlite.Connection, known: Mapping[str, int], streams: Sequence[str], most: int
) -> list[Vector]:
    """How far each stream reaches at the end of each part; the last is all that is held.

    Args:
        most: changes of a part. An act is never cut: one that is larger is a part by itself.
    """
    ends: list[Vector] = []
    at = {name: seq for name, seq in known.items() if name in streams}
    filled = 0
    for stream, seq, changes in connection.execute(_HEADS, (json.dumps(list(streams)),)):
        if seq <= known.get(stream, 0):
            continue
        if filled and filled + changes > most:
            ends.append(dict(at))
            filled = 0
        at[stream] = seq
        filled += changes
    return [*ends, at]
