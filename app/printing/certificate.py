"""Mẫu 03: the certificate of a poor or near-poor household, one or a whole commune's in one file.

What is alike on all certificates is set once; of each only its own words are measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from app.printing import fonts, letter, page
from app.printing.block import Block, Words, gap, over, paragraph
from app.printing.closing import date_line
from app.printing.columns import Fit
from app.printing.document import Letterhead, Sign, Signatures, Text
from app.printing.flow import Flowing, Placed, paginate, write
from app.printing.head import TableHead, table_head
from app.printing.ink import Drawn, Layers, Marks
from app.printing.letter import LOOKS
from app.printing.pdf import Pages
from app.printing.prose import prose
from app.printing.request import who
from app.printing.saving import Target
from app.printing.templates import Template, filled, known
from app.printing.wording import SEAL_HINT
from app.progress import SILENT, Progress
from app.reports.papers_data import Certificate, HouseholdSheet, Issuer, Member
from app.reports.report import Align, Column

LEAST_LINES = 8  # of the table of members: the spare ones take those who join
PAPER = page.sheet(landscape=False)
COLUMNS = (
    Column("TT", "at", width=0.5, align="center"),
    Column("Họ và tên", "name", width=3, align="left"),
    Column("Dân tộc", "ethnic", width=1.1, align="left"),
    Column("Quan hệ với chủ hộ", "relation", width=1.5, align="left"),
    Column(
        "Năm sinh",
        below=(
            Column("Nam", "male", width=0.8, align="center"),
            Column("Nữ", "female", width=0.8, align="center"),
        ),
    ),
    Column("Ghi chú biến động", "note", width=2, align="left"),
)
ALIGNS: tuple[Align, ...] = ("center", "left", "left", "left", "center", "center", "left")
ON_ONE_PAGE, ON_FIRST_PAGE, ON_LATER_PAGE = 11, 19, 30  # lines of the table
SIZE, ROW_HEIGHT, AIR, PADDING, BELOW_TABLE = 11.0, 18.0, 5.0, 3.0, 8.0  # points
BOX_HEIGHT = 52.0  # points: the year, the class, room for the mark of who confirms
REPRINT = "Bản in lại lần {copy}"


def write_certificates(
    certificates: Sequence[Certificate], template: Template, target: Target, *, progress: Progress = SILENT
) -> Pages:
    """Write all certificates into one PDF, each from a page of its own. Raises FileFault."""
    pages = pages_of(certificates, template)
    issuer = certificates[0].issuer if certificates else Issuer("")
    return write(
        pages, target, title=template.name, author=issuer.body, paper=PAPER,
        marks=lambda *_page: None, progress=progress,
    )  # fmt: skip


def pages_of(certificates: Sequence[Certificate], template: Template) -> list[list[Placed]]:
    """The pages of the certificates, ready to be drawn."""
    height = PAPER.inner_height
    return [one for each in certificates for one in paginate(list(_things(each, template)), height)]


def _things(certificate: Certificate, template: Template) -> Iterator[Flowing]:
    width = PAPER.inner_width
    yield Flowing(_head(certificate.issuer, width))
    if certificate.copy:
        stamp = REPRINT.format(copy=certificate.copy)
        yield Flowing(paragraph(stamp, fonts.ITALIC, 11.0, width, "right"))
    for element in filled(template, known(number=certificate.number, **who(certificate.household))):
        if isinstance(element, Text):
            yield Flowing(_line(element, width))
    yield from map(Flowing, _tables(certificate.household, width))
    if certificate.confirmed:
        yield Flowing(_confirmations(certificate.confirmed, width))
    yield Flowing(_closing(certificate, width))


@lru_cache(maxsize=8)
def _head(issuer: Issuer, width: float) -> Block:
    return letter.letterhead(Letterhead(issuer.unit, form="Mẫu 03"), width)


@lru_cache(maxsize=4096)
def _line(text: Text, width: float) -> Block:
    look = LOOKS[text.style]
    return over((prose(text.text, look, width), gap(letter.BETWEEN)))


def _tables(household: HouseholdSheet, width: float) -> Iterator[Layers]:
    """The members under their heads; a family too large for one page goes on under the same heads."""
    members: list[Member | None] = [*household.members]
    members += [None] * (LEAST_LINES - len(members))
    start, most = 0, ON_ONE_PAGE if len(members) <= ON_ONE_PAGE else ON_FIRST_PAGE
    while start < len(members):
        yield _table(list(enumerate(members[start : start + most], start + 1)), width)
        start, most = start + most, ON_LATER_PAGE


def _table(lines: Sequence[tuple[int, Member | None]], width: float) -> Layers:
    head, edges = _table_head(width)
    words: list[Words] = []
    rules = []
    y = head.height
    for at, member in lines:
        cells = [_cell(text, left, right, align) for text, (left, right), align in _placed(at, member, edges)]
        height = max(ROW_HEIGHT, *(cell.height + AIR for cell in cells))
        for cell in cells:
            words += cell.moved(0.0, y + (height - cell.height) / 2).words
        y += height
        rules.append((0.0, y, edges[-1], y))
    rules += [(x, head.height, x, y) for x in edges]
    marks = Marks(y, tuple(rules))
    return Layers(y + BELOW_TABLE, ((0.0, 0.0, head), (0.0, 0.0, marks), (0.0, 0.0, Block(y, tuple(words)))))


@lru_cache(maxsize=4)
def _table_head(width: float) -> tuple[TableHead, tuple[float, ...]]:
    leaves = [leaf for column in COLUMNS for leaf in column.leaves()]
    whole = sum(leaf.width for leaf in leaves)
    widths = tuple(width * leaf.width / whole for leaf in leaves)
    return table_head(COLUMNS, Fit(SIZE, widths)), tuple(accumulate(widths, initial=0.0))


def _placed(
    at: int, member: Member | None, edges: Sequence[float]
) -> Iterator[tuple[str, tuple[float, float], Align]]:
    told = member or Member("")
    male, female = (told.born if told.sex == sex else "" for sex in ("Nam", "Nữ"))
    texts = (str(at), told.name, told.ethnic, told.relation, male, female, told.note)
    for text, room, align in zip(texts, pairwise(edges), ALIGNS, strict=True):
        if text:
            yield text, room, align


@lru_cache(maxsize=1 << 14)
def _cell(text: str, left: float, right: float, align: Align) -> Block:
    return paragraph(text, fonts.REGULAR, SIZE, right - left - 2 * PADDING, align).moved(left + PADDING)


@lru_cache(maxsize=256)
def _confirmations(years: tuple[tuple[int, str], ...], width: float) -> Layers:
    """A box for each year: what the household was found to be, and room for whoever confirms it."""
    title = paragraph("Xác nhận kết quả rà soát từng năm", fonts.BOLD, SIZE, width)
    share, top = width / len(years), title.height + 3.0
    boxes = Marks(
        top + BOX_HEIGHT, (), tuple((at * share, top, share, BOX_HEIGHT) for at in range(len(years)))
    )
    parts: list[tuple[float, float, Drawn]] = [(0.0, 0.0, title), (0.0, 0.0, boxes)]
    for at, (year, klass) in enumerate(years):
        told = over((
            paragraph(f"Năm {year}", fonts.BOLD, SIZE, share, "center"),
            paragraph(klass, fonts.REGULAR, SIZE, share, "center"),
        ))  # fmt: skip
        parts.append((at * share, top + 3.0, told))
    return Layers(top + BOX_HEIGHT + BELOW_TABLE, tuple(parts))


def _closing(certificate: Certificate, width: float) -> Block:
    dated = date_line(certificate.issuer.where, certificate.year, certificate.day)
    return _signed(Sign(certificate.title, SEAL_HINT, certificate.signer), dated, width)


@lru_cache(maxsize=64)
def _signed(sign: Sign, dated: str, width: float) -> Block:
    return letter.signatures(Signatures((sign,), dated=dated), width)
