"""A list whose entries have two lines: icon, words over a detail, and something at the right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui import theme, theme_icons
from app.ui.theme_sizes import Size
from app.ui.widgets import shapes
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Look

ENTRY = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry; `what` is whatever it stands for, `tone` colours icon and right side, `mark` is a class."""

    what: Any
    words: str
    detail: str = ""
    icon: str = ""
    right: str = ""
    right_detail: str = ""
    tone: str = "text2"
    mark: str = ""


class Lines(QListView):
    """A list of entries.

    Signals:
        chosen: `what` of the entry that Enter or a click was on.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, boxed: bool = False) -> None:
        super().__init__(parent)
        if boxed:
            self.setProperty("role", "boxed")
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_TwoLines(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)

    def fill(self, entries: Iterable[Entry]) -> None:
        """Other entries; the first becomes the current one."""
        self._model.clear()
        for entry in entries:
            item = QStandardItem(entry.words)
            item.setData(entry, ENTRY)
            item.setToolTip(entry.detail)
            item.setEditable(False)
            self._model.appendRow(item)
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))

    def count(self) -> int:
        """How many entries there are."""
        return self._model.rowCount()

    def fit_height(self, most: int = 0) -> None:
        """As tall as its entries, at most so many."""
        shown = min(self.count(), most) if most else self.count()
        self.setFixedHeight(shown * Size.two_lines)

    def step(self, step: int) -> None:
        """The entry above or below becomes the current one."""
        number = min(max(self.currentIndex().row() + step, 0), self.count() - 1)
        self.setCurrentIndex(self._model.index(number, 0))

    def current(self) -> Any:
        """What the current entry stands for; None where there is none."""
        index = self.currentIndex()
        return index.data(ENTRY).what if index.isValid() else None

    def first(self) -> Any:
        """What the first entry stands for; None where there is none."""
        index = self._model.index(0, 0)
        return index.data(ENTRY).what if index.isValid() else None

    def choose_current(self) -> None:
        """As Enter does."""
        self._choose(self.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(ENTRY).what)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt)
        """Enter chooses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose_current()
        else:
            super().keyPressEvent(event)


class _TwoLines(QStyledItemDelegate):
    """Draws an entry."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """All entries are of one height."""
        return QSize(Size.name_column, Size.two_lines)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw icon, words, detail and what is at the right."""
        entry: Entry = index.data(ENTRY)
        rect = QRectF(option.rect)
        painter.save()
        self._ground(painter, rect, option)
        inner = rect.adjusted(Size.margin, Size.tight, -Size.margin, -Size.tight - Size.line)
        left = inner.left() + self._icon(painter, inner, entry)
        right = self._right(painter, inner, entry)
        words = QRectF(left, inner.top(), right - left - Size.gap, inner.height() / 2)
        draw_words(painter, words, entry.words, Look(weight="medium"))
        draw_words(
            painter, words.translated(0, words.height()), entry.detail, Look(tone="text3", size="small")
        )
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem) -> None:
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        under = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, theme.colour("accenttint" if chosen else "hover" if under else "surface"))
        painter.setPen(QPen(theme.colour("line"), Size.line))
        foot = rect.bottom() - Size.line / 2
        painter.drawLine(QPointF(rect.left(), foot), QPointF(rect.right(), foot))
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), Size.focus))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _icon(self, painter: QPainter, inner: QRectF, entry: Entry) -> float:
        """Draw icon or shape; returns the room that it took."""
        size = Size.nav_icon if entry.icon else Size.shape
        square = QRectF(inner.left(), inner.center().y() - size / 2, size, size)
        if entry.icon:
            theme_icons.paint(painter, entry.icon, entry.tone, square)
        elif entry.mark:
            shapes.paint(painter, entry.mark, square)
        else:
            return 0.0
        return float(size + Size.gap + Size.tight)

    def _right(self, painter: QPainter, inner: QRectF, entry: Entry) -> float:
        """Draw the right side; returns where it begins."""
        if not entry.right:
            return inner.right()
        metrics = painter.fontMetrics()
        width = (
            max(metrics.horizontalAdvance(entry.right), metrics.horizontalAdvance(entry.right_detail)) * 1.1
        )
        cell = QRectF(inner.right() - width, inner.top(), width, inner.height() / 2)
        draw_words(painter, cell, entry.right, Look(right=True, tone=entry.tone, weight="medium"))
        detail = cell.translated(0, cell.height())
        draw_words(painter, detail, entry.right_detail, Look(right=True, tone="text3", size="small"))
        return cell.left()
