"""The households of a village by the state of their case: icon, name, birth year, shape of the class."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.i18n import _
from app.store.listing import Line
from app.ui import theme, theme_fonts, theme_icons
from app.ui.theme_sizes import Size
from app.ui.widgets import shapes
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.rows_model import ROW, RowsModel

STATES = {
    "not_begun": ("circle", "text3"),
    "begun": ("circle-dot", "accent"),
    "done": ("circle-check", "accent"),
    "to_check": ("circle-alert", "warn"),
}


def state_name(state: str) -> str:
    """A state in a word."""
    names = {"not_begun": _("Chưa"), "begun": _("Đang"), "done": _("Xong"), "to_check": _("Cần xem")}
    return names[state]


def spoken(line: Line) -> str:
    """A household in words."""
    klass = shapes.class_name(line.now) if line.state == "done" else ""
    parts = (line.head or _("(chưa có chủ hộ)"), line.birth[:4], line.code, state_name(line.state), klass)
    return " · ".join(part for part in parts if part)


class CaseList(QListView):
    """The cases of a village.

    Signals:
        chosen: key of a household that was clicked, or on which Enter was pressed.
    """

    chosen = Signal(bytes)

    def __init__(self) -> None:
        super().__init__()
        self.rows = RowsModel([Column("", lambda line: line, spoken, tip=spoken)], self)
        self.setModel(self.rows)
        self.setItemDelegate(_CaseLine(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Các hộ của bản"))
        self.open_one = b""
        self.clicked.connect(self._choose)

    def fill(self, lines: Sequence[Line], open_one: bytes) -> None:
        """Other households; the open one is marked and in view."""
        self.open_one = open_one
        self.rows.fill(lines)
        place = next((place for place, line in enumerate(lines) if line.key == open_one), -1)
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, 0))
            self.scrollTo(self.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        line = index.data(ROW)
        if line is not None:
            self.chosen.emit(line.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt)
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _CaseLine(QStyledItemDelegate):
    """Draws a case."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """All of one height."""
        return QSize(Size.name_column, Size.row)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw state, name, year, class."""
        line: Line | None = index.data(ROW)
        if line is None:
            return
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        own = self.parent()
        opened = isinstance(own, CaseList) and own.open_one == line.key
        self._ground(painter, rect, state, opened)
        icon, role = STATES[line.state]
        top = rect.center().y() - Size.icon / 2
        square = QRectF(rect.left() + Size.margin - Size.tight, top, Size.icon, Size.icon)
        theme_icons.paint(painter, icon, role, square)
        mark = QRectF(rect.right() - Size.margin - Size.small_shape, rect.center().y() - 5, 10, 10)
        if line.state in ("done", "to_check"):
            shapes.paint(painter, line.now, mark)
        year = QFontMetricsF(theme_fonts.font("small")).horizontalAdvance("0000") + 1
        years = QRectF(mark.left() - Size.gap - year, rect.top(), year, rect.height())
        draw_words(painter, years, line.birth[:4], Look(right=True, tone="text3", size="small"))
        left = square.right() + Size.gap
        name = QRectF(left, rect.top(), years.left() - left - Size.tight, rect.height())
        draw_words(painter, name, line.head or _("(chưa có chủ hộ)"), Look(weight="bold" if opened else ""))

    def _ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag, opened: bool) -> None:
        under = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, theme.colour("accenttint" if opened else "hover" if under else "surface"))
        painter.setPen(QPen(theme.colour("line"), Size.line))
        foot = rect.bottom() - Size.line / 2
        painter.drawLine(QPointF(rect.left(), foot), QPointF(rect.right(), foot))
        if opened:
            edge = QRectF(rect.left(), rect.top(), Size.nav_mark, rect.height())
            painter.fillRect(edge, theme.colour("focus"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), Size.focus))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
