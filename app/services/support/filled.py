"""What an officer types of support, made into stored values: days, amounts of money, quantities, details.

Each fault is a sentence and names its field, so that a form can show it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from app.errors import InputFault
from app.i18n import _, number
from app.rules.asks import Ask, check
from app.services.typed import FieldFault
from app.vietnamese import clean, fold
from app.written import LARGEST, amount, parsed

_YES, _NO = frozenset(("co", "x", "1", "yes", "true", "dat")), frozenset(("khong", "0", "no", "false"))


def day(field: str, value: str | date) -> str:
    """A full day as stored, from `20/11/2026`, a stored day or a date; FieldFault for any other text."""
    if isinstance(value, date):
        return value.isoformat()
    text = clean(value)
    try:
        if "/" in text:
            in_month, month, year = (int(part) for part in text.split("/"))
            return date(year, month, in_month).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError as fault:
        raise FieldFault(
            field,
            _("“{text}” không phải là ngày có thật.").format(text=text),
            todo=_("Ghi đủ ngày, tháng, năm, ví dụ 20/11/2026."),
        ) from fault


def maybe_day(field: str, value: str | date) -> str:
    """A full day as stored, or nothing where nothing is typed."""
    return day(field, value) if value else ""


def not_after(field: str, on: str, today: date) -> str:
    """A day that has come; FieldFault for one that has not."""
    if on > today.isoformat():
        raise FieldFault(
            field,
            _("Ngày {day} chưa đến.").format(day=shown(on)),
            todo=_("Ghi ngày việc ấy đã diễn ra."),
        )
    return on


def shown(on: str) -> str:
    """A stored full day as Vietnam writes it."""
    return f"{date.fromisoformat(on):%d/%m/%Y}"


def money(field: str, value: str | int | None) -> int | None:
    """Whole đồng above nothing, from `500.000.000`, `0,5 triệu` or a number; None where nothing is typed."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return amount(value if isinstance(value, str) else number(value))
    except InputFault as fault:
        raise FieldFault(field, fault.what, fault.why, fault.todo) from fault


def quantity(field: str, value: str | float | None) -> float | None:
    """A number that is not negative, with a part after the comma: `1,5`, `1.500`, 12."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    found = _number(value)
    if found is None:
        raise FieldFault(
            field,
            _("“{text}” không phải là số.").format(text=value),
            todo=_("Ghi số, phần lẻ sau dấu phẩy, ví dụ 1,5."),
        )
    if found < 0 or found > LARGEST:
        raise FieldFault(
            field,
            _("Số {text} không ghi được: số phải không âm và có thật.").format(text=value),
            todo=_("Xem lại số vừa gõ."),
        )
    return found


def _number(value: str | float) -> float | None:
    if not isinstance(value, str):
        return float(value)
    found = parsed(clean(value), grouped=False)
    return float(found.value * found.unit) if found else None


def count(field: str, value: str | int | None) -> int | None:
    """A whole number that is not negative."""
    told = quantity(field, value)
    if told is None or told.is_integer():
        return None if told is None else int(told)
    raise FieldFault(field, _("“{text}” phải là số nguyên.").format(text=value))


def details(asks: Iterable[Ask], values: Mapping[str, Any], *, complete: bool = False) -> dict[str, Any]:
    """The fields that a sub-project asks for, each of its type; FieldFault for the first that is wrong.

    Args:
        complete: what is required has to be there.
    """
    known = {ask.key: ask for ask in asks}
    told = {key: _typed(known[key], value) if key in known else value for key, value in values.items()}
    for trouble in check(known.values(), told, complete):
        raise FieldFault(trouble.key, trouble.text)
    return told


def _typed(ask: Ask, value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return _READ[ask.type](ask, value)


def _yesno(ask: Ask, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    word = fold(clean(value))
    return True if word in _YES else False if word in _NO else value


def _choice(ask: Ask, value: Any) -> Any:
    said = fold(clean(str(value)))
    return next((one.code for one in ask.choices if said in (fold(one.code), fold(one.name))), value)


_READ: Mapping[str, Callable[[Ask, Any], Any]] = {
    "number": lambda ask, value: quantity(ask.key, value),
    "whole": lambda ask, value: count(ask.key, value),
    "money": lambda ask, value: money(ask.key, value),
    "date": lambda ask, value: day(ask.key, value),
    "text": lambda _ask, value: clean(str(value)),
    "yesno": _yesno,
    "choice": _choice,
}
