"""Where the window begins: the application, its one thread, the start page or the store asked for.

What is slow is done while something else must be waited for: the window is imported and built while its store
is unlocked, the other screens are imported after the first picture.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app import settings
from app.errors import Fault
from app.store.outline import Outline, outline
from app.store.store import Store
from app.ui import collecting, theme
from app.ui.desk import Desk
from app.ui.prefetch import Prefetch, sessions
from app.ui.runner import Runner
from app.ui.screen import Kind
from app.ui.screens import OVERVIEW, PAGES, SCREENS
from app.ui.told import Door, Told
from app.ui.widgets.buttons import FocusRing

if TYPE_CHECKING:
    from app.ui.welcome import Welcome
    from app.ui.window import Window

PATIENCE = 0.05  # seconds that the first picture waits for its first rows
SWITCH = 0.00005  # seconds: a picture asks for the interpreter hundreds of times, each after such a wait


class Program:
    """The running program: first the start page, then the window over a store.

    Attributes:
        first: key of the screen with which a window begins.
    """

    def __init__(self, application: QApplication, first: str = OVERVIEW.key) -> None:
        self.application, self.first = application, first
        self.door = Door()
        chosen = settings.load()
        self.runner = Runner(self.door)
        self.desk = Desk(self.runner, self.door, chosen)
        self.prefetch = Prefetch()
        self.welcome: Welcome | None = None
        self.window: Window | None = None
        self._built: Window | None = None
        theme.apply(application, chosen.theme)
        self._ring = FocusRing(application)
        application.aboutToQuit.connect(self.close)

    def close(self) -> None:
        """End both threads."""
        self.prefetch.stop()
        self.runner.close()

    # The start page ---------------------------------------------------------------------------------------

    def show_welcome(self, path: Path | None = None) -> None:
        """The page where a store is founded or opened; a given one only wants its passphrase."""
        from app.ui.welcome import Welcome

        self.welcome = Welcome(self.desk, path)
        self.door.behind = Told(self.welcome.notice, self.welcome)
        self.welcome.opened.connect(self._opened)
        self.welcome.show()
        if self.window:
            self.window.close()
            self.window.deleteLater()
            self.window = None
        self.prefetch.want(_window)
        self.prefetch.want(self._kind().load)

    # The window -------------------------------------------------------------------------------------------

    def open(self, path: Path, key: str) -> None:
        """Open a store at once; the window is built while SQLCipher works its key out."""
        self.runner.hold(
            partial(Store.open, path, key), lambda _none: self._opened(path), self._not_opened(path)
        )
        self._build()

    def _not_opened(self, path: Path) -> Callable[[Fault], None]:
        def tell(fault: Fault) -> None:
            self.show_welcome(path)
            assert self.welcome is not None
            self.welcome.say_wrong(fault)

        return tell

    def _opened(self, path: Path) -> None:
        self.runner.ask(outline, self._show_window)
        self._build()
        self.desk.choose(recent=self.desk.settings.having_opened(path).recent)

    def _build(self) -> Window:
        """The window without a screen, and the class of its first one: what is on it depends on the store."""
        if self._built is None:
            from app.ui.widgets.table import leave_plain_text

            self._built = _window()(self.desk)
            self.application.aboutToQuit.connect(leave_plain_text)
            self._built.topbar.other_store_wanted.connect(self.show_welcome)
            self._built.settled.connect(self._settled)
            self._kind().load()
        return self._built

    def _kind(self) -> Kind:
        return next(kind for kind in SCREENS if kind.key == self.first)

    def _show_window(self, found: Outline) -> None:
        self.window, self._built = self._build(), None
        self.door.behind = Told(self.window.notice, self.window)
        self.desk.take(found)
        self.window.setWindowTitle(f"{found.name} · Sổ Bản")
        self.window.go(self.first)
        self.window.show()
        self.runner.catch_up(PATIENCE)
        if self.welcome:
            self.welcome.close()
            self.welcome.deleteLater()
            self.welcome = None

    def _settled(self) -> None:
        """The first picture is there: what the next ones need is imported, and built in between."""
        self.prefetch.want(sessions)
        for kind in (*SCREENS, *PAGES):
            self.prefetch.want(kind.load, partial(self._make_soon, kind.key))

    def _make_soon(self, key: str) -> None:
        if self.window:
            self.window.make_soon(key)


def _window() -> type[Window]:
    from app.ui.window import Window

    return Window


def begin() -> QApplication:
    """The application, without a window."""
    _scale()
    sys.setswitchinterval(SWITCH)
    collecting.seldom()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("soban")
    application.setApplicationDisplayName("Sổ Bản")
    application.setStyle("Fusion")
    return application


def run(path: Path | None = None) -> int:
    """Open the window and stay until it is closed; a store is opened at once where SOBAN_KEY is its key."""
    application = begin()
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
