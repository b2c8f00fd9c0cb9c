"""Places: founding the tree, finding a village by the way people spell it, walking up and down on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.place import RURAL, URBAN, Place, PlaceArea, PlaceCount, PlaceFields, PlaceParent
from app.rules.facts import Area
from app.store.act import Act
from app.store.store import Store
from app.vietnamese import clean, one_spelling

COMMUNE, VILLAGE, PROVINCE, ABOVE = "commune", "village", "province", "district"


def found(
    store: Store,
    name: str,
    level: str,
    actor: str,
    area: str = RURAL,
    above: str = "",
    province: str = "",
    year: int = 0,
) -> Key:
    """Found the tree of a new store: its place, and those above it by name.

    Args:
        area: rural or urban, from `year` on.
        above: the level above, where one stands between the place and the province.

    Returns:
        the key of the store's own place, which is then written in the store.
    """
    check_founding(name, level, area)
    with store.write(_("Lập sổ {name}").format(name=name), actor) as act:
        chain = [(PROVINCE, province), (ABOVE, above), (level, name)]
        parent: Key | None = None
        for its_level, its_name in chain:
            if its_name.strip():
                parent = add(act, its_name, its_level, parent)
        assert parent is not None
        act.insert("place_area", [{"place": parent, "year": year, "area": area}])
        store.set_meta("place", parent)
    return parent


def check_founding(name: str, level: str, area: str) -> None:
    """InputFault, before any file is made, when a place could not be founded so."""
    if not clean(name) or not clean(level):
        raise InputFault(
            _("Sổ phải có tên nơi và cấp."), todo=_("Ví dụ: --place “Xã Nà Mây” --level commune.")
        )
    if area not in (RURAL, URBAN):
        raise InputFault(_("Khu vực “{area}” không có.").format(area=area), todo=_("Chọn rural hoặc urban."))


def add(act: Act, name: str, level: str, parent: Key | None = None, code: str = "", since: str = "") -> Key:
    """Add a place, under another from a day on."""
    fields = PlaceFields(level=level, name=name, code=code)
    (key,) = act.insert("place", [fields.model_dump()])
    if parent is not None:
        act.insert("place_parent", [{"place": key, "parent": parent, "since": since}])
    return key


def place(session: Session, key: Key) -> Place:
    """The place of a key."""
    found_place = session.get(Place, key)
    assert found_place is not None, "a key of a place comes from the store"
    return found_place


def children(session: Session, parent: Key, on: date | None = None) -> list[Place]:
    """The places directly under one on a day (today's tree without a day), in the order they were founded."""
    query = (
        select(Place)
        .join(PlaceParent, col(PlaceParent.place) == col(Place.id))
        .where(PlaceParent.parent == parent, Place.deleted == 0, PlaceParent.deleted == 0, _in_force(on))
        .order_by(col(Place.code), col(Place.id))
    )
    return list(session.exec(query).all())


def parent_of(session: Session, child: Key, on: date | None = None) -> Place | None:
    """The place directly above one on a day; None at the top."""
    query = (
        select(Place)
        .join(PlaceParent, col(PlaceParent.parent) == col(Place.id))
        .where(PlaceParent.place == child, PlaceParent.deleted == 0, _in_force(on))
    )
    return session.exec(query).first()


def _in_force(on: date | None) -> ColumnElement[bool]:
    if on is None:
        return col(PlaceParent.until) == ""
    day = on.isoformat()
    return and_(
        col(PlaceParent.since) <= day, or_(col(PlaceParent.until) == "", col(PlaceParent.until) > day)
    )


def below(session: Session, scope: Key, on: date | None = None) -> list[Place]:
    """A place and everything under it, parents before children."""
    found_places, waiting = [place(session, scope)], [scope]
    while waiting:
        under = children(session, waiting.pop(0), on)
        found_places += under
        waiting += [child.id for child in under]
    return found_places


def named(candidates: Sequence[Place], name: str) -> Place | None:
    """The place spelled like `name`: accents, case and doubled spaces aside only where they are spelling."""
    wanted = one_spelling(name)
    same = [place for place in candidates if one_spelling(place.name) == wanted]
    return same[0] if len(same) == 1 else None


def area_of(session: Session, key: Key, year: int) -> Area:
    """Rural or urban in a year: the place's own word, else that of the place above it, else rural."""
    at: Key | None = key
    while at is not None:
        query = (
            select(PlaceArea.area)
            .where(PlaceArea.place == at, PlaceArea.year <= year, PlaceArea.deleted == 0)
            .order_by(col(PlaceArea.year).desc())
        )
        area = session.exec(query).first()
        if area is not None:
            return cast(Area, area)
        above = parent_of(session, at)
        at = above.id if above else None
    return "rural"


def count_of(session: Session, key: Key, year: int) -> PlaceCount | None:
    """The statistics typed for a place and year: the denominators of the reports."""
    query = select(PlaceCount).where(
        PlaceCount.place == key, PlaceCount.year == year, PlaceCount.deleted == 0
    )
    return session.exec(query).first()
