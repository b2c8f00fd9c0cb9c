"""Targets of real plans against small communes made so that everyone can do the sums."""

from __future__ import annotations

from typing import Any

import pytest

from app.reports.behind import behind
from app.reports.frame import Frame

from .commune import Commune

XA, A, B = "Xã Nà Mây", "Bản A", "Bản B"


def census(commune: Commune, year: int, **households: int) -> None:
    for village, number in zip((A, B), households.values(), strict=True):
        place = commune.villages[village]
        commune.insert("place_count", place=place, year=year, households=number, persons=number * 4)


def households(commune: Commune, village: str, number: int, *classes: tuple[int, str], **result: Any) -> None:
    """So many households, each with a class in each of the years."""
    with commune.writing():
        for at in range(number):
            name = f"{village} {len(commune.households)} {at}"
            commune.household(name, village)
            for year, klass in classes:
                commune.case(name, year, klass, result=result or None)


def ask(commune: Commune, year: int, indicator: str, value: float, place: str = "", **more: Any) -> None:
    where = commune.villages[place] if place else commune.place
    commune.insert("target", place=where, year=year, indicator=indicator, value=float(value), **more)


def told(commune: Commune, year: int, *columns: str) -> list[tuple[Any, ...]]:
    rows = commune.report("targets", year).rows
    return [tuple(row.values.get(column) for column in columns) for row in rows if not row.heading]


@pytest.fixture
def cao_loc(commune: Commune) -> Commune:
    """2024: 20 and 40 of 100 poor; 2025: 15 and 37: a fall of 4 points, of 5 and of 3 in the villages."""
    for year in (2024, 2025):
        census(commune, year, a=100, b=100)
    households(commune, A, 15, (2024, "poor"), (2025, "poor"))
    households(commune, A, 5, (2024, "poor"), (2025, "near_poor"))
    households(commune, B, 37, (2024, "poor"), (2025, "poor"))
    households(commune, B, 3, (2024, "poor"), (2025, "not_poor"))
    return commune


def test_cao_loc_2025_the_rate_falls_by_three_points_and_by_five_where_it_is_high(cao_loc):
    ask(cao_loc, 2025, "poverty_fall", 3)
    ask(cao_loc, 2025, "poverty_fall", 5, B)
    columns = ("name", "unit", "before", "target", "done", "difference", "result", "behind", "households")
    assert told(cao_loc, 2025, *columns) == [
        ("Mức giảm tỷ lệ hộ nghèo trong năm", "điểm %", 30.0, 3.0, 4.0, 1.0, "Đạt", None, None),
        ("Mức giảm tỷ lệ hộ nghèo trong năm", "điểm %", 40.0, 5.0, 3.0, -2.0, "Chưa đạt", "", 37),
    ]
    headings = [row.place for row in cao_loc.report("targets", 2025).rows if row.heading]
    assert headings == [XA, B]


def test_cao_loc_2025_the_village_that_holds_the_commune_back_is_named(cao_loc):
    ask(cao_loc, 2025, "poverty_fall", 4.5)
    assert told(cao_loc, 2025, "done", "result", "behind", "households") == [
        (4.0, "Chưa đạt", "Bản B (3,00)", 37)
    ]
    with cao_loc.store.session() as session:
        found = behind(Frame(session, cao_loc.scope(2025)), "targets")
    held = {key for name, key in cao_loc.households.items() if cao_loc.home[name] == cao_loc.villages[B]}
    assert found.wrong and len(found.households) == 37 and set(found.households) < held


@pytest.fixture
def son_la(commune: Commune) -> Commune:
    """2023: 40 and 49 of 300 poor, 89 of 600: 14.83 %; ten near-poor in each village."""
    census(commune, 2023, a=300, b=300)
    bad = {
        "housing_quality": True,
        "housing_area": False,
        "water": True,
        "sanitation": True,
        "telecom": False,
    }
    fine = dict.fromkeys(bad, False)
    households(commune, A, 40, (2023, "poor"), deprived=fine)
    households(commune, B, 29, (2023, "poor"), deprived=bad)
    households(commune, B, 20, (2023, "poor"), deprived=fine)
    households(commune, A, 10, (2023, "near_poor"), deprived=fine)
    households(commune, B, 10, (2023, "near_poor"), deprived=fine | {"housing_quality": True})
    return commune


