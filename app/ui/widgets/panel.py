"""A panel: a title row and what is under it; and what stands there while there is nothing to show."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, row, sides
from app.ui.widgets.buttons import Do, button
from app.ui.widgets.labels import Elided, icon_label, label, wrapped


class Panel(QFrame):
    """A framed part of a screen with its title."""

    def __init__(self, title: str, *, bare: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.title = label(title, weight="bold")
        self.note = Elided(size="small", tone="hint")
        self._head = row(self.title, self.note, STRETCH, around=sides(Size.margin))
        self._title_row = framed("paneltitle", self._head, "bare" if bare else "lined")
        self._title_row.setFixedHeight(Size.panel_title)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column(self._title_row, self.body, gap=0))

    def add_to_title(self, widget: QWidget) -> None:
        """Something at the right of the title."""
        self._head.addWidget(widget)

    def add_link(self, text: str, do: Do) -> QPushButton:
        """A link at the right of the title."""
        made = button(text, do, kind="link")
        self.add_to_title(made)
        return made

    def put(self, content: QWidget) -> None:
        """What the panel shows."""
        self.body.addWidget(content)


class Empty(QWidget):
    """Nothing is here yet: why, and the button for what to do next."""

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        action: str = "",
        do: Do | None = None,
        *,
        small: bool = False,
    ) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignHCenter
        self.sentence = wrapped(sentence, tone="second")
        self.sentence.setAlignment(centre)
        self.sentence.setFixedWidth(Size.search if small else Size.dialog)
        self.button = button(action, do, kind="" if small else "primary") if action else None
        self._title = label(title, weight="bold") if small else label(title, size="title")
        size = Size.icon + Size.gap if small else Size.state_icon
        layout = column(gap=Size.gap, around=sides(Size.margin, Size.margin))
        layout.addStretch(1)
        layout.addWidget(icon_label(icon, "text3", size), 0, centre)
        layout.addWidget(self._title, 0, centre)
        layout.addLayout(row(STRETCH, self.sentence, STRETCH))
        if self.button is not None:
            layout.addWidget(self.button, 0, centre)
        layout.addStretch(2)
        self.setLayout(layout)

    def say(self, title: str, sentence: str) -> None:
        """Other words."""
        self._title.setText(title)
        self.sentence.setText(sentence)


def pair(name: str, value: str = "", width: int = 0) -> tuple[QWidget, QLabel]:
    """A name and its value side by side; the value may be set later."""
    told = label(value)
    named = label(name, tone="second")
    if width:
        named.setFixedWidth(width)
    holder = QWidget()
    holder.setLayout(row(named, told, STRETCH))
    return holder, told
