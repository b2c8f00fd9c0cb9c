"""A spreadsheet as plain rows of values, with Excel's own row numbers, in Unicode whatever its fonts were.

Knows files and sheets, not what a column means. Formulas count by their last value, error cells as empty;
macros are never run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from app.exchange.sheet import Sheet
from app.exchange.sheets import fonts, plain_text
from app.exchange.sheets.envelope import Envelope, damaged, fault, open_envelope
from app.i18n import _
from app.old_encodings import UNICODE, Verdict, by_font, capitals_font, decode, recognise

_DOUBTFUL = 0.3  # below this lead of one encoding over the next, the fonts of the file are asked


@dataclass(frozen=True, slots=True)
class Book:
    """A spreadsheet as it was read.

    Attributes:
        path: where the file is.
        sha256: of its bytes, in hexadecimal.
        sheets: the visible sheets, in order.
        hidden: names of the sheets that were not read because they are hidden.
        macros: True when the file carries macros; they were not run.
        encoding: in what its texts were written, how sure that is, and samples before and after.
    """

    path: Path
    sha256: str
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    macros: bool = False
    encoding: Verdict = UNICODE


def read_book(path: Path) -> Book:
    """The spreadsheet in a file; FileFault with a whole sentence if it cannot be read.

    Accepts .xlsx, .xlsm, .xls, .csv, and control totals in .json, judged by their bytes.
    """
    envelope = open_envelope(path)
    if envelope.content in ("csv", "json"):
        sheet, verdict = plain_text.read(envelope)
        book = Book(path, envelope.digest, (sheet,), encoding=verdict)
    else:
        book = _read_workbook(envelope)
    if not any(any(cell != "" for cell in row) for sheet in book.sheets for row in sheet.rows):
        raise fault(path, _("Bảng tính không có ô nào có dữ liệu."), _("Hãy kiểm tra lại tệp đã chọn."))
    return book


def _read_workbook(envelope: Envelope) -> Book:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(envelope.data)) as workbook:
            kept = [sheet for sheet in workbook.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
            sheets = [_sheet(workbook, each) for each in kept if _visible(each)]
    except (CalamineError, ValueError, OSError, EOFError):
        raise damaged(envelope.path) from None
    except BaseException as error:
        if (
            type(error).__name__ != "PanicException"
        ):  # the reader's own failure on a broken file is no Exception
            raise
        raise damaged(envelope.path) from None
    verdict = _verdict(envelope, sheets)
    if verdict.encoding != "unicode":
        _decode_sheets(sheets, verdict, fonts.of_cells(envelope))
    hidden = tuple(each.name for each in kept if not _visible(each))
    return Book(envelope.path, envelope.digest, tuple(sheets), hidden, envelope.macros, verdict)


def _visible(sheet: SheetMetadata) -> bool:
    return sheet.visible is SheetVisibleEnum.Visible


def _sheet(workbook: CalamineWorkbook, metadata: SheetMetadata) -> Sheet:
    rows = workbook.get_sheet_by_name(metadata.name).to_python(skip_empty_area=False)
    return Sheet(metadata.name, rows)


def _verdict(envelope: Envelope, sheets: list[Sheet]) -> Verdict:
    texts = list({cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str)})
    texts.sort()
    verdict = recognise(texts)
    if verdict.confidence >= _DOUBTFUL:
        return verdict
    names = {name for cells in fonts.of_cells(envelope).values() for name in cells.values()}
    return recognise(texts, names)


def _decode_sheets(sheets: list[Sheet], verdict: Verdict, found: dict[str, fonts.Fonts]) -> None:
    """Turn old texts into Unicode in place: by a cell's font where any font tells, else by the letters."""
    fonts_tell = any(by_font(font) for cells in found.values() for font in cells.values())
    by_letters = _by_letters(verdict) if fonts_tell else lambda text: decode(text, verdict.encoding)
    for sheet in sheets:
        cells = found.get(sheet.name, {})
        for number, row in sheet.numbered():
            for column, cell in enumerate(row, 1):
                if isinstance(cell, str) and not cell.isascii():
                    font = cells.get((number, column), "")
                    told = by_font(font)
                    row[column - 1] = decode(cell, told, capitals_font(font)) if told else by_letters(cell)
                elif isinstance(cell, str) and cell and capitals_font(cells.get((number, column), "")):
                    row[column - 1] = cell.upper()


def _by_letters(verdict: Verdict) -> Callable[[str], str]:
    """Convert a text only if it alone reads better so: other cells of the file are known to be old."""

    @lru_cache(1 << 14)
    def converted(text: str) -> str:
        return decode(text, verdict.encoding) if recognise([text]).encoding == verdict.encoding else text

    return converted
