"""The head of a table: titles with the sort arrow, and under them, where wanted, fields that filter."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from app.ui import theme, theme_fonts
from app.ui.theme_sizes import Size
from app.ui.widgets import shapes
from app.ui.widgets.columns import Column
from app.ui.widgets.rows_model import RowsModel


class Heads(QHeaderView):
    """Titles that sort.

    Signals:
        sort_wanted: key of a column, and whether from the end.
    """

    sort_wanted = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._fields: Mapping[int, QWidget] = {}
        self.sorted: tuple[str, bool] = ("", False)
        self.room: Callable[[int], tuple[int, int]] = lambda _number: (Size.cell_pad, Size.cell_pad)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(Size.field)
        self.setFixedHeight(Size.table_head)
        self.sectionResized.connect(self._place)
        self.sectionMoved.connect(self._place)
        self.sectionClicked.connect(self._sort)

    def filter_by(self, fields: Mapping[int, QWidget]) -> None:
        """Fields under the titles, by the number of their column."""
        self._fields = fields
        for field in fields.values():
            field.setParent(self)
            field.show()
        self.setFixedHeight(Size.table_head + Size.filter_row)
        self._place()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """As tall as titles and fields; Qt would measure every title for a width that nobody asks for."""
        return QSize(self.length(), self.height())

    def _titles(self) -> int:
        return Size.table_head

    def _place(self) -> None:
        for number, field in self._fields.items():
            shown = not self.isSectionHidden(number)
            field.setVisible(shown)
            if shown:
                left = self.sectionViewportPosition(number) + Size.tight
                width = self.sectionSize(number) - 2 * Size.tight
                height = field.sizeHint().height()
                top = self._titles() + (Size.filter_row - height) // 2
                field.setGeometry(left, top, max(width, Size.icon), height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """Fields follow."""
        super().resizeEvent(event)
        self._place()

    def setOffset(self, offset: int) -> None:  # noqa: N802  (Qt)
        """Fields follow when the table is scrolled aside."""
        super().setOffset(offset)
        self._place()

    def column(self, number: int) -> Column:
        """The column of a section."""
        model = self.model()
        assert isinstance(model, RowsModel)
        return model.columns[number]

    def _sort(self, number: int) -> None:
        column = self.column(number)
        if column.key and column.sorts:
            self.sorted = (column.key, self.sorted[0] == column.key and not self.sorted[1])
            self.viewport().update()
            self.sort_wanted.emit(*self.sorted)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt)
        """The ground between filter fields is no title."""
        if event.position().y() <= self._titles():
            super().mousePressEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, number: int) -> None:  # noqa: N802  (Qt)
        """Draw one title."""
        cell = QRectF(rect)
        painter.fillRect(cell, theme.colour("surface2"))
        self._line(painter, cell.bottom(), cell)
        if self._fields:
            self._line(painter, cell.top() + self._titles(), cell)
        cell.setHeight(self._titles())
        before, after = self.room(number)
        self._title(painter, cell.adjusted(before, 0, -after, 0), self.column(number))

    def _line(self, painter: QPainter, foot: float, cell: QRectF) -> None:
        painter.setPen(QPen(theme.colour("line"), Size.line))
        painter.drawLine(QPointF(cell.left(), foot - 0.5), QPointF(cell.right(), foot - 0.5))

    def _title(self, painter: QPainter, cell: QRectF, column: Column) -> None:
        font = theme_fonts.font("small", theme_fonts.MEDIUM)
        metrics = QFontMetricsF(font)
        arrow = (
            {False: " ↑", True: " ↓"}[self.sorted[1]] if column.key and self.sorted[0] == column.key else ""
        )
        width = metrics.horizontalAdvance(column.title)
        mark = Size.small_shape + Size.tight if column.mark else 0
        beside = metrics.horizontalAdvance(arrow)
        room = cell.width() - mark - beside
        left = cell.right() - min(width, room) - mark - beside if column.right else cell.left()
        if column.mark:
            top = cell.center().y() - Size.small_shape / 2
            shapes.paint(painter, column.mark, QRectF(left, top, Size.small_shape, Size.small_shape))
        painter.setFont(font)
        painter.setPen(theme.colour("text2"))
        words = QRectF(left + mark, cell.top(), min(width, room) + 1, cell.height())
        shown = metrics.elidedText(column.title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(theme.colour("accent"))
        painter.drawText(
            words.adjusted(words.width() - 1, 0, beside, 0), Qt.AlignmentFlag.AlignVCenter, arrow
        )
