"""Findings in words: the arithmetic of a class, warnings, sources."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.book import book
from app.rules.classify import classify, findings
from app.rules.facts import Facts, Member

OLD, NEW = book("vn-2021"), book("vn-2027")
ON = date(2026, 11, 20)


def facts(**known: object) -> Facts:
    return Facts(ON, "rural", **known)


def test_the_arithmetic_of_a_class():
    ticks = {indicator.key: indicator.number in (3, 9) for indicator in OLD.indicators}
    found = classify(facts(size=6, ticks=ticks, tick_source="imported", b1_total=166), OLD)
    assert found.because == (
        "B1 = 166 > 140",
        "Thiếu hụt 2 < 3 chỉ số; B2 = 20",
        "3. Dinh dưỡng: theo tệp đã nhập",
        "9. Nguồn nước sinh hoạt: theo tệp đã nhập",
    )


def test_the_arithmetic_with_income_and_facts():
    answers = {"water": "unprotected", "latrine": "none", "information_means": []}
    found = classify(facts(answers=answers, income_per_person=1_500_000), OLD)
    assert found.because == (
        "Thu nhập 1.500.000 ≤ 1.500.000 đồng/người/tháng",
        "Thiếu hụt 3 ≥ 3 chỉ số; B2 = 30",
        "9. Nguồn nước sinh hoạt: Câu D1: khe, suối không bảo vệ",
        "10. Nhà tiêu hợp vệ sinh: Câu D2: không có",
        "12. Phương tiện tiếp cận thông tin: Câu E2: không có",
    )


def test_an_open_class_says_so():
    found = classify(facts(ticks={"water": True}), OLD)
    assert found.because[0] == "Chưa biết thu nhập so với chuẩn"
    assert found.because[2] == "9. Nguồn nước sinh hoạt: đánh dấu trên phiếu"


def test_several_standards_on_one_case():
    ticks = dict.fromkeys(("nutrition", "water"), True) | dict.fromkeys(
        [key for key in _keys(OLD) | _keys(NEW) if key not in ("nutrition", "water", "domestic_waste")], False
    )
    found = findings(
        facts(ticks=ticks, answers={"waste": "dumped"}, b1_total=166, income_per_person=1_840_000), (OLD, NEW)
    )
    assert [(one.standard, one.klass, one.side) for one in found] == [
        ("vn-2021", "not_poor", "b1_typed"),
        ("vn-2027", "poor", "income"),
    ]


def _keys(one):
    return {indicator.key for indicator in one.indicators}


@pytest.mark.parametrize(
    ("known", "one", "text"),
    [
        (
            {"b1_total": 166.5, "income_per_person": 1_200_000},
            OLD,
            "Điểm B1 (166,5) và thu nhập (1.200.000 đồng, chuẩn 1.500.000 đồng) cho kết quả khác nhau.",
        ),
        ({"b1_total": 90}, NEW, "Điểm B1 (90) không dùng ở chuẩn này: mốc điểm theo chuẩn thu nhập cũ."),
        ({"b1_items": {"size": 9}}, OLD, "Điểm B1 từng mục chưa đủ nên chưa cộng được."),
        (
            {"b1_items": {"size": 9}},
            NEW,
            "Điểm B1 (–) không dùng ở chuẩn này: mốc điểm theo chuẩn thu nhập cũ.",
        ),
        ({"b1_items": {"size": 9}, "b1_total": 10}, OLD, "Tổng điểm B1 ghi 10, cộng các mục được 9."),
        (
            {"size": 3, "members": (Member("1", "Lò Văn Ún"),), "roster_complete": True},
            OLD,
            "Số khẩu ghi 3, danh sách có 1 người.",
        ),
        (
            {"answers": {"water": "rain"}, "ticks": {"water": True}},
            OLD,
            "Chỉ số “Nguồn nước sinh hoạt”: dấu trên phiếu khác với thông tin đã ghi.",
        ),
        (
            {"income": {"lottery": 1}, "size": 1},
            OLD,
            "Dòng thu nhập “lottery” không có trong bảng tính, không được cộng.",
        ),
    ],
)
def test_warnings(known: dict[str, object], one, text: str):
    assert text in classify(facts(**known), one).warnings


def test_all_items_typed_by_key_add_up():
    items = {item.key: 10 for item in OLD.score_items}
    assert classify(facts(b1_items=items), OLD).b1 == 150


def test_head_and_persons():
    head = Member("1", "Lò Văn Ún", relation="head")
    child = Member("2", "Lò Thị Ỏn", relation="child")
    assert facts(members=(child, head)).head is head
    assert facts(members=(child,)).head is None
    assert facts(size=5, members=(child, head)).persons == 5
    assert facts(size=5, members=(child, head), roster_complete=True).persons == 2


def test_a_member_without_birth_date_is_named_without_age():
    adult = Member("1", "Giàng A Páo", answers={"allowance": "disabled"})
    found = classify(facts(members=(adult,), roster_complete=True), OLD)
    assert found.indicators[1].because[0].text == "1/1 người phụ thuộc"
    assert found.indicators[1].because[0].members == ("1",)


def test_worksheet_sums_are_kept():
    found = classify(facts(size=2, income={"crops": 30, "farming_costs": 6, "social_allowance": 9}), OLD)
    sheet = found.worksheet
    assert sheet is not None
    assert (sheet.receipts, sheet.costs, sheet.excluded, sheet.persons, sheet.months) == (30, 6, 9, 2, 12)
    assert found.income == 1.0


def test_a_complete_roster_of_nobody_is_not_known():
    """Somebody lives in every household: an empty list says nothing, and the size as told is used."""
    found = classify(facts(size=4, roster_complete=True, answers={"floor_area": 20}), OLD)
    known = {one.key: one.deprived for one in found.indicators if one.deprived is not None}
    assert known == {"housing_area": True}
