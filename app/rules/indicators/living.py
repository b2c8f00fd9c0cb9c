"""Nhà ở, nước, vệ sinh, môi trường: what a household's own answers decide."""

from __future__ import annotations

from typing import Any

from app.rules.because import AnswerFact, FloorArea
from app.rules.facts import Facts
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
)
from app.rules.survey import Survey


def _housing_quality(parameters: Parameters, survey: Survey) -> Judge:
    """At least so many parts of the house are of a material that does not last."""
    parts = [question(survey, key) for key in parameters["questions"]]
    at_least = parameters["at_least"]
    lasting = [codes(parameters["durable"], part) for part in parts]
    poor_at: list[tuple[str, dict[Any, bool]]] = [
        (part.key, {entry.code: entry.code not in durable for entry in part.list.entries})
        for part, durable in zip(parts, lasting, strict=True)
    ]

    def judge(facts: Facts, ages: Ages) -> Judgement:
        answers = facts.answers
        poor = [is_poor.get(answers.get(key)) for key, is_poor in poor_at]
        if poor.count(True) >= at_least:
            return True, tuple(
                AnswerFact(part, answers[part.key])
                for part, is_poor in zip(parts, poor, strict=True)
                if is_poor
            )
        return FINE if poor.count(True) + poor.count(None) < at_least else UNKNOWN

    return judge


def _housing_area(parameters: Parameters, survey: Survey) -> Judge:
    """The floor area per person is below a limit, m²."""
    key, below = parameters["question"], parameters["below"]

    def judge(facts: Facts, ages: Ages) -> Judgement:
        area, persons = facts.answers.get(key), facts.persons
        if area is None or persons < 1:
            return UNKNOWN
        return (True, (FloorArea(area, persons),)) if area < below * persons else FINE

    return judge


def _not_among(parameters: Parameters, survey: Survey) -> Judge:
    """The answer is not among those accepted; a code that the list does not know decides nothing."""
    asked = question(survey, parameters["question"])
    accepted = codes(parameters["accepted"], asked)
    key = asked.key
    judged: dict[str | None, Judgement] = {
        entry.code: FINE if entry.code in accepted else (True, (AnswerFact(asked, entry.code),))
        for entry in asked.list.entries
    }

    def judge(facts: Facts, ages: Ages) -> Judgement:
        return judged.get(facts.answers.get(key), UNKNOWN)

    return judge


HOUSING_QUALITY = Function(
    _housing_quality, {"questions": "households", "durable": "flag questions", "at_least": "number"}
)
HOUSING_AREA = Function(_housing_area, {"question": "household", "below": "number"})
NOT_AMONG = Function(_not_among, {"question": "household", "accepted": "codes question"})
