"""Small words that papers share: dates, counts, what stands for something unknown."""

from __future__ import annotations

from datetime import date

from app.i18n import official_number
from app.reports.papers_data import Issuer
from app.reports.report import Column, Report, Row

DOTS = "…"
SIGN_HINT = "(Ký, ghi rõ họ tên)"
SEAL_HINT = "(Ký, ghi rõ họ tên và đóng dấu)"


def day(value: date | None) -> str:
    """`05/12/2026`; empty where it is not known."""
    return value.strftime("%d/%m/%Y") if value else ""


def counted(value: int | None) -> str:
    """`1.162`; empty where it is not known."""
    return "" if value is None else official_number(value)


def numbered(number_and_sign: str, sign: str) -> str:
    """`Số: 12/QĐ-UBND`, or `Số:      /QĐ-UBND` with room to write the number."""
    return f"Số: {number_and_sign}" if number_and_sign else f"Số:          /{sign}"


def table(
    issuer: Issuer, year: int, columns: tuple[Column, ...], rows: tuple[Row, ...], key: str = ""
) -> Report:
    """A table inside a paper, as a report of which only columns and rows count."""
    return Report(key, "", columns, rows, issuer.unit, issuer.where, year, signers=(), landscape=False)
