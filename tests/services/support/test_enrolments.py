"""From registration to the end: states, days, verdicts that stay, places, waiting list, double support."""

from datetime import date

import pytest

from app.errors import InputFault
from app.models.person import PersonFields
from app.models.support import WAITING
from app.services import households, members
from app.services.support import approving, authority, doubles, enrolment_lines, enrolments, traits
from app.services.support.examining import examine
from app.services.typed import FieldFault
from app.store.undo import undo
from tests.services.conftest import OFFICER, people, rows
from tests.services.support.supporting import OTHER, REGULAR, TODAY


def states(xa, activity):
    with xa.store.session() as session:
        return {line.name: line.enrolment.state for line in enrolment_lines.of_activity(session, activity)}


def examined(xa, activity, key, day=date(2025, 3, 10)):
    (found,) = examine(xa.store, xa.known(activity), day, [xa.enrolment(key)])
    return found


# Registration -------------------------------------------------------------------------------------------


def test_the_same_list_registered_twice_is_told_not_doubled(xa):
    activity, homes = xa.activity(), [xa.home("Giàng A Páo"), xa.home("Lò Văn Ún")]
    first = xa.register(activity, *homes)
    again = xa.register(activity, *homes, xa.home("Hờ A Pó"))
    assert (len(first.new), first.already) == (2, ())
    assert (len(again.new), set(again.already)) == (1, set(first.new))
    assert len(rows(xa.store, "enrolment")) == 3
    assert xa.enrolment(first.new[0]).place == xa.villages[0]


def test_who_is_not_in_the_book_on_the_day_cannot_be_registered(xa, villages):
    activity, home = xa.activity(), xa.home("Giàng A Páo")
    with pytest.raises(FieldFault, match="không có trong sổ của nơi này ngày 01/03/2025"):
        xa.register(activity, b"\x07" * 16)
    households.dissolve(xa.store, home, "2025-02-01", "moved_away", OFFICER)
    with pytest.raises(FieldFault, match="không có trong sổ của nơi này"):
        xa.register(activity, home)


def test_a_household_is_not_registered_where_persons_are(xa):
    home = xa.home("Giàng A Páo")
    with pytest.raises(FieldFault, match="hỗ trợ cho từng người"):
        xa.register(xa.activity("DA4.1", "Lớp may"), home)
    with pytest.raises(FieldFault, match="không cho từng người"):
        xa.register(xa.activity("DA5", "Nhà ở"), (home, xa.person(home, "Giàng A Páo")))


@pytest.mark.parametrize(("on", "says"), [("31/02/2025", "ngày có thật"), ("21/11/2025", "chưa đến")])
def test_the_day_of_registration_has_to_be_and_to_have_come(xa, on, says):
    with pytest.raises(FieldFault, match=says):
        xa.register(xa.activity(), xa.home("Giàng A Páo"), on=on)


# Eligible on the day ------------------------------------------------------------------------------------


def test_what_was_found_on_the_day_of_approval_stays(xa):
    activity, home = xa.activity(), xa.home("Giàng A Páo", "near_poor")
    (key,) = xa.enrolled(activity, home)
    xa.listed(home, "not_poor", 2025)
    one = xa.enrolment(key)
    assert (one.state, one.approved, one.approved_class) == ("approved", "2025-03-10", "near_poor")
    assert one.approved_by == "danh sách năm 2024 đã nhập"
    assert any("Hộ cận nghèo" in text or "cận nghèo" in text for text in one.grounds.values())


def test_who_is_on_no_list_is_stopped_with_the_rule(xa):
    activity, home = xa.activity("TET", "Quà Tết", REGULAR), xa.home("Hờ A Pó", "not_poor")
    (key,) = xa.register(activity, home).new
    with pytest.raises(InputFault, match=r"chưa ghi gì vào sổ.*Hờ A Pó: Không đủ điều kiện"):
        xa.approve(activity)
    (found,) = enrolments.check(xa.store, activity, "05/03/2025", TODAY, OFFICER)
    assert not found.ok
    assert xa.enrolment(key).state == "registered"


def test_a_child_of_17_in_nutrition_is_stopped_by_its_age(xa):
    activity = xa.activity("DA3.2", "Cân đo, bổ sung vi chất", part="school_meals")
    home = xa.home(
        "Giàng A Páo", others=[("Giàng A Lớn", "male", "2007-06-01"), ("Giàng A Bé", "male", "2015-06-01")]
    )
    grown, small = ((home, xa.person(home, name)) for name in ("Giàng A Lớn", "Giàng A Bé"))
    keys = xa.register(activity, grown, small).new
    too_old, child = (examined(xa, activity, key) for key in keys)
    assert child.ok
    assert [block for block in too_old.blocks if "17 tuổi" in block]
    with pytest.raises(InputFault, match="Giàng A Lớn"):
        xa.approve(activity)
    assert xa.approve(activity, only=[keys[1]]).approved == (keys[1],)


