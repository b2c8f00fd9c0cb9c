"""A commune's own book of the review: a sheet per village, subtotals and signatures among the lines."""

from __future__ import annotations

from datetime import date

from app.exchange.kinds.fields import HOUSEHOLD, TICK
from app.exchange.kinds.households import read_households
from app.exchange.lines import Reading
from app.exchange.sheets import headers
from app.exchange.sheets.headers import ColumnMapping, Header
from app.exchange.sheets.reading import Book

KIND = "commune_book"
_OF_A_REVIEW = ("b1", "b2", "stated", "before", "causes", "income", "birth", "cccd", "size", "ethnic", "sex")


def recognise(book: Book) -> float:
    """How sure it is that a sheet lists households with what a review found of each."""
    best = 0.0
    for sheet in book.sheets:
        header = headers.find(sheet.rows, HOUSEHOLD)
        if header and "name" in header.columns:
            best = max(best, _share(header))
    return best


def _share(header: Header) -> float:
    ticks = any(key.startswith(TICK) for key in header.columns)
    review = ticks or not {"b1", "b2", "stated"}.isdisjoint(header.columns)
    named = sum(key in header.columns for key in _OF_A_REVIEW)
    return min(0.95, 0.5 + 0.07 * named + 0.1 * ticks) if review and named >= 2 else 0.0


def read(book: Book, mapping: ColumnMapping | None, on: date) -> Reading:
    """All households of all sheets; a sheet without a head is a problem, not a fault."""
    return read_households(book, KIND, mapping, on)
