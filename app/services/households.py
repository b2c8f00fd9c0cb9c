"""Households over time: added, split, merged, moved, dissolved, corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _
from app.models.household import Household, HouseholdFields
from app.models.key import Key
from app.models.person import PersonFields
from app.services import members, places, typed
from app.services.following import follow, review_too
from app.services.members import Member
from app.services.sizes import declared_after, size
from app.store.act import Act
from app.store.store import Store


def household(session: Session, key: Key) -> Household:
    """The household of a key; InputFault when there is none."""
    found = session.get(Household, key)
    if found is None or found.deleted:
        raise InputFault(_("Sổ không có hộ này."), todo=_("Tìm lại hộ bằng tên chủ hộ hoặc mã hộ."))
    return found


def living_household(session: Session, key: Key) -> Household:
    """The household of a key, if it exists now; InputFault when it ended."""
    found = household(session, key)
    if found.ended:
        raise InputFault(
            _("Hộ này không còn trong danh sách đang ở."), todo=_("Chọn hộ khác, hoặc hoàn tác việc xóa hộ.")
        )
    return found


def living(session: Session, places: Iterable[Key]) -> list[Household]:
    """The households of places that exist now."""
    query = select(Household).where(
        col(Household.place).in_(list(places)), Household.ended == "", Household.deleted == 0
    )
    return list(session.exec(query).all())


def add(store: Store, fields: HouseholdFields, head: PersonFields | None, actor: str) -> Key:
    """A household enters the register, with its head when known."""
    told = typed.checked(HouseholdFields, fields.model_dump())
    heading = PersonFields.model_validate(typed.checked(PersonFields, head.model_dump())) if head else None
    title = _("Thêm hộ {name}").format(name=heading.name if heading else told["code"])
    with store.write(title, actor) as act:
        (key,) = act.insert("household", [told])
        if heading:
            members.add(act, key, heading, "head", head=True, since=told["formed"], place_in_list=1)
    return key


def correct(store: Store, key: Key, fields: dict[str, object], actor: str) -> bool:
    """Correct what is known of a household; the whole is validated. False when nothing changed."""
    with store.session() as session:
        told = typed.checked(HouseholdFields, household(session, key).model_dump() | fields)
    with store.write(_("Sửa thông tin hộ"), actor) as act:
        changed = act.update("household", key, {name: told[name] for name in fields})
        follow(act, store, [key])
    return changed


def split(store: Store, key: Key, persons: Sequence[Key], head: Key, on: str, actor: str) -> Key:
    """Members leave a household and form another, headed by one of them. Returns the new household.

    Where the household is under review, the new one comes under review too.
    """
    on = typed.day(on)
    with store.session() as session:
        known = living_household(session, key)
        staying, leaving = _parted(members.roster(session, key), persons)
    _must_both_be_headed(staying, leaving, head)
    with store.write(_("Tách hộ {name}").format(name=_name(leaving, head)), actor) as act:
        formed = {"formed": on, "formed_how": "split", "origin": key, "roster_complete": 1}
        (new,) = act.insert("household", [{"place": known.place, **formed}])
        _move(act, leaving, new, head, on, "split")
        act.update("household", key, declared_after(known, len(staying), -len(leaving)))
        review_too(act, store, new, key)
        follow(act, store, [key])
    return new


def merge(store: Store, key: Key, into: Key, on: str, actor: str) -> None:
    """All members of a household join another; the emptied one ends."""
    on = typed.day(on)
    if key == into:
        raise InputFault(_("Không thể nhập một hộ vào chính nó."), todo=_("Chọn hộ nhận khác."))
    with store.session() as session:
        coming = members.roster(session, key)
        told = _merged(session, living_household(session, key), living_household(session, into))
    with store.write(_("Nhập hộ"), actor) as act:
        _move(act, coming, into, None, on, "merged")
        act.update("household", key, {"ended": on, "ended_how": "merged", "origin": into})
        act.update("household", into, told)
        follow(act, store, [key, into])


def _merged(session: Session, coming: Household, into: Household) -> dict[str, Any]:
    """What the receiving household declares afterwards: its list is complete only if both were."""
    if coming.roster_complete and into.roster_complete:
        return {}
    sizes = [size(one, len(members.roster(session, one.id))).persons for one in (coming, into)]
    known = None if None in sizes else sum(number or 0 for number in sizes)
    return {"roster_complete": 0, "declared_size": known}


def move(store: Store, key: Key, place: Key, on: str, actor: str) -> None:
    """A household goes to live in another place of the register, from a day on."""
    on = typed.day(on)
    with store.session() as session:
        living_household(session, key)
        target = places.place(session, place)
    with store.write(_("Chuyển hộ đến {place}").format(place=target.name), actor) as act:
        act.update("household", key, {"place": place, "place_since": on})
        follow(act, store, [key])


def dissolve(store: Store, key: Key, on: str, how: str, actor: str) -> None:
    """A household ends (moved away, died); its members leave with it.

    Args:
        how: code of `changes`.
    """
    on = typed.day(on)
    with store.session() as session:
        living_household(session, key)
        roster = members.roster(session, key)
    with store.write(_("Xóa hộ khỏi danh sách đang ở"), actor) as act:
        for member in roster:
            members.end(act, member, on, how)
        act.update("household", key, {"ended": on, "ended_how": how})
        follow(act, store, [key])


def _must_both_be_headed(staying: Sequence[Member], leaving: Sequence[Member], head: Key) -> None:
    if head not in {member.person for member in leaving}:
        raise InputFault(_("Chủ hộ mới phải nằm trong số người tách ra."), todo=_("Chọn lại chủ hộ mới."))
    if not any(member.head for member in staying):
        raise InputFault(
            _("Hộ cũ phải còn chủ hộ."), todo=_("Đổi chủ hộ của hộ cũ trước khi tách, hoặc để chủ hộ ở lại.")
        )


def _parted(roster: Sequence[Member], persons: Sequence[Key]) -> tuple[list[Member], list[Member]]:
    leaving = [member for member in roster if member.person in set(persons)]
    if len(leaving) != len(set(persons)) or not leaving:
        raise InputFault(
            _("Có người không phải thành viên hiện nay của hộ."), todo=_("Chọn lại người tách ra.")
        )
    return [member for member in roster if member not in leaving], leaving


def _name(people: Sequence[Member], person: Key) -> str:
    return next(member.name for member in people if member.person == person)


def _move(act: Act, people: Sequence[Member], into: Key, head: Key | None, on: str, how: str) -> None:
    """Within an act: members change household on a day; relations to a new head are asked for later."""
    for position, member in enumerate(people, 1):
        members.end(act, member, on, how)
        members.enter(
            act,
            into,
            member.person,
            "other",
            head=member.person == head,
            since=on,
            how=how,
            place_in_list=position,
        )
