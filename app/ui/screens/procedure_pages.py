"""One village in full, read in the store's thread: each step with its papers, days, names and deeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.i18n import _
from app.models.procedure import Complaint, Meeting, Posting
from app.models.review import OPEN, Round
from app.printing.letters import LETTERS
from app.rules.procedure import Step
from app.services.procedure import complaints, roll
from app.services.procedure.plans import LIST, OPINION
from app.services.procedure.proceedings import read
from app.services.procedure.village import Village
from app.ui import clock
from app.ui.dialogs.reviewing import CONFIDENCE
from app.ui.screens.procedure_reading import Followed, cell, follow, head, next_thing
from app.ui.screens.procedure_seen import WHOLE, Cell, Deed, Record, StepPage, VillagePage
from app.ui.widgets.shapes import class_name

Pairs = Iterator[tuple[str, str]]
OTHER_NAMES = {"Danh sách niêm yết": "niem-yet", "Báo cáo kết quả rà soát": "tong-hop"}


@dataclass(frozen=True, slots=True)
class _Place:
    """A village on its way, with the names of its households."""

    at: Followed
    its: Village
    heads: Mapping[bytes, str]

    def called(self, case: bytes) -> str:
        """`HK-007 Vàng A Chống`."""
        one = self.its.case(case)
        return " ".join(filter(None, (one.code, self.heads.get(one.household, ""))))


def village_page(session: Session, one: bytes, place: bytes, last: str, today: date) -> VillagePage:
    """A village of a round. `last` is the title of what was last recorded of it."""
    at = follow(session, one, today)
    its = at.told.village(place)
    walked = next(each for each in at.walked if each.place == place)
    here = _Place(at, its, roll.heads(session, at.told.round, place))
    spans = {span.step: span for span in at.road.villages[place]}
    ahead = next_thing(at, walked)
    laws = {step.key: step for step in at.told.procedure.of(at.told.review)}
    pages = tuple(
        _page(here, laws[step.key], cell(its, step, ahead, spans.get(step.key)), step.blocks)
        for step in walked.steps
    )
    at_step = walked.step.key if walked.step else ""
    is_open = at.told.round.state == OPEN
    return VillagePage(place, its.name, len(its.cases), at_step, pages, last, is_open, ahead.deed)


def _page(here: _Place, law: Step, told: Cell, blocks: tuple[object, ...]) -> StepPage:
    whole = here.at.told.whole if law.key in WHOLE else here.its.plans
    plan = whole.get(law.key)
    sure = CONFIDENCE[law.mark.confidence]()
    return StepPage(
        head=head(here.at.told, law),
        cell=told,
        actor=law.actor,
        law=law.text,
        source=f"{law.mark.source} ({sure})",
        planned=date.fromisoformat(plan.due) if plan and plan.due else None,
        papers=tuple((name, paper_key(name)) for name in law.papers),
        records=tuple(_RECORDS.get(law.key, _none)(here)),
        blocks=tuple((one.what, one.todo, one.households) for one in blocks),  # type: ignore[attr-defined]
        deeds=tuple(_DEEDS[law.key](here.its)),
    )


def paper_key(name: str) -> str:
    """The paper that the law calls so; empty where the program prints none."""
    found = next((one.key for one in LETTERS if one.title.partition(":")[0] == name), "")
    return found or OTHER_NAMES.get(name, "")


# What was recorded ---------------------------------------------------------------------------------------


def _none(_here: _Place) -> Iterator[Record]:
    yield from ()


def _surveyed(here: _Place) -> Iterator[Record]:
    its = here.its
    counted = {
        klass: sum(_class(here, case.key) == klass for case in its.cases) for klass in ("poor", "near_poor")
    }
    pairs = [(_("Đã rà soát"), f"{sum(case.finished for case in its.cases)}/{len(its.cases)}")]
    pairs += [(class_name(klass), str(count)) for klass, count in counted.items()]
    if its.cases:
        yield Record(_("Phiếu"), tuple(pairs))


def _class(here: _Place, case: bytes) -> str:
    return here.its.case(case).classes.get(here.at.told.standard) or ""


def _meetings(here: _Place) -> Iterator[Record]:
    for one in reversed(here.its.meetings):
        day = clock.shown(date.fromisoformat(one.on_day))
        if one.attending:
            yield Record(
                _("Họp lần {n}, ngày {day}").format(n=one.number, day=day), tuple(_minutes(here, one))
            )
        else:
            yield Record(_("Đã hẹn ngày {day}").format(day=day), tuple(_filled(_appointment(one))))


def _appointment(one: Meeting) -> Pairs:
    yield _("Giờ"), one.hour
    yield _("Nơi họp"), one.venue


def _minutes(here: _Place, one: Meeting) -> Pairs:
    its = here.its
    votes = [vote for cast in its.votes.values() for vote in cast if vote.meeting == one.id]
    attending = one.attending or 0
    back = [vote for vote in votes if not its.meeting_step.agreed(vote.agreeing, attending)]
    yield from _filled(_appointment(one))
    yield _("Chủ trì, thư ký"), f"{one.chair}, {one.secretary}"
    yield from _filled(iter([(_("Đại diện các hộ"), one.representatives)]))
    invited = _(" trên {n} được mời").format(n=one.invited) if one.invited else ""
    yield _("Số người dự"), f"{attending}{invited}"
    yield _("Biên bản"), _("{n} bản").format(n=one.copies)
    yield _("Thống nhất"), f"{len(votes) - len(back)}/{len(votes)} " + _("hộ")
    for vote in back:
        yield (
            here.called(vote.review_case),
            _("{n}/{all} đồng ý: rà soát lại").format(n=vote.agreeing, all=attending),
        )


def _filled(pairs: Pairs) -> Pairs:
    return ((name, value) for name, value in pairs if value)


def _postings(here: _Place) -> Iterator[Record]:
    for one in reversed(here.its.postings):
        since, until = (date.fromisoformat(day) for day in (one.since, one.until))
        title = _("Niêm yết lần {n}").format(n=one.number)
        yield Record(title, tuple(_posting(one, since, until)))


def _posting(one: Posting, since: date, until: date) -> Pairs:
    days = (until - since).days + 1
    yield _("Thời gian"), f"{clock.shown(since)} → {clock.shown(until)} · " + _("{n} ngày").format(n=days)
    yield _("Nơi thứ nhất"), one.at_village
    yield _("Nơi thứ hai"), one.at_office


def _complaints(here: _Place) -> Iterator[Record]:
    for one in here.its.complaints:
        title = _("Khiếu nại về hộ {name}").format(name=here.called(one.review_case))
        case = here.its.case(one.review_case)
        unfinished = "" if case.finished else _("Phúc tra hộ xong, đánh dấu xong trên phiếu, rồi trả lời.")
        deeds = (
            Deed("resurvey", _("Phiếu của hộ"), case.household),
            Deed("answer", _("Ghi kết luận…"), one.id, unfinished),
        )
        yield Record(
            title, tuple(_complaint(here, one)), "" if one.answered else "warn", () if one.answered else deeds
        )


def _complaint(here: _Place, one: Complaint) -> Pairs:
    yield _("Người khiếu nại"), one.complainant
    yield _("Nhận ngày"), clock.shown(date.fromisoformat(one.received))
    yield _("Về việc"), one.about
    if not one.answered:
        due = complaints.answer_due(here.at.told, here.its, one)
        yield _("Phải trả lời trước"), clock.shown(due)
        return
    yield _("Phúc tra ngày"), clock.shown(clock.day(one.resurveyed))
    yield _("Trả lời"), f"{clock.shown(clock.day(one.answered))} · {one.answer}"
    yield _("Niêm yết lại"), _("đã niêm yết lại") if one.reposted else _("chưa")


def _submissions(here: _Place) -> Iterator[Record]:
    for one in reversed(here.at.told.submissions):
        day = clock.shown(date.fromisoformat(one.on_day))
        pairs = [(_("Nơi nhận"), one.addressee)]
        if one.answered:
            word = _("thống nhất") if one.consent else _("chưa thống nhất")
            pairs.append(
                (_("Trả lời"), f"{clock.shown(clock.day(one.answered))} · {one.answer_number} · {word}")
            )
            pairs += [(_("Ý kiến"), one.opinion)] if one.opinion else []
        title = _("Báo cáo số {number}, ngày {day}").format(number=one.number, day=day)
        yield Record(title, tuple(_filled(iter(pairs))))


def _decisions(here: _Place) -> Iterator[Record]:
    for one in here.at.told.decisions:
        day = clock.shown(date.fromisoformat(one.on_day))
        title = _("Quyết định số {number}, ngày {day}").format(number=one.number, day=day)
        signed = f"{one.signer_title.replace(chr(10), ', ')} {one.signer}"
        deeds = (
            Deed("certificates", _("Giấy chứng nhận…")),
            Deed("revoke", _("Thu hồi quyết định…"), one.id),
        )
        yield Record(title, ((_("Người ký"), signed),), deeds=deeds)


_RECORDS: Mapping[str, Callable[[_Place], Iterator[Record]]] = {
    "survey": _surveyed,
    "meeting": _meetings,
    "posting": _postings,
    "complaint": _complaints,
    "opinion": _submissions,
    "recognition": _decisions,
    "decision": _decisions,
}


# What can be done ----------------------------------------------------------------------------------------


def _list_deeds(its: Village) -> Iterator[Deed]:
    yield Deed("request", _("Hộ đề nghị…"))
    yield Deed("skip", _("Bản không có hộ…"), LIST.encode(), _few_cases(its))


def _few_cases(its: Village) -> str:
    return _("Bản có {n} hộ phải rà soát.").format(n=len(its.cases)) if its.cases else ""


def _survey_deeds(_its: Village) -> Iterator[Deed]:
    yield Deed("survey", _("Mở phiếu của bản"))


def _meeting_deeds(its: Village) -> Iterator[Deed]:
    ready = [case for case in its.unsettled() if case.finished]
    why_not = "" if ready else _("Không có kết quả nào cần họp.")
    yield Deed("call", _("Hẹn họp lại ngày khác…") if its.called else _("Hẹn họp dân…"))
    yield Deed("hold", _("Ghi biên bản…"), why_not=why_not)
    if its.held is not None and ready and not its.shown():
        yield Deed("votes", _("Biểu quyết còn thiếu…"))


def _posting_deeds(its: Village) -> Iterator[Deed]:
    again = bool(its.to_repost())
    settled = its.held is not None and not its.unsurveyed() and not its.unsettled()
    why_not = "" if settled else _("Họp dân thống nhất mọi kết quả trước.")
    if its.shown() and not again:
        why_not = _("Kết quả đã niêm yết; niêm yết lại sau khi trả lời khiếu nại hoặc họp lại.")
    yield Deed("post", _("Niêm yết lại…") if again else _("Ghi niêm yết…"), why_not=why_not)


def _complaint_deeds(its: Village) -> Iterator[Deed]:
    yield Deed("complain", _("Nhận khiếu nại…"), why_not="" if its.shown() else _("Kết quả chưa niêm yết."))
    if its.to_repost():
        yield Deed("post", _("Niêm yết lại…"))


def _opinion_deeds(_its: Village) -> Iterator[Deed]:
    yield Deed("report", _("Ghi báo cáo…"))
    yield Deed("opinion", _("Ghi ý kiến của cấp trên…"))
    yield Deed("skip_whole", _("Cấp trên không cho ý kiến…"), OPINION.encode())


def _recognition_deeds(_its: Village) -> Iterator[Deed]:
    yield Deed("decide", _("Ghi quyết định…"))
    yield Deed("certificates", _("Giấy chứng nhận…"))


_DEEDS: Mapping[str, Callable[[Village], Iterator[Deed]]] = {
    "list": _list_deeds,
    "survey": _survey_deeds,
    "meeting": _meeting_deeds,
    "posting": _posting_deeds,
    "complaint": _complaint_deeds,
    "opinion": _opinion_deeds,
    "recognition": _recognition_deeds,
    "decision": _recognition_deeds,
}


def villages(session: Session, one: bytes) -> frozenset[bytes]:
    """The places of a round's villages."""
    told = read(session, session.get_one(Round, one))
    return frozenset(each.place for each in told.villages)
