"""A button that answers a question by a digit: the key in a cap before the words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton

from app.ui import theme, theme_fonts
from app.ui.theme_sizes import Size
from app.ui.widgets.buttons import Do


class AnswerButton(QPushButton):
    """An answer; the one chosen, or proposed, stands out."""

    def __init__(self, digit: str, words: str, do: Do) -> None:
        super().__init__()
        self._digit, self._words = digit, ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setShortcut(QKeySequence(digit))
        self.clicked.connect(lambda _checked=False: do())
        self.setFixedHeight(Size.field)
        self.say(words)
        self.stand_out(on=False)

    def say(self, words: str) -> None:
        """Other words; the digit stays."""
        self._words = words
        self.setAccessibleName(f"{self._digit}: {words}")
        self.updateGeometry()
        self.update()

    def stand_out(self, *, on: bool) -> None:
        """Filled, or as any other."""
        self.setProperty("kind", "primary" if on else "")
        self.style().unpolish(self)
        self.style().polish(self)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """Cap, gap, words."""
        metrics = QFontMetrics(theme_fonts.font("base", theme_fonts.MEDIUM))
        width = (
            Size.gap + Size.chip + Size.gap + metrics.horizontalAdvance(self._words) + Size.gap + Size.tight
        )
        return QSize(width, Size.field)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """Its words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """The cap and the words."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = self._role()
        half = Size.line / 2
        cap = QRectF(Size.gap, (self.height() - Size.chip) / 2, Size.chip, Size.chip)
        painter.setPen(QPen(theme.colour("line2" if role == "text" else role), Size.line))
        painter.drawRoundedRect(cap.adjusted(half, half, -half, -half), Size.chip_radius, Size.chip_radius)
        painter.setPen(theme.colour(role))
        painter.setFont(theme_fonts.font("small", theme_fonts.MEDIUM))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._digit)
        painter.setFont(theme_fonts.font("base", theme_fonts.MEDIUM))
        words = QRectF(self.rect()).adjusted(cap.right() + Size.gap, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._words)

    def _role(self) -> str:
        if not self.isEnabled():
            return "text3"
        return "onaccent" if self.property("kind") == "primary" else "text"
