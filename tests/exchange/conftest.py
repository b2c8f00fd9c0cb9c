"""Workbooks made in the test, and the five samples beside the project where they exist."""

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from app.exchange.sheet import Sheet
from app.exchange.sheets.reading import Book

SAMPLES = Path(__file__).resolve().parents[2] / "../shared/samples"
TODAY = date(2026, 10, 1)


@pytest.fixture
def sample():
    """The path of a sample; the test is skipped where the samples are absent."""

    def path(name):
        if not (SAMPLES / name).exists():
            pytest.skip("samples are not beside the project")
        return SAMPLES / name

    return path


@pytest.fixture
def workbook(tmp_path):
    """Write sheets (name → rows) into an .xlsx and return its path."""

    def write(sheets, name="sổ.xlsx", fonts=None):
        path = tmp_path / name
        book = xlsxwriter.Workbook(str(path))
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    font = (fonts or {}).get((number, column))
                    style = book.add_format({"font_name": font}) if font else None
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)
                    elif isinstance(cell, str):
                        sheet.write_string(number, column, cell, style)
                    elif cell is not None:
                        sheet.write(number, column, cell, style)
        book.close()
        return path

    return write


@pytest.fixture
def book():
    """A book of rows as the reader would give it: short rows are filled up."""

    def made(sheets, name="sổ.xlsx"):
        return Book(Path(name), "", tuple(Sheet(title, _even(rows)) for title, rows in sheets.items()))

    return made


def _even(rows):
    width = max(map(len, rows))
    return [
        [*(float(cell) if type(cell) is int else cell for cell in row), *[""] * (width - len(row))]
        for row in rows
    ]
