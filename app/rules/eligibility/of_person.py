"""Conditions on a person: age, sex, pregnancy, disability, role, answers of the survey."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.dates import PartialDate
from app.i18n import _
from app.rules.codes import code_list
from app.rules.eligibility.birthdays import FULL, has_age, latest_birth
from app.rules.eligibility.facts import PersonFacts
from app.rules.eligibility.of_household import both, said_disabled, said_present
from app.rules.eligibility.sides import Side
from app.rules.eligibility.terms import Given, Moment

Test = Callable[[PersonFacts], bool | None]


def _age(given: Given, moment: Moment) -> Test:
    latest = latest_birth(moment.day, given.get("from", 0))
    too_old = latest_birth(moment.day, given["below"]) if "below" in given else ""

    def test(facts: PersonFacts) -> bool | None:
        birth = facts.birth
        if len(birth) == FULL:
            return too_old < birth <= latest
        return _perhaps(has_age(birth, latest), has_age(birth, too_old) if too_old else False)

    return test


def _perhaps(enough: bool | None, too_old: bool | None) -> bool | None:
    if enough is False or too_old:
        return False
    return None if enough is None or too_old is None else True


def _said_age(given: Given, moment: Moment, facts: PersonFacts) -> str:
    if not facts.birth:
        return _("chưa rõ ngày sinh")
    birth = PartialDate.of(facts.birth)
    return _("sinh {birth}, {age} tuổi vào ngày {day}").format(
        birth=birth.shown, age=_age_shown(birth, moment), day=f"{moment.day:%d/%m/%Y}"
    )


def _age_shown(birth: PartialDate, moment: Moment) -> str:
    most = birth.age_on(moment.day)
    return str(most) if birth.exact else _("{least} hoặc {most}").format(least=most - 1, most=most)


def _woman(given: Given, moment: Moment) -> Test:
    return lambda facts: None if facts.sex is None else facts.sex == "female"


def _said_sex(given: Given, moment: Moment, facts: PersonFacts) -> str:
    return code_list("sex").name(facts.sex).lower() if facts.sex else _("chưa rõ giới tính")


def _mother(given: Given, moment: Moment) -> Test:
    def test(facts: PersonFacts) -> bool | None:
        if facts.sex == "male":
            return False
        if facts.pregnant or facts.nursing:
            return True
        return None if facts.pregnant is None or facts.nursing is None else False

    return test


def _said_mother(given: Given, moment: Moment, facts: PersonFacts) -> str:
    if facts.sex == "male":
        return _said_sex(given, moment, facts)
    words = {True: _("có"), False: _("không"), None: _("chưa rõ")}
    return _("mang thai: {pregnant}; cho con bú: {nursing}").format(
        pregnant=words[facts.pregnant], nursing=words[facts.nursing]
    )


def _member(given: Given, moment: Moment) -> Test:
    day = moment.day.isoformat()
    return lambda facts: facts.since <= day and not (facts.until and facts.until <= day)


def _disabled(given: Given, moment: Moment) -> Test:
    return lambda facts: both(facts.disabled, facts.stable)


def _role(given: Given, moment: Moment) -> Test:
    wanted = frozenset(given["any"])
    return lambda facts: None if facts.roles is None else not wanted.isdisjoint(facts.roles)


def _said_role(given: Given, moment: Moment, facts: PersonFacts) -> str:
    if facts.roles is None:
        return _("chưa rõ nhiệm vụ")
    names = ", ".join(code_list("officer_roles").name(code) for code in sorted(facts.roles))
    return names or _("không có nhiệm vụ giảm nghèo")


def _answer(given: Given, moment: Moment) -> Test:
    question, wanted = given["question"], given["any"]

    def test(facts: PersonFacts) -> bool | None:
        answer = facts.answers.get(question)
        return None if answer is None else answer in wanted

    return test


def _said_answer(given: Given, moment: Moment, facts: PersonFacts) -> str:
    answer: Any = facts.answers.get(given["question"])
    codes = code_list(given["question"])
    return _("{question}: {answer}").format(
        question=codes.title.lower(), answer=_("chưa rõ") if answer is None else codes.name(answer).lower()
    )


AGE = Side(_age, _said_age, lambda given: _("Ghi đủ ngày, tháng, năm sinh."))
WOMAN = Side(_woman, _said_sex, lambda given: _("Ghi giới tính."))
MOTHER = Side(_mother, _said_mother, lambda given: _("Ghi có đang mang thai, đang cho con bú hay không."))
MEMBER = Side[PersonFacts](
    _member,
    lambda given, moment, facts: said_present(moment, facts.since, facts.until),
    lambda given: _("Ghi ngày vào hộ."),
)
DISABLED = Side[PersonFacts](
    _disabled,
    lambda given, moment, facts: said_disabled(facts.disabled, facts.stable),
    lambda given: _("Ghi có khuyết tật hay không và có sinh kế ổn định hay không."),
)
ROLE = Side(_role, _said_role, lambda given: _("Ghi nhiệm vụ của người này trong công tác giảm nghèo."))
ANSWER = Side(
    _answer,
    _said_answer,
    lambda given: _("Ghi câu trả lời: {question}.").format(
        question=code_list(given["question"]).title.lower()
    ),
)
