"""The class of a household under a standard: the income side, the deprived indicators, and nothing else.

Above the income line a household is not poor whatever its deprivations; at or below it, the number of
deprived indicators tells poor from near-poor. What is unknown decides nothing: the class stays open while it
could change.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from app.rules.book import RuleBook
from app.rules.derive import IndicatorFinding, indicators
from app.rules.entries import AreaValue
from app.rules.facts import Facts
from app.rules.finding import Finding, Notice
from app.rules.income import Income, income, unknown_lines
from app.rules.points import PointTable
from app.rules.score import Score, score

_POOR, _NEAR, _NOT = "poor", "near_poor", "not_poor"


class _Lines(NamedTuple):
    """What a book says of an area, looked up once."""

    income: int
    average_living: int | None
    low_income_worker: int | None


class _Side(NamedTuple):
    """All that is known of the income side.

    Attributes:
        says: what each side says alone: at or below the line, above it, or nothing.
    """

    table: Score | None
    typed: float | None
    sheet: Income | None
    per_person: float | None
    cutoff: int | None
    says: dict[str, bool | None]


def classify(facts: Facts, book: RuleBook, b1_table: PointTable | None = None) -> Finding:
    """The finding for a household; its class is None while what is unknown could still change it."""
    lines = _lines(book, facts.area)
    side = _income_side(facts, book, b1_table, lines)
    decided_by, below = _decide(side, book)
    found = indicators(facts, book)
    deprived, unknown = _count(found)
    klass = _class(below, deprived, unknown, book.deprived_at_least.value)
    return Finding(
        standard=book.key,
        klass=klass,
        side=decided_by,
        at_or_below=below,
        b1=side.typed if decided_by == "b1_typed" or side.table is None else side.table.total,
        cutoff=side.cutoff,
        income=side.per_person,
        line=lines.income,
        deprived=deprived,
        unknown=unknown,
        deprived_at_least=book.deprived_at_least.value,
        b2=deprived * book.b2_points.value,
        indicators=found,
        average_farming=_average_farming(klass, side, facts, lines),
        low_income_worker=_low_income(klass, side, lines),
        score=side.table,
        worksheet=side.sheet,
        missing=() if klass else _missing(below, found),
        notices=_notices(facts, book, side, found),
    )


def findings(facts: Facts, books: Iterable[RuleBook]) -> tuple[Finding, ...]:
    """The findings for one household under several standards, in the order of the books."""
    return tuple(classify(facts, book) for book in books)


@lru_cache(256)
def _lines(book: RuleBook, area: str) -> _Lines:
    def of(values: tuple[AreaValue, ...]) -> int | None:
        return next((value.value for value in values if value.area == area), None)

    return _Lines(book.line(area), of(book.average_living), of(book.low_income_worker))


def _income_side(facts: Facts, book: RuleBook, b1_table: PointTable | None, lines: _Lines) -> _Side:
    sheet = income(facts, book)
    per_person = sheet.per_person if sheet else facts.income_per_person
    table = score(facts, book, b1_table) if b1_table and b1_table.standard == book.key else None
    typed, cutoff = _typed(facts, book), book.cutoff(facts.area, facts.on)
    says = {
        "b1_table": _at_or_below(table.total if table else None, cutoff),
        "b1_typed": _at_or_below(typed, cutoff),
        "income": _at_or_below(per_person, lines.income),
    }
    return _Side(table, typed, sheet, per_person, cutoff, says)


def _at_or_below(value: float | None, line: int | None) -> bool | None:
    return None if value is None or line is None else value <= line


def _typed(facts: Facts, book: RuleBook) -> float | None:
    """B1 as typed: the total, or the sum of the items where all items or all groups of the form are there."""
    if facts.b1_total is not None or not facts.b1_items:
        return facts.b1_total
    keys = facts.b1_items.keys()
    if not book.score_items:
        return None
    items = {item.key for item in book.score_items}
    groups = {item.group for item in book.score_items}
    return sum(facts.b1_items.values()) if keys >= items or keys >= groups else None


def _decide(side: _Side, book: RuleBook) -> tuple[str, bool | None]:
    """The first side of the book that knows, and what it says."""
    for name in book.decides:
        below = side.says[name]
        if below is not None:
            return name, below
    return "unknown", None


def _count(found: tuple[IndicatorFinding, ...]) -> tuple[int, int]:
    deprived = unknown = 0
    for finding in found:
        if finding.deprived:
            deprived += 1
        elif finding.deprived is None:
            unknown += 1
    return deprived, unknown


def _class(below: bool | None, deprived: int, unknown: int, at_least: int) -> str | None:
    """The class as far as the line and the count decide it."""
    if below is None:
        return None
    if not below:
        return _NOT
    if deprived >= at_least:
        return _POOR
    return _NEAR if deprived + unknown < at_least else None


def _average_farming(klass: str | None, side: _Side, facts: Facts, lines: _Lines) -> bool | None:
    """A farming household above the income line, up to the line of an average living; None if unknown."""
    up_to, earned = lines.average_living, side.per_person
    farming = facts.answers.get("farming")
    if up_to is None or farming is False or klass in (_POOR, _NEAR):
        return False
    if klass is None or earned is None or earned <= lines.income:
        return None
    return None if farming is None and earned <= up_to else earned <= up_to


def _low_income(klass: str | None, side: _Side, lines: _Lines) -> bool | None:
    """Workers of the household count as low-income: it is not poor, and its income is up to their line."""
    up_to = lines.low_income_worker
    if up_to is None or klass in (_POOR, _NEAR):
        return False
    return None if klass is None or side.per_person is None else side.per_person <= up_to


def _missing(below: bool | None, found: tuple[IndicatorFinding, ...]) -> tuple[str, ...]:
    """What keeps a class open: `income_side`, and the keys of the unknown indicators."""
    income_side = ("income_side",) if below is None else ()
    return income_side + tuple(finding.key for finding in found if finding.deprived is None)


def _notices(
    facts: Facts, book: RuleBook, side: _Side, found: tuple[IndicatorFinding, ...]
) -> tuple[Notice, ...]:
    """What an officer should look at; none of it changes the class."""
    notices: list[Notice] = []
    if True in side.says.values() and False in side.says.values():
        notices += _disagreements(side, book.line(facts.area))
    notices += _notices_of_b1(facts, side)
    if facts.all_listed and facts.size and facts.size != len(facts.members):
        notices.append(Notice("size_differs", (facts.size, len(facts.members))))
    notices += [Notice("tick_differs", (finding.indicator.name,)) for finding in found if finding.disagrees]
    if facts.income:
        notices += [Notice("unknown_line", (key,)) for key in unknown_lines(facts, book)]
    return tuple(notices)


def _disagreements(side: _Side, line: int) -> list[Notice]:
    """Which of the sides that are known contradict each other."""
    table, typed, earned = (side.says[name] for name in ("b1_table", "b1_typed", "income"))
    points = side.table.total if side.table else None
    found = []
    if {table, typed} == {True, False}:
        found.append(Notice("points_disagree", (points, side.typed)))
    b1, value = (typed, side.typed) if table is None else (table, points)
    if {b1, earned} == {True, False}:
        found.append(Notice("sides_disagree", (value, side.per_person, line)))
    return found


def _notices_of_b1(facts: Facts, side: _Side) -> list[Notice]:
    """Typed points that decide nothing here, are not complete, or contradict each other."""
    if side.cutoff is None and (facts.b1_total is not None or facts.b1_items):
        return [Notice("b1_not_used", (side.typed,))]
    if not facts.b1_items:
        return []
    total = sum(facts.b1_items.values())
    if side.typed is None:
        return [Notice("b1_items_missing", ())]
    return [Notice("b1_total_differs", (side.typed, total))] if total != side.typed else []
