"""Rows of boxes to write into: cells of given widths, as high as the highest, as high as a hand needs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from app.printing.ink import Drawn, Layers, Marks

AIR, SIDE = 2.5, 3.0  # points above and below, left and right of what stands in a cell


def ruled_row(widths: Sequence[float], cells: Sequence[Drawn | None], least: float = 0.0) -> Layers:
    """A row of cells; what stands in a cell is set `SIDE` from its left edge and centred in its height."""
    height = max(least, *(cell.height + 2 * AIR for cell in cells if cell), 0.0)
    edges = list(accumulate(widths, initial=0.0))
    strokes = [(0.0, y, edges[-1], y) for y in (0.0, height)] + [(x, 0.0, x, height) for x in edges]
    parts: list[tuple[float, float, Drawn]] = [(0.0, 0.0, Marks(height, tuple(strokes)))]
    for left, cell in zip(edges, cells, strict=False):
        if cell:
            parts.append((left + SIDE, (height - cell.height) / 2, cell))
    return Layers(height, tuple(parts))
