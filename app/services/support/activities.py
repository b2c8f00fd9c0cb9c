"""Activities: what one is, by its sub-project and its plan; closed and reopened.

How one is entered and changed is in `activity_plans`, who is enrolled in `enrolments`, money in `money`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, func, select

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.support import APPROVED, FINISHED, RECEIVING, Activity, ActivityPlace, Delivery, Enrolment
from app.rules import support_kinds
from app.rules.eligibility.terms import Terms
from app.rules.programme import sub_project
from app.rules.programme_entries import SubProject
from app.rules.support_kinds import HOUSEHOLD, PERSON, PLACE, Kind
from app.services import places
from app.services.support import filled
from app.services.typed import FieldFault
from app.store.store import Store
from app.vietnamese import clean

HOLDING = (APPROVED, RECEIVING, FINISHED)
UNDER_WAY = (APPROVED, RECEIVING)


def close(store: Store, key: Key, on: str, today: date, actor: str) -> None:
    """An activity is over; refused while somebody enrolled has not finished."""
    with store.session() as session:
        one = must_be_open(must_be_ours(store, activity(session, key)))
        day = filled.not_after("on", filled.day("on", on), today)
        left = enrolled(session, key, UNDER_WAY)
    if one.since and day < one.since:
        raise FieldFault(
            "on", _("Ngày kết thúc trước ngày bắt đầu {day}.").format(day=filled.shown(one.since))
        )
    if left:
        raise InputFault(
            _("Chưa kết thúc được “{title}”: còn {n} đối tượng đang thụ hưởng.").format(
                title=one.title, n=left
            ),
            todo=_("Ghi hoàn thành hoặc rút từng đối tượng, rồi kết thúc hoạt động."),
        )
    with store.write(_("Kết thúc hoạt động {title}").format(title=one.title), actor) as act:
        act.update("activity", key, {"closed": day})


def reopen(store: Store, key: Key, why: str, actor: str) -> None:
    """A closed activity goes on; the reason stays in the history."""
    told = reason(why, _("Mở lại hoạt động phải ghi lý do."))
    with store.session() as session:
        one = must_be_ours(store, activity(session, key))
    if not one.closed:
        raise InputFault(_("Hoạt động “{title}” đang mở.").format(title=one.title))
    title = _("Mở lại hoạt động {title}: {why}").format(title=one.title, why=told)
    with store.write(title, actor) as act:
        act.update("activity", key, {"closed": ""})


# What an activity is --------------------------------------------------------------------------------------


def activity(session: Session, key: Key) -> Activity:
    """The activity of a key; InputFault where the book has none."""
    found = session.get(Activity, key)
    if found is None or found.deleted:
        raise InputFault(_("Sổ không có hoạt động này."), todo=_("Mở lại danh sách hoạt động rồi chọn lại."))
    return found


def must_be_ours(store: Store, one: Activity) -> Activity:
    """The activity itself, if this store keeps its book."""
    if one.place != store.place:
        raise InputFault(
            _("Hoạt động “{title}” thuộc sổ của nơi khác nên không ghi ở đây.").format(title=one.title),
            todo=_("Báo nơi giữ hoạt động ấy ghi và gửi lại."),
        )
    return one


def must_be_open(one: Activity) -> Activity:
    """The activity itself, if it is not closed."""
    if one.closed:
        raise InputFault(
            _("Hoạt động “{title}” đã kết thúc ngày {day}.").format(
                title=one.title, day=filled.shown(one.closed)
            ),
            todo=_("Mở lại hoạt động và ghi lý do, rồi ghi tiếp."),
        )
    return one


def reason(why: str, missing: str) -> str:
    """A reason that was given; FieldFault with the sentence `missing` where none was."""
    told = clean(why)
    if not told:
        raise FieldFault("why", missing, todo=_("Ghi lý do, rồi ghi lại."))
    return told


def sub_project_of(one: Activity) -> SubProject:
    """The sub-project or policy of an activity."""
    return sub_project(one.programme, one.code)


def kind_of(one: Activity) -> Kind:
    """The kind of support that an activity gives."""
    return support_kinds.kind(sub_project_of(one).kind_of(one.part))


def unit_of(one: Activity) -> str:
    """Whether it is planned for households, persons or places: the unit that it plans, else the usual one."""
    units = sub_project_of(one).units
    planned = {HOUSEHOLD: one.planned_households, PERSON: one.planned_persons, PLACE: None}
    return next((unit for unit in units if planned[unit]), units[0])


def places_of(one: Activity) -> int | None:
    """How many it has places for, in its unit; None where nobody planned a number."""
    return one.planned_persons if unit_of(one) == PERSON else one.planned_households


def terms_of(session: Session, one: Activity) -> Terms:
    """Who may benefit from an activity, where it takes place."""
    terms = sub_project_of(one).terms_of(one.part)
    villages = villages_of(session, one)
    return terms if villages is None else terms.within(frozenset(villages))


def villages_of(session: Session, one: Activity) -> set[Key] | None:
    """The places where an activity takes place, with all below them; None for everywhere."""
    named = [link.place for link in links(session, one.id)]
    return {under.id for place in named for under in places.below(session, place)} or None


def enrolled(session: Session, key: Key, states: Iterable[str]) -> int:
    """How many enrolments of an activity are in one of some states."""
    query = select(func.count(col(Enrolment.id))).where(
        Enrolment.activity == key, Enrolment.deleted == 0, col(Enrolment.state).in_(tuple(states))
    )
    return session.exec(query).one()


def handed_over(session: Session, key: Key) -> float:
    """How much of an activity's goods was handed over and did not come back, in its unit."""
    query = (
        select(func.sum(col(Delivery.quantity)), func.sum(func.coalesce(Delivery.returned_quantity, 0)))
        .join(Enrolment, col(Enrolment.id) == col(Delivery.enrolment))
        .where(Enrolment.activity == key, Delivery.deleted == 0, Enrolment.deleted == 0)
    )
    given, back = session.exec(query).one()
    return (given or 0) - (back or 0)


def links(session: Session, key: Key) -> list[ActivityPlace]:
    """The places that an activity names."""
    query = select(ActivityPlace).where(ActivityPlace.activity == key, ActivityPlace.deleted == 0)
    return list(session.exec(query.order_by(col(ActivityPlace.id))).all())
