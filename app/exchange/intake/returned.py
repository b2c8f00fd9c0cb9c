"""The officer's workbook, given back with what is wrong in it: coloured cells, comments, a column of reasons.

The file that was read is never touched: the marked workbook is another file, always .xlsx.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import FileFault
from app.exchange.lines import Problem
from app.exchange.sheet import letters
from app.exchange.sheets.reading import read_book
from app.i18n import _

if TYPE_CHECKING:
    from openpyxl import Workbook

_GRAVE, _MILD = "FFFF9C8F", "FFFFEB9C"
_WIDTH = 60  # of the column of reasons, in Excel's units of letters
_ILLEGAL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])  # control characters that a cell cannot hold


def return_workbook(path: Path, target: Path, problems: Iterable[Problem]) -> Path:
    """Write a copy of the workbook with its problems marked: grave ones red, the others yellow.

    Args:
        path: of the workbook that was read.
        target: where to write; a name without .xlsx gets it.
        problems: those without a row belong to no cell and are left out.

    Raises:
        FileFault: `path` cannot be read again, or `target` cannot be written.
    """
    target = target if target.suffix.lower() == ".xlsx" else target.with_name(target.name + ".xlsx")
    if target.resolve() == path.resolve():
        raise FileFault(
            _("Không ghi tệp trả lại đè lên tệp gốc “{name}”.").format(name=target.name),
            todo=_("Hãy chọn tên khác."),
        )
    workbook = _workbook(path)
    by_sheet: dict[str, list[Problem]] = defaultdict(list)
    for problem in sorted(problems, key=lambda problem: problem.grave):
        if problem.row:
            by_sheet[problem.sheet].append(problem)
    for name, found in by_sheet.items():
        if name in workbook.sheetnames:
            _mark_sheet(workbook[name], found)
    _save(workbook, target)
    return target


def _save(workbook: Workbook, target: Path) -> None:
    try:
        workbook.save(target)
    except OSError as error:
        raise FileFault(
            _("Không ghi được tệp “{name}”.").format(name=target.name),
            _("Tệp đang mở trong Excel, hoặc thư mục không cho ghi ({error}).").format(error=error.strerror),
            _("Hãy đóng tệp hoặc chọn thư mục khác."),
        ) from error


def _workbook(path: Path) -> Workbook:
    """The original with its looks where openpyxl can open it, else a copy of its values."""
    from openpyxl import load_workbook

    book = read_book(path)
    if path.read_bytes().startswith(b"PK"):
        try:
            return load_workbook(BytesIO(path.read_bytes()))
        except Exception:  # looks that openpyxl cannot read: the values are worth returning without them
            return _copied({sheet.name: sheet.rows for sheet in book.sheets})
    return _copied({sheet.name: sheet.rows for sheet in book.sheets})


def _copied(sheets: dict[str, Any]) -> Workbook:
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        copied = workbook.create_sheet(name)
        for row in rows:
            copied.append(
                [cell.translate(_ILLEGAL) or None if isinstance(cell, str) else cell for cell in row]
            )
    return workbook


def _mark_sheet(sheet: Any, problems: list[Problem]) -> None:
    from openpyxl.styles import Alignment, Font

    last = sheet.max_column + 1
    reasons: dict[int, dict[str, None]] = defaultdict(dict)
    for problem in problems:
        reasons[problem.row][problem.reason] = None
        _mark_cell(sheet.cell(problem.row, problem.column or last), problem)
    for row, texts in reasons.items():
        cell = sheet.cell(row, last, "\n".join(texts))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    head = sheet.cell(max(1, min(reasons) - 1), last)
    if head.value is None:
        head.value, head.font = _("Lý do"), Font(bold=True)
    sheet.column_dimensions[letters(last)].width = _WIDTH


def _mark_cell(cell: Any, problem: Problem) -> None:
    """Colour a cell and say why in a comment; of merged cells, only the first can hold one."""
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if isinstance(cell, MergedCell):
        return
    colour = _GRAVE if problem.grave else _MILD
    cell.fill = PatternFill("solid", start_color=colour, end_color=colour)
    said = f"{cell.comment.text}\n{problem.reason}" if cell.comment else problem.reason
    cell.comment = Comment(said, "Sổ Bản")
