"""A list as PDF, against a bare loop that draws the very same texts and rules at places known beforehand.

Ours also measures every text, fits the columns, breaks lines, keeps households together and counts pages.
"""

from __future__ import annotations

import random
from io import BytesIO
from typing import TYPE_CHECKING

from benchmarks.harness import Benchmark, Timed, measure

if TYPE_CHECKING:
    from app.reports.report import Report

WORDS = (
    "Giàng",
    "A",
    "Páo",
    "Thị",
    "Mỷ",
    "Sùng",
    "Chống",
    "Hảng",
    "Lò",
    "Văn",
    "Ún",
    "Ỏn",
    "Bàn",
    "Mẩy",
    "Đức",
)


def sample(rows: int) -> Report:
    """A list of 12 columns: numbers, names that hardly repeat, codes, years and counts."""
    from app.reports.report import Column, Report, Row

    pick = random.Random(12)
    texts = ("Họ và tên chủ hộ", "Thôn, bản", "Mã hộ", "Dân tộc")
    columns = (
        Column("TT", "0", "A", width=0.6, align="center"),
        *(Column(title, str(i), "", width=2, align="left") for i, title in enumerate(texts, 1)),
        *(Column(f"Chỉ số {i - 4}", str(i), str(i - 4)) for i in range(5, 12)),
    )
    lines = []
    for number in range(1, rows + 1):
        values: dict[str, str | int | float | None] = {
            "0": number,
            "1": " ".join(pick.choices(WORDS, k=4)),
            "2": f"Bản {pick.choice(WORDS)}",
            "3": f"0412{number:05}",
            "4": pick.choice(("Mông", "Thái", "Dao", "Tày")),
        }
        values |= {str(column): pick.randrange(3000) for column in range(5, 12)}
        lines.append(Row(values))
    unit = ("ỦY BAN NHÂN DÂN", "XÃ NÀ MÂY")
    return Report("to_review", "DANH SÁCH HỘ GIA ĐÌNH", columns, tuple(lines), unit, "Nà Mây", 2026)


def ours(rows: int) -> Timed:
    """`write_pdf`, from the plain report to the last byte."""
    from app.printing import fonts
    from app.printing.pdf import write_pdf

    report = sample(rows)
    fonts.load()
    return lambda: write_pdf(report, BytesIO())


def limit(rows: int) -> Timed:
    """One drawString for each text and one stroke for each rule, page by page."""
    return bare(sample(rows))


def bare(report: Report) -> Timed:
    """The loop that draws all that a report's pages hold, at places known beforehand."""
    from reportlab.pdfgen.canvas import Canvas

    from app.printing.closing import Signing
    from app.printing.pdf import draw_page, lay_out

    layout = lay_out(report, Signing())
    pages = []
    for number in range(1, len(layout.pages) + 1):
        pages.append(_Recorder())
        draw_page(pages[-1], layout, number)  # a canvas as far as drawing goes
    size = (layout.paper.width, layout.paper.height)

    def draw() -> None:
        canvas = Canvas(BytesIO(), pagesize=size, invariant=True)
        for page in pages:
            font = ("", 0.0)
            for face, points, x, y, text in page.texts:
                if font != (face, points):
                    font = (face, points)
                    canvas.setFont(*font)
                canvas.drawString(x, y, text)
            canvas.setLineWidth(0.5)
            canvas.lines(page.rules)
            canvas.showPage()
        canvas.save()

    return draw


class _Recorder:
    """A canvas and its text object in one, which remembers what is drawn and where."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, float, float, float, str]] = []
        self.rules: list[tuple[float, float, float, float]] = []
        self._font = ("", 0.0)
        self._at = (0.0, 0.0)

    def beginText(self) -> _Recorder:  # noqa: N802  (reportlab's names)
        return self

    def setFont(self, face: str, size: float) -> None:  # noqa: N802
        self._font = (face, size)

    def setTextOrigin(self, x: float, y: float) -> None:  # noqa: N802
        self._at = (x, y)

    def textLine(self, text: str) -> None:  # noqa: N802
        self.texts.append((*self._font, *self._at, text))

    def drawCentredString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        self.texts.append((*self._font, x, y, text))

    drawRightString = drawCentredString  # noqa: N815

    def drawText(self, text: _Recorder) -> None:  # noqa: N802
        """Texts are remembered as they come."""

    def setLineWidth(self, width: float) -> None:  # noqa: N802
        """Widths cost nothing worth measuring."""

    def lines(self, rules: list[tuple[float, float, float, float]]) -> None:
        self.rules += rules


BENCHMARK = Benchmark("pdf", "PDF of {scale} rows × 12 columns", ours, limit, 1.5, (5_000, 50_000))

if __name__ == "__main__":
    measure(BENCHMARK)
