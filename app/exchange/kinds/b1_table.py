"""The official table of B1 points, as a workbook of rows `standard, region, area, item, option, points`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.exchange.lines import PointLine, Reading
from app.exchange.sheet import Row
from app.exchange.sheets import headers
from app.exchange.sheets.headers import ColumnMapping
from app.exchange.sheets.reading import Book
from app.exchange.sheets.tables import Table, Tables
from app.exchange.values.cells import coded, decimal, text_of
from app.i18n import _

KIND = "b1_table"
FIELDS: dict[str, tuple[str, ...]] = {
    "standard": ("standard", "chuẩn", "chuẩn nghèo", "bộ chuẩn"),
    "region": ("region", "vùng"),
    "area": ("area", "khu vực"),
    "item": ("item", "mục", "chỉ tiêu", "nội dung", "đặc điểm"),
    "option": ("option", "lựa chọn", "phương án", "phương án trả lời"),
    "points": ("points", "điểm", "điểm số", "số điểm"),
}
_NEEDED = frozenset(("item", "option", "points"))


def recognise(book: Book) -> float:
    """How sure it is that a sheet is a table of points."""
    for sheet in book.sheets:
        header = headers.find(sheet.rows, FIELDS)
        if header and header.columns.keys() >= _NEEDED:
            return 0.7 + 0.1 * len(header.columns.keys() & {"standard", "region", "area"})
    return 0.0


def read(book: Book, mapping: ColumnMapping | None, on: date) -> Reading:
    """The rows of the table; merged cells of standard, region, area, item count for the rows below them."""
    tables = Tables(book, KIND, FIELDS, _NEEDED, mapping)
    points = [line for table in tables for line in _points(table, tables)]
    return tables.reading(len(points), points=tuple(points))


def _points(table: Table, tables: Tables) -> Iterator[PointLine]:
    above = dict.fromkeys(("standard", "region", "area", "item"), "")
    for number, row in table.body():
        if all(cell == "" for cell in row):
            tables.skipped["empty"] += 1
            continue
        above |= {key: text for key in above if (text := text_of(table.header.cell(row, key)))}
        yield _point(table, number, row, above)


def _point(table: Table, number: int, row: Row, above: dict[str, str]) -> PointLine:
    """A row; region and area become codes where the lists know them, and stay words where not."""
    taken = decimal(table.header.cell(row, "points"))
    option = text_of(table.header.cell(row, "option"))
    missing = not (option and above["item"]) or (taken.value is None and not taken.refusal)
    reason = taken.refusal or (_("Thiếu mục, lựa chọn hoặc điểm.") if missing else "")
    return PointLine(
        sheet=table.sheet.name,
        row=number,
        raw=tuple(row),
        standard=above["standard"],
        region=coded(above["region"], "regions").value or above["region"],
        area=coded(above["area"], "areas").value or above["area"],
        item=above["item"],
        option=option,
        points=taken.value,
        refusals=(table.problem(number, "points", reason),) if reason else (),
    )
