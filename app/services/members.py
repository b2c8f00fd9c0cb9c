"""Members of households: who is in it on a day, who joins, leaves, dies, heads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col

from app.errors import InputFault
from app.i18n import _
from app.models.columns import columns
from app.models.household import Household
from app.models.key import Key
from app.models.person import Membership, Person, PersonFields
from app.services import typed
from app.services.following import follow
from app.services.sizes import declared_after, size
from app.store.act import Act
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a household: who it is, since when, and as what. Dates are stored texts (`1980-03`)."""

    person: Key
    membership: Key
    household: Key
    name: str
    sex: str | None
    birth: str
    ethnic: str
    cccd: str
    relation: str
    head: bool
    since: str
    until: str
    left_how: str


_COLUMNS = (
    Membership.person, Membership.id, Membership.household, Person.name, Person.sex, Person.birth,
    Person.ethnic, Person.cccd, Membership.relation, Membership.head, Membership.since, Membership.until,
    Membership.left_how,
)  # fmt: skip


def rosters(session: Session, households: Iterable[Key], *, past: bool = False) -> dict[Key, list[Member]]:
    """The members of each household, the head first, then in the order of its list.

    Args:
        past: also those who left.
    """
    wanted = list(households)
    query = (
        columns(*_COLUMNS)
        .join(Person, col(Person.id) == col(Membership.person))
        .where(col(Membership.household).in_(wanted), Membership.deleted == 0, Person.deleted == 0)
        .order_by(col(Membership.head).desc(), col(Membership.place_in_list), col(Membership.id))
    )
    if not past:
        query = query.where(Membership.until == "")
    found: dict[Key, list[Member]] = {key: [] for key in wanted}
    for row in session.execute(query):
        member = Member(*row)
        found[member.household].append(member)
    return found


def roster(session: Session, household: Key, *, past: bool = False) -> list[Member]:
    """The members of one household; see `rosters`."""
    return rosters(session, [household], past=past)[household]


def join(
    store: Store, household: Key, fields: PersonFields, relation: str, on: str, how: str, actor: str
) -> Key:
    """A person not yet in the register joins a household.

    Args:
        on: the day, or the empty text for somebody who was always there and only missing in the list.
        how: code of `member_changes` (born, married, moved in); empty for the same.
    """
    told = PersonFields.model_validate(typed.checked(PersonFields, fields.model_dump()))
    since = typed.not_before(on, told.birth, told.name) if on else ""
    with store.session() as session:
        known, listed = _home(session, household)
    with store.write(_("Thêm thành viên {name}").format(name=told.name), actor) as act:
        person = add(act, household, told, relation, since=since, how=how)
        act.update("household", household, declared_after(known, listed + 1, 1 if how else 0))
        follow(act, store, [household])
    return person


def add(
    act: Act,
    household: Key,
    fields: PersonFields,
    relation: str,
    *,
    head: bool = False,
    since: str = "",
    how: str = "",
    place_in_list: int = 99,
) -> Key:
    """Within an act: a new person as a member. Returns the person."""
    (person,) = act.insert("person", [fields.model_dump()])
    enter(act, household, person, relation, head=head, since=since, how=how, place_in_list=place_in_list)
    return person


def enter(
    act: Act,
    household: Key,
    person: Key,
    relation: str,
    *,
    head: bool = False,
    since: str = "",
    how: str = "",
    place_in_list: int = 99,
) -> None:
    """Within an act: a known person becomes a member."""
    membership = {
        "household": household,
        "person": person,
        "relation": "head" if head else relation,
        "head": int(head),
        "since": since,
        "joined_how": how,
        "place_in_list": place_in_list,
    }
    act.insert("membership", [membership])


def leave(store: Store, person: Key, on: str, how: str, actor: str) -> None:
    """A member leaves its household (married, moved away); a head must be replaced first."""
    with store.session() as session:
        member = current(session, person)
        known, listed = _home(session, member.household)
        on = typed.not_before(on, member.birth, member.name)
    _must_not_be_head(member, listed)
    with store.write(_("{name} rời hộ").format(name=member.name), actor) as act:
        _go(act, store, member, on, how, known, listed)


def transfer(store: Store, person: Key, into: Key, relation: str, on: str, how: str, actor: str) -> None:
    """A member leaves its household and joins another one of the register on the same day."""
    with store.session() as session:
        member = current(session, person)
        known, listed = _home(session, member.household)
        target, already = _home(session, into)
        on = typed.not_before(on, member.birth, member.name)
    if member.household == into:
        raise InputFault(_("{name} đang ở chính hộ này.").format(name=member.name))
    _must_not_be_head(member, listed)
    with store.write(_("Chuyển {name} sang hộ khác").format(name=member.name), actor) as act:
        _go(act, store, member, on, how, known, listed)
        enter(act, into, person, relation, since=on, how=how, place_in_list=99)
        act.update("household", into, declared_after(target, already + 1, 1))
        follow(act, store, [into])


