"""Children weighed, outcomes after months, the ledger read, plans of households and villages."""

from datetime import date

import pytest

from app.errors import InputFault
from app.services import households, members
from app.services.support import (
    enrolments,
    household_plans,
    ledger,
    measurements,
    outcomes,
    village_plans,
)
from app.services.typed import FieldFault
from app.store import history
from tests.services.conftest import OFFICER, people, rows
from tests.services.support.supporting import REGULAR, TODAY

# Measurements -------------------------------------------------------------------------------------------


@pytest.fixture
def child(xa):
    """A boy of three in a weighing activity."""
    home = xa.home(
        "Giàng A Páo", others=[("Giàng A Bé", "male", "2022-03-01"), ("Giàng Thị Xé", "female", "2021")]
    )
    activity = xa.activity("DA3.2", "Cân đo trẻ dưới 5 tuổi", part="weighing")
    boy, girl = ((home, xa.person(home, name)) for name in ("Giàng A Bé", "Giàng Thị Xé"))
    return xa.register(activity, boy, girl).new


def measure(xa, key, on="01/03/2025", weight="10,5", height="85", today=TODAY):
    return measurements.measure(xa.store, key, on, weight, height, today, OFFICER)


def test_a_child_is_judged_by_the_growth_standards(xa, child):
    found = measure(xa, child[0])
    assert (found.underweight, found.stunted, found.age_months) == (True, True, 36)
    measure(xa, child[0], on="01/09/2025", weight=14.5, height=98)
    with xa.store.session() as session:
        first, second = measurements.of_enrolment(session, child[0])
    assert (first.measurement.weight, first.growth.stunted) == (10.5, True)
    assert second.growth.underweight is False


def test_the_same_day_once_more_corrects_it(xa, child):
    measure(xa, child[0])
    measure(xa, child[0], weight="12,5")
    (kept,) = rows(xa.store, "measurement")
    assert kept["weight"] == 12.5


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"weight": "", "height": None}, "Chưa ghi cân nặng hay chiều cao"),
        ({"weight": "-3"}, "không âm"),
        ({"on": "30/02/2025"}, "ngày có thật"),
        ({"on": "01/01/2022"}, "trước ngày sinh"),
        ({"on": "21/11/2025"}, "chưa đến"),
    ],
)
def test_what_cannot_be_measured_is_told(xa, child, told, says):
    with pytest.raises(FieldFault, match=says):
        measure(xa, child[0], **told)


def test_without_the_exact_birth_date_nothing_is_judged(xa, child):
    with pytest.raises(InputFault, match="thiếu giới tính hoặc ngày sinh đủ"):
        measure(xa, child[1])


def test_a_household_is_not_weighed(xa):
    (key,) = xa.register(xa.activity(), xa.home("Lò Văn Ún")).new
    with pytest.raises(InputFault, match="chỉ ghi cho từng trẻ"):
        measure(xa, key)


# Outcomes -----------------------------------------------------------------------------------------------


def due(xa, today, ahead=0):
    with xa.store.session() as session:
        return outcomes.due(session, xa.store.place, today, ahead)


def test_outcomes_are_due_after_six_and_twelve_months(xa):
    activity = xa.activity()
    (key,) = xa.enrolled(activity, xa.home("Giàng A Páo"))
    assert due(xa, date(2027, 1, 1)) == []
    xa.deliver(activity, key, on="01/04/2025")
    assert due(xa, date(2025, 9, 30)) == []
    (soon,) = due(xa, date(2025, 9, 20), ahead=14)
    assert (soon.months, soon.due, soon.left, soon.name) == (6, date(2025, 10, 1), 11, "Giàng A Páo")
    assert [one.months for one in due(xa, date(2026, 4, 1))] == [6, 12]


def record(xa, key, months=6, on="01/10/2025", **findings):
    return outcomes.record(xa.store, key, months, on, findings, TODAY, OFFICER)


