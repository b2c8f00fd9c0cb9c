"""The income worksheet: receipts by source less production costs, per person and month.

Social allowances from the state budget are written down and not counted. Not for B1.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.rules.book import RuleBook
from app.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Income:
    """Income of a household as the worksheet adds it up, đồng.

    Attributes:
        receipts: of the household, over the worksheet's months.
        costs: of production, likewise.
        excluded: recorded, not counted.
        persons: among whom it is shared.
        months: of the worksheet.
        per_person: đồng per person and month; exact where the division comes out even.
    """

    receipts: int
    costs: int
    excluded: int
    persons: int
    months: int

    @property
    def per_person(self) -> float:
        """Đồng per person and month; may be negative after a bad harvest."""
        return (self.receipts - self.costs) / (self.months * self.persons)


def income(facts: Facts, book: RuleBook) -> Income | None:
    """The worksheet added up; None while it is empty or the number of persons is unknown.

    A line that is not filled in counts as none: the worksheet lists all sources.
    """
    lines, persons = facts.income, facts.persons
    if not lines or persons < 1:
        return None
    sums = {"receipt": 0, "cost": 0, "excluded": 0}
    for item in book.income_items:
        sums[item.kind] += lines.get(item.key, 0)
    return Income(sums["receipt"], sums["cost"], sums["excluded"], persons, book.income_months)


def unknown_lines(facts: Facts, book: RuleBook) -> tuple[str, ...]:
    """Worksheet lines that the book does not know; they are not counted."""
    return tuple(sorted(facts.income.keys() - {item.key for item in book.income_items}))
