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
    """The lines of a report in bands: a group, the lines of one place, a heading, or a line by itself."""
    rows, leaves = report.rows, report.leaves
    found: list[Band] = []
    start = 0
    while start < len(rows):
        stop = _end(rows, start)
        merged = _merged(rows[start:stop], leaves) if stop - start > 1 and rows[start].line else 0
        found.append(Band(start, stop, merged, rows[start].heading))
        start = stop
    return found


def _end(rows: Sequence[Row], start: int) -> int:
    first, stop = rows[start], start + 1
    if first.heading or not (first.group or first.line):
        return stop
    seen = {first.line}
    while stop < len(rows) and _together(first, rows[stop], seen):
        seen.add(rows[stop].line)
        stop += 1
    return stop


def _together(first: Row, row: Row, seen: set[str]) -> bool:
    if row.heading or row.group != first.group:
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
