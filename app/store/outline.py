"""What a store is about, in a few rows: its place, what stands under it, its rounds.

Plain SQL, because it is read before the first picture of the window.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.store import faults
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Area:
    """A place directly under the store's own.

    Attributes:
        within: it and every place under it.
    """

    key: bytes
    name: str
    within: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A review round: `kind` is `periodic` or `ad_hoc`, `state` is `open` or `closed`."""

    key: bytes
    year: int
    kind: str
    month: int | None
    state: str
    standards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The store in a few rows.

    Attributes:
        areas: in the order of their codes, then as they were founded.
        rounds: the newest first.
        saved: when the last act was recorded, ISO; empty in a new store.
    """

    place: bytes
    name: str
    level: str
    areas: tuple[Area, ...]
    rounds: tuple[RoundLine, ...]
    saved: str


_WITHIN = """
WITH RECURSIVE under (place) AS (
  VALUES (?) UNION
  SELECT pp.place FROM place_parent pp JOIN under ON pp.parent = under.place
  WHERE pp.until = '' AND pp.deleted = 0
)
SELECT place FROM under
"""
_AREAS = """
SELECT p.id, p.name FROM place_parent pp JOIN place p ON p.id = pp.place
WHERE pp.parent = ? AND pp.until = '' AND pp.deleted = 0 AND p.deleted = 0 ORDER BY p.code, p.id
"""
_ROUNDS = """
SELECT id, year, kind, month, state, standards FROM review_round
WHERE place = ? AND deleted = 0 ORDER BY year DESC, kind = 'periodic' DESC, month DESC
"""


def outline(store: Store) -> Outline:
    """What the store is about."""
    with faults.in_words(store.path):
        run = store.connection.execute
        place, name, level = run("SELECT id, name, level FROM place WHERE id = ?", (store.place,)).fetchone()
        areas = [
            Area(key, name, tuple(row[0] for row in run(_WITHIN, (key,))))
            for key, name in run(_AREAS, (store.place,)).fetchall()
        ]
        rounds = [
            RoundLine(key, year, kind, month, state, tuple(standards.split()))
            for key, year, kind, month, state, standards in run(_ROUNDS, (store.place,))
        ]
        saved = run("SELECT at FROM act ORDER BY id DESC LIMIT 1").fetchone()
    return Outline(place, name, level, tuple(areas), tuple(rounds), saved[0] if saved else "")
