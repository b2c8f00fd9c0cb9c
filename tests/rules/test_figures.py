"""Figures as officers read them: thousands in groups, a comma, at most two decimals, a dash for none."""

import pytest

from app.rules.figures import figure, official_figure


@pytest.mark.parametrize("written", [figure, official_figure])
@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1_500_000, "1.500.000"),
        (47.9, "47,9"),
        (48.0, "48"),
        (33.333, "33,33"),
        (0, "0"),
        (None, "–"),
    ],
)
def test_a_figure_as_it_is_written(written, value, text):
    assert written(value) == text
