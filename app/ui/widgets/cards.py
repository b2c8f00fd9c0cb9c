"""A card that is chosen as a whole: a digit that chooses it, words, and what else its maker puts in."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, Part, column, divider, row, sides
from app.ui.widgets.labels import Elided, key_cap, label, set_tone


class Card(QPushButton):
    """A choice among a few, as large as what it says."""

    def __init__(
        self, digit: str, title: str, remark: str, lines: tuple[str, ...], foot: Part = STRETCH
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setCheckable(True)
        self.setAccessibleName(f"{digit}. {title}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._cap = key_cap(digit)
        self._remark: QLabel = label(remark, size="small", tone="accent", weight="medium")
        head = row(self._cap, Elided(title, weight="bold"), STRETCH, self._remark)
        told = (Elided(line, size="small", tone="second") for line in lines)
        rest = (divider(upright=False), foot) if foot is not None else ()
        self._layout = column(
            head,
            *told,
            STRETCH,
            *rest,
            gap=Size.tight,
            around=sides(Size.gap + Size.tight, Size.gap + Size.tight),
        )
        self.setLayout(self._layout)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(lambda on: set_tone(self._cap, "on" if on else ""))

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """As large as what is inside."""
        return self._layout.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """Its lines may be cut; its height not."""
        return self._layout.minimumSize()