def test_a_recorded_outcome_is_not_due_any_more(xa):
    activity = xa.activity()
    (key,) = xa.enrolled(activity, xa.home("Giàng A Páo"))
    with pytest.raises(InputFault, match="đang ở bước “đã duyệt”"):
        record(xa, key, goes_on="có")
    xa.deliver(activity, key, on="01/04/2025")
    with pytest.raises(FieldFault, match="không ghi sau 7 tháng"):
        record(xa, key, months=7, goes_on="có")
    with pytest.raises(FieldFault, match="Còn duy trì mô hình"):
        record(xa, key, income="2 triệu")
    with pytest.raises(FieldFault, match="trước ngày nhận"):
        record(xa, key, on="31/03/2025", goes_on="có")
    record(xa, key, goes_on="có", income="2 triệu", alive="4")
    with xa.store.session() as session:
        (kept,) = outcomes.of_enrolment(session, key)
    assert kept.findings == {"goes_on": True, "income": 2_000_000, "alive": 4}
    assert due(xa, date(2025, 11, 1)) == []


# The ledger ---------------------------------------------------------------------------------------------


def supports(xa, home):
    with xa.store.session() as session:
        return [(one.title, one.value, one.relation) for one in ledger.support_of_household(session, home)]


def test_support_stays_with_its_household_and_is_seen_from_both(xa):
    home = xa.home("Giàng A Páo", others=[("Giàng A Súa", "male", "1995-01-01")])
    activity = xa.activity()
    xa.deliver(activity, *xa.enrolled(activity, home))
    son = people(xa.store, home)["Giàng A Súa"]
    new = households.split(xa.store, home, [son], son, "2025-06-01", OFFICER)
    assert supports(xa, home) == [("Mô hình nuôi lợn đen", 3_000_000, "own")]
    assert supports(xa, new) == [("Mô hình nuôi lợn đen", 3_000_000, "origin")]
    again = xa.activity("TET", "Quà Tết", REGULAR)
    xa.register(again, new, on="02/06/2025")
    assert ("Quà Tết", 0, "split") in supports(xa, home)


def test_a_person_takes_the_history_along(xa):
    one, two = xa.home("Giàng A Páo", others=[("Giàng Thị Mỷ", "female", "2000-01-01")]), xa.home("Lò Văn Ún")
    girl = xa.person(one, "Giàng Thị Mỷ")
    xa.enrolled(xa.activity("DA4.1", "Lớp may"), (one, girl))
    members.transfer(xa.store, girl, two, "spouse", "2025-04-01", "married", OFFICER)
    assert supports(xa, one) == [("Lớp may", 0, "own")]
    assert supports(xa, two) == [("Lớp may", 0, "member")]
    with xa.store.session() as session:
        (told,) = ledger.support_of_person(session, girl)
    assert (told.title, told.name, told.kind, told.household) == ("Lớp may", "Giàng Thị Mỷ", "training", one)


def test_sums_are_by_sub_project_village_and_year(xa, villages):
    activity = xa.activity()
    first, second = xa.home("Giàng A Páo"), xa.home("Lò Văn Ún", village=1)
    keys = xa.enrolled(activity, first, second)
    xa.deliver(activity, *keys)
    xa.deliver(activity, keys[0], on="02/04/2025")
    households.move(xa.store, first, villages[1], "2025-05-01", OFFICER)
    found = {(one.code, one.place): one for one in ledger.sums(xa.store, xa.store.place)}
    one = found["DA2", villages[0]]
    assert (one.year, one.households, one.persons, one.enrolments, one.value) == (2025, 1, 0, 1, 6_000_000)
    assert found["DA2", villages[1]].value == 3_000_000
    assert ledger.sums(xa.store, xa.store.place, [2024]) == []
    assert [one.place for one in ledger.sums(xa.store, villages[1])] == [villages[1]]


def test_who_got_nothing_and_who_got_twice(xa):
    one, two, three = xa.home("Giàng A Páo"), xa.home("Lò Văn Ún"), xa.home("Hờ A Pó", "not_poor")
    first = xa.enrolled(xa.activity(), one)
    assert ledger.nothing(xa.store, xa.store.place, 2025, "2025-11-20") == [two]
    assert three not in ledger.nothing(xa.store, xa.store.place, 2024, "2025-11-20")
    second = xa.activity("DA3.1", "Giống ngô")
    (key,) = xa.register(second, one, on="02/05/2025").new
    assert ledger.twice(xa.store, 2025) == []
    enrolments.except_double(xa.store, key, "Mất trắng do lũ", OFFICER)
    xa.approve(second, "03/05/2025")
    (told,) = ledger.twice(xa.store, 2025)
    assert (told.household, told.kind, {told.first, told.second}) == (one, "production", {first[0], key})
    assert ledger.kinds_given(xa.store, [2025]) == {one: {"production"}}


