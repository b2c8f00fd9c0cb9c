"""Y tế: nutrition of children, and health insurance."""

from __future__ import annotations

from app.rules.because import Because
from app.rules.facts import Facts
from app.rules.indicators.judging import (
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


def _nutrition(parameters: Parameters, survey: Survey) -> Judge:
    """A child is stunted or underweight, as the weighing found."""
    asked = question(survey, parameters["question"])
    deprived = codes(parameters["deprived"], asked)
    key, age_below = asked.key, parameters["age_below"]

    def judge(facts: Facts, ages: Ages) -> Judgement:
        causes: list[Because] = []
        unknown = not facts.all_listed
        for member, age in zip(facts.members, ages, strict=True):
            if age is not None and age >= age_below:
                continue
            found = member.answers.get(key)
            if found is None or (age is None and found in deprived):
                unknown = True
            elif found in deprived:
                causes.append(said(member, age, asked, found))
        return somebody(causes, unknown)

    return judge


def _health_insurance(parameters: Parameters, survey: Survey) -> Judge:
    """A member of a certain age has no health insurance."""
    asked = question(survey, parameters["question"])
    key, age_from = asked.key, parameters["age_from"]

    def judge(facts: Facts, ages: Ages) -> Judgement:
        causes: list[Because] = []
        unknown = not facts.all_listed
        for member, age in zip(facts.members, ages, strict=True):
            if age is not None and age < age_from:
                continue
            insured = member.answers.get(key)
            if insured is None or (age is None and not insured):
                unknown = True
            elif not insured:
                causes.append(said(member, age, asked, False))
        return somebody(causes, unknown)

    return judge


NUTRITION = Function(_nutrition, {"question": "member", "deprived": "codes question", "age_below": "number"})
HEALTH_INSURANCE = Function(_health_insurance, {"question": "member", "age_from": "number"})
