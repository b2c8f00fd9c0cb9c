"""The survey forms of a commune in one workbook: read by the words of the questions, scored as they go in."""

import json
from datetime import date

import pytest
from store.book import count

from app.exchange.kinds import survey_book
from app.exchange.kinds.formats import format_of, read_file
from tests.exchange.taking import TODAY, by_head, counts, founded, households, klass, select, take

HOMES = [
    ["Mã hộ", "Thôn, bản", "Họ và tên chủ hộ", "Số khẩu", "Năm lập hộ", "Điểm B1", "Nguồn nước chính",
     "Diện tích nhà ở", "Phương tiện tiếp cận thông tin", "Vật nuôi, số con từng loại", "Nhóm đối tượng",
     "Nguyên nhân nghèo"],
    ["H1", "Bản Hua Khắt", "GIÀNG A PÁO", 2, 2005, 120, "Khe, suối không bảo vệ", "24,5", "Không có",
     "Trâu: 2; Lợn: 3", "Người có công", "Thiếu vốn; Thiếu đất sản xuất"],
    ["H2", "Bản Hua Khắt", "Lò Văn Ún", 1, "", "", "", "", "", "", "", ""],
]  # fmt: skip
PEOPLE = [
    ["Mã hộ", "STT", "Họ và tên", "Quan hệ với chủ hộ", "Ngày, tháng, năm sinh", "Giới tính", "Dân tộc",
     "Số định danh cá nhân", "Có bảo hiểm y tế", "Đang đi học, cấp học"],
    ["H1", 1, "Giàng A Páo", "Chủ hộ", "15/03/1980", "Nam", "Mông", "015080000011", "Có", ""],
    ["H1", 2, "Giàng Thị Mỷ", "Con", "2014", "Nữ", "Mông", "", "Không", "Tiểu học"],
    ["H2", 1, "Lò Văn Ún", "Chủ hộ", "1975", "Nam", "Thái", "", "", ""],
]  # fmt: skip


@pytest.fixture
def commune(store):
    return founded(store)


@pytest.fixture
def forms(workbook):
    def make(homes=HOMES, people=PEOPLE, name="phieu-b-2026.xlsx"):
        return workbook({"Hộ": homes, "Thành viên": people}, name)

    return make


def changed(rows, row, column, value):
    told = [list(cells) for cells in rows]
    told[row][column] = value
    return told


def test_it_is_known_by_the_questions_that_its_heads_ask(forms, book):
    from app.exchange.sheets.reading import read_book

    assert format_of(read_book(forms())).kind == survey_book.KIND
    assert survey_book.recognise(book({"Hộ": HOMES})) == 0


def test_every_answer_is_read_by_the_kind_of_its_question(forms):
    reading = read_file(forms(), on=TODAY)
    first, second = reading.lines
    assert (reading.year, first.name, first.village, first.code) == (
        2026,
        "Giàng A Páo",
        "Bản Hua Khắt",
        "H1",
    )
    assert first.answers == {
        "water": "unprotected",
        "floor_area": 24.5,
        "information_means": [],
        "animals": {"buffalo": 2, "pig": 3},
    }
    assert (first.causes, first.groups, str(first.formed)) == (("capital", "land"), ("merit",), "2005")
    assert [member.answers for member in first.members] == [
        {"insurance": True},
        {"insurance": False, "school": "primary"},
    ]
    assert (second.answers, second.causes, second.b1) == ({}, None, None)


def test_words_that_no_list_knows_are_told_and_left_out(forms):
    homes = changed(HOMES, 1, 9, "Trâu: 2; Kỳ lân: 1; Lợn: nhiều")
    homes = changed(homes, 1, 10, "Người có công; Người ngoài hành tinh")
    (first, _second) = read_file(forms(homes), on=TODAY).lines
    said = " ".join(problem.reason for problem in first.warnings)
    assert all(word in said for word in ("Kỳ lân", "Lợn: nhiều", "Người ngoài hành tinh"))
    assert (first.answers["animals"], first.groups) == ({"buffalo": 2}, ("merit",))


def test_a_choice_that_is_none_refuses_the_line(commune, forms):
    taken = take(commune, forms(changed(HOMES, 1, 6, "Nước thánh")), 2026)
    assert counts(taken) == {"new": 1, "refused": 1}
    assert any("Nước thánh" in problem.reason for problem in taken.problems)


