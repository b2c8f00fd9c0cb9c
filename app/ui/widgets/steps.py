"""The steps of a piece of work, painted side by side: those behind, the one in hand, those to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from app.ui import theme, theme_fonts, theme_icons
from app.ui.theme_sizes import Size


class Steps(QWidget):
    """Numbered steps with a line between them."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = tuple(names)
        self._at = 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.go_to(1)

    def go_to(self, step: int) -> None:
        """The step in hand, counted from 1."""
        self._at = step
        told = _("Bước {n} trên {all}: {name}")
        self.setAccessibleName(told.format(n=step, all=len(self._names), name=self._names[step - 1]))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """Circle, name, line; for each but the last."""
        metrics = QFontMetricsF(theme_fonts.font("base", theme_fonts.SEMIBOLD))
        words = sum(metrics.horizontalAdvance(name) for name in self._names)
        own = (_CIRCLE + Size.gap) * len(self._names)
        between = (Size.tall_row + 2 * Size.gap) * (len(self._names) - 1)
        return QSize(round(words + own + between) + Size.gap, Size.field)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """Draw them from left to right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = float(Size.line)
        for number, name in enumerate(self._names, 1):
            left = self._step(painter, left, number, name)
            if number < len(self._names):
                left = self._line(painter, left)

    def _step(self, painter: QPainter, left: float, number: int, name: str) -> float:
        """Draw a step; returns where it ends."""
        circle = QRectF(left, (self.height() - _CIRCLE) / 2, _CIRCLE, _CIRCLE)
        now, behind = number == self._at, number < self._at
        painter.setPen(QPen(theme.colour("accentfill" if now or behind else "line2"), Size.line))
        painter.setBrush(theme.colour("accentfill" if now else "accenttint" if behind else "surface"))
        painter.drawEllipse(circle)
        if behind:
            inner = circle.adjusted(Size.tight, Size.tight, -Size.tight, -Size.tight)
            theme_icons.paint(painter, "check", "accent", inner)
        else:
            painter.setFont(theme_fonts.font("small", theme_fonts.SEMIBOLD))
            painter.setPen(theme.colour("onaccent" if now else "text2"))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(number))
        return self._name(painter, circle.right() + Size.gap, name, now=now, behind=behind)

    def _name(self, painter: QPainter, left: float, name: str, *, now: bool, behind: bool) -> float:
        font = theme_fonts.font("base", theme_fonts.SEMIBOLD) if now else theme_fonts.font()
        painter.setFont(font)
        painter.setPen(theme.colour("text" if now else "accent" if behind else "text2"))
        width = QFontMetricsF(font).horizontalAdvance(name)
        painter.drawText(
            QRectF(left, 0, width + Size.tight, self.height()), Qt.AlignmentFlag.AlignVCenter, name
        )
        return left + width

    def _line(self, painter: QPainter, left: float) -> float:
        middle = self.height() / 2
        start, end = left + Size.gap, left + Size.gap + Size.tall_row
        painter.setPen(QPen(theme.colour("line2"), Size.line))
        painter.drawLine(QPointF(start, middle), QPointF(end, middle))
        return end + Size.gap


_CIRCLE = Size.row - Size.tight - 2
