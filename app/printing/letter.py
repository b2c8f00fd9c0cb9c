"""A document set as PDF after NĐ 30/2020/NĐ-CP, Phụ lục I: heads, justified text, tables, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlab.pdfgen.canvas import Canvas

from app.printing import fonts, page
from app.printing.block import LEADING, Block, beside, gap, over, paragraph, rule
from app.printing.document import (
    Document,
    Element,
    Letterhead,
    Listing,
    NewPage,
    Sign,
    Signatures,
    Style,
    Text,
)
from app.printing.flow import Flowing, paginate, write
from app.printing.page import Sheet
from app.printing.pdf import LONG_SIZE, Pages
from app.printing.prose import BOLD_MARK, TO_FILL, Look, prose
from app.printing.saving import Target
from app.printing.table import lay
from app.progress import SILENT, Progress

SIZE = 13.0  # 13-14 pt
BETWEEN = 4.0  # points under a paragraph
FIRST = 28.35  # points: the first line of a paragraph is indented by a centimetre
SPACE_TO_SIGN = 56.0
HINT_SIZE = 12.0
ABOUT_RULE = 0.4  # of the width of the line over it: between a third and a half

LOOKS: dict[Style, Look] = {
    "title": Look(fonts.BOLD, 14.0, "center"),
    "about": Look(fonts.BOLD, 13.0, "center"),
    "strong": Look(fonts.BOLD, 13.0, "center"),
    "basis": Look(fonts.ITALIC, SIZE, first=FIRST),
    "note": Look(fonts.ITALIC, 12.0, "center"),
    "item": Look(fonts.REGULAR, SIZE, first=FIRST),
    "field": Look(fonts.REGULAR, SIZE, "left"),
    "body": Look(fonts.REGULAR, SIZE, first=FIRST),
}
_HEADING: frozenset[Style] = frozenset({"title", "about", "strong", "note"})


def write_letter(document: Document, target: Target, *, progress: Progress = SILENT) -> Pages:
    """Write the document as PDF to a path or an open stream; equal documents give equal bytes."""
    paper, lacking = page.sheet(landscape=False), _lacking(document)
    things = [*_things(document, paper), *_about(lacking, paper.inner_width)]
    pages = paginate(things, paper.inner_height)
    written = write(
        pages,
        target,
        title=document.name,
        author=document.author,
        paper=paper,
        marks=_marks_of_a_draft if document.draft else _marks,
        progress=progress,
    )
    return replace(written, substituted=lacking)


def _lacking(document: Document) -> tuple[str, ...]:
    """The letters that no face has, each with a text in which it stands."""
    found: dict[str, str] = {}
    for text in texts(document):
        for letter in fonts.lacking(text.replace(TO_FILL, "")):
            found.setdefault(letter, fonts.drawable(text))
    return tuple(f"U+{ord(letter):04X} (“{text}”)" for letter, text in sorted(found.items()))


def texts(document: Document) -> Iterator[str]:
    """Every text that a document says."""
    for element in document.elements:
        match element:
            case Text():
                yield element.text
            case Letterhead():
                yield from (*element.unit, element.number, element.dated)
            case Listing():
                for row in element.report.rows:
                    yield from (row.place, *(each for each in row.values.values() if isinstance(each, str)))
            case Signatures():
                yield from (*(sign.name for sign in element.signs), *element.receivers)


def _about(lacking: Sequence[str], width: float) -> Iterator[Flowing]:
    """The sentence that says which letters could not be printed, if there are any."""
    if lacking:
        said = f"Dấu {fonts.SUBSTITUTE} đứng thay ký tự mà phông chữ in không có: {', '.join(lacking)}."
        yield Flowing(paragraph(said, fonts.ITALIC, 11.0, width))


def _marks(canvas: Canvas, paper: Sheet, number: int, _pages: int) -> None:
    """The number of the page in the top margin, not on the first."""
    if number > 1:
        canvas.setFont(fonts.REGULAR, page.NUMBER_SIZE)
        canvas.drawCentredString(paper.width / 2, paper.height - page.TOP * 0.6, str(number))


def _marks_of_a_draft(canvas: Canvas, paper: Sheet, number: int, pages: int) -> None:
    _marks(canvas, paper, number, pages)
    page.draw_stamp(canvas, paper.left + paper.inner_width, paper.top + page.TOP * 0.4, page.SMALL_STAMP_SIZE)


def _things(document: Document, paper: Sheet) -> Iterator[Flowing]:
    fresh, elements = False, document.elements
    for index, element in enumerate(elements):
        if isinstance(element, NewPage):
            fresh = True
            continue
        after = elements[index + 1] if index + 1 < len(elements) else None
        for thing in _set(element, after, paper):
            yield replace(thing, fresh=thing.fresh or fresh)
            fresh = False


def _set(element: Element, after: Element | None, paper: Sheet) -> Iterator[Flowing]:
    width = paper.inner_width
    match element:
        case Letterhead():
            yield Flowing(letterhead(element, width), keep=True)
        case Text():
            yield from _text(element, after, width)
        case Listing():
            yield Flowing(gap(4.0), keep=True)
            yield Flowing(lay(element.report, width, paper.inner_height, LONG_SIZE))
            yield Flowing(gap(8.0), keep=True)
        case Signatures():
            yield Flowing(signatures(element, width))


def _text(text: Text, after: Element | None, width: float) -> Iterator[Flowing]:
    look = LOOKS[text.style]
    heading = text.style in _HEADING
    block = _heading(text.text, look, width) if heading else prose(text.text, look, width)
    if text.style == "about" and not (isinstance(after, Text) and after.style in ("about", "note")):
        block = over((block, _under(block, width), gap(4.0)))
    keep = heading or (isinstance(after, Listing) and block.height < 4 * SIZE * LEADING)
    yield Flowing(over((block, gap(1.0 if text.style == "title" else BETWEEN))), keep=keep)


def _heading(text: str, look: Look, width: float) -> Block:
    """Centred, in lines as even as can be."""
    room = width * 0.86
    if BOLD_MARK in text or TO_FILL in text:
        return prose(text, look, room).moved((width - room) / 2)
    return paragraph(text, look.face, look.size, room, "center").moved((width - room) / 2)


def _under(block: Block, width: float) -> Block:
    """The short rule under what a paper is about."""
    left = min(words.x for words in block.words)
    length = (width - 2 * left) * ABOUT_RULE
    return rule((width - length) / 2, length, above=3.5)


def letterhead(head: Letterhead, width: float) -> Block:
    """The form, the two head blocks, or the nation in the middle of a letter from a person."""
    parts = [paragraph(head.form, fonts.BOLD, 12.0, width, "right"), gap(2.0)] if head.form else []
    if any(head.unit):
        parts.append(page.header(head.unit, width, head.number, head.dated))
    else:
        parts.append(page.nation(width))
        if head.dated:
            parts.append(paragraph(head.dated, fonts.ITALIC, SIZE, width, "right"))
    return over((*parts, gap(14.0)))


def signatures(closing: Signatures, width: float) -> Block:
    """Who receives the paper at the left, the date, and who signs, as one block that no page divides."""
    left = bool(closing.receivers) or len(closing.signs) == 1
    share = width / max(1, len(closing.signs) + left)
    columns = [(share * (at + left), _sign(sign, share)) for at, sign in enumerate(closing.signs)]
    if closing.receivers:
        columns.insert(0, (0.0, receivers(closing.receivers, share)))
    parts = [gap(10.0)]
    if closing.dated:
        wide = max(share, width * 0.5)
        parts.append(paragraph(closing.dated, fonts.ITALIC, SIZE, wide, "center").moved(width - wide))
    return over((*parts, beside(*columns)))


def _sign(sign: Sign, width: float) -> Block:
    inner = width - 6.0
    parts = [paragraph(sign.title, fonts.BOLD, SIZE, inner, "center")]
    if sign.hint:
        parts.append(paragraph(sign.hint, fonts.ITALIC, HINT_SIZE, inner, "center"))
    name = paragraph(sign.name, fonts.BOLD, SIZE, inner, "center") if sign.name else gap(SIZE * LEADING)
    return over((*parts, gap(SPACE_TO_SIGN), name)).moved(3.0)


def receivers(lines: Sequence[str], width: float) -> Block:
    """`Nơi nhận:` and its lines."""
    ended = [f"- {line}{'.' if at == len(lines) else ';'}" for at, line in enumerate(lines, 1)]
    head = paragraph("Nơi nhận:", fonts.BOLD_ITALIC, 12.0, width)
    return over((head, *(paragraph(line, fonts.REGULAR, 11.0, width) for line in ended)))
