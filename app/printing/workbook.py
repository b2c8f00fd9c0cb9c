"""A report as a workbook to go on counting with: real numbers, live formulas, set up to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import xlsxwriter

from app.i18n import _
from app.printing import frame, page
from app.printing.closing import Signing
from app.printing.columns import Fit, fit
from app.printing.grid import Band, bands, heads, ranked
from app.printing.head import head_heights
from app.printing.saving import Target, whole_file
from app.printing.strips import read
from app.printing.table import LEADING
from app.printing.worksheet import SIZE, Cells
from app.progress import SILENT, Progress, each
from app.reports.report import Report

A4 = 9  # its number in the file format
INCH = 72.0  # points
NUMBERS_HEIGHT = 26.0  # points: two lines, for the longer formulas
PIXELS = 96 / 72  # per point, in the unit of column widths


def write_workbook(
    report: Report, target: Target, *, signing: Signing | None = None, progress: Progress = SILENT
) -> None:
    """Write the report as .xlsx to a path or an open stream; the same report gives the same bytes.

    Raises FileFault where the file cannot be written.
    """
    built = BytesIO()
    with xlsxwriter.Workbook(built, {"in_memory": True}) as book:
        created = datetime(report.year, 1, 1)  # a constant, for equal bytes
        book.set_properties(
            {"title": page.full_title(report), "author": " ".join(report.unit), "created": created}
        )
        _fill(Cells(book, _sheet_name(report), report.leaves), report, signing or Signing(), progress)
    with whole_file(target) as stream:
        stream.write(built.getvalue())


def _sheet_name(report: Report) -> str:
    return f"Biểu {report.key}" if report.key.isdigit() else "Danh sách"


def _fill(cells: Cells, report: Report, signing: Signing, progress: Progress) -> None:
    report = replace(report, rows=tuple(report.rows))  # they are gone through many times
    found = bands(report)
    paper = page.sheet(report.landscape)
    fitted = fit(report.columns, read(report, found).needs(), paper.inner_width)
    for index, width in enumerate(fitted.widths):
        cells.sheet.set_column_pixels(index, index, round(width * SIZE / fitted.size * PIXELS) + 4)
    top = frame.opening(cells, report, signing)
    body = _heads(cells, report, fitted, top)
    after = _body(cells, report, found, body, progress)
    last = frame.closing(cells, report, signing, after)
    _set_up(cells, report, (top, body, last))


def _heads(cells: Cells, report: Report, fitted: Fit, top: int) -> int:
    """The heads and the row of numbers; returns the first row of the body."""
    heights = head_heights(report.columns, Fit(fitted.size, tuple(width * 0.94 for width in fitted.widths)))
    for index, height in enumerate(heights):
        cells.sheet.set_row(top + index, height * SIZE / fitted.size * 1.1)
    for head in heads(report.columns):
        area = (top + head.row, head.left, top + head.row + head.rows - 1, head.left + head.columns - 1)
        cells.merge(area, head.column.title, bold=True, border=1, align="center", text_wrap=True)
    row = top + len(heights)
    if not any(leaf.number for leaf in cells.leaves):
        return row
    cells.sheet.set_row(row, NUMBERS_HEIGHT)
    for index, leaf in enumerate(cells.leaves):
        cells.text(
            row, index, leaf.number, italic=True, font_size=9, border=1, align="center", text_wrap=True
        )
    return row + 1


def _body(cells: Cells, report: Report, found: Sequence[Band], body: int, progress: Progress) -> int:
    """The lines; returns the row below the last."""
    right = len(cells.leaves) - 1
    if not report.rows:
        cells.merge((body, 0, body, right), page.NOTHING, bold=True, border=1, align="center")
        return body + 1
    ranks = ranked(report)
    for band in each(found, progress, _("Ghi bảng tính"), len(found)):
        if band.heading:
            place = report.rows[band.start].place.upper()
            cells.merge(
                (body + band.start, 0, body + band.start, right), place, bold=True, border=1, align="left"
            )
            continue
        for line in range(band.start, band.stop):
            row = report.rows[line]
            if report.lines > 1:
                cells.sheet.set_row(body + line, report.lines * SIZE * LEADING)
            cells.line(
                body + line, row, bold=ranks and row.level == 0, skip=band.merged if line > band.start else 0
            )
        for index in range(band.merged):
            row = report.rows[band.start]
            area = (body + band.start, index, body + band.stop - 1, index)
            cells.merge_value(area, row, bold=ranks and row.level == 0)
    return body + len(report.rows)


def _set_up(cells: Cells, report: Report, rows: tuple[int, int, int]) -> None:
    """Paper, margins, repeated heads, frozen panes."""
    sheet, (top, body, last) = cells.sheet, rows
    if report.landscape:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(
        left=page.LEFT / INCH, right=page.RIGHT / INCH, top=page.TOP / INCH, bottom=page.BOTTOM / INCH
    )
    sheet.set_footer('&R&"Times New Roman,Regular"&8Trang &P/&N')
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top, body - 1)
    sheet.print_area(0, 0, last, frame.span(cells) - 1)
    names = [index for index, leaf in enumerate(cells.leaves[:3]) if leaf.align == "left"]
    sheet.freeze_panes(body, names[0] + 1 if names else 0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{cells.name(last, frame.span(cells) - 1)}"})
