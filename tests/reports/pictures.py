"""Small golden pictures of pages. `SOBAN_RENEW=1` draws them anew: a person looks at each."""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "pages"
LARGEST = 40 * 1024  # bytes of a file
SCALE, SHADES = 0.75, 16  # pixels a point
CELL = 4  # pixels: squares of this size are compared
DARKER = 24  # of 255: by so much a square may differ, as renderers smooth letters differently


RENEW = os.environ.get("SOBAN_RENEW") == "1"


def check_picture(name: str, pdf: bytes, renew: bool = RENEW) -> None:
    """The first page looks as the golden picture shows it."""
    drawn, path = _drawn(pdf), FOLDER / f"{name}.png"
    if renew:
        path.parent.mkdir(parents=True, exist_ok=True)
        drawn.save(path, optimize=True)
    with Image.open(path) as golden:
        assert path.stat().st_size <= LARGEST
        assert golden.size == drawn.size
        box = _different(golden.convert("L"), drawn.convert("L"))
    assert box is None, f"{name}: the page looks different within {box} (points from the upper left)"


def _drawn(pdf: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0].render(scale=SCALE, grayscale=True).to_pil()
    finally:
        document.close()
    return page.quantize(SHADES)


def _different(golden: Image.Image, drawn: Image.Image) -> tuple[int, ...] | None:
    """The box, in points, of the squares that differ; None where the pages look alike."""
    squares = (golden.width // CELL, golden.height // CELL)
    pair = (each.resize(squares, Image.Resampling.BOX) for each in (golden, drawn))
    box = ImageChops.difference(*pair).point(lambda by: 255 if by > DARKER else 0).getbbox()
    return box and tuple(round(side * CELL / SCALE) for side in box)
