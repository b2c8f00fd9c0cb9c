"""Acts that another store is not known to hold: how many, since when, what they did, in which villages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.store import faults
from app.store.ledger import Vector
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Waiting:
    """Acts that wait: how many, and when the oldest was recorded (ISO; empty without any)."""

    acts: int
    since: str


@dataclass(frozen=True, slots=True)
class Titled:
    """Acts of one title by one person: how many, and when the last was recorded."""

    title: str
    actor: str
    at: str
    acts: int


@dataclass(frozen=True, slots=True)
class InVillage:
    """How many households of a place the acts touch, and how many changes they hold there."""

    name: str
    households: int
    changes: int


_WAITING = """
WITH known (name, far) AS (SELECT key, value FROM json_each(:known)),
  shared (name) AS (SELECT value FROM json_each(:streams)),
  waiting (id) AS (
    SELECT a.id FROM stream s JOIN shared ON shared.name = lower(hex(s.node)) || '/' || s.place
    LEFT JOIN known ON known.name = shared.name
    JOIN act a ON a.stream = s.id AND a.seq > coalesce(known.far, 0)
  )
"""
_TITLES = """
SELECT title, actor, max(at), count(*) FROM act JOIN waiting USING (id)
GROUP BY title, actor ORDER BY max(id) DESC LIMIT :most
"""
_VILLAGES = """
, touched (household, changes) AS (
  SELECT CASE c.tab
    WHEN 'household' THEN c.row
    WHEN 'membership' THEN (SELECT household FROM membership WHERE id = c.row)
    WHEN 'person' THEN (SELECT household FROM membership WHERE person = c.row AND deleted = 0
                        ORDER BY until LIMIT 1)
    WHEN 'review_case' THEN (SELECT household FROM review_case WHERE id = c.row)
    WHEN 'case_member' THEN (SELECT k.household FROM case_member m JOIN review_case k ON k.id = m.review_case
                             WHERE m.id = c.row)
    WHEN 'result' THEN (SELECT k.household FROM result r JOIN review_case k ON k.id = r.review_case
                        WHERE r.id = c.row)
  END, count(*)
  FROM change c JOIN waiting ON waiting.id = c.act GROUP BY c.tab, c.row
)
SELECT p.name, count(DISTINCT h.id), sum(t.changes) FROM touched t JOIN household h ON h.id = t.household
JOIN place p ON p.id = h.place GROUP BY p.id ORDER BY p.code, p.id
"""


def waiting(store: Store, streams: Sequence[str], known: Vector) -> Waiting:
    """The acts of some streams beyond `known`, counted."""
    sql = "SELECT count(*), coalesce(min(at), '') FROM act JOIN waiting USING (id)"
    return Waiting(*_run(store, sql, streams, known)[0])


def titles(store: Store, streams: Sequence[str], known: Vector, most: int = 200) -> list[Titled]:
    """What they did, the newest first, equal titles of one person together."""
    return [Titled(*row) for row in _run(store, _TITLES, streams, known, most=most)]


def villages(store: Store, streams: Sequence[str], known: Vector) -> list[InVillage]:
    """Where the households live that they touch."""
    return [InVillage(*row) for row in _run(store, _VILLAGES, streams, known)]


def _run(store: Store, sql: str, streams: Sequence[str], known: Vector, **more: Any) -> list[Any]:
    values = {"streams": json.dumps(list(streams)), "known": json.dumps(known), **more}
    with faults.in_words(store.path):
        return list(store.connection.execute(_WAITING + sql, values))
