"""Ad-hoc reviews: a household asks to enter or leave the list, and gets a decision or a refusal."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.procedure import AVERAGE_FARMING, ENTER, LEAVE, REQUESTS, Decided, Decision, Request
from app.models.review import AD_HOC, CLOSED, OPEN, PERIODIC, POOR, SURVEYED, Case, Result, Round
from app.rules.deadlines import due
from app.rules.procedure import procedure as procedure_on
from app.services import households, rounds
from app.services.procedure.block import Block, few
from app.services.procedure.proceedings import Proceedings, read
from app.services.procedure.village import LISTED
from app.services.typed import FieldFault
from app.store.store import Store

DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that has neither a decision nor a refusal.

    Attributes:
        left: days; negative when overdue.
    """

    request: Key
    case: Key
    household: Key
    kind: str
    filed: date
    due: date
    left: int


def file(store: Store, household: Key, kind: str, filed: date, reasons: str, today: date, actor: str) -> Key:
    """A household files a request: Mẫu 01 to enter, Mẫu 04 to leave; its review starts on the lawful day.

    Returns the request.

    Raises:
        FieldFault: the kind, the day or the reasons are missing or impossible.
        InputFault: the household is under review already, or its class does not allow the request.
    """
    if kind not in REQUESTS:
        raise FieldFault("kind", _("Đơn phải là: {kinds}.").format(kinds=", ".join(REQUESTS)))
    if filed > today:
        raise FieldFault("on", _("Ngày nộp đơn {day} chưa đến.").format(day=f"{filed:%d/%m/%Y}"))
    if not reasons.strip():
        raise FieldFault("reasons", _("Đơn phải ghi lý do đề nghị."))
    start = procedure_on(filed).adhoc_start(filed)
    with store.session() as session:
        households.living_household(session, household)
        name = few(session, [household])
        _must_be_free(session, household, name)
        _must_fit(session, household, name, kind)
        one = rounds.find(session, store.place, start.year, AD_HOC, start.month)
        if one is not None:
            rounds.must_be_open(one)
    with store.write(_("Đơn đề nghị rà soát của hộ {name}").format(name=name), actor) as act:
        key = one.id if one else rounds.begin(
            act, store.place, start.year, SURVEYED, start.isoformat(), AD_HOC, start.month
        )  # fmt: skip
        with store.session() as session:
            rows = rounds.new_cases(session, key, [household], rounds.REQUEST)
        (case,) = act.insert("review_case", [row | {"requested": filed.isoformat()} for row in rows])
        told = {"round": key, "household": household, "review_case": case, "kind": kind}
        (request,) = act.insert("request", [{**told, "filed": filed.isoformat(), "reasons": reasons.strip()}])
    return request


def refuse(store: Store, request: Key, on: date, number: str, why: str, today: date, actor: str) -> None:
    """A request is refused in writing, with reasons."""
    for field, text, what in (
        ("number", number, _("Văn bản trả lời phải có số.")),
        ("why", why, _("Không công nhận thì phải nêu lý do.")),
    ):
        if not text.strip():
            raise FieldFault(field, what)
    with store.session() as session:
        known = session.get_one(Request, request)
        one = session.get_one(Round, known.round)
        told = read(session, one)
        name = few(session, [known.household])
        if known.refused or known.review_case in _decided(session, told):
            raise InputFault(_("Đơn của hộ {name} đã có kết quả.").format(name=name))
        done = all_answered(session, told, [known.review_case])
    if not known.filed <= on.isoformat() <= today.isoformat():
        raise FieldFault("on", _("Ngày trả lời phải từ ngày nộp đơn đến hôm nay."))
    title = _("Trả lời không công nhận hộ {name}").format(name=name)
    with store.write(title, actor) as act:
        fields = {"refused": on.isoformat(), "refused_number": number.strip(), "refused_why": why.strip()}
        act.update("request", request, fields)
        if done and one.state != CLOSED:
            act.update("review_round", one.id, {"state": CLOSED, "closed": on.isoformat()})


def waiting(session: Session, place: Key, today: date) -> list[Waiting]:
    """The requests of a place that nobody has answered, the most urgent first."""
    query = select(Round).where(
        Round.place == place, Round.kind == AD_HOC, Round.state == OPEN, Round.deleted == 0
    )
    found = [line for one in session.exec(query).all() for line in _waiting(session, one, today)]
    return sorted(found, key=lambda line: (line.due, line.filed))


def _waiting(session: Session, one: Round, today: date) -> Iterator[Waiting]:
    told = read(session, one)
    end = decision_due(told)
    for request in _unanswered(session, told, ()):
        yield Waiting(
            request.id,
            request.review_case,
            request.household,
            request.kind,
            date.fromisoformat(request.filed),
            end,
            (end - today).days,
        )


def decision_due(told: Proceedings) -> date:
    """The last day for the decision on the requests of an ad-hoc round."""
    start = date.fromisoformat(told.round.opened[:10])
    term = told.leeway.term(told.step(DECISION))
    return due(term, start, told.leeway.holidays) if term else start


