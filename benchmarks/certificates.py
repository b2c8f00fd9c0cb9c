"""A commune's certificates in one PDF, against a bare loop that draws the very same texts and rules.

Ours also fills in the texts, measures them, breaks lines and decides where pages end.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from benchmarks.harness import Benchmark, Timed, measure
from benchmarks.pdf import _Recorder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.reports.papers_data import Certificate

_NAMES = ("Giàng A Páo", "Vàng Thị Mỷ", "Sùng Chống", "Lò Văn Ún", "Bàn Thị Mẩy", "Hảng A Đức")


def sample(count: int) -> list[Certificate]:
    """Certificates of invented households of three to seven members; hardly two have the same head."""
    return list(_sample(count))


def _sample(count: int) -> Iterator[Certificate]:
    from app.reports.papers_data import Certificate, HouseholdSheet, Issuer, Member

    issuer = Issuer("Xã Nà Mây", ("Tỉnh Lào Cai",))
    years = tuple((2026 + at, "Hộ nghèo" if at == 0 else "") for at in range(5))
    for number in range(1, count + 1):
        members = tuple(
            Member(
                f"{_NAMES[(number + at) % len(_NAMES)]} {number % 97}",
                "Chủ hộ" if at == 0 else "Con",
                ("Nam", "Nữ")[(number + at) % 2],
                str(1950 + (number * 7 + at * 19) % 74),
                "Mông",
                f"•••••••••{number % 1000:03}",
            )
            for at in range(3 + number % 5)
        )
        village = f"Bản {number % 12 + 1}"
        sheet = HouseholdSheet(f"{number:032x}", members, f"HK-{number:04}", village, f"{village}, xã Nà Mây")
        yield Certificate(issuer, sheet, 2026, str(number), years, signer="Vàng A Sinh")


def ours(count: int) -> Timed:
    """`write_certificates`, from the plain data to the last byte."""
    from app.printing import fonts
    from app.printing.certificate import write_certificates
    from app.printing.templates import template

    certificates, text = sample(count), template("mau-03")
    fonts.load()
    return lambda: write_certificates(certificates, text, BytesIO())


def limit(count: int) -> Timed:
    """One drawString for each text and one stroke for each rule, page by page."""
    from reportlab.pdfgen.canvas import Canvas

    from app.printing import fonts
    from app.printing.certificate import PAPER, pages_of
    from app.printing.templates import template

    fonts.load()
    pages = []
    for placed in pages_of(sample(count), template("mau-03")):
        page = _Boxes()
        for down, what in placed:
            what.draw(page, PAPER.left, PAPER.top - down)
        pages.append((page.texts, page.rules))

    def bare() -> None:
        canvas = Canvas(BytesIO(), pagesize=(PAPER.width, PAPER.height), invariant=True)
        for texts, rules in pages:
            font = ("", 0.0)
            for face, points, x, y, text in texts:
                if font != (face, points):
                    font = (face, points)
                    canvas.setFont(*font)
                canvas.drawString(x, y, text)
            canvas.setLineWidth(0.5)
            canvas.lines(rules)
            canvas.showPage()
        canvas.save()

    return bare


class _Boxes(_Recorder):
    """A canvas as far as certificates draw: boxes are remembered as four rules."""

    def beginPath(self) -> _Boxes:  # noqa: N802  (reportlab's names)
        return self

    def rect(self, x: float, y: float, width: float, height: float) -> None:
        right, top = x + width, y + height
        self.rules += [(x, y, right, y), (right, y, right, top), (right, top, x, top), (x, top, x, y)]

    def drawPath(self, path: _Boxes, stroke: int, fill: int) -> None:  # noqa: N802
        """Paths are remembered as they are built."""


BENCHMARK = Benchmark("certificates", "PDF of {scale} certificates (Mẫu 03)", ours, limit, 2.0, (1_500,))

if __name__ == "__main__":
    measure(BENCHMARK)
