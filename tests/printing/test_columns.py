"""Every table fits its page, and its letters are as large as that allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.printing import page
from app.printing.columns import FLOOR, LARGEST, Need, fit
from app.printing.table import lay
from app.reports.report import Column

from . import samples

LANDSCAPE, UPRIGHT = page.sheet(True), page.sheet(False)
NEEDS = st.builds(
    lambda least, more, share: Need(least, least + more, share),
    st.floats(0, 6),
    st.floats(0, 40),
    st.floats(0.1, 9),
)


@given(st.lists(NEEDS, min_size=1, max_size=40), st.floats(200, 800))
def test_the_widths_are_those_of_the_page(needs, width):
    columns = [Column("", str(index)) for index in range(len(needs))]
    fitted = fit(columns, needs, width)
    assert sum(fitted.widths) == pytest.approx(width)
    assert min(fitted.widths) > 0
    assert FLOOR <= fitted.size <= LARGEST


@given(st.lists(NEEDS, min_size=1, max_size=40), st.floats(200, 800))
def test_words_are_whole_while_the_letters_are_not_the_smallest(needs, width):
    fitted = fit([Column("", str(index)) for index in range(len(needs))], needs, width)
    if fitted.size > FLOOR:
        for need, got in zip(needs, fitted.widths, strict=True):
            assert got >= need.least * fitted.size - 1e-6


def test_official_shares_are_kept_where_there_is_room():
    columns = [Column("A", "1", width=1), Column("B", "2", width=3)]
    assert fit(columns, [Need(1, 1, 1), Need(1, 1, 3)], 400).widths == (100, 300)


def test_names_are_not_crushed():
    report = samples.members(40)
    table = lay(report, LANDSCAPE.inner_width, LANDSCAPE.inner_height)
    names = next(strip for strip in table.texts.strips if strip.column.key == "C")
    assert all(len(lines) == 1 for lines in names.regular.values())


@pytest.mark.parametrize("columns", range(12, 25))
def test_twelve_to_twenty_four_columns(columns):
    table = lay(samples.wide(columns), LANDSCAPE.inner_width, LANDSCAPE.inner_height)
    assert table.fit.size >= 8
    for strip in table.texts.strips:
        assert all(len(lines) == 1 for lines in strip.regular.values())


def test_a_head_over_columns_finds_room():
    leaves = tuple(Column("%", str(index)) for index in range(3))
    columns = (Column("Nghiêngnghiêngnghiêng", below=leaves), Column("Đơn vị", "B", width=30))
    needs = [*(Need(0.5, 0.5) for _leaf in leaves), Need(3, 3, 30)]
    fitted = fit(columns, needs, 300)
    assert sum(fitted.widths[:3]) > 10 * fitted.size
