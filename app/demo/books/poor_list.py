"""The poor list of 2015, in the letters of its time: TCVN3 bytes shown by the font .VnTime."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from app.demo.books.writing import Value, workbook, write_row
from app.demo.names import group_name
from app.demo.people import Commune, Household
from app.old_encodings import TCVN3

_YEAR = 2015
_HEADS = ("STT", "Họ và tên chủ hộ", "Thôn, bản", "Dân tộc", "Số khẩu")
_CODES = {letter: code for code, letter in TCVN3.items()}


def write(commune: Commune, path: Path) -> None:
    """Write the list of those of today's households that were poor in 2015."""
    with workbook(path, commune) as book:
        font = book.add_format({"font_name": ".VnTime", "font_size": 12})
        sheet = book.add_worksheet(f"HN {_YEAR}")
        write_row(sheet, 0, [old_letters(head) for head in _HEADS], font)
        listed = (household for household in commune.households if household.listed_2015)
        for number, household in enumerate(listed, 1):
            write_row(sheet, number, _line(number, household), font)
        sheet.set_column(1, 2, 22)


def _line(number: int, household: Household) -> tuple[Value, ...]:
    born = sum(member.birth.year <= _YEAR for member in household.members)
    texts = (household.head.name, household.village, group_name(household.head.ethnic))
    return (number, *map(old_letters, texts), born)


def old_letters(text: str) -> str:
    """The text in TCVN3, as far as that goes.

    The font has no capitals with tones: they stay small, as typists left them. Letters beyond Vietnamese lose
    their marks.
    """
    return "".join(map(_old_letter, unicodedata.normalize("NFC", text)))


def _old_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    code = _CODES.get(letter) or _CODES.get(letter.lower())
    return code or _BARE.get(letter) or unicodedata.normalize("NFD", letter)[0]


_BARE = {"ƀ": "b", "Ƀ": "B"}
