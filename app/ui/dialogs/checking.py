"""What may be typed into the fields of a dialog: each check is a sentence, empty where the text can stand."""

from __future__ import annotations

import re

from app.dates import PartialDate
from app.i18n import _
from app.ui import clock

_PARTS = re.compile(r"\d+")
OLDEST = 120  # years: an older birth date is a slip of the finger
LONGEST_NAME = 100


def filled(text: str) -> str:
    """A name: there, not too long, made of letters."""
    if not text:
        return _("Hãy ghi họ tên.")
    if len(text) > LONGEST_NAME:
        return _("Họ tên dài quá {most} chữ.").format(most=LONGEST_NAME)
    if any(letter.isdecimal() for letter in text):
        return _("Họ tên không có chữ số.")
    if not any(letter.isalpha() for letter in text):
        return _("Họ tên phải có chữ cái.")
    return ""


def optional_date(text: str) -> str:
    """A date or a part of one, or nothing."""
    return a_date(text) if text else ""


def a_date(text: str) -> str:
    """A date, full or partial, that exists and is not to come."""
    if not text:
        return _("Hãy ghi ngày.")
    date = read_date(text)
    if date is None:
        return _("Không có ngày này. Ghi như 15/3/1980, 3/1980 hoặc 1980.")
    if date.first() > clock.today():
        return _("Ngày này chưa đến.")
    return ""


def birth(text: str) -> str:
    """A birth date, or nothing where it is not known."""
    if wrong := optional_date(text):
        return wrong
    date = read_date(text)
    if date and clock.today().year - date.year > OLDEST:
        return _("Năm sinh đã quá {years} năm: xem lại.").format(years=OLDEST)
    return ""


def read_date(text: str) -> PartialDate | None:
    """The date that was typed, day first; None where it is none."""
    parts = [int(part) for part in _PARTS.findall(text)]
    if not 1 <= len(parts) <= 3 or parts[-1] < 1000 or parts[-1] > 9999:
        return None
    try:
        return PartialDate(*reversed(parts))
    except ValueError:
        return None


def stored_date(text: str) -> str:
    """The date as the store keeps it; empty for nothing."""
    date = read_date(text)
    return str(date) if date else ""


def cccd(text: str) -> str:
    """An ID number: digits, 12 of them, or 9 for an old one; or nothing."""
    if not text:
        return ""
    if not text.isdecimal():
        return _("Số CCCD chỉ có chữ số.")
    if len(text) not in (9, 12):
        return _("Số CCCD có 12 chữ số (CMND cũ: 9); đang có {count}.").format(count=len(text))
    return ""
