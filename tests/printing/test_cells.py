"""Figures as Vietnam writes them."""

from __future__ import annotations

import pytest

from app.printing.cells import rounded, shown
from app.reports.report import Column

COUNT = Column("Số hộ", "1")
RATE = Column("Tỷ lệ %", "2", places=2)
NAME = Column("Họ tên", "C", align="left")
YEAR = Column("Nam", "1", align="center")


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        (COUNT, 1356, "1.356"),
        (COUNT, 0, "0"),
        (COUNT, -12345678, "-12.345.678"),
        (COUNT, None, "–"),
        (COUNT, 135.5, "135,5"),
        (COUNT, 135.0, "135"),
        (RATE, 40.1, "40,10"),
        (RATE, 40, "40,00"),
        (RATE, 1234.5, "1.234,50"),
        (RATE, 3.125, "3,13"),
        (RATE, None, "–"),
        (NAME, None, ""),
        (NAME, "Lò Văn Ún", "Lò Văn Ún"),
        (YEAR, 1980, "1980"),
        (YEAR, None, ""),
        (YEAR, "×", "×"),
    ],
)
def test_shown(column, value, text):
    assert shown(value, column) == text


@pytest.mark.parametrize(
    ("value", "figure"), [(3.125, 3.13), (2.675, 2.68), (0.005, 0.01), (7, 7), (6.26, 6.26)]
)
def test_halves_go_up(value, figure):
    assert rounded(value, 2) == figure
