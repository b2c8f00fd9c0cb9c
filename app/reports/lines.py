"""The lines of a report: the scope, the places below it, and one for what has no place yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlmodel import Session, col

from app.models.key import Key
from app.models.place import Place, PlaceParent
from app.services.places import COMMUNE

Counts = np.ndarray[Any, np.dtype[np.int64]]
UNKNOWN_VILLAGE, UNKNOWN_PLACE = "(chưa rõ bản)", "(chưa rõ nơi)"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table.

    Attributes:
        place: None on the line of what is somewhere below `parent`, nobody knows where.
        name: as shown.
        level: 0 for the scope, 1, 2 … below it.
        number: `1`, `1.1`, as printed.
        parent: the line that this one adds up into; -1 for the scope.
    """

    place: Key | None
    name: str
    level: int
    number: str
    parent: int


class Tree:
    """All places of the store as they stood on a day."""

    def __init__(self, session: Session, on: date) -> None:
        day = on.isoformat()
        self.names: dict[Key, str] = {}
        self.levels: dict[Key, str] = {}
        places = select(col(Place.id), col(Place.name), col(Place.level)).where(col(Place.deleted) == 0)
        for key, name, level in session.execute(places.order_by(col(Place.code), col(Place.id))):
            self.names[key], self.levels[key] = name, level
        parents = select(col(PlaceParent.place), col(PlaceParent.parent)).where(
            col(PlaceParent.deleted) == 0,
            col(PlaceParent.since) <= day,
            (col(PlaceParent.until) == "") | (col(PlaceParent.until) > day),
        )
        self.above: dict[Key, Key] = {row.place: row.parent for row in session.execute(parents)}

    @cached_property
    def under(self) -> Mapping[Key, Sequence[Key]]:
        """The places next below each, by code and then as they were founded."""
        found: dict[Key, list[Key]] = {}
        for key in self.names:
            if key in self.above:
                found.setdefault(self.above[key], []).append(key)
        return found

    def below(self, place: Key) -> list[Key]:
        """The place and everything under it, in the order of the paper: each followed by its own."""
        found = [place]
        for key in self.under.get(place, ()):
            found += self.below(key)
        return found

    def upward(self, place: Key) -> list[Key]:
        """The place and everything above it, from below."""
        found = [place]
        while found[-1] in self.above:
            found.append(self.above[found[-1]])
        return found

    def stands(self, place: Key) -> bool:
        """True of a place that had its part in the tree on the day; a village merged away before had none."""
        return place in self.above or place in self.under

    def holds_communes(self, place: Key) -> bool:
        """True of a place above the communes."""
        return any(self.levels[key] == COMMUNE for key in self.below(place)[1:])


class Lines(Sequence[Line]):
    """The lines of a scope in the order of the paper: communes below a level above, villages below a commune.

    Attributes:
        leaf_of: for every place of the scope, the line where its households are counted first.
    """

    def __init__(self, tree: Tree, scope: Key) -> None:
        self._lines: list[Line] = []
        self.leaf_of: dict[Key, int] = {}
        self._add(tree, scope, Line(scope, tree.names[scope], 0, "1", -1))
        self._parents = [line.parent for line in self._lines]

    def _add(self, tree: Tree, place: Key, line: Line) -> None:
        at = len(self._lines)
        self._lines.append(line)
        under = tree.under.get(place, ())
        if not under or (line.level and not tree.holds_communes(place)):
            self.leaf_of.update(dict.fromkeys(tree.below(place), at))
            return
        for count, key in enumerate(under, 1):
            self._add(tree, key, Line(key, tree.names[key], line.level + 1, f"{line.number}.{count}", at))
        self.leaf_of[place] = len(self._lines)
        name = UNKNOWN_VILLAGE if tree.levels[place] == COMMUNE else UNKNOWN_PLACE
        self._lines.append(Line(None, name, line.level + 1, f"{line.number}.{len(under) + 1}", at))

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, index: Any) -> Any:
        return self._lines[index]

    @cached_property
    def inner(self) -> frozenset[int]:
        """The lines that are sums of others."""
        return frozenset(self._parents) - {-1}

    def summed(self, counts: Counts) -> Counts:
        """Counts of the leaves (lines × columns) with those of every line above added up."""
        total = counts.copy()
        for index in range(len(self) - 1, 0, -1):
            total[self._parents[index]] += total[index]
        return total
