"""Breaking a text into lines of a given width. Loses no letter: a word too wide is broken inside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.printing.fonts import ems

# Inside a long word: in a formula after = and before a sign (9= | 1-2 | +5), in a name after - or /.
_SEAM = re.compile(r"(?<==)|(?=\+|-\d)|(?<=[-/])(?=[^\W\d])")
_EVEN = 0.1  # ems: how exactly the lines of a title are evened out


def wrap(text: str, face: str, width: float) -> tuple[str, ...]:
    """The lines of a text none of which is wider than `width` ems, if at least one letter fits."""
    return tuple(line for part in text.split("\n") for line in _lines(part, face, width)) or ("",)


def longest_word(text: str, face: str) -> float:
    """Width in ems of the widest word of a text."""
    return max((ems(word, face) for word in text.split()), default=0.0)


def balanced(text: str, face: str, width: float) -> tuple[str, ...]:
    """As few lines as `wrap` needs, of lengths as even as can be: for titles and heads, which are centred."""
    lines = wrap(text, face, width)
    if len(lines) == text.count("\n") + 1:
        return lines
    low, high = longest_word(text, face), width
    while high - low > _EVEN:
        middle = (low + high) / 2
        low, high = (low, middle) if len(wrap(text, face, middle)) == len(lines) else (middle, high)
    return wrap(text, face, high)


def parts(word: str) -> list[str]:
    """The pieces that a long word or formula falls into when it must be broken."""
    return [part for part in _SEAM.split(word) if part]


def _lines(text: str, face: str, width: float) -> Iterator[str]:
    if ems(text, face) <= width:
        yield text
        return
    line, used, space = "", 0.0, ems(" ", face)
    for gap, piece in _pieces(text, face, width):
        length, lead = ems(piece, face), space if gap and line else 0.0
        if line and used + lead + length > width:
            yield line
            line, used, lead = "", 0.0, 0.0
        line += (" " if lead else "") + piece
        used += lead + length
    yield line


def _pieces(text: str, face: str, width: float) -> Iterator[tuple[bool, str]]:
    """The words, or parts of words too wide for a line, each with whether a space stands before it."""
    for word in text.split():
        if ems(word, face) <= width:
            yield True, word
            continue
        gap = True
        for part in parts(word):
            for bit in _letters(part, face, width):
                yield gap, bit
                gap = False


def _letters(part: str, face: str, width: float) -> Iterator[str]:
    bit = ""
    for letter in part:
        if bit and not unicodedata.combining(letter) and ems(bit + letter, face) > width:
            yield bit
            bit = ""
        bit += letter
    yield bit
