"""The files are laid out, and dirty, as those of officers are; read back with calamine and openpyxl."""

import json
import re
import unicodedata
from collections import Counter
from datetime import datetime

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from app.demo.books.poor_list import old_letters
from app.old_encodings import decode
from app.rules.book import book as rule_book
from app.rules.codes import code_list
from app.rules.survey import load_survey


def rows(path, sheet):
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


@pytest.fixture(scope="module")
def book(folder):
    return openpyxl.load_workbook(folder / "so-xa-na-may-2026.xlsx")


def lines(sheet):
    return [row for row in sheet.iter_rows(min_row=7) if isinstance(row[0].value, int)]


def test_sheets_of_the_commune_book_are_villages_with_a_space_behind(book, commune):
    assert book.sheetnames == [f"{village.name} " for village in commune.villages]


def test_furniture_of_the_commune_book(book):
    for sheet in book:
        assert sheet["A1"].value == "ỦY BAN NHÂN DÂN XÃ NÀ MÂY"
        assert sheet["A3"].value == f"DANH SÁCH HỘ RÀ SOÁT NĂM 2026 - {sheet.title.strip().upper()}"
        assert {str(cells) for cells in sheet.merged_cells.ranges} == {"A1:F1", "A3:X3", "J5:U5"}
        heads = [cell.value for cell in sheet[6]]
        assert heads[:9] == [
            "STT", "Họ và tên chủ hộ", "Năm sinh", "Giới tính", "Dân tộc", "Số CCCD", "Số khẩu", "Điểm B1",
            "Điểm B2",
        ]  # fmt: skip
        assert heads[9:21] == [str(number) for number in range(1, 13)]
        assert heads[21:] == ["Nguyên nhân nghèo", "Kết quả năm trước", "Kết quả rà soát", "Ghi chú"]
        assert sheet.cell(sheet.max_row, 2).value == "NGƯỜI LẬP BIỂU"
        assert sheet.cell(sheet.max_row, 18).value == "TRƯỞNG BẢN"


def test_a_sum_after_every_forty_lines(book, folder):
    for sheet in book:
        sums = [row for row in sheet.iter_rows(min_row=7) if row[1].value == "Cộng"]
        assert len(sums) == len(lines(sheet)) // 40
        cached = rows(folder / "so-xa-na-may-2026.xlsx", sheet.title)
        for row in sums:
            first, last = map(int, re.fullmatch(r"=SUM\(G(\d+):G(\d+)\)", row[6].value).groups())
            assert last - first == 39
            assert cached[row[0].row - 1][6] == sum(
                sheet.cell(number, 7).value for number in range(first, last + 1)
            )


def test_lines_of_the_commune_book_say_what_the_commune_is(book, commune):
    causes = code_list("causes")
    for sheet, village in zip(book, commune.villages, strict=True):
        for row, home in zip(lines(sheet), village.households, strict=True):
            values = [cell.value for cell in row]
            assert unicodedata.normalize("NFC", values[1]).lower() == home.head.name.lower()
            assert values[6:9] == [home.size, home.b1, home.b2]
            assert [mark == "x" for mark in values[9:21]].count(True) == len(home.deprived)
            named = values[21].split("; ") if values[21] else []
            assert tuple(map(causes.read, named)) == home.causes
            assert tuple(map(code_list("classes").read, values[22:24])) == (home.before, home.now)


def test_dirt_of_the_commune_book(book):
    spelled, births, numbers = Counter(), Counter(), Counter()
    decomposed = 0
    for sheet in book:
        for row in lines(sheet):
            name, birth, identity = row[1].value, row[2].value, row[5].value
            decomposed += not unicodedata.is_normalized("NFC", name)
            spelled[row[4].value] += 1
            births[type(birth), "/" in str(birth)] += 1
            numbers[type(identity)] += 1
            assert (name == name.upper()) == (sheet.title == "Bản Nậm Mơ ")
    assert 30 < decomposed < 100
    assert spelled["Mông"] > spelled["H'Mông"] > 40
    assert set(births) == {(int, False), (str, False), (str, True), (datetime, False)}
    assert min(births.values()) > 50
    assert min(numbers[int], numbers[type(None)]) > 50
    assert numbers[str] > 300


@pytest.mark.parametrize(
    ("name", "klass", "title"),
    [
        ("phu-luc-2.3-ho-ngheo-2026.xlsx", "poor", "DANH SÁCH CHI TIẾT HỘ NGHÈO"),
        ("phu-luc-2.3-ho-can-ngheo-2026.xlsx", "near_poor", "DANH SÁCH CHI TIẾT HỘ CẬN NGHÈO"),
    ],
)
def test_member_lists(folder, commune, name, klass, title):
    sheet = rows(folder / name, "PL 2.3")
    assert sheet[0][18] == "Phụ lục số 2.3"
    assert sheet[1][0] == title
    assert sheet[4] == ["A", "B", "C", *(float(number) for number in range(1, 17))]
    listed = [home for home in commune.households if home.now == klass]
    assert [row[2] for row in sheet[5:] if not row[1]] == [
        village.name.upper() for village in commune.villages
    ]
    members = [row for row in sheet[5:] if row[1]]
    assert [row[2] for row in members] == [member.name for home in listed for member in home.members]
    assert [row[3] or row[4] for row in members] == [m.birth.year for home in listed for m in home.members]
    heads = [row for row in members if row[6] == "Chủ hộ"]
    assert len(heads) == len(listed)
    assert all([row[7], row[8], row[9]].count("x") == 1 for row in heads)
    assert all(row[0] for row in heads) and not any(row[0] for row in members if row not in heads)


