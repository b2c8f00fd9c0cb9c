"""Movements: every pair of classes, again or new from the whole history, the columns of reports 2 and 3."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InputFault
from app.rules.book import book
from app.rules.codes import code_list
from app.rules.movements import Recognition, escaped_on, movement, recently_escaped

P, N, O = "poor", "near_poor", "not_poor"  # noqa: E741  (as short as the classes are many)
OLD = book("vn-2021")
CLASSES = st.sampled_from([P, N, O])


@pytest.mark.parametrize(
    ("before", "after", "history", "kind", "report_2", "report_3"),
    [
        (P, N, {}, "escaped_to_near_poor", "2", "5"),
        (P, O, {}, "escaped_poor", "3", ""),
        (N, P, {}, "near_poor_to_poor", "5", "3"),
        (N, O, {}, "escaped_near_poor", "", "2"),
        (O, P, {}, "newly_poor", "7", ""),
        (O, P, {2021: P}, "poor_again", "6", ""),
        (O, P, {2021: N}, "newly_poor", "7", ""),
        (O, N, {}, "newly_near_poor", "", "7"),
        (O, N, {2019: N}, "near_poor_again", "", "6"),
        (O, N, {2019: P}, "newly_near_poor", "", "7"),
        (P, P, {}, "stays_poor", "", ""),
        (N, N, {2019: P}, "stays_near_poor", "", ""),
        (O, O, {2019: P}, "stays_not_poor", "", ""),
        ("average_farming", P, {}, "newly_poor", "7", ""),
        (P, "average_farming", {}, "escaped_poor", "3", ""),
    ],
)
def test_kinds_and_columns(
    before: str, after: str, history: dict[int, str], kind: str, report_2: str, report_3: str
):
    found = movement(before, after, history)
    assert (found.kind, found.column(2), found.column(3)) == (kind, report_2, report_3)
    assert found.name == code_list("movements").name(kind)


def test_again_is_told_from_the_whole_history():
    found = movement(O, P, {2015: P, 2018: P, 2022: N, 2025: O})
    assert (found.kind, found.again, found.since) == ("poor_again", True, 2018)


def test_a_near_poor_household_that_was_poor_before_is_again_poor_and_stays_in_its_column():
    found = movement(N, P, {2022: P, 2025: N})
    assert (found.kind, found.again, found.since, found.column(2)) == ("near_poor_to_poor", True, 2022, "5")


@pytest.mark.parametrize(
    ("before", "after", "cause", "kind", "report_2", "report_3"),
    [
        (P, None, "moved_away", "leaves_poor", "4", ""),
        (N, None, "died", "leaves_near_poor", "", "4"),
        (O, None, "merged", "leaves_not_poor", "", ""),
        (None, P, "moved_in", "joins_poor", "8", ""),
        (None, N, "split", "joins_near_poor", "", "8"),
        (None, O, "split", "joins_not_poor", "", ""),
        (None, P, "", "joins_poor", "8", ""),
    ],
)
def test_leaving_and_joining_for_another_cause(
    before: str | None, after: str | None, cause: str, kind: str, report_2: str, report_3: str
):
    found = movement(before, after, {}, cause)
    assert (found.kind, found.column(2), found.column(3)) == (kind, report_2, report_3)
    assert found.cause == (cause or "unrecorded")


@pytest.mark.parametrize(
    ("before", "after", "cause", "said"),
    [
        (None, P, "died", "Lý do “Hộ đơn thân qua đời” không dùng được ở đây. Hộ này tăng thêm."),
        (P, None, "moved_in", "Hộ này giảm đi."),
        (P, None, "aliens", "“aliens”"),
        (None, None, "", "Không có biến động"),
        ("rich", P, "", "“rich”"),
    ],
)
def test_what_cannot_be(before: str | None, after: str | None, cause: str, said: str):
    with pytest.raises(InputFault) as fault:
        movement(before, after, {}, cause)
    assert said in str(fault.value)


def test_every_movement_of_the_code_list_is_reached():
    classes = (P, N, O, None)
    histories = ({}, {2020: P, 2021: N})
    found = {
        movement(before, after, history).kind
        for before in classes
        for after in classes
        if before or after
        for history in histories
    }
    assert found == {entry.code for entry in code_list("movements").entries}


@given(st.lists(st.tuples(CLASSES, CLASSES), max_size=60))
def test_reports_balance(moves: list[tuple[str, str]]):
    """`end = 1-2-3-4+5+6+7+8`, for the poor in report 2 and the near-poor in report 3."""
    for report, klass in ((2, P), (3, N)):
        columns = [movement(before, after, {2020: klass}).column(report) for before, after in moves]
        start = sum(before == klass for before, _ in moves)
        falls = sum(column in ("2", "3", "4") for column in columns)
        rises = sum(column in ("5", "6", "7", "8") for column in columns)
        assert start - falls + rises == sum(after == klass for _, after in moves)


class TestRecentlyEscaped:
    """36 months from the recognition of the escape."""

    HISTORY = (
        Recognition(date(2022, 12, 14), P),
        Recognition(date(2023, 12, 12), N),
        Recognition(date(2024, 12, 12), O),
    )

    @pytest.mark.parametrize(
        ("day", "recent"),
        [
            (date(2023, 12, 11), False), (date(2023, 12, 12), True), (date(2026, 12, 11), True),
            (date(2026, 12, 12), False),
        ],
    )  # fmt: skip
    def test_counts_from_the_first_class_above_poor(self, day: date, recent: bool):
        assert recently_escaped(self.HISTORY, day, OLD) is recent

    def test_does_not_depend_on_the_order_told(self):
        assert escaped_on(reversed(self.HISTORY), date(2025, 1, 1)) == date(2023, 12, 12)

    def test_ends_when_poor_again(self):
        again = (*self.HISTORY, Recognition(date(2025, 12, 12), P))
        assert recently_escaped(again, date(2025, 12, 11), OLD)
        assert not recently_escaped(again, date(2025, 12, 12), OLD)

    def test_needs_to_have_been_poor(self):
        assert (
            escaped_on(
                (Recognition(date(2023, 12, 12), N), Recognition(date(2024, 12, 12), O)), date(2026, 1, 1)
            )
            is None
        )

    def test_ends_with_the_month_where_the_day_is_missing(self):
        short = OLD.with_changes({"escape.months": 30})
        history = (Recognition(date(2021, 1, 1), P), Recognition(date(2023, 8, 31), O))
        assert recently_escaped(history, date(2026, 2, 27), short)
        assert not recently_escaped(history, date(2026, 2, 28), short)
