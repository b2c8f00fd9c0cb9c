"""The board of a round: its numbers open what is behind them; a round is opened, closed, reopened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.store.listing import Wanted
from app.ui.dialogs.rounds import OpenRound, Reopen, Request
from app.ui.screens.review_form import Reviewed
from app.ui.window import Window

from .reviewing import Keyboard


@pytest.fixture
def window(hold, calm, qtbot):
    made = Window(hold(40))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.go("reviews")
    calm()
    yield made
    made.close()


@pytest.fixture
def board(window):
    return window.screen_shown


@pytest.fixture
def wanted(window):
    asked = []
    window.desk.wanted.connect(lambda key, what: asked.append((key, what)))
    return asked


def cells(board, key):
    place = next(place for place, one in enumerate(board.table.rows.columns) if one.key == key)
    return [board.table.rows.index(line, place).data() for line in range(board.table.rows.rowCount())]


def test_villages_stand_by_the_states_of_their_cases_and_add_up(board):
    QAbstractItemModelTester(board.table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert cells(board, "area") == ["Bản Một", "Bản Hai", "Cả xã"]
    assert cells(board, "cases") == ["20", "20", "40"]
    assert cells(board, "state.not_begun") == ["4", "4", "8"]
    assert cells(board, "state.done") == ["16", "16", "32"]
    assert board.tasks.count() == 2
    assert "8 hộ ở 2 bản" in board._open_ones.note.text()


@pytest.mark.parametrize(
    ("key", "screen"),
    [("class.poor", "households"), ("cases", "households"), ("state.not_begun", "review_form")],
)
def test_enter_on_a_number_opens_what_is_behind_it(board, wanted, key, screen, calm, window):
    place = next(place for place, one in enumerate(board.table.rows.columns) if one.key == key)
    board.table.setFocus()
    board.table.setCurrentIndex(board.table.rows.index(1, place))
    Keyboard(window).press(Qt.Key.Key_Return)
    ((asked, what),) = wanted
    assert asked == screen
    village = window.desk.outline.areas[1]
    if screen == "households":
        assert isinstance(what, Wanted)
        assert what.places == village.within
    else:
        assert what == Reviewed(area=village, state="not_begun")
    calm()
    if screen == "review_form":
        assert {line.state for line in window.screen_shown.list.shown()} == {"not_begun"}


def test_ctrl_enter_goes_on_with_the_first_open_form(board, window, calm):
    board.table.setFocus()
    Keyboard(window).ctrl(Qt.Key.Key_Return)
    calm()
    form = window.screen_shown
    assert form.kind.key == "review_form"
    assert form.filling.form.state == "not_begun"


def test_a_round_with_open_cases_is_not_closed_and_says_which(board, calm, heard):
    board.close_round()
    calm()
    assert "còn 8 hộ" in heard.faults[0].what


def test_a_round_is_opened_for_the_year_after_and_comes_into_view(board, window, calm, heard):
    board.open_round()
    dialog = board.findChild(OpenRound)
    assert dialog.year.text == "2027"
    dialog.year.inner.setText("hai nghìn")
    dialog.do()
    assert "bốn chữ số" in dialog.year.under.text()
    dialog.year.inner.setText("2027")
    dialog.do()
    calm()
    assert not heard.faults
    assert window.desk.view.year == 2027
    assert sum(map(int, cells(board, "state.not_begun")[:2])) > 0


def test_a_closed_round_is_reopened_only_with_a_reason(window, calm, heard, qtbot):
    desk = window.desk
    last = next(one for one in desk.outline.rounds if one.year == 2025)
    desk.look_at(last)
    calm()
    board = window.screen_shown
    assert board._close.text().strip() == "Mở lại…"
    assert not board._request.isEnabled()
    board.close_round()
    dialog = board.findChild(Reopen)
    assert not dialog.accepting.isEnabled()
    dialog.why.setPlainText("xã gửi lại danh sách")
    dialog.do()
    calm()
    assert desk.view.round.state == "open"
    assert not heard.faults


def test_a_household_asks_to_be_reviewed(board, window, calm, heard):
    window.desk.look_at(window.desk.view.round)
    board.open_round()
    board.findChild(OpenRound).do()
    calm()
    board.request()
    dialog = board.findChild(Request)
    dialog.search.inner.setText("giang a pao")
    calm()
    assert dialog.accepting.isEnabled()
    dialog.on.inner.setText("31/2/2026")
    dialog.do()
    assert "Không có ngày này" in dialog.on.under.text()
    dialog.on.inner.setText("20/11/2026")
    for place in range(dialog.found.count()):
        dialog.found.setCurrentIndex(dialog.found.model().index(place, 0))
        dialog.do()
        calm()
        if window.screen_shown.kind.key == "review_form":
            break
    assert window.screen_shown.kind.key == "review_form"
    assert window.screen_shown.filling.form.head_name == "Giàng A Páo"
    assert QApplication.activeModalWidget() is None
