"""Nhập từ Excel by keys: a file is read, tried, decided line by line, taken in, taken back."""

from __future__ import annotations

import pytest
import xlsxwriter
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog

from app.ui.screens.intake import DONE, LOOK, POINT, TRY, IntakeScreen
from app.ui.window import Window

HEAD = ["STT", "Họ và tên chủ hộ", "Năm sinh", "Giới tính", "Dân tộc", "Số CCCD", "Số khẩu", "Điểm B1",
        "Điểm B2", "Kết quả"]  # fmt: skip
NEW = [1, "Triệu Văn Mới", 1980, "Nam", "Dao", "", 4, 120, 30, "Hộ nghèo"]
DOUBTFUL = [2, "Vàng A Chống", "", "Nam", "Mông", "", 2, 140, 20, "Hộ cận nghèo"]
OTHER = [3, "Giàng A Páo", "", "Nam", "Mông", "", 2, 140, 20, "Hộ cận nghèo"]
REFUSED = [4, "Sùng Thị Ca", 1952, "Nữ", "Mông", "", "bảy", 200, 0, "Không nghèo"]


@pytest.fixture
def book(tmp_path):
    def write(*rows, name="sổ.xlsx", head=HEAD, sheet="Bản Một"):
        path = tmp_path / name
        made = xlsxwriter.Workbook(str(path))
        page = made.add_worksheet(sheet)
        for number, row in enumerate([["SỔ RÀ SOÁT NĂM 2026"], [], head, *rows]):
            for column, cell in enumerate(row):
                page.write(number, column, cell)
        made.close()
        return path

    return write


@pytest.fixture
def window(hold, calm, qtbot):
    made = Window(hold(12))
    qtbot.addWidget(made)
    made.go("intake")
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    calm()
    yield made
    made.close()


@pytest.fixture
def screen(window):
    return window.screen_shown


@pytest.fixture
def tried(screen, book, calm, qtbot):
    """The screen after the dry run of some rows."""

    def run(*rows):
        screen.open([book(*rows)])
        calm()
        assert screen._step == LOOK
        QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: screen._step == TRY, timeout=10_000)
        calm()
        return screen

    return run


def count(screen, key):
    return screen.trial.counts.buttons[key]._count


def press(screen, text):
    for key in text:
        QTest.keyClick(screen.trial.doubts.list, key)


def test_before_a_file_it_says_what_to_do(screen):
    assert screen.pages.currentWidget() is screen.choosing
    assert not screen.onward.isVisible()


def test_a_file_is_recognised_and_its_lines_are_shown(screen, book, calm, heard):
    screen.open([book(NEW, DOUBTFUL)])
    calm()
    assert (screen.looking._kind.chosen(), screen.looking.year.text) == ("commune_book", "2026")
    assert screen.looking.lines.rows.rowCount() == 2
    assert "2 dòng" in screen.head.note.text()
    assert not heard.faults


def test_the_year_must_be_one(screen, book, calm):
    screen.open([book(NEW)])
    calm()
    screen.looking.year.inner.setText("26")
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    calm()
    assert screen._step == LOOK
    assert screen.looking.year.under.isVisible()


def test_a_file_of_no_known_kind_is_asked_about(screen, book, calm, heard):
    path = book(["x", "y", "z"], head=["một", "hai", "ba"])
    screen.open([path])
    calm()
    assert screen.choosing._wrong.isVisible()
    assert not heard.faults
    screen.choosing.kind_chosen.emit("commune_book")
    calm()
    assert screen._step == LOOK


def test_a_file_that_cannot_be_read_is_told(screen, tmp_path, calm, heard):
    path = tmp_path / "hỏng.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    screen.open([path])
    calm()
    assert [fault.kind for fault in heard.faults] == ["file"]
    assert screen.pages.isEnabled()


def test_a_dry_run_opens_what_asks_for_something(tried):
    screen = tried(NEW, DOUBTFUL, OTHER, REFUSED)
    assert [count(screen, key) for key in ("new", "changed", "equal", "doubtful", "refused")] == [
        1,
        0,
        0,
        2,
        1,
    ]
    assert screen.trial.counts.opened == "doubtful"
    assert screen.onward.text().strip() == "Nhập 1 dòng, để lại 3"
    for key, rows in (("new", 1), ("changed", 0), ("equal", 0), ("refused", 1)):
        screen.trial.counts.buttons[key].click()
        assert screen.trial.tables[key].isVisible()
        assert screen.trial.tables[key].rows.rowCount() == rows
        QAbstractItemModelTester(screen.trial.tables[key].rows)


