"""One cell as a value, or the reason in Vietnamese why it cannot be taken: text, number, mark, coded word.

Dates are in `birthdays`, identity numbers in `identity`, lists inside one cell in `wording`.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from app.exchange.sheet import Cell
from app.i18n import _
from app.rules.codes import code_list
from app.vietnamese import clean
from app.written import parsed

Value = TypeVar("Value")


class Taken(NamedTuple, Generic[Value]):
    """What a cell says.

    Attributes:
        value: None if the cell is empty or refused.
        warnings: sentences about a value that was taken all the same.
        refusal: why the cell cannot be taken, a sentence; empty if it can.
    """

    value: Value | None
    warnings: tuple[str, ...] = ()
    refusal: str = ""


_YES = frozenset(("x", "×", "✓", "✔", "☑", "v", "1", "+", "*", "có", "co", "c", "yes", "y", "true", "đúng"))
_NO = frozenset(("-", "–", "—", "--", "0", "không", "khong", "k", "no", "n", "false"))
_NOTHING = frozenset(("-", "–", "—", "--", "…", "...", "/"))
_DISTINCT = 1 << 15


def text_of(cell: Cell) -> str:
    """The cell as one line of text: whole numbers without `.0`, dates as Vietnam writes them."""
    if isinstance(cell, str):
        return _clean(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", ",")
    if isinstance(cell, datetime | date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year}"
    return str(cell)


def said(cell: Cell) -> str:
    """The cell as text, empty where it only holds a sign for nothing: `-`, `--`, `…`."""
    text = text_of(cell)
    return "" if text in _NOTHING else text


@lru_cache(_DISTINCT)
def _clean(text: str) -> str:
    return clean(text)


def whole(cell: Cell, unit: int = 1) -> Taken[int]:
    """A whole number: `500.000.000`, `1,234`, 4.0, `0,5 triệu`.

    Args:
        cell: a text or a number.
        unit: of the column, where its head or the sheet says `triệu đồng`; a text may have its own.
    """
    if cell == "":
        return Taken(None)
    if cell.__class__ is float and unit == 1 and cell.is_integer():
        return Taken(int(cell))
    taken = _number(cell, unit, True)
    if taken.value is None:
        return Taken(None, taken.warnings, taken.refusal)
    if taken.value != taken.value.to_integral_value():
        return Taken(None, (), _("“{text}” phải là số nguyên.").format(text=text_of(cell)))
    return Taken(int(taken.value), taken.warnings)


def decimal(cell: Cell) -> Taken[float]:
    """A number that may have a part after the comma: `45,5`, `45.5`, 45.5."""
    if cell == "":
        return Taken(None)
    if cell.__class__ is float:
        return Taken(cell)
    taken = _number(cell, 1, False)
    value = None if taken.value is None else float(taken.value)
    return Taken(value, taken.warnings, taken.refusal)


def _number(cell: Cell, unit: int, grouped: bool) -> Taken[Decimal]:
    if isinstance(cell, bool | date | time | timedelta):
        return Taken(None, (), _("Ô chứa “{text}”, không phải là số.").format(text=text_of(cell)))
    if not isinstance(cell, str):
        return Taken(Decimal(repr(cell)) * unit)
    text = said(cell)
    if not text:
        return Taken(None)
    found = parsed(text, grouped)
    if found is None:
        return Taken(None, (), _("“{text}” không phải là số.").format(text=text))
    number, own_unit, unsure = found
    value = number * (own_unit if own_unit > 1 else unit)
    if unsure and own_unit > 1:
        return Taken(
            value, (_("“{text}” được hiểu là {value} đồng.").format(text=text, value=_shown(value)),)
        )
    return Taken(value)


def _shown(value: Decimal) -> str:
    return f"{value:,.0f}".replace(",", ".")


def mark(cell: Cell) -> Taken[bool]:
    """A tick: ×, x, X, ✓, v, 1, có; an empty cell, 0, - and không are no tick."""
    if cell == "":
        return Taken(False)
    if cell.__class__ is float or cell.__class__ is int or cell.__class__ is bool:
        if cell in (0, 1):
            return Taken(bool(cell))
        return Taken(None, (), _not_a_mark(cell))
    word = text_of(cell).lower()
    if word in _YES:
        return Taken(True)
    return Taken(False) if word in _NO or not word else Taken(None, (), _not_a_mark(cell))


def _not_a_mark(cell: Cell) -> str:
    return _("“{text}” không phải là dấu đánh (x).").format(text=text_of(cell))


def coded(cell: Cell, codes: str) -> Taken[str]:
    """The code of a word from a list (`ethnic`, `sex`, `classes`, `relation`)."""
    if cell == "":
        return Taken(None)
    code = _code(cell if isinstance(cell, str) else text_of(cell), codes)
    if code is not None:
        return Taken(code)
    word = said(cell)
    if not word:
        return Taken(None)
    title = code_list(codes).title.lower()
    return Taken(None, (), _("“{text}” không có trong danh mục {title}.").format(text=word, title=title))


@lru_cache(1 << 12)
def _code(text: str, codes: str) -> str | None:
    return code_list(codes).read(clean(text))
