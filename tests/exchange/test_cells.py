"""One cell as a value or a reason."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.values.cells import Taken, coded, decimal, mark, said, text_of, whole
from app.i18n import number


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("", None),
        ("  ", None),
        ("–", None),
        ("--", None),
        (4.0, 4),
        (4, 4),
        ("4", 4),
        ("500.000.000", 500_000_000),
        ("1,234", 1234),
        ("1 500 000", 1_500_000),
        ("1.500.000 đồng", 1_500_000),
        ("1.200 người", 1200),
        ("5 khẩu", 5),
        ("0,5 triệu", 500_000),
        ("1.5 triệu đồng", 1_500_000),
        ("2 tỷ", 2_000_000_000),
        ("750 nghìn", 750_000),
        ("-3", -3),
        ("45,0", 45),
    ],
)
def test_whole_numbers(cell, value):
    assert whole(cell) == Taken(value)


@pytest.mark.parametrize(
    "cell", ["abc", "4 con trâu", "45,5", 45.5, "1.2.3", "12.34.567", date(2020, 1, 1), True]
)
def test_what_is_no_whole_number_says_why(cell):
    taken = whole(cell)
    assert taken.value is None
    assert taken.refusal.endswith(".")
    assert text_of(cell) in taken.refusal


def test_unit_of_the_column_and_own_unit():
    assert whole(4815.0, 10**6) == Taken(4_815_000_000)
    assert whole("835,168", 10**6).value == 835_168 * 10**6
    assert whole(835.168, 10**6) == Taken(835_168_000)
    assert whole("0,5 triệu", 1000) == Taken(500_000)


def test_a_number_that_may_be_read_twice_is_told():
    taken = whole("1.500 triệu")
    assert taken.value == 1_500_000_000
    assert taken.warnings == ("“1.500 triệu” được hiểu là 1.500.000.000 đồng.",)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("45,5", 45.5),
        ("45.5", 45.5),
        (45.5, 45.5),
        (45.0, 45.0),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("90%", 90),
    ],
)
def test_decimals(cell, value):
    assert decimal(cell) == Taken(value)


@given(st.integers(0, 10**12))
def test_numbers_as_the_program_writes_them_are_read_back(value):
    assert whole(number(value)).value == whole(str(value)).value == whole(float(value)).value == value


@given(st.decimals(0, 10**6, places=2))
def test_decimals_as_the_program_writes_them_are_read_back(value):
    assert decimal(number(float(value), 2)).value == pytest.approx(float(value))


@pytest.mark.parametrize("cell", ["x", "X", " x ", "×", "✓", "v", "V", 1.0, 1, True, "1", "có", "Có"])
def test_ticks(cell):
    assert mark(cell) == Taken(True)


@pytest.mark.parametrize("cell", ["", " ", 0.0, "0", "-", "không", False])
def test_no_ticks(cell):
    assert mark(cell) == Taken(False)


@pytest.mark.parametrize("cell", ["xx", 2.0, "?", "3 người"])
def test_neither(cell):
    assert mark(cell).value is None
    assert "không phải là dấu đánh" in mark(cell).refusal


@pytest.mark.parametrize(
    ("cell", "codes", "code"),
    [
        ("Hộ nghèo", "classes", "poor"),
        ("HỘ CẬN NGHÈO", "classes", "near_poor"),
        ("không nghèo", "classes", "not_poor"),
        ("Nam", "sex", "male"),
        ("Nữ", "sex", "female"),
        ("H'Mông", "ethnic", "08"),
        ("H’Mông ", "ethnic", "08"),
        ("Vợ", "relation", "spouse"),
    ],
)
def test_coded_words(cell, codes, code):
    assert coded(cell, codes) == Taken(code)


def test_a_word_of_no_list():
    assert coded("Hộ giàu", "classes").refusal == "“Hộ giàu” không có trong danh mục loại hộ."
    assert coded("", "sex") == coded("-", "sex") == Taken(None)


def test_cells_as_text():
    cells = [4.0, 45.5, date(1980, 3, 5), datetime(1980, 3, 5, 1), " a  b ", time(1, 2)]
    assert [text_of(cell) for cell in cells] == ["4", "45,5", "05/03/1980", "05/03/1980", "a b", "01:02:00"]
    assert [said(cell) for cell in ("-", "…", "a-b")] == ["", "", "a-b"]
