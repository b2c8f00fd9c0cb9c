"""How cells are drawn: words, class, movement, ticks of indicators, progress, a check for the selection."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.i18n import _, number
from app.ui import theme, theme_fonts, theme_icons
from app.ui.theme_sizes import Size
from app.ui.widgets import shapes
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.shapes import class_name, role_of

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_WEIGHTS = {"": QFont.Weight.Normal, "medium": theme_fonts.MEDIUM, "bold": theme_fonts.SEMIBOLD}


def draw_words(painter: QPainter, cell: QRectF, text: Any, look: Look) -> None:
    """Words on one line, cut with “…” where there is no room."""
    text = str(text)
    if not text:
        return
    weight = _WEIGHTS[look.weight]
    font = theme_fonts.font(look.size, weight)
    if look.under:
        font.setUnderline(True)
    painter.setFont(font)
    painter.setPen(theme.colour(look.tone))
    painter.drawText(cell, _RIGHT if look.right else _LEFT, _cut(text, look.size, weight, cell.width()))


@lru_cache(maxsize=4096)
def _cut(text: str, size: str, weight: QFont.Weight, width: float) -> str:
    return theme_fonts.metrics(size, weight).elidedText(text, Qt.TextElideMode.ElideRight, width)


def draw_number(painter: QPainter, cell: QRectF, value: Any, look: Look) -> None:
    """A number as Vietnam writes it; “–” where it is not known."""
    shown = "–" if value is None else number(value, 0 if float(value).is_integer() else 1)
    draw_words(painter, cell, shown, look)


def draw_class(painter: QPainter, cell: QRectF, klass: Any, look: Look) -> None:
    """A class by shape and name."""
    if not klass:
        draw_words(painter, cell, "–", Look(tone="text3"))
        return
    size = Size.small_shape if look.weight == "" else Size.shape
    shapes.paint(painter, klass, QRectF(cell.left(), cell.center().y() - size / 2, size, size))
    words = cell.adjusted(Size.shape + Size.tight + 2, 0, 0, 0)
    tone = role_of(klass) if look.weight else look.tone
    draw_words(painter, words, class_name(klass), Look(tone=tone, weight=look.weight))


def draw_movement(painter: QPainter, cell: QRectF, moved: Any, _look: Look) -> None:
    """A movement `(name, trend)` with an arrow up or down."""
    name, trend = moved
    if not name or not trend:
        draw_words(painter, cell, "–", Look(tone="text3"))
        return
    role = "accent" if trend > 0 else "danger"
    arrow = "trending-up" if trend > 0 else "trending-down"
    side = float(Size.icon) - 2
    theme_icons.paint(painter, arrow, role, QRectF(cell.left(), cell.center().y() - side / 2, side, side))
    draw_words(painter, cell.adjusted(Size.icon + 2, 0, 0, 0), name, Look(tone=role))


def draw_ticks(painter: QPainter, cell: QRectF, told: Any, look: Look) -> None:
    """Indicators as small bars, dark where deprived; words where the household was not reviewed."""
    if told is None:
        draw_words(painter, cell, _("không rà soát"), Look(tone="text3"))
        return
    top = cell.center().y() - Size.tick_height / 2
    for place, deprived in enumerate(told):
        left = cell.left() + place * (Size.tick_width + Size.tick_gap)
        bar = QRectF(left, top, Size.tick_width, Size.tick_height)
        painter.fillRect(bar, theme.colour("text2" if deprived else "surface" if look.on else "bartrack"))


def draw_progress(painter: QPainter, cell: QRectF, told: Any, look: Look) -> None:
    """`(done, all)` as a bar and as n/m; amber while something is left."""
    done, total = told
    words = f"{number(done)}/{number(total)}"
    needs = theme_fonts.metrics().horizontalAdvance(words)
    track = QRectF(cell.left(), cell.center().y() - Size.bar / 2, cell.width() - needs - Size.gap, Size.bar)
    bar(painter, track, done / total if total else 0, "done" if done >= total else "warnfill")
    draw_words(painter, cell, words, Look(right=True, under=look.under))


def bar(painter: QPainter, track: QRectF, share: float, role: str) -> None:
    """A bar filled to a share."""
    painter.fillRect(track, theme.colour("bartrack"))
    painter.fillRect(
        QRectF(track.topLeft(), QPointF(track.left() + track.width() * share, track.bottom())),
        theme.colour(role),
    )


def draw_check(painter: QPainter, cell: QRectF, _value: Any, look: Look) -> None:
    """A box that is checked while its row is selected."""
    side = float(Size.check)
    square = QRectF(cell.center().x() - side / 2, cell.center().y() - side / 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = Size.line / 2
    painter.setPen(QPen(theme.colour("accentfill" if look.on else "line2"), Size.line))
    painter.setBrush(theme.colour("accentfill" if look.on else "surface"))
    painter.drawRoundedRect(square.adjusted(half, half, -half, -half), Size.chip_radius, Size.chip_radius)
    painter.restore()
    if look.on:
        theme_icons.paint(painter, "check", "onaccent", square.adjusted(2, 2, -2, -2))


class Drawn(QTableView):
    """A table as `Cells` draws it.

    Attributes:
        under: row and column under the mouse.
        edge: space that the first and the last column have more.
    """

    under = (-1, -1)
    edge = 0

    def room(self, number: int) -> tuple[int, int]:
        """The space before and after what a column draws."""
        heads = self.horizontalHeader()
        place, last = heads.visualIndex(number), heads.count() - 1
        return (
            Size.cell_pad + (self.edge if place == 0 else 0),
            Size.cell_pad + (self.edge if place == last else 0),
        )


class Cells(QStyledItemDelegate):
    """Draws every cell of a table by its column: ground, line, what is in it, the current one's frame."""

    def __init__(self, table: Drawn, *, by_cell: bool = False) -> None:
        super().__init__(table)
        self._table = table
        self._by_cell = by_cell

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        model = index.model()
        assert isinstance(model, RowsModel)
        column = model.columns[index.column()]
        on = not self._by_cell and self._table.selectionModel().isSelected(index)
        painter.save()
        rect = QRectF(option.rect)
        self._ground(painter, rect, option, index, on)
        row = model.row(index.row())
        if row is not None:
            look = self._look(column, index, on)
            before, after = self._table.room(index.column())
            inner = rect.adjusted(before, 0, -after, -Size.line)
            _draw(painter, inner, column, row, look)
        if self._is_current(index):
            self._frame(painter, rect, index)
        painter.restore()

    def _look(self, column: Column, index: QModelIndex | QPersistentModelIndex, on: bool) -> Look:
        under = column.opens and self._table.under == (index.row(), index.column())
        return Look(right=column.right, on=on, under=under, tone=column.tone, weight=column.weight)

    def _ground(
        self,
        painter: QPainter,
        rect: QRectF,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        on: bool,
    ) -> None:
        hover = not self._by_cell and self._table.under[0] == index.row()
        painter.fillRect(rect, theme.colour("accenttint" if on else "hover" if hover else "surface"))
        painter.setPen(QPen(theme.colour("accentline" if on else "line"), Size.line))
        foot = rect.bottom() - Size.line / 2
        painter.drawLine(QPointF(rect.left(), foot), QPointF(rect.right(), foot))

    def _is_current(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        current = self._table.currentIndex()
        if not self._table.hasFocus() or current.row() != index.row():
            return False
        return not self._by_cell or current.column() == index.column()

    def _frame(self, painter: QPainter, rect: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        """Two pixels around the current row, or the current cell."""
        painter.setPen(QPen(theme.colour("focus"), Size.focus))
        half = Size.focus / 2
        inner = rect.adjusted(0, half, 0, -half)
        painter.drawLine(inner.topLeft(), inner.topRight())
        painter.drawLine(inner.bottomLeft(), inner.bottomRight())
        header = self._table.horizontalHeader()
        place = header.visualIndex(index.column())
        shown = [at for at in range(header.count()) if not header.isSectionHidden(header.logicalIndex(at))]
        if self._by_cell or place == shown[0]:
            painter.drawLine(
                QPointF(rect.left() + half, rect.top()), QPointF(rect.left() + half, rect.bottom())
            )
        if self._by_cell or place == shown[-1]:
            painter.drawLine(
                QPointF(rect.right() - half, rect.top()), QPointF(rect.right() - half, rect.bottom())
            )


def _draw(painter: QPainter, cell: QRectF, column: Column, row: Any, look: Look) -> None:
    """Of the row itself: Qt's way to a value of its model goes through two languages for each cell."""
    if column.draw:
        column.draw(painter, cell, column.value(row), look)
    else:
        draw_words(painter, cell, column.words(row), look)
