"""A simple list of poor or near-poor households: head, village, ethnic group, persons; often years old."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.exchange.kinds.fields import HOUSEHOLD, TICK
from app.exchange.kinds.households import read_households
from app.exchange.lines import HouseholdLine, Reading
from app.exchange.sheets import headers, titles
from app.exchange.sheets.headers import ColumnMapping
from app.exchange.sheets.reading import Book
from app.vietnamese import fold

KIND = "poor_list"


def recognise(book: Book) -> float:
    """How sure it is that a sheet lists heads of households and nothing that a review finds."""
    for sheet in book.sheets:
        header = headers.find(sheet.rows, HOUSEHOLD)
        if header is None or "name" not in header.columns:
            continue
        reviewed = {"b1", "b2", "stated", "before", "quick"} & header.columns.keys()
        ticks = any(key.startswith(TICK) for key in header.columns)
        told = sum(key in header.columns for key in ("village", "ethnic", "size", "birth", "code"))
        if told >= 2 and not reviewed and not ticks:
            return 0.7
    return 0.0


def read(book: Book, mapping: ColumnMapping | None, on: date) -> Reading:
    """The households listed, each stated in the class that the titles, the tab or the file name says."""
    reading = read_households(book, KIND, mapping, on)
    of_sheet = {sheet.name: _class(book, sheet.name) for sheet in book.sheets}
    return replace(reading, lines=tuple(_stated(line, of_sheet[line.sheet]) for line in reading.lines))


def _stated(line: HouseholdLine, listed: str) -> HouseholdLine:
    return line if line.stated else replace(line, stated=listed)


def _class(book: Book, name: str) -> str:
    """`near_poor` where the words about the list say so, else `poor`: this kind knows no third."""
    sheet = next(sheet for sheet in book.sheets if sheet.name == name)
    header = headers.find(sheet.rows, HOUSEHOLD)
    words = [*titles.texts_above(sheet.rows, header.top if header else 1), name, book.path.stem]
    told = next((text for word in words if "ngheo" in (text := fold(word))), "")
    return "near_poor" if "can ngheo" in told else "poor"
