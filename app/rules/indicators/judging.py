"""What the functions of the indicators share: their type, their parameters, and how "somebody" is decided.

A rule book names a function and its parameters; `build` turns them into a judge once, and the judge runs for
every household. A judge sees facts only: no clock, no store, no legal number of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.rules.because import Because, MemberFact
from app.rules.facts import Facts, Member
from app.rules.survey import Question, Survey

Ages = Sequence[int | None]
Judgement = tuple[bool | None, tuple[Because, ...]]
"""Deprived, not deprived or unknown, and the facts that made it so."""

Judge = Callable[[Facts, Ages], Judgement]
Parameters = Mapping[str, Any]

FINE: Judgement = (False, ())
UNKNOWN: Judgement = (None, ())


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the indicators, and what its parameters have to be.

    Attributes:
        build: makes the judge from the parameters and the survey.
        parameters: by name, one of
            `member`, `household`: the key of a question of that subject · `households`: several of them ·
            `number`: a whole number · `codes <name>`: codes of the question in parameter <name>, or a flag of
            its list · `flag <name>`: a flag of every list in <name> · `ages`: bands by age ·
            `retirement`: months of age by year and sex.
    """

    build: Callable[[Parameters, Survey], Judge]
    parameters: Mapping[str, str]


def question(survey: Survey, key: str) -> Question:
    """The question of that key; the loader has seen that it exists."""
    found = survey.question(key)
    assert found is not None
    return found


def codes(parameter: str | Sequence[str], asked: Question) -> frozenset[str]:
    """The codes that a parameter means: those listed, or those whose flag it names."""
    if isinstance(parameter, str):
        return asked.list.flagged(parameter)
    return frozenset(parameter)


def said(member: Member, age: int | None, asked: Question, value: object) -> MemberFact:
    """The fact that a member gave this answer."""
    return MemberFact(member.key, member.name, age, asked, value)


def somebody(causes: list[Because], unknown: bool) -> Judgement:
    """Deprived if anybody causes it; unknown while somebody who could cause it is not known."""
    if causes:
        return True, tuple(causes)
    return UNKNOWN if unknown else FINE
