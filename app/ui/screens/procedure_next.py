"""The next thing to do about a village or a round: which deed, how it stands, a few words on what keeps it.

Sees proceedings that were read already; imported only in the store's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.i18n import _
from app.models.review import TO_CHECK
from app.services.procedure.proceedings import Proceedings
from app.services.procedure.progress import StepProgress
from app.services.procedure.village import Reviewed, Village
from app.ui.screens.procedure_seen import CALM, DANGER, WARN, Deed

NAMED = 3


@dataclass(frozen=True, slots=True)
class Next:
    """What to do next; `deed` is None where one can only wait."""

    deed: Deed | None
    tone: str
    trouble: str


def next_of(told: Proceedings, its: Village, step: StepProgress, today: date) -> Next:
    """The next thing to do about a village that stands at a step."""
    found = _NEXT[step.key](told, its, today)
    late = step.clock is not None and step.clock.overdue
    return Next(found.deed, DANGER if late else found.tone, found.trouble or step.told)


def _list(_told: Proceedings, its: Village, _today: date) -> Next:
    if its.cases:
        return Next(
            Deed("move", _("Xem các hộ")), WARN, _("{n} hộ chưa rõ ở bản nào").format(n=len(its.cases))
        )
    return Next(Deed("skip", _("Ghi lý do")), WARN, _("chưa có hộ nào phải rà soát"))


def _survey(_told: Proceedings, its: Village, _today: date) -> Next:
    back = its.sent_back()
    waiting = [case for case in its.unsurveyed() if case not in back]
    told = _("{n} hộ chưa rà soát xong").format(n=len(waiting))
    look = sum(case.state == TO_CHECK for case in waiting)
    if look:
        told += "; " + _("{n} phiếu cần xem").format(n=look)
    return Next(Deed("survey", _("Mở {n} hộ").format(n=len(waiting))), WARN, told)


def _meeting(_told: Proceedings, its: Village, today: date) -> Next:
    back = its.sent_back()
    unfinished = next((case for case in back if not case.finished), None)
    if unfinished is not None:
        deed = Deed("resurvey", _("Khảo sát lại"), unfinished.household)
        return Next(deed, WARN, _rejected(its, back))
    called = its.called
    if called is not None:
        when = " ".join(filter(None, (f"{date.fromisoformat(called.on_day):%d/%m}", called.hour)))
        if called.on_day > today.isoformat():
            told = _("in sẵn biên bản và danh sách {n} hộ").format(n=len(its.unsettled()))
            return Next(Deed("paper", _("In biên bản"), b"bien-ban"), CALM, told)
        told = _("đã hẹn họp {when}: ghi số người dự, số đồng ý").format(when=when)
        return Next(Deed("hold", _("Ghi biên bản")), WARN, told)
    if back:
        return Next(Deed("call", _("Hẹn họp lại")), WARN, _rejected(its, back))
    told = _("{n} hộ chờ họp dân thống nhất").format(n=len(its.unsettled()))
    return Next(Deed("call", _("Hẹn họp dân")), WARN, told)


def _rejected(its: Village, back: tuple[Reviewed, ...]) -> str:
    counts = []
    for case in back[:NAMED]:
        vote = its.vote(case.key)
        assert vote is not None, "what was rejected was voted upon"
        counts.append(f"{case.code or '?'}: {vote.agreeing}/{its.attending(vote)}")
    more = ", …" if len(back) > NAMED else ""
    return _("{counts} đồng ý").format(counts=", ".join(counts) + more)


def _posting(_told: Proceedings, its: Village, _today: date) -> Next:
    if not its.shown():
        return Next(Deed("post", _("Ghi niêm yết")), WARN, _("kết quả chưa niêm yết"))
    until = date.fromisoformat(its.shown()[0].until)
    told = _("đang niêm yết đến hết {day}").format(day=f"{until:%d/%m}")
    return Next(Deed("paper", _("In niêm yết"), b"niem-yet"), CALM, told)


def _complaint(_told: Proceedings, its: Village, _today: date) -> Next:
    waiting = its.open_complaints()
    if waiting:
        case = its.case(waiting[0].review_case)
        told = _("phúc tra hộ {code} chưa có kết luận").format(code=case.code or "?")
        if not case.finished:
            return Next(Deed("resurvey", _("Phúc tra"), case.household), WARN, told)
        return Next(Deed("answer", _("Ghi kết luận"), waiting[0].id), WARN, told)
    if its.to_repost():
        return Next(Deed("post", _("Niêm yết lại")), WARN, _("đã trả lời khiếu nại, chưa niêm yết lại"))
    return Next(Deed("complain", _("Nhận khiếu nại")), CALM, "")


def _opinion(told: Proceedings, _its: Village, _today: date) -> Next:
    last = told.reported
    if last is not None and last.consent is None:
        sent = f"{date.fromisoformat(last.on_day):%d/%m}"
        return Next(
            Deed("opinion", _("Ghi ý kiến")), CALM, _("chờ trả lời báo cáo ngày {day}").format(day=sent)
        )
    why = last.opinion if last is not None else ""
    return Next(Deed("report", _("Báo cáo cấp trên")), WARN if why else CALM, why)


def _recognition(told: Proceedings, _its: Village, _today: date) -> Next:
    if told.decisions:
        return Next(Deed("certify", _("Cấp giấy")), WARN, _("chưa cấp đủ giấy chứng nhận"))
    return Next(Deed("decide", _("Ra quyết định")), WARN, _("chưa có quyết định công nhận"))


def _decision(_told: Proceedings, _its: Village, _today: date) -> Next:
    return Next(Deed("decide", _("Ra quyết định")), WARN, _("chờ quyết định hoặc văn bản trả lời"))


_NEXT: dict[str, Callable[[Proceedings, Village, date], Next]] = {
    "list": _list,
    "survey": _survey,
    "meeting": _meeting,
    "posting": _posting,
    "complaint": _complaint,
    "opinion": _opinion,
    "recognition": _recognition,
    "decision": _decision,
}
