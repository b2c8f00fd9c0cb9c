"""A document as .docx, where a person must go on writing. The same elements as `letter` sets as PDF."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from app.printing import page
from app.printing.cells import shown
from app.printing.document import Document, Letterhead, Listing, NewPage, Sign, Signatures, Text
from app.printing.grid import bands, depth, heads
from app.printing.letter import LOOKS
from app.printing.prose import BOLD_MARK, TO_FILL
from app.printing.saving import Target, whole_file
from app.reports.report import Align, Report

FONT = "Times New Roman"
DOTS = "…" * 12
TABLE_SIZE = 11.0
ROOM = page.A4[0] - page.LEFT - page.RIGHT
HEAD = (2, 3)  # shares of who issues and of the nation: its name stands on one line
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
EPOCH = datetime(2021, 1, 1, tzinfo=UTC)  # a constant, for equal bytes


def write_word(document: Document, target: Target) -> None:
    """Write the document as .docx to a path or an open stream. Raises FileFault."""
    writing = _Writing(document)
    built = BytesIO()
    writing.file.save(built)
    with whole_file(target) as stream:
        stream.write(built.getvalue())


class _Writing:
    """A .docx under work."""

    def __init__(self, document: Document) -> None:
        self.file = docx.Document()
        self._set_up(document)
        for element in document.elements:
            match element:
                case Letterhead():
                    self.letterhead(element)
                case Text():
                    self.text(element)
                case Listing():
                    self.listing(element.report)
                case Signatures():
                    self.signatures(element)
                case NewPage():
                    self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _set_up(self, document: Document) -> None:
        """A4 with the margins of NĐ 30/2020, Times New Roman 13."""
        section = self.file.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Pt(page.TOP)
        section.left_margin, section.right_margin = Pt(page.LEFT), Pt(page.RIGHT)
        style: Any = self.file.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(13)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        style.paragraph_format.space_after = Pt(0)
        told = self.file.core_properties
        told.title, told.author, told.language = document.name, document.author, "vi"
        told.created = told.modified = EPOCH

    def letterhead(self, head: Letterhead) -> None:
        """The two head blocks side by side; that of a person's letter in the middle."""
        if head.form:
            _say(self.file.add_paragraph(), head.form, "right", bold=True, size=12)
        nation = [(page.NATION, True, False, 12.0), (page.MOTTO, True, False, 13.0)]
        dated = [(head.dated, False, True, 13.0)] if head.dated else []
        if not any(head.unit):
            for text, bold, italic, size in (*nation, *dated):
                _say(self.file.add_paragraph(), text, "center", bold=bold, italic=italic, size=size)
            return
        above, own = head.unit
        issuer = [(above, False, False, 12.0), (own, True, False, 12.0), (head.number, False, False, 13.0)]
        frame = self._frame(*HEAD)
        for cell, lines in zip(frame.rows[0].cells, (issuer, [*nation, *dated]), strict=True):
            for at, (text, bold, italic, size) in enumerate(lines):
                _say(_line(cell, at), text, "center", bold=bold, italic=italic, size=size)

    def text(self, text: Text) -> None:
        """A paragraph with its bold words; dots where something is to be written."""
        look = LOOKS[text.style]
        paragraph = self.file.add_paragraph()
        paragraph.alignment = ALIGN[look.align]
        paragraph.paragraph_format.first_line_indent = Pt(look.first)
        paragraph.paragraph_format.space_after = Pt(4)
        for number, part in enumerate(text.text.replace(TO_FILL, DOTS).split(BOLD_MARK)):
            run = paragraph.add_run(part)
            run.font.size = Pt(look.size)
            run.bold = "Bold" in look.face or bool(number % 2)
            run.italic = "Italic" in look.face

    def listing(self, report: Report) -> None:
        """A table with its heads, which repeat on every page."""
        leaves, top = report.leaves, depth(report.columns)
        made = self.file.add_table(rows=top + len(report.rows), cols=len(leaves), style="Table Grid")
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        grid = [list(row.cells) for row in made.rows]
        for head in heads(report.columns):
            first, last = grid[head.row][head.left], grid[head.row + head.rows - 1]
            _merged(first, last[head.left + head.columns - 1])
            _say(first.paragraphs[0], head.column.title, "center", bold=True, size=TABLE_SIZE)
        for at, row in enumerate(made.rows):
            _marked(row, "w:cantSplit")  # no household stands on two pages
            if at < top:
                _marked(row, "w:tblHeader")  # heads stand on every page
        for band in bands(report):
            for at in range(band.start, band.stop):
                self._row(report, at, grid[top + at])
        self._widths(made, grid[top:], report)

    @staticmethod
    def _row(report: Report, at: int, cells: list[_Cell]) -> None:
        row = report.rows[at]
        if row.heading:
            _merged(cells[0], cells[-1])
            _say(cells[0].paragraphs[0], row.place.upper(), "left", bold=True, size=TABLE_SIZE)
            return
        for cell, leaf in zip(cells, report.leaves, strict=True):
            text = shown(row.values.get(leaf.key), leaf).strip("\n")
            if text:
                _say(cell.paragraphs[0], text, leaf.align, size=TABLE_SIZE)

    @staticmethod
    def _widths(made: Table, lines: list[list[_Cell]], report: Report) -> None:
        """Shares of the page: told to the columns for Word, to every cell for other programs."""
        whole = sum(leaf.width for leaf in report.leaves)
        widths = [Pt(ROOM * leaf.width / whole) for leaf in report.leaves]
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for row, cells in zip(report.rows, lines, strict=True):
            for cell, width in zip(cells, widths, strict=True) if not row.heading else ():
                cell.width = width

    def signatures(self, closing: Signatures) -> None:
        """Date, titles with room to sign, names, receivers."""
        left = bool(closing.receivers) or len(closing.signs) == 1
        frame = self._frame(*[1] * (len(closing.signs) + left))
        cells = list(frame.rows[0].cells)
        if closing.dated:
            _say(cells[-1].paragraphs[0], closing.dated, "center", italic=True)
        for cell, sign in zip(cells[left:], closing.signs, strict=True):
            _sign(cell, sign, fresh=not (closing.dated and cell is cells[-1]))
        if closing.receivers:
            _say(cells[0].paragraphs[0], "Nơi nhận:", "left", bold=True, italic=True, size=12)
            for line in closing.receivers:
                _say(cells[0].add_paragraph(), f"- {line};", "left", size=11)

    def _frame(self, *shares: float) -> Table:
        """A table without rules that keeps blocks side by side, each with its share of the width."""
        made: Table = self.file.add_table(rows=1, cols=len(shares))
        made.autofit = False
        for at, share in enumerate(shares):
            made.columns[at].width = made.rows[0].cells[at].width = Pt(ROOM * share / sum(shares))
        return made


def _sign(cell: _Cell, sign: Sign, *, fresh: bool) -> None:
    title = cell.paragraphs[0] if fresh else cell.add_paragraph()
    _say(title, sign.title, "center", bold=True)
    if sign.hint:
        _say(cell.add_paragraph(), sign.hint, "center", italic=True, size=12)
    for _line_to_sign in range(4):
        cell.add_paragraph()
    _say(cell.add_paragraph(), sign.name, "center", bold=True)


def _line(cell: _Cell, at: int) -> Paragraph:
    made: Paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
    return made


def _say(
    paragraph: Paragraph,
    text: str,
    align: Align,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float = 13.0,
) -> None:
    paragraph.alignment = ALIGN[align]
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _merged(first: _Cell, last: _Cell) -> None:
    if first._tc is not last._tc:
        first.merge(last)


def _marked(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
