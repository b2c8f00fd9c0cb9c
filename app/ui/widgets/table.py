"""The one table: rows of one height, no word wrap, keys as in Excel, cells copied for a spreadsheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from html import escape
from math import ceil
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui import theme_fonts
from app.ui.theme_sizes import Size
from app.ui.widgets.cells import Cells, Drawn, draw_check
from app.ui.widgets.columns import Column
from app.ui.widgets.heads import Heads
from app.ui.widgets.rows_model import RowsModel


class Table(Drawn):
    """A table of one `RowsModel`.

    Signals:
        row_opened: number of the row that Enter or a double click was on.
        cell_opened: row and key of a column that opens what is behind it.
        selection_moved: other rows are selected.
        copy_wanted: numbers of the rows to copy.
        left_upwards: ↑ was pressed on the first row.
    """

    row_opened = Signal(int)
    cell_opened = Signal(int, str)
    selection_moved = Signal()
    copy_wanted = Signal(list)
    left_upwards = Signal()

    heads_kind: type[Heads] = Heads

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        by_cell: bool = False,
        tall: bool = False,
        edge: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.edge = edge
        self._stretched: tuple[int, int] | None = None
        self._fitted = False
        self._by_cell = by_cell
        self.rows = RowsModel(columns, self)
        self.heads = self.heads_kind(self)
        self.setHorizontalHeader(self.heads)
        self.setModel(self.rows)
        self.setItemDelegate(Cells(self, by_cell=by_cell))
        self._set_up(Size.tall_row if tall else Size.row)
        self._set_widths()
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_moved.emit())
        self.doubleClicked.connect(lambda index: self.row_opened.emit(index.row()))

    def _set_up(self, height: int) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        behaviour = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(behaviour.SelectItems if self._by_cell else behaviour.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.SingleSelection if self._by_cell else mode.ExtendedSelection)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(height)
        rows.setDefaultSectionSize(height)

    def _set_widths(self) -> None:
        words = QFontMetricsF(theme_fonts.font("base", theme_fonts.MEDIUM))
        self.heads.room = self.room
        titles = QFontMetricsF(theme_fonts.font("small", theme_fonts.MEDIUM))
        for number, column in enumerate(self.rows.columns):
            mark = Size.small_shape + Size.tight if column.mark else 0
            sort = titles.horizontalAdvance(" ↑") if column.key and column.sorts else 0
            needs = max(
                words.horizontalAdvance(column.sample), titles.horizontalAdvance(column.title) + mark + sort
            )
            at_edge = self.edge if number in (0, len(self.rows.columns) - 1) else 0
            self.heads.resizeSection(number, ceil(needs) + 2 * Size.cell_pad + Size.line + at_edge)
            if column.stretch:
                self._stretched = (number, self.heads.sectionSize(number))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """One column takes what room is left, and never less than its words need."""
        super().resizeEvent(event)
        self._stretch()
        if self._fitted:
            self._fit()

    def hide_columns(self, keys: Collection[str]) -> None:
        """Show all columns but these; what they leave goes to the stretched one."""
        for number, column in enumerate(self.rows.columns):
            self.setColumnHidden(number, bool(column.key) and column.key in keys)
        self._stretch()

    def _stretch(self) -> None:
        if self._stretched:
            number, needs = self._stretched
            others = self.heads.length() - self.heads.sectionSize(number)
            self.heads.resizeSection(number, max(needs, self.viewport().width() - others))

    def fit_height(self) -> None:
        """As tall as its rows: for short tables inside a page that scrolls as one."""
        self._fitted = True
        self._fit()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _fit(self) -> None:
        """Columns that do not fit bring a scroll bar: it must not lie over the last row."""
        height = self.heads.height() + self.rows.rowCount() * self.verticalHeader().defaultSectionSize()
        wide = self.heads.length() > self.viewport().width()
        self.setFixedHeight(height + (self.horizontalScrollBar().sizeHint().height() if wide else 0))

    # Selection --------------------------------------------------------------------------------------------

    def selected(self) -> list[int]:
        """Numbers of the selected rows, from the top."""
        chosen: set[int] = set()
        parts = self.selectionModel().selection()
        for part in map(parts.at, range(parts.size())):
            chosen.update(range(part.top(), part.bottom() + 1))
        return sorted(chosen)

    def go_to(self, number: int) -> None:
        """Make a row the current one, selecting nothing."""
        if 0 <= number < self.rows.rowCount():
            index = self.rows.index(number, self._first_shown())
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)

    def _first_shown(self) -> int:
        return next((at for at in range(self.heads.count()) if not self.heads.isSectionHidden(at)), 0)

    def _toggle(self, number: int) -> None:
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(self.rows.index(number, 0), flag.Toggle | flag.Rows)

    # Mouse and keys ---------------------------------------------------------------------------------------

    def _look_under(self, index: QModelIndex) -> None:
        under = (index.row(), index.column()) if index.isValid() else (-1, -1)
        if under != self.under:
            self.under = under
            opens = index.isValid() and self.rows.columns[index.column()].opens
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
            )
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt)
        """The row under the mouse is marked."""
        self._look_under(self.indexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802  (Qt)
        """No row is under the mouse any more."""
        self._look_under(QModelIndex())
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt)
        """A click on a check selects one row more, on a number opens it, elsewhere makes the row current."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            column = self.rows.columns[index.column()]
            if column.draw is draw_check:
                self._toggle(index.row())
                self.go_to(index.row())
                return
            if column.opens:
                self.setCurrentIndex(index)
                self.cell_opened.emit(index.row(), column.key)
                return
            if not self._by_cell and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                self.go_to(index.row())
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt)
        """Enter opens, Space selects, Ctrl+C copies; all else as Qt does."""
        current = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit(self.selected() or ([current.row()] if current.isValid() else []))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self._open(current)
        elif event.key() == Qt.Key.Key_Space and current.isValid() and not self._by_cell:
            self._toggle(current.row())
        elif event.key() == Qt.Key.Key_Up and current.row() <= 0:
            self.left_upwards.emit()
        elif self._walks(event):
            self._walk(event)
        else:
            super().keyPressEvent(event)

    def _walks(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return plain and not self._by_cell and event.key() in _STEPS

    def _walk(self, event: QKeyEvent) -> None:
        """Arrows move the current row and leave the selection, as the check boxes say."""
        page = max(self.viewport().height() // self.verticalHeader().defaultSectionSize() - 1, 1)
        step, by_page = _STEPS[Qt.Key(event.key())]
        last = self.rows.rowCount() - 1
        self.go_to(min(max(self.currentIndex().row() + step * (page if by_page else 1), 0), last))

    def _open(self, current: QModelIndex) -> None:
        column = self.rows.columns[current.column()]
        if self._by_cell and column.opens:
            self.cell_opened.emit(current.row(), column.key)
        elif not self._by_cell:
            self.row_opened.emit(current.row())

    # Copying ----------------------------------------------------------------------------------------------

    def copied_columns(self) -> list[Column]:
        """The columns that a copy has: those shown, less the checks."""
        shown = (self.heads.logicalIndex(at) for at in range(self.heads.count()))
        columns = [self.rows.columns[number] for number in shown if not self.heads.isSectionHidden(number)]
        return [column for column in columns if column.draw is not draw_check]

    def copy(self, rows: Iterable[Any]) -> None:
        """Put rows on the clipboard, with their heads."""
        QGuiApplication.clipboard().setMimeData(as_cells(self.copied_columns(), rows))


_STEPS = {
    Qt.Key.Key_Up: (-1, False),
    Qt.Key.Key_Down: (1, False),
    Qt.Key.Key_PageUp: (-1, True),
    Qt.Key.Key_PageDown: (1, True),
}
_OURS = "application/x-soban-cells"
_AS_TEXT = " style=\"mso-number-format:'\\@'\""  # how a spreadsheet is told that digits are text


def as_cells(columns: Sequence[Column], rows: Iterable[Any]) -> QMimeData:
    """Rows as text with tabs and as an HTML table, in which ID numbers and codes stay text."""
    table = [[column.title for column in columns]]
    table += [[column.for_copy(row) for column in columns] for row in rows]
    html = "".join(
        "<tr>" + "".join(_html(cell, column) for cell, column in zip(line, columns, strict=True)) + "</tr>"
        for line in table
    )
    made = QMimeData()
    made.setData(_OURS, b"")
    made.setText("\n".join("\t".join(line) for line in table))
    made.setHtml(f"<meta charset='utf-8'><table>{html}</table>")
    return made


def leave_plain_text() -> None:
    """At the end of the program: keep on the clipboard what Qt can hold when Python is gone."""
    clipboard = QGuiApplication.clipboard()
    held = clipboard.mimeData()
    if held is not None and held.hasFormat(_OURS):
        clipboard.setText(clipboard.text())


def _html(cell: str, column: Column) -> str:
    return f"<td{_AS_TEXT if column.as_text else ''}>{escape(cell)}</td>"
