"""Danh mục: places and statistics by dialogs, rule books and lists with sources, the B1 table imported."""

import gc
import weakref
from types import SimpleNamespace

import pytest
import xlsxwriter
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.i18n import read_count
from app.rules import book
from app.rules.codes import code_lists
from app.rules.points import sample_points
from app.ui.dialogs.place_verbs import (
    AddPlace,
    MovePlace,
    PlaceStatistics,
    RenamePlace,
    a_count,
    level_name,
    place_name,
)
from app.ui.dialogs.problems import Problems
from app.ui.screens.catalogues import Catalogues, Shelf

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def screen(hold, calm, qtbot):
    made = Catalogues(hold(10))
    qtbot.addWidget(made)
    made.resize(1190, 700)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.desk.runner.changed.connect(made.changed)  # as the window does
    calm()
    return made


@pytest.mark.parametrize("households", [0, 10])
def test_it_opens_closes_and_is_freed(households, hold, calm, heard):
    screen = Catalogues(hold(households))
    screen.show()
    for shelf in (
        Shelf("book", "vn-2027"),
        Shelf("points", "vn-2021"),
        Shelf("codes", "ethnic"),
        Shelf("places"),
    ):
        screen.show_what(shelf)
        calm()
    seen = weakref.ref(screen)
    screen.close()
    screen.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    del screen
    gc.collect()
    assert seen() is None
    assert not heard.bugs
    assert not heard.faults


def cells(table, column):
    return [table.rows.index(row, column).data() for row in range(table.rows.rowCount())]


