"""A commune's own book: every oddity of the field, and the account of every row."""

from datetime import date

import pytest

from app.dates import PartialDate
from app.exchange.kinds import commune_book
from app.exchange.sheets.headers import ColumnMapping

TODAY = date(2026, 10, 1)
HEAD = [
    "STT",
    "Họ và tên chủ hộ",
    "Năm sinh",
    "Giới tính",
    "Dân tộc",
    "Số CCCD",
    "Số khẩu",
    "Điểm B1",
    "Kết quả",
]
HEAD.append("Ghi chú")
UN = [1, "Lò Văn Ún", "15/3/1980", "Nam", "Thái", "015080566345", 4, 120, "Hộ nghèo", ""]
PAO = [2, "GIÀNG A PÁO", 1990, "Nam", "H'Mông", "", 5, "140,5", "Hộ cận nghèo", "hộ có người có công"]
HEN = [3, "H'Hen Niê", date(1985, 12, 1), "Nữ", "Ê đê", 66185000123, 3, 200, "không nghèo", "ở xa"]


@pytest.fixture
def read(book):
    def reading(*rows, sheet="Bản Mơ ", mapping=None, titles=()):
        return commune_book.read(book({sheet: [*titles, HEAD, *rows]}), mapping, TODAY)

    return reading


def _account(reading):
    totals = reading.totals
    assert totals.rows == totals.lines + totals.puzzles + sum(totals.skipped.values())
    return {reason: count for reason, count in totals.skipped.items() if count}


def test_a_line_with_all_it_says(read):
    (line,) = read(UN).lines
    assert (line.sheet, line.row, line.village) == ("Bản Mơ ", 2, "Bản Mơ")
    assert (line.name, line.birth, line.sex) == ("Lò Văn Ún", PartialDate(1980, 3, 15), "male")
    assert (line.ethnic, line.cccd, line.size) == ("03", "015080566345", 4)
    assert (line.b1, line.b2, line.income, line.stated) == (120.0, None, None, "poor")
    assert (line.ticks, line.causes, line.groups, line.before) == (None, None, (), None)
    assert not (line.warnings or line.refusals or line.doubts or line.extra)


def test_capitals_numbers_and_dates(read):
    pao, hen = read(PAO, HEN).lines
    assert (pao.name, pao.birth, pao.b1, pao.ethnic) == ("Giàng A Páo", PartialDate(1990), 140.5, "08")
    assert (pao.groups, pao.note) == (("merit",), "hộ có người có công")
    assert (hen.name, hen.birth, hen.ethnic) == ("H'Hen Niê", PartialDate(1985, 12, 1), "12")
    assert (hen.cccd, hen.warnings[0].where) == ("066185000123", "F3")
    assert (hen.note, hen.groups) == ("ở xa", ())


def test_furniture_is_counted_by_reason(read):
    reading = read(
        UN,
        ["", "Cộng", "", "", "", "", 4],
        [],
        HEAD,
        PAO,
        ["", "Tổng cộng: 2 hộ", "", "", "", "", 9],
        [3],
        ["A", "B", 1, 2, 3, 4, 5, 6, 7, 8],
        ["Ghi chú: số liệu đến 01/10/2026"],
        ["", "", "", "", "", "", "Nà Mây, ngày 12 tháng 10 năm 2026"],
        ["", "NGƯỜI LẬP BIỂU", "", "", "", "", "", "TRƯỞNG BẢN"],
        ["", "(Ký, ghi rõ họ tên)"],
        ["", "Lò Văn Dũng", "", "", "", "", "", "Vì Văn Hặc"],
    )
    assert [line.row for line in reading.lines] == [2, 6]
    assert not reading.problems
    assert _account(reading) == {
        "header": 2,
        "subtotal": 2,
        "empty": 1,
        "numbered_empty": 1,
        "numbers": 1,
        "note": 1,
        "signature": 4,
    }


