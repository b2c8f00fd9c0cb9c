"""Lines are as wide as they may be, and no letter is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.printing import fonts
from app.printing.wrapping import balanced, longest_word, parts, wrap

WORDS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyÀÁẢÃẠKH'-/=+*1234567890", min_size=1, max_size=40)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
WIDTHS = st.floats(1.5, 30)


@given(TEXTS, WIDTHS)
def test_no_letter_is_lost_and_no_line_is_too_wide(text, width):
    lines = wrap(text, fonts.REGULAR, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(fonts.ems(line, fonts.REGULAR) <= width + 1e-9 for line in lines)


@given(TEXTS, WIDTHS)
def test_words_that_fit_stay_whole(text, width):
    lines = wrap(text, fonts.REGULAR, width)
    short = [word for word in text.split() if fonts.ems(word, fonts.REGULAR) <= width]
    drawn = [word for line in lines for word in line.split()]
    assert [word for word in short if word not in drawn and not any(word in each for each in drawn)] == []


@given(TEXTS, WIDTHS)
def test_even_lines_are_as_few(text, width):
    even, greedy = balanced(text, fonts.BOLD, width), wrap(text, fonts.BOLD, width)
    assert len(even) == len(greedy)
    assert max(fonts.ems(line, fonts.BOLD) for line in even) <= width + 1e-9


def test_a_title_is_broken_evenly():
    text = "DANH SÁCH NIÊM YẾT KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026"
    lines = balanced(text, fonts.BOLD, fonts.ems(text, fonts.BOLD) * 0.9)
    first, second = (fonts.ems(line, fonts.BOLD) for line in lines)
    assert abs(first - second) < first * 0.25


def test_a_formula_is_broken_at_its_signs():
    assert parts("9=1-2-3-4+5") == ["9=", "1", "-2", "-3", "-4", "+5"]
    width = fonts.ems("+5+6+7+8", fonts.ITALIC) + 0.01
    assert wrap("9=1-2-3-4+5+6+7+8", fonts.ITALIC, width) == ("9=1-2-3-4", "+5+6+7+8")


def test_a_hyphened_name_is_broken_after_its_hyphen():
    assert wrap("Bru-Vân Kiều", fonts.REGULAR, fonts.ems("Bru-", fonts.REGULAR) + 0.3) == (
        "Bru-",
        "Vân",
        "Kiều",
    )


def test_a_mark_stays_on_its_letter():
    marked = "ơ\u0306" * 9
    for line in wrap(marked, fonts.REGULAR, 1.2):
        assert not line.startswith("\u0306")


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_nothing_is_a_line(text):
    assert [line.strip() for line in wrap(text, fonts.REGULAR, 5)] == [""] * (text.count("\n") + 1)


def test_the_longest_word():
    assert longest_word("Lò Văn Chống", fonts.REGULAR) == fonts.ems("Chống", fonts.REGULAR)
    assert longest_word("", fonts.REGULAR) == 0
