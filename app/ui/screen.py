"""What every screen is: facts about it, then `build`, `wire`, `refresh`. A screen sees only its desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QPushButton, QWidget

from app.store.store import Done
from app.ui.desk import Desk
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, framed, row, sides
from app.ui.widgets.labels import Elided, label


@dataclass(frozen=True, slots=True)
class Kind:
    """A screen before it is seen.

    Attributes:
        key: how others ask for it. title, icon: as the sidebar shows them.
        load: gives its class, importing it.
        under: key of the screen under which it stands in the sidebar, where it has no place of its own.
    """

    key: str
    title: str
    icon: str
    load: Callable[[], type[Screen]]
    under: str = ""


class Screen(QWidget):
    """A screen of the window, made on its first visit.

    Attributes:
        kind: what `app.ui.screens` says of it.
        watches: tables of which an act makes it refresh.
    """

    kind: ClassVar[Kind]
    watches: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self._stale = True
        self.build()
        self.wire()
        desk.view_changed.connect(self.out_of_date)

    def build(self) -> None:
        """Make the widgets."""
        raise NotImplementedError

    def wire(self) -> None:
        """Connect them."""

    def refresh(self) -> None:
        """Ask for what is shown, anew."""

    def show_what(self, what: Any) -> None:
        """Show something particular: a household, a wish for a list."""

    def next_pane(self) -> bool:
        """F6 inside the screen: whether it has taken the keyboard to another pane of its own.

        Its lists and tables, from above and from the left, unless a screen says otherwise.
        """
        panes = [one for one in self.findChildren(QAbstractItemView) if _takes_keys(one)]
        panes.sort(key=lambda one: (one.mapTo(self, QPoint()).y(), one.mapTo(self, QPoint()).x()))
        focus = self.focusWidget()
        own = next((at for at, one in enumerate(panes) if focus and _holds(one, focus)), -1)
        if own + 1 >= len(panes):
            return False
        panes[own + 1].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def changed(self, done: Done) -> None:
        """An act was recorded."""
        if self.watches & done.tables:
            self.out_of_date()

    def out_of_date(self) -> None:
        """What is shown does not hold any more: refresh it, now or when it is seen."""
        self._stale = True
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt)
        """Be up to date when seen."""
        super().showEvent(event)
        self._catch_up()


def _takes_keys(view: QAbstractItemView) -> bool:
    return view.isVisible() and view.isEnabled() and bool(view.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _holds(pane: QWidget, focus: QWidget) -> bool:
    return pane is focus or pane.isAncestorOf(focus)


class Head(QFrame):
    """The head of a screen: its title, a note, its buttons at the right."""

    def __init__(self, title: str, buttons: Sequence[QPushButton] = (), *, lined: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "head")
        if lined:
            self.setProperty("tone", "lined")
        self.setFixedHeight(Size.screen_head)
        self.title: QLabel = label(title, size="title")
        self.note = Elided(tone="second")
        self.beside = row(gap=Size.gap)
        self.setLayout(row(self.title, self.note, self.beside, STRETCH, *buttons, around=sides(Size.margin)))


def tools(*parts: Any) -> QFrame:
    """The row of tools over a list."""
    return framed("tools", row(*parts, around=sides(Size.margin, Size.gap - 1)))
