"""Households over time: added, split, merged, moved, dissolved, corrected; and how many persons they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.dates import PartialDate
from app.errors import InputFault
from app.i18n import _
from app.models.household import Household, HouseholdFields
from app.models.key import Key
from app.models.person import PersonFields
from app.services import members, places
from app.services.members import Member
from app.store.act import Act
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Size:
    """How many persons a household counts, and where the number comes from.

    Attributes:
        persons: None when nothing is known.
        source: `roster` when the list of members is complete, `declared` when the household only says it,
            `partial` when neither holds and the known members are all there is.
    """

    persons: int | None
    source: str


def size(known: Household, listed: int) -> Size:
    """The size of a household with `listed` members known by name."""
    if known.roster_complete:
        return Size(listed, "roster")
    if known.declared_size is not None:
        return Size(known.declared_size, "declared")
    return Size(listed or None, "partial")


def household(session: Session, key: Key) -> Household:
    """The household of a key; InputFault when there is none."""
    found = session.get(Household, key)
    if found is None or found.deleted:
        raise InputFault(_("Sổ không có hộ này."), todo=_("Tìm lại hộ bằng tên chủ hộ hoặc mã hộ."))
    return found


def living(session: Session, places: Iterable[Key]) -> list[Household]:
    """The households of places that exist now."""
    query = select(Household).where(
        col(Household.place).in_(list(places)), Household.ended == "", Household.deleted == 0
    )
    return list(session.exec(query).all())


def add(store: Store, fields: HouseholdFields, head: PersonFields | None, actor: str) -> Key:
    """A household enters the register, with its head when known."""
    title = _("Thêm hộ {name}").format(name=head.name if head else fields.code)
    with store.write(title, actor) as act:
        (key,) = act.insert("household", [fields.model_dump()])
        if head:
            members.add(act, key, head, "head", head=True, since=fields.formed, place_in_list=1)
    return key


def correct(store: Store, key: Key, fields: dict[str, object], actor: str) -> bool:
    """Correct what is known of a household; the whole is validated. False when nothing changed."""
    with store.session() as session:
        checked = HouseholdFields.model_validate(household(session, key).model_dump() | fields).model_dump()
    with store.write(_("Sửa thông tin hộ"), actor) as act:
        return act.update("household", key, {name: checked[name] for name in fields})


def split(store: Store, key: Key, persons: Sequence[Key], head: Key, on: str, actor: str) -> Key:
    """Members leave a household and form another, headed by one of them. Returns the new household."""
    with store.session() as session:
        known = household(session, key)
        staying, leaving = _parted(members.roster(session, key), persons)
        place = known.place
    if head not in {member.person for member in leaving}:
        raise InputFault(_("Chủ hộ mới phải nằm trong số người tách ra."), todo=_("Chọn lại chủ hộ mới."))
    if not any(member.head for member in staying):
        raise InputFault(
            _("Hộ cũ phải còn chủ hộ."), todo=_("Đổi chủ hộ của hộ cũ trước khi tách, hoặc để chủ hộ ở lại.")
        )
    with store.write(_("Tách hộ {name}").format(name=_name(leaving, head)), actor) as act:
        formed = {
            "place": place,
            "formed": str(PartialDate.of(on)),
            "formed_how": "split",
            "origin": key,
            "roster_complete": 1,
        }
        (new,) = act.insert("household", [formed])
        _move(act, leaving, new, head, on, "split")
        if not known.roster_complete and known.declared_size is not None:
            act.update(
                "household", key, {"declared_size": max(known.declared_size - len(leaving), len(staying))}
            )
    return new


def merge(store: Store, key: Key, into: Key, on: str, actor: str) -> None:
    """All members of a household join another; the emptied one ends."""
    if key == into:
        raise InputFault(_("Không thể nhập một hộ vào chính nó."), todo=_("Chọn hộ nhận khác."))
    with store.session() as session:
        coming = members.roster(session, key)
        sizes = [size(household(session, k), len(members.roster(session, k))).persons for k in (key, into)]
        target = household(session, into)
    with store.write(_("Nhập hộ"), actor) as act:
        _move(act, coming, into, None, on, "merged")
        act.update(
            "household", key, {"ended": str(PartialDate.of(on)), "ended_how": "merged", "origin": into}
        )
        if not target.roster_complete and None not in sizes:
            act.update("household", into, {"declared_size": sum(number or 0 for number in sizes)})


def move(store: Store, key: Key, place: Key, on: str, actor: str) -> None:
    """A household goes to live in another place of the register, from a day on."""
    with store.session() as session:
        target = places.place(session, place)
    with store.write(_("Chuyển hộ đến {place}").format(place=target.name), actor) as act:
        act.update("household", key, {"place": place, "place_since": str(PartialDate.of(on))})


def dissolve(store: Store, key: Key, on: str, how: str, actor: str) -> None:
    """A household ends (moved away, its last member died); its members leave with it."""
    with store.session() as session:
        roster = members.roster(session, key)
    with store.write(_("Xóa hộ khỏi danh sách đang ở"), actor) as act:
        for member in roster:
            members.end(act, member, on, how)
        act.update("household", key, {"ended": str(PartialDate.of(on)), "ended_how": how})


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
