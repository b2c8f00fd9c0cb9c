"""Formulas of official columns, computed as an officer would with a pocket calculator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.catalogue import REPORTS
from app.reports.formula import evaluate, filled, share
from app.reports.report import Column


@pytest.mark.parametrize(
    ("formula", "values", "places", "expected"),
    [
        ("3/1*100", {"1": 591, "3": 237}, 2, 40.10),
        ("3/1*100", {"1": 800, "3": 1}, 2, 0.13),  # 0.125: half up
        ("3/1*100", {"1": 3, "3": 3}, 2, 100.0),
        ("3/1*100", {"1": 0, "3": 3}, 2, None),
        ("3/1*100", {"1": None, "3": 3}, 2, None),
        ("1-2-3-4+5+6+7+8", dict(zip("12345678", (274, 33, 18, 0, 5, 3, 6, 0), strict=True)), 0, 237),
        ("2+3", {"2": None, "3": 1}, 0, None),
        ("2 + 3 * 10", {"2": 1, "3": 2}, 0, 21),
    ],
)
def test_formulas(formula, values, places, expected):
    assert evaluate(formula, values, places) == expected


@given(part=st.integers(0, 10**6), whole=st.integers(1, 10**6))
def test_a_share_is_within_half_a_hundredth(part, whole):
    assert abs(share(part, whole) - part * 100 / whole) <= 0.005 + 1e-9


def test_columns_are_filled_from_left_to_right():
    columns = (Column("", "1"), Column("", "2", formula="1+1"), Column("", "3", formula="2+1"))
    assert filled(columns, {"1": 2}) == {"1": 2, "2": 4, "3": 6}


def test_the_number_row_says_the_formula_that_is_computed(commune):
    commune.household("Vàng A Páo")
    commune.case("Vàng A Páo", 2025, "poor")
    commune.case("Vàng A Páo", 2026, "poor")
    for entry in REPORTS:
        for leaf in commune.report(entry.key).leaves:
            if leaf.formula:
                assert leaf.number == f"{leaf.key}={leaf.formula}"