@pytest.mark.parametrize("name", ["Tống Văn Cộng", "Công Thị Tổng", "Chủ Tịch Văn A", "Bản Văn Ngày"])
def test_names_that_look_like_furniture_are_people(read, name):
    (line,) = read([1, name, 1980, "Nam", "Kinh", "", 2]).lines
    assert line.name == name


def test_a_household_without_number_birth_or_sex_is_still_a_line(read):
    reading = read(UN, ["", "Vì Thị Ỏn", "", "", "Thái", "", 2, 90, "Hộ nghèo"])
    assert [line.name for line in reading.lines] == ["Lò Văn Ún", "Vì Thị Ỏn"]


def test_what_cannot_be_placed_is_a_problem_not_a_guess(read):
    reading = read(UN, ["", "chuyển đi Lào Cai từ tháng 3"], ["", "", "", "", "", "", "", "", "", "xem lại"])
    assert [problem.row for problem in reading.problems] == [3, 4]
    assert "“chuyển đi Lào Cai từ tháng 3”" in reading.problems[0].reason
    assert reading.totals.puzzles == 2
    _account(reading)


def test_a_household_without_a_name_is_refused(read):
    (line,) = read([1, "", 1980, "Nam", "Kinh", "", 2]).lines
    assert [problem.reason for problem in line.refusals] == ["Thiếu họ tên chủ hộ."]


def test_bad_cells_are_refused_where_they_stand(read):
    (line,) = read([1, "Lò Văn Ún", "31/2/1990", "Nam", "Thái", "", "bốn", "abc", "giàu"]).lines
    assert [problem.where for problem in line.refusals] == ["C2", "G2", "H2", "I2"]
    assert line.extra == {"birth": "31/2/1990", "size": "bốn", "b1": "abc", "stated": "giàu"}
    assert all(problem.grave for problem in line.refusals)


def test_unknown_sex_and_people_only_warn_and_are_kept(read):
    (line,) = read([1, "Lò Văn Ún", 1980, "?", "Người Sao Hỏa", "", 2]).lines
    assert (line.sex, line.ethnic, line.refusals) == (None, None, ())
    assert [problem.grave for problem in line.warnings] == [False, False]
    assert line.extra == {"sex": "?", "ethnic": "Người Sao Hỏa"}


def test_ticks_causes_and_the_class_before(book):
    head = [
        "TT",
        "Họ tên",
        "Số khẩu",
        *(f"Chỉ số {n}" for n in range(1, 13)),
        "Nguyên nhân",
        "Năm trước",
        "Kết quả",
    ]
    marks = ["x", "", "×", "", "", "", "", "0", "", "X", "", 1]
    row = [1, "Lò Văn Ún", 4, *marks, "thiếu vốn; ốm đau, bệnh nặng, tai nạn", "HCN", "HN"]
    (line,) = commune_book.read(book({"Bản Mơ": [head, row]}), None, TODAY).lines
    ticked = [key for key, ticked in line.ticks.items() if ticked]
    assert ticked == ["employment", "nutrition", "sanitation", "information_means"]
    assert len(line.ticks) == 12
    assert (line.causes, line.before, line.stated) == (("capital", "illness"), "near_poor", "poor")


def test_income_in_thousands(book):
    head = ["TT", "Họ tên", "Số khẩu", "Thu nhập BQ (nghìn đồng/người/tháng)"]
    rows = [[1, "Lò Văn Ún", 4, 1250], [2, "Vì Văn Hặc", 4, "1.250"], [3, "Cà Văn Ún", 4, "1,3 triệu"]]
    lines = commune_book.read(book({"Bản Mơ": [head, *rows]}), None, TODAY).lines
    assert [line.income for line in lines] == [1_250_000, 1_250_000, 1_300_000]


def test_average_farming_is_not_poor_and_kept_beside(read):
    (line,) = read([*UN[:8], "Mức sống trung bình"]).lines
    assert (line.stated, line.extra) == ("not_poor", {"stated.average_farming": "x"})


