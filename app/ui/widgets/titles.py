"""A list of titles under small heads, each with its number; typing narrows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
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
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Look
from app.vietnamese import fold

TITLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Title:
    """An entry; without a key it is a head. `mark` is its number; where it has none, `icon` stands there."""

    key: str
    words: str
    mark: str = ""
    icon: str = ""


class Titles(QListView):
    """The list.

    Signals:
        chosen: key of the title that became the current one.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.warned: frozenset[str] = frozenset()
        self.setItemDelegate(_OneLine(self))
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._choose)

    def fill(self, titles: Iterable[Title]) -> None:
        """Other titles."""
        self._model.clear()
        for title in titles:
            item = QStandardItem(title.words)
            item.setData(title, TITLE)
            item.setToolTip(title.words if title.key else "")
            item.setEditable(False)
            item.setSelectable(bool(title.key))
            item.setEnabled(bool(title.key))
            self._model.appendRow(item)

    def warn(self, keys: Iterable[str]) -> None:
        """These titles, and no others, have a ⚠ at their right."""
        self.warned = frozenset(keys)
        self.viewport().update()

    def narrow(self, text: str) -> None:
        """Show only the titles that hold all the words; heads go while anything is typed."""
        words = fold(text).split()
        for number in range(self._model.rowCount()):
            title = self._title(number)
            held = fold(f"{title.mark} {title.words}")
            self.setRowHidden(number, bool(words) and not (title.key and all(word in held for word in words)))

    def open(self, key: str) -> None:
        """Make a title the current one."""
        number = next((at for at in range(self._model.rowCount()) if self._title(at).key == key), -1)
        if number >= 0:
            self.setCurrentIndex(self._model.index(number, 0))

    def step(self, by: int) -> None:
        """The next title shown above or below."""
        rows = [
            at for at in range(self._model.rowCount()) if self._title(at).key and not self.isRowHidden(at)
        ]
        own = self.currentIndex().row()
        beyond = [at for at in rows if (at - own) * by > 0] or (rows if self.isRowHidden(own) else [])
        if beyond:
            self.setCurrentIndex(self._model.index(beyond[0] if by > 0 else beyond[-1], 0))

    def current(self) -> str:
        """The key of the current title; empty where there is none."""
        index = self.currentIndex()
        return self._title(index.row()).key if index.isValid() else ""

    def _title(self, number: int) -> Title:
        title: Title = self._model.index(number, 0).data(TITLE)
        return title

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and (key := self._title(now.row()).key):
            self.chosen.emit(key)


class _OneLine(QStyledItemDelegate):
    """Draws a title, or a head."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Heads have air above."""
        title: Title = index.data(TITLE)
        return QSize(Size.name_column, Size.field if title.key else Size.filter_row)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw number and words."""
        title: Title = index.data(TITLE)
        rect = QRectF(option.rect)
        inner = rect.adjusted(Size.margin, 0, -Size.gap, 0)
        painter.save()
        if title.key:
            view = option.widget
            warned = isinstance(view, Titles) and title.key in view.warned
            self._title(painter, rect, option, title, warned=warned)
        else:
            draw_words(
                painter, inner.adjusted(0, Size.gap, 0, 0), title.words, Look(tone="text2", size="small")
            )
        painter.restore()

    def _title(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, title: Title, *, warned: bool
    ) -> None:
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        under = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, theme.colour("accenttint" if chosen else "hover" if under else "surface"))
        if chosen:
            painter.fillRect(
                QRectF(rect.left(), rect.top(), Size.nav_mark, rect.height()), theme.colour("focus")
            )
        marks = QRectF(rect.left() + Size.gap, rect.top(), Size.margin + Size.tight, rect.height())
        if title.icon:
            side = float(Size.icon)
            square = QRectF(marks.right() - side, marks.center().y() - side / 2, side, side)
            theme_icons.paint(painter, title.icon, "text2", square)
        else:
            draw_words(painter, marks, title.mark, Look(right=True, tone="text3", size="small"))
        words = QRectF(marks.right() + Size.gap + Size.tight, rect.top(), 0, rect.height())
        words.setRight(rect.right() - Size.gap)
        if warned:
            side = float(Size.icon)
            square = QRectF(words.right() - side, words.center().y() - side / 2, side, side)
            theme_icons.paint(painter, "triangle-alert", "danger", square)
            words.setRight(square.left() - Size.tight)
        draw_words(painter, words, title.words, Look(weight="medium" if chosen else ""))
