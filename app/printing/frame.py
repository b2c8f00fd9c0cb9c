"""What stands above and below the table of a worksheet: the same texts as on paper, in cells."""

from __future__ import annotations

from itertools import pairwise

from app.printing import page
from app.printing.closing import Signing, date_line, note_lines
from app.printing.worksheet import SIZE, Cells
from app.reports.report import Report

LEAST_SPAN = 4  # columns, however narrow the table
SPACE_TO_SIGN = 5  # empty rows
TITLE_HEIGHT, LINE_HEIGHT = 36.0, 16.0  # points
RED = "#B32823"


def span(cells: Cells) -> int:
    """The columns over which header and signatures spread."""
    return max(LEAST_SPAN, len(cells.leaves))


def opening(cells: Cells, report: Report, signing: Signing) -> int:
    """Annex, header blocks, title and subtitle; returns the first row of the heads."""
    right = span(cells) - 1
    middle = right // 2
    row = 0
    if report.annex:
        cells.merge((0, 0, 0, right), report.annex, bold=True, align="right")
        row = 1
    above, own = report.unit
    cells.merge((row, 0, row, middle - 1), above, align="center")
    cells.merge((row, middle, row, right), page.NATION, bold=True, align="center")
    cells.merge((row + 1, 0, row + 1, middle - 1), own, bold=True, underline=1, align="center")
    cells.merge((row + 1, middle, row + 1, right), page.MOTTO, bold=True, underline=1, align="center")
    cells.merge((row + 2, 0, row + 2, middle - 1), signing.number, align="center")
    if report.is_draft:
        cells.text(row + 2, right, page.DRAFT, bold=True, font_color=RED, align="right")
    row += 3
    cells.merge(
        (row, 0, row, right), page.full_title(report), bold=True, font_size=14, align="center", text_wrap=True
    )
    cells.sheet.set_row(row, TITLE_HEIGHT)
    cells.merge((row + 1, 0, row + 1, right), report.subtitle, italic=True, align="center")
    return row + 3


def closing(cells: Cells, report: Report, signing: Signing, row: int) -> int:
    """Notes, signatures and receivers from the row below the table; returns the last row used."""
    for line in note_lines(report, ()):
        row += 1
        cells.text(row, 0, line, italic=not line.startswith("-"))
    row += 2
    titles = signing.titles or report.signers
    if titles:
        _signatures(cells, report, signing, titles, row)
    if signing.receivers:
        cells.text(row + 1, 0, "Nơi nhận:", bold=True, italic=True)
    for index, receiver in enumerate(signing.receivers, row + 2):
        cells.text(index, 0, f"- {receiver}", font_size=SIZE - 1)
    return row + 2 + SPACE_TO_SIGN + len(signing.receivers)


def _signatures(cells: Cells, report: Report, signing: Signing, titles: tuple[str, ...], row: int) -> None:
    """Date line, titles and names, side by side in equal shares of the columns."""
    shares = len(titles) + (1 if signing.receivers or len(titles) == 1 else 0)
    edges = [part * span(cells) // shares for part in range(shares + 1)]
    areas = list(pairwise(edges))[-len(titles) :]
    line = date_line(report.where, report.dated or report.year, signing.day)
    cells.merge((row, areas[-1][0], row, span(cells) - 1), line, italic=True, align="center")
    cells.sheet.set_row(row + 1, LINE_HEIGHT * max(title.count("\n") + 1 for title in titles))
    under = row + 2 + SPACE_TO_SIGN
    for index, (left, stop) in enumerate(areas):
        name = signing.names[index] if index < len(signing.names) else ""
        right = max(left, stop - 1)
        cells.merge((row + 1, left, row + 1, right), titles[index], bold=True, align="center", text_wrap=True)
        cells.merge((under, left, under, right), name, bold=True, align="center")
