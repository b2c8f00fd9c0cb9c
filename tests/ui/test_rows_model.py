"""The table model: pages come when they are looked at, and only then."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.ui.widgets.columns import Column
from app.ui.widgets.rows_model import PAGE, PAGES_KEPT, ROW, VALUE, RowsModel

COLUMNS = (
    Column("Số", lambda row: row, right=True),
    Column("Chữ", lambda row: row, lambda value: f"hộ {value}", tip=lambda row: f"gợi ý {row}"),
)


@pytest.fixture
def model(qapp):
    made = RowsModel(COLUMNS)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    return made


def feed(model: RowsModel):
    asked = []

    def put(first: int, count: int) -> None:
        asked.append((first, count))
        model.put(first, range(first, first + count))

    model.missing.connect(put)
    return asked


def test_a_short_list_is_all_there(model):
    model.fill(range(250))
    assert model.rowCount() == 250
    assert model.index(249, 1).data() == "hộ 249"
    assert model.index(3, 1).data(Qt.ItemDataRole.ToolTipRole) == "gợi ý 3"
    assert model.index(3, 0).data(ROW) == 3
    assert model.index(3, 0).data(VALUE) == 3


def test_a_missing_page_is_asked_for_once(model, qtbot):
    asked = feed(model)
    model.reset(1000)
    assert model.index(512, 0).data() is None
    assert model.index(513, 0).data() is None
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [(500, PAGE)]
    assert model.index(512, 0).data() == "512"


def test_the_last_page_is_short(model, qtbot):
    asked = feed(model)
    model.reset(250)
    model.index(249, 0).data()
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [(200, 50)]


def test_the_first_rows_may_come_with_the_list(model):
    asked = feed(model)
    model.reset(1000, range(PAGE))
    assert model.index(PAGE - 1, 0).data() == str(PAGE - 1)
    assert not asked


def test_only_so_many_pages_stay(model, qtbot):
    asked = feed(model)
    model.reset(100_000)
    for page in range(PAGES_KEPT + 5):
        model.index(page * PAGE, 0).data()
    qtbot.waitUntil(lambda: len(asked) == PAGES_KEPT + 5)
    assert len(model._pages) == PAGES_KEPT
    model.index(0, 0).data()
    qtbot.waitUntil(lambda: len(asked) == PAGES_KEPT + 6)


def test_growing_and_shrinking(model):
    model.fill(range(10))
    model.grow(30)
    assert model.rowCount() == 30
    model.grow(5)
    assert model.rowCount() == 5


def test_it_is_a_table_not_a_tree(model):
    model.fill(range(3))
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Chữ"
