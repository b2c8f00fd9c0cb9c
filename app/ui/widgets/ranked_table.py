"""A list in order of priority: who is in, the line where the places end, who waits, who cannot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from app.ui import theme, theme_fonts, theme_icons
from app.ui.theme_sizes import Size
from app.ui.widgets.cells import Cells, draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.table import Table


@dataclass(frozen=True, slots=True)
class Cut:
    """The row that is a line: here the places end."""

    words: str


class RankedTable(Table):
    """The list. The keyboard steps over the line, and it cannot be selected."""

    def __init__(self, columns: Sequence[Column], warned: Callable[[Any], bool]) -> None:
        """`warned` says which rows stand on the ground of danger."""
        super().__init__([_over_cuts(one) for one in columns])
        self.setItemDelegate(_RankedCells(self, warned))
        self._cut = -1

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Other rows; the current one stays where it was."""
        at = max(self.currentIndex().row(), 0)
        self.clearSpans()
        self.rows.fill(rows)
        self._cut = next((place for place, one in enumerate(rows) if isinstance(one, Cut)), -1)
        if self._cut >= 0:
            self.setSpan(self._cut, 0, 1, len(self.rows.columns))
        self.go_to(min(at, len(rows) - 1))

    def go_to(self, number: int) -> None:
        """Make a row the current one; the line passes the keyboard on."""
        if number == self._cut and number >= 0:
            number += 1 if self.currentIndex().row() <= number else -1
            number = number if number < self.rows.rowCount() else self._cut - 1
        super().go_to(number)

    def current_line(self) -> Any:
        """The row that the keyboard is on; None where there is none."""
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    def chosen_lines(self) -> list[Any]:
        """The rows that are selected, without the line."""
        rows = (self.rows.row(at) for at in self.selected())
        return [one for one in rows if one is not None and not isinstance(one, Cut)]

    def _toggle(self, number: int) -> None:
        if number != self._cut:
            super()._toggle(number)


def _over_cuts(column: Column) -> Column:
    """The same column, whose value for the line is its words."""

    def value(row: Any) -> Any:
        return row.words if isinstance(row, Cut) else column.value(row)

    def text(told: Any) -> str:
        return told if isinstance(told, str) else column.text(told)

    return Column(
        column.title, value, text, right=column.right, key=column.key, sorts=column.sorts,
        sample=column.sample, stretch=column.stretch, draw=column.draw, as_text=column.as_text,
        tone=column.tone, weight=column.weight, tip=None,
    )  # fmt: skip


class _RankedCells(Cells):
    """Cells whose row may be the line, or stand on the ground of danger."""

    def __init__(self, table: RankedTable, warned: Callable[[Any], bool]) -> None:
        super().__init__(table)
        self._warned = warned

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell, or the whole line."""
        row = _row(index)
        if isinstance(row, Cut):
            _draw_cut(painter, QRectF(option.rect), row.words)
        else:
            super().paint(painter, option, index)

    def _ground(
        self,
        painter: QPainter,
        rect: QRectF,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        on: bool,
    ) -> None:
        super()._ground(painter, rect, option, index, on)
        if not on and self._warned(_row(index)):
            painter.fillRect(rect.adjusted(0, 0, 0, -Size.line), theme.colour("dangertint"))


def _row(index: QModelIndex | QPersistentModelIndex) -> Any:
    model = index.model()
    assert isinstance(model, RowsModel)
    return model.row(index.row())


def _draw_cut(painter: QPainter, rect: QRectF, words: str) -> None:
    painter.save()
    painter.fillRect(rect, theme.colour("surface2"))
    painter.setPen(QPen(theme.colour("accent"), Size.focus))
    painter.drawLine(rect.topLeft(), rect.topRight())
    painter.setFont(theme_fonts.font("small", theme_fonts.MEDIUM))
    painter.setPen(theme.colour("text2"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


def draw_marked(painter: QPainter, cell: QRectF, told: tuple[str, str, str], _look: Look) -> None:
    """`(icon, tone, words)`: words in a tone behind their icon."""
    icon, tone, words = told
    side = float(Size.icon)
    theme_icons.paint(painter, icon, tone, QRectF(cell.left(), cell.center().y() - side / 2, side, side))
    draw_words(
        painter, cell.adjusted(side + Size.tight - 1, 0, 0, 0), words, Look(tone=tone, weight="medium")
    )


def draw_named(painter: QPainter, cell: QRectF, told: tuple[str, str], look: Look) -> None:
    """`(name, code)`: a name with its code behind it in small letters."""
    name, code = told
    metrics = theme_fonts.metrics("base", theme_fonts.MEDIUM)
    draw_words(painter, cell, name, Look(weight="medium", tone=look.tone))
    left = cell.left() + metrics.horizontalAdvance(name) + Size.tight
    if left < cell.right() - Size.gap:
        rest = QRectF(left, cell.top() + 1, cell.right() - left, cell.height())
        draw_words(painter, rest, code, Look(size="small", tone="text3"))
