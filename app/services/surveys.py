"""The survey form of one case, field by field: an answer is an act, and the results follow in the same act.

A key of a case comes from the store. A closed round takes nothing; see `rounds.reopen`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.person import Person, PersonFields
from app.models.review import BEGUN, DONE, NOT_BEGUN, TO_CHECK, Case, CaseMember, Result, Round
from app.rules import book as rule_books
from app.rules.book import RuleBook
from app.rules.codes import code_list
from app.rules.finding import Finding
from app.rules.survey import Question, survey_for
from app.services import members, rounds, scoring, typed
from app.services.answering import taken
from app.services.members import Member
from app.services.typed import FieldFault
from app.store.act import Act
from app.store.store import Store

_PERSON_FACTS = {"name": "name", "birth": "birth", "sex": "sex", "ethnic": "ethnic", "identity": "cccd"}


@dataclass(frozen=True, slots=True)
class _Form:
    """A case being worked on, with all that its round asks."""

    act: Act
    case: Case
    round: Round
    books: tuple[RuleBook, ...]
    roster: tuple[Member, ...]

    def question(self, key: str, subject: str) -> Question:
        """The question of a key, asked of a household or of a member."""
        found = survey_for([one.survey for one in self.books]).question(key)
        if found is None or found.subject != subject:
            raise FieldFault(key, _("Phiếu rà soát không có câu “{key}”.").format(key=key))
        return found

    def update(self, **fields: Any) -> None:
        """Set columns of the case."""
        self.act.update("review_case", self.case.id, fields)


# Looking -------------------------------------------------------------------------------------------------


def case_of(session: Session, scope: Key, year: int, household: Key) -> Case:
    """The case of a household in the round of a year; InputFault when it is not in the round."""
    one = rounds.get(session, scope, year)
    query = select(Case).where(Case.round == one.id, Case.household == household, Case.deleted == 0)
    found = session.exec(query).first()
    if found is None:
        raise InputFault(
            _("Hộ này không có trong đợt rà soát năm {year}.").format(year=year),
            todo=_("Ghi giấy đề nghị của hộ để đưa vào đợt."),
        )
    return found


def findings(session: Session, case: Key) -> tuple[Finding, ...]:
    """What each standard of the round finds, with its arithmetic."""
    one = session.get_one(Round, session.get_one(Case, case).round)
    at = scoring.setting(session, one.year, one.standards.split(), one.opened)
    ((_case, facts),) = scoring.with_facts(session, one, at, [case])
    return tuple(scoring.findings(facts, at))


# Filling in ----------------------------------------------------------------------------------------------


def answer(store: Store, case: Key, answers: Mapping[str, Any], actor: str) -> None:
    """Answers of the household, by question; None takes an answer away."""
    with _form(store, case, _("Ghi phiếu của hộ {name}"), actor) as form:
        _answer_household(form, answers)


def answer_member(store: Store, case: Key, person: Key, answers: Mapping[str, Any], actor: str) -> None:
    """Answers of a member, by question; what the roster itself holds (name, birth …) is corrected there."""
    with _form(store, case, _("Ghi phiếu của hộ {name}"), actor) as form:
        _answer_member(store, form, person, answers)


def keep(
    store: Store,
    case: Key,
    answers: Mapping[str, Any],
    by_member: Mapping[Key, Mapping[str, Any]],
    figures: Mapping[str, Any],
    actor: str,
) -> None:
    """Many answers as one act: a whole section as it was last year.

    Args:
        figures: columns of the case: `b1_total`, `income_per_person`, `income` by line.
    """
    with _form(store, case, _("Giữ như năm trước: hộ {name}"), actor) as form:
        _answer_household(form, answers)
        for person, told in by_member.items():
            _answer_member(store, form, person, told)
        form.update(**figures)


def tick(store: Store, case: Key, ticks: Mapping[str, bool | None], actor: str) -> None:
    """Indicators ticked by hand on the paper form: deprived, not, or None for not said."""
    with _form(store, case, _("Đánh dấu chỉ số của hộ {name}"), actor) as form:
        known = {one.key for book in form.books for one in book.indicators}
        for key in ticks.keys() - known:
            raise FieldFault(key, _("Chuẩn của đợt không có chỉ số “{key}”.").format(key=key))
        form.update(ticks=dict(ticks), tick_source="paper")


def type_b1(
    store: Store,
    case: Key,
    total: float | None,
    actor: str,
    items: Mapping[str, float | None] | None = None,
) -> None:
    """B1 from the paper form: the total, and the points of items or groups of items where they are known."""
    with _form(store, case, _("Ghi điểm B1 của hộ {name}"), actor) as form:
        known = {key for book in form.books for one in book.score_items for key in (one.key, one.group)}
        for key in (items or {}).keys() - known:
            raise FieldFault(key, _("Phiếu B1 không có mục “{key}”.").format(key=key))
        form.update(b1_total=_at_least_zero("b1_total", total), b1_items=dict(items or {}))


def income(store: Store, case: Key, lines: Mapping[str, int | None], actor: str) -> None:
    """Lines of the income worksheet: đồng of the household in 12 months; None takes a line away."""
    with _form(store, case, _("Ghi thu nhập của hộ {name}"), actor) as form:
        known = {one.key for book in form.books for one in book.income_items}
        for key in lines.keys() - known:
            raise FieldFault(key, _("Bảng tính thu nhập không có dòng “{key}”.").format(key=key))
        form.update(income={key: _at_least_zero(key, amount) for key, amount in lines.items()})


def income_per_person(store: Store, case: Key, amount: float | None, actor: str) -> None:
    """Income as typed from paper: đồng per person and month."""
    with _form(store, case, _("Ghi thu nhập của hộ {name}"), actor) as form:
        form.update(income_per_person=_at_least_zero("income_per_person", amount))


def causes(store: Store, case: Key, codes: Iterable[str], actor: str) -> None:
    """The causes of poverty, all of them: those not named are taken away."""
    answer(store, case, {"causes": list(codes)}, actor)


def reviewed(store: Store, case: Key, on: str, reviewer: str, actor: str) -> None:
    """Who surveyed the household, and on which day: ages are counted on it."""
    with _form(store, case, _("Ghi ngày rà soát của hộ {name}"), actor) as form:
        form.update(reviewed_on=typed.day(on) if on else "", reviewer=reviewer)


def note(store: Store, case: Key, text: str, actor: str) -> None:
    """The remark of the reviewer."""
    with _form(store, case, _("Ghi chú phiếu của hộ {name}"), actor) as form:
        form.update(note=text.strip())


# Deciding ------------------------------------------------------------------------------------------------


def agree(store: Store, case: Key, standard: str, klass: str | None, why: str, actor: str) -> None:
    """The class that people agreed on under a standard; None returns to the computed one.

    Raises:
        FieldFault: it differs from the computed class and no reason is written.
    """
    with _form(store, case, _("Thống nhất loại của hộ {name}"), actor) as form:
        if klass is not None and klass not in code_list("classes"):
            raise FieldFault("agreed_class", _("Không có loại hộ “{klass}”.").format(klass=klass))
        with store.session() as session:
            scoring.score(form.act, session, form.round, [case])
        result = _result(store, case, standard)
        told = scoring.agreed({"computed_class": result.computed_class}, klass, why.strip())
        if told["agreed_class"] and not told["agreed_why"]:
            raise FieldFault(
                "agreed_why",
                _("Loại thống nhất khác với loại tính được nên phải ghi lý do."),
                todo=_("Ghi vì sao, ví dụ kết quả họp dân, rồi lưu lại."),
            )
        form.act.update("result", result.id, told)


def mark_done(store: Store, case: Key, actor: str) -> None:
    """The household is reviewed; InputFault while a standard of the round has no class for it."""
    with _form(store, case, _("Rà soát xong hộ {name}"), actor) as form:
        with store.session() as session:
            open_ones = [one for one in findings(session, case) if not _class_of(session, case, one)]
        if open_ones:
            raise InputFault(
                _("Chưa đủ thông tin để xếp loại hộ này."),
                _("Còn thiếu: {missing}.").format(missing="; ".join(_missing(open_ones[0]))),
                _("Ghi tiếp phiếu, hoặc ghi loại đã thống nhất kèm lý do."),
            )
        form.update(state=DONE)


def mark_to_check(store: Store, case: Key, why: str, actor: str) -> None:
    """The household must be looked at again; the reason becomes the remark of the form."""
    with _form(store, case, _("Cần xem lại hộ {name}"), actor) as form:
        form.update(state=TO_CHECK, note=why.strip())


# Within an act -------------------------------------------------------------------------------------------


@contextmanager
def _form(store: Store, key: Key, title: str, actor: str) -> Iterator[_Form]:
    """A case to be filled in; when that is done, its results follow and its state with them."""
    with store.session() as session:
        case = session.get_one(Case, key)
        one = rounds.must_be_ours(store, rounds.must_be_open(session.get_one(Round, case.round)))
        roster = tuple(members.roster(session, case.household))
    books = tuple(rule_books.book(standard) for standard in one.standards.split())
    head = next((member.name for member in roster if member.head), "?")
    with store.write(title.format(name=head), actor) as act:
        yield _Form(act, case, one, books, roster)
        if act.changes:
            _settle(act, store, case.id, one)


def _settle(act: Act, store: Store, key: Key, one: Round) -> None:
    """Results and state of a case after a change: begun, or to be looked at when its class fell away."""
    with store.session() as session:
        scoring.score(act, session, one, [key])
    with store.session() as session:
        case = session.get_one(Case, key)
        classes = session.exec(
            select(Result.final_class).where(Result.review_case == key, Result.deleted == 0)
        )
        lacking = None in list(classes)
    if case.state == NOT_BEGUN:
        act.update("review_case", key, {"state": BEGUN})
    elif case.state == DONE and lacking:
        act.update("review_case", key, {"state": TO_CHECK})


def _answer_household(form: _Form, answers: Mapping[str, Any]) -> None:
    """Answers of the household; “none” of groups or causes is an answer, too."""
    told = {key: taken(form.question(key, "household"), value) for key, value in answers.items()}
    for column in ("groups", "causes"):
        if column in told:
            codes = told[column]
            _mark(form, column, codes or ())
            told[column] = [] if codes == [] else None
    form.update(answers=told)


def _answer_member(store: Store, form: _Form, person: Key, answers: Mapping[str, Any]) -> None:
    member = _member(form, person)
    told = {key: taken(form.question(key, "member"), value) for key, value in answers.items()}
    if "relation" in told:
        _relate(form, member, told.pop("relation") or "")
    of_person = {_PERSON_FACTS[key]: told.pop(key) for key in _PERSON_FACTS.keys() & told.keys()}
    of_person |= {column: "" for column, value in of_person.items() if value is None and column != "sex"}
    if of_person:
        _correct_person(store, form, person, of_person)
    _answer(store, form, person, told)


def _mark(form: _Form, column: str, codes: Iterable[str]) -> None:
    """Set a map of marks to exactly these codes; groups are kept with the household as well."""
    every: dict[str, bool | None] = dict.fromkeys(one.code for one in code_list(column).entries)
    marks = every | dict.fromkeys(codes, True)
    form.update(**{column: marks})
    if column == "groups":
        form.act.update("household", form.case.household, {"groups": marks})


def _member(form: _Form, person: Key) -> Member:
    found = next((member for member in form.roster if member.person == person), None)
    if found is None:
        raise InputFault(_("Người này không phải thành viên hiện nay của hộ."))
    return found


def _relate(form: _Form, member: Member, relation: str) -> None:
    if member.head != (relation == "head"):
        raise FieldFault(
            "relation",
            _("Quan hệ “chủ hộ” không ghi ở đây."),
            todo=_("Dùng việc “Đổi chủ hộ” để chọn chủ hộ khác."),
        )
    form.act.update("membership", member.membership, {"relation": relation})


def _correct_person(store: Store, form: _Form, person: Key, fields: dict[str, Any]) -> None:
    with store.session() as session:
        known = session.get_one(Person, person).model_dump()
    told = typed.checked(PersonFields, known | fields)
    form.act.update("person", person, {name: told[name] for name in fields})


def _answer(store: Store, form: _Form, person: Key, answers: Mapping[str, Any]) -> None:
    """Answers of a member, beside those that are there."""
    query = select(CaseMember.id).where(
        CaseMember.review_case == form.case.id, col(CaseMember.person) == person, CaseMember.deleted == 0
    )
    with store.session() as session:
        known = session.exec(query).first()
    if known is not None:
        form.act.update("case_member", known, {"answers": dict(answers)})
    elif any(value is not None for value in answers.values()):
        row = {"review_case": form.case.id, "person": person, "answers": dict(answers)}
        form.act.insert("case_member", [row])


def _result(store: Store, case: Key, standard: str) -> Result:
    query = select(Result).where(Result.review_case == case, Result.standard == standard, Result.deleted == 0)
    with store.session() as session:
        found = session.exec(query).first()
    if found is None:
        raise InputFault(
            _("Hộ này chưa có kết quả theo chuẩn “{standard}”.").format(standard=standard),
            todo=_("Ghi phiếu hoặc chấm điểm lại đợt rà soát trước."),
        )
    return found


def _class_of(session: Session, case: Key, finding: Finding) -> str | None:
    query = select(Result.final_class).where(
        Result.review_case == case, Result.standard == finding.standard, Result.deleted == 0
    )
    return session.exec(query).first() or finding.klass


def _missing(finding: Finding) -> list[str]:
    """What keeps a class open, in words."""
    names = {one.key: one.indicator.name for one in finding.indicators}
    return [names.get(key, _("điểm B1 hoặc thu nhập")) for key in finding.missing]


def _at_least_zero(field: str, amount: Any) -> Any:
    if amount is not None and (isinstance(amount, bool) or not isinstance(amount, int | float) or amount < 0):
        raise FieldFault(field, _("“{amount}” không phải là một số không âm.").format(amount=amount))
    return amount