def unanswered(session: Session, told: Proceedings) -> set[Key]:
    """The cases of an ad-hoc round that have neither a decision nor a refusal."""
    return {request.review_case for request in _unanswered(session, told, ())}


def all_answered(session: Session, told: Proceedings, cases: Collection[Key]) -> bool:
    """True when with `cases` every request of the round has its answer."""
    return not _unanswered(session, told, cases)


def not_granted(session: Session, told: Proceedings, cases: Collection[Key]) -> Iterator[Block]:
    """Why cases of an ad-hoc round cannot be in a decision."""
    if not cases:
        yield Block(DECISION, "", _("Quyết định chưa có hộ nào."), _("Chọn các hộ được công nhận."))
    asked = {one.review_case: one for one in _unanswered(session, told, ())}
    for key in cases:
        its = told.village_of(key)
        case = its.case(key)
        name = few(session, [case.household])
        if key not in asked:
            what, todo = _("Hộ {name} không có đơn đang chờ."), _("Bỏ hộ này khỏi quyết định.")
        elif _fits(asked[key].kind, case.classes.get(told.standard) or "", case.before):
            continue
        else:
            what = _("Kết quả rà soát không đáp ứng đơn của hộ {name}.")
            todo = _("Trả lời hộ bằng văn bản, nêu lý do.")
        yield Block(DECISION, its.name, what.format(name=name), todo, (case.household,))


def _fits(kind: str, klass: str, before: str) -> bool:
    """True when a result gives a household what it asked for."""
    if kind == ENTER:
        return klass in LISTED and klass != before
    if kind == LEAVE:
        return klass not in (before, POOR)
    return klass == AVERAGE_FARMING


def _unanswered(session: Session, told: Proceedings, but: Collection[Key]) -> list[Request]:
    answered = _decided(session, told).union(but)
    query = select(Request).where(Request.round == told.round.id, Request.refused == "", Request.deleted == 0)
    return [one for one in session.exec(query) if one.review_case not in answered]


def _decided(session: Session, told: Proceedings) -> set[Key]:
    decisions = [one.id for one in told.decisions]
    query = select(Decided.review_case).where(col(Decided.decision).in_(decisions), Decided.deleted == 0)
    return set(session.exec(query))


def _must_be_free(session: Session, household: Key, name: str) -> None:
    """A household is in one open review at a time."""
    query = (
        select(Round)
        .join(Case, col(Case.round) == col(Round.id))
        .where(Case.household == household, Case.deleted == 0, Round.state == OPEN, Round.deleted == 0)
    )
    one = session.exec(query).first()
    if one is not None:
        which = (
            _("đợt định kỳ năm {year}")
            if one.kind == PERIODIC
            else _("đợt thường xuyên tháng {month}/{year}")
        )
        raise InputFault(
            _("Hộ {name} đang được rà soát trong {round}.").format(
                name=name, round=which.format(year=one.year, month=one.month)
            ),
            todo=_("Chờ kết quả của đợt ấy."),
        )


def _must_fit(session: Session, household: Key, name: str, kind: str) -> None:
    klass = standing_class(session, household)
    if kind == LEAVE and klass not in LISTED:
        what, todo = (
            _("Hộ {name} không có trong danh sách hộ nghèo, hộ cận nghèo."),
            _("Đơn ra khỏi danh sách không cần."),
        )
    elif kind == ENTER and klass == POOR:
        what, todo = _("Hộ {name} đang là hộ nghèo."), _("Đơn vào danh sách không cần.")
    elif kind == AVERAGE_FARMING and klass in LISTED:
        what, todo = (
            _("Hộ {name} đang là hộ nghèo hoặc cận nghèo."),
            _("Hộ phải có đơn ra khỏi danh sách trước."),
        )
    else:
        return
    raise InputFault(what.format(name=name), todo=todo)


def standing_class(session: Session, household: Key) -> str:
    """The class that a household has now: by its newest decision or closed round; empty if none."""
    rounds_of_it = (
        select(Round, Case.id, Decision.on_day)
        .join(Case, col(Case.round) == col(Round.id))
        .outerjoin(Decided, (col(Decided.review_case) == col(Case.id)) & (col(Decided.deleted) == 0))
        .outerjoin(
            Decision,
            (col(Decision.id) == col(Decided.decision))
            & (col(Decision.revoked) == "")
            & (col(Decision.deleted) == 0),
        )
        .where(Case.household == household, Case.deleted == 0, Round.deleted == 0)
    )
    found = [
        (day or one.closed or f"{one.year}-12-31", one.standards, case)
        for one, case, day in session.exec(rounds_of_it)
        if day or (one.kind == PERIODIC and one.state == CLOSED)
    ]
    if not found:
        return ""
    _day, standards, case = max(found, key=lambda each: each[0])
    query = select(Result.final_class).where(Result.review_case == case, Result.deleted == 0)
    first = next(iter(standards.split()), "")
    return session.exec(query.where(Result.standard == first)).first() or session.exec(query).first() or ""