def test_digits_decide_and_ctrl_z_takes_back(tried, calm, window):
    screen = tried(NEW, DOUBTFUL, OTHER)
    doubts = screen.trial.doubts
    assert doubts.list.hasFocus()
    assert doubts.list.currentIndex().row() == 0
    press(screen, "1")
    calm()
    assert doubts.list.currentIndex().row() == 1
    assert screen.onward.text().strip() == "Nhập 2 dòng, để lại 1"
    press(screen, "6")
    calm()
    assert len(screen._attempt.decisions) == 2
    for left, row in ((1, 1), (0, 0)):
        QTest.keyClick(doubts.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        calm()
        assert len(screen._attempt.decisions) == left
        assert doubts.list.currentIndex().row() == row
    assert not window.notice.isVisible()  # nothing of the store was undone


def test_a_household_is_not_given_twice(tried, calm, heard):
    screen = tried(DOUBTFUL, [9, *DOUBTFUL[1:6], 3, *DOUBTFUL[7:]])
    press(screen, "1")
    calm()
    press(screen, "1")
    calm()
    assert [fault.kind for fault in heard.faults] == ["input"]
    assert len(screen._attempt.decisions) == 1


def test_another_household_is_found_by_typing(tried, calm):
    screen = tried(DOUBTFUL)
    press(screen, "4")
    calm()
    (dialog,) = screen.trial.doubts.findChildren(QDialog)
    dialog.field.setText("giang a pao")
    calm()
    assert dialog.lines.count()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    calm()
    (decision,) = screen._attempt.decisions.values()
    assert isinstance(decision, bytes)


def test_the_good_rows_go_in_and_come_out_again(tried, calm, qtbot, heard):
    screen = tried(NEW, DOUBTFUL)
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: screen._step == DONE, timeout=10_000)
    calm()
    assert "1 mới" in heard.sentences[-1]
    assert screen.ended.take_back.isEnabled()
    assert screen.choosing.before.count() == 1
    QTest.keyClick(screen.ended.told, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    calm()
    assert screen._step == LOOK
    assert screen.choosing.before.count() == 0
    assert "hoàn tác" in heard.sentences[-1]


def test_what_is_chosen_stays_when_one_leaves_and_comes_back(tried, calm, window):
    screen = tried(NEW, DOUBTFUL, OTHER)
    press(screen, "5")
    calm()
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    calm()
    assert window.screen_shown.kind.key == "households"
    window.go("intake")
    calm()
    assert screen._step == TRY
    assert len(screen._attempt.decisions) == 1


def test_a_changed_store_is_tried_again(tried, calm, window):
    screen = tried(DOUBTFUL)
    first = screen._attempt
    store_keys = []
    window.desk.runner.change(lambda store: _end_all(store, store_keys))
    calm()
    assert screen._attempt is not first
    assert screen._attempt.counts["doubtful"] == 0


def _end_all(store, keys):
    with store.session() as session:
        from sqlmodel import select

        from app.models.household import Household

        keys += [one.id for one in session.exec(select(Household))]
    with store.write("Xóa", "An") as act:
        act.delete("household", keys)


def test_columns_are_pointed_at_by_letters(screen, book, calm, qtbot):
    head = ["STT", "Họ và tên chủ hộ", "Sinh hồi", *HEAD[3:]]
    screen.open([book(NEW, head=head)])
    calm()
    screen.looking._point.click()
    assert screen._step == POINT
    page = screen.pointing
    QAbstractItemModelTester(page.fields.rows)
    keys = [page.fields.rows.row(at) for at in range(page.fields.rows.rowCount())]
    page.fields.go_to(keys.index("birth"))
    page.fields.setFocus()
    QTest.keyClick(page.fields, Qt.Key.Key_C)
    assert page.mapping().columns["birth"] == 3
    page.fields.go_to(keys.index("size"))
    QTest.keyClick(page.fields, Qt.Key.Key_Delete)
    assert "size" not in page.mapping().columns
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: screen._step == TRY, timeout=10_000)
    calm()
    assert screen._attempt.reading.lines[0].birth.year == 1980
    screen.open([book(NEW, head=head, name="sau.xlsx")])
    calm()
    assert screen._attempt.mapping.columns["birth"] == 3


def test_without_a_column_of_names_nothing_is_read(screen, book, calm):
    screen.open([book(NEW)])
    calm()
    screen.looking._point.click()
    page = screen.pointing
    page.fields.go_to(0)
    QTest.keyClick(page.fields, Qt.Key.Key_Delete)
    assert page._callout.isVisible()
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    calm()
    assert screen._step == POINT


def test_control_totals_are_typed(tried, calm):
    screen = tried(NEW, DOUBTFUL)
    screen.trial.totals.link.click()
    (dialog,) = screen.findChildren(QDialog)
    dialog.fields["Bản Một", "households"].setText("hai")
    dialog.do()
    assert dialog.isVisible()
    dialog.fields["Bản Một", "households"].setText("3")
    dialog.do()
    calm()
    (told,) = screen._attempt.compared()
    assert (told.counted, told.stated) == (2, 3)
    assert screen.trial.totals._callout.isVisible()
    QAbstractItemModelTester(screen.trial.totals.table.rows)


def test_the_workbook_goes_back(tried, calm, tmp_path, heard):
    screen = tried(NEW, REFUSED)
    screen.give_back(tmp_path / "trả lại.xlsx")
    calm()
    assert (tmp_path / "trả lại.xlsx").exists()
    screen.give_back(tmp_path / "không có" / "trả lại.xlsx")
    calm()
    assert [fault.kind for fault in heard.faults] == ["file"]


def test_files_are_dropped_and_taken_one_after_the_other(screen, book, calm, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book(NEW, name=name))) for name in ("một.xlsx", "hai.xlsx")])
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    screen.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, button, none))
    calm()
    assert screen._path.name == "một.xlsx"
    for step in (TRY, DONE):
        QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda step=step: screen._step == step, timeout=10_000)
        calm()
    assert "còn 1" in screen.onward.text()
    screen.onward.click()
    calm()
    assert (screen._path.name, screen._step) == ("hai.xlsx", LOOK)


def test_work_that_was_stopped_leaves_the_screen_ready(screen, book, calm):
    screen.open([book(NEW)])
    screen._work.cancel()
    calm()
    assert screen.pages.isEnabled()
    assert screen.head.isEnabled()


def test_it_is_freed_with_a_dry_run_in_it(hold, book, calm, qtbot):
    import gc
    import weakref

    from PySide6.QtCore import QCoreApplication, QEvent

    screen = IntakeScreen(hold(6))
    screen.show()
    screen.open([book(NEW, DOUBTFUL)])
    calm()
    screen._onward()
    calm()
    seen = weakref.ref(screen)
    screen.close()
    screen.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    del screen
    gc.collect()
    assert seen() is None
