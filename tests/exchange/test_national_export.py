"""The national export: repeats are doubts, the test line is refused, nothing is removed."""

from datetime import date

import pytest

from app.exchange.kinds import national_export

TODAY = date(2026, 10, 1)
KEYS = [
    "date",
    "family.hostName",
    "family.code",
    "family.coDanTocTaiCho",
    "family.hostGender",
    "family.numberOfMembers",
    "quickReview.result",
    "b1Point",
    "b2Point",
    "classify",
    "reviewer",
]
LABELS = [
    "Thời gian rà soát",
    "Chủ hộ",
    "Mã hộ",
    "Dân tộc tại chỗ",
    "Giới tính",
    "Số nhân khẩu",
    "Phiếu A",
    "Phiếu B1",
    "Phiếu B2",
    "Kết quả rà soát",
    "Người rà soát",
]
HAC = ["", "Cà Văn Hặc", "52", "Có", "Nam", "3", "--", "120", "30", "Hộ nghèo", "Vì Văn Ún"]
INH = ["", "LƯỜNG VĂN INH", "31", "", "", "8", "--", "", "", "Hộ cận nghèo", ""]


@pytest.fixture
def read(book):
    def reading(*rows):
        return national_export.read(book({"Sheet": [KEYS, LABELS, *rows]}, "xuất 2025.xlsx"), None, TODAY)

    return reading


def test_lines_say_what_the_export_says(read):
    reading = read(HAC, INH)
    hac, inh = reading.lines
    assert (hac.name, hac.code, hac.sex, hac.size, hac.stated) == ("Cà Văn Hặc", "52", "male", 3, "poor")
    assert (hac.b1, hac.b2, hac.local_minority, hac.village) == (120.0, 30.0, True, "")
    assert hac.extra == {"quick": "--", "reviewer": "Vì Văn Ún"}
    assert (inh.name, inh.sex, inh.b1, inh.local_minority, inh.stated) == (
        "Lường Văn Inh",
        None,
        None,
        None,
        "near_poor",
    )
    assert (reading.year, reading.problems, reading.totals.skipped["header"]) == (2025, (), 2)


def test_a_repeat_is_a_doubt_that_names_the_first(read):
    lines = read(HAC, INH, HAC, HAC).lines
    assert [bool(line.doubts) for line in lines] == [False, False, True, True]
    assert [line.occurrence for line in lines] == [1, 1, 2, 3]
    assert all("lặp lại nguyên văn dòng 3:" in line.doubts[0].reason for line in lines[2:])
    assert not any(line.refusals for line in lines)


def test_a_difference_of_one_cell_is_no_repeat(read):
    assert not any(line.doubts for line in read(HAC, [*HAC[:5], "4", *HAC[6:]]).lines)


@pytest.mark.parametrize("name", ["Nguyễn VĂN A", "NGUYỄN VĂN A", "Nguyễn Thị B", "Test", "hộ test 1", "abc"])
def test_invented_names_are_refused(read, name):
    (line,) = read(["", name, "999", *HAC[3:]]).lines
    assert "tên thử" in line.refusals[0].reason


@pytest.mark.parametrize(
    "name", ["Nguyễn Văn An", "Giàng A Páo", "Nguyễn Thị Ba", "Y Bliă", "Trần Văn Cường"]
)
def test_real_names_are_not(read, name):
    (line,) = read(["", name, "12", *HAC[3:]]).lines
    assert not (line.refusals or line.doubts)


def test_a_code_of_nines_alone_is_only_a_doubt(read):
    (line,) = read(["", "Cà Văn Hặc", "999", *HAC[3:]]).lines
    assert not line.refusals
    assert "999" in line.doubts[0].reason


def test_recognised_with_and_without_the_row_of_keys(book):
    assert national_export.recognise(book({"Sheet": [KEYS, LABELS, HAC]})) == 1.0
    assert national_export.recognise(book({"Sheet": [LABELS, HAC]})) > 0.9
    assert national_export.recognise(book({"Sheet": [["TT", "Chủ hộ", "Số khẩu"]]})) == 0.0
