"""The terms of a sub-project: conditions that all applicants meet, and the ways by which one may come in.

The words are the law's and come from the catalogue; what a condition means is in `conditions`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from app.rules.raw import Mark

Given = Mapping[str, Any]
RESIDENT = "resident"


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition with its source.

    Attributes:
        key: of the catalogue.
        condition: the name of the condition that judges it.
        given: what the condition needs, checked by the reader.
        text: the words of the law or plan.
    """

    key: str
    condition: str
    given: Given = field(hash=False)
    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Way:
    """One group of beneficiaries: who meets all its rules, and what is required of all, may benefit."""

    key: str
    text: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Who may benefit.

    Attributes:
        units: what may apply: `household`, `person`; a `place` applies for nothing.
        requires: rules that all have to meet.
        ways: groups of beneficiaries, one of which is enough; none = what is required is enough.
    """

    units: tuple[str, ...]
    requires: tuple[Rule, ...]
    ways: tuple[Way, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule once, in order."""
        every = (*self.requires, *(rule for way in self.ways for rule in way.rules))
        return tuple(dict.fromkeys(every))

    def without(self, rule: str) -> Terms:
        """The terms as they would be if nobody had written that rule."""
        ways = (replace(way, rules=_less(way.rules, rule)) for way in self.ways)
        return replace(self, requires=_less(self.requires, rule), ways=tuple(ways))

    def only(self, ways: tuple[str, ...]) -> Terms:
        """The terms with these ways alone; all of them where none is named."""
        return replace(self, ways=tuple(way for way in self.ways if not ways or way.key in ways))

    def within(self, villages: frozenset[Hashable]) -> Terms:
        """The terms for households and persons of these villages alone."""
        return replace(self, requires=(*self.requires, _resident(villages)))


def _less(rules: tuple[Rule, ...], key: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.key != key)


def _resident(villages: frozenset[Hashable]) -> Rule:
    mark = Mark("Quyết định phê duyệt hoạt động", "read")
    return Rule(RESIDENT, RESIDENT, {"villages": villages}, "Ở nơi thực hiện hoạt động.", mark)


class Moment(NamedTuple):
    """When a verdict is asked for.

    Attributes:
        day: the day of approval.
        escape_months: how long a household counts as recently escaped.
    """

    day: date
    escape_months: int
