"""Birth dates in all the ways that sheets write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.dates import PartialDate
from app.exchange.values.birthdays import birth
from app.exchange.values.cells import Taken

ON = date(2026, 10, 1)
DAYS = st.dates(date(1910, 1, 1), ON)


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        (date(1980, 3, 15), "1980-03-15"),
        (datetime(1980, 3, 15, 0, 0), "1980-03-15"),
        ("15/3/1980", "1980-03-15"),
        ("15-3-80", "1980-03-15"),
        ("15.03.1980", "1980-03-15"),
        ("05/04/1980", "1980-04-05"),
        ("3/1980", "1980-03"),
        ("1980", "1980"),
        (1980.0, "1980"),
        (1980, "1980"),
        ("1/1/26", "2026-01-01"),
        ("1/1/27", "1927-01-01"),
        ("15031980", "1980-03-15"),
        (3051980.0, "1980-05-03"),
        ("1980-03-15", "1980-03-15"),
        ("1980-03-15 00:00:00", "1980-03-15"),
        ("15 tháng 3 năm 1980", "1980-03-15"),
        ("ngày 5 tháng 12 năm 1990", "1990-12-05"),
        ("SN 1980", "1980"),
        ("sinh năm: 1980", "1980"),
        ("…/…/1980", "1980"),
        ("00/00/1980", "1980"),
        ("00/03/1980", "1980-03"),
    ],
)
def test_dates(cell, stored):
    assert birth(cell, ON) == Taken(PartialDate.of(stored))


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("31/2/1990", "tháng 2 năm 1990 không có ngày 31"),
        ("29/2/2023", "không có ngày 29"),
        ("3/25/1980", "không có tháng 25"),
        ("80", "không phải là ngày sinh"),
        (26.0, "không phải là ngày sinh"),
        ("15/3", "không phải là ngày sinh"),
        ("không rõ", "không phải là ngày sinh"),
        (45.5, "không phải là ngày sinh"),
        ("12/1700", "không thể đúng"),
    ],
)
def test_refused_with_a_reason(cell, reason):
    taken = birth(cell, ON)
    assert taken.value is None
    assert reason in taken.refusal


@pytest.mark.parametrize(
    ("cell", "stored", "warning"),
    [
        ("2030", "2030", "tương lai"),
        (date(2027, 1, 1), "2027-01-01", "tương lai"),
        ("1900", "1900", "trên 120 tuổi"),
        (29295.0, "1980-03-15", "mất định dạng"),
        (date(1905, 6, 2), "1980", "được hiểu là năm sinh"),
    ],
)
def test_taken_with_a_warning(cell, stored, warning):
    taken = birth(cell, ON)
    assert taken.value == PartialDate.of(stored)
    assert warning in taken.warnings[0]
    assert not taken.refusal


@pytest.mark.parametrize("cell", ["", " ", "-", "…"])
def test_nothing(cell):
    assert birth(cell, ON) == Taken(None)


@given(DAYS)
def test_day_before_month_in_every_spelling(day):
    expected = PartialDate(day.year, day.month, day.day)
    for text in (
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
    ):
        assert birth(text, ON).value == expected
    assert birth(expected.shown, ON).value == expected


@given(st.dates(date(1926, 10, 2), ON))
def test_two_digits_mean_the_last_hundred_years(day):
    assert birth(f"{day:%d/%m/%y}", ON).value.year in (day.year, day.year + 100, day.year - 100)
    assert birth(f"{day:%d/%m/%y}", ON).value.year <= ON.year
