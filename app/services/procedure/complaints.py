"""Complaints about posted results: received, surveyed again, answered; their result is then posted again."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.procedure import Complaint, Posting
from app.models.review import TO_CHECK, Case, Round
from app.rules.deadlines import due
from app.services import rounds
from app.services.procedure.block import few
from app.services.procedure.proceedings import Proceedings, read_of
from app.services.procedure.village import Village
from app.services.typed import FieldFault
from app.store.store import Store

COMPLAINT = "complaint"


def window(told: Proceedings, village: Village) -> date | None:
    """The last day for complaints about what a village posted first; None while it posted nothing."""
    shown = village.shown()
    return _after(told, date.fromisoformat(shown[0].until)) if shown else None


def answer_due(told: Proceedings, village: Village, complaint: Complaint) -> date:
    """The last day to answer: counted from the end of the posting, or from a complaint that came later."""
    posting = next(one for one in village.postings if one.id == complaint.posting)
    return _after(told, date.fromisoformat(max(posting.until, complaint.received)))


def _after(told: Proceedings, start: date) -> date:
    term = told.leeway.term(told.step(COMPLAINT))
    return due(term, start, told.leeway.holidays) if term else start


def complain(
    store: Store, case: Key, received: date, complainant: str, about: str, today: date, actor: str
) -> Key:
    """A complaint about a household's result came in: it is surveyed again. Returns the complaint."""
    with store.session() as session:
        told = _read(session, case)
        its = told.village_of(case)
        posting = _posting_before(its, received)
        name = few(session, [its.case(case).household])
        _must_not_be_reported(told, its)
    for field, text, what in (
        ("complainant", complainant, _("Chưa ghi ai khiếu nại.")),
        ("about", about, _("Chưa ghi khiếu nại về việc gì.")),
    ):
        if not text.strip():
            raise FieldFault(field, what)
    _not_ahead(received, today)
    if any(one.review_case == case for one in its.open_complaints()):
        raise InputFault(
            _("Hộ {name} đang có khiếu nại chưa trả lời.").format(name=name),
            todo=_("Trả lời khiếu nại ấy trước, hoặc ghi thêm nội dung vào đó."),
        )
    with store.write(_("Nhận khiếu nại về hộ {name}").format(name=name), actor) as act:
        row = {"posting": posting.id, "review_case": case, "received": received.isoformat()}
        (key,) = act.insert(COMPLAINT, [{**row, "complainant": complainant.strip(), "about": about.strip()}])
        act.update("review_case", case, {"state": TO_CHECK})
    return key


def answer(
    store: Store, complaint: Key, on: date, text: str, today: date, actor: str, resurveyed: date | None = None
) -> None:
    """A complaint is answered, with what the re-check found; its result is then to be posted again.

    Args:
        resurveyed: the day of the re-check; without it the day that the form of the household says.

    Raises:
        InputFault: the household was not surveyed again, or the complaint is answered already.
    """
    with store.session() as session:
        known = session.get_one(Complaint, complaint)
        told = _read(session, known.review_case)
        case = told.village_of(known.review_case).case(known.review_case)
        name = few(session, [case.household])
    if known.answered:
        raise InputFault(_("Khiếu nại về hộ {name} đã được trả lời.").format(name=name))
    if not case.finished:
        raise InputFault(
            _("Hộ {name} chưa phúc tra xong.").format(name=name),
            todo=_("Rà soát lại hộ, đánh dấu xong trên phiếu, rồi trả lời."),
        )
    if not text.strip():
        raise FieldFault("answer", _("Chưa ghi trả lời thế nào."))
    day = resurveyed.isoformat() if resurveyed else max(case.surveyed[:10], known.received)
    if not known.received <= day <= on.isoformat():
        raise FieldFault(
            "resurveyed",
            _("Ngày phúc tra và ngày trả lời phải sau ngày nhận khiếu nại."),
            todo=_("Xem lại các ngày vừa ghi."),
        )
    _not_ahead(on, today)
    fields = {"answered": on.isoformat(), "answer": text.strip(), "resurveyed": day}
    with store.write(_("Trả lời khiếu nại về hộ {name}").format(name=name), actor) as act:
        act.update(COMPLAINT, complaint, {**fields, "classes": dict(case.classes)})


def _read(session: Session, case: Key) -> Proceedings:
    one = session.get_one(Round, session.get_one(Case, case).round)
    return read_of(session, rounds.must_be_open(one), case)


def _posting_before(village: Village, received: date) -> Posting:
    """The posting that a complaint is about: the newest that had begun when it came."""
    begun = [one for one in village.shown() if one.since <= received.isoformat()]
    if not begun:
        raise InputFault(
            _("Ngày {day} kết quả của {village} chưa niêm yết.").format(
                day=f"{received:%d/%m/%Y}", village=village.name
            ),
            todo=_("Ghi việc niêm yết trước, hoặc xem lại ngày nhận khiếu nại."),
        )
    return begun[-1]


def _must_not_be_reported(told: Proceedings, village: Village) -> None:
    last = told.submissions[-1] if told.submissions else None
    if last is not None and last.consent != 0:
        raise InputFault(
            _("Kết quả của {village} đã báo cáo cấp trên (số {number}).").format(
                village=village.name, number=last.number
            ),
            todo=_(
                "Hoàn tác việc báo cáo rồi nhận khiếu nại, hoặc hướng dẫn hộ đề nghị rà soát thường xuyên."
            ),
        )


def _not_ahead(day: date, today: date) -> None:
    if day > today:
        raise FieldFault("on", _("Ngày {day} chưa đến.").format(day=f"{day:%d/%m/%Y}"))