def test_unknown_columns_are_kept(book):
    rows = [
        ["TT", "Họ tên", "Số khẩu", "Điểm B1", "Đàn trâu"],
        [1, "Lò Văn Ún", 4, 100, 2],
        [2, "Vì Văn Hặc", 3, 90, ""],
    ]
    reading = commune_book.read(book({"Bản Mơ": rows}), None, TODAY)
    assert [line.extra for line in reading.lines] == [{"Đàn trâu": "2"}, {}]
    (problem,) = reading.problems
    assert (problem.where, problem.grave) == ("E1", False)
    assert "“Đàn trâu”" in problem.reason


@pytest.mark.parametrize(
    ("sheet", "title", "village"),
    [
        ("Bản Hua Khắt ", "DANH SÁCH NĂM 2026 - BẢN HUA KHẮT", "Bản Hua Khắt"),
        ("Sheet1", "DANH SÁCH HỘ RÀ SOÁT NĂM 2026 - BẢN HUA KHẮT", "Bản Hua Khắt"),
        ("Sheet1", "UBND XÃ NÀ MÂY - BẢN CHÍNH", ""),
        ("Thôn 3", "DANH SÁCH", "Thôn 3"),
        ("Trang 1", "DANH SÁCH", ""),
    ],
)
def test_the_village_of_a_sheet(read, sheet, title, village):
    reading = read(UN, sheet=sheet, titles=[[title]])
    assert reading.lines[0].village == village


def test_headings_of_villages_between_lines(read):
    reading = read(["BẢN NẬM MƠ"], UN, ["", "Bản Tà Ghênh"], PAO, sheet="Sheet1")
    assert [line.village for line in reading.lines] == ["Bản Nậm Mơ", "Bản Tà Ghênh"]
    assert _account(reading) == {"header": 1, "place": 2}


def test_the_year_of_titles_tab_or_file(read, book):
    assert read(UN, titles=[["RÀ SOÁT NĂM 2026"]]).year == 2026
    assert read(UN).year is None
    assert commune_book.read(book({"A": [HEAD, UN]}, "rà soát 2024.xlsx"), None, TODAY).year == 2024


def test_a_fingerprint_is_of_content_not_of_place(read):
    first = read(UN, PAO).lines
    second = read(PAO, ["", "Cộng"], [9, *UN[1:]]).lines
    assert {line.fingerprint for line in first} == {line.fingerprint for line in second}
    assert first[0].fingerprint == read([1.0, "Lò Văn Ún ", *UN[2:]]).lines[0].fingerprint
    assert first[0].fingerprint != read([*UN[:6], 5, *UN[7:]]).lines[0].fingerprint
    assert first[0].fingerprint != read(UN, sheet="Bản Khác").lines[0].fingerprint
    assert [line.occurrence for line in read(UN, PAO, [3, *UN[1:]], UN).lines] == [1, 1, 2, 3]


def test_sheets_without_a_head_are_told(book):
    reading = commune_book.read(book({"Bản Mơ": [HEAD, UN], "Bìa": [["SỔ RÀ SOÁT"]]}), None, TODAY)
    assert len(reading.lines) == 1
    assert "“Bìa” không có dòng tiêu đề" in reading.problems[0].reason
    _account(reading)


def test_a_mapping_given(book):
    rows = [["TT", "Người đứng tên", "Số khẩu", "Điểm B1"], [1, "Lò Văn Ún", 4, 100]]
    mapping = ColumnMapping("commune_book", {"ordinal": 1, "name": 2, "size": 3}, header_row=1)
    reading = commune_book.read(book({"Bản Mơ": rows}), mapping, TODAY)
    assert reading.lines[0].name == "Lò Văn Ún"
    assert reading.lines[0].extra == {"Điểm B1": "100"}
    again = commune_book.read(book({"Bản Mơ": rows}), reading.mapping, TODAY)
    assert again.lines == reading.lines
