"""Identity numbers that Excel took for quantities, and what they tell."""

import pytest

from app.dates import PartialDate
from app.exchange.values.cells import Taken
from app.exchange.values.identity import identity_number, phone

BORN = PartialDate(2002)


def test_a_sound_number_says_nothing():
    assert identity_number("015202239874", BORN, "male") == Taken("015202239874")
    assert identity_number("015302239874", BORN, "female") == Taken("015302239874")
    assert identity_number("015080566345", PartialDate(1980, 12, 17), "male") == Taken("015080566345")
    assert identity_number("'015 202 239 874", None, None) == Taken("015202239874")
    assert identity_number("", BORN, "male") == Taken("")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (15202239874.0, "015202239874"),
        (1202239874.0, "001202239874"),
        (12345678.0, "012345678"),
        ("15202239874", "015202239874"),
    ],
)
def test_lost_zeros_are_put_back_and_told(cell, number):
    taken = identity_number(cell)
    assert taken.value == number
    assert taken.warnings == (f"Đã thêm số 0 bị mất ở đầu: {number}.",)


def test_old_cards_keep_nine_digits():
    assert identity_number("012345678") == Taken("012345678")
    assert identity_number(123456789.0) == Taken("123456789")


@pytest.mark.parametrize("cell", ["7,1E+10", "7.1E+10", "1,52022E+10", 71_000_000_000.0])
def test_digits_that_excel_lost_cannot_come_back(cell):
    taken = identity_number(cell)
    assert taken.value == ""
    assert "làm mất" in taken.warnings[0]
    assert not taken.refusal


@pytest.mark.parametrize(
    ("cell", "birth", "sex", "warning"),
    [
        ("003202239874", BORN, "male", "003 không phải mã tỉnh"),
        ("015202239874", BORN, "female", "là của nam"),
        ("015302239874", BORN, "male", "là của nữ"),
        ("015202239874", PartialDate(2003), "male", "năm sinh 2002, danh sách ghi 2003"),
        ("0152022398", BORN, "male", "10 chữ số"),
        ("chưa có", None, None, "không phải là số định danh"),
    ],
)
def test_disagreement_is_a_warning_and_never_a_refusal(cell, birth, sex, warning):
    taken = identity_number(cell, birth, sex)
    assert any(warning in said for said in taken.warnings)
    assert taken.value == cell
    assert not taken.refusal


def test_numbers_of_those_born_abroad_are_not_checked_for_a_province():
    assert identity_number("118202239874", BORN, "male") == Taken("118202239874")


@pytest.mark.parametrize("cell", ["0912 345 678", "0912.345.678", "+84 912 345 678", "84912345678"])
def test_telephones(cell):
    assert phone(cell) == Taken("0912345678")


def test_telephones_with_warnings():
    assert phone(912345678.0) == Taken("0912345678", ("Đã thêm số 0 bị mất ở đầu: 0912345678.",))
    assert "không giống" in phone("12").warnings[0]
    assert phone("") == phone("-") == Taken("")
