"""Numbers in words: the forms that change with their place, and what is said of noughts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.in_words import dong, in_words

DIGITS = {
    word: value
    for value, words in enumerate(
        ("không", "một mốt", "hai", "ba", "bốn tư", "năm lăm", "sáu", "bảy", "tám", "chín")
    )
    for word in words.split()
}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (99, "chín mươi chín"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1015, "một nghìn không trăm mười lăm"),
        (21_000, "hai mươi mốt nghìn"),
        (1_000_005, "một triệu không trăm linh năm"),
        (7_312_836, "bảy triệu ba trăm mười hai nghìn tám trăm ba mươi sáu"),
        (500_209_037, "năm trăm triệu hai trăm linh chín nghìn không trăm ba mươi bảy"),
        (835_168_000, "tám trăm ba mươi lăm triệu một trăm sáu mươi tám nghìn"),
        (1_000_000_000, "một tỷ"),
        (10_008_000_000, "mười tỷ không trăm linh tám triệu"),
        (2_000_000_000_000, "hai nghìn tỷ"),
        (1_000_000_000_000_000_001, "một tỷ tỷ không trăm linh một"),
        (-15, "âm mười lăm"),
    ],
)
def test_words(number, words):
    assert in_words(number) == words


def test_an_amount_begins_with_a_capital():
    assert dong(500_000_000) == "Năm trăm triệu đồng"
    assert dong(0) == "Không đồng"


@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_the_words_say_the_number(number):
    assert read_back(in_words(number)) == number


def read_back(words):
    """What a reader understands: digit by digit, part by part, billions apart."""
    if " tỷ" in words:
        above, _billion, below = words.rpartition(" tỷ")
        return read_back(above) * 10**9 + (read_back(below.strip()) if below else 0)
    total = part = digit = 0
    for word in words.split():
        if word in DIGITS:
            digit = DIGITS[word]
            part += digit
        elif word == "trăm":
            part += 99 * digit
        elif word == "mươi":
            part += 9 * digit
        elif word == "mười":
            part += 10
        elif word in ("nghìn", "triệu"):
            total, part = total + part * {"nghìn": 1000, "triệu": 10**6}[word], 0
    return total + part
