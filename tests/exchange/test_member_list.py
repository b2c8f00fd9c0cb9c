"""Phụ lục 2.3: members gathered to households, marks, places between, poor or near-poor by the title."""

from datetime import date

import pytest

from app.dates import PartialDate
from app.exchange.kinds import member_list
from app.exchange.lines import MemberLine

TODAY = date(2026, 10, 1)
HEAD = [
    "STT chủ hộ",
    "STT thành viên hộ",
    "HỌ, TÊN CHỦ HỘ VÀ THÀNH VIÊN TRONG HỘ",
    "Nam",
    "Nữ",
    "Dân tộc",
    "Quan hệ với chủ hộ",
    "Nghèo mới",
    "Tái nghèo",
    "Nghèo cũ",
    "Hộ chính sách có công",
    "Hộ DTTC",
    "Hộ không có khả năng lao động",
    "Hỗ trợ y tế",
    "Hỗ trợ giáo dục",
]
NUMBERS = ["A", "B", "C", *range(1, 13)]
PLACE = ["", "", "BẢN NẬM MƠ"]
HEADS = [1, 1, "Lò Văn Ún", 1980, "", "Thái", "Chủ hộ", "", "", "x", "x", "", "", "x", "x"]
WIFE = ["", 2, "VÌ THỊ ỎN", "", "2/9/1982", "Thái", "Vợ/chồng"]
CHILD = ["", 3, "Lò Văn Inh", 2015, "", "Thái", "Con"]
OTHER = [2, 1, "Giàng A Páo", 1990, "", "Mông", "Chủ hộ", "", "x"]


@pytest.fixture
def read(book):
    def reading(*rows, title="DANH SÁCH CHI TIẾT HỘ NGHÈO NĂM 2026"):
        return member_list.read(book({"PL": [[title], HEAD, NUMBERS, *rows]}), None, TODAY)

    return reading


def test_members_are_gathered_by_their_head(read):
    reading = read(PLACE, HEADS, WIFE, CHILD, OTHER)
    un, pao = reading.lines
    assert un.members == (
        MemberLine("Lò Văn Ún", PartialDate(1980), "male", "03", "head", 5),
        MemberLine("Vì Thị Ỏn", PartialDate(1982, 9, 2), "female", "03", "spouse", 6),
        MemberLine("Lò Văn Inh", PartialDate(2015), "male", "03", "child", 7),
    )
    assert (un.name, un.size, un.village, un.ethnic, un.row) == ("Lò Văn Ún", 3, "Bản Nậm Mơ", "03", 5)
    assert (un.stated, un.before, un.groups, un.local_minority) == ("poor", "poor", ("merit",), False)
    assert un.extra == {"supports": "health;education", "new_again": "old"}
    assert (pao.size, pao.before, pao.extra) == (1, None, {"new_again": "again"})
    assert (reading.year, reading.problems) == (2026, ())
    totals = reading.totals
    assert totals.rows == totals.lines + totals.puzzles + sum(totals.skipped.values())


def test_near_poor_by_the_title(read):
    (line,) = read(HEADS, title="DANH SÁCH CHI TIẾT HỘ CẬN NGHÈO").lines
    assert (line.stated, line.before) == ("near_poor", "near_poor")


def test_each_place_line_opens_a_village(read):
    reading = read(PLACE, HEADS, WIFE, ["", "", "XÃ TÀ GHÊNH"], OTHER, ["", "", "TÀ LÈNG"], OTHER)
    assert [line.village for line in reading.lines] == ["Bản Nậm Mơ", "Xã Tà Ghênh", "Tà Lèng"]


def test_a_birth_year_must_stand_in_one_column(read):
    both = [1, 1, "Lò Văn Ún", 1980, 1980, "Thái", "Chủ hộ"]
    none = [1, 1, "Lò Văn Ún", "", "", "Thái", "Chủ hộ"]
    for row, birth in ((both, PartialDate(1980)), (none, None)):
        (line,) = read(row).lines
        assert (line.sex, line.birth) == (None, birth)
        assert "một trong hai cột" in line.warnings[0].reason


def test_bad_cells_are_told_at_the_member(read):
    (line,) = read(HEADS, ["", 2, "Vì Thị Ỏn", "", "31/2/1990", "Sao Hỏa", "Bạn", "y"]).lines
    assert [problem.where for problem in line.refusals] == ["E5"]
    assert [problem.where for problem in line.warnings] == ["F5", "G5"]
    (line,) = read([*HEADS[:7], "?"]).lines
    assert [problem.where for problem in line.refusals] == ["H4"]


def test_members_without_a_head_are_problems(read):
    reading = read(WIFE, HEADS, ["", 2, "", 1990])
    assert [problem.row for problem in reading.problems] == [4, 6]
    assert [line.size for line in reading.lines] == [1]


def test_a_fingerprint_covers_the_members(read):
    assert read(HEADS, WIFE).lines[0].fingerprint == read(OTHER, [7, *HEADS[1:]], WIFE).lines[1].fingerprint
    assert read(HEADS, WIFE).lines[0].fingerprint != read(HEADS, CHILD).lines[0].fingerprint


def test_recognised_by_heads_and_surer_by_title(book):
    assert member_list.recognise(book({"PL": [["Phụ lục số 2.3"], HEAD, NUMBERS, HEADS]})) == 1.0
    assert member_list.recognise(book({"PL": [HEAD, NUMBERS, HEADS]})) == 0.85
    assert member_list.recognise(book({"PL": [["TT", "Họ và tên", "Dân tộc"]]})) == 0.0
