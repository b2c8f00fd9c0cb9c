"""A sheet as the reader gives it: all its cells from A1 on, so that a row keeps Excel's own number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta
Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a book.

    Attributes:
        name: as on its tab.
        rows: all cells, empty ones as `""`; `rows[0]` is row 1 of Excel.
    """

    name: str
    rows: list[Row]

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """The rows with Excel's numbers."""
        return enumerate(self.rows, 1)


def letters(column: int) -> str:
    """The name of a column that is counted from 1: `A`, `Z`, `AA`."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def number_of(name: str) -> int:
    """The number of a column from its letters, counted from 1; 0 for what is no column's name."""
    number = 0
    for letter in name.strip().upper():
        if not "A" <= letter <= "Z" or number > 26**2:
            return 0
        number = number * 26 + ord(letter) - 64
    return number
