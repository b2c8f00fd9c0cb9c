"""Places: founding the tree, finding a village by the way people spell it, walking up and down on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.place import RURAL, URBAN, Place, PlaceArea, PlaceCount, PlaceFields, PlaceParent
from app.rules.facts import Area
from app.services import typed
from app.store import ledger
from app.store.act import Act
from app.store.store import EVERYONE, Store
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
    with store.write(_("Lập sổ {name}").format(name=name), actor, about=EVERYONE) as act:
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


def establish(
    store: Store, name: str, level: str, parent: Key, actor: str, since: str = "", code: str = ""
) -> Key:
    """A place is founded under another, from a day on; InputFault when its name stands there already."""
    with store.session() as session:
        _must_be_free(children(session, parent), name)
    told = typed.checked(PlaceFields, {"name": name, "level": level, "code": code})
    title = _("Thêm {name}").format(name=told["name"])
    with store.write(title, actor, about=told_to(store)) as act:
        return add(act, name, level, parent, code, typed.day(since) if since else "")


def rename(store: Store, key: Key, name: str, actor: str) -> bool:
    """A place is called otherwise, of old as well: names are for display. False when nothing changed."""
    with store.session() as session:
        known, above = place(session, key), parent_of(session, key)
        beside = children(session, above.id) if above else []
    _must_be_free([one for one in beside if one.id != key], name)
    told = typed.checked(PlaceFields, known.model_dump() | {"name": name})
    title = _("Đổi tên {name}").format(name=known.name)
    with store.write(title, actor, about=told_to(store)) as act:
        return act.update("place", key, {"name": told["name"]})


def put_under(store: Store, key: Key, parent: Key, since: str, actor: str) -> None:
    """A place stands under another from a day on; before that day the tree stays as it was."""
    day = typed.day(since)
    with store.session() as session:
        known, target = place(session, key), place(session, parent)
        if parent in {one.id for one in below(session, key)}:
            raise InputFault(
                _("{name} không thể thuộc chính nó hoặc nơi dưới nó.").format(name=known.name),
                todo=_("Chọn nơi khác làm cấp trên."),
            )
        links = session.exec(_links(key)).all()
    title = _("Chuyển {name} về {parent}").format(name=known.name, parent=target.name)
    with store.write(title, actor, about=told_to(store)) as act:
        for link in links:
            act.update("place_parent", link.id, {"until": day})
        act.insert("place_parent", [{"place": key, "parent": parent, "since": day}])


def set_area(store: Store, key: Key, year: int, area: str, actor: str) -> bool:
    """A place is rural or urban from a year on. False when it was so already."""
    if area not in (RURAL, URBAN):
        raise InputFault(_("Khu vực “{area}” không có.").format(area=area), todo=_("Chọn rural hoặc urban."))
    query = select(PlaceArea).where(PlaceArea.place == key, PlaceArea.year == year, PlaceArea.deleted == 0)
    with store.session() as session:
        known, name = session.exec(query).first(), place(session, key).name
    title = _("Ghi khu vực của {name}").format(name=name)
    with store.write(title, actor, about=told_to(store)) as act:
        if known is None:
            act.insert("place_area", [{"place": key, "year": year, "area": area}])
            return True
        return act.update("place_area", known.id, {"area": area})


def count(store: Store, key: Key, year: int, households: int | None, persons: int | None, actor: str) -> bool:
    """The statistics of a place and year are typed: all households, all persons; None takes one away."""
    told = {"households": households, "persons": persons}
    if any(number is not None and number < 0 for number in told.values()):
        raise InputFault(_("Số hộ và số nhân khẩu không được âm."), todo=_("Ghi lại số liệu dân cư."))
    if persons is not None and households is not None and persons < households:
        raise InputFault(
            _("Số nhân khẩu {persons} ít hơn số hộ {households}.").format(**told),
            todo=_("Xem lại hai số có bị ghi ngược không."),
        )
    with store.session() as session:
        known, name = count_of(session, key, year), place(session, key).name
    title = _("Ghi số dân cư của {name}").format(name=name)
    with store.write(title, actor, about=told_to(store)) as act:
        if known is None:
            act.insert("place_count", [{"place": key, "year": year, **told}])
            return True
        return act.update("place_count", known.id, told)


def told_to(store: Store) -> str | None:
    """Everybody below, where the households are in their books; else whoever receives this book."""
    own = ledger.founded_about(store.connection, store.place.hex(), "household")
    return None if own else EVERYONE


def _must_be_free(beside: Sequence[Place], name: str) -> None:
    if named(beside, name):
        raise InputFault(
            _("Ở đây đã có nơi tên “{name}”.").format(name=name), todo=_("Chọn tên khác để phân biệt.")
        )


def _links(key: Key) -> SelectOfScalar[PlaceParent]:
    return select(PlaceParent).where(
        PlaceParent.place == key, PlaceParent.until == "", PlaceParent.deleted == 0
    )


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
    found_places = level = [place(session, scope)]
    while level:
        level = _under(session, [one.id for one in level], on)
        found_places = found_places + level
    return found_places


def _under(session: Session, parents: list[Key], on: date | None) -> list[Place]:
    """The places directly under several, asked for at once: those of the first parent come first."""
    query = (
        select(PlaceParent.parent, Place)
        .join(Place, col(Place.id) == col(PlaceParent.place))
        .where(col(PlaceParent.parent).in_(parents), Place.deleted == 0)
        .where(PlaceParent.deleted == 0, _in_force(on))
        .order_by(col(Place.code), col(Place.id))
    )
    turn = {key: at for at, key in enumerate(parents)}
    found = sorted(session.exec(query).all(), key=lambda told: turn[told[0]])
    return [child for _parent, child in found]


def top(session: Session, key: Key) -> Key:
    """The highest place above one that the store knows."""
    above = parent_of(session, key)
    return top(session, above.id) if above else key


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
