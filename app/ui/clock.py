"""The day and the hour of the window; SOBAN_TODAY (2026-11-20T10:42) makes them stand still."""

from __future__ import annotations

import os
from datetime import date, datetime

from app.i18n import _


def now() -> datetime:
    """This moment."""
    given = os.environ.get("SOBAN_TODAY")
    return datetime.fromisoformat(given) if given else datetime.now()


def today() -> date:
    """This day."""
    return now().date()


def shown(day: date) -> str:
    """A day as Vietnam writes it: `20/11/2026`."""
    return f"{day:%d/%m/%Y}"


def weekday(day: date) -> str:
    """`Thứ Sáu`."""
    names = (_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ Nhật"))
    return names[day.weekday()]


def when(iso: str) -> str:
    """A moment of the journal as people read it: `20/11/2026 10:42`."""
    return f"{datetime.fromisoformat(iso):%d/%m/%Y %H:%M}" if iso else ""


def day(stored: str) -> date:
    """The day of a stored text: `2026-11-20`."""
    return date.fromisoformat(stored[:10])
