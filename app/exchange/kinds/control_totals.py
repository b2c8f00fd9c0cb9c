"""Control totals per village, from a workbook or JSON, against which an import is reconciled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.exchange.lines import ControlLine, Problem, Reading
from app.exchange.sheet import Row
from app.exchange.sheets import headers
from app.exchange.sheets.headers import ColumnMapping
from app.exchange.sheets.reading import Book
from app.exchange.sheets.tables import Table, Tables
from app.exchange.values.cells import text_of, whole
from app.vietnamese import fold

KIND = "control_totals"
FIELDS: dict[str, tuple[str, ...]] = {
    "ordinal": ("TT", "STT"),
    "place": ("place", "thôn", "bản", "thôn, bản", "thôn/bản", "đơn vị", "địa bàn", "tên thôn"),
    "households": (
        "all.households", "households", "tổng số hộ", "số hộ", "tổng số hộ dân cư", "tổng số hộ > hộ",
        "tổng số hộ > số hộ", "tổng số hộ dân cư > số hộ", "tổng số > số hộ", "tổng số hộ dân cư > hộ",
    ),
    "persons": (
        "all.persons", "persons", "tổng số khẩu", "số khẩu", "số nhân khẩu", "tổng số nhân khẩu",
        "tổng số hộ > số khẩu", "tổng số hộ dân cư > số khẩu", "tổng số hộ dân cư > số nhân khẩu",
        "tổng số > số khẩu", "tổng số > số nhân khẩu", "tổng số hộ dân cư > khẩu",
    ),
    "poor.households": ("poor.households", "hộ nghèo", "số hộ nghèo", "hộ nghèo > số hộ", "hộ nghèo > hộ"),
    "poor.persons": (
        "poor.persons", "khẩu nghèo", "số khẩu nghèo", "nhân khẩu nghèo", "số khẩu hộ nghèo",
        "hộ nghèo > khẩu",
        "hộ nghèo > số khẩu", "hộ nghèo > số nhân khẩu", "hộ nghèo > nhân khẩu",
    ),
    "near_poor.households": (
        "near_poor.households", "hộ cận nghèo", "số hộ cận nghèo", "hộ cận nghèo > số hộ",
        "hộ cận nghèo > hộ",
    ),
    "near_poor.persons": (
        "near_poor.persons", "khẩu cận nghèo", "số khẩu cận nghèo", "nhân khẩu cận nghèo",
        "số khẩu hộ cận nghèo", "hộ cận nghèo > khẩu", "hộ cận nghèo > số khẩu",
        "hộ cận nghèo > số nhân khẩu", "hộ cận nghèo > nhân khẩu",
    ),
    "not_poor.households": (
        "not_poor.households", "hộ không nghèo", "số hộ không nghèo", "hộ không nghèo > số hộ",
        "hộ không nghèo > hộ",
    ),
    "not_poor.persons": (
        "not_poor.persons", "khẩu không nghèo", "số khẩu không nghèo", "hộ không nghèo > khẩu",
        "hộ không nghèo > số khẩu", "hộ không nghèo > số nhân khẩu",
    ),
}  # fmt: skip
_COUNTS = tuple(key for key in FIELDS if key not in ("ordinal", "place"))
_WHOLE_SCOPE = frozenset(
    ("commune", "all", "total", "tong", "tong cong", "tong so", "cong", "toan xa", "toan huyen")
)


def recognise(book: Book) -> float:
    """How sure it is that a sheet gives counts per place and no households by name."""
    for sheet in book.sheets:
        header = headers.find(sheet.rows, FIELDS)
        if header and "place" in header.columns:
            counts = sum(key in header.columns for key in _COUNTS)
            if counts >= 2:
                return min(1.0, 0.6 + 0.05 * counts)
    return 0.0


def read(book: Book, mapping: ColumnMapping | None, on: date) -> Reading:
    """The totals of each place; a line `Tổng cộng` is the whole scope."""
    tables = Tables(book, KIND, FIELDS, frozenset(("place",)), mapping)
    controls = [line for table in tables for line in _lines(table, tables)]
    return tables.reading(len(controls), controls=tuple(controls))


def _lines(table: Table, tables: Tables) -> Iterator[ControlLine]:
    for number, row in table.body():
        place = text_of(table.header.cell(row, "place"))
        place = place or next((text_of(cell) for cell in row if isinstance(cell, str) and cell.strip()), "")
        counts, refusals = _counts(table, number, row)
        if all(cell == "" for cell in row):
            tables.skipped["empty"] += 1
        elif place and (counts or refusals):
            scope = "" if fold(place) in _WHOLE_SCOPE else place
            yield ControlLine(table.sheet.name, number, scope, counts, refusals)
        else:
            tables.puzzle(table, number, row)


def _counts(table: Table, number: int, row: Row) -> tuple[dict[str, int], tuple[Problem, ...]]:
    taken = {key: whole(table.header.cell(row, key)) for key in _COUNTS}
    counts = {key: each.value for key, each in taken.items() if each.value is not None}
    refusals = [table.problem(number, key, each.refusal) for key, each in taken.items() if each.refusal]
    return counts, tuple(refusals)
