"""The text of a value in a cell. Knows nothing of where the cell is."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from app.i18n import official_number
from app.reports.report import Column, Value

DASH = "–"


def counts(column: Column) -> bool:
    """True of a column of numbers (aligned right): `1.356`, and "–" where there is nothing to say."""
    return column.align == "right"


def shown(value: Value, column: Column) -> str:
    """A value as the paper shows it: `1.356`, `40,10`; a year, outside number columns, ungrouped: `1980`."""
    if isinstance(value, str):
        return value
    if value is None:
        return DASH if counts(column) else ""
    places = column.places or fraction(value)
    text = official_number(rounded(value, places), places)
    return text if counts(column) else text.replace(".", "")


def fraction(value: float) -> int:
    """Digits after the comma that a value has of its own (at most 2): half a point is never rounded away."""
    return 0 if value == int(value) else len(f"{value:.2f}".rstrip("0").partition(".")[2])


def rounded(value: float, places: int) -> float:
    """Rounded half up, as spreadsheets do and officers check: 3.125 is 3.13."""
    if isinstance(value, int):
        return value
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