def test_a_house_for_a_household_split_off_last_year_is_stopped(xa):
    old = xa.home("Giàng A Páo", others=[("Giàng A Súa", "male", "1995-01-01")], formed="2001")
    new = households.split(xa.store, old, [people(xa.store, old)["Giàng A Súa"]],
                           people(xa.store, old)["Giàng A Súa"], "2024-02-01", OFFICER)  # fmt: skip
    xa.listed(new, "poor", 2024)
    traits.set_trait(xa.store, xa.store.place, "poor_district", True, OFFICER)
    activity = xa.activity("DA5", "Xóa nhà tạm")
    keys = xa.register(activity, old, new).new
    for key in keys:
        enrolments.fill(xa.store, key, OFFICER, told={"had_housing": False})
    first, second = (examined(xa, activity, key) for key in keys)
    assert first.ok, first.blocks
    assert "lập hộ: 01/02/2024" in second.blocks[0]


def test_a_house_waits_for_the_answer_whether_one_was_helped_before(xa):
    traits.set_trait(xa.store, xa.store.place, "poor_district", True, OFFICER)
    activity = xa.activity("DA5", "Xóa nhà tạm")
    (key,) = xa.register(activity, xa.home("Giàng A Páo")).new
    assert "Chưa kết luận được" in examined(xa, activity, key).blocks[0]
    enrolments.fill(xa.store, key, OFFICER, told={"had_housing": True})
    assert "Không đủ điều kiện" in examined(xa, activity, key).blocks[0]


def test_a_person_of_another_village_is_stopped_where_the_class_is_not_held(xa, villages):
    activity = xa.activity("DA4.1", "Lớp may", places=(villages[1],))
    home = xa.home("Giàng A Páo", village=0)
    (key,) = xa.register(activity, (home, xa.person(home, "Giàng A Páo"))).new
    assert "nơi thực hiện hoạt động" in examined(xa, activity, key).blocks[0]


def test_whoever_joined_the_household_later_was_no_member_on_the_day(xa):
    home, activity = xa.home("Giàng A Páo"), xa.activity("DA4.1", "Lớp may")
    bride = PersonFields(name="Giàng Thị Say", sex="female", birth="2001-01-01")
    members.join(xa.store, home, bride, "spouse", "2025-06-01", "married", OFFICER)
    (key,) = xa.register(activity, (home, xa.person(home, "Giàng Thị Say"))).new
    assert "có trong sổ từ 01/06/2025" in examined(xa, activity, key).blocks[0]
    assert examined(xa, activity, key, date(2025, 6, 2)).ok


def test_what_no_catalogue_tells_is_settled_by_a_paper(xa):
    activity = xa.activity("DP", "Hỗ trợ từ ngân sách xã", OTHER)
    (key,) = xa.register(activity, xa.home("Giàng A Páo")).new
    with pytest.raises(InputFault, match="Chưa kết luận được"):
        xa.approve(activity)
    approving.approve(
        xa.store, activity, "10/03/2025", TODAY, OFFICER, settled="Quyết định 15/QĐ-UBND ngày 08/03/2025"
    )
    one = xa.enrolment(key)
    assert (one.state, one.told) == ("approved", {"settled": "Quyết định 15/QĐ-UBND ngày 08/03/2025"})
    assert "15/QĐ-UBND" in one.grounds["settled"]


def test_what_an_officer_was_told_is_of_known_kinds(xa):
    (key,) = xa.register(xa.activity(), xa.home("Giàng A Páo")).new
    with pytest.raises(FieldFault, match="Không có điều “giàu”"):
        enrolments.fill(xa.store, key, OFFICER, told={"giàu": True})
    assert enrolments.fill(xa.store, key, OFFICER, note="Có đơn")
    assert not enrolments.fill(xa.store, key, OFFICER, note="Có đơn")


# Steps and their days -----------------------------------------------------------------------------------


