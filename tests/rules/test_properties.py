"""What holds for every household, found by trying many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app.dates import PartialDate
from app.rules.book import book, books
from app.rules.classify import classify
from app.rules.codes import code_list
from app.rules.derive import indicators
from app.rules.facts import Facts, Member
from app.rules.survey import Question

OLD = book("vn-2021")
KEYS = [indicator.key for indicator in OLD.indicators]
RANK = {"not_poor": 0, "near_poor": 1, "poor": 2}


def answer(question: Question) -> st.SearchStrategy[object]:
    """Any answer that the form allows, or none."""
    codes = st.sampled_from([entry.code for entry in question.list.entries]) if question.codes else st.none()
    kinds: dict[str, st.SearchStrategy[object]] = {
        "yesno": st.booleans(),
        "number": st.integers(0, 300),
        "choice": codes,
        "many": st.lists(codes, max_size=3),
        "amounts": st.dictionaries(codes, st.integers(0, 9), max_size=3),
    }
    return st.none() | kinds.get(question.kind, st.none())


def answers(subject: str) -> st.SearchStrategy[dict[str, object]]:
    asked = [
        question
        for question in OLD.survey.questions
        if question.subject == subject and question.fact.endswith(f"answers.{question.key}")
    ]
    fixed = st.fixed_dictionaries({question.key: answer(question) for question in asked})
    return fixed.map(lambda given: {key: value for key, value in given.items() if value is not None})


births = st.none() | st.builds(PartialDate, st.integers(1930, 2026), st.integers(0, 12), st.just(0))
members = st.builds(
    Member, st.uuids().map(str), st.just("Người nào đó"), st.sampled_from([None, "male", "female"]), births,
    st.sampled_from([entry.code for entry in code_list("relation").entries]), answers("member"),
)  # fmt: skip
facts = st.builds(
    Facts,
    on=st.dates(date(2026, 9, 1), date(2026, 12, 14)),
    area=st.sampled_from(["rural", "urban"]),
    size=st.integers(0, 8),
    members=st.lists(members, max_size=5).map(tuple),
    roster_complete=st.booleans(),
    answers=answers("household"),
    ticks=st.dictionaries(st.sampled_from(KEYS), st.booleans()),
    tick_source=st.sampled_from(["paper", "imported"]),
    b1_total=st.none() | st.integers(0, 300),
    income_per_person=st.none() | st.integers(0, 4_000_000),
)
ticked = st.fixed_dictionaries({key: st.booleans() for key in KEYS})
sides = st.builds(
    Facts,
    on=st.just(date(2026, 11, 20)),
    area=st.sampled_from(["rural", "urban"]),
    ticks=ticked,
    b1_total=st.none() | st.sampled_from([139, 140, 141, 174, 175, 176]),
    income_per_person=st.sampled_from([1_499_999, 1_500_000, 1_500_001, 2_000_000, 2_000_001]),
)


@settings(max_examples=60, deadline=None)
@given(facts)
def test_finding_twice_is_equal(household: Facts):
    for one in books():
        first, second = classify(household, one), classify(household, one)
        assert first == second
        assert (first.because, first.warnings) == (second.because, second.warnings)


@settings(max_examples=60, deadline=None)
@given(facts, st.randoms())
def test_the_order_of_members_does_not_matter(household: Facts, chance):
    shuffled = list(household.members)
    chance.shuffle(shuffled)
    here, there = classify(household, OLD), classify(replace(household, members=tuple(shuffled)), OLD)
    assert [one.deprived for one in here.indicators] == [one.deprived for one in there.indicators]
    assert (here.klass, here.side, here.missing) == (there.klass, there.side, there.missing)


@given(sides, ticked)
def test_the_class_depends_on_line_and_count_alone(household: Facts, other: dict[str, bool]):
    here = classify(household, OLD)
    there = classify(replace(household, ticks=other), OLD)
    if (here.deprived >= 3) == (there.deprived >= 3):
        assert here.klass == there.klass
    expected = "not_poor" if not here.at_or_below else "poor" if here.deprived >= 3 else "near_poor"
    assert here.klass == expected


@given(sides, st.sampled_from(KEYS))
def test_one_deprivation_more_never_lowers_the_class(household: Facts, key: str):
    more = replace(household, ticks={**household.ticks, key: True})
    assert RANK[classify(more, OLD).klass] >= RANK[classify(household, OLD).klass]


@settings(max_examples=60, deadline=None)
@given(facts, st.dictionaries(st.sampled_from(KEYS), st.booleans()))
def test_an_open_class_is_open_for_a_reason_and_a_settled_one_stays(household: Facts, more: dict[str, bool]):
    """Whatever is learnt about unknown indicators, a class once settled does not change."""
    here = classify(household, OLD)
    assert bool(here.missing) is (here.klass is None)
    unknown = {one.key for one in here.indicators if one.deprived is None}
    learnt = {key: tick for key, tick in more.items() if key in unknown}
    there = classify(replace(household, ticks={**household.ticks, **learnt}), OLD)
    if here.klass is not None:
        assert there.klass == here.klass


@settings(max_examples=60, deadline=None)
@given(facts)
def test_ticks_decide_only_where_facts_do_not(household: Facts):
    bare = indicators(replace(household, ticks={}), OLD)
    for without, found in zip(bare, indicators(household, OLD), strict=True):
        if without.deprived is not None:
            tick = household.ticks.get(found.key)
            assert found.deprived is without.deprived
            assert found.source == "derived"
            assert found.disagrees is (tick is not None and tick is not found.deprived)
        elif found.key in household.ticks:
            assert (found.deprived, found.source) == (household.ticks[found.key], household.tick_source)
        else:
            assert (found.deprived, found.source) == (None, "unknown")


@settings(max_examples=60, deadline=None)
@given(facts)
def test_every_deprivation_derived_names_its_facts(household: Facts):
    for found in indicators(household, OLD):
        if found.source == "derived":
            assert bool(found.because) is found.deprived
            assert all(cause.text for cause in found.because)
