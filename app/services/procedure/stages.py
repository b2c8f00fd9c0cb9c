"""The steps of the procedure, one by one: whether a village is through with it, else what blocks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlmodel import Session

from app.i18n import _
from app.models.key import Key
from app.models.review import AD_HOC, TO_CHECK
from app.rules.deadlines import due
from app.rules.procedure import Step
from app.services.procedure import complaints, requests
from app.services.procedure.block import Block, few
from app.services.procedure.certificates import Line, lines
from app.services.procedure.plans import OPINION
from app.services.procedure.proceedings import Proceedings
from app.services.procedure.village import LISTED, Reviewed, Village


@dataclass(frozen=True, slots=True)
class Found:
    """What a step is like in a village.

    Attributes:
        on: the day on which it was done, where that is known.
        told: what there is to say of it, a few words.
        blocks: what keeps it from being done.
        due: the last day, where the law or an appointment sets one.
    """

    done: bool
    on: date | None = None
    told: str = ""
    blocks: tuple[Block, ...] = ()
    due: date | None = None
    skipped: bool = False


class Stages:
    """Looks at the steps of one round, on one day.

    Args:
        not_ready: names the villages that cannot be reported to the level above yet.
    """

    def __init__(
        self, session: Session, told: Proceedings, today: date, not_ready: Callable[[], Sequence[str]]
    ) -> None:
        self._session, self._told, self._today = session, told, today
        self._not_ready = not_ready

    def find(self, its: Village, step: Step) -> Found:
        """What a step is like in a village whose earlier steps are done."""
        return _STEPS[step.key](self, its, step)

    def listed(self, its: Village, step: Step) -> Found:
        """1: the village has households to review, each in a village that is known."""
        if not its.cases:
            what = _("{village} không có hộ nào trong đợt rà soát.").format(village=its.name)
            todo = _("Nhập danh sách, ghi giấy đề nghị, hoặc ghi lý do bản không có hộ phải rà soát.")
            return Found(done=False, blocks=(Block(step.key, its.name, what, todo),))
        if its.place == self._told.round.place and len(self._told.villages) > 1:
            what = _("{n} hộ chưa rõ ở bản nào: {names}.")
            return self._blocked(step, its, its.cases, what, _("Ghi bản của từng hộ."))
        opened = self._told.round.opened
        asked = _("{n} hộ").format(n=len(its.cases))
        return Found(done=True, on=date.fromisoformat(opened[:10]) if opened else None, told=asked)

    def surveyed(self, its: Village, step: Step) -> Found:
        """2: every household has a class; those that a meeting sent back are the meeting's business."""
        back = its.sent_back()
        waiting = [case for case in its.unsurveyed() if case not in back]
        count = f"{len(its.cases) - len(waiting)}/{len(its.cases)}"
        if not waiting:
            return Found(done=True, on=its.surveyed_on, told=count)
        look = sum(case.state == TO_CHECK for case in waiting)
        what = _("{n} hộ chưa rà soát xong: {names}.")
        if look:
            what += " " + _("{n} phiếu cần xem lại.").format(n=look)
        found = self._blocked(step, its, waiting, what, _("Rà soát xong các hộ này."))
        return Found(done=False, told=count, blocks=found.blocks)

    def met(self, its: Village, step: Step) -> Found:
        """3: a meeting agreed to every result."""
        waiting = its.unsettled()
        if not waiting and its.held is not None:
            return Found(done=True, on=date.fromisoformat(its.held.on_day), told=self._agreed(its))
        called = its.called
        day = date.fromisoformat(called.on_day) if called else None
        back = its.sent_back()
        if back:
            return self._again(its, step, back, day)
        if called is not None and day is not None:
            told = _("Họp {day} {hour}").format(day=f"{day:%d/%m}", hour=called.hour).strip()
            what = _("{village}: đã hẹn họp dân ngày {day}.").format(village=its.name, day=f"{day:%d/%m/%Y}")
            todo = _("Họp xong, ghi biên bản, số người dự và số đồng ý của từng hộ.")
            return Found(done=False, told=told, blocks=(Block(step.key, its.name, what, todo),), due=day)
        what = _("{n} hộ chưa được họp dân thống nhất: {names}.")
        return self._blocked(step, its, waiting, what, _("Họp dân và ghi biên bản."))

    def _agreed(self, its: Village) -> str:
        return f"{sum(its.agreed(case) for case in its.cases)}/{len(its.cases)}"

    def _again(self, its: Village, step: Step, back: Sequence[Reviewed], day: date | None) -> Found:
        """Too few agreed: which households, with how many votes."""
        counts = []
        for case in back:
            vote = its.vote(case.key)
            assert vote is not None, "what was rejected was voted upon"
            counts.append(f"{case.code or '?'}: {vote.agreeing}/{its.attending(vote)}")
        what = _("{village}: họp dân không thống nhất {n} hộ ({counts}).").format(
            village=its.name, n=len(back), counts=", ".join(counts)
        )
        again = any(not case.finished for case in back)
        todo = _("Rà soát lại các hộ này, rồi họp lại.") if again else _("Họp lại về các hộ này.")
        block = Block(step.key, its.name, what, todo, tuple(case.household for case in back))
        return Found(done=False, told=_("Họp lại {n} hộ").format(n=len(back)), blocks=(block,), due=day)

    def posted(self, its: Village, step: Step) -> Found:
        """4: the results of the last meeting have hung for the full days."""
        shown = its.shown()
        if not shown:
            what = _("Kết quả của {village} chưa niêm yết.").format(village=its.name)
            todo = _("Niêm yết ở bản và ở trụ sở xã.")
            return Found(done=False, blocks=(Block(step.key, its.name, what, todo),))
        since, until = (date.fromisoformat(day) for day in (shown[0].since, shown[0].until))
        days = (until - since).days + 1
        if until < self._today:
            return Found(done=True, on=until, told=_("{n} ngày").format(n=days))
        return self._hanging(its, step, since, until, days)

    def _hanging(self, its: Village, step: Step, since: date, until: date, days: int) -> Found:
        at = (self._today - since).days + 1
        what = _("{village} đang niêm yết, ngày {at}/{days}.").format(village=its.name, at=at, days=days)
        todo = _("Để niêm yết đến hết ngày {day}.").format(day=f"{until:%d/%m/%Y}")
        told = _("Ngày {at}/{days}").format(at=at, days=days)
        return Found(done=False, told=told, blocks=(Block(step.key, its.name, what, todo),), due=until)

    def heard(self, its: Village, step: Step) -> Found:
        """4b: complaints are answered, their results posted again, and the time for them is over."""
        waiting = its.open_complaints()
        if waiting:
            return self._rechecking(its, step)
        if its.to_repost():
            what = _("{village}: đã trả lời khiếu nại nhưng chưa niêm yết lại kết quả.")
            todo = _("Niêm yết lại.")
            return Found(done=False, blocks=(Block(step.key, its.name, what.format(village=its.name), todo),))
        shown = its.shown()
        last = date.fromisoformat(shown[-1].until)
        if last >= self._today:
            since = date.fromisoformat(shown[-1].since)
            return self._hanging(its, step, since, last, (last - since).days + 1)
        end = complaints.window(self._told, its)
        assert end is not None, "the posting is over"
        if self._told.leeway.yes("wait_for_complaints") and self._today <= end:
            what = _("{village} còn nhận khiếu nại đến hết ngày {day}.")
            block = Block(step.key, its.name, what.format(village=its.name, day=f"{end:%d/%m/%Y}"), "")
            return Found(done=False, told=_("đến {day}").format(day=f"{end:%d/%m}"), blocks=(block,), due=end)
        answered = len(its.complaints)
        told = _("{n} khiếu nại đã trả lời").format(n=answered) if answered else _("không có đơn")
        return Found(done=True, on=max(last, min(end, self._today)), told=told)

    def _rechecking(self, its: Village, step: Step) -> Found:
        waiting = its.open_complaints()
        cases = [its.case(one.review_case) for one in waiting]
        end = min(complaints.answer_due(self._told, its, one) for one in waiting)
        what = _("{n} khiếu nại chưa trả lời: {names}.")
        found = self._blocked(step, its, cases, what, _("Phúc tra, trả lời, rồi niêm yết lại."))
        told = _("Phúc tra {n}/{all}").format(n=len(waiting), all=len(its.complaints))
        return Found(done=False, told=told, blocks=found.blocks, due=end)

    # The round as a whole -----------------------------------------------------------------------------------

    def reported(self, its: Village, step: Step) -> Found:
        """5: the commune reported, and the level above agreed."""
        plan = self._told.whole.get(OPINION)
        if plan is not None and plan.skipped:
            return Found(done=True, told=plan.skipped, skipped=True)
        last = self._told.reported
        if last is None or last.consent == 0:
            return self._to_report(its, step, last.opinion if last else "")
        if last.consent:
            return Found(done=True, on=date.fromisoformat(last.answered), told=last.answer_number)
        sent = date.fromisoformat(last.on_day)
        term = self._told.leeway.term(step)
        what = _("Cấp trên chưa trả lời báo cáo số {number} ngày {day}.").format(
            number=last.number, day=f"{sent:%d/%m/%Y}"
        )
        block = Block(step.key, "", what, _("Đôn đốc; có ý kiến thì ghi vào."))
        end = due(term, sent, self._told.leeway.holidays) if term else None
        return Found(done=False, told=_("chờ trả lời"), blocks=(block,), due=end)

    def _to_report(self, its: Village, step: Step, objection: str) -> Found:
        others = [name for name in self._not_ready() if name != its.name]
        if objection:
            what = _("Cấp trên chưa thống nhất: {opinion}.").format(opinion=objection.rstrip("."))
            todo = _("Sửa theo ý kiến, rồi báo cáo lại.")
        elif others:
            what = _("{village} sẵn sàng, còn chờ: {others}.").format(
                village=its.name, others=", ".join(others)
            )
            todo = _("Báo cáo cấp trên khi đủ các bản.")
        else:
            what, todo = _("Chưa báo cáo kết quả lên cấp trên."), _("Ghi số, ngày báo cáo.")
        return Found(done=False, told=_("sẵn sàng"), blocks=(Block(step.key, its.name, what, todo),))

    def recognised(self, its: Village, step: Step) -> Found:
        """6: a decision stands, it says what the forms say, and who is on the list has a certificate."""
        if self._told.round.kind == AD_HOC:
            waiting = requests.unanswered(self._session, self._told)
            undecided = [case for case in its.cases if case.key in waiting]
            if undecided:
                return self._unanswered(its, step, undecided)
        elif not self._told.decisions:
            block = Block(step.key, "", _("Chưa có quyết định công nhận."), _("Chủ tịch xã ký Mẫu 02."))
            return Found(done=False, blocks=(block,))
        contradicted = [case for case in its.cases if self._contradicted(case)]
        if contradicted:
            what = _("{n} hộ có kết quả khác với quyết định: {names}.")
            return self._blocked(step, its, contradicted, what, _("Thu hồi quyết định, rồi công nhận lại."))
        wanting = [case for case in its.cases if self._lacks(case)]
        if wanting:
            what = _("{n} hộ chưa được cấp giấy chứng nhận: {names}.")
            found = self._blocked(step, its, wanting, what, _("Cấp giấy chứng nhận (Mẫu 03)."))
            return Found(done=False, told=_("đã có quyết định"), blocks=found.blocks)
        last = max(self._told.decisions, key=lambda one: one.on_day, default=None)
        return Found(done=True, on=date.fromisoformat(last.on_day) if last else None)

    @cached_property
    def _decided(self) -> dict[Key, Line]:
        """What the standing decisions say of each case."""
        return {line.case: line for one in self._told.decisions for line in lines(self._session, one.id)}

    def _contradicted(self, case: Reviewed) -> bool:
        line = self._decided.get(case.key)
        return line is not None and line.klass != case.classes.get(self._told.standard)

    def _lacks(self, case: Reviewed) -> bool:
        line = self._decided.get(case.key)
        return line is not None and line.klass in LISTED and not line.certificate

    def _unanswered(self, its: Village, step: Step, cases: Sequence[Reviewed]) -> Found:
        what = _("{n} hộ chưa có quyết định hoặc văn bản trả lời: {names}.")
        found = self._blocked(step, its, cases, what, _("Ký quyết định (Mẫu 02) hoặc trả lời hộ."))
        return Found(done=False, blocks=found.blocks, due=requests.decision_due(self._told))

    def _blocked(self, step: Step, its: Village, cases: Sequence[Reviewed], what: str, todo: str) -> Found:
        households = tuple(case.household for case in cases)
        said = what.format(n=len(cases), names=few(self._session, households))
        return Found(done=False, blocks=(Block(step.key, its.name, f"{its.name}: {said}", todo, households),))


_STEPS: dict[str, Callable[[Stages, Village, Step], Found]] = {
    "list": Stages.listed,
    "survey": Stages.surveyed,
    "meeting": Stages.met,
    "posting": Stages.posted,
    "complaint": Stages.heard,
    "opinion": Stages.reported,
    "recognition": Stages.recognised,
    "decision": Stages.recognised,
}
