"""The one table model: columns over rows that come by pages, only those that are seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from app.ui.widgets.columns import Column

PAGE = 100
PAGES_KEPT = 40
ROW = Qt.ItemDataRole.UserRole
VALUE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel):
    """Rows by page.

    Signals:
        missing: rows from `first`, `count` of them, are looked at and not here; its feeder then calls `put`.
    """

    missing = Signal(int, int)

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._count = 0
        self._pages: OrderedDict[int, list[Any]] = OrderedDict()
        self._asked: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    def reset(self, count: int, first: Sequence[Any] = ()) -> None:
        """Another list of `count` rows, of which the first may be here already."""
        self.beginResetModel()
        self._count = count
        self._pages.clear()
        self._asked.clear()
        for page in range(0, len(first), PAGE):
            if len(first) - page >= PAGE or page + len(first) >= count:
                self._pages[page // PAGE] = list(first[page : page + PAGE])
        self.endResetModel()

    def fill(self, rows: Sequence[Any]) -> None:
        """A short list, all of it here."""
        self.beginResetModel()
        self._count = len(rows)
        self._asked.clear()
        self._pages = OrderedDict(
            (at // PAGE, list(rows[at : at + PAGE])) for at in range(0, len(rows), PAGE)
        )
        self.endResetModel()

    def grow(self, count: int) -> None:
        """The same list turns out to have `count` rows."""
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._pages.pop(self._count // PAGE, None)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()

    def put(self, first: int, rows: Sequence[Any]) -> None:
        """Rows that were missing, a page of them from `first` on."""
        page = first // PAGE
        self._asked.discard(page)
        self._pages[page] = list(rows)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        if rows and self._count:
            last = min(first + len(rows), self._count) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def row(self, number: int) -> Any:
        """The row of that number, or None while it is not here."""
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            if page not in self._asked:
                self._asked.add(page)
                self._soon.start()
            return None
        self._pages.move_to_end(page)
        return rows[place] if place < len(rows) else None

    def _ask(self) -> None:
        for page in sorted(self._asked):
            if page not in self._pages:
                self.missing.emit(page * PAGE, min(PAGE, self._count - page * PAGE))

    # Qt ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  (Qt)
        """How many rows the list has, here or not."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  (Qt)
        """How many columns it has."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell: its words, its value, its row, its tip."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        if row is None:
            return None
        return self._cell(self.columns[index.column()], row, role)

    def _cell(self, column: Column, row: Any, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return column.words(row)
            case Qt.ItemDataRole.ToolTipRole:
                return column.tip(row) if column.tip else None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case _ if role == ROW:
                return row
            case _ if role == VALUE:
                return column.value(row)
        return None

    def headerData(  # noqa: N802  (Qt)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The head of a column, the number of a row."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None
