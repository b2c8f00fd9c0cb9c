"""The QR code of a household: scanned into the search field, it finds the household (`store.search`)."""

from __future__ import annotations

from functools import lru_cache

import segno

from app.printing.ink import Box, Marks
from app.store.search import SCANNED

QUIET = 2  # modules of white around it inside the form, whose own white does the rest


@lru_cache(maxsize=64)
def household_code(key: str, side: float) -> Marks:
    """The code that holds `soban:<key>`, a square of `side` points."""
    matrix = segno.make(SCANNED + key, error="m", micro=False).matrix
    module = side / (len(matrix) + 2 * QUIET)
    return Marks(side, filled=tuple(_runs(matrix, module)))


def _runs(matrix: tuple[bytearray, ...], module: float) -> list[Box]:
    """The dark modules, neighbours of a row as one box: no hair of white between them."""
    boxes: list[Box] = []
    for y, row in enumerate(matrix, QUIET):
        start = None
        for x, dark in enumerate((*row, 0), QUIET):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                boxes.append((start * module, y * module, (x - start) * module, module * 1.01))
                start = None
    return boxes
