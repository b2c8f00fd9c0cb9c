"""The entries of a rule book, each as plain values with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.rules.raw import Mark


@dataclass(frozen=True, slots=True)
class AreaValue:
    """A number that depends on the area.

    Attributes:
        area: `rural` or `urban`.
        value: đồng per person and month, or points.
        valid_until: last day on which it may be used; None without end.
    """

    area: str
    value: int
    mark: Mark
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the standard with its source."""

    value: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Class:
    """A class of households: code of `classes`, official name, and the rule in words."""

    code: str
    name: str
    rule: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Indicator:
    """A deprivation indicator.

    Attributes:
        key: known to records and reports.
        number: its place in the official order, from 1.
        rule: when a household is deprived, in words.
        function: the name of the function that derives it.
        parameters: of the function; checked by the loader.
        unverified: parameters that are less sure than the entry itself.
    """

    key: str
    number: int
    dimension: str
    name: str
    rule: str
    function: str
    parameters: Mapping[str, Any] = field(hash=False)
    mark: Mark
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncomeItem:
    """A line of the income worksheet; `kind` is `receipt`, `cost` or `excluded` (recorded, not counted)."""

    key: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """An item of the B1 point table.

    Attributes:
        group: the heading under which the form adds it up.
        how: `size`, `choice`, `best` (of the members), `number`, `per_person` or `each`.
        question: the question scored; empty for `size`.
    """

    key: str
    group: str
    name: str
    how: str
    question: str
