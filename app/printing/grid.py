"""Which cells of a table are one: the tree of heads laid on a grid, and the lines that belong together.

Shared by the PDF and the workbook; knows neither points nor cells of a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.printing.cells import counts
from app.reports.report import Column, Report, Row


@dataclass(frozen=True, slots=True)
class Head:
    """A head on the grid: `rows` × `columns` cells from (`row`, `left`)."""

    column: Column
    row: int
    left: int
    rows: int
    columns: int


def depth(columns: Sequence[Column]) -> int:
    """How many rows the heads take."""
    return max((1 + depth(column.below) for column in columns), default=0)


def heads(columns: Sequence[Column]) -> tuple[Head, ...]:
    """Every head with its place; a leaf reaches down to the last row of heads."""
    return tuple(_heads(columns, 0, 0, depth(columns)))


def _heads(columns: Sequence[Column], row: int, left: int, rows: int) -> Iterator[Head]:
    for column in columns:
        span = sum(1 for _leaf in column.leaves())
        yield Head(column, row, left, 1 if column.below else rows, span)
        yield from _heads(column.below, row + 1, left, rows - 1)
        left += span


@dataclass(frozen=True, slots=True)
class Band:
    """Lines that stay together: [`start`, `stop`).

    Attributes:
        merged: how many leading columns have one cell over all lines (the place of two lines).
        heading: the line of capitals, which stays with what follows it.
    """

    start: int
    stop: int
    merged: int = 0
    heading: bool = False


def bands(report: Report) -> list[Band]:
    """The lines of a report in bands: a group, the lines of one place, a heading, or a line by itself.

    The rows are gone through once, since a long list makes each when it is asked for.
    """
    leaves, found = report.leaves, list[Band]()
    held: list[Row] = []
    seen: set[str] = set()
    for at, row in enumerate(report.rows):
        if held and not _together(held[0], row, seen):
            found.append(_band(held, at, leaves))
            held, seen = [], set()
        held.append(row)
        seen.add(row.line)
    return [*found, _band(held, len(report.rows), leaves)] if held else found


def _band(rows: Sequence[Row], stop: int, leaves: Sequence[Column]) -> Band:
    merged = _merged(rows, leaves) if len(rows) > 1 and rows[0].line else 0
    return Band(stop - len(rows), stop, merged, rows[0].heading)


def _together(first: Row, row: Row, seen: set[str]) -> bool:
    if first.heading or row.heading or row.group != first.group:
        return False
    if first.group:
        return True
    return bool(row.line) and row.line not in seen and (row.place, row.level) == (first.place, first.level)


def _merged(rows: Sequence[Row], leaves: Sequence[Column]) -> int:
    """Leading text columns in which the later lines say nothing else than the first."""
    for index, leaf in enumerate(leaves):
        first = rows[0].values.get(leaf.key)
        same = all(row.values.get(leaf.key) in (None, "", first) for row in rows[1:])
        if counts(leaf) or not same:
            return index
    return 0


def ranked(report: Report) -> bool:
    """True where lines have ranks: then those of level 0, the whole scope, are bold. Lists have none."""
    if any(row.heading or row.group for row in report.rows):
        return False
    return len({row.level for row in report.rows}) > 1
