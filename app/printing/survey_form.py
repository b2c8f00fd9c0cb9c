"""Phiếu B, the survey form: blank, or of a household with last year's answers in grey and a QR code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.pdfgen.canvas import Canvas

from app.printing import fonts, page
from app.printing.block import Block, gap, over, paragraph
from app.printing.document import Sign, Signatures
from app.printing.flow import Flowing, Placed, paginate, write
from app.printing.ink import Drawn, Grey, Layers, Marks, side_by_side
from app.printing.letter import signatures
from app.printing.page import Sheet
from app.printing.pdf import Pages
from app.printing.prose import BOLD_MARK, TO_FILL, Look, prose
from app.printing.qr import household_code
from app.printing.saving import Target
from app.printing.survey_members import grid, legends, of_roster, roster
from app.printing.survey_questions import OPTION, SHADE, Asked, household_question
from app.printing.wording import SIGN_HINT
from app.progress import SILENT, Progress
from app.reports.papers_data import HouseholdSheet, Issuer, SurveySheet
from app.rules.survey import Question

PAPER = page.sheet(landscape=False)
QR_SIDE = 68.0  # points: 24 mm, read by a scanner at arm's length
BAR = 0.9  # the shade behind a section's title
BELOW = 6.0
SIGNED = Signatures((Sign("ĐẠI DIỆN HỘ", SIGN_HINT), Sign("NGƯỜI RÀ SOÁT", SIGN_HINT)))


def write_survey_forms(
    sheets: Sequence[SurveySheet], target: Target, *, progress: Progress = SILENT
) -> Pages:
    """Write the forms into one PDF; each begins on the front of a leaf when printed on both sides."""
    pages: list[list[Placed]] = []
    for sheet in sheets:
        own = paginate(list(_things(sheet)), PAPER.inner_height)
        pages += own if len(sheets) == 1 or len(own) % 2 == 0 else [*own, []]
    first = sheets[0] if sheets else None
    return write(
        pages, target, title=first.survey.title if first else "", author=first.issuer.body if first else "",
        paper=PAPER, marks=_no_marks, progress=progress,
    )  # fmt: skip


def _no_marks(_canvas: Canvas, _paper: Sheet, _number: int, _pages: int) -> None:
    """Forms of many households in one file have no running page numbers."""


def _things(sheet: SurveySheet) -> Iterator[Flowing]:
    width = PAPER.inner_width
    yield Flowing(head(sheet.issuer, sheet.survey.title, sheet.year, sheet.household, width))
    yield Flowing(_identification(sheet, width))
    if sheet.last_year:
        yield Flowing(_about_grey(sheet.last_year, width))
    for section in sheet.survey.sections:
        kinds = [_kind(question) for question in section.questions]
        yield Flowing(_bar(f"{section.letter}. {section.title}", width), keep=True, fresh="each" in kinds)
        if "roster" in kinds:
            yield from roster(sheet, width)
            yield Flowing(legends(sheet, width))
        if "each" in kinds:
            yield from grid(sheet, section.questions, width)
            yield Flowing(gap(BELOW))
        for question in section.questions:
            if question.subject == "household":
                asked = Asked(question, sheet.survey, sheet.year, sheet.last, sheet.last_year)
                yield Flowing(household_question(asked, width))
    yield Flowing(signatures(SIGNED, width))


def _kind(question: Question) -> str:
    """How it is asked: in the list of members, of each member, or of the household."""
    if question.subject == "household":
        return "household"
    return "roster" if of_roster(question) else "each"


def head(issuer: Issuer, title: str, year: int, household: HouseholdSheet | None, width: float) -> Layers:
    """Who issues the form, its title, and at the right the QR code of a known household."""
    above, own = issuer.unit
    unit = over((
        paragraph(above, fonts.REGULAR, 11.0, width * 0.3, "center"),
        paragraph(own, fonts.BOLD, 11.0, width * 0.3, "center"),
    ))  # fmt: skip
    middle = over((
        paragraph(title.upper(), fonts.BOLD, 13.0, width * 0.44, "center"),
        paragraph(f"Năm {year}", fonts.BOLD, 12.0, width * 0.44, "center"),
    ))  # fmt: skip
    parts: list[tuple[float, Drawn]] = [(0.0, unit), (width * 0.3, middle)]
    if household and household.key:
        parts.append((width - QR_SIDE, household_code(household.key, QR_SIDE)))
    row = side_by_side(*parts)
    return Layers(row.height + BELOW, row.parts)


def _identification(sheet: SurveySheet, width: float) -> Block:
    household = sheet.household or HouseholdSheet("", ())
    above = reversed((sheet.issuer.name, *sheet.issuer.above))
    lines = (
        f"Địa bàn: {', '.join(above)}. Thôn, bản: {household.village or TO_FILL}",
        f"Khu vực: {sheet.area or TO_FILL}. Mã hộ: {household.code or TO_FILL}",
        f"Chủ hộ: {BOLD_MARK}{household.head.name or TO_FILL}{BOLD_MARK}",
        f"Nơi ở hiện tại: {household.address or TO_FILL}",
        f"Kết quả năm trước: {household.before or TO_FILL}",
        f"Người rà soát: {TO_FILL} Ngày rà soát: {TO_FILL}",
    )
    return over((*(over((prose(line, OPTION, width), gap(2.5))) for line in lines), gap(BELOW)))


def _about_grey(last_year: int, width: float) -> Layers:
    text = f"Chữ, số, ô màu xám là câu trả lời của năm {last_year}: hỏi lại, rồi ghi hoặc đánh dấu bằng bút."
    told = Grey(prose(text, Look(fonts.ITALIC, 10.0, "left"), width), SHADE)
    return Layers(told.height + 3.0, ((0.0, 0.0, told),))


def _bar(title: str, width: float) -> Layers:
    """The title of a section upon grey."""
    words = paragraph(title, fonts.BOLD, 12.0, width - 8.0)
    back = Grey(Marks(words.height + 4.0, filled=((0.0, 0.0, width, words.height + 4.0),)), BAR)
    return Layers(words.height + 8.0, ((0.0, 0.0, back), (4.0, 2.0, words)))
