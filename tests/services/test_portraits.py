"""A household as one page shows it."""

import pytest

from app.errors import InputFault
from app.services import households, members, portraits, surveys
from tests.services.conftest import OFFICER
from tests.services.reviewing import open_round, requested, reviewed


@pytest.fixture
def shown(commune, home):
    key, known = home("Giàng A Páo", "Giàng Thị Mỷ")
    details = {"cccd": "015080001234", "ethnic": "08", "birth": "1980-03-15"}
    members.correct(commune, known["Giàng A Páo"], details, OFFICER)
    households.correct(
        commune, key, {"code": "HK-001", "groups": {"merit": True, "woman_head": None}}, OFFICER
    )
    open_round(commune)
    case = requested(commune, key)
    reviewed(commune, case, 120, 6)
    surveys.causes(commune, case, ["land"], OFFICER)
    surveys.agree(commune, case, "vn-2021", "near_poor", "họp dân", OFFICER)
    return key


def portrait(store, key, **how):
    with store.session() as session:
        return portraits.household(session, key, **how)


def test_the_identity_number_is_masked_unless_asked_for(commune, shown):
    assert portrait(commune, shown).members[0].cccd == "•••••••••234"
    assert portrait(commune, shown, masked=False).members[0].cccd == "015080001234"
    assert portraits.masked_number("") == ""


def test_names_stand_for_codes(commune, shown):
    told = portrait(commune, shown)
    head = told.members[0]
    assert (head.name, head.relation, head.sex, head.birth, head.ethnic, head.head) == (
        "Giàng A Páo", "Chủ hộ", "Nam", "15/03/1980", "Mông", True,
    )  # fmt: skip
    assert (told.head, told.code, told.village, told.groups) == (
        "Giàng A Páo",
        "HK-001",
        "Bản Hua Khắt",
        ["Có thành viên là người có công"],
    )
    assert (told.persons, told.persons_from) == (2, "roster")


def test_the_years_tell_class_points_and_causes(commune, shown):
    (year,) = portrait(commune, shown).years
    assert (year.year, year.final_class, year.computed_class, year.agreed_why) == (
        2026,
        "near_poor",
        "poor",
        "họp dân",
    )
    assert (year.b1, year.causes, year.persons) == (120, ["Thiếu đất sản xuất"], 2)
    assert year.deprived == ["employment", "dependents", "health_insurance", "adult_education"]


def test_the_page_in_lines(commune, shown):
    lines = portraits.as_lines(portrait(commune, shown))
    assert lines[0] == "Giàng A Páo · HK-001 · Bản Hua Khắt · 2 khẩu (theo danh sách)"
    assert lines[1] == "  Có thành viên là người có công"
    assert lines[2].startswith("  1. Giàng A Páo · Chủ hộ · Nam · 15/03/1980 · Mông")
    assert lines[-1].startswith("  2026 (vn-2021): Hộ cận nghèo · B1 120 · B2 ")
    assert lines[-1].endswith("tính ra: Hộ nghèo · Thiếu đất sản xuất")


def test_a_page_of_which_little_is_known(commune, home):
    key, _people = home(complete=0)
    told = portrait(commune, key)
    assert (told.head, told.persons, told.persons_from, told.members, told.years) == (
        "",
        None,
        "partial",
        [],
        [],
    )
    assert portraits.as_lines(told) == ["? · Bản Hua Khắt · ? khẩu (chưa đủ danh sách)"]


def test_a_year_without_a_result_says_so(commune, home):
    key, _people = home("Lò Văn Ún", complete=0, size=3)
    open_round(commune)
    surveys.note(commune, requested(commune, key), "vắng nhà", OFFICER)
    assert portraits.as_lines(portrait(commune, key))[-1] == "  2026 (vn-2021): chưa có kết quả · B2 0"


def test_no_page_of_a_household_that_is_not_there(commune):
    with pytest.raises(InputFault, match="không có hộ này"):
        portrait(commune, bytes(16))
