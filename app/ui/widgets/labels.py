"""Words on the window: labels by size, weight, tone; chips; caps of keys; words that end in “…” when cut."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui import theme_icons
from app.ui.theme_sizes import Size


def label(text: str = "", *, size: str = "", weight: str = "", tone: str = "", role: str = "") -> QLabel:
    """Words; sizes small, title, figure; weights medium, bold; tones second, hint, accent, warn, danger."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    for name, value in (("text_size", size), ("weight", weight), ("tone", tone), ("role", role)):
        if value:
            made.setProperty(name, value)
    return made


def wrapped(text: str, *, size: str = "", tone: str = "", weight: str = "") -> QLabel:
    """Words over as many lines as they need."""
    made = label(text, size=size, tone=tone, weight=weight)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a widget another tone."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def chip(text: str, tone: str = "") -> QLabel:
    """A word on a small ground."""
    made = label(text, role="chip", tone=tone)
    made.setFixedHeight(Size.chip)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def key_cap(text: str) -> QLabel:
    """A key as it looks on the keyboard."""
    made = label(text, role="key")
    made.setFixedHeight(Size.chip)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def icon_label(name: str, role: str = "text2", size: int = Size.icon) -> QLabel:
    """An icon that stands by itself; words beside it say what it means."""
    made = QLabel()
    made.setProperty("icon_size", int(size))
    made.setFixedSize(size, size)
    theme_icons.put(made, name, role)
    return made


class Elided(QLabel):
    """One line that ends in “…” when there is no room, and tells the whole under the mouse."""

    def __init__(self, text: str = "", **look: str) -> None:
        super().__init__()
        for name, value in look.items():
            self.setProperty("text_size" if name == "size" else name, value)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """It may shrink to its “…”."""
        return QSize(self.fontMetrics().horizontalAdvance("……"), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """Draw what there is room for."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.rect(),
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )
