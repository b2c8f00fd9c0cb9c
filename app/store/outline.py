"""What a store is about, in a few rows: its place, what stands under it, its rounds.

Plain SQL, because it is read before the first picture of the window.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

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
    """A review round: `kind` is `periodic` or `ad_hoc`, `state` is `open` or `closed`.

    Attributes:
        keys: of the rounds that it sums, one of each place below; empty for a round of the store's own place.
    """

    key: bytes
    year: int
    kind: str
    month: int | None
    state: str
    standards: tuple[str, ...]
    keys: tuple[bytes, ...] = ()

    @property
    def own(self) -> bool:
        """True for a round of the store's own place, which can be worked on here."""
        return not self.keys


@dataclass(frozen=True, slots=True)
class Outline:
    """The store in a few rows.

    Attributes:
        areas: in the order of their codes, then as they were founded.
        rounds: of its own place, the newest first.
        saved: when the last act was recorded, ISO; empty in a new store.
        below: what a level above may look at: the rounds of the places below, those of a year as one.
    """

    place: bytes
    name: str
    level: str
    areas: tuple[Area, ...]
    rounds: tuple[RoundLine, ...]
    saved: str
    below: tuple[RoundLine, ...] = ()

    @property
    def seen(self) -> tuple[RoundLine, ...]:
        """The rounds that can be looked at: its own, or where it holds none those below."""
        return self.rounds or self.below


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

_BELOW = """
SELECT id, year, kind, month, state, standards FROM review_round
WHERE place IN (SELECT unhex(value) FROM json_each(?)) AND deleted = 0
ORDER BY year DESC, kind = 'periodic' DESC, month DESC, id
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
        rounds = [_line(row) for row in run(_ROUNDS, (store.place,))]
        below = [] if rounds else [_line(row) for row in run(_BELOW, (_as_json(areas),))]
        saved = run("SELECT at FROM act ORDER BY id DESC LIMIT 1").fetchone()
    when = saved[0] if saved else ""
    return Outline(place, name, level, tuple(areas), tuple(rounds), when, _summed(below))


def _as_json(areas: Sequence[Area]) -> str:
    return json.dumps([place.hex() for area in areas for place in area.within])


def _line(row: Sequence[Any]) -> RoundLine:
    key, year, kind, month, state, standards = row
    return RoundLine(key, year, kind, month, state, tuple(standards.split()))


def _summed(rounds: Sequence[RoundLine]) -> tuple[RoundLine, ...]:
    """Those of the same year and kind as one: open while any of them is."""
    found: dict[tuple[int, str, int | None], list[RoundLine]] = {}
    for one in rounds:
        found.setdefault((one.year, one.kind, one.month), []).append(one)
    return tuple(_one(own) for own in found.values())


def _one(rounds: Sequence[RoundLine]) -> RoundLine:
    state = "open" if any(one.state == "open" for one in rounds) else "closed"
    standards = tuple(dict.fromkeys(key for one in rounds for key in one.standards))
    return replace(rounds[0], state=state, standards=standards, keys=tuple(one.key for one in rounds))
