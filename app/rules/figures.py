"""Numbers inside sentences, with the decimals they have and no more."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import number, official_number


def figure(value: float | None) -> str:
    """`1.500.000`, `47,9`, `48` in the language in use; `–` for what is not known. At most two decimals."""
    return _trimmed(value, number)


def official_figure(value: float | None) -> str:
    """The same on official forms, in any language of the window."""
    return _trimmed(value, official_number)


def _trimmed(value: float | None, written: Callable[[float, int], str]) -> str:
    if value is None:
        return "–"
    return written(value, 2).rstrip("0").rstrip(",.") if value % 1 else written(value, 0)
