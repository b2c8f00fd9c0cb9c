"""What can be drawn beside set type: tick boxes, uprights, dark squares, and things laid over each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from reportlab.pdfgen.canvas import Canvas

Line = tuple[float, float, float, float]  # x0, y0, x1, y1 in points right of and below the upper left corner
Box = tuple[float, float, float, float]  # x, y of the upper left corner, width, height
THIN = 0.5  # points


class Drawn(Protocol):
    """Anything of a known height in points that can be drawn; `block.Block` is one."""

    @property
    def height(self) -> float:
        """In points."""

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw it with its upper left corner at (`left`, `top`)."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Strokes, boxes and filled boxes, relative to the upper left corner."""

    height: float
    strokes: tuple[Line, ...] = ()
    boxes: tuple[Box, ...] = ()
    filled: tuple[Box, ...] = ()

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw them with their upper left corner at (`left`, `top`)."""
        canvas.setLineWidth(THIN)
        if self.strokes:
            canvas.lines([(left + x0, top - y0, left + x1, top - y1) for x0, y0, x1, y1 in self.strokes])
        for boxes, fill in ((self.boxes, 0), (self.filled, 1)):
            if boxes:
                path = canvas.beginPath()
                for x, y, width, height in boxes:
                    path.rect(left + x, top - y - height, width, height)
                canvas.drawPath(path, stroke=1 - fill, fill=fill)


@dataclass(frozen=True, slots=True)
class Grey:
    """A thing drawn in a shade of grey: 0 is black, 1 is white."""

    what: Drawn
    shade: float

    @property
    def height(self) -> float:
        """In points."""
        return self.what.height

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw it with its upper left corner at (`left`, `top`)."""
        canvas.saveState()
        canvas.setFillGray(self.shade)
        canvas.setStrokeGray(self.shade)
        self.what.draw(canvas, left, top)
        canvas.restoreState()


@dataclass(frozen=True, slots=True)
class Layers:
    """Things at places of their own within a height: (right, down, thing)."""

    height: float
    parts: tuple[tuple[float, float, Drawn], ...]

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw them with their common upper left corner at (`left`, `top`)."""
        for right, down, part in self.parts:
            part.draw(canvas, left + right, top - down)


def stacked(parts: Iterable[Drawn]) -> Layers:
    """Things one under the other, as one that no page divides."""
    placed: list[tuple[float, float, Drawn]] = []
    height = 0.0
    for part in parts:
        placed.append((0.0, height, part))
        height += part.height
    return Layers(height, tuple(placed))


def side_by_side(*parts: tuple[float, Drawn]) -> Layers:
    """Things beside each other, each moved to the right by its figure."""
    height = max((part.height for _right, part in parts), default=0.0)
    return Layers(height, tuple((right, 0.0, part) for right, part in parts))
