"""The list of an activity: who benefits, how much each got, who signed; with sums and villages between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from app.exchange.lines import (
    BeneficiaryLine,
    HouseholdLine,
    Problem,
    Reading,
    fingerprint,
    numbered,
    without,
)
from app.exchange.sheet import Cell, Row
from app.exchange.sheets import furniture, headers, titles
from app.exchange.sheets.headers import ColumnMapping, Header, money_unit
from app.exchange.sheets.reading import Book
from app.exchange.sheets.tables import Table, Tables
from app.exchange.values.birthdays import birth
from app.exchange.values.cells import Taken, coded, decimal, text_of, whole
from app.exchange.values.identity import identity_number
from app.i18n import _, number
from app.vietnamese import fold, proper_name

KIND = "beneficiary_list"
FIELDS: dict[str, tuple[str, ...]] = {
    "ordinal": ("TT", "STT", "số TT"),
    "name": (
        "họ và tên", "họ tên", "họ, tên", "họ và tên người thụ hưởng", "họ tên người thụ hưởng",
        "họ và tên đối tượng", "đối tượng thụ hưởng", "họ và tên người nhận", "họ tên người nhận",
        "họ và tên học viên", "họ tên học viên", "họ và tên trẻ", "người được hỗ trợ",
    ),
    "head": ("chủ hộ", "họ và tên chủ hộ", "họ tên chủ hộ", "tên chủ hộ", "hộ gia đình"),
    "birth": ("năm sinh", "ngày sinh", "ngày, tháng, năm sinh", "ngày tháng năm sinh"),
    "sex": ("giới tính",),
    "cccd": ("số CCCD", "CCCD", "số CMND/CCCD", "CMND/CCCD", "số căn cước", "căn cước công dân"),
    "code": ("mã hộ", "mã số hộ", "mã hộ gia đình"),
    "village": ("thôn, bản", "thôn bản", "bản", "thôn", "tên bản", "địa chỉ", "nơi ở"),
    "content": ("nội dung hỗ trợ", "nội dung", "nội dung cấp phát", "loại hỗ trợ", "hiện vật"),
    "quantity": ("số lượng", "số lượng nhận", "SL"),
    "unit": ("đơn vị", "đơn vị tính", "ĐVT"),
    "amount": (
        "số tiền", "thành tiền", "số tiền hỗ trợ", "mức hỗ trợ", "kinh phí hỗ trợ", "giá trị",
        "giá trị đã nhận", "kinh phí", "số tiền được nhận", "số tiền nhận",
    ),
    "on": ("ngày nhận", "ngày cấp", "ngày cấp phát", "ngày ký nhận"),
    "signature": ("ký nhận", "ký tên", "chữ ký", "người nhận ký", "ký, ghi rõ họ tên", "ký xác nhận"),
    "note": ("ghi chú",),
}  # fmt: skip
_GIVEN = frozenset(("amount", "quantity", "signature"))
_TITLED = ("thu huong", "cap phat", "ky nhan", "duoc ho tro", "nhan ho tro", "nhan tien", "ho tro")
_ROUNDING = 1000  # đồng, as in a budget plan


def recognise(book: Book) -> float:
    """How sure it is that a sheet lists who gets something: names beside amounts or signatures."""
    best = 0.0
    for sheet in book.sheets:
        header = headers.find(sheet.rows, FIELDS)
        if header is None or not _names(header) or not header.columns.keys() & _GIVEN:
            continue
        above = fold(" ".join(titles.texts_above(sheet.rows, header.top)))
        titled = any(words in above for words in _TITLED)
        best = max(best, 0.6 + 0.25 * titled + 0.1 * ("signature" in header.columns))
    return best


def _names(header: Header) -> bool:
    return bool(header.columns.keys() & {"name", "head"})


def read(book: Book, mapping: ColumnMapping | None, on: date) -> Reading:
    """The people of the list, in đồng; a stated sum that differs from theirs is a problem that names both."""
    tables = Tables(book, KIND, FIELDS, frozenset(), mapping)
    found: list[BeneficiaryLine] = []
    above: list[str] = []
    for table in tables:
        if _names(table.header):
            above += table.above
            found += _Rows(table, on).read(tables)
    who = numbered(line.who for line in found)
    lines = tuple(replace(line, who=each) for line, each in zip(found, who, strict=True))
    return tables.reading(len(lines), beneficiaries=lines, above=(*above, book.path.stem))


class _Rows:
    """The rows of one table, under the villages that stand between them."""

    def __init__(self, table: Table, on: date) -> None:
        self._table, self._header, self._on = table, table.header, on
        self._village = titles.village(table.sheet, table.above)
        own = table.header.units.get("amount")
        self._unit = own or max(map(money_unit, table.above), default=1)
        self._total = self._section = 0

    def read(self, tables: Tables) -> Iterator[BeneficiaryLine]:
        """A line for each row that names somebody; all others go into the account."""
        ended = noted = False
        for row_number, row in self._table.body():
            why = furniture.reason(row, self._header, ended)
            ended, noted = ended or why == "signature", noted or why == "note"
            if why == "subtotal":
                tables.problems += self._check_sum(row_number, row)
            if why == "place":
                self._village = furniture.place_name(row)
            if why is not None:
                tables.skipped[why] += 1
            elif text_of(self._cell(row, "name")) or text_of(self._cell(row, "head")):
                yield self._line(row_number, row)
            elif noted:
                tables.skipped["note"] += 1
            else:
                tables.puzzle(self._table, row_number, row)

    def _cell(self, row: Row, key: str) -> Cell:
        return self._header.cell(row, key)

    def _line(self, row_number: int, row: Row) -> BeneficiaryLine:
        born = birth(self._cell(row, "birth"), self._on)
        sex = coded(self._cell(row, "sex"), "sex")
        taken: dict[str, Taken[Any]] = {
            "birth": born,
            "sex": sex,
            "cccd": identity_number(self._cell(row, "cccd"), born.value, sex.value),
            "quantity": decimal(self._cell(row, "quantity")),
            "amount": whole(self._cell(row, "amount"), self._unit),
            "on": birth(self._cell(row, "on"), self._on),
        }
        refusals = [self._problem(row_number, key, one.refusal) for key, one in taken.items() if one.refusal]
        refusals += self._impossible(row_number, taken)
        amount = taken["amount"].value
        self._total, self._section = self._total + (amount or 0), self._section + (amount or 0)
        day = taken["on"].value
        return BeneficiaryLine(
            who=self._who(row_number, row, taken, tuple(refusals)),
            content=text_of(self._cell(row, "content")),
            quantity=taken["quantity"].value,
            unit=text_of(self._cell(row, "unit")),
            amount=amount,
            on=str(day) if day and day.exact else "",
            signed=bool(text_of(self._cell(row, "signature"))),
        )

    def _who(
        self, row_number: int, row: Row, taken: dict[str, Taken[Any]], refusals: tuple[Problem, ...]
    ) -> HouseholdLine:
        named = text_of(self._cell(row, "name")) or text_of(self._cell(row, "head"))
        warnings = [
            self._problem(row_number, key, reason, grave=False)
            for key, one in taken.items()
            for reason in one.warnings
        ]
        return HouseholdLine(
            sheet=self._table.sheet.name,
            row=row_number,
            raw=tuple(row),
            village=text_of(self._cell(row, "village")) or self._village,
            code=text_of(self._cell(row, "code")),
            name=proper_name(named),
            birth=taken["birth"].value,
            sex=taken["sex"].value,
            cccd=taken["cccd"].value or "",
            note=text_of(self._cell(row, "note")),
            warnings=tuple(warnings),
            refusals=refusals,
            fingerprint=fingerprint((self._village,), without(row, self._header.columns.get("ordinal"))),
        )

    def _impossible(self, row_number: int, taken: dict[str, Taken[Any]]) -> Iterator[Problem]:
        for key in ("amount", "quantity"):
            if (taken[key].value or 0) < 0:
                told = _("Số âm không ghi được; nếu là trả lại thì ghi ở mục trả lại của lần cấp phát.")
                yield self._problem(row_number, key, told)

    def _problem(self, row_number: int, key: str, reason: str, *, grave: bool = True) -> Problem:
        return self._table.problem(row_number, key, reason, grave)

    def _check_sum(self, row_number: int, row: Row) -> Iterator[Problem]:
        """A stated sum is that of its section or of all above; what was never computed states nothing."""
        stated = whole(self._cell(row, "amount"), self._unit).value
        sums, self._section = (self._section, self._total), 0
        if stated is not None and all(abs(stated - one) >= _ROUNDING for one in sums):
            told = _("Dòng tổng ghi {stated} đồng, các dòng trên cộng lại là {counted} đồng.")
            text = told.format(stated=number(stated), counted=number(self._total))
            yield self._problem(row_number, "amount", text)
