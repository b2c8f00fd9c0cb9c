"""Birth dates as sheets hold them: date cells, `15/3/1980`, `3/1980`, `1980`, `15-3-80`; day before month."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from app.dates import PartialDate
from app.exchange.sheet import Cell
from app.exchange.values.cells import Taken, said, text_of
from app.i18n import _

_PARTS = re.compile(r"(?:(?:(?P<day>\d{1,2})[/.\-\s]+)?(?P<month>\d{1,2})[/.\-\s]+)?(?P<year>\d{4}|\d{2})")
_ISO = re.compile(r"(?P<year>\d{4})[/.\-](?P<month>\d{1,2})(?:[/.\-](?P<day>\d{1,2})(?:[T ]00(?: 00)+)?)?")
_SOLID = re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>(?:19|20)\d{2})")
_WORDS = re.compile(r"(?:sinh|sn|năm|ngày|tháng|khoảng|:|\.{2,}|…|_|\?)+", re.IGNORECASE)
_EPOCH = date(1899, 12, 30)  # day 0 of Excel, with its leap day of 1900
_OLDEST = 120


def birth(cell: Cell, on: date) -> Taken[PartialDate]:
    """The birth date that a cell says; whatever is unknown of it stays unknown.

    Args:
        cell: a date, a number or a text.
        on: the day of reading: two digits mean the latest such year that is not after it.
    """
    if cell == "":
        return Taken(None)
    if isinstance(cell, datetime | date):
        return _from_date(cell, on)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_number(cell, on)
    text = said(cell)
    return _from_text(text, on) if text else Taken(None)


def _from_date(day: date, on: date) -> Taken[PartialDate]:
    serial = (date(day.year, day.month, day.day) - _EPOCH).days
    if 1900 <= serial <= on.year:  # a lone year in a cell formatted as a date
        warning = _("Ô định dạng ngày chứa số {year}: được hiểu là năm sinh.").format(year=serial)
        return Taken(PartialDate(serial), (warning,))
    return _checked(PartialDate(day.year, day.month, day.day), on)


def _from_number(number: float, on: date) -> Taken[PartialDate]:
    if not float(number).is_integer():
        return Taken(None, (), _not_a_date(number))
    whole = int(number)
    if 1800 <= whole <= 9999:
        return _checked(PartialDate(whole), on)
    if 10_000 <= whole <= (on - _EPOCH).days:
        day = _EPOCH + timedelta(days=whole)
        warning = _("Số {number} được hiểu là ngày {day} (ô mất định dạng ngày).").format(
            number=whole, day=f"{day:%d/%m/%Y}"
        )
        return Taken(PartialDate(day.year, day.month, day.day), (warning,))
    return _from_text(str(whole).zfill(8) if whole > 999_999 else str(whole), on)


def _from_text(text: str, on: date) -> Taken[PartialDate]:
    bare = " ".join(_WORDS.sub(" ", text).split()).strip("/-. ")
    found = _SOLID.fullmatch(bare) or _ISO.fullmatch(bare) or _PARTS.fullmatch(bare)
    if found is None or (len(found["year"]) == 2 and found["month"] is None):
        return Taken(None, (), _not_a_date(text))
    year = _full_year(found["year"], on)
    day, month = int(found["day"] or 0), int(found["month"] or 0)
    if month > 12:
        return Taken(None, (), _("“{text}”: không có tháng {month}.").format(text=text, month=month))
    if day and not month:
        return _checked(PartialDate(year), on)
    try:
        value = PartialDate(year, month, day)
    except ValueError:
        reason = _("“{text}”: tháng {month} năm {year} không có ngày {day}.")
        return Taken(None, (), reason.format(text=text, month=month, year=year, day=day))
    return _checked(value, on)


def _full_year(digits: str, on: date) -> int:
    if len(digits) == 4:
        return int(digits)
    year = on.year // 100 * 100 + int(digits)
    return year if year <= on.year else year - 100


def _checked(value: PartialDate, on: date) -> Taken[PartialDate]:
    if value.year < 1800:
        return Taken(None, (), _("Năm sinh {year} không thể đúng.").format(year=value.year))
    if value.first() > on:
        return Taken(value, (_("Ngày sinh {birth} ở tương lai.").format(birth=value.shown),))
    if on.year - value.year > _OLDEST:
        return Taken(value, (_("Năm sinh {year}: trên {age} tuổi.").format(year=value.year, age=_OLDEST),))
    return Taken(value)


def _not_a_date(cell: Cell) -> str:
    return _("“{text}” không phải là ngày sinh hay năm sinh.").format(text=text_of(cell))
