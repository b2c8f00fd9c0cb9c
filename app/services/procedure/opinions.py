"""The report of a round to the level above, and the opinion that comes back."""

from __future__ import annotations

from datetime import date

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.review import Round
from app.services.freezing import must_not_be_recognised
from app.services.procedure.block import refuse
from app.services.procedure.proceedings import Proceedings, read
from app.services.procedure.progress import ready
from app.services.typed import FieldFault
from app.store.store import Store


def report(
    store: Store, one: Key, number: str, on: date, today: date, actor: str, addressee: str = ""
) -> Key:
    """The round is reported to the level above; refused while a village is not ready. Returns the report."""
    if not number.strip():
        raise FieldFault("number", _("Báo cáo phải có số."), todo=_("Ghi số của báo cáo."))
    _not_ahead(on, today)
    with store.session() as session:
        told = read(session, must_not_be_recognised(session.get_one(Round, one)))
        _must_have_the_step(told)
        refuse(list(ready(session, told, on)), _("Chưa báo cáo cấp trên được."))
        last = told.reported
        if last is not None and last.consent != 0:
            raise InputFault(
                _("Kết quả này đã báo cáo cấp trên, số {number}.").format(number=last.number),
                todo=_("Ghi ý kiến của cấp trên, hoặc hoàn tác báo cáo trước."),
            )
        to = addressee.strip() or told.leeway.text("addressee") or told.step("opinion").answered_by
        turn = told.submissions[-1].turn + 1 if told.submissions else 1
        villages = told.posted
    with store.write(
        _("Báo cáo kết quả rà soát lên cấp trên, số {number}").format(number=number), actor
    ) as act:
        row = {"round": one, "turn": turn, "number": number.strip(), "on_day": on.isoformat()}
        (key,) = act.insert("submission", [{**row, "addressee": to}])
        act.insert(
            "submitted",
            [{"submission": key, "place": place, "posting": posting} for place, posting in villages.items()],
        )
    return key


def opinion(
    store: Store, one: Key, on: date, number: str, *, consent: bool, text: str, today: date, actor: str
) -> None:
    """The level above answered the last report: it agrees, or it says in `text` what it does not agree to."""
    with store.session() as session:
        known = must_not_be_recognised(session.get_one(Round, one))
        last = read(session, known, known.place).reported
    if last is None:
        raise InputFault(
            _("Chưa có báo cáo nào chờ cấp trên trả lời."), todo=_("Báo cáo kết quả của đợt trước.")
        )
    if not number.strip():
        raise FieldFault("number", _("Ý kiến của cấp trên phải có số văn bản."))
    if not consent and not text.strip():
        raise FieldFault("opinion", _("Ghi cấp trên không thống nhất điều gì."))
    if on.isoformat() < last.on_day:
        raise FieldFault(
            "on",
            _("Ngày trả lời {day} trước ngày báo cáo {sent}.").format(
                day=f"{on:%d/%m/%Y}", sent=f"{date.fromisoformat(last.on_day):%d/%m/%Y}"
            ),
        )
    _not_ahead(on, today)
    fields = {"answered": on.isoformat(), "answer_number": number.strip(), "opinion": text.strip()}
    title = _("Ý kiến của cấp trên: thống nhất") if consent else _("Ý kiến của cấp trên: chưa thống nhất")
    with store.write(title, actor) as act:
        act.update("submission", last.id, {**fields, "consent": int(consent)})


def _must_have_the_step(told: Proceedings) -> None:
    if all(step.key != "opinion" for step in told.procedure.of(told.review)):
        raise InputFault(
            _("Rà soát thường xuyên không có bước báo cáo cấp trên."),
            todo=_("Ra quyết định, hoặc trả lời hộ."),
        )


def _not_ahead(day: date, today: date) -> None:
    if day > today:
        raise FieldFault("on", _("Ngày {day} chưa đến.").format(day=f"{day:%d/%m/%Y}"))
