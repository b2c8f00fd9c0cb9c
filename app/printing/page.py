"""The sheet of paper of an administrative document and what stands around its table.

Measures are those of NĐ 30/2020/NĐ-CP, Phụ lục I. Mẫu 01-04 have layouts of their own, which prevail.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.printing import fonts
from app.printing.block import Block, beside, gap, over, paragraph, rule
from app.reports.report import Report

MM: float = mm
A4 = (210 * MM, 297 * MM)
TOP, BOTTOM = 20 * MM, 20 * MM  # 20-25 mm allowed
LEFT, RIGHT = 30 * MM, 15 * MM  # 30-35 and 15-20 mm allowed
HEADER_SIZE = 12.0  # 12-13 pt
MOTTO_SIZE = 13.0  # 13-14 pt
TITLE_SIZE = 14.0
SUBTITLE_SIZE = 12.0
NUMBER_SIZE = 13.0  # 13-14 pt, centred in the top margin, not on the first page
COUNT_SIZE = 8.5
ISSUER_RULE = 0.4  # of the width of its line: between a third and a half

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT = "DỰ THẢO"
NOTHING = "Không có hộ nào"  # instead of the lines of an empty list
STAMP_SIZE, SMALL_STAMP_SIZE = 14.0, 9.0  # on the first and on later pages
STAMP_ROOM = 2.6 * STAMP_SIZE  # the height of the stamp as it is turned
BELOW_TITLE = 8.0
STAMP_RED = Color(0.72, 0.16, 0.14)


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands above the table on the first page; the draft stamp is centred `stamp` points down."""

    block: Block
    stamp: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper and the area inside its margins, in points from the lower left corner."""

    width: float
    height: float

    @property
    def left(self) -> float:
        """The left edge of the area."""
        return LEFT

    @property
    def top(self) -> float:
        """The upper edge of the area."""
        return self.height - TOP

    @property
    def inner_width(self) -> float:
        """The width of the area."""
        return self.width - LEFT - RIGHT

    @property
    def inner_height(self) -> float:
        """The height of the area."""
        return self.height - TOP - BOTTOM


def sheet(landscape: bool) -> Sheet:
    """A4, upright or on its side."""
    return Sheet(*(reversed(A4) if landscape else A4))


def opening(report: Report, width: float, number: str = "") -> Opening:
    """Annex, the two header blocks, title and subtitle.

    `number` is the number and sign of the paper (`Số: 12/BC-UBND`), empty on an annex.
    """
    parts = [paragraph(report.annex, fonts.BOLD, SUBTITLE_SIZE, width, "right")] if report.annex else []
    above = over((*parts, header(report.unit, width, number), gap(12)))
    title = _title(report, width)
    middle = min(title.height / 2, title.height + BELOW_TITLE - STAMP_ROOM / 2)
    if report.is_draft and _widest(title) > width - 2 * stamp_width(STAMP_SIZE) - STAMP_SIZE:
        above = over((above, gap(STAMP_ROOM)))
        middle = -STAMP_ROOM * 0.55
    return Opening(over((above, title, gap(BELOW_TITLE))), above.height + middle)


def _title(report: Report, width: float) -> Block:
    parts = [
        paragraph(full_title(report), fonts.BOLD, TITLE_SIZE, width * 0.86, "center").moved(width * 0.07)
    ]
    if report.subtitle:
        parts.append(paragraph(report.subtitle, fonts.ITALIC, SUBTITLE_SIZE, width, "center"))
    return over(parts)


def full_title(report: Report) -> str:
    """The title with its year, which the report keeps apart."""
    return f"{report.title} NĂM {report.year}"


def _widest(block: Block) -> float:
    return max(fonts.ems(words.text, words.face) * words.size for words in block.words)


def header(unit: tuple[str, str], width: float, number: str, dated: str = "") -> Block:
    """The two head blocks: who issues it with its number, the nation with place and date, if any."""
    right = fonts.ems(NATION, fonts.BOLD) * HEADER_SIZE
    left = max(width * 0.24, min(width - right - 12, _issuer_width(unit)))
    return beside((0.0, _issuer(unit, left, number)), (width - right, nation(right, dated)))


def _issuer_width(unit: tuple[str, str]) -> float:
    return HEADER_SIZE * max(fonts.ems(fonts.drawable(part), fonts.BOLD) for part in unit) + 1


def _issuer(unit: tuple[str, str], width: float, number: str) -> Block:
    above, own = unit
    lines = [paragraph(above, fonts.REGULAR, HEADER_SIZE, width, "center")] if above else []
    name = paragraph(own, fonts.BOLD, HEADER_SIZE, width, "center")
    length = max(width * ISSUER_RULE * 0.7, ISSUER_RULE * min(width, _issuer_width((own, ""))))
    lines += [name, rule((width - length) / 2, length)]
    if number:
        lines.append(paragraph(number, fonts.REGULAR, MOTTO_SIZE, width, "center"))
    return over(lines)


def nation(width: float, dated: str = "") -> Block:
    """The nation over its motto, centred in a width, and the line of place and date."""
    motto = fonts.ems(MOTTO, fonts.BOLD) * MOTTO_SIZE
    lines = [
        paragraph(NATION, fonts.BOLD, HEADER_SIZE, width + 1, "center"),
        paragraph(MOTTO, fonts.BOLD, MOTTO_SIZE, width, "center"),
        rule((width - motto) / 2, motto),
    ]
    if dated:
        lines.append(paragraph(dated, fonts.ITALIC, MOTTO_SIZE, width, "center"))
    return over(lines)


def draw_marks(canvas: Canvas, paper: Sheet, page: int, pages: int) -> None:
    """The number of the page in the top margin, from the second page, and page of pages at the foot."""
    if page > 1:
        canvas.setFont(fonts.REGULAR, NUMBER_SIZE)
        canvas.drawCentredString(paper.width / 2, paper.height - TOP * 0.6, str(page))
    canvas.setFont(fonts.REGULAR, COUNT_SIZE)
    canvas.drawRightString(paper.width - RIGHT, BOTTOM * 0.5, f"Trang {page}/{pages}")


def stamp_width(size: float) -> float:
    """The width of the draft stamp set in letters of this size."""
    return (fonts.ems(DRAFT, fonts.BOLD) + 0.1 * (len(DRAFT) - 1) + 1.3) * size


def draw_stamp(canvas: Canvas, right: float, middle: float, size: float) -> None:
    """DỰ THẢO in a red box, slightly turned, its right edge at `right`, centred at the height `middle`."""
    width, height, spacing = stamp_width(size), size * 1.75, size * 0.1
    canvas.saveState()
    canvas.translate(right - width / 2, middle)
    canvas.rotate(6)
    canvas.setStrokeColor(STAMP_RED)
    canvas.setFillColor(STAMP_RED)
    canvas.setLineWidth(size * 0.11)
    canvas.rect(-width / 2, -height / 2, width, height)
    canvas.setFont(fonts.BOLD, size)
    canvas.drawString(-width / 2 + size * 0.65, -size * 0.33, DRAFT, charSpace=spacing)
    canvas.restoreState()


def draw_draft(canvas: Canvas, paper: Sheet, page: int, first: Opening) -> None:
    """The draft stamp of a page: beside the title, on later pages small in the top margin."""
    right = paper.left + paper.inner_width
    if page == 1:
        draw_stamp(canvas, right, paper.top - first.stamp, STAMP_SIZE)
    else:
        draw_stamp(canvas, right, paper.top + TOP * 0.4, SMALL_STAMP_SIZE)
