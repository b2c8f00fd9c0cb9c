"""Simple lists of the poor, budget plans, control totals, B1 tables."""

from datetime import date

import pytest

from app.exchange.kinds import b1_table, budget_plan, control_totals, poor_list

TODAY = date(2026, 10, 1)
LIST = [
    ["STT", "Họ và tên chủ hộ", "Thôn, bản", "Dân tộc", "Số khẩu"],
    [1, "Cứ A Vảng", "Bản Hua Khắt", "Mông", 4],
]
PLAN = [
    "TT",
    "Dự án, tiểu dự án",
    "Nội dung",
    "Số xã",
    "Số dự án/lớp",
    "Đối tượng (khoảng)",
    "Kế hoạch vốn NSTW",
    "Ước cả năm (%)",
]
DA2 = [1, "DA2", "Đa dạng hóa sinh kế", 7, 10, "250 hộ", 4815, 90]
DA31 = [2, "DA3.1", "Nông nghiệp", "", "", "", "2.571", ""]


@pytest.mark.parametrize(
    ("title", "name", "stated"),
    [
        ("DANH SÁCH HỘ NGHÈO NĂM 2015", "a.xlsx", "poor"),
        ("DANH SÁCH HỘ CẬN NGHÈO NĂM 2015", "a.xlsx", "near_poor"),
        ("DANH SÁCH NĂM 2015", "hộ cận nghèo.xlsx", "near_poor"),
        ("NĂM 2015", "a.xlsx", "poor"),
    ],
)
def test_a_list_states_the_class_of_its_title(book, title, name, stated):
    reading = poor_list.read(book({"Sheet": [[title], *LIST]}, name), None, TODAY)
    (line,) = reading.lines
    assert (line.name, line.village, line.ethnic, line.size) == ("Cứ A Vảng", "Bản Hua Khắt", "08", 4)
    assert (line.stated, reading.year) == (stated, 2015)


def test_a_list_is_no_review(book):
    assert poor_list.recognise(book({"S": LIST})) == 0.7
    assert poor_list.recognise(book({"S": [[*LIST[0], "Điểm B1"]]})) == 0.0
    assert poor_list.recognise(book({"S": [["a", "b"]]})) == 0.0


@pytest.fixture
def plan(book):
    def reading(*rows, unit="Đơn vị: triệu đồng"):
        titles = [["KẾ HOẠCH VỐN NĂM 2024"], [unit]]
        return budget_plan.read(book({"KH": [*titles, PLAN, *rows]}), None, TODAY)

    return reading


def test_a_plan_in_millions(plan):
    reading = plan(DA2, DA31)
    da2, da31 = reading.plan
    assert (da2.code, da2.name, da2.communes, da2.projects) == ("DA2", "Đa dạng hóa sinh kế", 7, 10)
    assert (da2.target, da2.amount, da2.row) == ("250 hộ", 4_815_000_000, 4)
    assert (da31.amount, da31.communes, reading.year) == (2_571_000_000, None, 2024)
    assert (da2.estimate, da31.estimate, da2.extra) == (90.0, None, {})
    assert not reading.problems


@pytest.mark.parametrize(
    ("unit", "amount"),
    [("Đơn vị: nghìn đồng", 4_815_000), ("Đơn vị: đồng", 4815), ("ĐVT: 1.000 đồng", 4_815_000)],
)
def test_other_units(plan, unit, amount):
    assert plan(DA2, unit=unit).plan[0].amount == amount


def test_a_stated_sum_is_checked(plan):
    assert not plan(DA2, DA31, ["", "Tổng cộng", "", "", "", "", 7386]).problems
    assert not plan(DA2, DA31, ["", "Tổng cộng"]).problems
    (problem,) = plan(DA2, DA31, ["", "Tổng cộng", "", "", "", "", 7400]).problems
    assert problem.where == "G6"
    assert "7.400.000.000 đồng" in problem.reason
    assert "7.386.000.000 đồng" in problem.reason


def test_a_line_without_amount_is_refused_and_a_lost_line_is_a_problem(plan):
    reading = plan([1, "DA2", "x"], ["", "", "Nội dung khác", "", "", "", 5])
    assert reading.plan[0].refusals[0].reason == "Thiếu số tiền."
    assert reading.problems[0].row == 5


CONTROL = [
    ["TT", "Thôn, bản", "Tổng số hộ", "", "Hộ nghèo", "", "Hộ cận nghèo", ""],
    ["", "", "Số hộ", "Số khẩu", "Số hộ", "Số khẩu", "Số hộ", "Số khẩu"],
    [1, "Bản Nậm Mơ", 111, 561, 38, 189, 13, 69],
    ["", "Tổng cộng", 111, 561, 38, 189, 13, "69"],
]


def test_control_totals_of_a_workbook(book):
    village, all_of_them = control_totals.read(book({"S": CONTROL}), None, TODAY).controls
    assert village.counts == {
        "households": 111,
        "persons": 561,
        "poor.households": 38,
        "poor.persons": 189,
        "near_poor.households": 13,
        "near_poor.persons": 69,
    }
    assert (village.place, all_of_them.place, all_of_them.counts) == ("Bản Nậm Mơ", "", village.counts)
    assert control_totals.recognise(book({"S": CONTROL})) > 0.8
    assert control_totals.recognise(book({"S": LIST})) == 0.0


def test_control_totals_with_a_bad_number(book):
    rows = [*CONTROL[:2], [1, "Bản Nậm Mơ", "nhiều", 561]]
    (line,) = control_totals.read(book({"S": rows}), None, TODAY).controls
    assert line.refusals[0].where == "C3"
    assert line.counts == {"persons": 561}


POINTS = [
    ["Chuẩn", "Vùng", "Khu vực", "Mục", "Lựa chọn", "Điểm"],
    ["vn-2021", "Tây Nguyên", "Nông thôn", "Số người", "1 người", 45],
    ["", "", "", "", "2 người", "35,5"],
    ["", "", "", "Điện", "", 3],
    ["", "", "", "Điện", "Có", "nhiều"],
]


def test_a_table_of_points(book):
    points = b1_table.read(book({"S": POINTS}), None, TODAY).points
    assert [(p.item, p.option, p.points) for p in points[:2]] == [
        ("Số người", "1 người", 45.0),
        ("Số người", "2 người", 35.5),
    ]
    assert {(p.standard, p.region, p.area) for p in points} == {("vn-2021", "central_highlands", "rural")}
    assert [bool(p.refusals) for p in points] == [False, False, True, True]
    assert b1_table.recognise(book({"S": POINTS})) == 1.0
    assert b1_table.recognise(book({"S": LIST})) == 0.0
