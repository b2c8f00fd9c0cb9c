"""A report as a PDF to print and sign: one call from the plain Report to the finished file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.i18n import _
from app.printing import closing, fonts, page
from app.printing.block import Block
from app.printing.closing import Signing
from app.printing.columns import LARGEST, sizes
from app.printing.drawing import draw_part
from app.printing.grid import heads
from app.printing.page import Opening, Sheet
from app.printing.saving import Target, whole_file
from app.printing.sheets import Part, Room, share_out
from app.printing.table import Table, lay
from app.progress import SILENT, Progress
from app.reports.report import Report

rl_config.useA85 = 0  # streams in bytes, not in letters: files a fifth smaller, written faster

LONG_SIZE = 11.0  # points: the largest letters of a table of several pages
ONE_PAGE_SIZE = 9.5  # points: a table is not made smaller than this to bring it onto one page
SHORT = 60  # lines: more never fit on one page


@dataclass(frozen=True, slots=True)
class Pages:
    """What was printed.

    Attributes:
        count: how many pages.
        substituted: the characters that no font has, each with a text it stood in; the paper says so too.
    """

    count: int
    substituted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Page:
    """What one page holds: lines of the table, if any, and blocks below them."""

    part: Part | None
    below: tuple[Block, ...] = ()


def write_pdf(
    report: Report, target: Target, *, signing: Signing | None = None, progress: Progress = SILENT
) -> Pages:
    """Write the report as PDF to a path or an open stream; the same report gives the same bytes.

    `signing` None leaves the date open and the titles of the report to sign under. Raises FileFault.
    """
    with whole_file(target) as stream:
        return _write(report, stream, signing or Signing(), progress)


def _write(report: Report, stream: BinaryIO, signing: Signing, progress: Progress) -> Pages:
    fonts.load()
    layout = lay_out(report, signing)
    canvas = Canvas(stream, pagesize=(layout.paper.width, layout.paper.height), invariant=True, lang="vi")
    canvas.setTitle(page.full_title(report).replace("\n", " "))
    canvas.setAuthor(" ".join(report.unit))
    total = len(layout.pages)
    for number in range(1, total + 1):
        progress.step(number - 1, total, _("In trang"))
        draw_page(canvas, layout, number)
        canvas.showPage()
    canvas.save()
    progress.step(total, total, _("In trang"))
    return Pages(total, layout.substituted)


@dataclass(frozen=True, slots=True)
class Layout:
    """A report with its place on every page decided."""

    paper: Sheet
    opening: Opening
    table: Table
    pages: list[_Page]
    substituted: tuple[str, ...]
    draft: bool


def lay_out(report: Report, signing: Signing) -> Layout:
    """The layout in the largest letters that bring a short report onto one page, if any do."""
    short = len(report.rows) <= SHORT
    for size in sizes(LARGEST if short else LONG_SIZE):
        layout = _layout_at(size, report, signing)
        if len(layout.pages) == 1 or not short or size <= ONE_PAGE_SIZE:
            break
    return layout if len(layout.pages) == 1 or not short else _layout_at(LONG_SIZE, report, signing)


def _layout_at(size: float, report: Report, signing: Signing) -> Layout:
    paper = page.sheet(report.landscape)
    width = paper.inner_width
    opening = page.opening(report, width, signing.number)
    table = lay(report, width, paper.inner_height, size)
    substituted = _substituted(report, signing, table)
    signatures = closing.signatures(report, signing, width)
    below = [*closing.notes(report, substituted, width), *([signatures] if signatures else [])]
    pages = _pages(table, paper, opening.block.height, below)
    return Layout(paper, opening, table, pages, substituted, report.is_draft)


def draw_page(canvas: Canvas, layout: Layout, number: int) -> None:
    """Draw the page of this number, from 1."""
    paper, each = layout.paper, layout.pages[number - 1]
    top = paper.top
    if number == 1:
        layout.opening.block.draw(canvas, paper.left, top)
        top -= layout.opening.block.height
    if each.part and each.part.stop > each.part.start:
        top = draw_part(canvas, layout.table, each.part, paper.left, top)
    for block in each.below:
        block.draw(canvas, paper.left, top)
        top -= block.height
    page.draw_marks(canvas, paper, number, len(layout.pages))
    if layout.draft:
        page.draw_draft(canvas, paper, number, layout.opening)


def _pages(table: Table, paper: Sheet, opening: float, below: Sequence[Block]) -> list[_Page]:
    """The lines of each page, and the blocks below the table on the last of them and on further ones."""
    later = paper.inner_height - table.head.height
    closing_height = sum(block.height for block in below)
    room = Room(later - opening, later, table.carried_height, closing_height)
    parts = share_out(table.bands, table.heights, room)
    pages = [_Page(part) for part in parts[:-1]]
    last = parts[-1]
    used = sum(table.heights[last.start : last.stop]) + len(last.carried) * room.carried
    left = (room.later if pages else room.first) - used
    return [*pages, *_flow(last, below, left, paper.inner_height)]


def _flow(last: Part, below: Sequence[Block], left: float, whole: float) -> Iterator[_Page]:
    part: Part | None = last
    here: list[Block] = []
    for block in below:
        if block.height > left and (part or here):
            yield _Page(part, tuple(here))
            part, here, left = None, [], whole
        here.append(block)
        left -= block.height
    yield _Page(part, tuple(here))


def _substituted(report: Report, signing: Signing, table: Table) -> tuple[str, ...]:
    around = (report.title, report.subtitle, report.annex, report.where, *report.unit)
    titles = (head.column.title for head in heads(report.columns))
    signed = (*report.signers, *signing.titles, *signing.names, *signing.receivers, signing.number)
    headings = (table.report.rows[band.start].place for band in table.bands if band.heading)
    found = dict(table.texts.missing)
    for text in chain(around, titles, headings, report.notes, report.draft, signed):
        for letter in fonts.lacking(text):
            found.setdefault(letter, fonts.drawable(text))
    return tuple(f"U+{ord(letter):04X} (“{text}”)" for letter, text in sorted(found.items()))
