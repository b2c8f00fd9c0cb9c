"""Phiếu A, the quick screen of a household that asked to be reviewed.

The signs of the official form are not known to the program: the template has empty lines for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.printing import fonts, page
from app.printing.block import paragraph
from app.printing.document import Sign, Signatures, Text
from app.printing.flow import Flowing, paginate, write
from app.printing.ink import Layers
from app.printing.letter import LOOKS, signatures
from app.printing.pdf import Pages
from app.printing.prose import prose
from app.printing.request import who
from app.printing.ruled import SIDE, ruled_row
from app.printing.saving import Target
from app.printing.survey_form import head
from app.printing.survey_questions import BOX, tick_box
from app.printing.templates import Template, filled, known
from app.printing.wording import SIGN_HINT, counted, day
from app.progress import SILENT, Progress
from app.reports.papers_data import HouseholdSheet, QuickScreen

PAPER = page.sheet(landscape=False)
SIGN, CONCLUSION = "? ", "! "  # how a line of the template begins: a sign to tick, a conclusion to tick
LINE = 27.0  # points: the height that a hand needs
SHARES = (0.07, 0.73, 0.1, 0.1)
HEADS = ("TT", "Dấu hiệu", "Có", "Không")
SIGNED = Signatures((Sign("ĐẠI DIỆN HỘ", SIGN_HINT), Sign("NGƯỜI RÀ SOÁT", SIGN_HINT)))


def write_quick_screen(
    screen: QuickScreen, template: Template, target: Target, *, progress: Progress = SILENT
) -> Pages:
    """Write the form as PDF. Raises FileFault."""
    pages = paginate(list(_things(screen, template)), PAPER.inner_height)
    return write(
        pages, target, title=template.name, author=screen.issuer.body, paper=PAPER, progress=progress
    )


def _things(screen: QuickScreen, template: Template) -> Iterator[Flowing]:
    width = PAPER.inner_width
    household = screen.household or HouseholdSheet("", ())
    values = known(
        year=screen.year, persons=counted(screen.persons), requested=day(screen.requested), **who(household)
    )
    texts = [one for one in filled(template, values) if isinstance(one, Text)]
    title = next((one.text for one in texts if one.style == "title"), template.name)
    yield Flowing(head(screen.issuer, title, screen.year, screen.household, width))
    signs = 0
    for text in texts:
        if text.text.startswith(SIGN):
            if signs == 0:
                yield Flowing(_heads(width), keep=True)
            signs += 1
            yield Flowing(_sign(signs, text.text.removeprefix(SIGN), width))
        elif text.text.startswith(CONCLUSION):
            yield Flowing(_conclusion(text.text.removeprefix(CONCLUSION), width))
        elif text.style != "title":
            block = prose(text.text, LOOKS[text.style], width)
            yield Flowing(Layers(block.height + 5.0, ((0.0, 2.0, block),)))
    yield Flowing(signatures(SIGNED, width))


def _heads(width: float) -> Layers:
    widths = [share * width for share in SHARES]
    heads = zip(HEADS, widths, strict=True)
    return ruled_row(
        widths, [paragraph(told, fonts.BOLD, 11.0, room - 2 * SIDE, "center") for told, room in heads]
    )


def _sign(at: int, text: str, width: float) -> Layers:
    widths = [share * width for share in SHARES]
    told = prose(text, LOOKS["field"], widths[1] - 2 * SIDE)
    number = paragraph(str(at), fonts.REGULAR, 13.0, widths[0] - 2 * SIDE, "center")
    boxes = [Layers(BOX, (((each - BOX) / 2 - SIDE, 0.0, tick_box()),)) for each in widths[2:]]
    return ruled_row(widths, [number, told, *boxes], LINE)


def _conclusion(text: str, width: float) -> Layers:
    told = prose(text, LOOKS["field"], width - 30.0)
    return Layers(told.height + 5.0, ((10.0, 4.0, tick_box()), (26.0, 0.0, told)))
