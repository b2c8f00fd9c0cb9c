"""A household's plan: what answers its causes and deprivations, and what nobody answers."""

from __future__ import annotations

import pytest

from app.rules.book import books
from app.rules.codes import code_list
from app.rules.household_plan import answers


def test_each_need_is_answered_by_what_fits_it_or_stays_open():
    plan = answers(
        ["capital", "land"], ["water", "housing_area"], [("credit", "vay 2024"), ("water", "bể nước")]
    )
    assert [(line.need, line.code, line.by) for line in plan.answered] == [
        ("cause", "capital", ("vay 2024",)), ("deprived", "water", ("bể nước",)),
    ]  # fmt: skip
    assert [(line.code, line.could) for line in plan.unanswered] == [
        ("land", ("land",)), ("housing_area", ("housing",)),
    ]  # fmt: skip


def test_one_support_may_answer_several_needs_and_one_need_have_several():
    plan = answers(["capital", "tools"], [], [("credit", 1), ("production", 2)])
    assert [line.by for line in plan.answered] == [(1, 2), (1, 2)]


def test_without_needs_or_support_there_is_nothing_to_answer():
    assert answers([], [], [("credit", 1)]) == answers([], [], [])
    assert answers(["other"], [], [("credit", 1)]).unanswered[0].could == ()


@pytest.mark.parametrize("indicator", sorted({one.key for book in books() for one in book.indicators}))
def test_every_indicator_has_a_kind_of_support_that_answers_it(indicator: str):
    (line,) = answers([], [indicator], []).unanswered
    assert line.could


def test_every_cause_but_other_has_a_kind_of_support():
    codes = [entry.code for entry in code_list("causes").entries]
    open_causes = [line.code for line in answers(codes, [], []).unanswered if not line.could]
    assert open_causes == ["other"]