def test_kinds_of_poverty_on_the_member_list(folder):
    sheet = rows(folder / "phu-luc-2.3-ho-ngheo-2026.xlsx", "PL 2.3")
    assert [sum(row[column] == "x" for row in sheet[5:]) for column in (7, 8, 9)] == [11, 3, 223]


def test_national_export(folder, commune):
    sheet = rows(folder / "xuat-quoc-gia-2025.xlsx", "Sheet")
    assert sheet[0][:3] == ["date", "family.hostName", "family.code"]
    assert sheet[1][9] == "Kết quả rà soát"
    found = Counter(tuple(row) for row in sheet[2:])
    assert found.total() == 366
    assert sum(times - 1 for times in found.values()) == 73
    assert max(found.values()) == 2
    assert sum(row[1] == "Nguyễn VĂN A" and row[2] == "999" for row in sheet[2:]) == 1
    assert all(isinstance(value, str) for row in sheet for value in row)
    last_year = Counter(home.head.name for home in commune.households if home.before != "not_poor")
    kept = Counter(row[1] for row in found if row[1] != "Nguyễn VĂN A")
    assert kept <= last_year
    assert (last_year - kept).total() == 73


def test_old_list_is_in_the_letters_of_its_time(folder, commune):
    sheet = openpyxl.load_workbook(folder / "ho-ngheo-2015.xlsx")["HN 2015"]
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {".VnTime"}
    assert sheet["B1"].value == "Hä vµ tªn chñ hé"
    listed = [home for home in commune.households if home.listed_2015]
    read = [decode(row[1], "tcvn3") for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [name.lower() for name in read] == [home.head.name.lower() for home in listed]
    sizes = [row[4] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert all(1 <= size <= home.size for size, home in zip(sizes, listed, strict=True))


def test_old_letters():
    assert old_letters("Họ và tên chủ hộ") == "Hä vµ tªn chñ hé"
    assert old_letters("Lò Văn Ún") == "Lß V¨n ón"
    assert old_letters("Lường Thị Ưởng") == "L\u00adêng ThÞ ¦ëng"
    assert old_letters("Ƀlim Brŏng") == "Blim Brong"


def test_control_totals(folder, commune):
    told = json.loads((folder / "doi-chieu-2026.json").read_text("utf-8"))
    assert list(told) == ["commune", *(village.name for village in commune.villages)]
    assert told["commune"]["all"] == {"households": 591, "persons": 2965}
    assert told["Bản Tà Ghênh"]["near_poor"] == {"households": 14, "persons": 65}
    sheet = rows(folder / "doi-chieu-2026.xlsx", "Đối chiếu")
    assert sheet[-1][1:] == ["Tổng cộng", 591, 2965, 237, 1162, 92, 467, 262, 1336]
    for row in sheet[4:-1]:
        groups = (told[row[1]][group] for group in ("all", "poor", "near_poor", "not_poor"))
        assert row[2:] == [number for group in groups for number in group.values()]


def test_survey_book_holds_every_answer(folder, commune):
    questions = {question.key: question for question in load_survey("phieu-b").questions}
    homes, people = (
        [dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]]
        for sheet in (rows(folder / "phieu-b-2026.xlsx", name) for name in ("Hộ", "Thành viên"))
    )
    assert len(homes) == 591 and len(people) == 2965
    members = iter(people)
    items = {item.name: item.key for item in rule_book("vn-2021").income_items}
    for row, home in zip(homes, commune.households, strict=True):
        assert [row["Mã hộ"], row["Thôn, bản"], row["Họ và tên chủ hộ"]] == [
            home.code,
            home.village,
            home.head.name,
        ]
        assert [row["Số khẩu"], row["Năm lập hộ"], row["Điểm B1"]] == [home.size, home.since, home.b1]
        assert answered(questions, "household", row) == home.answers | groups_and_causes(home)
        assert {items[name]: row[name] for name in items if row[name] != ""} == home.worksheet
        for place, member in enumerate(home.members, 1):
            line = next(members)
            assert [line["Mã hộ"], line["STT"]] == [home.code, place]
            told = answered(questions, "member", line)
            assert {key: told.pop(key) for key in ("name", "relation", "birth", "sex", "ethnic")} == {
                "name": member.name,
                "relation": member.relation,
                "birth": member.birth.shown,
                "sex": member.sex,
                "ethnic": member.ethnic,
            }
            assert told.pop("identity", "") == member.identity
            assert told == member.answers


def groups_and_causes(home):
    asked = {"groups": home.groups}
    return asked if home.now == "not_poor" else asked | {"causes": home.causes}


def answered(questions, subject, row):
    """Answers by key, read back by the words of the head alone."""
    return {
        question.key: value(question, row[question.text])
        for question in questions.values()
        if question.subject == subject and row[question.text] != ""
    }


def value(question, cell):
    if question.kind == "yesno":
        return {"Có": True, "Không": False}[cell]
    if question.kind == "choice":
        return question.list.read(cell)
    if question.kind == "many":
        return () if cell == "Không có" else tuple(map(question.list.read, cell.split("; ")))
    if question.kind == "amounts":
        pairs = [] if cell == "Không có" else [part.rsplit(": ", 1) for part in cell.split("; ")]
        return {question.list.read(name): int(number) for name, number in pairs}
    return cell


def test_heads_of_the_survey_book_are_unique(folder):
    for name in ("Hộ", "Thành viên"):
        heads = rows(folder / "phieu-b-2026.xlsx", name)[0]
        assert len(heads) == len(set(heads))
        assert all(heads)
