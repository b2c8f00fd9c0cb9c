"""A table measured for its page: widths, heights, every text placed. `sheets` shares it out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.printing import fonts, strips
from app.printing.columns import LARGEST, PADDING, Fit, fit
from app.printing.grid import Band, bands
from app.printing.head import TableHead, table_head
from app.printing.page import NOTHING
from app.printing.strips import Placed, Strip, Texts
from app.printing.wrapping import wrap
from app.reports.report import Report, Row

LEADING = 1.15  # times the size, from line to line
AIR = 0.2  # of the size, above and below the text of a cell


@dataclass(frozen=True, slots=True)
class Table:
    """A report's table with every text placed and every height known, in points.

    Attributes:
        heights: of the lines.
        spans: the lines that are one cell across the table: headings, or "nothing to list".
        stacks: by its first line, a band whose leading cells are merged.
    """

    report: Report
    texts: Texts
    fit: Fit
    head: TableHead
    bands: tuple[Band, ...]
    heights: list[float]
    spans: dict[int, Placed]
    stacks: dict[int, Band]

    @property
    def width(self) -> float:
        """In points."""
        return sum(self.fit.widths)

    @property
    def carried_height(self) -> float:
        """Of a line carried over from the page before."""
        return self.fit.size * (LEADING + 2 * AIR)


def lay(report: Report, width: float, height: float, largest: float = LARGEST) -> Table:
    """The report's table for pages whose area is `width` × `height` points."""
    if not report.rows:
        report = replace(report, rows=(Row({}, NOTHING, heading=True),))
    table = _lay(report, width, largest)
    most = int((height - table.head.height - 3 * table.carried_height) / (table.fit.size * LEADING))
    if max(table.heights) > most * table.fit.size * LEADING:
        return _lay(_sliced(table, most), width, largest, table.fit)
    return table


def _lay(report: Report, width: float, largest: float, fitted: Fit | None = None) -> Table:
    found = tuple(bands(report))
    texts = strips.read(report, found)
    fitted = fitted or fit(report.columns, texts.needs(), width, largest)
    strips.place(texts, fitted)
    spans = {
        band.start: _span(report.rows[band.start].place, fitted.size, width) for band in found if band.heading
    }
    stacks = {band.start: band for band in found if band.merged}
    heights = _heights(texts, fitted.size, spans, stacks, report.lines)
    return Table(report, texts, fitted, table_head(report.columns, fitted), found, heights, spans, stacks)


def _span(text: str, size: float, width: float) -> Placed:
    if text == NOTHING:
        return (((width - fonts.ems(text, fonts.BOLD) * size) / 2, text),)
    lines = wrap(fonts.drawable(text).upper(), fonts.BOLD, width / size - 2 * PADDING)
    return tuple((PADDING * size, line) for line in lines)


def _heights(
    texts: Texts, size: float, spans: dict[int, Placed], stacks: dict[int, Band], least: int
) -> list[float]:
    counts = [least] * len(texts.bold)
    for line, lines in spans.items():
        counts[line] = len(lines)
    merged: dict[int, int] = {}
    for index, strip in enumerate(texts.strips):
        tall = _tall(strip)
        for line, text in enumerate(strip.texts) if tall else ():
            if text in tall:
                band = stacks.get(line)
                asked = merged if band and index < band.merged else counts
                asked[line] = max(asked[line] if asked is counts else merged.get(line, 1), tall[text])
    for line, need in merged.items():
        own = slice(line, stacks[line].stop)
        counts[own.stop - 1] += max(0, need - sum(counts[own]))
    heights = [size * (count * LEADING + 2 * AIR) for count in range(max(counts) + 1)]
    return [heights[count] for count in counts]


def _tall(strip: Strip) -> dict[str, int]:
    """The texts of more than one line, and of how many (in the wider of its faces)."""
    both = (*strip.regular.items(), *strip.bold.items())
    found: dict[str, int] = {}
    for text, lines in both:
        if len(lines) > 1:
            found[text] = max(found.get(text, 0), len(lines))
    return found


def _sliced(table: Table, most: int) -> Report:
    """The report with every line taller than a page cut into several of at most `most` lines of text."""
    rows: list[Row] = []
    for index, row in enumerate(table.report.rows):
        cells = {strip.column.key: table.texts.lines(strip, index) for strip in table.texts.strips}
        longest = max(map(len, cells.values()))
        if row.heading or longest <= most:
            rows.append(row)
            continue
        for start in range(0, longest, most):
            values = {key: "\n".join(lines[start : start + most]) for key, lines in cells.items()}
            rows.append(replace(row, values=values))
    return replace(table.report, rows=tuple(rows))
