"""Numbers inside the sentences of rules: as Vietnam writes them, with the decimals they have and no more."""

from __future__ import annotations

from app.i18n import number


def figure(value: float | None) -> str:
    """`1.500.000`, `47,9`, `48`; `–` for what is not known. At most two decimals."""
    if value is None:
        return "–"
    return number(value, 2).rstrip("0").rstrip(",") if value % 1 else number(value)
