"""Every screen opens on nothing and on data, answers to keys, closes, and is freed."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication

from app.store.listing import Wanted
from app.ui.screens import PAGES, SCREENS
from app.ui.screens.household import HouseholdPage
from app.ui.screens.households import Households
from app.ui.screens.overview import OverviewScreen
from app.ui.screens.preferences import Preferences
from app.ui.widgets.table import leave_plain_text
from app.ui.window import Window
from app.vietnamese import sort_key

ALL = (*SCREENS, *PAGES)


def free(widget) -> None:
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.key)
@pytest.mark.parametrize("households", [0, 30])
def test_it_opens_closes_and_is_freed(kind, households, hold, calm, heard, qtbot):
    desk = hold(households)
    screen = kind.load()(desk)
    screen.resize(1190, 700)
    screen.show()
    calm()
    assert not screen.grab().isNull()
    assert not heard.bugs
    assert not heard.faults
    seen = weakref.ref(screen)
    screen.close()
    free(screen)
    del screen
    gc.collect()
    assert seen() is None


def test_every_screen_says_what_it_is():
    for kind in ALL:
        assert kind.key
        assert kind.title
        assert isinstance(kind.load().watches, frozenset)
        assert kind.load().kind is kind
    assert len({kind.key for kind in ALL}) == len(ALL)


@pytest.fixture
def window(hold, calm, qtbot):
    made = Window(hold(40))
    qtbot.addWidget(made)
    made.topbar.show_view()
    made.go("overview")
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    calm()
    yield made
    made.close()


def shown(window):
    return window.screen_shown


def test_the_sidebar_shows_the_screens_that_there_are(window):
    assert [item.text().strip() for item in window.sidebar.items.values()] == [kind.title for kind in SCREENS]


def test_alt_and_a_digit_goes_to_a_screen(window, calm, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    calm()
    assert isinstance(shown(window), Households)
    assert window.sidebar.items["households"].isChecked()
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    calm()
    assert isinstance(shown(window), OverviewScreen)


def test_a_number_of_the_overview_opens_its_households(window, calm, qtbot):
    screen = shown(window)
    line = screen._seen.classes[0]
    column = next(n for n, one in enumerate(screen.classes.rows.columns) if one.key == "households")
    screen.classes.setFocus()
    screen.classes.setCurrentIndex(screen.classes.rows.index(0, column))
    qtbot.keyClick(screen.classes, Qt.Key.Key_Return)
    calm()
    assert isinstance(shown(window), Households)
    assert shown(window).table.rows.rowCount() == line.households


def test_a_task_opens_what_waits(window, calm, qtbot):
    screen = shown(window)
    assert screen.tasks.count() == 2, "in both villages some are left"
    screen.tasks.setFocus()
    screen.tasks.step(1)
    qtbot.keyClick(screen.tasks, Qt.Key.Key_Return)
    calm()
    assert shown(window).kind.key == "procedure_village"
    assert shown(window).steps.current() == "survey"


@pytest.fixture
def households(window, calm):
    window.go("households")
    calm()
    return shown(window)


def test_the_list_has_everybody_in_order(households):
    rows = [households.table.rows.row(number) for number in range(40)]
    assert len({row.line.key for row in rows}) == 40
    assert [row.line.head for row in rows] == sorted((row.line.head for row in rows), key=sort_key)
    assert [label.text() for label in households.status._counts] == ["40 hộ", "80 khẩu"]


def test_typing_filters_without_accents(households, calm, qtbot):
    qtbot.keyClicks(households.filters.anything, "paO")
    calm()
    heads = {households.table.rows.row(n).line.head for n in range(households.table.rows.rowCount())}
    assert heads == {"Giàng A Páo"}
    qtbot.keyClick(households.filters.anything, Qt.Key.Key_Escape)
    calm()
    assert households.table.rows.rowCount() == 40


def test_nonsense_shows_what_to_do_and_loses_nothing(households, calm, qtbot):
    households.filters.anything.insert("không ai cả 😀")
    calm()
    assert households._pages.currentIndex() == 1
    assert households.filters.anything.text() == "không ai cả 😀"


def test_a_click_on_a_head_sorts_and_again_from_the_end(households, calm, qtbot):
    households.table.heads._sort(
        next(n for n, c in enumerate(households.table.rows.columns) if c.key == "b1")
    )
    calm()
    first = [households.table.rows.row(n).line.b1 for n in range(40)]
    known = [one for one in first if one is not None]
    assert known == sorted(known)
    households.table.heads._sort(
        next(n for n, c in enumerate(households.table.rows.columns) if c.key == "b1")
    )
    calm()
    again = [households.table.rows.row(n).line.b1 for n in range(40)]
    assert [one for one in again if one is not None] == sorted(known, reverse=True)


def test_segments_count_and_narrow(households, calm):
    counts = {klass: segment.accessibleName() for klass, segment in households.segments._segments.items()}
    assert counts[""].endswith("40")
    households.segments._segments["poor"].click()
    calm()
    assert {households.table.rows.row(n).line.now for n in range(households.table.rows.rowCount())} == {
        "poor"
    }
    assert counts["poor"].endswith(str(households.table.rows.rowCount()))


def test_space_selects_and_the_status_line_counts(households, calm, qtbot):
    households.table.setFocus()
    households.table.go_to(0)
    qtbot.keyClick(households.table, Qt.Key.Key_Space)
    qtbot.keyClick(households.table, Qt.Key.Key_Down)
    qtbot.keyClick(households.table, Qt.Key.Key_Down)
    qtbot.keyClick(households.table, Qt.Key.Key_Space)
    calm()
    assert households.table.selected() == [0, 2]
    assert households.status._selection.text() == "Đang chọn 2 hộ, 4 khẩu"


def test_select_all_takes_the_whole_filter(households, calm, qtbot):
    households.table.setFocus()
    qtbot.keyClick(households.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    calm()
    assert len(households.table.selected()) == 40


def test_a_copy_has_id_numbers_as_text(households, calm, qtbot, heard):
    households._toggle_column("cccd")
    households.table.setFocus()
    households.table.go_to(0)
    qtbot.keyClick(households.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    calm()
    row = households.table.rows.row(0).line
    data = QGuiApplication.clipboard().mimeData()
    assert row.cccd in data.text().splitlines()[1].split("\t")
    assert f"mso-number-format:'\\@'\">{row.cccd}</td>" in data.html()
    assert heard.sentences
    leave_plain_text()
    assert row.cccd in QGuiApplication.clipboard().text()


def test_columns_hidden_stay_hidden(households):
    place = next(n for n, one in enumerate(households.table.rows.columns) if one.key == "b2")
    households._toggle_column("b2")
    assert households.table.isColumnHidden(place)
    assert "b2" in households.desk.settings.hidden_columns
    households._toggle_column("b2")
    assert not households.table.isColumnHidden(place)


def test_enter_opens_the_household_and_esc_comes_back(window, households, calm, qtbot):
    households.table.setFocus()
    households.table.go_to(4)
    key = households.table.rows.row(4).line.key
    qtbot.keyClick(households.table, Qt.Key.Key_Return)
    calm()
    page = shown(window)
    assert isinstance(page, HouseholdPage)
    assert page.household == key
    assert page.roster.rows.rowCount() == 2
    assert window.sidebar.items["households"].isChecked()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    calm()
    assert shown(window) is households


def test_undo_and_redo_hold_over_the_whole_program(window, households, calm, qtbot):
    def note(store):
        with store.write("Thêm hộ thử", "An") as act:
            act.insert("household", [{"place": window.desk.outline.areas[0].key, "code": "MỚI"}])

    window.desk.runner.change(note)
    calm()
    assert households.table.rows.rowCount() == 41
    window.undo()
    calm()
    assert households.table.rows.rowCount() == 40
    assert window.notice._what.text() == "Hoàn tác: Thêm hộ thử"
    window.redo()
    calm()
    assert households.table.rows.rowCount() == 41


def test_the_palette_finds_households_screens_and_verbs(window, calm, qtbot):
    window.activateWindow()
    field = window.topbar.search
    field.setFocus()
    qtbot.keyClicks(field, "chong")
    calm()
    found = [
        window.palette_list._lines.model().index(n, 0).data()
        for n in range(window.palette_list._lines.count())
    ]
    assert "Vàng A Chống" in found
    field.clear()
    qtbot.keyClicks(field, "hoan tac")
    calm()
    found = [
        window.palette_list._lines.model().index(n, 0).data()
        for n in range(window.palette_list._lines.count())
    ]
    assert found == ["Hoàn tác việc gần nhất", "Làm lại việc vừa hoàn tác"]
    field.clear()
    qtbot.keyClicks(field, "cai dat")
    calm()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert isinstance(shown(window), Preferences)


def test_another_round_is_viewed_everywhere(window, calm):
    desk = window.desk
    desk.look_at(next(one for one in desk.outline.rounds if one.year == 2025))
    calm()
    assert desk.view.year == 2025
    assert desk.view.last is None
    assert "2025" in window.topbar.round.text()
    assert shown(window)._classes.title.text().endswith("năm 2025")


def test_a_wish_that_no_field_can_say_is_named(window, households, calm):
    keys = tuple(households._keys[:3])
    window.go("households", Wanted(keys=keys))
    calm()
    assert households.table.rows.rowCount() == 3
    assert households._others.text() == "3 hộ đã chọn"
    households.filters.clear()
    calm()
    assert households.table.rows.rowCount() == 40


def test_dark_and_light_can_change_while_it_runs(window, calm, qapp):
    window.desk.choose(theme="dark")
    calm()
    assert window.grab().toImage().pixelColor(600, 52).lightness() < 60
    window.desk.choose(theme="light")
