"""The font of each cell with a text, asked only when the letters say that a file is older than Unicode.

openpyxl and xlrd are ten times slower than the reader of values: nothing else uses them to read.
"""

from __future__ import annotations

from io import BytesIO, StringIO

from app.exchange.sheets.envelope import Envelope

Fonts = dict[tuple[int, int], str]


def of_cells(envelope: Envelope) -> dict[str, Fonts]:
    """By sheet, (row, column) as Excel counts them → font name; nothing where the styles cannot be read.

    A file whose values were read but whose styles are damaged is still worth reading by its letters.
    """
    try:
        return _of_xls(envelope.data) if envelope.content == "xls" else _of_xlsx(envelope.data)
    except Exception:  # what a broken file raises in two foreign libraries cannot be listed
        return {}


def _of_xls(data: bytes) -> dict[str, Fonts]:
    import xlrd

    book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=StringIO())
    names = [book.font_list[style.font_index].name for style in book.xf_list]
    return {
        sheet.name: {
            (row + 1, column + 1): names[sheet.cell_xf_index(row, column)]
            for row in range(sheet.nrows)
            for column in range(sheet.row_len(row))
            if sheet.cell_type(row, column) == xlrd.XL_CELL_TEXT
        }
        for sheet in book.sheets()
    }


def _of_xlsx(data: bytes) -> dict[str, Fonts]:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), data_only=True)
    return {
        sheet.title: {
            (cell.row, cell.column): cell.font.name or ""
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str)
        }
        for sheet in book.worksheets
    }
