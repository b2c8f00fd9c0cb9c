"""Ages told from dates of which the month or the day may be unknown: yes, no, or it depends on the day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

FULL = len("2010-03-15")


def latest_birth(day: date, years: int) -> str:
    """The latest birthday of someone who has so many full years on `day`."""
    return f"{day.year - years:04}-{day.month:02}-{day.day:02}"


def has_age(birth: str, latest: str) -> bool | None:
    """Born on `latest` or before; None where that depends on what is unknown of the birth."""
    if len(birth) == FULL:
        return birth <= latest
    return _perhaps(birth, latest) if birth else None


@lru_cache(4096)
def _perhaps(birth: str, latest: str) -> bool | None:
    """The same where the month or the day of birth is not known."""
    if f"{birth}-01-01"[:FULL] > latest:
        return False
    return True if _last_day(birth) <= latest else None


def _last_day(birth: str) -> str:
    year, month = int(birth[:4]), int(birth[5:7] or 12)
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"
