"""A filter by class: one button for each, with its count; one is always chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from app.i18n import _, number
from app.ui import theme_fonts
from app.ui.theme_sizes import Size
from app.ui.widgets import shapes
from app.ui.widgets.boxes import row


class Segment(QToolButton):
    """One class, by shape, name and count."""

    def __init__(self, klass: str) -> None:
        super().__init__()
        self.klass, self._short = klass, False
        self.setProperty("role", "segment")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.count(0)

    def count(self, households: int) -> None:
        """So many households are of it."""
        name = shapes.class_name(self.klass) if self.klass else _("Tất cả")
        self._told = f"{name} {number(households)}", number(households)
        self.setAccessibleName(self._told[0])
        self.shorten(self._short)

    def shorten(self, short: bool) -> None:
        """Where there is no room, shape and count say enough; the name is under the mouse."""
        self._short = short and bool(self.klass)
        whole, count = self._told
        room = " " * 5 if self.klass else ""
        self.setText(f"{room}{count if self._short else whole}")
        self.setToolTip(whole if self._short else "")

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """Wide enough for the words when they are chosen, too."""
        room = " " * 5 if self.klass else ""
        whole = room + self._told[0]
        words = QFontMetrics(theme_fonts.font("base", theme_fonts.MEDIUM)).horizontalAdvance(whole)
        return QSize(words + 2 * (Size.gap + Size.tight), Size.field)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """The shape before the words."""
        super().paintEvent(event)
        if self.klass:
            top = (self.height() - Size.shape) / 2
            shapes.paint(
                QPainter(self), self.klass, QRectF(Size.gap + Size.tight, top, Size.shape, Size.shape)
            )


class Segments(QWidget):
    """The classes side by side.

    Signals:
        chosen: a class; empty for all.
    """

    chosen = Signal(str)

    def __init__(self, classes: Sequence[str]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._segments = {klass: Segment(klass) for klass in classes}
        for place, segment in enumerate(self._segments.values()):
            segment.setProperty("first", "true" if place == 0 else "false")
            segment.setProperty("last", "true" if place == len(classes) - 1 else "false")
            self._group.addButton(segment)
        self.setLayout(row(*self._segments.values(), gap=0))
        self._group.buttonClicked.connect(lambda segment: self.chosen.emit(segment.klass))
        self.choose("")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """All are short, or none."""
        super().resizeEvent(event)
        for segment in self._segments.values():
            segment.shorten(self.width() < self.sizeHint().width())

    def choose(self, klass: str) -> None:
        """Mark one as chosen."""
        if segment := self._segments.get(klass):
            segment.setChecked(True)

    def count(self, households: Mapping[str, int]) -> None:
        """How many are of each."""
        for klass, segment in self._segments.items():
            segment.count(households.get(klass, 0))
            segment.updateGeometry()
