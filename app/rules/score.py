"""B1 from a point table: points per item, each with the rows that gave them. Not for B2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.rules.book import RuleBook
from app.rules.entries import ScoreItem
from app.rules.facts import Facts
from app.rules.points import PointRow, PointTable
from app.rules.survey import Question


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """Points of one item.

    Attributes:
        rows: the rows of the table that gave the points; several where every asset counts.
        points: None while the answer is unknown or no row covers it.
    """

    item: ScoreItem
    rows: tuple[PointRow, ...]
    points: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """A B1 score.

    Attributes:
        table: name of the table used.
        official: False when it was made with the sample table.
    """

    table: str
    official: bool
    lines: tuple[ScoreLine, ...]

    @property
    def total(self) -> float | None:
        """The sum; None while an item is unknown."""
        points = [line.points for line in self.lines]
        return None if None in points else sum(point for point in points if point is not None)

    @property
    def missing(self) -> tuple[ScoreItem, ...]:
        """The items that keep the total from being known."""
        return tuple(line.item for line in self.lines if line.points is None)

    def by_group(self) -> dict[str, float | None]:
        """Points under each heading of the form."""
        groups: dict[str, float | None] = {}
        for line in self.lines:
            so_far = groups.get(line.item.group, 0.0)
            groups[line.item.group] = None if so_far is None or line.points is None else so_far + line.points
        return groups


def score(facts: Facts, book: RuleBook, table: PointTable) -> Score:
    """The score of a household by a table of the same standard."""
    lines = []
    for item in book.score_items:
        options = table.options(facts.region, facts.area, item.key)
        rows = _rows(item, facts, book, options)
        lines.append(ScoreLine(item, rows or (), None if rows is None else sum(row.points for row in rows)))
    return Score(table.name, table.official, tuple(lines))


def _rows(
    item: ScoreItem, facts: Facts, book: RuleBook, options: Sequence[PointRow]
) -> tuple[PointRow, ...] | None:
    """The rows that apply; None if unknown."""
    if item.how == "each":
        return _owned(facts.answers.get(item.question), options)
    if item.how == "best":
        return _best(_question(item, book), facts, options)
    if item.how == "choice":
        answer = facts.answers.get(item.question)
        return _one(row for row in options if row.code == answer)
    number = _number(item, facts, book)
    return None if number is None else _one(row for row in options if row.least <= number < row.below)


def _question(item: ScoreItem, book: RuleBook) -> Question:
    found = book.survey.question(item.question)
    assert found is not None  # the loader has seen that it exists
    return found


def _number(item: ScoreItem, facts: Facts, book: RuleBook) -> float | None:
    """The number that the options divide into ranges; 0 where it is not asked (no electricity, no kWh)."""
    persons = facts.persons
    if item.how == "size":
        return persons or None
    number: float | None = facts.answers.get(item.question)
    if number is None and _question(item, book).asked(facts.answers) is False:
        number = 0
    if item.how == "number" or number is None:
        return number
    return number / persons if persons else None


def _one(rows: Iterator[PointRow]) -> tuple[PointRow, ...] | None:
    found = next(rows, None)
    return None if found is None else (found,)


def _best(question: Question, facts: Facts, options: Sequence[PointRow]) -> tuple[PointRow, ...] | None:
    """The row of the member with most points; no row where nobody is asked; unknown while a member is."""
    if not facts.all_listed:
        return None
    codes = set()
    for member in facts.members:
        answer = member.answers.get(question.key)
        age = member.birth.age_on(facts.on) if member.birth else None
        if answer is None and question.asked(member.answers, age) is not False:
            return None
        codes.add(answer)
    rows = [row for row in options if row.code in codes]
    return (max(rows, key=lambda row: row.points),) if rows else ()


def _owned(answer: Any, options: Sequence[PointRow]) -> tuple[PointRow, ...] | None:
    """One row for everything owned: of several ranges the one that the amount falls into."""
    if answer is None:
        return None
    amounts = answer if isinstance(answer, Mapping) else dict.fromkeys(answer, 1)
    return tuple(
        row for row in options if amounts.get(row.code, 0) and row.least <= amounts[row.code] < row.below
    )
