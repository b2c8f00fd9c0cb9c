"""The head of a table: official heads over heads, and the row of column numbers and formulas in italics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlab.pdfgen.canvas import Canvas

from app.printing import fonts
from app.printing.block import Block, beside, over, paragraph
from app.printing.columns import NUMBER_SIZE, PADDING, Fit
from app.printing.grid import Head, depth, heads
from app.reports.report import Column

EPSILON = 1e-6  # points: a text exactly as wide as its cell fits
AIR = 0.25  # of the size, above and below the text of a head


@dataclass(frozen=True, slots=True)
class TableHead:
    """The head set for its columns, alike on every page; `rules` in points right and down."""

    block: Block
    rules: tuple[tuple[float, float, float, float], ...]

    @property
    def height(self) -> float:
        """In points."""
        return self.block.height

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw it with its upper left corner at (`left`, `top`)."""
        canvas.lines([(left + x0, top - y0, left + x1, top - y1) for x0, y0, x1, y1 in self.rules])
        self.block.draw(canvas, left, top)


def table_head(columns: Sequence[Column], fit: Fit) -> TableHead:
    """The head over columns of these widths."""
    edges = _edges(fit.widths)
    placed = _placed(columns, fit)
    tops = _edges(_row_heights(placed, depth(columns)))
    words, rules = [], []
    for head, title in placed:
        x0, x1 = edges[head.left], edges[head.left + head.columns]
        y0, y1 = tops[head.row], tops[head.row + head.rows]
        words.append((x0 + PADDING * fit.size, title.moved(0.0, y0 + (y1 - y0 - title.height) / 2)))
        rules += [(x0, y0, x1, y0), (x0, y0, x0, y1)]
    numbers = _numbers(columns, edges, fit.size)
    height = tops[-1] + numbers.height
    rules += [(edge, tops[-1], edge, height) for edge in edges[:-1] if numbers.height]
    rules += [(edges[0], tops[-1], edges[-1], tops[-1]), (edges[0], height, edges[-1], height)]
    rules.append((edges[-1], 0.0, edges[-1], height))
    body = Block(tops[-1], beside(*words).words)
    return TableHead(over((body, numbers)), tuple(rules))


def head_heights(columns: Sequence[Column], fit: Fit) -> list[float]:
    """Heights of the rows of heads in points, without the row of numbers."""
    return _row_heights(_placed(columns, fit), depth(columns))


def _placed(columns: Sequence[Column], fit: Fit) -> list[tuple[Head, Block]]:
    edges = _edges(fit.widths)
    return [(head, _title(head, edges, fit.size)) for head in heads(columns)]


def _edges(lengths: Sequence[float]) -> list[float]:
    edges = [0.0]
    for length in lengths:
        edges.append(edges[-1] + length)
    return edges


def _title(head: Head, edges: Sequence[float], size: float) -> Block:
    width = edges[head.left + head.columns] - edges[head.left] - 2 * PADDING * size
    return paragraph(head.column.title, fonts.BOLD, size, width + EPSILON, "center")


def _row_heights(placed: Sequence[tuple[Head, Block]], rows: int) -> list[float]:
    """High enough for heads of one row; what a head over several rows needs more goes to the last of them."""
    heights = [0.0] * rows
    for head, title in sorted(placed, key=lambda each: (each[0].rows, each[0].row)):
        own = slice(head.row, head.row + head.rows)
        more = title.height * (1 + AIR) - sum(heights[own])
        if more > 0:
            heights[head.row + head.rows - 1] += more
    return heights


def _numbers(columns: Sequence[Column], edges: Sequence[float], size: float) -> Block:
    leaves = [leaf for column in columns for leaf in column.leaves()]
    if not any(leaf.number for leaf in leaves):
        return Block(0.0)
    small = size * NUMBER_SIZE
    padding = PADDING * size
    rooms = [(left, right - left - 2 * padding + EPSILON) for left, right in pairwise(edges)]
    cells = [
        (left + padding, paragraph(leaf.number, fonts.ITALIC, small, room, "center"))
        for leaf, (left, room) in zip(leaves, rooms, strict=True)
    ]
    high = max(cell.height for _x, cell in cells)
    centred = [(x, cell.moved(0.0, (high - cell.height) / 2)) for x, cell in cells]
    return over((Block(small * AIR), beside(*centred), Block(small * AIR)))
