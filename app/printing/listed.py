"""A list as a workbook to go on with: a head that stays, a filter, digits that are names left as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

from app.i18n import _
from app.printing.saving import Target, whole_file
from app.progress import SILENT, Progress

STEP = 500  # rows between two looks at whether the officer wants to stop
WIDEST = 60  # characters of the widest column
Cell = str | float | None


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its head; `as_text` where digits are a name (ID numbers, codes), not an amount."""

    title: str
    as_text: bool = False


def write_list(
    name: str, columns: Sequence[ListColumn], rows: Iterable[Sequence[Cell]], count: int, target: Target, *,
    progress: Progress = SILENT,
) -> None:  # fmt: skip
    """Write `count` rows under their heads to a path or an open stream; raises FileFault, or Cancelled."""
    built = BytesIO()
    with xlsxwriter.Workbook(built, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
        widths = [len(column.title) for column in columns]
        for at, column in enumerate(columns):
            sheet.write_string(0, at, column.title, head)
        for line, row in enumerate(rows, 1):
            if line % STEP == 1:
                progress.step(line - 1, count, _("ghi từng dòng"))
            for at, (cell, column) in enumerate(zip(row, columns, strict=True)):
                widths[at] = max(widths[at], len(str(cell or "")))
                if isinstance(cell, str):
                    sheet.write_string(line, at, cell, text if column.as_text else None)
                elif cell is not None:
                    sheet.write_number(line, at, cell)
        for at, (width, column) in enumerate(zip(widths, columns, strict=True)):
            sheet.set_column(at, at, min(width, WIDEST) + 2, text if column.as_text else None)
        sheet.freeze_panes(1, 0)
        if columns:
            sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    with whole_file(target) as stream:
        stream.write(built.getvalue())
