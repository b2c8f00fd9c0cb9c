"""Workbooks that come out the same, byte for byte, each time they are written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from random import Random

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.demo.people import Commune

Value = str | int | float | None


@contextmanager
def workbook(path: Path, commune: Commune) -> Iterator[xlsxwriter.Workbook]:
    """A workbook that says it was made on the day of the review; written when the block ends."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime.combine(commune.reviewed_on, datetime.min.time())})
    try:
        yield book
    finally:
        book.close()


def dirt(commune: Commune, kind: str) -> Random:
    """Chance for the faults of one kind of workbook: the same commune always gets the same ones."""
    return Random(f"{commune.name} {kind} {commune.year}")


def write_row(sheet: Worksheet, row: int, values: Sequence[Value], style: Format | None = None) -> None:
    """Values from the first column on; None leaves a cell out, text that looks like a number stays text."""
    for column, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, column, value, style)
        elif value is not None:
            sheet.write_number(row, column, value, style)


def decomposed(rng: Random, text: str, chance: float) -> str:
    """The text, now and then in NFD, as a Mac would send it."""
    return unicodedata.normalize("NFD" if rng.random() < chance else "NFC", text)
