"""The very pages of a report on a screen: the PDF in memory, and each page as a picture when it is looked at.

pdfium is not made for several threads: whoever calls `picture` does so from one.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]

from app.printing.closing import Signing
from app.printing.pdf import write_pdf
from app.progress import SILENT, Progress
from app.reports.report import Report

POINTS = 72  # in an inch


@dataclass(frozen=True, slots=True)
class Preview:
    """A report as it will be printed.

    Attributes:
        pdf: the file.
        sizes: width and height of each page, in points.
        substituted: the characters that no font has; see `pdf.Pages`.
    """

    report: Report
    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    substituted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels: rows of `stride` bytes, four bytes (blue, green, red, unused) a pixel."""

    width: int
    height: int
    stride: int
    pixels: bytes


def preview(report: Report, signing: Signing | None = None, progress: Progress = SILENT) -> Preview:
    """The report as its pages."""
    stream = BytesIO()
    pages = write_pdf(report, stream, signing=signing, progress=progress)
    pdf = stream.getvalue()
    return Preview(report, pdf, page_sizes(pdf), pages.substituted)


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page of a PDF, in points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(document.get_page_size(number) for number in range(len(document)))
    finally:
        document.close()


def picture(pdf: bytes, page: int, scale: float) -> Picture:
    """A page, counted from 0, at `scale` pixels a point, black on white."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmap = document[page].render(scale=scale, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx)
        return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        document.close()
