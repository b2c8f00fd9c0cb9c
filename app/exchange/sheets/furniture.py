"""Rows of a sheet that hold no record, each known by a reason: subtotals, signatures, notes, headings.

A row that fits no reason is not furniture: it is a line, or a problem to be shown.
"""

from __future__ import annotations

import re
from typing import Literal

from app.exchange.sheet import Cell, Row
from app.exchange.sheets.headers import Header, is_numbering
from app.exchange.values.cells import text_of
from app.vietnamese import clean, fold, proper_name

Reason = Literal["empty", "numbers", "header", "subtotal", "signature", "note", "numbered_empty", "place"]

_SUBTOTAL = re.compile(
    r"(?:tổng(?: cộng| số| hợp)?|cộng)(?: (?:thôn|bản|buôn|xã|toàn|trang|số|dồn|chung)\b.*|[ :.]*(?:\d.*)?)"
)
_SIGNATURE = re.compile(
    r"\b(?:nguoi lap(?: bieu| danh sach| bang)?|truong (?:ban|thon|buon|ap|khu|lang|xom|bon)|chu tich|"
    r"pho chu tich|can bo (?:giam ngheo|chinh sach|van hoa|lap)|xac nhan cua|thu truong|to truong|"
    r"ban chi dao|ky,? (?:va )?ghi ro|ky ten|noi nhan)\b|\bngay [\d. ]*thang [\d. ]*nam\b"
)
_NUMBER = re.compile(r"[\dIVXLC.,]+")
_NOTE = re.compile(r"(?:ghi chu|luu y|chu thich|ghi chep)\b")
_PLACE = re.compile(
    r"(?:thôn|bản|buôn|buôn làng|tổ|tổ dân phố|tdp|xóm|ấp|khu|khu phố|làng|plei|bon|khóm|phum|sóc|"
    r"xã|phường|thị trấn)\s+\S.*",
    re.IGNORECASE,
)
_EVIDENCE = ("birth", "sex", "ethnic", "cccd", "size", "b1", "b2", "stated", "code")


def reason(row: Row, header: Header, ended: bool = False) -> Reason | None:
    """Why the row holds no record; None if it may hold one.

    Args:
        row: below the head.
        header: of its sheet.
        ended: True below a signature line, where lone names are signatures too.
    """
    held = [(column, cell) for column, cell in enumerate(row) if cell != ""]
    if not any(not isinstance(cell, str) or cell.strip() for _column, cell in held):
        return "empty"
    if is_numbering(row):
        return "numbers"
    if sum(header.titles.get(column) == _text(cell) for column, cell in held) * 2 > max(len(held), 3):
        return "header"
    return _by_words(row, header, held, ended)


def _by_words(row: Row, header: Header, held: list[tuple[int, Cell]], ended: bool) -> Reason | None:
    ordinal = header.columns.get("ordinal")
    if all(column == ordinal and _NUMBER.fullmatch(text_of(cell)) for column, cell in held):
        return "numbered_empty"
    texts = [_text(cell) for _column, cell in held if isinstance(cell, str)]
    if not texts or any(header.cell(row, key) != "" for key in ("birth", "cccd", "sex")):
        return None
    if _SUBTOTAL.fullmatch(texts[0].lower()):
        return "subtotal"
    if ordinal is not None and row[ordinal] != "" and len(held) > 2:
        return None
    return _below_the_lines(texts, len(held), ended)


def _below_the_lines(texts: list[str], held: int, ended: bool) -> Reason | None:
    """What few words without a number may be: signatures, a note, the heading of a village."""
    if any(_SIGNATURE.search(fold(text)) for text in texts) or (ended and held <= 3):
        return "signature"
    if _NOTE.match(fold(texts[0])):
        return "note"
    return "place" if len(texts) == held == 1 and _PLACE.fullmatch(texts[0]) else None


def _text(cell: Cell) -> str:
    return clean(cell) if isinstance(cell, str) else ""


def is_place(text: str) -> bool:
    """True for words such as `Bản Hua Khắt`, `THÔN 3`."""
    return bool(_PLACE.fullmatch(clean(text)))


def place_name(row: Row) -> str:
    """The village that a row between lines names, not in capitals."""
    return proper_name(next((_text(cell) for cell in row if _text(cell)), ""))


def has_evidence(row: Row, header: Header) -> bool:
    """True when the row says something that only a household has."""
    return any(header.cell(row, key) != "" for key in _EVIDENCE)