def test_a_household_without_a_name_is_refused(commune, forms):
    assert counts(take(commune, forms(changed(HOMES, 1, 2, "")), 2026)) == {"new": 1, "refused": 1}


def test_members_of_no_household_are_told(commune, forms):
    taken = take(commune, forms(people=changed(PEOPLE, 2, 0, "H9")), 2026)
    assert any("“H9” nhưng trang hộ không có mã này" in problem.reason for problem in taken.problems)
    assert any("liệt kê 1 người" in problem.reason for problem in taken.problems)


def test_forms_go_in_with_their_rosters_and_are_scored(commune, forms):
    assert counts(take(commune, forms(), 2026)) == {"new": 2}
    home = by_head(commune)["Giàng A Páo"]
    assert (home["roster_complete"], home["formed"], home["cases"][2026]["size"]) == (1, "2005", 2)
    people = {row["name"]: row for row in select(commune, "SELECT * FROM person")}
    assert people["Giàng A Páo"]["birth"] == "1980-03-15"
    deprived = json.loads(home["cases"][2026]["result"]["deprived"])
    assert (deprived["water"], deprived["health_insurance"], deprived["information_means"]) == (
        True,
        True,
        True,
    )
    assert klass(home) == "poor"


def test_a_second_time_nothing_changes(commune, forms):
    take(commune, forms(), 2026)
    acts = count(commune, "act")
    assert counts(take(commune, forms(), 2026)) == {"equal": 2}
    assert count(commune, "act") == acts


def test_a_corrected_answer_of_a_member_changes_the_result(commune, forms):
    take(commune, forms(), 2026)
    taken = take(commune, forms(people=changed(PEOPLE, 2, 8, "Có")), 2026)
    assert counts(taken) == {"changed": 1, "equal": 1}
    deprived = json.loads(by_head(commune)["Giàng A Páo"]["cases"][2026]["result"]["deprived"])
    assert deprived["health_insurance"] is False


def test_a_member_more_is_added_and_one_less_is_told(commune, forms):
    take(commune, forms(), 2026)
    child = ["H1", 3, "Giàng A Sử", "Con", "2020", "Nam", "Mông", "", "Có", ""]
    taken = take(commune, forms(changed(HOMES, 1, 3, 3), [*PEOPLE, child]), 2026)
    assert counts(taken) == {"changed": 1, "equal": 1}
    less = [PEOPLE[0], PEOPLE[1], PEOPLE[3]]
    taken = take(commune, forms(changed(HOMES, 1, 3, 1), less), 2026)
    told = "Trong sổ còn thành viên không có trong tệp: Giàng Thị Mỷ; Giàng A Sử."
    assert told in [problem.reason for problem in taken.problems]
    assert len(select(commune, "SELECT * FROM membership WHERE until = '' AND deleted = 0")) == 4


def test_forms_after_a_book_fill_the_household_that_is_there(commune, forms, workbook):
    from tests.exchange.taking import line, sheet

    village = {"Bản Hua Khắt": sheet(line(1, "Giàng A Páo", cccd="015080000011", size=2))}
    take(commune, workbook(village), 2026)
    assert counts(take(commune, forms(), 2026)) == {"new": 1, "changed": 1}
    assert len(households(commune)) == 2
    assert by_head(commune)["Giàng A Páo"]["roster_complete"] == 1


def test_the_forms_of_the_sample_commune_go_in_whole(commune, tmp_path):
    from app.demo import make
    from app.demo.books import survey_book as writer

    path = tmp_path / "phieu-b-2026.xlsx"
    told = make()
    homes_told = list(told.households)
    writer.write(told, path)
    taken = take(commune, path, 2026)
    size = len(homes_told)
    assert counts(taken) == {"new": size}
    homes = by_head(commune)
    assert len(households(commune)) == size
    assert len(select(commune, "SELECT id FROM person")) == sum(home.size for home in homes_told)
    known = {home.head.name: home for home in homes_told}
    unique = [name for name in homes if sum(home.head.name == name for home in homes_told) == 1]
    assert all(klass(homes[name]) == known[name].now for name in unique)


def test_a_year_without_a_rule_book_still_reads_the_questions_of_today(forms):
    reading = read_file(forms(name="phieu-b-1999.xlsx"), on=date(2026, 10, 1))
    assert reading.year is None and len(reading.lines) == 2
