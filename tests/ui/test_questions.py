"""The painted list of questions: measured, scrolled, clicked, drawn in both themes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from app.ui import theme
from app.ui.widgets import question_paint as paint
from app.ui.widgets.question_lines import MemberLine, OpenLine, Option, QuestionLine, SectionLine
from app.ui.widgets.questions import Questions

OPTIONS = (Option("1", "Nước máy"), Option("2", "Khe, suối", on=True, amount="3 con"))


@pytest.fixture
def questions(qtbot):
    made = Questions()
    qtbot.addWidget(made)
    made.resize(640, 240)
    made.show()
    return made


def told(opened=12):
    section = SectionLine("s", "D. Nước", "1/2 câu", "warn", "giữ 1 câu", open=True, keys="Ctrl+Space")
    rows = [
        QuestionLine(n, f"D{n}", "Nguồn nước " * 9, "Khe", "4", "2025: 4 Khe", differs=True)
        for n in range(20)
    ]
    rows[opened] = OpenLine("open", "D9", "Nguồn nước?", tag="Chuẩn 2027", before="2025: 1", options=OPTIONS)
    return [section, MemberLine("m", 1, "Vàng A Chống", "Con · 9 tuổi", "1/9 câu"), *rows]


def test_the_open_question_is_always_in_view(questions):
    for opened in (0, 12, 19, 3):
        questions.fill(told(opened))
        rect = questions._rect(questions._place())
        assert rect.top() >= 0
        assert rect.bottom() <= questions.viewport().height()


def test_a_click_opens_a_line_or_chooses_an_option(questions, qtbot):
    questions.fill(told(0))
    went, picked = [], []
    questions.went.connect(went.append)
    questions.picked.connect(picked.append)
    qtbot.mouseClick(questions.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 40))
    room = paint.option_rects(questions.opened, questions._rect(2))[1]
    qtbot.mouseClick(questions.viewport(), Qt.MouseButton.LeftButton, pos=room.center().toPoint())
    assert (went, picked) == (["m"], ["2"])


def test_only_keys_of_options_are_picked(questions, qtbot):
    questions.fill(told())
    questions.take()
    picked = []
    questions.picked.connect(picked.append)
    for key in ("1", "9", "x", "2"):
        qtbot.keyClick(questions, key)
    assert picked == ["1", "2"]


def test_a_sentence_under_a_field_is_as_tall_as_it_needs(questions):
    short = OpenLine("a", "D1", "?", typing=True, wrong="Sai.")
    long = OpenLine("a", "D1", "?", typing=True, wrong="Sai vì rất nhiều điều. " * 12)
    assert paint.height(long, 640) > paint.height(short, 640) > paint.height(OpenLine("a", "D1", "?"), 640)


def test_text_not_kept_yet_is_handed_over_when_another_line_is_clicked(questions, qtbot):
    line = OpenLine("a", "D1", "?", typing=True)
    questions.fill([line, QuestionLine("b", "D2", "?")])
    questions.take()
    entered = []
    questions.entered.connect(lambda text, step: entered.append((text, step)))
    qtbot.keyClicks(questions.field, "45")
    qtbot.mouseClick(questions.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 110))
    assert entered == [("45", 0)]


def test_held_keys_come_later(questions, qtbot):
    questions.fill(told())
    questions.take()
    picked = []
    questions.picked.connect(picked.append)
    questions.hold(True)
    qtbot.keyClick(questions, "1")
    assert picked == []
    questions.hold(False)
    assert picked == ["1"]


@pytest.mark.parametrize("key", theme.THEMES)
def test_it_is_drawn_in_both_themes(questions, qapp, key):
    theme.apply(qapp, key)
    questions.fill(told())
    picture = questions.grab().toImage()
    assert picture.pixelColor(320, 120) != picture.pixelColor(320, 2) or not picture.isNull()
    ground = theme.colour("surface")
    assert any(picture.pixelColor(600, y) == ground for y in range(picture.height()))
