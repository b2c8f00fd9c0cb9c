"""Activities entered, changed, closed and reopened; what cannot be typed says why."""

import pytest

from app.errors import InputFault
from app.services.support import activities, activity_lines, activity_plans, filled
from app.services.support.activity_plans import Plan
from app.services.typed import FieldFault
from app.store.undo import undo
from tests.services.conftest import OFFICER, rows
from tests.services.support.supporting import OTHER, POVERTY, REGULAR, TODAY

PLANNED = {"planned_households": "20", "planned_quantity": "40", "unit": "con", "share": "15 triệu"}
PERIOD = {"since": "01/03/2025", "until": "30/11/2025"}


def test_what_is_typed_is_kept_as_numbers_and_days(xa, villages):
    key = xa.activity(**PLANNED, **PERIOD, decision_number="12/QĐ-UBND", decision_day="20/2/2025",
                      places=(villages[0],))  # fmt: skip
    one = xa.known(key)
    assert (one.planned_households, one.planned_quantity, one.share) == (20, 40, 15_000_000)
    assert (one.since, one.until, one.decision_day) == ("2025-03-01", "2025-11-30", "2025-02-20")
    with xa.store.session() as session:
        assert activities.villages_of(session, one) == {villages[0]}
        (line,) = activity_lines.lines(session, xa.store.place, 2025)
    assert (line.villages, line.unit_of, line.places, line.free, line.enrolled) == (
        ("Bản Hua Khắt",),
        "household",
        20,
        20,
        0,
    )


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"title": "  "}, "title", "chưa có tên"),
        ({"since": "31/2/2025"}, "since", "“31/2/2025” không phải là ngày có thật"),
        ({"since": "tháng 3"}, "since", "không phải là ngày có thật"),
        ({"since": "01/12/2025", "until": "01/03/2025"}, "until", "trước ngày bắt đầu"),
        ({"since": "01/03/2027"}, "since", "không có ngày nào trong năm 2025"),
        ({"until": "01/03/2024"}, "until", "không có ngày nào trong năm 2025"),
        ({"share": "-5.000.000"}, "share", "không ghi được"),
        ({"share": "mười triệu"}, "share", "không phải là số tiền"),
        ({"planned_households": "-3"}, "planned_households", "không âm"),
        ({"planned_households": "2,5"}, "planned_households", "số nguyên"),
        ({"planned_quantity": "bốn"}, "planned_quantity", "không phải là số"),
        ({"planned_quantity": "40"}, "unit", "chưa có đơn vị"),
        ({"year": 2027}, "year", "không có trong năm 2027"),
        ({"part": "cua"}, "part", "không có nội dung"),
        ({"details": {"xyz": "1"}}, "xyz", "Không có mục “xyz”"),
    ],
)
def test_what_cannot_be_names_its_field(xa, typed, field, says):
    with pytest.raises(FieldFault, match=says) as refused:
        xa.activity(**typed)
    assert refused.value.field == field
    assert rows(xa.store, "activity") == []


@pytest.mark.parametrize(
    ("typed", "dong"),
    [("500.000.000", 500_000_000), ("0,5 triệu", 500_000), (15_000_000, 15_000_000), ("", None)],
)
def test_amounts_as_officers_write_them(typed, dong):
    assert filled.money("share", typed) == dong


def test_a_programme_or_code_that_is_not_there_is_told(xa):
    with pytest.raises(InputFault, match="Không có chương trình"):
        xa.activity(programme="xyz")
    with pytest.raises(InputFault, match="không có tiểu dự án"):
        xa.activity("DA99")


def test_a_place_outside_the_book_is_told(xa):
    with pytest.raises(FieldFault, match="không thuộc địa bàn"):
        xa.activity(places=(b"\x01" * 16,))


def test_the_same_activity_entered_twice_is_told(xa):
    xa.activity(title="Mô hình nuôi lợn đen")
    with pytest.raises(InputFault, match="Sổ đã có hoạt động"):
        xa.activity(title="Mô hình  nuôi lợn Đen")
    xa.activity(title="Mô hình nuôi lợn đen", year=2024)
    assert len(rows(xa.store, "activity")) == 2


def test_an_activity_is_changed_and_the_change_undone(xa, villages):
    key = xa.activity(places=(villages[0],))
    plan = Plan(POVERTY, "DA2", 2025, "Nuôi dê", places=(villages[1],), share="10 triệu")
    assert activity_plans.edit(xa.store, key, plan, OFFICER)
    act = xa.store.done.act
    with xa.store.session() as session:
        one = activities.activity(session, key)
        assert activity_plans.plan_of(session, one) == Plan(
            POVERTY, "DA2", 2025, "Nuôi dê", places=(villages[1],), share=10_000_000
        )
    assert not activity_plans.edit(xa.store, key, plan, OFFICER)
    undo(xa.store, act, OFFICER)
    assert xa.known(key).title == "Mô hình nuôi lợn đen"
    with xa.store.session() as session:
        assert activities.villages_of(session, xa.known(key)) == {villages[0]}


