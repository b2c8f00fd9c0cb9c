"""Việc làm: employment, and dependents in the household."""

from __future__ import annotations

from app.dates import PartialDate
from app.rules.because import Because, Share
from app.rules.facts import Facts, Member
from app.rules.indicators.judging import (
    FINE,
    UNKNOWN,
    Ages,
    Function,
    Judge,
    Judgement,
    Parameters,
    codes,
    question,
    said,
    somebody,
)
from app.rules.survey import Survey


def _employment(parameters: Parameters, survey: Survey) -> Judge:
    """Somebody of working age, able and willing, has no job; or works for wages without a contract."""
    work, contract = question(survey, parameters["work"]), question(survey, parameters["contract"])
    jobless, working = codes(parameters["jobless"], work), codes(parameters["working"], work)
    without = codes(parameters["without_contract"], contract)
    age_from, retirement = parameters["age_from"], parameters["retirement"]

    def judge(facts: Facts, ages: Ages) -> Judgement:
        causes: list[Because] = []
        unknown = not facts.all_listed
        for member, age in zip(facts.members, ages, strict=True):
            if age is not None and age < age_from:
                continue
            does, signed = member.answers.get(work.key), member.answers.get(contract.key)
            if does in jobless:
                of_age = _of_working_age(member, age, facts, retirement)
                if of_age:
                    causes.append(said(member, age, work, does))
                unknown |= of_age is None
            elif does in working and signed in without:
                causes.append(said(member, age, contract, signed))
            else:
                unknown |= does is None or (does in working and signed is None)
        return somebody(causes, unknown)

    return judge


def _of_working_age(
    member: Member, age: int | None, facts: Facts, retirement: list[dict[str, int]]
) -> bool | None:
    """Not yet of retirement age; None without a birth date, or where the sex would decide and is unknown."""
    if age is None or member.birth is None:
        return None
    months = _months(member.birth, facts)
    year = max(
        (row for row in retirement if row["year"] <= facts.on.year),
        key=lambda row: row["year"],
        default=retirement[0],
    )
    if member.sex in ("male", "female"):
        return months < year[member.sex]
    still = {months < year["male"], months < year["female"]}
    return still.pop() if len(still) == 1 else None


def _months(birth: PartialDate, facts: Facts) -> int:
    """Full months of age; what is unknown of the birth date counts as the first."""
    on = facts.on
    return (on.year - birth.year) * 12 + on.month - (birth.month or 1) - (on.day < (birth.day or 1))


def _dependents(parameters: Parameters, survey: Survey) -> Judge:
    """Dependents are more than a share of the members: children, and those on certain monthly allowances."""
    allowance = question(survey, parameters["allowance"])
    dependent = codes(parameters["dependent"], allowance)
    age_below, percent = parameters["age_below"], parameters["over_percent"]

    def judge(facts: Facts, ages: Ages) -> Judgement:
        persons = facts.persons
        if persons < 1:
            return UNKNOWN
        found: list[str] = []
        unknown = max(persons - len(facts.members), 0)
        for member, age in zip(facts.members, ages, strict=True):
            receives = member.answers.get(allowance.key)
            if (age is not None and age < age_below) or receives in dependent:
                found.append(member.key)
            elif age is None or receives is None:
                unknown += 1
        if len(found) * 100 > percent * persons:
            return True, (Share(len(found), persons, tuple(found)),)
        return FINE if (len(found) + unknown) * 100 <= percent * persons else UNKNOWN

    return judge


EMPLOYMENT = Function(
    _employment,
    {
        "work": "member",
        "contract": "member",
        "jobless": "codes work",
        "working": "codes work",
        "without_contract": "codes contract",
        "age_from": "number",
        "retirement": "retirement",
    },
)
DEPENDENTS = Function(
    _dependents,
    {"allowance": "member", "dependent": "codes allowance", "age_below": "number", "over_percent": "number"},
)
