"""Members of households: who is in it on a day, who joins, leaves, dies, heads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col

from app.dates import PartialDate
from app.errors import InputFault
from app.i18n import _
from app.models.columns import columns
from app.models.key import Key
from app.models.person import Membership, Person, PersonFields
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
    """A person not yet in the register joins a household (born, married, moved in)."""
    title = _("Thêm thành viên {name}").format(name=fields.name)
    with store.write(title, actor) as act:
        return add(act, household, fields, relation, since=on, how=how)


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
        others = len(roster(session, member.household)) > 1
    if member.head and others:
        raise InputFault(
            _("{name} đang là chủ hộ.").format(name=member.name),
            _("Hộ còn thành viên khác nên phải có chủ hộ."),
            _("Đổi chủ hộ trước, rồi cho người này rời hộ."),
        )
    with store.write(_("{name} rời hộ").format(name=member.name), actor) as act:
        end(act, member, on, how)


def die(store: Store, person: Key, on: str, actor: str, heir: Key | None = None) -> None:
    """A member dies; when it was the head, `heir` heads the household from then on."""
    with store.session() as session:
        member = current(session, person)
        if member.head and heir is None and len(roster(session, member.household)) > 1:
            raise InputFault(
                _("{name} là chủ hộ.").format(name=member.name), todo=_("Chọn chủ hộ mới rồi ghi lại.")
            )
        successor = current(session, heir) if heir else None
    with store.write(_("{name} qua đời").format(name=member.name), actor) as act:
        act.update("person", person, {"death": str(PartialDate.of(on))})
        end(act, member, on, "died")
        if successor:
            act.update("membership", successor.membership, {"head": 1, "relation": "head"})


def change_head(store: Store, household: Key, person: Key, actor: str, relation: str = "other") -> None:
    """Another member heads the household; the former head stays, in `relation` to the new one."""
    with store.session() as session:
        members = roster(session, household)
    new = next((member for member in members if member.person == person), None)
    if new is None:
        raise InputFault(
            _("Chủ hộ mới phải đang là thành viên của hộ."), todo=_("Thêm người này vào hộ trước.")
        )
    with store.write(_("Đổi chủ hộ sang {name}").format(name=new.name), actor) as act:
        for member in members:
            if member.head and member.person != person:
                act.update("membership", member.membership, {"head": 0, "relation": relation})
        act.update("membership", new.membership, {"head": 1, "relation": "head"})


def correct(store: Store, person: Key, fields: dict[str, object], actor: str) -> bool:
    """Correct what is known of a person; the whole is validated. False when nothing changed."""
    with store.session() as session:
        known = session.get(Person, person)
        assert known is not None, "a key of a person comes from the store"
        checked = PersonFields.model_validate(known.model_dump() | fields).model_dump()
    with store.write(_("Sửa thông tin {name}").format(name=checked["name"]), actor) as act:
        return act.update("person", person, {name: checked[name] for name in fields})


def current(session: Session, person: Key) -> Member:
    """The household in which a person is now."""
    query = (
        columns(*_COLUMNS)
        .join(Person, col(Person.id) == col(Membership.person))
        .where(Membership.person == person, Membership.until == "", Membership.deleted == 0)
    )
    row = session.execute(query).first()
    if row is None:
        raise InputFault(_("Người này hiện không ở hộ nào trong sổ."), todo=_("Xem lịch sử của người này."))
    return Member(*row)


def end(act: Act, member: Member, on: str, how: str) -> None:
    """Within an act: a membership ends on a day."""
    act.update(
        "membership",
        member.membership,
        {"until": str(PartialDate.of(on)), "left_how": how, "head": int(member.head)},
    )