def test_steps_come_in_order_and_their_days_never_run_backwards(xa):
    activity = xa.activity(since="01/02/2025")
    (key,) = xa.register(activity, xa.home("Giàng A Páo")).new
    enrolments.check(xa.store, activity, "05/03/2025", TODAY, OFFICER)
    assert xa.enrolment(key).checked == "2025-03-05"
    with pytest.raises(InputFault, match=r"ngày 04/03/2025 trước ngày đã ghi gần nhất \(05/03/2025\)"):
        xa.approve(activity, "04/03/2025")
    xa.approve(activity, "10/03/2025")
    with pytest.raises(InputFault, match="đang ở bước “đã duyệt”"):
        xa.approve(activity, "11/03/2025", [key])
    with pytest.raises(FieldFault, match="trước ngày đã ghi gần nhất"):
        enrolments.finish(xa.store, [key], "09/03/2025", TODAY, OFFICER)
    xa.deliver(activity, key)
    assert (xa.enrolment(key).state, xa.enrolment(key).began) == ("receiving", "2025-04-01")
    enrolments.finish(xa.store, [key], "30/06/2025", TODAY, OFFICER)
    with pytest.raises(InputFault, match="hoàn thành"):
        enrolments.withdraw(xa.store, key, "01/07/2025", "Bỏ", TODAY, OFFICER)


def test_approval_after_the_end_of_the_activity_is_stopped(xa):
    activity = xa.activity(until="30/06/2025")
    xa.register(activity, xa.home("Giàng A Páo"))
    with pytest.raises(FieldFault, match="sau khi hoạt động kết thúc"):
        xa.approve(activity, "01/07/2025")


def test_leaving_needs_a_reason_and_deletes_nothing(xa):
    activity = xa.activity()
    key, other = xa.register(activity, xa.home("Giàng A Páo"), xa.home("Lò Văn Ún")).new
    with pytest.raises(FieldFault, match="phải ghi lý do"):
        enrolments.withdraw(xa.store, key, "05/03/2025", " ", TODAY, OFFICER)
    enrolments.withdraw(xa.store, key, "05/03/2025", "Đi làm xa", TODAY, OFFICER)
    enrolments.refuse(xa.store, other, "05/03/2025", "Không có chuồng", TODAY, OFFICER)
    assert states(xa, activity) == {"Giàng A Páo": "withdrawn", "Lò Văn Ún": "refused"}
    assert xa.enrolment(key).ended_why == "Đi làm xa"
    with pytest.raises(FieldFault, match="trước ngày đã ghi"):
        enrolments.register_again(xa.store, key, "04/03/2025", TODAY, OFFICER)
    enrolments.register_again(xa.store, key, "06/03/2025", TODAY, OFFICER)
    one = xa.enrolment(key)
    assert (one.state, one.registered, one.ended, one.ended_why) == ("registered", "2025-03-06", "", "")
    assert xa.approve(activity, only=[key]).approved == (key,)


# Places and the waiting list ----------------------------------------------------------------------------


def ranked(xa, **more):
    """Five households for three places: DTTS poor first, then poor."""
    activity = xa.activity(planned_households=3, **more)
    first = [xa.home(name, ethnic="05") for name in ("Giàng A Páo", "Giàng A Sử")]
    others = [
        xa.home(name, ethnic="01", klass="near_poor") for name in ("Lê Văn An", "Lê Văn Bình", "Lê Văn Cao")
    ]
    return activity, xa.register(activity, *others, *first).new


def test_beyond_the_places_a_tie_is_left_to_people(xa):
    activity, _keys = ranked(xa)
    done = xa.approve(activity)
    assert (len(done.approved), done.waiting, len(done.tied)) == (2, (), 3)
    assert {state for name, state in states(xa, activity).items() if name.startswith("Lê")} == {"registered"}
    with pytest.raises(InputFault, match="còn 1 chỗ, không duyệt được 2 người"):
        xa.approve(activity, only=list(done.tied[:2]))
    assert xa.approve(activity, only=[done.tied[0]]).approved == (done.tied[0],)


def test_who_stands_beyond_the_last_place_waits_and_moves_up(xa):
    activity, keys = ranked(xa)
    xa.approve(activity, only=[keys[0]])
    done = xa.approve(activity)
    assert (len(done.approved), len(done.waiting)) == (2, 2)
    assert {xa.enrolment(key).state for key in done.waiting} == {WAITING}
    with pytest.raises(InputFault, match="Hết chỗ"):
        approving.promote(xa.store, activity, "12/03/2025", TODAY, OFFICER)
    enrolments.withdraw(xa.store, done.approved[0], "12/03/2025", "Đi làm xa", TODAY, OFFICER)
    with pytest.raises(InputFault, match="cùng thứ tự ưu tiên"):
        approving.promote(xa.store, activity, "12/03/2025", TODAY, OFFICER)
    enrolments.withdraw(xa.store, done.waiting[1], "12/03/2025", "Không muốn nữa", TODAY, OFFICER)
    assert approving.promote(xa.store, activity, "12/03/2025", TODAY, OFFICER) == (done.waiting[0],)
    one = xa.enrolment(done.waiting[0])
    assert (one.state, one.waiting, one.approved) == ("approved", "2025-03-10", "2025-03-12")


