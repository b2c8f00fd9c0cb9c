"""Projects and policies in the window: by real keys, from the list of a year to a signed receipt."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog

from app.ui.dialogs.activities import PlanActivity
from app.ui.dialogs.deliveries import Deliver, GiveBack, Handed
from app.ui.dialogs.enrolling import Enrol
from app.ui.dialogs.enrolments import Approve, Leave
from app.ui.dialogs.household_plans import PlanHousehold
from app.ui.dialogs.measurements import Measure
from app.ui.dialogs.money_entries import EnterMoney
from app.ui.dialogs.support_papers import SupportPapers
from app.ui.screens import support_activity_seen as seen
from app.ui.widgets.ranked_table import Cut
from app.ui.window import Window

from .reviewing import Keyboard
from .supporting import HEADS, Commune, approved, cattle, children, doubled, scarce

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def commune(desk, qtbot, tmp_path):
    return Commune(desk, qtbot, tmp_path / "thu.soban")


@pytest.fixture
def opened(commune, calm, qtbot):
    """The window on the activity of that name, or on the list of the year, after what was prepared."""
    made = []

    def open_(prepare=None, name=""):
        commune.begin(prepare)
        window = Window(commune.desk)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        if name:
            window.go("activity", commune.made[name])
        else:
            window.go("support", 2025)
        window.show()
        window.activateWindow()
        qtbot.waitActive(window)
        calm()
        made.append(window)
        return window

    yield open_
    for window in made:
        window.close()


@pytest.fixture
def shown(calm):
    """The one dialog that is open, with the keyboard in it."""

    def dialog(window, kind):
        calm()
        found = [one for one in window.findChildren(QDialog) if one.isVisible()]
        assert [type(one) for one in found] == [kind]
        found[0].activateWindow()
        QTest.qWaitForWindowActive(found[0])
        return found[0]

    return dialog


def names(screen, *standings):
    return [one.name for one in screen.page.standing(*standings)]


def states(commune):
    return sorted(row["state"] for row in commune.rows("enrolment"))


# The list of a year ----------------------------------------------------------------------------------------


def test_a_book_without_activities_says_what_to_do_next(opened, shown):
    window = opened()
    screen = window.screen_shown
    assert screen._pages.currentIndex() == 1
    QTest.mouseClick(screen._pages.currentWidget().button, Qt.MouseButton.LeftButton)
    shown(window, PlanActivity).reject()


def test_the_year_shows_programme_sub_project_and_activity(opened):
    screen = opened(approved).screen_shown
    QAbstractItemModelTester(screen.table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [screen.table.rows.row(at) for at in range(screen.table.rows.rowCount())]
    assert [row.level for row in rows] == [0, 1, 2]
    assert (rows[2].name, rows[2].taken, rows[2].todo) == ("Nuôi bò cái sinh sản", (12, 12), "12 chưa nhận")


def test_enter_opens_the_activity_and_esc_comes_back(opened, calm):
    window = opened(cattle)
    keyboard = Keyboard(window)
    keyboard.press(Qt.Key.Key_Down)
    keyboard.press(Qt.Key.Key_Down)
    keyboard.press(Qt.Key.Key_Return)
    calm()
    assert window.screen_shown.page.title == "Nuôi bò cái sinh sản"
    keyboard.press(Qt.Key.Key_Escape)
    assert window.screen_shown.kind.key == "support"


def test_a_new_activity_asks_what_its_sub_project_asks_and_tells_faults_under_the_field(
    opened, shown, calm, commune
):
    window = opened(cattle)
    QTest.keyClick(window.screen_shown, Qt.Key.Key_N, CONTROL)
    dialog = shown(window, PlanActivity)
    dialog.fields["code"].inner.choose("giam-ngheo-2021-2025|DA4.1")
    assert {"trade", "hours"} <= set(dialog.fields)
    dialog.fields["title"].inner.setText("Lớp may")
    dialog.fields["until"].inner.setText("31/02/2025")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    calm()
    assert "31/02/2025" in dialog.fields["until"].under.text()
    dialog.fields["until"].inner.setText("31/12/2025")
    dialog.fields["trade"].inner.setText("May công nghiệp")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    calm()
    made = next(row for row in commune.rows("activity") if row["code"] == "DA4.1")
    assert "May công nghiệp" in made["details"]
    assert window.screen_shown.page.title == "Lớp may"


# Who is in it ----------------------------------------------------------------------------------------------


def test_a_household_is_enrolled_by_keyboard_alone_and_undone(opened, shown, calm):
    window = opened(cattle, "bò")
    keyboard = Keyboard(window)
    keyboard.ctrl(Qt.Key.Key_N)
    dialog = shown(window, Enrol)
    keyboard = Keyboard(dialog)
    keyboard.enter("khua")
    keyboard.press(Qt.Key.Key_Return)
    calm()
    assert [one.name for one in window.screen_shown.page.people] == ["Chang A Khua"]
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.undo()
    calm()
    assert window.screen_shown.page.people == ()


def test_ties_at_the_last_place_are_chosen_by_people(opened, shown, calm, commune):
    window = opened(scarce, "bò")
    screen = window.screen_shown
    assert (names(screen, seen.IN), sorted(names(screen, seen.TIED))) == ([HEADS[0]], sorted(HEADS[1:3]))
    assert [one.rank for one in screen.page.people[:3]] == ["1", "=2", "=2"]
    assert not screen._approve.isEnabled()
    assert screen._callout.isVisible()
    screen.table.setFocus()
    screen.table.go_to(1)
    QTest.keyClick(screen.table, Qt.Key.Key_Space)
    assert screen._approve.isEnabled()
    QTest.keyClick(screen.table, Qt.Key.Key_Return, CONTROL)
    QTest.keyClick(shown(window, Approve), Qt.Key.Key_Return, CONTROL)
    calm()
    assert states(commune) == ["approved", "approved", "registered", "registered"]
    rows = screen.page.rows
    assert [isinstance(row, Cut) for row in rows] == [False, False, True, False, False]


def test_the_line_where_places_end_passes_the_keyboard_on(opened, calm):
    window = opened(scarce, "bò")
    table = window.screen_shown.table
    rows = window.screen_shown.page.people
    table.show_rows([rows[0], Cut("hết chỗ"), *rows[1:]])
    table.setFocus()
    table.go_to(0)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 2
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert table.currentIndex().row() == 0


def test_double_support_is_shown_and_refused_without_a_reason(opened, calm, commune):
    window = opened(doubled, "bò")
    screen = window.screen_shown
    (row,) = screen.page.standing(seen.DOUBLE)
    assert row.besides[0].title == "Dê giống"
    assert not screen._approve.isEnabled()
    go_on = next(one for one in screen.pane.findChildren(type(screen._add)) if "Vẫn cho" in one.text())
    assert not go_on.isEnabled()
    screen.table.setFocus()
    keyboard = Keyboard(window)
    keyboard.press(Qt.Key.Key_F6)
    keyboard.type("   ")
    assert not go_on.isEnabled()
    keyboard.type("Bản họp, dê đã chết vì rét")
    QTest.mouseClick(go_on, Qt.MouseButton.LeftButton)
    calm()
    assert names(screen, seen.IN) == [HEADS[8]]
    assert any(row["exception_why"] for row in commune.rows("enrolment"))


def test_leaving_needs_a_reason_that_shows_in_the_list(opened, shown, calm):
    window = opened(scarce, "bò")
    screen = window.screen_shown
    screen.table.setFocus()
    screen.table.go_to(0)
    QTest.keyClick(screen.table, Qt.Key.Key_Delete)
    dialog = shown(window, Leave)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    calm()
    assert "lý do" in dialog.fields["why"].under.text()
    dialog.fields["why"].inner.setText("Đi làm xa")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    calm()
    assert [one.why for one in screen.page.standing(seen.ENDED)] == ["Đi làm xa"]


# What they get ---------------------------------------------------------------------------------------------


def test_twelve_households_are_handed_over_in_at_most_forty_strokes(opened, shown, calm, commune):
    window = opened(approved, "bò")
    keyboard = Keyboard(window)
    keyboard.ctrl(Qt.Key.Key_D)
    dialog = shown(window, Deliver)
    strokes, keyboard = keyboard.strokes, Keyboard(dialog)
    keyboard.enter("1")
    keyboard.press(Qt.Key.Key_Up)
    keyboard.press(Qt.Key.Key_Right)
    keyboard.enter("18.500.000")
    keyboard.press(Qt.Key.Key_Up)
    keyboard.ctrl(Qt.Key.Key_D)
    keyboard.press(Qt.Key.Key_Down)
    keyboard.enter("24 triệu")
    keyboard.ctrl(Qt.Key.Key_Return)
    calm()
    handed = commune.rows("delivery")
    assert sorted(row["value"] for row in handed) == [18_500_000] * 11 + [24_000_000]
    assert {row["quantity"] for row in handed} == {1.0}
    assert strokes + keyboard.strokes <= 40
    assert states(commune) == ["receiving"] * 12


def test_more_than_a_share_is_told_and_nothing_is_written(opened, shown, calm, commune):
    window = opened(approved, "bò")
    QTest.keyClick(window.screen_shown.table, Qt.Key.Key_D, CONTROL)
    dialog = shown(window, Deliver)
    dialog.table.put(0, "value", "25.000.000")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    calm()
    assert dialog.isVisible()
    assert "24.000.000" in dialog._wrong.text()
    assert commune.rows("delivery") == []


def test_a_line_that_is_not_ticked_gets_nothing(opened, shown, calm, commune):
    window = opened(approved, "bò")
    QTest.keyClick(window.screen_shown.table, Qt.Key.Key_D, CONTROL)
    dialog = shown(window, Deliver)
    dialog.table.setCurrentIndex(dialog.table.rows.index(0, 0))
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog._tally.text().startswith("11 hộ · 11 con")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    calm()
    assert len(commune.rows("delivery")) == 11


def test_esc_in_a_cell_gives_up_what_was_typed_and_not_the_dialog(opened, shown):
    window = opened(approved, "bò")
    QTest.keyClick(window.screen_shown.table, Qt.Key.Key_D, CONTROL)
    dialog = shown(window, Deliver)
    keyboard = Keyboard(dialog)
    keyboard.type("99")
    keyboard.press(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.table.text(0, "quantity") == "1"


def test_receipts_are_signed_and_goods_come_back(opened, shown, calm, commune):
    window = opened(approved, "bò")
    screen = window.screen_shown
    QTest.keyClick(screen.table, Qt.Key.Key_D, CONTROL)
    QTest.keyClick(shown(window, Deliver), Qt.Key.Key_Return, CONTROL)
    calm()
    screen.deeds.handed(screen.page)
    QTest.keyClick(shown(window, Handed), Qt.Key.Key_S, CONTROL)
    calm()
    assert sum(row["signed"] for row in commune.rows("delivery")) == 1
    screen.deeds.handed(screen.page)
    QTest.keyClick(shown(window, Handed).table, Qt.Key.Key_Delete)
    dialog = shown(window, GiveBack)
    dialog.fields["why"].inner.setText("Bò ốm")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    calm()
    assert [row["returned_why"] for row in commune.rows("delivery") if row["returned"]] == ["Bò ốm"]
    assert screen.page.handed_over == 11


def test_the_verdict_on_a_child_stands_there_while_it_is_typed(opened, shown, calm, commune):
    window = opened(children, "cân")
    screen = window.screen_shown
    screen.deeds.measure(screen.page)
    dialog = shown(window, Measure)
    keyboard = Keyboard(dialog)
    keyboard.enter("7,5")
    assert dialog.verdict(0)[1] == "danger"
    dialog.table.put(0, "weight", "12")
    dialog.table.put(0, "height", "90")
    assert dialog.verdict(0)[1] == "accent"
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    calm()
    assert [(row["weight"], row["height"]) for row in commune.rows("measurement")] == [(12.0, 90.0)]


def test_the_list_to_sign_is_laid_out(opened, shown, calm):
    window = opened(approved, "bò")
    QTest.keyClick(window.screen_shown, Qt.Key.Key_P, CONTROL)
    dialog = shown(window, SupportPapers)
    calm()
    assert dialog._laid is not None
    assert dialog._laid.pdf.startswith(b"%PDF")
    assert dialog.accepting.isEnabled()


# Money and plans -------------------------------------------------------------------------------------------


def test_overspending_is_told_and_needs_a_reason(opened, shown, calm, commune):
    window = opened(cattle, "bò")
    screen = window.screen_shown

    def enter(stage, amount):
        screen.deeds.money(screen.page)
        dialog = shown(window, EnterMoney)
        dialog.fields["stage"].inner.choose(stage)
        dialog.fields["amount"].inner.setText(amount)
        dialog.fields["document"].inner.setText("QĐ 12")
        QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
        calm()
        return dialog

    enter("planned", "100 triệu")
    enter("allocated", "50.000.000")
    dialog = enter("disbursed", "60.000.000")
    assert "10.000.000" in dialog._wrong.text()
    assert dialog.fields["over_why"].isVisible()
    assert len(commune.rows("money")) == 2
    dialog.fields["over_why"].inner.setText("Ứng trước theo công văn")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    calm()
    assert [row["over_why"] for row in commune.rows("money") if row["over_why"]] == [
        "Ứng trước theo công văn"
    ]
    assert (screen.page.planned, screen.page.allocated, screen.page.disbursed) == (
        100_000_000, 50_000_000, 60_000_000,
    )  # fmt: skip
    window.go("support_money", 2025)
    calm()
    whole = window.screen_shown.progress.rows.row(0)
    assert (whole.allocated, whole.disbursed) == (50_000_000, 60_000_000)
    assert window.screen_shown.entries.rows.rowCount() == 3


def test_every_number_of_the_household_plans_opens_its_list(opened, calm, commune):
    window = opened(doubled)
    window.go("household_plans")
    calm()
    screen = window.screen_shown
    place = next(at for at, one in enumerate(screen.villages.rows.columns) if one.key == "nothing")
    assert screen.villages.rows.index(0, place).data() == "1"
    screen.villages.setFocus()
    screen.villages.setCurrentIndex(screen.villages.rows.index(0, place))
    QTest.keyClick(screen.villages, Qt.Key.Key_Return)
    calm()
    assert window.screen_shown.kind.key == "households"
    assert window.screen_shown._keys == [commune.made["home"]]


def test_the_page_of_a_household_tells_its_support_and_keeps_its_plan(opened, shown, calm, commune):
    window = opened(doubled)
    window.go("household", commune.made["home"])
    calm()
    section = window.screen_shown.support
    assert section.lines.count() == 2
    assert "2 lần" in section.note.text()
    section.plan()
    dialog = shown(window, PlanHousehold)
    dialog.wants["credit"].setChecked(True)
    dialog.fields["helper"].inner.setText("Hội Phụ nữ xã")
    dialog.fields["on"].inner.setText("10/11/2026")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    calm()
    (plan,) = commune.rows("household_plan")
    assert (plan["helper"], plan["escape_registered"]) == ("Hội Phụ nữ xã", "2026-11-10")
    assert "giúp đỡ: Hội Phụ nữ xã" in section.note.text()


def test_a_list_is_taken_in_for_the_activity_from_which_it_was_asked(opened, calm, commune, qtbot):
    window = opened(cattle, "bò")
    window.screen_shown.deeds.take_in(window.screen_shown.page)
    calm()
    assert window.screen_shown.kind.key == "intake"
    assert window.screen_shown._activity == commune.made["bò"]
    assert "Danh sách thụ hưởng của một hoạt động" in [
        window.screen_shown.choosing._kind.itemText(at)
        for at in range(window.screen_shown.choosing._kind.count())
    ]
    intake = window.screen_shown
    window.go("support")
    calm()
    assert intake._activity is None


def test_a_store_of_another_place_shows_an_activity_and_changes_nothing(opened, calm):
    from dataclasses import replace

    window = opened(scarce, "bò")
    screen = window.screen_shown
    screen._show(replace(screen.page, ours=False))
    assert not screen._approve.isVisible()
    assert not screen._add.isVisible()
    assert [words for words, _what, _icon in screen.pane._verbs_of(screen.pane.shown, screen.page)] == [
        "Mở hộ"
    ]


def test_a_narrow_window_does_without_some_columns(opened, calm):
    window = opened(scarce, "bò")
    screen = window.screen_shown
    hidden = [one.key for at, one in enumerate(screen.table.rows.columns) if screen.table.isColumnHidden(at)]
    assert hidden == ["got"]
    window.resize(1093, 614)
    calm()
    hidden = [one.key for at, one in enumerate(screen.table.rows.columns) if screen.table.isColumnHidden(at)]
    assert hidden == ["groups", "got", "why"]


def test_money_may_be_written_for_a_programme_before_it_is_divided(opened, shown, calm, commune):
    window = opened(cattle)
    window.go("support_money", 2025)
    calm()
    QTest.keyClick(window.screen_shown, Qt.Key.Key_N, CONTROL)
    dialog = shown(window, EnterMoney)
    dialog.fields["code"].inner.choose("giam-ngheo-2021-2025|giam-ngheo-2021-2025")
    dialog.fields["amount"].inner.setText("-5 triệu")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    calm()
    assert dialog.fields["amount"].under.text().startswith("⚠")
    dialog.fields["amount"].inner.setText("0,5 triệu")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    calm()
    (row,) = commune.rows("money")
    assert (row["code"], row["amount"], row["stage"]) == ("giam-ngheo-2021-2025", 500_000, "planned")
