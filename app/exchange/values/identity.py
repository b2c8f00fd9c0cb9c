"""Identity and telephone numbers, which Excel takes for quantities: lost zeros put back, disagreements told.

A number that does not fit its person is a warning, never a refusal; one whose digits Excel lost is dropped.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache

from app.dates import PartialDate
from app.exchange.sheet import Cell
from app.exchange.values.cells import Taken, said
from app.i18n import _
from app.paths import resource

_CARD, _OLD_CARD = 12, 9  # digits of CCCD and of the older CMND
_POWER = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_SPACING = re.compile(r"[\s.'’`\-]+")
_PHONE = re.compile(r"0\d{9,10}")


@cache
def _provinces() -> tuple[frozenset[str], int]:
    listed = tomllib.loads(resource("places", "identity-provinces.toml").read_text("utf-8"))
    return frozenset(listed["codes"]), listed["first_foreign"]


def identity_number(cell: Cell, birth: PartialDate | None = None, sex: str | None = None) -> Taken[str]:
    """The 12 digits of a CCCD or 9 of a CMND as text; any other text is kept with a warning.

    Args:
        cell: a text, or a number that has lost its leading zeros.
        birth: of the person, to compare with the number.
        sex: `male` or `female`, to compare with the number.
    """
    if cell == "":
        return Taken("")
    text = said(cell)
    if _POWER.fullmatch(text) or (isinstance(cell, float) and _rounded(text)):
        return Taken(
            "", (_("Excel đã làm mất các số cuối của “{text}”; hãy ghi lại số này.").format(text=text),)
        )
    digits = _SPACING.sub("", text)
    if not digits.isascii() or not digits.isdigit():
        return Taken(text, (_("“{text}” không phải là số định danh.").format(text=text),) if text else ())
    full = _padded(digits, not isinstance(cell, str))
    lost = (_("Đã thêm số 0 bị mất ở đầu: {number}.").format(number=full),) if full != digits else ()
    if len(full) == _CARD:
        return Taken(full, lost + _disagreements(full, birth, sex))
    if len(full) == _OLD_CARD:
        return Taken(full, lost)
    wrong = _("Số định danh “{number}” có {count} chữ số, không phải 12 hay 9.")
    return Taken(full, (*lost, wrong.format(number=full, count=len(full))))


def _rounded(digits: str) -> bool:
    """True for what a cell holds after `7,1E+10` was typed into it."""
    return len(digits) >= _CARD - 2 and digits.endswith("0" * 6)


def _padded(digits: str, was_number: bool) -> str:
    """The digits with the zeros that a number has lost; a text one digit short only if a province fits."""
    if was_number and len(digits) in (_CARD - 1, _CARD - 2):
        return digits.zfill(_CARD)
    if was_number and len(digits) == _OLD_CARD - 1:
        return digits.zfill(_OLD_CARD)
    if len(digits) == _CARD - 1 and f"0{digits[:2]}" in _provinces()[0]:
        return digits.zfill(_CARD)
    return digits


def _disagreements(number: str, birth: PartialDate | None, sex: str | None) -> tuple[str, ...]:
    """What the number says otherwise than the sheet: 3 digits province, 1 century and sex, 2 year."""
    codes, foreign = _provinces()
    found = []
    if int(number[:3]) < foreign and number[:3] not in codes:
        found.append(_("Ba số đầu {code} không phải mã tỉnh nào.").format(code=number[:3]))
    century, male = 1900 + int(number[3]) // 2 * 100, int(number[3]) % 2 == 0
    if sex in ("male", "female") and male != (sex == "male"):
        found.append(_("Số định danh là của {sex}, khác với giới tính đã ghi.").format(sex=_sex(male)))
    year = century + int(number[4:6])
    if birth is not None and birth.year != year:
        unlike = _("Số định danh ghi năm sinh {year}, danh sách ghi {listed}.")
        found.append(unlike.format(year=year, listed=birth.year))
    return tuple(found)


def _sex(male: bool) -> str:
    return _("nam") if male else _("nữ")


def phone(cell: Cell) -> Taken[str]:
    """A telephone number as text from its 0 on; +84 becomes 0, a lost 0 is put back with a warning."""
    if cell == "":
        return Taken("")
    text = said(cell)
    digits = re.sub(r"[\s.()\-']+", "", text)
    if digits.startswith("+84") or (digits.startswith("84") and len(digits) == 11):
        digits = "0" + digits.removeprefix("+").removeprefix("84")
    if len(digits) == 9 and digits.isdigit() and digits[0] != "0":
        digits = "0" + digits
        return Taken(digits, (_("Đã thêm số 0 bị mất ở đầu: {number}.").format(number=digits),))
    if digits and not _PHONE.fullmatch(digits):
        return Taken(text, (_("“{text}” không giống số điện thoại.").format(text=text),))
    return Taken(digits)