def test_a_list_is_approved_in_one_act_and_taken_back_in_one(xa):
    activity, _keys = ranked(xa)
    xa.approve(activity)
    undo(xa.store, xa.store.done.act, OFFICER)
    assert set(states(xa, activity).values()) == {"registered"}


def test_nobody_to_approve_is_told(xa):
    with pytest.raises(InputFault, match="không có ai chờ duyệt"):
        xa.approve(xa.activity())


def test_an_enrolment_of_another_activity_is_not_approved_here(xa):
    (key,) = xa.register(xa.activity(), xa.home("Giàng A Páo")).new
    with pytest.raises(InputFault, match="không thuộc hoạt động"):
        xa.approve(xa.activity("DA3.1", "Giống ngô"), only=[key])


# Double support -----------------------------------------------------------------------------------------


@pytest.fixture
def housed(xa):
    """A household that another policy helped with its house in 2023, and is registered for DA5."""
    traits.set_trait(xa.store, xa.store.place, "poor_district", True, OFFICER)
    home = xa.home("Giàng A Páo", year=2022)
    old = xa.activity("NHA", "Nhà theo QĐ cũ", REGULAR, 2023)
    (first,) = xa.register(old, home, on="01/03/2023").new
    enrolments.fill(xa.store, first, OFFICER, told={"had_housing": False})
    xa.approve(old, "10/03/2023", [first])
    xa.listed(home, "poor", 2024)
    new = xa.activity("DA5", "Xóa nhà tạm")
    (key,) = xa.register(new, home).new
    enrolments.fill(xa.store, key, OFFICER, told={"had_housing": False})
    return home, new, first, key


def test_a_second_house_is_stopped_whenever_the_first_was(xa, housed):
    _home, activity, first, key = housed
    found = examined(xa, activity, key)
    assert [clash.record.key for clash in found.clashes] == [first]
    assert "Chưa đạt: Chưa được hỗ trợ nhà ở" in found.blocks[0]
    assert "trùng hỗ trợ" in found.blocks[1]
    with xa.store.session() as session:
        (other,) = doubles.others(session, found.clashes)
    assert (other.activity, other.code, other.year, other.state) == (
        "Nhà theo QĐ cũ",
        "NHA",
        2023,
        "approved",
    )
    with pytest.raises(InputFault, match="trùng hỗ trợ"):
        xa.approve(activity)


def test_an_officer_who_may_goes_on_for_a_written_reason(xa, housed):
    _home, activity, _first, key = housed
    with pytest.raises(FieldFault, match="khi có lý do"):
        enrolments.except_double(xa.store, key, "", OFFICER)
    authority.allow(xa.store, ["Lò Văn Ún"], OFFICER)
    with pytest.raises(InputFault, match="Nơi này giao việc ấy cho: Lò Văn Ún"):
        enrolments.except_double(xa.store, key, "Nhà cháy", OFFICER)
    enrolments.except_double(xa.store, key, "Nhà cháy tháng 1/2025", "Lò  Văn Ún")
    one = xa.enrolment(key)
    assert (one.exception_why, one.exception_by) == ("Nhà cháy tháng 1/2025", "Lò  Văn Ún")
    assert xa.approve(activity).approved == (key,)
    assert "Nhà cháy tháng 1/2025" in xa.enrolment(key).grounds["exception"]
    assert not any("chưa được hỗ trợ" in text for text in xa.enrolment(key).grounds.values())


def test_the_exception_is_not_written_where_nothing_is_double(xa):
    (key,) = xa.register(xa.activity(), xa.home("Giàng A Páo")).new
    with pytest.raises(InputFault, match="không trùng với hỗ trợ nào"):
        enrolments.except_double(xa.store, key, "Cho chắc", OFFICER)


def test_a_person_takes_its_record_along_into_another_household(xa):
    one = xa.home("Giàng A Páo", others=[("Giàng Thị Mỷ", "female", "2000-01-01")])
    two = xa.home("Lò Văn Ún")
    girl = xa.person(one, "Giàng Thị Mỷ")
    may = xa.activity("DA4.1", "Lớp may", since="01/02/2025", until="30/06/2025")
    xa.enrolled(may, (one, girl))
    members.transfer(xa.store, girl, two, "spouse", "2025-04-01", "married", OFFICER)
    weave = xa.activity("DA4.1", "Lớp dệt", since="01/05/2025", until="30/09/2025")
    (key,) = xa.register(weave, (two, girl), on="02/05/2025").new
    (clash,) = examined(xa, weave, key, date(2025, 5, 3)).clashes
    assert clash.how == "person"
