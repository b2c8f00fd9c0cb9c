"""Counts side by side, each a button that opens its list; one of them is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from app.i18n import number
from app.ui import theme_fonts, theme_icons
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import row
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Look


@dataclass(frozen=True, slots=True)
class Counted:
    """A kind of things that are counted: `icon` in the colour of `tone`, `words` over `detail`."""

    key: str
    icon: str
    words: str
    detail: str
    tone: str = "text2"


class CountButton(QPushButton):
    """One count with its words; amber while it asks for something."""

    def __init__(self, kind: Counted) -> None:
        super().__init__()
        self.kind = kind
        self._detail = kind.detail
        self._count = 0
        self.setProperty("kind", "choice")
        if kind.tone == "warn":
            self.setProperty("tone", "warn")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def count(self, things: int, detail: str = "") -> None:
        """So many there are; `detail` instead of the usual words under its name."""
        self._count, self._detail = things, detail or self.kind.detail
        self.setAccessibleName(f"{self.kind.words}: {number(things)}. {self._detail}")
        self.setToolTip(self._detail)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """The words need the room that they need; the buttons share the rest."""
        return QSize(Size.name_column, Size.screen_head)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """Icon, count, words over detail."""
        super().paintEvent(event)
        painter = QPainter(self)
        inner = QRectF(self.rect()).adjusted(Size.gap + Size.tight, Size.gap, -Size.gap, -Size.gap)
        side = float(Size.brand_icon)
        square = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        theme_icons.paint(painter, self.kind.icon, self.kind.tone, square)
        left = square.right() + Size.gap
        shown = number(self._count)
        width = QFontMetricsF(theme_fonts.font("title", theme_fonts.SEMIBOLD)).horizontalAdvance(shown)
        figures = QRectF(left, inner.top(), max(ceil(width), Size.field), inner.height())
        draw_words(painter, figures, shown, Look(right=True, size="title", weight="bold"))
        words = QRectF(figures.right() + Size.gap + Size.tight, inner.top(), 0, inner.height() / 2)
        words.setRight(inner.right())
        draw_words(painter, words, self.kind.words, Look(weight="medium"))
        draw_words(
            painter, words.translated(0, words.height()), self._detail, Look(tone="text2", size="small")
        )


class CountButtons(QWidget):
    """The counts, of which one is open.

    Signals:
        chosen: key of a kind.
    """

    chosen = Signal(str)

    def __init__(self, kinds: Sequence[Counted]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.buttons = {kind.key: CountButton(kind) for kind in kinds}
        for one in self.buttons.values():
            self._group.addButton(one)
        self.setLayout(row(*self.buttons.values(), gap=Size.gap))
        self.setFixedHeight(Size.screen_head)
        self._group.buttonClicked.connect(lambda one: self.chosen.emit(one.kind.key))

    def open(self, key: str) -> None:
        """Open one, as a click does."""
        self.buttons[key].setChecked(True)
        self.chosen.emit(key)

    @property
    def opened(self) -> str:
        """The key of the one that is open; empty before any is."""
        checked = self._group.checkedButton()
        return checked.kind.key if isinstance(checked, CountButton) else ""
