"""Procedures by date, votes, and deadlines in calendar and working days."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import RuleFault
from app.paths import resource
from app.rules.deadlines import deadlines, due, is_working_day
from app.rules.procedure import Term, load_procedure, procedure, procedures

TWO = procedure(date(2026, 11, 20))
WORKING = Term(5, "working", "reported")


def test_two_levels_since_july_2025():
    assert procedure(date(2025, 6, 30)).key == "three-level"
    assert procedure(date(2025, 7, 1)).key == "two-level"
    assert procedure(date(2040, 1, 1)).key == "two-level"
    with pytest.raises(RuleFault, match="31/08/2021"):
        procedure(date(2021, 8, 31))


def test_who_answers_in_each_and_how_sure_that_is():
    three, two = (one.step("opinion") for one in procedures())
    assert three.answered_by == "Ủy ban nhân dân huyện"
    assert "huyện" not in two.answered_by
    assert two.mark.confidence == "unverified"
    assert TWO.step("meeting").mark.confidence == "read"
    assert TWO.step("none") is None


def test_steps_of_each_review():
    assert [step.number for step in TWO.of("periodic")] == ["1", "2", "3", "4", "4b", "5", "6"]
    assert [step.key for step in TWO.of("adhoc")] == ["survey", "meeting", "posting", "complaint", "decision"]


def test_the_periodic_review_of_a_year():
    assert TWO.periodic.of(2026) == (date(2026, 9, 1), date(2026, 12, 14))


@pytest.mark.parametrize(
    ("agreeing", "attending", "agreed"),
    [(25, 50, True), (24, 50, False), (26, 51, True), (25, 51, False), (0, 0, False)],
)
def test_half_of_those_attending_have_to_agree(agreeing: int, attending: int, agreed: bool):
    assert TWO.step("meeting").agreed(agreeing, attending) is agreed


@pytest.mark.parametrize(
    ("filed", "start"),
    [
        (date(2026, 3, 1), date(2026, 3, 15)), (date(2026, 3, 15), date(2026, 3, 15)),
        (date(2026, 3, 16), date(2026, 4, 15)), (date(2026, 12, 16), date(2027, 1, 15)),
        (date(2026, 11, 30), date(2026, 12, 15)),
    ],
)  # fmt: skip
def test_an_adhoc_review_starts_on_the_fifteenth(filed: date, start: date):
    assert TWO.adhoc_start(filed) == start


def test_the_clock_of_an_adhoc_review():
    (decision,) = deadlines(TWO, "adhoc", {"started": date(2026, 3, 15)})
    assert (decision.step.key, decision.due) == ("decision", date(2026, 3, 30))


def test_the_clock_of_a_periodic_review():
    """Posted on 26/11: three days with that one, seven for complaints, five working days after the report."""
    found = deadlines(TWO, "periodic", {"posted": date(2026, 11, 26), "reported": date(2026, 12, 7)})
    assert {one.step.key: one.due for one in found} == {
        "posting": date(2026, 11, 28),
        "complaint": date(2026, 12, 5),
        "opinion": date(2026, 12, 14),
    }
    assert found[2].left(date(2026, 12, 14)) == 0
    assert found[2].left(date(2026, 12, 16)) == -2
    assert [one.start for one in found] == [date(2026, 11, 26), date(2026, 11, 28), date(2026, 12, 7)]


def test_an_event_that_happened_goes_before_one_that_is_computed():
    events = {"posted": date(2026, 11, 26), "posting_ended": date(2026, 11, 30)}
    assert [one.due for one in deadlines(TWO, "periodic", events)] == [date(2026, 11, 28), date(2026, 12, 7)]


def test_nothing_is_due_before_anything_happened():
    assert deadlines(TWO, "periodic", {}) == ()


@pytest.mark.parametrize(
    ("start", "extra", "last"),
    [
        (date(2026, 12, 7), (), date(2026, 12, 14)),
        (date(2026, 12, 5), (), date(2026, 12, 11)),
        (date(2026, 4, 27), (), date(2026, 5, 6)),  # 30/4 and 1/5 fall out
        (date(2026, 8, 31), (), date(2026, 9, 8)),  # 2/9 falls out
        (
            date(2026, 2, 13),
            tuple(date(2026, 2, day) for day in range(16, 21)),
            date(2026, 2, 27),
        ),  # Tết, given
        (date(2026, 12, 30), (), date(2027, 1, 7)),
    ],
)
def test_working_days(start: date, extra: tuple[date, ...], last: date):
    assert due(WORKING, start, extra) == last


@given(st.dates(date(2022, 1, 1), date(2030, 12, 31)), st.integers(1, 40), st.booleans())
def test_a_term_of_working_days_ends_on_one_and_holds_as_many(start: date, days: int, first: bool):
    last = due(Term(days, "working", "reported", first), start)
    assert is_working_day(last)
    begin = start if first else start + timedelta(1)
    span = [begin + timedelta(n) for n in range((last - begin).days + 1)]
    assert sum(map(is_working_day, span)) == days


@given(st.dates(date(2022, 1, 1), date(2030, 12, 31)), st.integers(1, 40))
def test_counting_the_first_day_ends_a_day_earlier(start: date, days: int):
    after, within = Term(days, "calendar", "posted"), Term(days, "calendar", "posted", True)
    assert due(after, start) - due(within, start) == timedelta(1)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('reviews = ["periodic"]', 'reviews = ["yearly"]', "“reviews” chỉ gồm"),
        ('reviews = ["periodic"]', "reviews = []", "“reviews” chỉ gồm"),
        ('count = "calendar"', 'count = "lunar"', "không thuộc: calendar"),
        ('after = "posted"', 'after = "harvest"', "harvest"),
        ("first_day = true, event", 'first_day = "có", event', "true hoặc false"),
        ("days = 3", "days = true", "số nguyên"),
        ("from_month = 9", "", "from_month"),
    ],
)
def test_a_damaged_procedure_is_refused(tmp_path: Path, old: str, new: str, said: str):
    text = resource("procedures", "two-level.toml").read_text("utf-8")
    assert old in text
    path = tmp_path / "thu.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(RuleFault, match=r"thu\.toml") as fault:
        load_procedure(path)
    assert said in str(fault.value)
