"""The targets of a year: set, set otherwise, refused in words, taken away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.ui.dialogs.targets import Targets
from app.ui.window import Window


@pytest.fixture
def window(hold, calm, qtbot):
    made = Window(hold(12))
    qtbot.addWidget(made)
    made.go("reports")
    made.show()
    calm()
    yield made
    made.close()


@pytest.fixture
def dialog(window, calm):
    window.screen_shown.titles.open("targets")
    calm()
    assert window.screen_shown._set_targets.isVisible()
    window.screen_shown._set_targets.click()
    calm()
    return window.findChild(Targets)


def fill(dialog, qtbot, what, value, done=""):
    dialog.what.inner.choose(what)
    dialog.value.inner.setText(value)
    dialog.reached.inner.setText(done)
    qtbot.mouseClick(dialog.accepting, Qt.MouseButton.LeftButton)


def test_a_target_is_set_and_stands_in_the_report(dialog, window, qtbot, calm):
    fill(dialog, qtbot, "poverty_rate", "14,83")
    calm()
    assert dialog.known.count() == 1
    assert dialog.known.first().value == 14.83
    assert dialog.value.text == ""
    report = window.screen_shown._prepared.preview.report
    assert any(14.83 in row.values.values() for row in report.rows)


def test_what_was_done_is_asked_only_where_the_book_does_not_count(dialog, qtbot, calm):
    dialog.what.inner.choose("poverty_rate")
    assert not dialog.reached.isVisible()
    fill(dialog, qtbot, "trained", "250", "40")
    calm()
    assert (dialog.known.first().value, dialog.known.first().done) == (250, 40)


@pytest.mark.parametrize(("value", "said"), [("mười", "Ghi số"), ("", "Ghi số"), ("-3", "Ghi số")])
def test_what_is_no_amount_is_told_under_its_field(dialog, qtbot, calm, value, said):
    fill(dialog, qtbot, "poverty_rate", value)
    calm()
    assert said in dialog.value.under.text()
    assert dialog.known.count() == 0


def test_what_cannot_be_is_refused_and_stays_to_be_mended(dialog, qtbot, calm):
    fill(dialog, qtbot, "poverty_rate", "140")
    calm()
    assert "không thể là giá trị" in dialog._wrong.text()
    assert dialog.value.text == "140"


def test_a_target_is_taken_up_and_taken_away(dialog, qtbot, calm):
    fill(dialog, qtbot, "poverty_rate", "14,83")
    calm()
    dialog.known.choose_current()
    assert dialog.value.text == "14,83"
    dialog.removing.click()
    calm()
    assert dialog.known.count() == 0
    assert not dialog.removing.isEnabled()
