"""Heads over heads, and lines that belong together."""

from __future__ import annotations

from dataclasses import replace

from app.printing.grid import Band, bands, depth, heads, ranked
from app.reports.report import Row

from . import samples


def test_heads_cover_the_grid_without_a_gap():
    for report in (samples.balance(), samples.rates(), samples.members(1), samples.posting(1)):
        cells = [
            (row, column)
            for head in heads(report.columns)
            for row in range(head.row, head.row + head.rows)
            for column in range(head.left, head.left + head.columns)
        ]
        wanted = [
            (row, column) for row in range(depth(report.columns)) for column in range(len(report.leaves))
        ]
        assert sorted(cells) == wanted


def test_heads_of_the_balance():
    placed = {head.column.title: head for head in heads(samples.balance().columns)}
    falls, escaped, start = placed["Số giảm"], placed["Thoát nghèo"], placed["Hộ nghèo đầu năm"]
    assert (falls.row, falls.left, falls.rows, falls.columns) == (0, 4, 1, 3)
    assert (escaped.row, escaped.left, escaped.rows, escaped.columns) == (1, 4, 1, 2)
    assert (start.row, start.left, start.rows, start.columns) == (0, 3, 3, 1)


def test_two_lines_of_a_place_share_its_cells():
    found = bands(samples.balance())
    assert found == [Band(start, start + 2, 2) for start in range(0, 14, 2)]


def test_places_of_one_name_are_not_one():
    report = samples.balance()
    rows = (*report.rows[2:4], *report.rows[2:4])
    assert bands(replace(report, rows=rows)) == [Band(0, 2, 2), Band(2, 4, 2)]


def test_equal_figures_are_not_merged():
    rows = tuple(
        Row({"A": "1", "B": "Bản", "C": "Hộ", "1": 0}, "Bản", 1, line) for line in ("households", "persons")
    )
    assert bands(replace(samples.balance(), rows=rows)) == [Band(0, 2, 3)]


def test_a_household_is_a_band_and_a_village_a_heading():
    rows = (
        Row({}, "Bản Pú Nhu", heading=True),
        Row({"C": "Lò Văn Ún"}, group=1),
        Row({"C": "Lò Thị Mai"}, group=1),
        Row({"C": "Vàng A Páo"}, group=2),
        Row({"C": "không thuộc hộ nào"}),
        Row({"C": "không thuộc hộ nào"}),
    )
    assert bands(replace(samples.members(1), rows=rows)) == [
        Band(0, 1, heading=True),
        Band(1, 3),
        Band(3, 4),
        Band(4, 5),
        Band(5, 6),
    ]


def test_ranks():
    assert ranked(samples.balance())
    assert not ranked(samples.members(3))
    assert not ranked(samples.posting(3))


def test_a_list_over_places_of_several_levels_has_no_ranks():
    rows = (
        Row({}, "XÃ NÀ MÂY", heading=True),
        Row({"B": "Lò Văn Ún"}, "", 0),
        Row({"B": "Vàng A Páo"}, "", 1),
    )
    assert not ranked(replace(samples.posting(1), rows=rows))
