"""Who might benefit, from the register: in order, with reasons; who is in already; who may not and why."""

from datetime import date

from app.services.support import enrolments, facts, traits
from app.services.support.candidates import candidates
from app.services.support.standing import Standing
from tests.services.conftest import OFFICER
from tests.services.support.supporting import REGULAR, TODAY

DAY = date(2025, 3, 1)


def names(rows):
    return [one.name for one in rows]


def found(xa, activity, **more):
    return candidates(xa.store, activity, DAY, **more)


def test_in_the_order_of_priority_with_ties_and_the_line(xa):
    activity = xa.activity(planned_households=2)
    xa.home("Lê Văn An", "near_poor", ethnic="01")
    xa.home("Lê Văn Bình", "near_poor", ethnic="01", causes=("capital",))
    xa.home("Giàng A Páo", "poor", ethnic="05")
    told = found(xa, activity)
    assert names(told.rows) == ["Giàng A Páo", "Lê Văn Bình", "Lê Văn An"]
    assert [(one.rank, one.standing) for one in told.rows] == [(1, "in"), (2, "tied"), (2, "tied")]
    assert told.rows[0].because and told.tied_at_limit
    assert told.rows[1].needs == ("Thiếu vốn",)
    assert (told.places, told.free) == (2, 2)


def test_who_is_in_already_takes_a_place_and_is_proposed_no_more(xa):
    activity = xa.activity(planned_households=2)
    one, two, three = xa.home("Giàng A Páo"), xa.home("Lò Văn Ún"), xa.home("Hờ A Pó")
    xa.enrolled(activity, one)
    (key,) = xa.register(activity, two).new
    told = found(xa, activity)
    assert names(told.rows) == ["Hờ A Pó"]
    assert {(one.name, one.state) for one in told.enrolled} == {
        ("Giàng A Páo", "approved"),
        ("Lò Văn Ún", "registered"),
    }
    assert told.free == 1
    enrolments.withdraw(xa.store, key, "05/03/2025", "Đi xa", TODAY, OFFICER)
    assert set(names(found(xa, activity).rows)) == {"Hờ A Pó", "Lò Văn Ún"}
    assert three in {one.household for one in found(xa, activity).rows}


def test_who_may_not_is_told_on_demand_with_the_rule(xa):
    activity = xa.activity("TET", "Quà Tết", REGULAR)
    xa.home("Giàng A Páo")
    xa.home("Hờ A Pó", "not_poor")
    assert found(xa, activity).ineligible == ()
    (stopped,) = found(xa, activity, everyone=True).ineligible
    assert (stopped.name, stopped.klass) == ("Hờ A Pó", "not_poor")
    assert stopped.why.startswith("Không đủ điều kiện")


def test_what_has_to_be_filled_in_is_told_of_those_on_a_list(xa):
    traits.set_trait(xa.store, xa.store.place, "poor_district", True, OFFICER)
    activity = xa.activity("DA5", "Xóa nhà tạm")
    xa.home("Giàng A Páo", answers={"policies": ["tet"]})
    xa.home("Lò Văn Ún")
    told = found(xa, activity)
    assert names(told.rows) == ["Giàng A Páo"]
    assert names(told.unknown) == ["Lò Văn Ún"]
    assert "đã hay chưa từng được hỗ trợ" in told.unknown[0].why


def test_of_those_on_no_list_only_the_number_is_told(xa):
    activity = xa.activity()
    xa.home("Hờ A Pó", "not_poor")
    told = found(xa, activity)
    assert (told.rows, told.unknown, told.others) == ((), (), 1)


def test_another_record_is_shown_beside_the_candidate(xa):
    home = xa.home("Giàng A Páo")
    xa.enrolled(xa.activity(), home)
    (told,) = found(xa, xa.activity("DA3.1", "Giống ngô")).rows
    assert [clash.record.code for clash in told.clashes] == ["DA2"]


def test_persons_are_proposed_for_what_is_given_to_persons(xa):
    xa.home(
        "Giàng A Páo", others=[("Giàng A Bé", "male", "2015-06-01"), ("Giàng A Lớn", "male", "2007-06-01")]
    )
    activity = xa.activity("DA3.2", "Bữa ăn học đường", part="school_meals")
    told = found(xa, activity, everyone=True)
    assert names(told.rows) == ["Giàng A Bé"]
    assert set(names(told.ineligible)) == {"Giàng A Páo", "Giàng A Lớn"}
    assert told.rows[0].head == "Giàng A Páo"


def test_only_where_the_activity_takes_place(xa, villages):
    xa.home("Giàng A Páo", village=0)
    xa.home("Lò Văn Ún", village=1)
    assert names(found(xa, xa.activity(places=(villages[1],))).rows) == ["Lò Văn Ún"]


