"""Habits of several screens: keys of the overview, F6 between panes, a list as a workbook, the search."""

from __future__ import annotations

import tomllib
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import app.ui
from app.paths import resource
from app.rules.raw import CONFIDENCES
from app.ui.window import Window

UI = Path(app.ui.__file__).parent
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(hold, qtbot, calm):
    made = Window(hold(40))
    qtbot.addWidget(made)
    made.go("overview")
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    calm()
    yield made
    made.close()


@pytest.fixture
def households(window, calm):
    window.go("households")
    calm()
    return window.screen_shown


def test_ctrl_p_on_the_overview_opens_the_report_of_the_result(window, qtbot, calm):
    qtbot.keyClick(window.screen_shown, Qt.Key.Key_P, CTRL)
    calm()
    assert window.screen_shown.kind.key == "reports"
    assert window.screen_shown.titles.current() == "1"


def test_ctrl_enter_on_the_overview_opens_what_waits_first(window, qtbot, calm):
    first = window.screen_shown.tasks.first()
    qtbot.keyClick(window.screen_shown, Qt.Key.Key_Return, CTRL)
    calm()
    assert window.screen_shown.kind.key == "procedure_village"
    assert window.screen_shown._page.place == first.place


def test_f6_goes_through_the_panes_of_a_screen_and_then_to_the_sidebar(window, qtbot, calm):
    screen = window.screen_shown
    screen.classes.setFocus()
    seen = []
    for _press in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert screen.villages in seen
    assert screen.tasks in seen
    assert any(window.sidebar.isAncestorOf(one) for one in seen)


def test_the_households_listed_are_written_to_a_workbook(households, calm, tmp_path, heard):
    households._toggle_column("cccd")
    households.export_to(tmp_path / "hộ.xlsx")
    calm()
    sheet = openpyxl.load_workbook(tmp_path / "hộ.xlsx").active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 41
    head = list(rows[0])
    at = head.index("CCCD")
    first = households.table.rows.row(0).line
    assert rows[1][at] == first.cccd
    assert isinstance(rows[1][at], str)
    assert sheet.cell(2, at + 1).number_format == "@"
    assert rows[1][head.index("Khẩu")] == first.persons
    assert heard.sentences


def test_of_a_selection_only_the_chosen_are_written(households, calm, tmp_path):
    households.table._toggle(0)
    households.table._toggle(2)
    households.export_to(tmp_path / "chọn.xlsx")
    calm()
    rows = list(openpyxl.load_workbook(tmp_path / "chọn.xlsx").active.iter_rows(values_only=True))
    code = rows[0].index("Mã hộ")
    assert [row[code] for row in rows[1:]] == [households.table.rows.row(n).line.code for n in (0, 2)]


def test_enter_right_after_typing_chooses_what_was_typed_for(window, qtbot, calm):
    field = window.topbar.search
    field.setFocus()
    field.setText("danh muc")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    calm()
    assert window.screen_shown.kind.key == "catalogues"


def test_f1_in_a_field_says_what_it_is_and_by_which_article_and_goes_again(window, qtbot, calm):
    from app.ui.dialogs.rounds import Request

    dialog = Request(window.desk, window, 2026, lambda _key: None)
    dialog.open()
    dialog.on.inner.setFocus()
    typed = dialog.on.text
    qtbot.keyClick(dialog.on.inner, Qt.Key.Key_F1)
    assert "Mẫu 01" in dialog.on.under.text()
    assert "Căn cứ: Quyết định 24/2021/QĐ-TTg" in dialog.on.under.text()
    qtbot.keyClick(dialog.on.inner, Qt.Key.Key_F1)
    assert not dialog.on.under.isVisible()
    assert dialog.on.text == typed
    qtbot.keyClick(dialog.search.inner, Qt.Key.Key_F1)
    assert "không có quy định riêng" in dialog.search.under.text()
    dialog.reject()


def test_every_explanation_is_of_a_field_that_there_is():
    entries = tomllib.loads(resource("help", "fields.toml").read_text("utf-8"))["field"]
    names = {entry["name"] for entry in entries}
    assert len(names) == len(entries)
    code = "".join(path.read_text("utf-8") for path in UI.rglob("*.py"))
    assert not [name for name in names if f'_("{name}")' not in code]
    assert all(entry["confidence"] in CONFIDENCES for entry in entries if entry["article"])
