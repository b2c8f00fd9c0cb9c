"""Giáo dục: education of adults, and schooling of children, both by bands of age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from app.rules.because import Because
from app.rules.facts import Facts, Member
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
from app.rules.survey import Question, Survey


class _Band(NamedTuple):
    """Ages from–below, and the answers that are right there, by question key."""

    age_from: int
    age_below: int
    right: dict[str, frozenset[str]]


def _bands(
    rows: Sequence[Mapping[str, Any]], **questions: Question
) -> Mapping[int | None, tuple[_Band, ...]]:
    """Age → the bands it may fall into: one, or all where the age is unknown."""
    bands = [
        _Band(
            row["age_from"],
            row["age_below"],
            {asked.key: codes(row[name], asked) for name, asked in questions.items()},
        )
        for row in rows
    ]
    by_age: dict[int | None, tuple[_Band, ...]] = {None: tuple(bands)}
    for band in bands:
        by_age.update(dict.fromkeys(range(band.age_from, band.age_below), (band,)))
    return by_age


def _fits(member: Member, band: _Band) -> bool | None:
    """True if one answer is right; False if all are known and wrong; else None."""
    unknown = False
    for key, right in band.right.items():
        answer = member.answers.get(key)
        if answer in right:
            return True
        unknown |= answer is None
    return None if unknown else False


def _adult_education(parameters: Parameters, survey: Survey) -> Judge:
    """A young adult is neither at school nor holds a diploma of that age."""
    school = question(survey, parameters["school"])
    education = question(survey, parameters["education"])
    training = question(survey, parameters["training"])
    out = codes(parameters["not_in_school"], school)
    bands = _bands(parameters["ages"], education=education, training=training)

    def judge(facts: Facts, ages: Ages) -> Judgement:
        causes: list[Because] = []
        unknown = not facts.all_listed
        for member, age in zip(facts.members, ages, strict=True):
            studies = member.answers.get(school.key)
            if studies is not None and studies not in out:
                continue
            for band in bands.get(age, ()):
                fits = _fits(member, band)
                if fits is False and studies is not None and age is not None:
                    causes.append(said(member, age, education, member.answers[education.key]))
                elif not fits:
                    unknown = True
        return somebody(causes, unknown)

    return judge


def _child_schooling(parameters: Parameters, survey: Survey) -> Judge:
    """A child is not at the school of its age, or one above."""
    school = question(survey, parameters["school"])
    bands = _bands(parameters["ages"], school=school)

    def judge(facts: Facts, ages: Ages) -> Judgement:
        causes: list[Because] = []
        unknown = not facts.all_listed
        for member, age in zip(facts.members, ages, strict=True):
            for band in bands.get(age, ()):
                fits = _fits(member, band)
                if fits is False and age is not None:
                    causes.append(said(member, age, school, member.answers[school.key]))
                elif not fits:
                    unknown = True
        return somebody(causes, unknown)

    return judge


ADULT_EDUCATION = Function(
    _adult_education,
    {
        "school": "member",
        "not_in_school": "codes school",
        "education": "member",
        "training": "member",
        "ages": "ages education training",
    },
)
CHILD_SCHOOLING = Function(_child_schooling, {"school": "member", "ages": "ages school"})
