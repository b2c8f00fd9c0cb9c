"""Partial dates: what is known, how it is shown, how old somebody is on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.dates import PartialDate

PARTIAL = st.dates().flatmap(
    lambda day: st.sampled_from(
        [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
    )
)


@pytest.mark.parametrize(
    ("text", "shown", "first", "exact"),
    [
        ("1980", "1980", date(1980, 1, 1), False),
        ("1980-03", "03/1980", date(1980, 3, 1), False),
        ("1980-03-15", "15/03/1980", date(1980, 3, 15), True),
        ("0999-12-31", "31/12/0999", date(999, 12, 31), True),
    ],
)
def test_a_date_is_read_and_shown_as_far_as_it_is_known(text, shown, first, exact):
    known = PartialDate.of(text)
    assert (str(known), known.shown, known.first(), known.exact) == (text, shown, first, exact)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "80",
        "1980-3",
        "1980-13",
        "1980-02-30",
        "1980-00-01",
        "2025-02-29",
        "0000",
        "15/03/1980",
        "1980-03-15T00",
        "1980\n",
    ],
)
def test_what_is_no_stored_date_is_refused(text):
    with pytest.raises(ValueError):
        PartialDate.of(text)


def test_a_day_needs_its_month():
    with pytest.raises(ValueError, match="needs its month"):
        PartialDate(1980, 0, 15)


@given(PARTIAL)
def test_what_is_written_is_read_again(known):
    assert PartialDate.of(str(known)) == known


@given(st.dates(), st.dates())
def test_stored_texts_sort_as_days_do(one, other):
    texts = [str(PartialDate(day.year, day.month, day.day)) for day in (one, other)]
    assert (texts[0] < texts[1]) == (one < other)


@given(PARTIAL, PARTIAL)
def test_dates_sort_as_their_texts(one, other):
    assert (one < other) == (str(one) < str(other))


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        ("2010-11-15", date(2026, 11, 14), 15),
        ("2010-11-15", date(2026, 11, 15), 16),
        ("2010-11-15", date(2026, 11, 16), 16),
        ("2008-02-29", date(2026, 2, 28), 17),
        ("2008-02-29", date(2026, 3, 1), 18),
        ("2008-02-29", date(2024, 2, 29), 16),
        ("2010-11", date(2026, 10, 31), 15),
        ("2010-11", date(2026, 11, 1), 16),
        ("2010", date(2026, 1, 1), 16),
        ("2010", date(2025, 12, 31), 15),
        ("2026-06-01", date(2026, 6, 1), 0),
        ("2026-06-01", date(2026, 5, 31), -1),
    ],
)
def test_full_years_on_a_day(birth, day, age):
    assert PartialDate.of(birth).age_on(day) == age


@given(st.dates(max_value=date(2100, 1, 1)), st.integers(0, 130 * 366))
def test_an_age_grows_by_one_on_birthdays_alone(birth, days):
    known = PartialDate(birth.year, birth.month, birth.day)
    day = birth + timedelta(days)
    older = known.age_on(day + timedelta(1)) - known.age_on(day)
    tomorrow = day + timedelta(1)
    leapling = (birth.month, birth.day) == (2, 29) and (tomorrow.month, tomorrow.day) == (3, 1)
    leapling = leapling and (tomorrow - timedelta(1)).day == 28
    assert older == ((tomorrow.month, tomorrow.day) == (birth.month, birth.day) or leapling)
