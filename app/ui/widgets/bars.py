"""Bars that are painted: of indicators, and of parts of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import number
from app.ui import theme, theme_fonts
from app.ui.theme_sizes import Size
from app.ui.widgets.cells import bar, draw_words
from app.ui.widgets.columns import Look
from app.ui.widgets.shapes import role_of

_LARGEST = 2  # so many of the longest bars are darker
_SCALE_STEP = 0.2


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: number, name (in full under the mouse), count, share of the whole (0–1)."""

    key: str
    number: int
    name: str
    count: int
    share: float
    in_full: str = ""


class BarList(QWidget):
    """Bars in two columns, read downwards; each opens what is behind it.

    Signals:
        chosen: key of a bar.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.bars: Sequence[Bar] = ()
        self._current, self._under = 0, -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fill(self, bars: Sequence[Bar]) -> None:
        """Other bars."""
        self.bars = bars
        self.setAccessibleDescription("; ".join(f"{one.name} {one.count}" for one in bars))
        self.updateGeometry()
        self.update()

    def _rows(self) -> int:
        return (len(self.bars) + 1) // 2

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """As tall as its rows."""
        return QSize(Size.search, max(self._rows(), 1) * Size.bar_row + Size.tight)

    def _cell(self, place: int) -> QRectF:
        column, line = divmod(place, max(self._rows(), 1))
        width = (self.width() - 2 * Size.margin - 2 * Size.margin) / 2
        left = Size.margin + column * (width + 2 * Size.margin)
        return QRectF(left, line * Size.bar_row, width, Size.bar_row)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """Draw all bars on one scale."""
        painter = QPainter(self)
        longest = max((one.share for one in self.bars), default=0.0)
        scale = max(_SCALE_STEP * (int(longest / _SCALE_STEP) + 1), _SCALE_STEP)
        for place, one in enumerate(self.bars):
            self._draw(painter, self._cell(place), one, one.share / scale, place)
            if self.hasFocus() and place == self._current:
                painter.setPen(QPen(theme.colour("focus"), Size.focus))
                painter.drawRoundedRect(self._cell(place).adjusted(-6, 1, 6, -1), Size.radius, Size.radius)

    def _draw(self, painter: QPainter, cell: QRectF, one: Bar, filled: float, place: int) -> None:
        painter.setFont(theme_fonts.font("base", theme_fonts.SEMIBOLD))
        figures = painter.fontMetrics().horizontalAdvance("00,0 %") + Size.gap
        counts = painter.fontMetrics().horizontalAdvance("0.000") + Size.tight
        width = cell.width() * 0.22
        right = cell.right() - figures - counts
        numbered = QRectF(cell.left(), cell.top(), Size.margin, cell.height())
        draw_words(painter, numbered, one.number, Look(tone="text3", size="small"))
        name = QRectF(
            cell.left() + Size.margin + 4,
            cell.top(),
            right - width - cell.left() - 2 * Size.margin,
            cell.height(),
        )
        draw_words(painter, name, one.name, Look(under=place == self._under))
        track = QRectF(right - width, cell.center().y() - Size.data_bar / 2, width, Size.data_bar)
        bar(painter, track, filled, "done" if place < _LARGEST and one.count else "bar")
        counted = QRectF(right, cell.top(), counts, cell.height())
        draw_words(painter, counted, number(one.count), Look(right=True, weight="bold"))
        share = QRectF(cell.right() - figures, cell.top(), figures, cell.height())
        draw_words(
            painter, share, f"{number(one.share * 100, 1)} %", Look(right=True, tone="text3", size="small")
        )

    # Mouse and keys ---------------------------------------------------------------------------------------

    def _at(self, point: QPointF) -> int:
        return next((place for place in range(len(self.bars)) if self._cell(place).contains(point)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt)
        """The bar under the mouse is underlined."""
        self._under = self._at(event.position())
        self.setToolTip(self.bars[self._under].in_full if self._under >= 0 else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._under >= 0 else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802  (Qt)
        """No bar is under the mouse."""
        self._under = -1
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt)
        """A click opens what is behind a bar."""
        place = self._at(event.position())
        if place >= 0:
            self._choose(place)

    def _choose(self, place: int) -> None:
        self._current = place
        self.chosen.emit(self.bars[place].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt)
        """Arrows go through the bars, Enter opens."""
        steps = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1,
            Qt.Key.Key_Right: self._rows(), Qt.Key.Key_Left: -self._rows(),
        }  # fmt: skip
        if event.key() in steps and self.bars:
            self._current = min(max(self._current + steps[Qt.Key(event.key())], 0), len(self.bars) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.bars:
            self._choose(self._current)
        else:
            super().keyPressEvent(event)


class StackedBar(QWidget):
    """Parts of a whole by class, with a gap between them."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: Sequence[tuple[str, int]] = ()
        self.setFixedHeight(Size.thick_bar)

    def fill(self, parts: Sequence[tuple[str, int]]) -> None:
        """Other parts: class and count."""
        self._parts = parts
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """Draw the parts."""
        painter = QPainter(self)
        whole = sum(count for _klass, count in self._parts)
        if not whole:
            painter.fillRect(self.rect(), theme.colour("bartrack"))
            return
        left, room = 0.0, self.width() - Size.tick_gap * (len(self._parts) - 1)
        for klass, count in self._parts:
            width = room * count / whole
            painter.fillRect(QRectF(left, 0, width, self.height()), theme.colour(role_of(klass)))
            left += width + Size.tick_gap


class Thin(QWidget):
    """A thin bar filled to a share."""

    def __init__(self, width: int = Size.progress) -> None:
        super().__init__()
        self._share, self._role = 0.0, "done"
        self.setFixedSize(width, Size.bar)

    def fill(self, share: float, role: str = "done") -> None:
        """Another share, 0–1."""
        self._share, self._role = min(max(share, 0.0), 1.0), role
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """Draw it."""
        bar(QPainter(self), QRectF(self.rect()), self._share, self._role)
