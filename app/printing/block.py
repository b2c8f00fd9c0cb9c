"""A block of set type: texts and rules relative to its upper left corner, its height known before drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from app.printing import fonts
from app.printing.wrapping import balanced, wrap
from app.reports.report import Align

LEADING = 1.2  # times the size, from line to line
BASELINE = 0.93  # times the size, from the top of a line to its baseline


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text: its left end, its baseline down from the top of the block, in points."""

    x: float
    y: float
    text: str
    face: str
    size: float


@dataclass(frozen=True, slots=True)
class Block:
    """Texts and level rules (`x0`, `x1`, `y`), in points right of and below the upper left corner."""

    height: float
    words: tuple[Words, ...] = ()
    rules: tuple[tuple[float, float, float], ...] = ()

    def moved(self, right: float, down: float = 0.0) -> Block:
        """The block further to the right, or lower in a block that is higher by as much."""
        return Block(
            self.height + down,
            tuple(Words(w.x + right, w.y + down, w.text, w.face, w.size) for w in self.words),
            tuple((x0 + right, x1 + right, y + down) for x0, x1, y in self.rules),
        )

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw the block with its upper left corner at (`left`, `top`)."""
        text = canvas.beginText()
        face: tuple[str, float] = ("", 0.0)
        for words in self.words:
            if face != (words.face, words.size):
                face = (words.face, words.size)
                text.setFont(*face)
            text.setTextOrigin(left + words.x, top - words.y)
            text.textLine(words.text)
        canvas.drawText(text)
        canvas.setLineWidth(0.7)
        canvas.lines([(left + x0, top - y, left + x1, top - y) for x0, x1, y in self.rules])


def gap(height: float) -> Block:
    """Nothing, so high."""
    return Block(height)


def paragraph(text: str, face: str, size: float, width: float, align: Align = "left") -> Block:
    """A text set over as many lines as the width asks for."""
    lines = (balanced if align == "center" else wrap)(fonts.drawable(text), face, width / size)
    words = tuple(
        Words(_start(line, face, size, width, align), (index * LEADING + BASELINE) * size, line, face, size)
        for index, line in enumerate(lines)
    )
    return Block(len(lines) * LEADING * size, words)


def _start(line: str, face: str, size: float, width: float, align: Align) -> float:
    spare = width - fonts.ems(line, face) * size
    return {"left": 0.0, "center": spare / 2, "right": spare}[align]


def rule(x: float, width: float, above: float = 1.5, below: float = 3.0) -> Block:
    """A level rule with a little air above and below it."""
    return Block(above + below, (), ((x, x + width, above),))


def over(blocks: Iterable[Block]) -> Block:
    """The blocks one under the other, as one."""
    high = Block(0.0)
    for block in blocks:
        low = block.moved(0.0, high.height)
        high = Block(low.height, high.words + low.words, high.rules + low.rules)
    return high


def beside(*blocks: tuple[float, Block]) -> Block:
    """Blocks side by side, each moved to the right by its figure; as high as the highest."""
    placed = [block.moved(right) for right, block in blocks]
    return Block(
        max((block.height for block in placed), default=0.0),
        tuple(words for block in placed for words in block.words),
        tuple(each for block in placed for each in block.rules),
    )
