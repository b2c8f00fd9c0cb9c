"""Who may benefit: cases a lawyer can read, each rule counts, quick and explained agree."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.eligibility.birthdays import has_age, latest_birth
from app.rules.eligibility.facts import Applicant, HouseholdFacts, PersonFacts
from app.rules.eligibility.sieve import Sieve, quick
from app.rules.eligibility.terms import Rule, Terms, Way
from app.rules.eligibility.verdict import explained
from app.rules.programme import programmes, sub_project
from app.rules.raw import Mark
from tests.rules.applying import VERDICTS, Case, cases

CASES = tuple(cases())
DAY = date(2024, 5, 1)
SUB_PROJECTS = [one for programme in programmes() for one in programme.sub_projects]
TERMS = [one.terms_of(content) for one in SUB_PROJECTS for content in ("", *(c.key for c in one.contents))]


def titled(case: Case) -> str:
    return case.title


@pytest.mark.parametrize("case", CASES, ids=titled)
def test_the_verdict_and_what_is_missing(case: Case):
    verdict = explained(case.terms, case.applicant, case.day)
    assert verdict.ok is VERDICTS[case.expected["kết luận"]]
    assert quick(case.terms, case.day)(case.applicant) is verdict.ok
    assert {reason.rule for reason in verdict.missing} == set(case.expected.get("cần ghi", ()))
    assert all(reason.todo and reason.fact and reason.mark.source for reason in verdict.missing)


@pytest.mark.parametrize("case", [case for case in CASES if "vì" in case.expected], ids=titled)
def test_without_the_rule_the_verdict_changes(case: Case):
    rule = case.expected["vì"]
    verdict = explained(case.terms, case.applicant, case.day)
    assert rule in {reason.rule for reason in (*verdict.stops, *verdict.missing)}
    less = case.terms.without(rule)
    assert explained(less, case.applicant, case.day).ok is True
    assert quick(less, case.day)(case.applicant) is True


def test_every_rule_of_the_programme_of_2021_has_a_case():
    """And of the regular policies every rule but those that no source settles."""
    tested = {case.expected.get("vì") for case in CASES}
    rules = {rule for one in SUB_PROJECTS for rule in one.terms.rules}
    assert {rule.key for rule in rules if rule.condition != "unsettled"} <= tested


def applicants() -> list[Applicant]:
    """People of all kinds, few enough to ask all rules about each."""
    households = [
        HouseholdFacts(
            klass=klass, escaped=escaped, groups={}, traits=dict.fromkeys(("poor_district",), district)
            | {"minority_labour_export": exported}, formed=formed, had={"housing": housed},
            until=until, low_income=low, disabled=False, stable=False,
        )
        for klass, escaped, district, exported, formed, housed, until, low in product(
            ("poor", "near_poor", "not_poor", "average_farming"), (None, date(2023, 12, 1)), (True, False),
            (True, False), ("2001", "2023"), (True, False), ("", "2024-01-01"), (True, False),
        )
    ]  # fmt: skip
    persons = [
        None,
        *(
            PersonFacts(birth, "female", "", left, mother, False, False, False, roles, {"school": school})
            for birth, left, mother, roles, school in product(
                ("2022-01-01", "2016-01-01", "2009-06-01", "2007-01-01", "1990"), ("", "2023"), (True, False),
                (frozenset(), frozenset({"collaborator"})), ("none", "primary"),
            )
        ),
    ]  # fmt: skip
    return [Applicant(household, person) for household in households[::3] for person in persons]


POOL = applicants()


@pytest.mark.parametrize("one", SUB_PROJECTS, ids=lambda one: one.code)
def test_no_rule_of_the_catalogue_is_idle(one):
    """Taken out of the data, each rule changes the verdict on somebody, in the sub-project or a content."""
    variants = [one.terms_of(key) for key in ("", *(content.key for content in one.contents))]
    for rule in one.terms.rules:
        pairs = [(terms, terms.without(rule.key)) for terms in variants if rule in terms.rules]
        sieve = Sieve([terms for pair in pairs for terms in pair], DAY)
        told = {sieve.of(applicant) for applicant in POOL}
        assert any(row[2 * n] is not row[2 * n + 1] for row in told for n in range(len(pairs))), rule.key


maybe = st.sampled_from((True, False, None))
dates = st.sampled_from(
    ("", "1990", "2008", "2008-05", "2008-05-01", "2008-05-02", "2019", "2019-01", "2019-01-18", "2020-02-29")
)


def told(*codes: str) -> st.SearchStrategy[dict[str, bool]]:
    return st.dictionaries(st.sampled_from(codes), st.booleans())


households = st.builds(
    HouseholdFacts,
    klass=st.sampled_from(("poor", "near_poor", "not_poor", "average_farming", None)),
    escaped=st.sampled_from((None, date(2021, 4, 30), date(2021, 5, 2), date(2024, 6, 1))),
    groups=told("minority", "merit", "woman_head", "no_labour"),
    traits=told("poor_district", "minority_labour_export"),
    village=st.sampled_from((None, 1, 2)),
    since=dates, until=dates, formed=dates, had=told("housing"), low_income=maybe, disabled=maybe,
    stable=maybe, income=st.none(), answers=st.just({}),
)  # fmt: skip
persons = st.builds(
    PersonFacts,
    birth=dates, sex=st.sampled_from(("male", "female", None)), since=dates, until=dates, pregnant=maybe,
    nursing=maybe, disabled=maybe, stable=maybe,
    roles=st.sampled_from((None, frozenset(), frozenset({"village_head"}))),
    answers=st.sampled_from(({}, {"school": "none"}, {"school": "primary"})),
)  # fmt: skip


@given(households, st.none() | persons)
def test_quick_and_explained_agree(household, person):
    applicant = Applicant(household, person)
    terms = [one.within(frozenset({1})) for one in TERMS] + TERMS
    verdicts = [explained(one, applicant, DAY) for one in terms]
    assert list(Sieve(terms, DAY).of(applicant)) == [verdict.ok for verdict in verdicts]
    for verdict in verdicts:
        assert bool(verdict.stops) is (verdict.ok is False)
        assert bool(verdict.missing) is (verdict.ok is None)
        assert verdict.text


@given(households, persons)
def test_filling_in_a_missing_fact_never_turns_a_yes_or_no(household, person):
    """What is known decides: an open verdict may close, a closed one stays."""
    sieve = Sieve(TERMS, DAY)
    before = sieve.of(Applicant(household, person))
    filled = household._replace(
        klass=household.klass or "poor", village=household.village or 1,
        low_income=bool(household.low_income), traits={"poor_district": True, **household.traits},
    )  # fmt: skip
    after = sieve.of(Applicant(filled, person._replace(sex=person.sex or "female")))
    assert all(was is None or was is now for was, now in zip(before, after, strict=True))


@given(st.dates(date(1920, 1, 1), date(2024, 5, 1)), st.integers(0, 90))
def test_ages_of_partial_births_are_those_of_their_days(birth, years):
    latest, exact = latest_birth(DAY, years), birth.isoformat()
    age = DAY.year - birth.year - ((DAY.month, DAY.day) < (birth.month, birth.day))
    assert has_age(exact, latest) is (age >= years)
    for part in (exact[:7], exact[:4]):
        assert has_age(part, latest) in (None, age >= years)


def test_the_reasons_say_the_rule_the_fact_and_the_source():
    terms = sub_project("giam-ngheo-2021-2025", "DA5").terms
    household = HouseholdFacts(
        "poor", traits={"poor_district": True}, formed="2023-07", had={"housing": False}
    )
    (reason,) = explained(terms, Applicant(household), DAY).stops
    assert reason.text == (
        "Chưa đạt: Là hộ độc lập có thời gian tách hộ đến khi Chương trình có hiệu lực thi hành "
        "tối thiểu 03 năm. "
        "Thực tế: lập hộ: 07/2023; cần trước hoặc đúng ngày 18/01/2019. "
        "(Kế hoạch 81/KH-UBND Yên Bái, 2022, mục III.1.5.b)"
    )


def test_the_way_that_admits_is_named():
    terms = sub_project("giam-ngheo-2021-2025", "DA3.2").terms
    child = Applicant(HouseholdFacts("not_poor", date(2023, 12, 1)), PersonFacts("2020-02-02"))
    verdict = explained(terms, child, DAY)
    assert verdict.way == "Trẻ em dưới 16 tuổi thuộc hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo."
    fact = next(reason.fact for reason in verdict.reasons if reason.rule == "poor_near_recent")
    assert fact == "ngày 01/05/2024: hộ không nghèo; thoát nghèo từ 01/12/2023, đủ 36 tháng vào 01/12/2026"


def of_one_rule(condition: str, **given: object) -> Terms:
    rule = Rule("rule", condition, given, "Điều kiện.", Mark("Văn bản", "read"))
    return Terms(("household", "person"), (), (Way("way", "Nhóm.", (rule,)),))


@pytest.mark.parametrize(
    ("groups", "ok"),
    [
        ({"merit": True}, True),
        ({"merit": False, "minority": True}, True),
        ({"merit": False, "minority": False}, False),
        ({"merit": False}, None),
        ({}, None),
    ],
)
def test_of_several_groups_one_is_enough_and_all_must_be_known_to_refuse(groups, ok):
    terms = of_one_rule("group", any=("merit", "minority"))
    applicant = Applicant(HouseholdFacts(groups=groups))
    verdict = explained(terms, applicant, DAY)
    assert (verdict.ok, quick(terms, DAY)(applicant)) == (ok, ok)
    assert "dân tộc thiểu số: " in verdict.reasons[0].fact


def test_a_way_for_persons_is_closed_to_a_household():
    terms = of_one_rule("age", below=16)
    household = Applicant(HouseholdFacts("poor"))
    verdict = explained(terms, household, DAY)
    assert (verdict.ok, quick(terms, DAY)(household)) == (False, False)
    assert verdict.stops[0].fact == "chỉ xét cho từng người"


def test_who_comes_into_the_book_later_is_not_there_yet():
    terms = sub_project("giam-ngheo-2021-2025", "DA2").terms
    (reason, *_others) = explained(terms, Applicant(HouseholdFacts("poor", since="2024-06")), DAY).stops
    assert (reason.rule, reason.fact) == ("in_book", "có trong sổ từ 06/2024")


def test_without_any_condition_on_the_kind_of_people_what_is_required_is_enough():
    terms = sub_project("giam-ngheo-2021-2025", "DA6.2").terms
    assert explained(terms, Applicant(HouseholdFacts(), PersonFacts()), DAY).text == "Đủ điều kiện."
    verdict = explained(terms, Applicant(HouseholdFacts()), DAY)
    assert [reason.rule for reason in verdict.stops] == ["unit"]
