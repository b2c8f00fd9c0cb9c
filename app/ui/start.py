"""Where the window begins: the application, its one thread, the start page or the store asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app import settings
from app.errors import Fault
from app.store.outline import Outline, outline
from app.store.store import Store
from app.ui import theme
from app.ui.desk import Desk
from app.ui.runner import Runner
from app.ui.told import Door, Told
from app.ui.welcome import Welcome
from app.ui.widgets.buttons import FocusRing
from app.ui.widgets.table import leave_plain_text
from app.ui.window import Window


class Program:
    """The running program: first the start page, then the window over a store."""

    def __init__(self, application: QApplication) -> None:
        self.application = application
        self.door = Door()
        chosen = settings.load()
        self.runner = Runner(self.door)
        self.desk = Desk(self.runner, self.door, chosen)
        theme.apply(application, chosen.theme)
        self._ring = FocusRing(application)
        self.welcome: Welcome | None = None
        self.window: Window | None = None
        application.aboutToQuit.connect(self.runner.close)
        application.aboutToQuit.connect(leave_plain_text)

    def show_welcome(self, path: Path | None = None) -> None:
        """The page where a store is founded or opened; a given one only wants its passphrase."""
        self.welcome = Welcome(self.desk, path)
        self.door.behind = Told(self.welcome.notice, self.welcome)
        self.welcome.opened.connect(self._opened)
        self.welcome.show()
        if self.window:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def open(self, path: Path, key: str) -> None:
        """Open a store at once."""
        self.runner.hold(
            partial(Store.open, path, key), lambda _none: self._opened(path), self._not_opened(path)
        )

    def _not_opened(self, path: Path) -> Callable[[Fault], None]:
        def tell(fault: Fault) -> None:
            self.show_welcome(path)
            assert self.welcome is not None
            self.welcome.say_wrong(fault)

        return tell

    def _opened(self, path: Path) -> None:
        self.desk.choose(recent=self.desk.settings.having_opened(path).recent)
        self.runner.ask(outline, self._show_window)

    def _show_window(self, found: Outline) -> None:
        self.window = Window(self.desk)
        self.door.behind = Told(self.window.notice, self.window)
        self.window.topbar.other_store_wanted.connect(self.show_welcome)
        self.desk.take(found)
        self.window.setWindowTitle(f"{found.name} · Sổ Bản")
        self.window.go("overview")
        self.window.show()
        if self.welcome:
            self.welcome.close()
            self.welcome.deleteLater()
            self.welcome = None


def run(path: Path | None = None) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    _scale()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("soban")
    application.setApplicationDisplayName("Sổ Bản")
    application.setStyle("Fusion")
    program = Program(application)
    key = os.environ.get("SOBAN_KEY")
    if path and key:
        program.open(path, key)
    else:
        program.show_welcome(path)
    return application.exec()


def _scale() -> None:
    """The chosen scaling must be known before the application is made."""
    chosen = settings.load().scaling
    if chosen != 100 and "QT_SCALE_FACTOR" not in os.environ:
        os.environ["QT_SCALE_FACTOR"] = f"{chosen / 100:g}"
