"""A table whose cells are typed into as in a spreadsheet: a letter begins, Enter goes on, Ctrl+D fills down.

It keeps what was typed; whether that can stand is judged by who asked for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.widgets.cells import draw_check
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.fields import Line
from app.ui.widgets.table import Table

Texts = dict[str, str]
TextOf = Callable[[str], Callable[[Any], str]]
YES = "x"


class TypedTable(Table):
    """The table. Columns named in `typed` take words, those in `marks` are ticked with Space.

    Attributes:
        texts: what stands in the cells of each row, by the key of the column; a mark is `YES` or nothing.

    Signals:
        typed: a cell holds something else; number of its row.
    """

    typed = Signal(int)

    def __init__(
        self, columns: Callable[[TextOf], Sequence[Column]], typed: Sequence[str], marks: Sequence[str],
        rows: Sequence[Any], texts: Sequence[Texts], fill_down: Callable[[str], bool] = bool,
    ) -> None:  # fmt: skip
        """`columns` are over (number, row), made with what gives the text of a cell by its key; `fill_down`
        says of which columns Ctrl+D copies the current row's text into all rows.
        """
        self.texts: list[Texts] = [dict(one) for one in texts]
        self._typed, self._marks, self._fills = tuple(typed), tuple(marks), fill_down
        super().__init__(columns(self._text_of), by_cell=True)
        self.rows.fill([(place, one) for place, one in enumerate(rows)])
        self._cell: _Cell | None = None
        first = next((at for at, one in enumerate(self.rows.columns) if one.key in self._typed), 0)
        if rows:
            self.setCurrentIndex(self.rows.index(0, first))

    def _text_of(self, key: str) -> Callable[[Any], str]:
        return lambda told: self.text(told[0], key)

    def text(self, row: int, key: str) -> str:
        """What stands in a cell."""
        return self.texts[row].get(key, "")

    def put(self, row: int, key: str, text: str) -> None:
        """Something else stands in a cell."""
        if self.text(row, key) != text:
            self.texts[row][key] = text
            self.viewport().update()
            self.typed.emit(row)

    def fill_down(self) -> None:
        """What the current row holds, in every row."""
        at = self.currentIndex().row()
        if at < 0:
            return
        self.settle()
        for row in range(len(self.texts)):
            for key in (*self._typed, *self._marks):
                if self._fills(key):
                    self.put(row, key, self.text(at, key))

    def settle(self) -> None:
        """A cell that is being typed into keeps what was typed."""
        if self._cell is not None:
            self._cell.settle()

    # Keys -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt)
        """A letter begins a cell, F2 goes on with it, Space ticks, Enter goes down."""
        index, key = self.currentIndex(), event.key()
        column = self._key_of(index)
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip
        if key == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.fill_down()
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(1)
        elif column in self._marks and key == Qt.Key.Key_Space:
            self.put(index.row(), column, "" if self.text(index.row(), column) else YES)
        elif column in self._typed and key == Qt.Key.Key_F2:
            self._begin(index, self.text(index.row(), column))
        elif column in self._typed and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.put(index.row(), column, "")
        elif column in self._typed and plain and event.text().strip() and event.text().isprintable():
            self._begin(index, event.text())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt)
        """A double click goes on with a cell, or ticks."""
        index = self.indexAt(event.position().toPoint())
        column = self._key_of(index)
        if column in self._typed:
            self._begin(index, self.text(index.row(), column))
        elif column in self._marks:
            self.put(index.row(), column, "" if self.text(index.row(), column) else YES)

    def step(self, down: int, aside: int = 0) -> None:
        """Another cell; after the last row the keyboard leaves the table."""
        index = self.currentIndex()
        row, column = index.row() + down, index.column() + aside
        if row >= self.rows.rowCount():
            self.focusNextChild()
        elif row >= 0 and 0 <= column < self.rows.columnCount():
            self.setCurrentIndex(self.rows.index(row, column))
            self.scrollTo(self.currentIndex())

    def _key_of(self, index: QModelIndex) -> str:
        return self.rows.columns[index.column()].key if index.isValid() else ""

    # The cell that is being typed into ----------------------------------------------------------------------

    def _begin(self, index: QModelIndex, text: str) -> None:
        self.settle()
        self._cell = _Cell(self, self.viewport(), index.row(), self._key_of(index), text)
        self._cell.setGeometry(self.visualRect(index))
        self._cell.show()
        self._cell.setFocus()

    def ended(self, cell: _Cell) -> None:
        """The cell is typed."""
        if self._cell is cell:
            self._cell = None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """A cell in the middle of typing is kept, not left behind."""
        self.settle()
        super().resizeEvent(event)


def draw_mark(painter: QPainter, cell: QRectF, text: str, look: Look) -> None:
    """A box that is ticked where the cell holds anything."""
    draw_check(painter, cell, text, replace(look, on=bool(text)))


class _Cell(Line):
    """The field over a cell."""

    def __init__(self, table: TypedTable, parent: QWidget, row: int, key: str, text: str) -> None:
        super().__init__(text, cell=True)
        self.setParent(parent)
        self._table, self._row, self._key = table, row, key
        self._over = False

    def settle(self, *, keep: bool = True) -> None:
        """Done, keeping what was typed or not."""
        if self._over:
            return
        self._over = True
        if keep:
            self._table.put(self._row, self._key, self.text().strip())
        self._table.ended(self)
        self._table.setFocus()
        self.hide()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt)
        """Enter and the arrows up and down go on, Tab aside, Esc gives up, Ctrl+D fills down."""
        steps = {
            Qt.Key.Key_Return: (1, 0), Qt.Key.Key_Enter: (1, 0), Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Tab: (0, 1), Qt.Key.Key_Backtab: (0, -1),
        }  # fmt: skip
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_D:
            self._table.fill_down()
        elif not control and event.key() in steps:
            self.settle()
            self._table.step(*steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.settle(keep=False)
        else:
            super().keyPressEvent(event)

    def event(self, event: Any) -> bool:
        """Tab and Esc are its own while something is typed."""
        if isinstance(event, QKeyEvent):
            key, kind = event.key(), event.type()
            if kind == QKeyEvent.Type.ShortcutOverride and key == Qt.Key.Key_Escape:
                event.accept()
                return True
            if kind == QKeyEvent.Type.KeyPress and key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  (Qt)
        """Left by the mouse: what was typed stays."""
        super().focusOutEvent(event)
        self.settle()
