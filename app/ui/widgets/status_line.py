"""The line at the foot of a screen: counts, what can be done with a selection, keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import NONE, STRETCH, divider, holder, row, sides
from app.ui.widgets.labels import key_cap, label


def keys(hints: Sequence[tuple[str, str]]) -> QHBoxLayout:
    """Keys and what each does."""
    line = row(gap=Size.tight, around=NONE)
    for place, (key, does) in enumerate(hints):
        if place:
            line.addSpacing(Size.gap + Size.tight)
        line.addWidget(key_cap(key))
        line.addWidget(label(does, size="small", tone="hint"))
    return line


class StatusLine(QFrame):
    """Counts, a selection with its buttons, key hints."""

    def __init__(self, hints: Sequence[tuple[str, str]] = (), buttons: Sequence[QPushButton] = ()) -> None:
        super().__init__()
        self.setProperty("role", "statusline")
        self.setFixedHeight(Size.status_line)
        self._counts: list[QLabel] = []
        self._room = row(gap=Size.margin)
        self._selection = label(size="small", tone="accent", weight="bold")
        self._of_selection: list[QWidget] = [divider(), self._selection, *buttons]
        self._hints = holder(keys(hints))
        self.setLayout(
            row(
                self._room, *self._of_selection, STRETCH, self._hints, gap=Size.gap, around=sides(Size.margin)
            )
        )
        self.select("")

    def count(self, *told: str) -> None:
        """Counts, from left to right."""
        while len(self._counts) < len(told):
            made = label(size="small", tone="second")
            self._counts.append(made)
            self._room.addWidget(made)
        for place, made in enumerate(self._counts):
            made.setText(told[place] if place < len(told) else "")
            made.setVisible(place < len(told))

    def select(self, told: str) -> None:
        """What is selected; nothing hides its buttons."""
        self._selection.setText(told)
        for widget in self._of_selection:
            widget.setVisible(bool(told))
