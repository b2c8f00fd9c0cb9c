"""A short list in which every entry has its own button: what it is, and the one thing to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, emptied, framed, holder, row, sides
from app.ui.widgets.buttons import Do, button
from app.ui.widgets.labels import Elided, icon_label


@dataclass(frozen=True, slots=True)
class Errand:
    """An entry: icon in a tone, words over a detail (in full under the mouse), a button and what it does."""

    icon: str
    tone: str
    words: str
    detail: str
    action: str = ""
    do: Do | None = None


class Errands(QScrollArea):
    """The list."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self._room = column(gap=0)
        inner = holder(column(self._room, STRETCH, gap=0))
        inner.setProperty("role", "page")
        self.setWidget(inner)

    def fill(self, errands: Iterable[Errand]) -> None:
        """Other entries."""
        emptied(self._room)
        for one in errands:
            self._room.addWidget(_line(one))

    def count(self) -> int:
        """How many entries there are."""
        return self._room.count()


def _line(one: Errand) -> QFrame:
    words, detail = Elided(one.words, weight="medium"), Elided(one.detail, size="small", tone="hint")
    for line in (words, detail):
        line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    told = column(words, detail, gap=0)
    acts = [button(one.action, one.do, kind="small")] if one.action else []
    made = row(
        icon_label(one.icon, one.tone, Size.nav_icon),
        told,
        *acts,
        gap=Size.gap + Size.tight,
        around=sides(Size.margin, Size.gap),
    )
    made.setStretch(1, 1)
    frame = framed("errand", made)
    frame.setToolTip(one.detail)
    return frame
