"""Deprivation indicators of a household: derived from facts where they decide, else as ticked by hand.

The functions of a book are compiled once. A finding without causes of its own is shared between households,
so that classifying a whole province makes few objects and no words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from app.rules.because import Because
from app.rules.book import RuleBook
from app.rules.entries import Indicator
from app.rules.facts import Facts
from app.rules.indicators import FUNCTIONS
from app.rules.indicators.judging import Ages, Judge

Source = Literal["derived", "paper", "imported", "unknown"]


@dataclass(frozen=True, slots=True)
class IndicatorFinding:
    """One indicator of one household.

    Attributes:
        indicator: the entry of the rule book.
        deprived: None while it is unknown.
        source: `derived` from facts, ticked on `paper`, `imported`, or `unknown`.
        because: the facts that made it deprived; empty unless derived.
        disagrees: True where someone ticked otherwise than the facts say.
    """

    indicator: Indicator
    deprived: bool | None
    source: Source
    because: tuple[Because, ...] = ()
    disagrees: bool = False

    @property
    def key(self) -> str:
        """The indicator's key."""
        return self.indicator.key

    @property
    def number(self) -> int:
        """The indicator's place in the official order."""
        return self.indicator.number


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """An indicator ready to be found: its judge, and the findings that need no causes."""

    key: str
    indicator: Indicator
    judge: Judge
    unknown: IndicatorFinding
    fine: IndicatorFinding
    ticked: Mapping[tuple[str, bool], IndicatorFinding]


@lru_cache(64)
def _steps(book: RuleBook) -> tuple[_Step, ...]:
    return tuple(_step(indicator, book) for indicator in book.indicators)


def _step(indicator: Indicator, book: RuleBook) -> _Step:
    build = FUNCTIONS[indicator.function].build
    sources: tuple[Source, ...] = ("paper", "imported")
    return _Step(
        key=indicator.key,
        indicator=indicator,
        judge=build(indicator.parameters, book.survey),
        unknown=IndicatorFinding(indicator, None, "unknown"),
        fine=IndicatorFinding(indicator, False, "derived"),
        ticked={
            (source, tick): IndicatorFinding(indicator, tick, source)
            for source in sources
            for tick in (False, True)
        },
    )


def indicators(facts: Facts, book: RuleBook) -> tuple[IndicatorFinding, ...]:
    """The indicators in the book's order.

    A tick decides only where the facts do not; where both are known and differ, the finding says so.
    """
    ticks, source = facts.ticks, facts.tick_source
    if not facts.members and not facts.answers:
        return tuple(
            [
                step.ticked[source, ticks[step.key]] if step.key in ticks else step.unknown
                for step in _steps(book)
            ]
        )
    ages = tuple([member.birth.age_on(facts.on) if member.birth else None for member in facts.members])
    return tuple([_find(step, facts, ages) if ticks else _derive(step, facts, ages) for step in _steps(book)])


def _derive(step: _Step, facts: Facts, ages: Ages) -> IndicatorFinding:
    """What the facts alone say: the common case."""
    deprived, because = step.judge(facts, ages)
    if deprived:
        return IndicatorFinding(step.indicator, deprived, "derived", because)
    return step.unknown if deprived is None else step.fine


def _find(step: _Step, facts: Facts, ages: Ages) -> IndicatorFinding:
    """What the facts say, and where they say nothing, the tick."""
    tick = facts.ticks.get(step.key)
    found = _derive(step, facts, ages)
    if found.deprived is None:
        return step.unknown if tick is None else step.ticked[facts.tick_source, tick]
    if tick is None or tick is found.deprived:
        return found
    return IndicatorFinding(step.indicator, found.deprived, "derived", found.because, disagrees=True)
