"""Dates as officers know them: full, or a month and a year, or a year alone.

Stored as text that sorts: `1980`, `1980-03`, `1980-03-15`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_TEXT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of which the day, or the day and the month, may be unknown (0)."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        date(self.year, self.month or 1, self.day or 1)
        if self.day and not self.month:
            raise ValueError("a day needs its month")

    @classmethod
    def of(cls, text: str) -> PartialDate:
        """The date that a stored text says; ValueError if it says none."""
        match = _TEXT.fullmatch(text)
        if match is None:
            raise ValueError(f"not a stored date: {text!r}")
        return cls(*(int(part or 0) for part in match.groups()))

    def __str__(self) -> str:
        return "-".join((f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)))

    @property
    def shown(self) -> str:
        """As Vietnam writes it: `15/03/1980`, `03/1980`, `1980`."""
        return "/".join((*(f"{part:02}" for part in (self.day, self.month) if part), f"{self.year:04}"))

    @property
    def exact(self) -> bool:
        """True when the day is known."""
        return bool(self.day)

    def age_on(self, day: date) -> int:
        """Full years on `day`; what is unknown of the birth counts as the first (1 January)."""
        return day.year - self.year - ((day.month, day.day) < (self.month or 1, self.day or 1))

    def first(self) -> date:
        """The first day that it may mean."""
        return date(self.year, self.month or 1, self.day or 1)
