"""Running text: nothing lost, nothing beyond the right edge, lines justified, dots to the edge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.printing import fonts
from app.printing.prose import TO_FILL, Look, prose

WIDTH = 300.0
LONG = (
    "Ủy ban nhân dân xã Nà Mây thông báo niêm yết công khai kết quả rà soát hộ nghèo, hộ cận nghèo năm 2026."
)


def lines(block):
    found = {}
    for words in block.words:
        found.setdefault(words.y, []).append(words)
    return list(found.values())


def right(line):
    last = line[-1]
    return last.x + fonts.ems(last.text, last.face) * last.size


def test_all_lines_but_the_last_end_at_the_right_edge():
    *full, last = lines(prose(LONG, Look(), WIDTH))
    assert len(full) >= 1
    assert all(right(line) == pytest.approx(WIDTH) for line in full)
    assert right(last) < WIDTH - 1


def test_the_first_line_is_indented():
    first, second, *_rest = lines(prose(LONG, Look(first=28.0), WIDTH))
    assert first[0].x == 28.0
    assert second[0].x == 0.0


def test_bold_words_are_bold_and_their_stars_are_gone():
    block = prose("**Điều 1.** Công nhận", Look(), WIDTH)
    assert [(words.text, words.face) for words in block.words] == [
        ("Điều", fonts.BOLD),
        ("1.", fonts.BOLD),
        ("Công", fonts.REGULAR),
        ("nhận", fonts.REGULAR),
    ]


@pytest.mark.parametrize("after", ["", ".", " m²"])
def test_dots_at_the_end_reach_the_edge(after):
    block = prose(f"Lý do: {TO_FILL}{after}", Look(align="left"), WIDTH)
    (line,) = lines(block)
    assert right(line) == pytest.approx(WIDTH, abs=0.3 * line[-1].size)
    assert any(set(words.text) == {"."} and len(words.text) > 20 for words in line)


def test_dots_within_a_line_are_short():
    (line,) = lines(prose(f"Lúc {TO_FILL} giờ cùng ngày", Look(), WIDTH))
    assert right(line) < WIDTH


@given(some.text(alphabet="abcđêừ A-/.\ue000", max_size=400), some.floats(40, 400))
def test_no_letter_is_lost_or_beyond_the_edge(text, width):
    block = prose(text, Look(), width)
    letters = "".join(words.text for words in block.words if set(words.text) != {"."})
    assert letters.replace(".", "") == "".join(text.replace(TO_FILL, "").split()).replace(".", "")
    assert all(right([words]) <= width + 0.01 for words in block.words if words.text)
