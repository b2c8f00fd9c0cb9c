"""A budget plan of a programme: a line per sub-project and source, in the sheet's unit, with its sums."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from app.exchange.lines import BudgetLine, Problem, Reading, fingerprint, numbered, without
from app.exchange.sheet import Cell, Row
from app.exchange.sheets import headers
from app.exchange.sheets.headers import ColumnMapping, Header, money_unit
from app.exchange.sheets.reading import Book
from app.exchange.sheets.tables import Table, Tables
from app.exchange.values.cells import Taken, coded, decimal, said, text_of, whole
from app.i18n import _, number
from app.models.budget import CENTRAL
from app.rules.programme import programmes
from app.vietnamese import fold, one_spelling

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
    "programme": ("chương trình", "thuộc chương trình", "chương trình, chính sách"),
    "source": ("nguồn vốn", "nguồn", "nguồn kinh phí"),
    "amount.central": ("trung ương", "ngân sách trung ương", "NSTW", "vốn trung ương"),
    "amount.province": ("tỉnh", "ngân sách tỉnh", "NS tỉnh", "vốn tỉnh"),
    "amount.district": ("huyện", "ngân sách huyện", "NS huyện", "vốn huyện"),
    "amount.commune": ("xã", "ngân sách xã", "NS xã", "vốn xã"),
    "amount.combined": ("lồng ghép", "vốn lồng ghép"),
    "amount.credit": ("tín dụng", "vốn tín dụng", "vốn vay"),
    "amount.mobilised": ("huy động", "vốn huy động", "huy động khác"),
    "amount.people": ("dân đóng góp", "nhân dân đóng góp", "vốn dân"),
    "estimate": ("ước cả năm (%)", "ước cả năm", "ước thực hiện cả năm", "ước giải ngân cả năm"),
}  # fmt: skip
_NEEDED = frozenset(("code",))
_AMOUNTS = tuple(key for key in FIELDS if key.startswith("amount"))
_OF_SOURCE = tuple(key for key in _AMOUNTS if key != "amount")
_CODE = re.compile(r"(?:DA|TDA|dự án|tiểu dự án)\s*\d", re.IGNORECASE)
_PARTS = re.compile(r"tieu du an\s*(\d+)\D+du an\s*(\d+)")
_PROJECT = re.compile(r"(?:t?da|du an)\s*(\d+)(?:\.(\d+))?")
_SUM = re.compile(r"(?:tong cong|tong so|tong|cong)\b.*")
_ROUNDING = 1000  # đồng: sums of amounts that were rounded in the sheet may differ by this much


def recognise(book: Book) -> float:
    """How sure it is that a sheet is a plan: heads of sub-project and amount, codes such as DA3.1 below."""
    for sheet in book.sheets:
        header = headers.find(sheet.rows, FIELDS)
        if header and _is_plan(header):
            codes = [text_of(header.cell(row, "code")) for row in sheet.rows[header.first - 1 :]]
            return 0.95 if any(_CODE.match(code) for code in codes) else 0.6
    return 0.0


def _is_plan(header: Header) -> bool:
    return "code" in header.columns and any(key in header.columns for key in _AMOUNTS)


def read(book: Book, mapping: ColumnMapping | None, on: date) -> Reading:
    """The lines of the plan in đồng; a stated sum that differs from theirs is a problem that names both."""
    tables = Tables(book, KIND, FIELDS, _NEEDED, mapping)
    plan: list[BudgetLine] = []
    for table in tables:
        plan += _lines(table, tables)
    rows = {(line.sheet, line.row) for line in plan}
    return tables.reading(len(rows), plan=numbered(plan))


def _lines(table: Table, tables: Tables) -> list[BudgetLine]:
    lines: list[BudgetLine] = []
    for row_number, row in table.body():
        code = text_of(table.header.cell(row, "code"))
        first = next((text_of(cell) for cell in row if isinstance(cell, str) and cell.strip()), "")
        if all(cell == "" for cell in row):
            tables.skipped["empty"] += 1
        elif _SUM.fullmatch(fold(code or first)):
            tables.skipped["subtotal"] += 1
            tables.problems += _check_sums(table, row_number, row, lines)
        elif code:
            lines += _of_row(table, row_number, row)
        else:
            tables.puzzle(table, row_number, row)
    return lines


def _of_row(table: Table, row_number: int, row: Row) -> list[BudgetLine]:
    """A line for each source that has a column of its own with an amount, else the one of the whole."""
    given = [key for key in _OF_SOURCE if said(table.header.cell(row, key)) not in ("", "0")]
    if not given:
        return [_line(table, row_number, row, "amount")]
    lines = [_line(table, row_number, row, key) for key in given]
    stated, parts = _amount(table, row, "amount").value, sum(line.amount or 0 for line in lines)
    if stated is None or abs(stated - parts) < _ROUNDING:
        return lines
    told = _("Tổng ghi {stated} đồng, cộng các nguồn là {counted} đồng; nhập theo từng nguồn.")
    text = told.format(stated=number(stated), counted=number(parts))
    warning = table.problem(row_number, "amount", text, grave=False)
    return [replace(lines[0], warnings=(*lines[0].warnings, warning)), *lines[1:]]


def _amount(table: Table, row: Row, key: str) -> Taken[int]:
    """The amount of a column, in the unit that its head or the sheet names."""
    return whole(table.header.cell(row, key), _unit(table, key))


def _unit(table: Table, key: str) -> int:
    """Đồng of the unit: of the column's head, of the head above it, of what stands above the table."""
    header = table.header
    if key in header.units:
        return header.units[key]
    column = header.columns.get(key, -1)
    above = [row[: column + 1] for row in table.sheet.rows[header.top - 1 : header.bottom]]
    nearest = (next((text_of(cell) for cell in reversed(cells) if cell != ""), "") for cells in above)
    return max(map(money_unit, (*nearest, *table.above)), default=1)


