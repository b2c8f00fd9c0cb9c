"""Thông tin: use of the internet, and means of information."""

from __future__ import annotations

from app.rules.because import AnswerFact
from app.rules.facts import Facts
from app.rules.indicators.judging import (
    FINE,
    UNKNOWN,
    Ages,
    Function,
    Judge,
    Judgement,
    Parameters,
    question,
)
from app.rules.survey import Survey


def _internet(parameters: Parameters, survey: Survey) -> Judge:
    """No member uses the internet, by the members' own answers or by the household's."""
    asked = question(survey, parameters["household"])
    member_key, key, age_from = parameters["member"], asked.key, parameters["age_from"]
    nobody: Judgement = (True, (AnswerFact(asked, False),))

    def judge(facts: Facts, ages: Ages) -> Judgement:
        unknown = not facts.all_listed
        for member, age in zip(facts.members, ages, strict=True):
            uses = member.answers.get(member_key)
            if uses:
                return FINE
            unknown |= uses is None and (age is None or age >= age_from)
        used = facts.answers.get(key)
        if used:
            return FINE
        return UNKNOWN if used is None and unknown else nobody

    return judge


def _none_of(parameters: Parameters, survey: Survey) -> Judge:
    """The household has nothing of a list; an empty list is an answer, no list is none."""
    asked = question(survey, parameters["question"])
    key = asked.key
    nothing: Judgement = (True, (AnswerFact(asked, ()),))

    def judge(facts: Facts, ages: Ages) -> Judgement:
        owned = facts.answers.get(key)
        if owned is None:
            return UNKNOWN
        return FINE if owned else nothing

    return judge


INTERNET = Function(_internet, {"member": "member", "household": "household", "age_from": "number"})
NONE_OF = Function(_none_of, {"question": "household"})
