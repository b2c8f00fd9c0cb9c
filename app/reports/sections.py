"""Households of a list in the order of the paper: place by place, then by the given name of the head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from app.models.key import Key
from app.reports.columns import Array, decoded, table
from app.reports.frame import Frame
from app.reports.lines import UNKNOWN_PLACE, UNKNOWN_VILLAGE
from app.reports.queries import head_names
from app.reports.report import Row
from app.services.places import COMMUNE

NO_HEAD = "(chưa rõ chủ hộ)"
LAST = b"\xff"  # after every name


@dataclass(frozen=True, slots=True)
class Section:
    """The households of one place.

    Attributes:
        place: as shown.
        level: of its lines.
        headings: the lines of capitals above them: the village, and the commune where a new one begins.
        households: rows of the list, with `name` and `born` (year, may be empty) of the head.
    """

    place: str
    level: int
    headings: tuple[Row, ...]
    households: tuple[Any, ...]


def sections(frame: Frame, households: pd.DataFrame) -> Iterator[Section]:
    """The places that hold any of the households, each with its own."""
    by_place: dict[int, list[Any]] = {}
    rows: Iterable[Any] = _named(frame, households).itertuples(index=False)
    for household in rows:
        by_place.setdefault(household.position, []).append(household)
    present = sorted(by_place)
    for position, above in zip(present, headings(frame, present), strict=True):
        yield Section(above[-1].place, above[-1].level, above, tuple(by_place[position]))


def paper_positions(frame: Frame, places: pd.Series[Any]) -> Array:
    """The order in which lists come to the places; one outside the scope counts as the scope itself."""
    order = {place: at for at, place in enumerate(_in_order(frame, frame.scope.place))}
    last = order[frame.scope.place]
    return decoded(places, lambda place: order.get(place, last), last)


def headings(frame: Frame, positions: Iterable[int]) -> Iterator[tuple[Row, ...]]:
    """The lines of capitals above each of these places, which come in the order of the paper."""
    places = [*_in_order(frame, frame.scope.place)]
    commune: Key | None = None
    for position in positions:
        above = _commune(frame, places[position])
        yield _headings(frame, places[position], above if above != commune else None)
        commune = above


def _in_order(frame: Frame, place: Key) -> Iterator[Key]:
    """The places of the lists: what nobody knows the village of stands after the villages."""
    for below in frame.tree.under.get(place, ()):
        yield from _in_order(frame, below)
    yield place


def _named(frame: Frame, households: pd.DataFrame) -> pd.DataFrame:
    query = head_names((*frame.rounds.now, *frame.rounds.last))
    names = table(frame.session, query, frame.numbers, ("name", "sort_key", "born"))
    placed = households.assign(position=paper_positions(frame, households["place"]))
    named = placed.merge(names.drop_duplicates("household"), on="household", how="left", sort=False)
    named["name"] = named["name"].fillna(NO_HEAD)
    named["born"] = named["born"].fillna("")
    named["sort_key"] = named["sort_key"].fillna(LAST)
    return named.sort_values(["sort_key", "household"])


def _commune(frame: Frame, place: Key) -> Key | None:
    """The commune to announce: none in a list of one commune."""
    upward = frame.tree.upward(place)
    inside = upward[: upward.index(frame.scope.place)]
    return next((above for above in inside if frame.tree.levels[above] == COMMUNE), None)


def _headings(frame: Frame, place: Key, new_commune: Key | None) -> tuple[Row, ...]:
    tree = frame.tree
    level = 1 if _commune(frame, place) is None else 2
    known = place not in tree.under
    unknown = UNKNOWN_VILLAGE if tree.levels[place] == COMMUNE else UNKNOWN_PLACE
    own = Row({}, tree.names[place] if known else unknown, level, heading=True)
    return (own,) if new_commune is None else (Row({}, tree.names[new_commune], 1, heading=True), own)
