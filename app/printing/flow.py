"""Things one under the other on as many pages as they need: blocks stay whole, tables repeat their heads.

Knows heights only; what a thing looks like is its own business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from app.i18n import _
from app.printing import fonts, page
from app.printing.drawing import draw_part
from app.printing.ink import Drawn
from app.printing.page import Sheet
from app.printing.pdf import Pages
from app.printing.saving import Target, whole_file
from app.printing.sheets import Part, Room, share_out
from app.printing.table import Table
from app.progress import SILENT, Progress


@dataclass(frozen=True, slots=True)
class Flowing:
    """A thing in the flow.

    Attributes:
        what: a thing to draw whole, or a table, which may go on over pages.
        keep: True where it must not end a page: a title, a heading.
        fresh: True where it begins a page.
    """

    what: Drawn | Table
    keep: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class _TablePart:
    table: Table
    part: Part

    @property
    def height(self) -> float:
        carried = len(self.part.carried) * self.table.carried_height
        return self.table.head.height + carried + sum(self.table.heights[self.part.start : self.part.stop])

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        draw_part(canvas, self.table, self.part, left, top)


Placed = tuple[float, Drawn]  # down from the top of the page's area
Marking = Callable[[Canvas, Sheet, int, int], None]


def paginate(things: Sequence[Flowing], height: float) -> list[list[Placed]]:
    """The things of each page, each with its place down from the top."""
    pages = _Pages(height)
    for index, thing in enumerate(things):
        if thing.fresh:
            pages.turn()
        if isinstance(thing.what, Table):
            pages.table(thing.what, _height_after(things, index))
            continue
        needed = thing.what.height + (_company(things, index) if thing.keep else 0.0)
        if needed > pages.left and needed <= height:
            pages.turn()
        pages.put(thing.what)
    return pages.done


class _Pages:
    """The pages so far, the last of them being filled."""

    def __init__(self, height: float) -> None:
        self.height = self.left = height
        self.done: list[list[Placed]] = [[]]

    def turn(self) -> None:
        """Begin another page, unless this one is empty."""
        if self.done[-1]:
            self.done.append([])
            self.left = self.height

    def put(self, what: Drawn) -> None:
        """Place a thing; one that does not fit goes to a new page."""
        if what.height > self.left:
            self.turn()
        self.done[-1].append((self.height - self.left, what))
        self.left -= what.height

    def table(self, table: Table, closing: float) -> None:
        """Place a table; its last lines go along where what follows would stand alone on a page."""
        later = self.height - table.head.height
        first = self.left - table.head.height
        if first < table.heights[0] * 2 and self.done[-1]:
            self.turn()
            first = later
        room = Room(first, later, table.carried_height, closing)
        for number, part in enumerate(share_out(table.bands, table.heights, room)):
            if number:
                self.turn()
            if part.stop > part.start:
                self.put(_TablePart(table, part))


def _height_after(things: Sequence[Flowing], index: int) -> float:
    """Of what follows a table, up to the first thing that may end a page."""
    height = 0.0
    for thing in things[index + 1 :]:
        if thing.fresh or isinstance(thing.what, Table):
            break
        height += thing.what.height
        if not thing.keep:
            break
    return height


def _company(things: Sequence[Flowing], index: int) -> float:
    """The height of the next thing, with which a heading stays."""
    for thing in things[index + 1 : index + 2]:
        what = thing.what
        return what.head.height + what.heights[0] if isinstance(what, Table) else what.height
    return 0.0


def write(
    pages: Sequence[Sequence[Placed]],
    target: Target,
    *,
    title: str,
    author: str,
    paper: Sheet,
    marks: Marking = page.draw_marks,
    progress: Progress = SILENT,
) -> Pages:
    """Write pages as PDF to a path or an open stream; equal pages give equal bytes. Raises FileFault."""
    fonts.load()
    with whole_file(target) as stream:
        canvas = Canvas(stream, pagesize=(paper.width, paper.height), invariant=True, lang="vi")
        canvas.setTitle(fonts.drawable(title))
        canvas.setAuthor(fonts.drawable(author))
        total = len(pages)
        for number, placed in enumerate(pages, 1):
            progress.step(number - 1, total, _("In trang"))
            for down, what in placed:
                what.draw(canvas, paper.left, paper.top - down)
            marks(canvas, paper, number, total)
            canvas.showPage()
        canvas.save()
        progress.step(total, total, _("In trang"))
    return Pages(total)
