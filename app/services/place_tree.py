"""The places of a store as a list read from top to bottom: what stands under what, what is typed of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.models.columns import columns
from app.models.household import Household
from app.models.key import Key
from app.models.place import RURAL, Place, PlaceArea, PlaceCount, PlaceParent


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place of today's tree.

    Attributes:
        depth: 0 for the first place, 1 for those under it.
        parent: key of the place above; None for the first.
        area: in the year asked for; own: said of this place itself, not taken over from above.
        households, persons: typed from the statistics of that year; None where nobody did.
        registered: households of the register that live in the place itself.
    """

    key: Key
    name: str
    code: str
    level: str
    depth: int
    parent: Key | None
    area: str
    own_area: bool
    households: int | None
    persons: int | None
    registered: int


def tree(session: Session, scope: Key, year: int) -> list[PlaceLine]:
    """A place and all below it, each place before those under it."""
    known = {one.id: one for one in session.exec(select(Place).where(Place.deleted == 0))}
    below = _below(session, known)
    areas, counts = _areas(session, year), _counts(session, year)
    registered = _registered(session)

    def lines(key: Key, depth: int, parent: Key | None, above: str) -> Iterator[PlaceLine]:
        one, area = known[key], areas.get(key, above)
        households, persons = counts.get(key, (None, None))
        yield PlaceLine(
            key=key,
            name=one.name,
            code=one.code,
            level=one.level,
            depth=depth,
            parent=parent,
            area=area,
            own_area=key in areas,
            households=households,
            persons=persons,
            registered=registered.get(key, 0),
        )
        for child in below.get(key, ()):
            yield from lines(child, depth + 1, key, area)

    return list(lines(scope, 0, None, _area_above(session, scope, areas)))


def _below(session: Session, known: Mapping[Key, Place]) -> dict[Key, list[Key]]:
    """For each place those directly under it today, by their codes, then as they were founded."""
    query = columns(PlaceParent.parent, PlaceParent.place).where(
        PlaceParent.until == "", PlaceParent.deleted == 0
    )
    found: dict[Key, list[Key]] = defaultdict(list)
    for parent, place in session.execute(query):
        if place in known:
            found[parent].append(place)
    for places in found.values():
        places.sort(key=lambda key: (known[key].code, key))
    return found


def _areas(session: Session, year: int) -> dict[Key, str]:
    query = (
        columns(PlaceArea.place, PlaceArea.area)
        .where(PlaceArea.year <= year, PlaceArea.deleted == 0)
        .order_by(col(PlaceArea.year))
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _area_above(session: Session, scope: Key, areas: Mapping[Key, str]) -> str:
    """The area that the first place takes over where nobody said its own."""
    at: Key | None = scope
    while at is not None:
        if at in areas:
            return areas[at]
        query = select(PlaceParent.parent).where(
            PlaceParent.place == at, PlaceParent.until == "", PlaceParent.deleted == 0
        )
        at = session.exec(query).first()
    return RURAL


def _counts(session: Session, year: int) -> dict[Key, tuple[int | None, int | None]]:
    query = columns(PlaceCount.place, PlaceCount.households, PlaceCount.persons).where(
        PlaceCount.year == year, PlaceCount.deleted == 0
    )
    return {place: (households, persons) for place, households, persons in session.execute(query)}


def _registered(session: Session) -> dict[Key, int]:
    query = (
        columns(Household.place, func.count())
        .where(Household.deleted == 0, Household.ended == "")
        .group_by(col(Household.place))
    )
    return {row[0]: row[1] for row in session.execute(query)}
