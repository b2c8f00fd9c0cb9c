"""Who goes first: the order of the plan, ties as ties, and what could still raise somebody."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.rules.eligibility.facts import Applicant, HouseholdFacts, PersonFacts
from app.rules.priority import ranking
from app.rules.programme import sub_project

DAY = date(2024, 5, 1)
LIVELIHOOD = sub_project("giam-ngheo-2021-2025", "DA2")


def household(klass: str = "poor", **groups: bool) -> Applicant:
    told = {"minority": False, "merit": False, "woman_head": False} | groups
    return Applicant(HouseholdFacts(klass, groups=told))


MINORITY, MERIT = household(minority=True), household(merit=True)
WOMAN, NEITHER = household(woman_head=True), household()
RICH_MINORITY = household("near_poor", minority=True)


def ranks(applicants: dict[str, Applicant], places: int | None = None) -> list[tuple[str, int, str]]:
    rows = ranking(LIVELIHOOD, applicants.items(), DAY, places).rows
    return [(row.key, row.rank, row.standing) for row in rows]


def test_poor_minority_then_merit_then_women_of_poor_households():
    applicants = {
        "near": RICH_MINORITY, "none": NEITHER, "woman": WOMAN, "merit": MERIT, "minority": MINORITY,
    }  # fmt: skip
    assert ranks(applicants) == [
        ("minority", 1, "in"), ("merit", 2, "in"), ("woman", 3, "in"), ("near", 4, "in"), ("none", 4, "in"),
    ]  # fmt: skip


def test_a_tie_shares_its_rank_and_the_next_one_counts_on():
    applicants = {"a": MINORITY, "b": MERIT, "c": MINORITY, "d": WOMAN}
    assert [(key, rank) for key, rank, _standing in ranks(applicants)] == [
        ("a", 1),
        ("c", 1),
        ("b", 3),
        ("d", 4),
    ]


def test_a_tie_across_the_last_place_is_left_to_people():
    applicants = {"a": MINORITY, "b": MERIT, "c": MERIT, "d": WOMAN}
    found = ranking(LIVELIHOOD, applicants.items(), DAY, 2)
    assert [(row.key, row.standing) for row in found.rows] == [
        ("a", "in"), ("b", "tied"), ("c", "tied"), ("d", "waiting"),
    ]  # fmt: skip
    assert found.tied_at_limit
    assert not ranking(LIVELIHOOD, applicants.items(), DAY, 3).tied_at_limit


def test_every_reason_is_said_the_deciding_one_first():
    both = household(minority=True, woman_head=True)
    (row,) = ranking(LIVELIHOOD, [("both", both)], DAY).rows
    assert row.because == ("Hộ nghèo dân tộc thiểu số.", "Phụ nữ thuộc hộ nghèo.")


def test_an_unknown_group_does_not_rank_but_says_what_it_could():
    unknown = Applicant(HouseholdFacts("poor", groups={"merit": True}))
    (row,) = ranking(LIVELIHOOD, [("x", unknown)], DAY).rows
    assert (row.because, row.could_rise) == (
        ("Hộ nghèo có thành viên là người có công với cách mạng.",),
        ("Hộ nghèo dân tộc thiểu số.",),
    )


def test_a_woman_who_applies_herself_counts_whoever_heads_her_household():
    woman = Applicant(HouseholdFacts("poor", groups={"woman_head": False}), PersonFacts(sex="female"))
    (row,) = ranking(LIVELIHOOD, [("x", woman)], DAY).rows
    assert row.because == ("Phụ nữ thuộc hộ nghèo.",)


def test_criteria_of_the_same_rank_are_equal():
    house = sub_project("chinh-sach-thuong-xuyen", "NHA")
    old = Applicant(HouseholdFacts("poor", groups={"no_labour": True, "merit": False}))
    rows = ranking(house, [("merit", MERIT), ("old", old), ("none", NEITHER)], DAY).rows
    assert [row.rank for row in rows] == [1, 1, 3]


def test_without_an_order_all_are_equal():
    house = sub_project("giam-ngheo-2021-2025", "DA5")
    rows = ranking(house, [("a", MINORITY), ("b", NEITHER)], DAY, 1).rows
    assert [(row.key, row.rank, row.standing) for row in rows] == [("a", 1, "tied"), ("b", 1, "tied")]
    assert ranking(house, [], DAY, 1).rows == ()


@given(st.lists(st.sampled_from((MINORITY, MERIT, WOMAN, NEITHER, RICH_MINORITY))), st.integers(0, 12))
def test_no_more_stand_in_the_places_than_there_are(applicants, places):
    rows = ranking(LIVELIHOOD, enumerate(applicants), DAY, places).rows
    inside = sum(row.standing == "in" for row in rows)
    tied = sum(row.standing == "tied" for row in rows)
    assert inside <= places
    assert sorted(row.key for row in rows) == list(range(len(applicants)))
    assert not tied or inside < places < inside + tied
    assert tied or inside == min(places, len(applicants))
