"""What will be needed soon is imported while nobody waits: the screens, and what a session needs.

In a thread of its own, because an import cannot be cut into pieces as short as the window needs. Nothing is
built here: widgets belong to the window's thread, which is told what is there.
"""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue

from PySide6.QtCore import QObject, Qt, QThread, Signal

from app.ui import collecting

Load = Callable[[], object]
Then = Callable[[], object]


class _Thread(QThread):
    """Imports, one after the other."""

    loaded = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.loads: SimpleQueue[tuple[Load, Then] | None] = SimpleQueue()

    def run(self) -> None:
        """Until the end of the program: the next import."""
        while (wanted := self.loads.get()) is not None and not self.isInterruptionRequested():
            load, then = wanted
            load()
            collecting.leave_imported()
            self.loaded.emit(then)


def _nothing() -> None:
    """Nobody waits for it."""


class Prefetch(QObject):
    """Calls what it is given, one after the other, and then in the window's thread what depends on it."""

    def __init__(self) -> None:
        super().__init__()
        self._stopped = False
        self._thread = _Thread()
        self._thread.loaded.connect(self._loaded, Qt.ConnectionType.QueuedConnection)

    def want(self, load: Load, then: Then = _nothing) -> None:
        """Import this, too; nothing more once it was stopped."""
        if self._stopped:
            return
        self._thread.loads.put((load, then))
        if not self._thread.isRunning():
            self._thread.start(QThread.Priority.LowPriority)

    def _loaded(self, then: Then) -> None:
        then()

    def stop(self) -> None:
        """Leave out what has not begun, and wait for what has: the program must not end before."""
        self._stopped = True
        self._thread.requestInterruption()
        self._thread.loads.put(None)
        self._thread.wait()


def sessions() -> object:
    """SQLModel, the tables and the rule books, which the first household would otherwise wait for."""
    from app.rules import book
    from app.services import dossier
    from app.services.support import household_plans, ledger

    return dossier, household_plans, ledger, book.books()