def die(store: Store, person: Key, on: str, actor: str, heir: Key | None = None) -> None:
    """A member dies; when it was the head, `heir` heads the household from then on.

    With its last member the household ends.
    """
    with store.session() as session:
        member = current(session, person)
        known, listed = _home(session, member.household)
        heirs = [one for one in roster(session, member.household) if one.person != person]
        on = typed.not_before(on, member.birth, member.name)
    if heir is None and member.head and heirs:
        raise InputFault(
            _("{name} là chủ hộ.").format(name=member.name), todo=_("Chọn chủ hộ mới rồi ghi lại.")
        )
    successor = _among(heirs, heir) if heir else None
    with store.write(_("{name} qua đời").format(name=member.name), actor) as act:
        act.update("person", person, {"death": on})
        if successor and member.head:
            act.update("membership", successor.membership, {"head": 1, "relation": "head"})
        _go(act, store, member, on, "died", known, listed)


def change_head(store: Store, household: Key, person: Key, actor: str, relation: str = "other") -> None:
    """Another member heads the household; the former head stays, in `relation` to the new one."""
    with store.session() as session:
        members = roster(session, household)
    new = _among(members, person)
    with store.write(_("Đổi chủ hộ sang {name}").format(name=new.name), actor) as act:
        for member in members:
            if member.head and member.person != person:
                act.update("membership", member.membership, {"head": 0, "relation": relation})
        act.update("membership", new.membership, {"head": 1, "relation": "head"})
        follow(act, store, [household])


def correct(store: Store, person: Key, fields: dict[str, object], actor: str) -> bool:
    """Correct what is known of a person; the whole is validated. False when nothing changed."""
    with store.session() as session:
        known = session.get_one(Person, person)
        told = typed.checked(PersonFields, known.model_dump() | fields)
        homes = [one.household for one in _memberships(session, person)]
    with store.write(_("Sửa thông tin {name}").format(name=told["name"]), actor) as act:
        changed = act.update("person", person, {name: told[name] for name in fields})
        follow(act, store, homes)
    return changed


def correct_relation(store: Store, person: Key, relation: str, actor: str) -> bool:
    """Correct a member's relation to the head, who has none. False when nothing changed."""
    with store.session() as session:
        member = current(session, person)
    if member.head:
        raise InputFault(
            _("{name} là chủ hộ.").format(name=member.name), todo=_("Đổi chủ hộ trước, rồi ghi quan hệ.")
        )
    with store.write(_("Sửa quan hệ của {name}").format(name=member.name), actor) as act:
        changed = act.update("membership", member.membership, {"relation": relation})
        follow(act, store, [member.household])
    return changed


def current(session: Session, person: Key) -> Member:
    """The household in which a person is now."""
    found = _memberships(session, person)
    if not found:
        raise InputFault(_("Người này hiện không ở hộ nào trong sổ."), todo=_("Xem lịch sử của người này."))
    return found[0]


def _memberships(session: Session, person: Key) -> list[Member]:
    query = (
        columns(*_COLUMNS)
        .join(Person, col(Person.id) == col(Membership.person))
        .where(Membership.person == person, Membership.until == "", Membership.deleted == 0)
    )
    return [Member(*row) for row in session.execute(query)]


def end(act: Act, member: Member, on: str, how: str) -> None:
    """Within an act: a membership ends on a day."""
    act.update("membership", member.membership, {"until": on, "left_how": how})


def _home(session: Session, household: Key) -> tuple[Household, int]:
    """A household and how many members it has; InputFault when it has ended."""
    known = session.get_one(Household, household)
    if known.ended or known.deleted:
        raise InputFault(
            _("Hộ này không còn trong danh sách đang ở."), todo=_("Chọn hộ khác, hoặc hoàn tác việc xóa hộ.")
        )
    return known, len(roster(session, household))


def _must_not_be_head(member: Member, listed: int) -> None:
    if member.head and listed > 1:
        raise InputFault(
            _("{name} đang là chủ hộ.").format(name=member.name),
            _("Hộ còn thành viên khác nên phải có chủ hộ."),
            _("Đổi chủ hộ trước, rồi cho người này rời hộ."),
        )


def _among(members: Iterable[Member], person: Key) -> Member:
    found = next((member for member in members if member.person == person), None)
    if found is None:
        raise InputFault(
            _("Chủ hộ mới phải đang là thành viên của hộ."), todo=_("Thêm người này vào hộ trước.")
        )
    return found


def _go(act: Act, store: Store, member: Member, on: str, how: str, known: Household, listed: int) -> None:
    """Within an act: a member goes; a household in which surely nobody is left ends with it."""
    end(act, member, on, how)
    fields: dict[str, object] = {**declared_after(known, listed - 1, -1)}
    counted = size(known, listed)
    if counted.persons == 1 and counted.source != "partial":
        fields |= {"ended": on, "ended_how": how}
    act.update("household", known.id, fields)
    follow(act, store, [known.id])
