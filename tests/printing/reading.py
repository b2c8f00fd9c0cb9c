"""Reading printed files back: the text of pages, where letters stand, and a coarse picture of the ink."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2
from PIL import Image

MM = 72 / 25.4
CELL = 4.0  # millimetres: a letter of the picture of a page stands for a square of this size
SHADES = " .:-=+*#%@"


@dataclass(frozen=True)
class Printed:
    """A page as it was read back: its size in points, its text, the boxes of its letters, its picture."""

    width: float
    height: float
    text: str
    boxes: list[tuple[float, float, float, float]]
    picture: list[str]

    @property
    def letters(self) -> str:
        """The text without white space, in the order of drawing."""
        return "".join(self.text.split())


def read(pdf: bytes, picture: bool = False) -> list[Printed]:
    """The pages of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(page, picture) for page in document]
    finally:
        document.close()


def title(pdf: bytes) -> str:
    """The title that the file says of itself."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document.get_metadata_value("Title")
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage, picture: bool) -> Printed:
    words = page.get_textpage()
    count = words.count_chars()
    text = words.get_text_range()
    boxes = [words.get_charbox(index) for index in range(count)]
    return Printed(*page.get_size(), text, boxes, _picture(page) if picture else [])


def _picture(page: pypdfium2.PdfPage) -> list[str]:
    width, height = (round(side / MM / CELL) for side in page.get_size())
    image = page.render(scale=1.0, grayscale=True).to_pil().resize((width, height), Image.Resampling.BOX)
    ink = image.tobytes()
    lines = (ink[row * width : (row + 1) * width] for row in range(height))
    return ["".join(SHADES[min(9, (255 - level) * 20 // 255)] for level in line) for line in lines]
