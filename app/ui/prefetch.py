"""What will be needed soon is imported while nobody waits: the screens, and what a session needs.

In a thread of its own, because an import cannot be cut into pieces as short as the window needs. Nothing is
built here: widgets belong to the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue

from PySide6.QtCore import QThread

Load = Callable[[], object]


class Prefetch(QThread):
    """Calls what it is given, one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._loads: SimpleQueue[Load | None] = SimpleQueue()

    def want(self, *loads: Load) -> None:
        """Import these, too."""
        for load in loads:
            self._loads.put(load)
        if not self.isRunning():
            self.start(QThread.Priority.LowPriority)

    def run(self) -> None:
        """Until the end of the program: the next import."""
        while (load := self._loads.get()) is not None and not self.isInterruptionRequested():
            load()

    def stop(self) -> None:
        """Leave out what has not begun, and wait for what has: the program must not end before."""
        self.requestInterruption()
        self._loads.put(None)
        self.wait()


def sessions() -> object:
    """SQLModel and the tables, which the first question with a session would otherwise wait for."""
    from app.services import dossier

    return dossier