def test_son_la_2023_what_the_plan_asks_of_the_province(son_la):
    for indicator, value in {
        "poverty_rate": 14.83,
        "housing_quality_poor": 30,
        "housing_quality_near_poor": 10,
        "housing_area_poor": 32,
        "water": 90,
        "sanitation": 39,
        "telecom": 80,
    }.items():
        ask(son_la, 2023, indicator, value, source="92/KH-UBND")
    assert told(son_la, 2023, "target", "done", "difference", "result", "behind", "households") == [
        (14.83, 14.83, 0.0, "Đạt", None, None),
        (30.0, 32.58, 2.58, "Chưa đạt", "Bản B (59,18)", 29),  # 29 of 89; 29 of 49
        (10.0, 50.0, 40.0, "Chưa đạt", "Bản B (100,00)", 10),
        (32.0, 0.0, -32.0, "Đạt", None, None),
        (90.0, 73.39, -16.61, "Chưa đạt", "Bản B (50,85)", 29),  # 80 of 109; 30 of 59
        (39.0, 73.39, 34.39, "Đạt", None, None),
        (80.0, 100.0, 20.0, "Đạt", None, None),
    ]


def test_son_la_2023_one_household_more_and_the_rate_is_missed(son_la):
    households(son_la, B, 1, (2023, "poor"))
    ask(son_la, 2023, "poverty_rate", 14.83)
    assert told(son_la, 2023, "done", "difference", "result", "behind", "households") == [
        (15.0, 0.17, "Chưa đạt", "Bản B (16,67)", 50)
    ]


def test_a_fall_without_the_year_before_is_not_known(son_la):
    ask(son_la, 2023, "poverty_fall", 3)
    ask(son_la, 2023, "minority_poverty_fall", 3)
    assert (
        told(son_la, 2023, "before", "done", "difference", "result", "households")
        == [(None, None, None, "Chưa rõ", None)] * 2
    )


def test_minorities_are_counted_among_the_minorities_of_the_register(commune):
    commune.household("Hộ 1", ethnic="01")
    commune.household("Hộ 2")
    commune.household("Hộ 3")
    for name, klass in (("Hộ 1", "not_poor"), ("Hộ 2", "poor"), ("Hộ 3", "not_poor")):
        commune.case(name, 2026, klass)
    ask(commune, 2026, "minority_poverty_rate", 40)
    assert told(commune, 2026, "done", "result", "households") == [(50.0, "Chưa đạt", 1)]


def test_what_the_book_does_not_count_is_what_was_typed(commune):
    commune.household("Vàng A Páo")
    commune.case("Vàng A Páo", 2026, "poor")
    ask(commune, 2026, "models", 3, done=2.0)
    ask(commune, 2026, "abroad", 44)
    assert told(commune, 2026, "unit", "target", "done", "result", "behind") == [
        ("mô hình", 3.0, 2.0, "Chưa đạt", None),
        ("người", 44.0, None, "Chưa rõ", None),
    ]


def test_without_targets_the_report_says_so(commune):
    commune.round(2026)
    report = commune.report("targets")
    assert report.rows == () and report.notes == ("Chưa giao chỉ tiêu nào cho năm này.",)


def test_households_of_which_nobody_knows_are_told_and_not_counted(commune):
    for at, deprived in enumerate(({"water": True}, {"water": False}, {})):
        commune.household(f"Hộ {at}")
        commune.case(f"Hộ {at}", 2026, "poor", result={"deprived": deprived})
    ask(commune, 2026, "water", 90)
    assert told(commune, 2026, "before", "done", "households") == [(None, 50.0, 1)]
    assert commune.report("targets").draft[0] == (
        "1 hộ chưa rõ, không tính vào chỉ tiêu “Hộ nghèo, cận nghèo dùng nước sinh hoạt hợp vệ sinh”."
    )
