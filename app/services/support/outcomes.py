"""What became of a support some months after it was handed over; which are due to be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from app.i18n import _
from app.models.columns import columns
from app.models.key import Key
from app.models.place import Place
from app.models.support import FINISHED, RECEIVING, Activity, Delivery, Enrolment, Outcome
from app.rules.movements import months_after
from app.rules.support_kinds import outcome_months
from app.services.support import filled
from app.services.support.activities import sub_project_of
from app.services.support.enrolment_steps import enrolment_of, must_be, name_in_book, names_in_book
from app.services.typed import FieldFault
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Due:
    """An outcome that nobody has recorded yet.

    Attributes:
        months: after how many it is asked for.
        since: day of the last delivery.
        left: days until `due`; negative when overdue.
    """

    enrolment: Key
    name: str
    village: str
    activity: Key
    title: str
    months: int
    since: str
    due: date
    left: int


def due(session: Session, place: Key, today: date, ahead: int = 0) -> list[Due]:
    """The outcomes of a book that are due, or will be within `ahead` days, the oldest first."""
    query = (
        columns(Enrolment, Activity, Place.name, func.max(col(Delivery.on_day)))
        .join(Activity, col(Activity.id) == col(Enrolment.activity))
        .join(Place, col(Place.id) == col(Enrolment.place))
        .join(Delivery, col(Delivery.enrolment) == col(Enrolment.id))
        .where(Activity.place == place, Activity.deleted == 0, Enrolment.deleted == 0, Delivery.deleted == 0)
        .where(col(Enrolment.state).in_((RECEIVING, FINISHED)), Delivery.returned == "")
        .group_by(col(Enrolment.id))
    )
    told = list(session.execute(query))
    known = set(session.exec(select(Outcome.enrolment, Outcome.months).where(Outcome.deleted == 0)))
    names = names_in_book(session, [row[0] for row in told])
    found = [
        one
        for enrolment, activity, village, last in told
        for one in _of(enrolment, activity, village, last, names[enrolment.id], today)
        if one.left <= ahead and (one.enrolment, one.months) not in known
    ]
    return sorted(found, key=lambda one: (one.due, one.name))


def _of(
    enrolment: Enrolment, one: Activity, village: str, last: str, name: str, today: date
) -> Iterator[Due]:
    if not sub_project_of(one).asks_on("outcome", one.part):
        return
    for months in outcome_months():
        day = months_after(date.fromisoformat(last), months)
        yield Due(enrolment.id, name, village, one.id, one.title, months, last, day, (day - today).days)


def record(
    store: Store,
    key: Key,
    months: int,
    on: str,
    findings: Mapping[str, Any],
    today: date,
    actor: str,
    note: str = "",
) -> Key:
    """What was found so many months after a support; the same months once more corrects it.

    Raises:
        FieldFault: the day, the months or a finding cannot be, or a required one is missing.
        InputFault: nothing was handed over.
    """
    with store.session() as session:
        enrolment, one = enrolment_of(store, session, key)
        name = name_in_book(session, enrolment)
    must_be(enrolment, (RECEIVING, FINISHED))
    if months not in outcome_months():
        raise FieldFault(
            "months",
            _("Kết quả không ghi sau {n} tháng.").format(n=months),
            todo=_("Chọn: {months} tháng.").format(months=", ".join(map(str, outcome_months()))),
        )
    day = filled.not_after("on", filled.day("on", on), today)
    if day < enrolment.began:
        raise FieldFault(
            "on", _("Ngày ghi kết quả trước ngày nhận {day}.").format(day=filled.shown(enrolment.began))
        )
    told = filled.details(sub_project_of(one).asks_on("outcome", one.part), findings, complete=True)
    title = _("Kết quả sau {n} tháng của {name}").format(n=months, name=name)
    row = {"enrolment": key, "months": months, "on_day": day, "findings": told, "note": note.strip()}
    with store.write(title, actor) as act:
        (made,) = act.insert("outcome", [row])
    return made


def of_enrolment(session: Session, key: Key) -> list[Outcome]:
    """The outcomes recorded of a support, by months."""
    query = select(Outcome).where(Outcome.enrolment == key, Outcome.deleted == 0)
    return list(session.exec(query.order_by(col(Outcome.months))).all())
