"""The board of a round, read in the store's thread: cells, next deeds, steps of the whole, the road."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.i18n import _
from app.models.review import OPEN, Round
from app.rules.procedure import Step
from app.services.procedure import certificates, forecast, progress
from app.services.procedure.forecast import Span
from app.services.procedure.plans import OPINION
from app.services.procedure.proceedings import Proceedings, read
from app.services.procedure.progress import AHEAD, DONE, SKIPPED, StepProgress, VillageProgress
from app.services.procedure.village import LISTED, Village
from app.ui.screens.procedure_next import Next, next_of
from app.ui.screens.procedure_seen import (
    CALM,
    WARN,
    WHOLE,
    Board,
    Cell,
    Deed,
    Road,
    Standing,
    StepHead,
    Stretch,
    WholeStep,
)

UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Followed:
    """A round with its proceedings, how far each village is on a day, and the way that is left."""

    told: Proceedings
    walked: tuple[VillageProgress, ...]
    road: forecast.Road
    today: date


def follow(session: Session, one: bytes, today: date) -> Followed:
    """A round as it stands on a day."""
    told = read(session, session.get_one(Round, one))
    walked = progress.of(session, told, today)
    return Followed(told, walked, forecast.road(told, walked, today), today)


def board(session: Session, one: bytes, today: date) -> Board:
    """The board of a round."""
    at = follow(session, one, today)
    told = at.told
    steps = [head(told, step) for step in told.procedure.of(told.review)]
    villages = tuple(standing(at, each) for each in at.walked)
    return Board(
        law=told.procedure.mark.source,
        steps=tuple(step for step in steps if step.key not in WHOLE),
        villages=villages,
        wholes=tuple(_whole(session, at, step) for step in steps if step.key in WHOLE),
        road=_road(at),
        cases=sum(each.households for each in at.walked),
        through=sum(_through(each) for each in at.walked),
        open=told.round.state == OPEN,
    )


def standings(session: Session, one: bytes, today: date) -> tuple[Standing, ...]:
    """The villages alone."""
    at = follow(session, one, today)
    return tuple(standing(at, each) for each in at.walked)


def head(told: Proceedings, step: Step) -> StepHead:
    """A step in the words of a head."""
    sure = step.mark.confidence != UNVERIFIED
    return StepHead(step.key, step.number, short_name(step.key, step.name), _term(told, step), sure)


def short_name(key: str, name: str) -> str:
    """What a step is called where the name of the law is too long."""
    return SHORT[key]() if key in SHORT else name


SHORT = {
    "list": lambda: _("Lập danh sách"),
    "survey": lambda: _("Rà soát, chấm điểm"),
    "meeting": lambda: _("Họp dân"),
    "posting": lambda: _("Niêm yết"),
    "complaint": lambda: _("Khiếu nại, phúc tra"),
    "opinion": lambda: _("Ý kiến cấp trên"),
    "recognition": lambda: _("Công nhận"),
    "decision": lambda: _("Quyết định"),
}  # the names of the law, shorter where they are too long for a head


def _term(told: Proceedings, step: Step) -> str:
    """What the law asks of it, in a few words."""
    if step.agree_percent:
        return _("mỗi hộ ≥ {n} % đồng ý").format(n=step.agree_percent)
    term = told.leeway.term(step)
    if term is None:
        return ", ".join(step.papers)
    words = _("{n} ngày làm việc") if term.count == "working" else _("{n} ngày")
    doubt = " ?" if step.mark.confidence == UNVERIFIED else ""
    return words.format(n=term.days) + doubt


# Villages ------------------------------------------------------------------------------------------------


def standing(at: Followed, walked: VillageProgress) -> Standing:
    """A village on the board."""
    its, step = at.told.village(walked.place), walked.step
    ahead = next_thing(at, walked)
    own = {span.step: span for span in at.road.villages[walked.place]}
    cells = {each.key: cell(its, each, ahead, own.get(each.key)) for each in walked.steps}
    clock = step.clock if step else None
    return Standing(
        place=walked.place,
        village=walked.village,
        households=walked.households,
        cells=cells,
        at=step.key if step else "",
        number=step.number if step else "",
        name=head(at.told, at.told.step(step.key)).name if step else _("xong mọi bước"),
        due=clock.due if clock else None,
        left=clock.left if clock else None,
        tone=ahead.tone,
        trouble=ahead.trouble,
        blocks=" ".join(map(str, walked.blocks)),
        deed=ahead.deed,
    )


def next_thing(at: Followed, walked: VillageProgress) -> Next:
    """The next thing to do about a village; nothing while it waits for the others."""
    if walked.step is None:
        return Next(None, "", "")
    if walked.step.key == OPINION and not all(map(_through, at.walked)):
        return Next(None, CALM, _("chờ các bản khác"))
    return next_of(at.told, at.told.village(walked.place), walked.step, at.today)


def cell(its: Village, step: StepProgress, ahead: Next, span: Span | None) -> Cell:
    """A step of a village."""
    blocks = " ".join(map(str, step.blocks))
    if step.state == DONE:
        return Cell(step.key, step.state, f"{step.on:%d/%m}" if step.on else _("xong"), step.told)
    if step.state == SKIPPED:
        return Cell(step.key, step.state, _("bỏ qua"), step.told)
    if step.state == AHEAD:
        return Cell(step.key, step.state, _ahead(step, span))
    share = _share(its, step)
    return Cell(
        step.key,
        step.state,
        step.told or short_name(step.key, step.name),
        clock_words(step),
        ahead.tone,
        share,
        blocks,
    )


def _ahead(step: StepProgress, span: Span | None) -> str:
    """When it can be at the earliest."""
    if span is None:
        return ""
    if step.key == "posting":
        return f"{span.since:%d/%m} → {span.until:%d/%m}"
    if step.key == "complaint":
        return _("đến {day}").format(day=f"{span.until:%d/%m}")
    planned = step.clock is not None and step.clock.basis == progress.PLAN
    return (_("dự kiến {day}") if planned else _("sớm nhất {day}")).format(day=f"{span.until:%d/%m}")


def clock_words(step: StepProgress) -> str:
    """How long it may still take."""
    if step.clock is None:
        return ""
    left, day = step.clock.left, f"{step.clock.due:%d/%m}"
    if left < 0:
        return _("quá hạn {n} ngày · {day}").format(n=-left, day=day)
    if left == 0:
        return _("hôm nay là hạn cuối")
    return _("còn {n} ngày · {day}").format(n=left, day=day)


def _share(its: Village, step: StepProgress) -> float:
    whole = len(its.cases)
    if step.key == "survey" and whole:
        return sum(case.finished for case in its.cases) / whole
    if step.key == "meeting" and whole and its.held is not None:
        return sum(its.settled(case) for case in its.cases) / whole
    if step.key == "posting" and its.shown() and step.clock is not None:
        days = (step.clock.due - date.fromisoformat(its.shown()[0].since)).days + 1
        return 1 - step.clock.left / days if days else -1.0
    if step.key == "complaint" and its.complaints:
        return sum(bool(one.answered) for one in its.complaints) / len(its.complaints)
    return -1.0


def _through(walked: VillageProgress) -> bool:
    """True when a village has taken all steps of its own."""
    return all(step.state in (DONE, SKIPPED) for step in walked.steps if step.key not in WHOLE)


# The whole round -----------------------------------------------------------------------------------------


def _whole(session: Session, at: Followed, step: StepHead) -> WholeStep:
    return _opinion(at, step) if step.key == OPINION else _recognition(session, at, step)


def _opinion(at: Followed, step: StepHead) -> WholeStep:
    told, all_of = at.told, len(at.walked)
    ready = sum(_through(each) for each in at.walked)
    last, skipped = told.reported, told.whole.get(OPINION)
    pairs: list[tuple[str, str, str]] = []
    sentence = _("Gửi báo cáo khi đủ {n} bản.").format(n=all_of)
    deed: Deed | None = Deed("report", _("Ghi báo cáo"), why_not="" if ready == all_of else sentence)
    if skipped is not None and skipped.skipped:
        sentence, deed = skipped.skipped, None
    elif last is not None:
        sent = date.fromisoformat(last.on_day)
        pairs.append((_("Đã gửi"), f"{sent:%d/%m} · {last.number}", ""))
        sentence, deed = _answered(last.consent, last.opinion)
    elif at.road.report:
        pairs.append((_("Sớm nhất gửi được"), f"{at.road.report:%d/%m}", ""))
    if last is None or last.consent is None:
        pairs += [(_("Phải trả lời trước"), f"{at.road.answer:%d/%m}", "")] if at.road.answer else []
    else:
        pairs.append((_("Trả lời"), f"{date.fromisoformat(last.answered):%d/%m} · {last.answer_number}", ""))
    share = ready / all_of if all_of else 0.0
    return WholeStep(step, f"{ready}/{all_of}", _("bản đã sẵn sàng"), share, sentence, tuple(pairs), deed)


def _answered(consent: int | None, opinion: str) -> tuple[str, Deed | None]:
    if consent is None:
        return _("Chờ cấp trên trả lời."), Deed("opinion", _("Ghi ý kiến"))
    if consent:
        return _("Cấp trên thống nhất."), None
    return _("Chưa thống nhất: {why}").format(why=opinion), Deed("report", _("Báo cáo lại"))


def _recognition(session: Session, at: Followed, step: StepHead) -> WholeStep:
    told = at.told
    pairs: list[tuple[str, str, str]] = []
    deed = Deed("decide", _("Ghi quyết định"))
    if told.decisions:
        lines = [line for one in told.decisions for line in certificates.lines(session, one.id)]
        listed = [line for line in lines if line.klass in LISTED]
        given = sum(bool(line.certificate) for line in listed)
        newest = told.decisions[-1]
        signed = f"{date.fromisoformat(newest.on_day):%d/%m}"
        pairs.append((_("Quyết định số"), f"{newest.number} · {signed}", ""))
        pairs.append((_("Giấy chứng nhận"), f"{given}/{len(listed)}", WARN if given < len(listed) else ""))
        if given < len(listed):
            deed = Deed("certify", _("Cấp giấy"))
        elif told.review == "periodic":
            deed = Deed("certificates", _("Xem giấy"))
    elif at.road.end:
        pairs.append((_("Hạn cuối của đợt"), f"{at.road.end:%d/%m}", WARN))
        if at.road.spare is not None:
            tone = WARN if at.road.spare <= 0 else ""
            pairs.append((_("Ngày dự phòng"), _("{n} ngày").format(n=at.road.spare), tone))
    sentence = _("Kết quả trong quyết định được đóng băng.") if told.decisions else told.step(step.key).actor
    return WholeStep(
        step, str(len(told.decisions)), _("quyết định đã ký"), -1.0, sentence, tuple(pairs), deed
    )


# The road ------------------------------------------------------------------------------------------------


def _road(at: Followed) -> Road:
    rows = [_row(at, each) for each in at.walked]
    report, answer, last = at.road.report, at.road.answer, at.told.reported
    if last is not None and last.consent and answer is not None:
        rows.append((_("Cả xã"), (), _("cấp trên thống nhất ngày {day}").format(day=f"{answer:%d/%m}")))
    elif report is not None and answer is not None:
        sent = Stretch("report", "", report, report)
        rows.append((_("Cả xã"), (sent, Stretch(OPINION, _("Ý kiến cấp trên"), report, answer)), ""))
    return Road(tuple(rows), at.road.end, at.road.spare)


def _row(at: Followed, walked: VillageProgress) -> tuple[str, tuple[Stretch, ...], str]:
    its, spans = at.told.village(walked.place), at.road.villages[walked.place]
    found = tuple(_stretches(at, its, walked, spans))
    if found or not walked.steps:
        return walked.village, found, ""
    days = [step.on for step in walked.steps if step.on and step.key not in WHOLE]
    told = _("xong ngày {day}").format(day=f"{max(days):%d/%m}") if days else _("không có hộ phải rà soát")
    return walked.village, (), told


def _stretches(
    at: Followed, its: Village, walked: VillageProgress, spans: Sequence[Span]
) -> Iterator[Stretch]:
    ahead = next_thing(at, walked)
    for span in spans:
        now = walked.step is not None and span.step == walked.step.key
        warned = now or (span.step == "survey" and its.held is not None)
        tone = ahead.tone if warned else ""
        yield Stretch(span.step, _words(its, span, now=now), span.since, span.until, tone)


def _words(its: Village, span: Span, *, now: bool) -> str:
    if span.step == "survey":
        return _("Khảo sát lại") if its.held is not None else _("Rà soát")
    if span.step == "complaint":
        return _("Phúc tra") if now and its.open_complaints() else _("Khiếu nại")
    return {"list": _("Lập danh sách"), "posting": _("Niêm yết")}.get(span.step, "")
