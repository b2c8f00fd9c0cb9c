"""What a household lacks, what answers it, and what nobody answers yet."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from app.rules.support_kinds import kinds

CAUSE, DEPRIVED = "cause", "deprived"


class Line(NamedTuple):
    """A need of the household.

    Attributes:
        need: `cause` of poverty or `deprived` indicator.
        code: of the cause, or key of the indicator.
        by: what answers it, as the caller named it, in the order given.
        could: codes of the kinds of support that would; empty where no kind does.
    """

    need: str
    code: str
    by: tuple[Hashable, ...]
    could: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The needs that something answers, and those that nothing does."""

    answered: tuple[Line, ...]
    unanswered: tuple[Line, ...]


def answers(
    causes: Iterable[str], deprived: Iterable[str], supports: Collection[tuple[str, Hashable]]
) -> Plan:
    """The plan of a household from its causes, deprived indicators and (kind, reference) of its support."""
    lines = [_line(CAUSE, code, supports) for code in causes]
    lines += [_line(DEPRIVED, code, supports) for code in deprived]
    return Plan(tuple(one for one in lines if one.by), tuple(one for one in lines if not one.by))


def _line(need: str, code: str, supports: Collection[tuple[str, Hashable]]) -> Line:
    could = _could(need, code)
    return Line(need, code, tuple(reference for given, reference in supports if given in could), could)


@cache
def _could(need: str, code: str) -> tuple[str, ...]:
    return tuple(one.code for one in kinds() if code in (one.causes if need == CAUSE else one.deprived))
