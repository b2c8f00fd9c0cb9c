"""Recognition: one decision, in one act, that freezes the results it lists; revoked only with a reason.

A periodic decision recognises its whole round, which it closes; an ad-hoc one the requests that are granted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import Session, select

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.procedure import Decision
from app.models.review import AD_HOC, CLOSED, Round
from app.services.freezing import standing
from app.services.procedure import certificates, requests
from app.services.procedure.block import Block, refuse
from app.services.procedure.doubles import doubles
from app.services.procedure.plans import OPINION
from app.services.procedure.proceedings import Proceedings, read
from app.services.procedure.progress import ready
from app.services.procedure.village import Reviewed, Village
from app.services.typed import FieldFault
from app.store.act import Act
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Signed:
    """What stands on a decision: its number in the year of its day, who signed it, and as what."""

    number: int
    on: date
    signer: str
    title: str


def obstacles(
    session: Session, one: Round, signed: Signed, today: date, cases: Collection[Key] = ()
) -> list[Block]:
    """Everything that keeps a decision from being taken, each with what mends it; empty when nothing does.

    Args:
        cases: which an ad-hoc decision grants; a periodic one recognises all.
    """
    told = read(session, one)
    wanted = _narrowed(told, cases)
    return [
        *_number(session, told, signed),
        *_days(wanted, signed),
        *ready(session, wanted, today),
        *_opinion(told, signed),
        *(requests.not_granted(session, told, cases) if one.kind == AD_HOC else ()),
        *doubles(session, told),
    ]


def recognise(
    store: Store, one: Key, signed: Signed, today: date, actor: str, cases: Collection[Key] = ()
) -> Key:
    """Recognise a round, or the cases of an ad-hoc one: all in one act, or nothing. Returns the decision.

    Raises:
        FieldFault: number, day, signer or title is missing or impossible.
        InputFault: tells all that stands in the way, see `obstacles`.
    """
    _check(signed, today)
    with store.session() as session:
        known = session.get_one(Round, one)
        refuse(
            obstacles(session, known, signed, today, cases),
            _("Chưa ra Quyết định số {number} được; chưa ghi gì vào sổ.").format(number=signed.number),
        )
        told = read(session, known)
        rows = list(_rows(_narrowed(told, cases), cases))
        last = told.reported
        done = known.kind != AD_HOC or requests.all_answered(session, told, cases)
    title = _("Quyết định số {number} công nhận kết quả rà soát").format(number=signed.number)
    with store.write(title, actor) as act:
        key = _decide(act, known, signed, last.id if last else None)
        act.insert("decided", [{"decision": key, **row} for row in rows])
        if done:
            close(act, known, signed.on)
    return key


def close(act: Act, one: Round, on: date) -> None:
    """Within an act: nothing of a round is left to be done."""
    if one.state != CLOSED:
        act.update("review_round", one.id, {"state": CLOSED, "closed": on.isoformat()})


def revoke(store: Store, decision: Key, on: date, why: str, today: date, actor: str) -> None:
    """A decision is revoked, for a reason, while no certificate of it stands. The round stays closed."""
    if not why.strip():
        raise FieldFault("why", _("Thu hồi quyết định phải ghi lý do."), todo=_("Ghi lý do thu hồi."))
    with store.session() as session:
        known = session.get_one(Decision, decision)
        given = len(certificates.standing(session, decision))
    if known.revoked:
        raise InputFault(_("Quyết định số {number} đã thu hồi rồi.").format(number=known.number))
    if given:
        raise InputFault(
            _("Chưa thu hồi được Quyết định số {number}: còn {n} giấy chứng nhận có hiệu lực.").format(
                number=known.number, n=given
            ),
            todo=_("Thu hồi các giấy chứng nhận ấy trước, ghi lý do."),
        )
    if not known.on_day <= on.isoformat() <= today.isoformat():
        raise FieldFault("on", _("Ngày thu hồi phải từ ngày ký quyết định đến hôm nay."))
    title = _("Thu hồi Quyết định số {number}: {why}").format(number=known.number, why=why.strip())
    with store.write(title, actor) as act:
        act.update("decision", decision, {"revoked": on.isoformat(), "revoked_why": why.strip()})
        # Reopening writes its own note: from then on the revocation cannot be undone under it.
        act.update("review_round", known.round, {"note": title})


# What stands in the way ----------------------------------------------------------------------------------


def _check(signed: Signed, today: date) -> None:
    if signed.number <= 0:
        raise FieldFault("number", _("Quyết định phải có số."), todo=_("Ghi số của quyết định."))
    if not signed.signer.strip():
        raise FieldFault("signer", _("Quyết định chưa có người ký."), todo=_("Ghi họ tên người ký."))
    if not signed.title.strip():
        raise FieldFault("signer_title", _("Chưa ghi chức vụ người ký."), todo=_("Ví dụ: CHỦ TỊCH."))
    if signed.on > today:
        raise FieldFault("on", _("Ngày ký {day} chưa đến.").format(day=f"{signed.on:%d/%m/%Y}"))


def _number(session: Session, told: Proceedings, signed: Signed) -> Iterator[Block]:
    step = told.procedure.of(told.review)[-1].key
    same = select(Decision).where(
        Decision.place == told.round.place,
        Decision.year == signed.on.year,
        Decision.number == signed.number,
        Decision.deleted == 0,
    )
    taken = session.exec(same).first()
    if taken is not None:
        what = _("Năm {year} đã có Quyết định số {number}, ký ngày {day}.").format(
            year=signed.on.year, number=signed.number, day=f"{date.fromisoformat(taken.on_day):%d/%m/%Y}"
        )
        yield Block(step, "", what, _("Ghi số khác; số của quyết định đã thu hồi cũng không dùng lại."))
    known = standing(session, told.round)
    if known is not None:
        what = _("Đợt này đã được công nhận theo Quyết định số {number}.").format(number=known.number)
        yield Block(step, "", what, _("Nếu quyết định ấy sai, thu hồi và ghi lý do trước."))


def _days(told: Proceedings, signed: Signed) -> Iterator[Block]:
    """A decision comes after every meeting and every posting that it rests on."""
    step, day = told.procedure.of(told.review)[-1].key, signed.on.isoformat()
    before = _("Quyết định ngày {day} trước ngày họp dân của {village} ({met}).")
    during = _("Quyết định ngày {day} khi {village} còn niêm yết (đến {until}).")
    for its in told.villages:
        last = max((one.until for one in its.shown()), default="")
        words = {"day": f"{signed.on:%d/%m/%Y}", "village": its.name}
        if its.held is not None and its.held.on_day > day:
            met = f"{date.fromisoformat(its.held.on_day):%d/%m/%Y}"
            yield Block(step, its.name, before.format(met=met, **words), _("Xem lại ngày ký hoặc ngày họp."))
        elif last >= day:
            until = f"{date.fromisoformat(last):%d/%m/%Y}"
            yield Block(step, its.name, during.format(until=until, **words), _("Ký sau khi hết niêm yết."))


def _opinion(told: Proceedings, signed: Signed) -> Iterator[Block]:
    plan = told.whole.get(OPINION)
    if told.review == "adhoc" or (plan is not None and plan.skipped):
        return
    last = told.reported
    if last is None or not last.consent:
        yield Block(
            OPINION,
            "",
            _("Cấp trên chưa có ý kiến thống nhất về kết quả này."),
            _("Báo cáo và ghi ý kiến của cấp trên; nếu nơi này không có bước ấy thì ghi lý do bỏ bước."),
        )
    elif last.answered > signed.on.isoformat():
        what = _("Quyết định ngày {day} trước ngày cấp trên trả lời ({answered}).").format(
            day=f"{signed.on:%d/%m/%Y}", answered=f"{date.fromisoformat(last.answered):%d/%m/%Y}"
        )
        yield Block(OPINION, "", what, _("Xem lại ngày ký."))


# Writing -------------------------------------------------------------------------------------------------


def _narrowed(told: Proceedings, cases: Collection[Key]) -> Proceedings:
    """Of an ad-hoc round the villages in which the granted requests are."""
    if told.round.kind != AD_HOC:
        return told
    return replace(told, villages=tuple({each.place: each for each in map(told.village_of, cases)}.values()))


def _rows(told: Proceedings, cases: Collection[Key]) -> Iterator[dict[str, Any]]:
    for its in told.villages:
        for case in its.cases:
            if told.round.kind != AD_HOC or case.key in cases:
                yield _row(its, case)


def _row(its: Village, case: Reviewed) -> dict[str, Any]:
    vote = its.vote(case.key)
    assert vote is not None, "a village is ready when every result was voted upon"
    return {
        "review_case": case.key,
        "vote": vote.id,
        "posting": its.shown()[-1].id,
        "classes": dict(case.classes),
        "before": case.before,
        "persons": case.persons,
    }


def _decide(act: Act, one: Round, signed: Signed, submission: Key | None) -> Key:
    row = {"place": one.place, "year": signed.on.year, "number": signed.number, "round": one.id}
    words = {"signer": signed.signer.strip(), "signer_title": signed.title.strip()}
    (key,) = act.insert(
        "decision", [{**row, **words, "on_day": signed.on.isoformat(), "submission": submission}]
    )
    return key
