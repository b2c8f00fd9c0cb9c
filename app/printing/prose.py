"""Running text: paragraphs with bold words, justified; dots to write upon where something is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from app.printing import fonts
from app.printing.block import BASELINE, LEADING, Block, Words
from app.printing.wrapping import wrap

Setting = Literal["left", "center", "right", "justify"]

TO_FILL = "\ue000"  # stands in a text for what a person writes by hand
BOLD_MARK = "**"
LEAST_DOTS = 5.0  # ems: dots inside a line
DOT = "."
UNIT = 3  # letters: a stop or a unit may follow dots that reach the right edge
_BOLDER = {fonts.REGULAR: fonts.BOLD, fonts.ITALIC: fonts.BOLD_ITALIC}
SPACE = " \t\r\n\v\f"  # where lines may break: not at a no-break space
_PIECES = re.compile(rf"{TO_FILL}|[^{SPACE}{TO_FILL}]+|[{SPACE}]+")


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set: face, size in points, alignment, indents of all lines and of the first."""

    face: str = fonts.REGULAR
    size: float = 13.0
    align: Setting = "justify"
    indent: float = 0.0
    first: float = 0.0
    leading: float = LEADING


@dataclass(frozen=True, slots=True)
class _Bit:
    """A word or a run of dots; `gap`: whether a space stands before it."""

    text: str
    face: str
    gap: bool
    width: float
    dots: bool = False


@lru_cache(maxsize=1 << 12)
def prose(text: str, look: Look, width: float) -> Block:
    """A paragraph in a width of points; dots at its end reach the right edge."""
    words: list[Words] = []
    lines = [line for part in text.split("\n") for line in _lines(_bits(part, look, width), look, width)]
    high = look.size * look.leading
    for index, (line, last) in enumerate(lines):
        left = look.indent + (look.first if index == 0 else 0.0)
        y = index * high + look.size * BASELINE
        words += _set(line, look, left, width - left, y, last)
    return Block(len(lines) * high, tuple(words))


def _bits(text: str, look: Look, width: float) -> list[_Bit]:
    bits: list[_Bit] = []
    room = (width - look.indent - max(look.first, 0.0)) / look.size
    face, gap = look.face, False
    for number, part in enumerate(text.split(BOLD_MARK)):
        face = _BOLDER.get(look.face, look.face) if number % 2 else look.face
        for piece in _PIECES.findall(part):
            if piece[0] in SPACE:
                gap = True
                continue
            bits += _pieces(piece, face, gap, room, look.size)
            gap = False
    return bits


def _pieces(piece: str, face: str, gap: bool, room: float, size: float) -> Iterator[_Bit]:
    """The word, or the parts of a word that is wider than a line."""
    if piece == TO_FILL:
        yield _Bit("", face, gap, min(LEAST_DOTS, room) * size, dots=True)
        return
    word = fonts.drawable(piece)
    parts = (word,) if fonts.ems(word, face) <= room else wrap(word, face, room)
    for at, part in enumerate(parts):
        yield _Bit(part, face, gap and at == 0, fonts.ems(part, face) * size)


def _lines(bits: Sequence[_Bit], look: Look, width: float) -> list[tuple[list[_Bit], bool]]:
    """The bits line by line, each with whether the paragraph ends there."""
    lines: list[list[_Bit]] = [[]]
    used, left = 0.0, width - look.indent - look.first
    for bit in bits:
        space = fonts.ems(" ", bit.face) * look.size if bit.gap and lines[-1] else 0.0
        if lines[-1] and used + space + bit.width > left + 1e-6:
            lines.append([])
            used, space, left = 0.0, 0.0, width - look.indent
        lines[-1].append(bit)
        used += space + bit.width
    return [(line, index == len(lines) - 1) for index, line in enumerate(lines)]


def _set(line: list[_Bit], look: Look, left: float, room: float, y: float, last: bool) -> Iterator[Words]:
    """The words of a line at their places; neighbours of one face that need no stretching are one text."""
    gaps = [fonts.ems(" ", bit.face) * look.size if bit.gap and at else 0.0 for at, bit in enumerate(line)]
    spare = room - sum(gaps) - sum(bit.width for bit in line)
    dots = [at for at, bit in enumerate(line) if bit.dots]
    wider = _last_dots(line, dots, spare) if last and look.align in ("justify", "left") else 0.0
    stretched = look.align == "justify" and not last and sum(bit.gap for bit in line[1:])
    more = spare / stretched if stretched else 0.0
    x = left + {"center": spare / 2, "right": spare}.get(look.align, 0.0)
    for at, bit in enumerate(line):
        x += gaps[at] + (more if bit.gap and at else 0.0)
        length = bit.width + (wider if dots and at == dots[-1] else 0.0)
        text = DOT * int(length / look.size / fonts.ems(DOT, bit.face)) if bit.dots else bit.text
        yield Words(x, y, text, bit.face, look.size)
        x += length


def _last_dots(line: Sequence[_Bit], dots: Sequence[int], spare: float) -> float:
    """How much longer the last dots of a paragraph are: all that is left, if at most a unit follows them."""
    follow = len(line) - 1 - dots[-1] if dots else 9
    return spare if follow <= 1 and all(len(bit.text) <= UNIT for bit in line[dots[-1] + 1 :]) else 0.0
