"""Pointing at columns: the fields of a kind of sheet, the heads that were found, a mapping made by hand.

Pure: the mapping is kept elsewhere, by the signature of the head that it was made for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.exchange.kinds import (
    b1_table,
    budget_plan,
    commune_book,
    control_totals,
    member_list,
    national_export,
    poor_list,
)
from app.exchange.kinds.fields import HOUSEHOLD, TICK
from app.exchange.sheet import Row
from app.exchange.sheets import headers
from app.exchange.sheets.headers import ColumnMapping, Header, Spellings
from app.exchange.sheets.reading import Book
from app.exchange.values.cells import text_of
from app.i18n import _

SHOWN_ROWS = 40
Columns = Mapping[str, int]  # field → column, counted from 1

_SPELLINGS: dict[str, Spellings] = {
    commune_book.KIND: HOUSEHOLD,
    national_export.KIND: HOUSEHOLD,
    poor_list.KIND: HOUSEHOLD,
    member_list.KIND: member_list.FIELDS,
    budget_plan.KIND: budget_plan.FIELDS,
    control_totals.KIND: control_totals.FIELDS,
    b1_table.KIND: b1_table.FIELDS,
}
_SUPPORT = "support."


@dataclass(frozen=True, slots=True)
class Head:
    """A sheet whose head was found.

    Attributes:
        rows: the first rows below the head, as words, each with Excel's number.
    """

    sheet: str
    header: Header
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def width(self) -> int:
        """How many columns are worth showing."""
        held = [len(cells) for _number, cells in self.rows]
        return max([*held, *(column + 1 for column in self.header.titles)], default=0)

    def title(self, column: int) -> str:
        """The words of a head; `column` is counted from 1."""
        return self.header.titles.get(column - 1, "")


def can_point(kind: str) -> bool:
    """True of the kinds whose columns may be pointed at; a survey book of the program's own needs none."""
    return kind in _SPELLINGS


def fields(kind: str) -> tuple[tuple[str, str], ...]:
    """The fields of a kind, key and name, in the order in which they are asked for."""
    return tuple((key, _name(key, words[0])) for key, words in _SPELLINGS.get(kind, {}).items())


def _name(key: str, word: str) -> str:
    """A field by its usual head, said so that it stands alone."""
    if key in ("birth_male", "birth_female"):
        return _("Năm sinh, cột {sex}").format(sex=word)
    if key.startswith(TICK):
        return _("Thiếu hụt: {name}").format(name=word)
    if key.startswith(_SUPPORT):
        return _("Hỗ trợ: {name}").format(name=word.removeprefix("hỗ trợ "))
    return word[:1].upper() + word[1:]


def heads(book: Book, kind: str, mapping: ColumnMapping | None = None) -> tuple[Head, ...]:
    """The sheets with a head, as the reader of that kind sees them."""
    spellings = _SPELLINGS.get(kind, {})
    found = ((sheet, headers.find(sheet.rows, spellings, mapping)) for sheet in book.sheets)
    return tuple(
        Head(sheet.name, header, _shown(sheet.rows, header)) for sheet, header in found if header is not None
    )


def _shown(rows: list[Row], header: Header) -> tuple[tuple[int, tuple[str, ...]], ...]:
    first = header.first
    return tuple(
        (number, tuple(text_of(cell) for cell in row))
        for number, row in enumerate(rows[first - 1 : first - 1 + SHOWN_ROWS], first)
    )


def columns_of(head: Head) -> dict[str, int]:
    """The fields of a head by column, counted from 1."""
    return {key: column + 1 for key, column in head.header.columns.items()}


def pointed(columns: Columns, key: str, column: int) -> dict[str, int]:
    """The same with a field in another column, which has it alone; column 0 takes the field out."""
    kept = {one: at for one, at in columns.items() if one != key and at != column}
    return {**kept, key: column} if column else kept


def made(kind: str, head: Head, columns: Columns) -> ColumnMapping:
    """A mapping by hand, for every sheet whose head reads like this one."""
    return ColumnMapping(kind, dict(columns), head.header.signature)
