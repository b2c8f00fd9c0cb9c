"""The tables of a book: each visible sheet whose head is found, and the account that is given of every row.

A row is taken, skipped for a reason, or a puzzle: what no reader may do is lose one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.exchange.lines import Problem, Reading, Totals
from app.exchange.sheet import Row, Sheet
from app.exchange.sheets import headers, titles
from app.exchange.sheets.headers import ColumnMapping, Header, Spellings
from app.exchange.sheets.reading import Book
from app.exchange.values.cells import text_of
from app.i18n import _

_SHOWN = 120  # letters of a puzzling row that its problem repeats


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet, its head, and the texts above that."""

    sheet: Sheet
    header: Header
    above: list[str]

    def body(self) -> Iterator[tuple[int, Row]]:
        """The rows below the head, with Excel's numbers."""
        return enumerate(self.sheet.rows[self.header.first - 1 :], self.header.first)

    def problem(self, row: int, key: str, reason: str, grave: bool = True) -> Problem:
        """Something to be said of the cell of a field; of the whole row where there is no such column."""
        return Problem(self.sheet.name, row, self.header.columns.get(key, -1) + 1, reason, grave)


class Tables:
    """Goes through the tables of a book and keeps the account.

    Args:
        book: as it was read.
        kind: of the reader.
        spellings: field → words of its head.
        needed: fields without which a sheet has no table.
        mapping: of an earlier time.
    """

    def __init__(
        self,
        book: Book,
        kind: str,
        spellings: Spellings,
        needed: frozenset[str],
        mapping: ColumnMapping | None,
    ) -> None:
        self._book, self._kind, self._mapping = book, kind, mapping
        self._spellings, self._needed = spellings, needed
        self.skipped: Counter[str] = Counter()
        self.problems = [_hidden(name) for name in book.hidden]
        self._puzzles = 0
        self._used: ColumnMapping | None = None
        self._year: int | None = None

    def __iter__(self) -> Iterator[Table]:
        """The tables; the rows above each, and its head, are counted as skipped."""
        for sheet in self._book.sheets:
            header = headers.find(sheet.rows, self._spellings, self._mapping)
            if header is None or not header.columns.keys() >= self._needed:
                self._without_head(sheet)
                continue
            self._skip_rows(sheet.rows[: header.top - 1], "title")
            self.skipped["header"] += header.first - header.top
            self.problems += _unknown_columns(sheet, header)
            above = titles.texts_above(sheet.rows, header.top)
            self._year = self._year or titles.year(above, sheet.name, self._book.path.name)
            self._used = self._used or header.mapping(self._kind)
            yield Table(sheet, header, above)

    def puzzle(self, table: Table, number: int, row: Row) -> None:
        """Note a row that is neither a record nor known furniture."""
        shown = "; ".join([text_of(cell) for cell in row if cell != ""])[:_SHOWN]
        reason = _("Không hiểu dòng này: “{text}”. Dòng không được nhập.").format(text=shown)
        self.problems.append(Problem(table.sheet.name, number, 0, reason))
        self._puzzles += 1

    def reading(self, taken: int, **records: Any) -> Reading:  # the records of the kind, by their field
        """The result: its records, and the account of `taken` rows beside the skipped and puzzling ones."""
        rows = sum(len(sheet.rows) for sheet in self._book.sheets)
        return Reading(
            self._kind,
            encoding=self._book.encoding,
            mapping=self._used,
            problems=tuple(self.problems),
            totals=Totals(rows, taken, self._puzzles, dict(self.skipped)),
            year=self._year,
            **records,
        )

    def _skip_rows(self, rows: list[Row], reason: str) -> None:
        for row in rows:
            self.skipped[reason if any(cell != "" for cell in row) else "empty"] += 1

    def _without_head(self, sheet: Sheet) -> None:
        self._skip_rows(sheet.rows, "no_head")
        if any(cell != "" for row in sheet.rows for cell in row):
            reason = _("Trang “{name}” không có dòng tiêu đề nào nhận ra được nên không được đọc.")
            self.problems.append(Problem(sheet.name, 0, 0, reason.format(name=sheet.name)))


def _hidden(name: str) -> Problem:
    return Problem(name, 0, 0, _("Trang “{name}” bị ẩn nên không được đọc.").format(name=name), grave=False)


def _unknown_columns(sheet: Sheet, header: Header) -> list[Problem]:
    reason = _("Cột “{title}” chưa được ghép với trường nào.")
    return [
        Problem(sheet.name, header.bottom, column + 1, reason.format(title=title), grave=False)
        for column, title in header.unknown.items()
    ]
