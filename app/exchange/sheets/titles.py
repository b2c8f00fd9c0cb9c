"""What a sheet says above its table and on its tab: the year, the village."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.exchange.sheet import Row, Sheet
from app.exchange.sheets.furniture import is_place
from app.vietnamese import clean, fold, one_spelling, proper_name

_YEAR = re.compile(r"\bnam (20\d\d|19\d\d)\b")
_LONE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_ISSUER = re.compile(r"(?:uy ban nhan dan|ubnd|cong hoa|doc lap|bieu|mau so|phu luc|kem theo)\b")
_PLACE_IN_TITLE = re.compile(
    r"(?:thôn|bản|buôn|tổ dân phố|tổ|xóm|ấp|khu phố|khu|làng|plei|bon|khóm)\s+[^,;()–]+$", re.IGNORECASE
)


def texts_above(rows: Iterable[Row], top: int) -> list[str]:
    """The texts of the rows above row `top`."""
    above = [row for number, row in enumerate(rows, 1) if number < top]
    return [clean(cell) for row in above for cell in row if isinstance(cell, str) and cell.strip()]


def year(titles: Iterable[str], *names: str) -> int | None:
    """The year that the titles state (`NĂM 2026`), else one in the names of sheet and file."""
    for text in titles:
        if stated := _YEAR.search(fold(text)):
            return int(stated[1])
    for name in names:
        if lone := _LONE_YEAR.search(name):
            return int(lone[1])
    return None


def village(sheet: Sheet, titles: Iterable[str]) -> str:
    """The village of a sheet: its tab if that is a village's name, else the end of a title, else nothing.

    A tab holds 31 letters at most, so a title that begins like the tab and goes on is believed.
    """
    tab = clean(sheet.name)
    named = next((found for text in titles if (found := _in_title(text))), "")
    if is_place(tab):
        cut_short = len(sheet.name) >= 31 and one_spelling(named).startswith(one_spelling(tab))
        return named if cut_short else tab
    return named


def _in_title(text: str) -> str:
    if _ISSUER.match(fold(text)):
        return ""
    found = _PLACE_IN_TITLE.search(text)
    return proper_name(clean(found.group())) if found else ""