def only(screen, kind):
    """The dialog of a kind that is open."""
    found = [one for one in screen.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


# Places ---------------------------------------------------------------------------------------------------


def test_places_stand_as_a_tree(screen):
    assert cells(screen.places.places, 0) == ["Xã Thử", "Bản Một", "Bản Hai"]
    assert cells(screen.places.places, 6) == ["0", "5", "5"]
    QAbstractItemModelTester(screen.places.places.rows, FATAL)


def test_enter_types_the_statistics_of_a_year(screen, calm, qtbot):
    screen.places.places.setFocus()
    screen.places.places.go_to(1)
    qtbot.keyClick(screen.places.places, Qt.Key.Key_Return)
    dialog = only(screen, PlaceStatistics)
    for wrong in ("abc", "-5", "1,5"):
        dialog.households.inner.setText(wrong)
        dialog.do()
        assert dialog.households.under.text().startswith("⚠")
    dialog.households.inner.setText("1.250")
    dialog.persons.inner.setText("300")
    dialog.do()
    assert "ít hơn" in dialog.persons.under.text()
    dialog.persons.inner.setText("5.400")
    dialog.area.inner.choose("urban")
    dialog.do()
    calm()
    assert cells(screen.places.places, 4) == ["–", "1.250", "–"]
    assert cells(screen.places.places, 5) == ["–", "5.400", "–"]
    assert cells(screen.places.places, 3) == ["Nông thôn", "Thành thị", "Nông thôn"]
    screen.places.year.choose("2025")
    calm()
    assert cells(screen.places.places, 4) == ["–", "–", "–"]


def test_ctrl_n_adds_a_place_beside_a_village(screen, calm, qtbot):
    screen.places.places.setFocus()
    screen.places.places.go_to(2)
    qtbot.keyClick(screen.places.places, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    calm()
    dialog = only(screen, AddPlace)
    dialog.do()
    assert dialog.name.under.text().startswith("⚠")
    dialog.name.inner.setText("Bản Hai")
    dialog.do()
    calm()
    assert "đã có nơi tên" in dialog._wrong.text()
    dialog.name.inner.setText("Bản Ba")
    dialog.code.inner.setText("3")
    dialog.do()
    calm()
    assert cells(screen.places.places, 0) == ["Xã Thử", "Bản Một", "Bản Hai", "Bản Ba"]


def test_f2_renames(screen, calm, qtbot):
    screen.places.places.setFocus()
    screen.places.places.go_to(1)
    qtbot.keyClick(screen.places.places, Qt.Key.Key_F2)
    calm()
    dialog = only(screen, RenamePlace)
    dialog.name.inner.setText("Bản Nhất")
    dialog.do()
    calm()
    assert cells(screen.places.places, 0)[1] == "Bản Nhất"


def test_a_place_moves_under_another(screen, calm, heard):
    screen.places.places.go_to(0)
    screen.places.move_place()
    assert "không chuyển được" in heard.sentences[-1]
    screen.places.places.go_to(2)
    screen.places.move_place()
    dialog = only(screen, MovePlace)
    dialog.under.inner.choose(screen.places.places.rows.row(1).key.hex())
    dialog.do()
    calm()
    assert [line.depth for line in screen.places._lines()] == [0, 1, 2]


def test_what_may_be_typed():
    assert place_name("") and place_name("…") and place_name("x" * 201)
    assert not place_name("Bản Hua Khắt")
    assert (read_count("1.250"), read_count(""), read_count("１"), read_count("x")) == (
        1250,
        None,
        None,
        None,
    )
    assert a_count("99999999")
    assert level_name("commune") == "Xã, phường"
    assert level_name("khu") == "khu"


def test_households_behind_a_count(screen):
    wanted = []
    screen.desk.wanted.connect(lambda key, what: wanted.append((key, what.places)))
    screen.places.places.cell_opened.emit(1, "registered")
    assert wanted == [("households", (screen.places.places.rows.row(1).key,))]


# Rules ----------------------------------------------------------------------------------------------------


def test_a_rule_book_tells_source_and_confidence_of_each_entry(screen, calm):
    screen.show_what(Shelf("book", "vn-2021"))
    calm()
    assert screen.book.table.rows.rowCount() == 27
    assert cells(screen.book.table, 3)[0] == "Đã đọc văn bản"
    assert "Chưa kiểm chứng" in cells(screen.book.table, 3)
    assert "Nghị định 07/2021" in screen.book.detail_source.text()
    unverified = cells(screen.book.table, 3).index("Chưa kiểm chứng")
    assert cells(screen.book.table, 4)[unverified] == "có thể"
    screen.book.table.go_to(unverified)
    assert screen.book.detail_source.text().startswith("Chưa kiểm chứng")
    QAbstractItemModelTester(screen.book.table.rows, FATAL)


def test_every_list_is_there_and_can_be_found(screen, calm, qtbot):
    with_points = sum(bool(one.score_items) for one in book.books())
    assert screen.shelves.count() == 1 + len(book.books()) + with_points + len(code_lists())
    screen.filter.take()
    qtbot.keyClicks(screen.filter, "dan toc")
    qtbot.keyClick(screen.filter, Qt.Key.Key_Return)
    calm()
    assert screen.codes.isVisible()
    assert screen.codes.title.text() == "Dân tộc"
    assert cells(screen.codes.table, 1)[:2] == ["Kinh", "Tày"]


def points_book(path, spoil=""):
    """A workbook with the sample table."""
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("B1")
        sheet.write_row(0, 0, ["standard", "region", "area", "item", "option", "points"])
        rows = [row for group in sample_points(book.book("vn-2021")).rows.values() for row in group]
        for at, row in enumerate(rows, 1):
            item = spoil or row.item if at == 1 else row.item
            sheet.write_row(at, 0, ["vn-2021", row.region, row.area, item, row.option, row.points])
    return path


def test_a_b1_table_is_imported(screen, calm, heard, tmp_path):
    screen.show_what(Shelf("points", "vn-2021"))
    calm()
    assert screen.points._none.isVisible()
    screen.load_points(points_book(tmp_path / "bang.xlsx"))
    calm()
    assert "dòng điểm" in heard.sentences[-1], [str(one) for one in heard.faults]
    assert screen.points.table.rows.rowCount() > 50
    screen.load_points(tmp_path / "bang.xlsx")
    calm()
    assert heard.sentences[-1] == "Bảng điểm này đã có trong sổ."


def test_a_table_with_a_mistake_is_refused_whole_and_all_is_listed(screen, calm, tmp_path):
    screen.show_what(Shelf("points", "vn-2021"))
    screen.load_points(points_book(tmp_path / "sai.xlsx", spoil="mục lạ"))
    calm()
    dialog = only(screen, Problems)
    assert any("mục lạ" in reason for reason in cells(dialog.table, 2))
    dialog.accept()
    calm()
    assert screen.points.table.rows.rowCount() == 0


def test_problems_may_be_copied(screen):
    told = [SimpleNamespace(sheet="B1", row=3, reason="điểm “x” không phải là số")]
    dialog = Problems(screen, "Sai", "", told)
    assert cells(dialog.table, 2) == ["điểm “x” không phải là số"]
    dialog.accept()
