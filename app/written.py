"""Numbers as people write them: `500.000.000`, `1,5`, `0,5 triệu`, `240 nghìn đồng`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from app.errors import InputFault
from app.i18n import _, number
from app.vietnamese import clean, fold

_NUMBER = re.compile(
    r"(?P<sign>[-+]?)(?P<whole>\d{1,3}(?:(?P<group>[.,\s])\d{3})(?:(?P=group)\d{3})*|\d+)"
    r"(?:(?P<point>[.,])(?P<part>\d+))?\s*(?P<unit>\D*)"
)
_UNITS = {
    "": 1, "d": 1, "dong": 1, "vnd": 1, "nguoi": 1, "khau": 1, "nhan khau": 1, "ho": 1, "diem": 1, "%": 1,
    "nghin": 10**3, "nghin dong": 10**3, "ngan": 10**3, "ngan dong": 10**3, "k": 10**3,
    "trieu": 10**6, "trieu dong": 10**6, "tr": 10**6, "trd": 10**6, "tr dong": 10**6,
    "ty": 10**9, "ti": 10**9, "ty dong": 10**9, "ti dong": 10**9,
}  # fmt: skip
_DISTINCT = 1 << 15
LARGEST = 10**15  # đồng: more than the whole country's budget, so a slip of the hand


class Written(NamedTuple):
    """A number as it was written: in its unit; `unsure` when a lone `1.234` could also mean a decimal."""

    value: Decimal
    unit: int
    unsure: bool


@lru_cache(_DISTINCT)
def parsed(text: str, grouped: bool) -> Written | None:
    """The number that a text is, None for any other text.

    Args:
        text: without spaces around it.
        grouped: a lone `1,234` means thousands, as in whole numbers.
    """
    found = _NUMBER.fullmatch(text)
    unit = _UNITS.get(fold(found["unit"]).strip(" .") if found["unit"] != "%" else "%") if found else None
    if found is None or unit is None:
        return None
    sign, digits, part, group = found["sign"], found["whole"], found["part"] or "", found["group"]
    lone = group is not None and group in ".," and digits.count(group) == 1 and not part
    if lone and group == "," and not grouped:
        digits, part = digits.split(",")
    if group and found["point"] == group:
        return None
    return Written(Decimal(f"{sign}{re.sub('[^0-9]', '', digits)}.{part or 0}"), unit, lone)


def amount(text: str) -> int:
    """An amount of money in whole đồng, above nothing; InputFault for any other text.

    `1.500` beside a unit is one thousand five hundred of it: a part is written with a comma.
    """
    found = parsed(clean(text), grouped=False)
    if found is None:
        raise InputFault(
            _("“{text}” không phải là số tiền.").format(text=text),
            todo=_("Ghi bằng đồng, như 500.000.000, hoặc kèm đơn vị, như 0,5 triệu."),
        )
    value = found.value * found.unit
    if value <= 0 or value != value.to_integral_value() or value > LARGEST:
        raise InputFault(
            _("Số tiền {value} đồng không ghi được.").format(value=number(float(value))),
            _("Số tiền phải là số đồng nguyên, lớn hơn 0 và có thật."),
            _("Xem lại số và đơn vị vừa gõ; tiền nộp lại ghi bằng việc “Nộp lại”, không ghi số âm."),
        )
    return int(value)
