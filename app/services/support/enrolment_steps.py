"""The steps of an enrolment: in which order they come, and that their days never run backwards."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col

from app.errors import InputFault
from app.i18n import _
from app.models.columns import columns
from app.models.key import Key
from app.models.person import Membership, Person
from app.models.support import (
    APPROVED,
    CHECKED,
    FINISHED,
    RECEIVING,
    REFUSED,
    REGISTERED,
    WAITING,
    WITHDRAWN,
    Activity,
    Enrolment,
)
from app.services.support import filled
from app.services.support.activities import activity, must_be_ours
from app.services.typed import FieldFault
from app.store.store import Store

BEFORE_APPROVAL = (REGISTERED, CHECKED, WAITING)
ENDED = (WITHDRAWN, REFUSED)
# Functions, so that the language in use when the name is shown decides.
STATE_NAMES = {
    REGISTERED: lambda: _("đăng ký"),
    CHECKED: lambda: _("đã kiểm tra"),
    WAITING: lambda: _("danh sách chờ"),
    APPROVED: lambda: _("đã duyệt"),
    RECEIVING: lambda: _("đang thụ hưởng"),
    FINISHED: lambda: _("hoàn thành"),
    WITHDRAWN: lambda: _("đã rút"),
    REFUSED: lambda: _("không duyệt"),
}


def enrolment_of(store: Store, session: Session, key: Key) -> tuple[Enrolment, Activity]:
    """An enrolment and its activity, of this store's own book; InputFault for any other."""
    found = session.get(Enrolment, key)
    if found is None or found.deleted:
        raise InputFault(_("Sổ không có đăng ký này."), todo=_("Mở lại danh sách rồi chọn lại."))
    return found, must_be_ours(store, activity(session, found.activity))


def must_be(enrolment: Enrolment, states: Collection[str]) -> None:
    """InputFault when an enrolment is in none of the states."""
    if enrolment.state not in states:
        wanted = ", ".join(STATE_NAMES[state]() for state in states)
        raise InputFault(
            _("Đăng ký này đang ở bước “{state}” nên không ghi được.").format(
                state=STATE_NAMES[enrolment.state]()
            ),
            _("Việc này chỉ ghi khi đang ở bước: {wanted}.").format(wanted=wanted),
            _("Xem lại danh sách của hoạt động."),
        )


def last_day(enrolment: Enrolment) -> str:
    """The last day on which an enrolment went a step further."""
    steps = (enrolment.registered, enrolment.checked, enrolment.waiting, enrolment.approved)
    return max(*steps, enrolment.began, enrolment.finished, enrolment.ended)


def step_day(enrolment: Enrolment, on: str, today: date) -> str:
    """The day of the next step as stored: it has come, and is not before the last one."""
    day, last = filled.not_after("on", filled.day("on", on), today), last_day(enrolment)
    if day < last:
        raise FieldFault(
            "on",
            _("Ngày {day} trước ngày đã ghi gần nhất ({last}).").format(
                day=filled.shown(day), last=filled.shown(last)
            ),
            todo=_("Các bước của một đăng ký phải ghi theo thứ tự ngày."),
        )
    return day


def name_in_book(session: Session, enrolment: Enrolment) -> str:
    """The name of the person enrolled, else of the newest head of the household."""
    return names_in_book(session, [enrolment])[enrolment.id]


def names_in_book(session: Session, enrolments: Collection[Enrolment]) -> dict[Key, str]:
    """The name of each, by enrolment."""
    people = columns(Person.id, Person.name).where(
        col(Person.id).in_([each.person for each in enrolments if each.person])
    )
    found: dict[Key, str] = {row[0]: row[1] for row in session.execute(people)}
    found |= heads(session, [each.household for each in enrolments if not each.person])
    return {each.id: found.get(each.person or each.household, "?") for each in enrolments}


def heads(session: Session, households: Collection[Key]) -> dict[Key, str]:
    """The name of the head of each household, of the last one where it has ended."""
    query = (
        columns(Membership.household, Person.name)
        .join(Person, col(Person.id) == col(Membership.person))
        .where(col(Membership.household).in_(households), Membership.head == 1, Membership.deleted == 0)
        .order_by(col(Membership.until) == "", col(Membership.id))
    )
    return {row[0]: row[1] for row in session.execute(query)}