def test_what_touched_its_support_is_in_the_history_of_a_household(xa):
    home, activity = xa.home("Giàng A Páo"), xa.activity()
    xa.deliver(activity, *xa.enrolled(activity, home))
    titles = [entry.title for entry in history.of_household(xa.store, home)]
    assert titles[0].startswith("Cấp phát Lợn giống")
    assert any(title.startswith("Duyệt 1 đối tượng") for title in titles)


# Plans --------------------------------------------------------------------------------------------------

DAY = date(2025, 11, 20)


def page(xa, home, year=2025):
    return household_plans.page(xa.store, home, year, DAY)


def test_causes_and_indicators_and_what_answers_them(xa):
    home = xa.home(
        "Giàng A Páo", causes=("capital", "illness"), deprived=("water", "employment"), wants=("water",)
    )
    before = page(xa, home)
    assert {line.code for line in before.plan.unanswered} >= {"capital", "water"}
    assert (before.wanted, before.granted, before.standing.klass) == (("water",), (), "poor")
    xa.enrolled(xa.activity(), home)
    after = page(xa, home)
    assert {line.code for line in after.plan.answered} == {"capital", "employment"}
    assert [one.title for line in after.plan.answered for one in line.by] == ["Mô hình nuôi lợn đen"] * 2
    assert "water" in {line.code for line in after.plan.unanswered}
    assert page(xa, home, 2024).plan.answered == ()


def test_the_plan_that_was_typed_goes_before_the_survey(xa):
    home = xa.home("Giàng A Páo", wants=("water",))
    household_plans.keep(xa.store, home, 2025, OFFICER, wants=["housing", "credit"], helper="Hội Phụ nữ xã",
                         helper_kind="association")  # fmt: skip
    household_plans.keep(xa.store, home, 2025, OFFICER, note="Đã họp")
    told = page(xa, home)
    assert (set(told.wanted), told.helper, told.note) == ({"housing", "credit"}, "Hội Phụ nữ xã", "Đã họp")
    household_plans.keep(xa.store, home, 2025, OFFICER, wants=["credit"])
    assert page(xa, home).wanted == ("credit",)
    xa.enrolled(xa.activity("TD", "Vay vốn", REGULAR), home)
    assert page(xa, home).granted == ("credit",)


@pytest.mark.parametrize(
    ("told", "says"),
    [({"wants": ["xe máy"]}, "Không có nguyện vọng"), ({"helper_kind": "bạn"}, "không thể là")],
)
def test_codes_that_are_not_there_are_told(xa, told, says):
    with pytest.raises(FieldFault, match=says):
        household_plans.keep(xa.store, xa.home("Giàng A Páo"), 2025, OFFICER, **told)


def test_only_who_is_on_a_list_registers_to_escape(xa):
    home, other = xa.home("Giàng A Páo"), xa.home("Hờ A Pó", "not_poor")
    household_plans.register_escape(xa.store, home, 2025, "15/01/2025", TODAY, OFFICER)
    assert page(xa, home).escape_registered == "2025-01-15"
    household_plans.register_escape(xa.store, home, 2025, "", TODAY, OFFICER)
    assert page(xa, home).escape_registered == ""
    with pytest.raises(FieldFault, match="không phải hộ nghèo"):
        household_plans.register_escape(xa.store, other, 2025, "15/01/2025", TODAY, OFFICER)


def test_villages_at_a_glance(xa, villages):
    one = xa.home("Giàng A Páo", causes=("capital",))
    xa.home("Lò Văn Ún", causes=("capital",), deprived=("water",))
    xa.home("Hờ A Pó", "not_poor", village=1)
    xa.home("Lý A Sử", "near_poor", village=1)
    xa.enrolled(xa.activity(), one)
    household_plans.keep(xa.store, one, 2025, OFFICER, helper="Đoàn xã")
    household_plans.register_escape(xa.store, one, 2025, "15/01/2025", TODAY, OFFICER)
    first, second = village_plans.villages(xa.store, xa.store.place, 2025, DAY)
    assert (first.name, first.households, first.answered, first.nothing) == ("Bản Hua Khắt", 2, 1, 1)
    assert (first.planned, first.escaping, first.helped) == (1, 1, 1)
    assert first.unanswered == {("cause", "capital"): 1, ("deprived", "water"): 1}
    assert (second.households, second.answered, second.unanswered) == (1, 0, {})
    assert len(second.behind["unknown"]) == 1  # nobody surveyed it: that is no answer
