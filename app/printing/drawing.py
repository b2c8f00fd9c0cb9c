"""Drawing the lines of one page of a table straight on the canvas, several times faster than flowables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from app.printing import fonts
from app.printing.columns import PADDING
from app.printing.sheets import Part
from app.printing.strips import Placed
from app.printing.table import LEADING, Table

RULE = 0.5  # points
MIDDLE = 0.33  # of the size: from the baseline to the middle of small letters
CONTINUED = "(tiếp theo)"

Segment = tuple[float, float, float, float]


def draw_part(canvas: Canvas, table: Table, part: Part, left: float, top: float) -> float:
    """Draw a page of the table with its upper left corner at (`left`, `top`); returns where it ends."""
    canvas.setLineWidth(RULE)
    table.head.draw(canvas, left, top)
    body = top - table.head.height
    tops = [body - len(part.carried) * table.carried_height]
    for height in table.heights[part.start : part.stop]:
        tops.append(tops[-1] - height)
    drawing = _Drawing(table, part, left, body, tops)
    pen = canvas.beginText()
    drawing.carried(pen)
    drawing.lines(pen)
    canvas.drawText(pen)
    canvas.setLineWidth(RULE)
    canvas.lines([*drawing.level_rules(), *drawing.upright_rules()])
    return tops[-1]


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The lines of a page below the head, which ends at `body`; `tops`: their edges."""

    table: Table
    part: Part
    left: float
    body: float
    tops: list[float]

    def carried(self, pen: PDFTextObject) -> None:
        """What is carried over from the page before, each on a line of its own."""
        size, height = self.table.fit.size, self.table.carried_height
        for index, line in enumerate(self.part.carried):
            text = _shortened(self._named(line), self.table.width / size - 2 * PADDING)
            pen.setFont(fonts.BOLD_ITALIC, size)
            _put(pen, ((PADDING * size, text),), self.left, self.body - (index + 0.5) * height, size)

    def _named(self, line: int) -> str:
        """The text of a heading, or of a group's first line its first text: the head of the household."""
        if line in self.table.spans:
            return " ".join(text for _x, text in self.table.spans[line])
        names = (strip.texts[line] for strip in self.table.texts.strips if strip.column.align == "left")
        return next(filter(None, names), "").replace("\n", " ")

    def lines(self, pen: PDFTextObject) -> None:
        """The texts, line after line, so that they are read back in the order of the table."""
        texts, spans, size = self.table.texts, self.table.spans, self.table.fit.size
        regular = [(strip.texts, strip.regular) for strip in texts.strips]
        bold = [(strip.texts, strip.bold) for strip in texts.strips]
        own = range(self.part.start, self.part.stop)
        for is_bold, run in groupby(own, key=lambda line: texts.bold[line] or line in spans):
            pen.setFont(fonts.BOLD if is_bold else fonts.REGULAR, size)
            for line in run:
                if line in spans:
                    _put(pen, spans[line], self.left, self._middle(line, line + 1), size)
                else:
                    self._line(pen, bold if is_bold else regular, line)

    def _line(
        self, pen: PDFTextObject, columns: list[tuple[list[str], dict[str, Placed]]], line: int
    ) -> None:
        left, size, middle = self.left, self.table.fit.size, self._middle(line, line + 1)
        band = self.table.stacks.get(line)
        merged = band.merged if band else 0
        stacked = self._middle(line, min(band.stop, self.part.stop)) if band else middle
        for index, (texts, placed) in enumerate(columns):
            text = texts[line]
            if text:
                _put(pen, placed[text], left, stacked if index < merged else middle, size)

    def _middle(self, start: int, stop: int) -> float:
        first = self.part.start
        return (self.tops[start - first] + self.tops[stop - first]) / 2

    def level_rules(self) -> Iterator[Segment]:
        """A rule below every line, not through merged cells."""
        right, height = self.left + self.table.width, self.table.carried_height
        for index in range(len(self.part.carried)):
            y = self.body - (index + 1) * height
            yield self.left, y, right, y
        inner = dict(self._inner())
        for line, y in enumerate(self.tops[1:], self.part.start):
            yield inner.get(line, self.left), y, right, y

    def _inner(self) -> Iterator[tuple[int, float]]:
        """The lines under which a merged cell goes on, and where its right edge is."""
        stacks = self.table.stacks
        for line in range(self.part.start, self.part.stop) if stacks else ():
            band = stacks.get(line)
            if band:
                edge = self.left + sum(self.table.fit.widths[: band.merged])
                yield from ((inner, edge) for inner in range(band.start, min(band.stop, self.part.stop) - 1))

    def upright_rules(self) -> Iterator[Segment]:
        """The rules between columns, each in one stroke from heading to heading, and the two outer ones."""
        bottom, inner = self.tops[-1], [self.left + sum(self.table.fit.widths[:i]) for i in self._columns()]
        right = self.left + self.table.width
        yield from ((x, self.body, x, bottom) for x in (self.left, right))
        own = range(self.part.start, self.part.stop)
        for spanned, run in groupby(own, key=lambda line: line in self.table.spans):
            lines = list(run)
            if not spanned:
                y0, y1 = self.tops[lines[0] - own.start], self.tops[lines[-1] + 1 - own.start]
                yield from ((x, y0, x, y1) for x in inner)

    def _columns(self) -> range:
        return range(1, len(self.table.fit.widths))


def _shortened(text: str, width: float) -> str:
    """A text that stands in full on the page before, on one line of `width` ems, marked as continued."""
    whole = f"{text} {CONTINUED}"
    while text and fonts.ems(whole, fonts.BOLD_ITALIC) > width:
        text = text[:-1]
        whole = f"{text.rstrip()}… {CONTINUED}"
    return whole


def _put(pen: PDFTextObject, lines: Placed, left: float, middle: float, size: float) -> None:
    """The lines of a cell, centred upon a height."""
    y = middle - size * MIDDLE + (len(lines) - 1) * size * LEADING / 2
    for x, text in lines:
        pen.setTextOrigin(left + x, y)
        pen.textLine(text)
        y -= size * LEADING
