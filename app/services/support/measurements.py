"""Children weighed and measured: each time a record of its own, judged by the growth standards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from app.dates import PartialDate
from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.person import Person
from app.models.support import Enrolment, Measurement
from app.rules.growth import Growth, growth
from app.services.support import filled
from app.services.support.activities import must_be_open
from app.services.support.enrolment_steps import ENDED, enrolment_of
from app.services.typed import FieldFault
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Measured:
    """A weighing and measuring; `growth` is None where sex or the exact birth date is not known."""

    measurement: Measurement
    growth: Growth | None


def measure(
    store: Store,
    key: Key,
    on: str,
    weight: float | str | None,
    height: float | str | None,
    today: date,
    actor: str,
    lying: bool | None = None,
) -> Growth:
    """A child is weighed (kg) and measured (cm) on a day; the same day once more corrects it.

    Raises:
        FieldFault: day, weight or height cannot be.
        InputFault: the enrolment is no child's, or sex or exact birth date is missing.
    """
    with store.session() as session:
        enrolment, one = enrolment_of(store, session, key)
        child = _child(session, enrolment)
    must_be_open(one)
    _must_be_in(enrolment)
    day = filled.not_after("on", filled.day("on", on), today)
    kilos, centimetres = filled.quantity("weight", weight), filled.quantity("height", height)
    if not kilos and not centimetres:
        raise FieldFault("weight", _("Chưa ghi cân nặng hay chiều cao."), todo=_("Ghi ít nhất một số đo."))
    found = _judged(child, day, kilos or None, centimetres or None, lying)
    title = _("Cân đo {name} ngày {day}").format(name=child.name, day=filled.shown(day))
    row = {"enrolment": key, "on_day": day, "weight": kilos or None, "height": centimetres or None}
    with store.write(title, actor) as act:
        act.insert("measurement", [{**row, "lying": None if lying is None else int(lying)}])
    return found


def _must_be_in(enrolment: Enrolment) -> None:
    if enrolment.state in ENDED:
        raise InputFault(
            _("Trẻ đã rút hoặc không được duyệt nên không ghi cân đo ở hoạt động này."),
            todo=_("Đăng ký lại, rồi ghi cân đo."),
        )


def _child(session: Session, enrolment: Enrolment) -> Person:
    if enrolment.person is None:
        raise InputFault(_("Cân đo chỉ ghi cho từng trẻ."), todo=_("Đăng ký trẻ, không đăng ký cả hộ."))
    return session.get_one(Person, enrolment.person)


def _judged(
    child: Person, day: str, weight: float | None, height: float | None, lying: bool | None
) -> Growth:
    if child.sex is None or not child.birth or not (birth := PartialDate.of(child.birth)).exact:
        raise InputFault(
            _("Chưa đánh giá được {name}: thiếu giới tính hoặc ngày sinh đủ ngày, tháng, năm.").format(
                name=child.name
            ),
            todo=_("Ghi đủ trong sổ hộ, rồi ghi cân đo."),
        )
    if day < child.birth:
        raise FieldFault("on", _("Ngày cân đo trước ngày sinh {day}.").format(day=birth.shown))
    return growth(child.sex, birth.first(), date.fromisoformat(day), weight, height, lying)


def of_enrolment(session: Session, key: Key) -> list[Measured]:
    """The measurements of a child in an activity, the oldest first, each as it is judged now."""
    child = _child(session, session.get_one(Enrolment, key))
    query = select(Measurement).where(Measurement.enrolment == key, Measurement.deleted == 0)
    found = session.exec(query.order_by(col(Measurement.on_day))).all()
    known = child.sex is not None and child.birth and PartialDate.of(child.birth).exact
    return [
        Measured(
            one,
            _judged(child, one.on_day, one.weight, one.height, None if one.lying is None else bool(one.lying))
            if known
            else None,
        )
        for one in found
    ]
