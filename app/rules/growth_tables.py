"""The WHO child growth standards as shipped: L, M and S by sex and day of age or centimetre, and the limits.

What a child's measurements mean by them is in `growth`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from app.i18n import _
from app.paths import resource
from app.rules.raw import Mark, Table


class Lms(NamedTuple):
    """Box–Cox power, median and coefficient of variation of a measure at one age or height."""

    l: float  # noqa: E741  (the name that the standard gives it)
    m: float
    s: float

    def at(self, z: float) -> float:
        """The measure at a z-score."""
        return float(self.m * (1 + self.l * self.s * z) ** (1 / self.l))

    def z(self, measure: float) -> float:
        """The z-score of a measure, before the correction beyond three standard deviations."""
        return float(((measure / self.m) ** self.l - 1) / (self.s * self.l))


@dataclass(frozen=True, slots=True)
class Measure:
    """One of the three measures.

    Attributes:
        tables: names of its tables; for weight-for-height lying and standing.
        least: smallest z-score that is believed.
        most: largest z-score that is believed.
    """

    key: str
    name: str
    tables: tuple[str, ...]
    least: float
    most: float
    mark: Mark


@dataclass(frozen=True, slots=True)
class GrowthStandard:
    """The standard.

    Attributes:
        last_day: last day of age in the tables.
        standing_from: day of age from which children are measured standing.
        standing_less: cm by which a child is shorter standing than lying.
        month: days.
        low: z-score below which a child is undernourished.
        severe: z-score below which it is severely so.
    """

    name: str
    last_day: int
    standing_from: int
    standing_less: float
    month: float
    low: float
    severe: float
    measures: Mapping[str, Measure]
    mark: Mark


@cache
def standard() -> GrowthStandard:
    """The shipped standard; RuleFault where its file is missing or damaged."""
    table = Table.of_file(resource("growth", "who-2006.toml"))
    measures = (_measure(entry) for entry in table.tables("indicator"))
    return GrowthStandard(
        name=table.text("name"),
        last_day=table.whole("last_day"),
        standing_from=table.whole("standing_from"),
        standing_less=table.number("standing_less"),
        month=table.number("month"),
        low=table.number("low"),
        severe=table.number("severe"),
        measures={measure.key: measure for measure in measures},
        mark=table.mark(),
    )


def _measure(table: Table) -> Measure:
    return Measure(
        table.text("key"),
        table.text("name"),
        table.texts("tables"),
        table.number("least"),
        table.number("most"),
        table.mark(),
    )


@cache
def growth_table(name: str) -> Mapping[tuple[str, int], Lms]:
    """A table by sex and day of age, or by sex and tenths of a centimetre."""
    path = resource("growth", f"{name}.tsv")
    unit = 1 if name.endswith("age") else 10
    try:
        rows = (line.split("\t") for line in path.read_text("utf-8").splitlines()[1:])
        return {
            (sex, round(float(at) * unit)): Lms(float(power), float(median), float(variation))
            for sex, at, power, median, variation in rows
        }
    except (OSError, ValueError) as problem:
        Table(path.name, "", {}).fault(_("bảng bị hỏng ({problem})").format(problem=problem))
