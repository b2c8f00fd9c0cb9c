"""A budget plan of the programme: a line per sub-project, in the unit that the sheet names, with its sum."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from app.exchange.lines import BudgetLine, Problem, Reading, fingerprint, numbered, without
from app.exchange.sheet import Row
from app.exchange.sheets import headers
from app.exchange.sheets.headers import ColumnMapping, money_unit
from app.exchange.sheets.reading import Book
from app.exchange.sheets.tables import Table, Tables
from app.exchange.values.cells import Taken, decimal, text_of, whole
from app.i18n import _, number
from app.vietnamese import fold

KIND = "budget_plan"
FIELDS: dict[str, tuple[str, ...]] = {
    "ordinal": ("TT", "STT", "số TT"),
    "code": ("dự án, tiểu dự án", "dự án/tiểu dự án", "mã dự án", "mã", "dự án", "tiểu dự án"),
    "content": ("nội dung", "tên dự án", "tên dự án, tiểu dự án", "nội dung thực hiện", "tên nội dung"),
    "communes": ("số xã", "số xã thực hiện"),
    "projects": ("số dự án/lớp", "số dự án", "số lớp", "số mô hình", "số dự án, lớp"),
    "target": ("đối tượng", "đối tượng (khoảng)", "đối tượng thụ hưởng", "số đối tượng"),
    "amount": (
        "kế hoạch vốn NSTW", "kế hoạch vốn", "kế hoạch", "vốn NSTW", "kinh phí", "số tiền", "tổng vốn",
        "kế hoạch vốn được giao", "vốn giao",
    ),
    "estimate": ("ước cả năm (%)", "ước cả năm", "ước thực hiện cả năm", "ước giải ngân cả năm"),
}  # fmt: skip
_NEEDED = frozenset(("code", "amount"))
_CODE = re.compile(r"(?:DA|TDA|dự án|tiểu dự án)\s*\d", re.IGNORECASE)
_SUM = re.compile(r"(?:tong cong|tong so|tong|cong)\b.*")
_ROUNDING = 1000  # đồng: sums of amounts that were rounded in the sheet may differ by this much


def recognise(book: Book) -> float:
    """How sure it is that a sheet is a plan: heads of sub-project and amount, codes such as DA3.1 below."""
    for sheet in book.sheets:
        header = headers.find(sheet.rows, FIELDS)
        if header and header.columns.keys() >= _NEEDED:
            codes = [text_of(header.cell(row, "code")) for row in sheet.rows[header.first - 1 :]]
            return 0.95 if any(_CODE.match(code) for code in codes) else 0.6
    return 0.0


def read(book: Book, mapping: ColumnMapping | None, on: date) -> Reading:
    """The lines of the plan in đồng; a stated sum that differs from theirs is a problem that names both."""
    tables = Tables(book, KIND, FIELDS, _NEEDED, mapping)
    plan: list[BudgetLine] = []
    for table in tables:
        plan += _lines(table, tables)
    return tables.reading(len(plan), plan=numbered(plan))


def _lines(table: Table, tables: Tables) -> list[BudgetLine]:
    unit = table.header.units.get("amount") or max(map(money_unit, table.above), default=1)
    lines: list[BudgetLine] = []
    for row_number, row in table.body():
        code = text_of(table.header.cell(row, "code"))
        first = next((text_of(cell) for cell in row if isinstance(cell, str) and cell.strip()), "")
        if all(cell == "" for cell in row):
            tables.skipped["empty"] += 1
        elif _SUM.fullmatch(fold(code or first)):
            tables.skipped["subtotal"] += 1
            tables.problems += _check_sum(table, row_number, row, unit, lines)
        elif code:
            lines.append(_line(table, row_number, row, unit))
        else:
            tables.puzzle(table, row_number, row)
    return lines


def _line(table: Table, row_number: int, row: Row, unit: int) -> BudgetLine:
    header = table.header
    code = text_of(header.cell(row, "code"))
    content = text_of(header.cell(row, "content"))
    taken: dict[str, Taken[Any]] = {
        "communes": whole(header.cell(row, "communes")),
        "projects": whole(header.cell(row, "projects")),
        "amount": whole(header.cell(row, "amount"), unit),
        "estimate": decimal(header.cell(row, "estimate")),
    }
    warnings = [
        table.problem(row_number, key, reason, grave=False)
        for key, each in taken.items()
        for reason in each.warnings
    ]
    refusals = [table.problem(row_number, key, each.refusal) for key, each in taken.items() if each.refusal]
    if taken["amount"].value is None and not taken["amount"].refusal:
        refusals.append(table.problem(row_number, "amount", _("Thiếu số tiền.")))
    return BudgetLine(
        sheet=table.sheet.name,
        row=row_number,
        raw=tuple(row),
        code=code,
        name=content or code,
        content=content,
        communes=taken["communes"].value,
        projects=taken["projects"].value,
        target=text_of(header.cell(row, "target")),
        amount=taken["amount"].value,
        estimate=taken["estimate"].value,
        extra={title: text_of(row[place]) for place, title in header.unknown.items() if row[place] != ""},
        warnings=tuple(warnings),
        refusals=tuple(refusals),
        fingerprint=fingerprint(without(row, header.columns.get("ordinal"))),
    )


def _check_sum(table: Table, row_number: int, row: Row, unit: int, above: list[BudgetLine]) -> list[Problem]:
    """Compare a stated sum with the lines above; an empty one (a formula never computed) states nothing."""
    stated = whole(table.header.cell(row, "amount"), unit).value
    counted = sum(line.amount or 0 for line in above)
    if stated is None or abs(stated - counted) < _ROUNDING:
        return []
    reason = _("Dòng tổng ghi {stated} đồng, các dòng trên cộng lại là {counted} đồng.")
    text = reason.format(stated=number(stated), counted=number(counted))
    return [table.problem(row_number, "amount", text)]