def edited(xa, key, **more):
    with xa.store.session() as session:
        plan = activity_plans.plan_of(session, activities.activity(session, key))
    told = {name: getattr(plan, name) for name in plan.__slots__} | more
    return activity_plans.edit(xa.store, key, Plan(**told), OFFICER)


def test_a_change_may_not_contradict_what_was_done(xa):
    key = xa.activity(**PLANNED, **PERIOD)
    xa.deliver(key, *xa.enrolled(key, xa.home("Giàng A Páo"), xa.home("Lò Văn Ún")))
    for told, field in (
        ({"code": "DA3.1"}, "code"),
        ({"planned_households": 1}, "planned_households"),
        ({"planned_quantity": 3}, "planned_quantity"),
        ({"since": "2025-04-02"}, "since"),
        ({"until": "2025-03-31"}, "until"),
    ):
        with pytest.raises(FieldFault) as refused:
            edited(xa, key, **told)
        assert refused.value.field == field
    assert edited(xa, key, planned_households=2, planned_quantity=4)


def test_closing_waits_for_everybody_and_reopening_for_a_reason(xa):
    from app.services.support import enrolments

    key = xa.activity(**PERIOD)
    enrolled = xa.enrolled(key, xa.home("Giàng A Páo"))
    with pytest.raises(InputFault, match="còn 1 đối tượng đang thụ hưởng"):
        activities.close(xa.store, key, "20/11/2025", TODAY, OFFICER)
    enrolments.finish(xa.store, enrolled, "19/11/2025", TODAY, OFFICER)
    with pytest.raises(FieldFault, match="trước ngày bắt đầu"):
        activities.close(xa.store, key, "28/02/2025", TODAY, OFFICER)
    with pytest.raises(FieldFault, match="chưa đến"):
        activities.close(xa.store, key, "21/11/2025", TODAY, OFFICER)
    activities.close(xa.store, key, "20/11/2025", TODAY, OFFICER)
    with pytest.raises(InputFault, match="đã kết thúc ngày 20/11/2025"):
        edited(xa, key, title="Khác")
    with pytest.raises(FieldFault, match="phải ghi lý do"):
        activities.reopen(xa.store, key, " ", OFFICER)
    activities.reopen(xa.store, key, "Bổ sung một hộ", OFFICER)
    assert xa.known(key).closed == ""
    with pytest.raises(InputFault, match="đang mở"):
        activities.reopen(xa.store, key, "Lần nữa", OFFICER)


def test_another_book_s_activity_is_not_written_here(xa, villages):
    key = xa.activity()
    with xa.store.write("Nhận từ nơi khác", OFFICER) as act:
        act.update("activity", key, {"place": villages[0]})
    with pytest.raises(InputFault, match="thuộc sổ của nơi khác"):
        xa.register(key, xa.home("Giàng A Páo"))
    with pytest.raises(InputFault, match="thuộc sổ của nơi khác"):
        activities.close(xa.store, key, "20/11/2025", TODAY, OFFICER)


def test_the_details_that_a_sub_project_asks_for_are_checked_by_type(xa):
    asks = {ask.key: ask for ask in activities.sub_project_of(xa.known(xa.activity("DA4.1", "Lớp"))).asks}
    hours = next(ask for ask in asks.values() if ask.on == "activity" and ask.type == "whole")
    key = xa.activity("DA4.1", "Lớp may", details={hours.key: "90"})
    assert xa.known(key).details[hours.key] == 90
    with pytest.raises(FieldFault, match="không phải là số") as refused:
        xa.activity("DA4.1", "Lớp xây", details={hours.key: "chín mươi"})
    assert refused.value.field == hours.key
    with xa.store.session() as session:
        lines = activity_lines.lines(session, xa.store.place, code="DA4.1")
    assert hours.label in lines[0].missing or not hours.required


def test_lists_are_by_year_and_code(xa):
    xa.activity("TET", "Quà Tết", REGULAR)
    xa.activity("DP", "Quỹ xã", OTHER, 2024)
    with xa.store.session() as session:
        every = activity_lines.lines(session, xa.store.place)
        assert [(one.year, one.code) for one in every] == [(2025, "TET"), (2024, "DP")]
        assert [one.code for one in activity_lines.lines(session, xa.store.place, 2024)] == ["DP"]
        assert [one.code for one in activity_lines.lines(session, xa.store.place, code="TET")] == ["TET"]