def test_what_is_given_to_places_has_no_candidates(xa):
    xa.home("Giàng A Páo")
    assert found(xa, xa.activity("DA1", "Đường bản")).rows == ()


def test_a_newly_escaped_household_stays_a_candidate_for_its_months(xa):
    home = xa.home("Giàng A Páo", "poor", year=2022)
    xa.listed(home, "not_poor", 2023)
    activity = xa.activity()
    assert names(candidates(xa.store, activity, date(2025, 3, 1)).rows) == ["Giàng A Páo"]
    assert names(candidates(xa.store, activity, date(2027, 3, 1)).rows) == []


# Facts --------------------------------------------------------------------------------------------------


def facts_of(xa, home, **more):
    known = facts.register(xa.store, DAY, xa.store.place, **more)
    return known.households[home]


def test_facts_come_from_register_list_survey_and_ledger(xa, villages):
    home = xa.home(
        "Lò Thị Ún", "near_poor", sex="female", ethnic="03", groups=("merit",), formed="2010-05",
        answers={"policies": ["tet", "housing"]}, income_per_person=1_000_000.0,
    )  # fmt: skip
    traits.set_trait(xa.store, xa.store.place, "hard_commune", True, OFFICER)
    traits.set_trait(xa.store, villages[0], "hard_commune", False, OFFICER)
    told = facts_of(xa, home)
    assert (told.klass, told.village, told.formed, told.income) == (
        "near_poor",
        villages[0],
        "2010-05",
        1_000_000,
    )
    assert told.groups == {
        "minority": True,
        "local_minority": False,
        "no_labour": False,
        "merit": True,
        "woman_head": True,
    }
    assert told.traits == {"hard_commune": False}
    assert (told.had["housing"], told.had["credit"]) == (True, False)
    assert told.low_income is False


def test_what_nobody_said_stays_unknown(xa):
    told = facts_of(xa, xa.home("Giàng A Páo", "", sex="male"))
    assert (told.klass, told.escaped, told.low_income, told.disabled, dict(told.had)) == (
        None,
        None,
        None,
        None,
        {},
    )
    assert "merit" not in told.groups


def test_what_is_on_record_stands_against_what_was_told(xa):
    home = xa.home("Giàng A Páo")
    xa.enrolled(xa.activity(), home)
    known = facts.register(xa.store, DAY, xa.store.place)
    told = facts.with_told(
        known.applicant(home), {"had_production": False, "had_credit": False, "low_income": True}
    )
    assert (told.household.had["production"], told.household.had["credit"]) == (True, False)
    assert told.household.low_income is True


def test_disability_is_known_by_the_allowance_that_every_member_told(xa):
    home = xa.home("Giàng A Páo", others=[("Giàng A Bé", "male", "2000-06-01")])
    case = xa.listed(home, "poor", 2023)
    people = [xa.person(home, name) for name in ("Giàng A Páo", "Giàng A Bé")]

    def say(person, **answers):
        with xa.store.write("Hỏi", OFFICER) as act:
            act.insert("case_member", [{"review_case": case, "person": person, "answers": answers}])

    case = xa.listed(home, "poor", 2024)
    say(people[0], allowance="none", work="working")
    assert facts_of(xa, home).disabled is None
    say(people[1], allowance="none", work="working")
    assert facts_of(xa, home).disabled is False
    say(people[1], allowance="disabled", work="unable")
    assert facts_of(xa, home).disabled is True
    known = facts.register(xa.store, DAY, xa.store.place)
    assert known.persons[people[1]].disabled is True
    assert isinstance(known.standing[home], Standing)


def test_low_income_is_of_those_on_no_list_below_the_line(xa):
    poor = xa.home("Giàng A Páo", income_per_person=1_000_000.0)
    low = xa.home("Lò Văn Ún", "not_poor", income_per_person=2_000_000.0)
    high = xa.home("Hờ A Pó", "not_poor", income_per_person=9_000_000.0)
    known = facts.register(xa.store, DAY, xa.store.place).households
    assert [known[home].low_income for home in (poor, low, high)] == [False, True, False]


def test_a_trait_is_said_taken_back_and_known_by_its_code(xa, villages):
    import pytest

    from app.services.typed import FieldFault

    traits.set_trait(xa.store, villages[0], "poor_district", True, OFFICER)
    traits.set_trait(xa.store, villages[0], "poor_district", None, OFFICER)
    with xa.store.session() as session:
        assert traits.traits(session)[villages[0]] == {}
    with pytest.raises(FieldFault, match="Không có đặc điểm địa bàn"):
        traits.set_trait(xa.store, villages[0], "đẹp", True, OFFICER)
