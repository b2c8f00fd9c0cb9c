"""The real `Tell`: the bar of the window, and a dialog for our own mistakes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.errors import Fault
from app.ui.widgets.notice import Notice


class Told:
    """Speaks through a window; before there is one, through its start page's bar."""

    def __init__(self, notice: Notice, window: QWidget) -> None:
        self._notice, self._window = notice, window

    def fault(self, fault: Fault) -> None:
        """In the bar, until it is closed."""
        self._notice.fault(fault)

    def bug(self, traced: str) -> None:
        """In a dialog, from which a report can be saved."""
        from app.ui.dialogs.bug import BugDialog

        BugDialog(traced, self._window).open()

    def done(self, sentence: str) -> None:
        """In the bar, for a moment."""
        self._notice.done(sentence)


class Door:
    """A `Tell` that passes on to whoever has taken the door: the runner is there before the window."""

    def __init__(self) -> None:
        self.behind: Told | None = None

    def fault(self, fault: Fault) -> None:
        """Pass on."""
        if self.behind:
            self.behind.fault(fault)

    def bug(self, traced: str) -> None:
        """Pass on."""
        if self.behind:
            self.behind.bug(traced)

    def done(self, sentence: str) -> None:
        """Pass on."""
        if self.behind:
            self.behind.done(sentence)