def _line(table: Table, row_number: int, row: Row, key: str) -> BudgetLine:
    """The line of an amount; `key` is the field of its column, which may name the source."""
    header = table.header
    code = text_of(header.cell(row, "code"))
    content = text_of(header.cell(row, "content"))
    taken: dict[str, Taken[Any]] = {
        "communes": whole(header.cell(row, "communes")),
        "projects": whole(header.cell(row, "projects")),
        key: _amount(table, row, key),
        "estimate": decimal(header.cell(row, "estimate")),
        "programme": _programme(header.cell(row, "programme")),
        "source": coded(header.cell(row, "source"), "funding"),
    }
    source = key.removeprefix("amount").lstrip(".") or taken["source"].value or CENTRAL
    warnings = [
        table.problem(row_number, field, reason, grave=False)
        for field, each in taken.items()
        for reason in each.warnings
    ]
    refusals = [
        table.problem(row_number, field, each.refusal) for field, each in taken.items() if each.refusal
    ]
    if taken[key].value is None and not taken[key].refusal:
        refusals.append(table.problem(row_number, key, _("Thiếu số tiền.")))
    return BudgetLine(
        sheet=table.sheet.name,
        row=row_number,
        raw=tuple(row),
        code=official_code(code),
        name=content or code,
        content=content,
        communes=taken["communes"].value,
        projects=taken["projects"].value,
        target=text_of(header.cell(row, "target")),
        amount=taken[key].value,
        estimate=taken["estimate"].value,
        programme=taken["programme"].value or "",
        source=source,
        extra={title: text_of(row[place]) for place, title in header.unknown.items() if row[place] != ""},
        warnings=tuple(warnings),
        refusals=tuple(refusals),
        fingerprint=fingerprint((source,), without(row, header.columns.get("ordinal"))),
    )


def official_code(text: str) -> str:
    """`DA3.1` from `Tiểu dự án 1 – Dự án 3`, `TDA 3.1`, `DA 3.1`; other words as they are."""
    folded = fold(text)
    if parts := _PARTS.search(folded):
        return f"DA{parts[2]}.{parts[1]}"
    one = _PROJECT.match(folded)
    return (f"DA{one[1]}.{one[2]}" if one[2] else f"DA{one[1]}") if one else text


def _programme(cell: Cell) -> Taken[str]:
    """The key of a programme by its name or short name."""
    words = one_spelling(text_of(cell))
    if not words:
        return Taken(None)
    for one in programmes():
        if words in map(one_spelling, (one.key, one.name, one.short)):
            return Taken(one.key)
    return Taken(None, (), _("Danh mục không có chương trình “{name}”.").format(name=text_of(cell)))


def _check_sums(table: Table, row_number: int, row: Row, above: list[BudgetLine]) -> list[Problem]:
    """Compare stated sums with the lines above; an empty one (a formula never computed) states nothing."""
    found = []
    for key in (key for key in _AMOUNTS if key in table.header.columns):
        stated = _amount(table, row, key).value
        of = key.removeprefix("amount").lstrip(".")
        counted = sum(line.amount or 0 for line in above if of in ("", line.source))
        if stated is not None and abs(stated - counted) >= _ROUNDING:
            reason = _("Dòng tổng ghi {stated} đồng, các dòng trên cộng lại là {counted} đồng.")
            text = reason.format(stated=number(stated), counted=number(counted))
            found.append(table.problem(row_number, key, text))
    return found
