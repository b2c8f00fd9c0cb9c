"""Pictures of every screen and dialog on the sample store, in both themes: to be looked at, one by one."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.ui import clock, theme
from app.ui.dialogs import household_verbs, member_verbs
from app.ui.dialogs.asking import Asking
from app.ui.dialogs.bug import BugDialog
from app.ui.dialogs.history import History
from app.ui.dialogs.new_household import NewHousehold
from app.ui.screens import ACTIVITY, HOUSEHOLD, PAGES, PAPERS, PROCEDURE, SCREENS
from app.ui.screens.procedure_seen import Deed
from app.ui.start import Program
from app.ui.theme_sizes import Size
from app.ui.welcome import DEMO_KEY, Welcome
from app.ui.window import Window

MOMENT = "2026-11-20T10:42"
PATIENCE = 60.0  # seconds for the slowest answer
_TRACE = 'Traceback (most recent call last):\n  File "app/ui/window.py", line 1\nValueError: x'
STEPS = (
    (1, "call"),
    (1, "hold"),
    (1, "post"),
    (4, "complain"),
    (4, "undo"),
    (0, "skip"),
    (0, "skip_whole"),
    (0, "report"),
    (0, "decide"),
    (0, "certificates"),
    (0, "requests"),
    (0, "file"),
    (0, "leeway"),
)  # fmt: skip  (village of the sample by number, deed)
SETTLED = 0.12  # seconds in which nothing more is painted


def take(folder: Path, store: Path) -> list[Path]:
    """Write the pictures into a folder; returns their paths."""
    os.environ.setdefault("SOBAN_TODAY", MOMENT)
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    folder.mkdir(parents=True, exist_ok=True)
    heard_before = qInstallMessageHandler(_hear)
    try:
        return [path for key in theme.THEMES for path in _Photographer(application, folder, key).all(store)]
    finally:
        qInstallMessageHandler(heard_before)


def _hear(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    """Pass on what Qt warns of, but not that a window without a screen has no frame to fit."""
    if "propagateSizeHints" not in words:
        sys.stderr.write(words + "\n")


class _Photographer:
    """Opens the program in one theme and photographs it."""

    def __init__(self, application: QApplication, folder: Path, key: str) -> None:
        self._application, self._folder, self._theme = application, folder, key
        self._program = Program(application)
        self._program.desk.choose(officer="Vàng Thị Mỷ", post="Cán bộ giảm nghèo", theme=key)
        theme.apply(application, key)

    def all(self, store: Path) -> Iterator[Path]:
        """Start page, screens, dialogs; the thread ends whatever happens."""
        try:
            yield from self._everything(store)
        finally:
            self._program.close()

    def _everything(self, store: Path) -> Iterator[Path]:
        self._program.show_welcome()
        assert self._program.welcome is not None
        yield from self._welcome(self._program.welcome, store)
        self._program.open(store, DEMO_KEY)
        self._until(lambda: self._program.window is not None)
        window = self._program.window
        assert window is not None
        yield from self._screens(window)
        window.close()

    def _as_on_screen(self, widget: QWidget) -> None:
        """As large as a screen of 1366×768 lets it be at this scaling."""
        ratio = self._application.devicePixelRatio()
        widget.resize(round(Size.window_width / ratio), round(Size.window_height / ratio))
        widget.activateWindow()
        self._settle()

    def _welcome(self, page: Welcome, store: Path) -> Iterator[Path]:
        self._as_on_screen(page)
        page.show_founding()
        yield self._picture(page, "lap-so")
        page.show_opening(store)
        yield self._picture(page, "mo-so")

    def _screens(self, window: Window) -> Iterator[Path]:
        self._as_on_screen(window)
        window.topbar.show_saved(f"{clock.now():%H:%M}")
        for kind in (*SCREENS, *(page for page in PAGES if page not in (HOUSEHOLD, ACTIVITY))):
            window.go(kind.key)
            yield self._picture(window, kind.key)
        window.go("households")
        self._settle()
        yield from self._of_households(window)
        yield from self._dialogs(window)
        yield from self._of_procedure(window)

    def _of_households(self, window: Window) -> Iterator[Path]:
        screen: Any = window.screen_shown
        screen.table.setFocus()
        for place in (3, 4, 7):
            screen.table.selectRow(place) if place == 3 else screen.table._toggle(place)
        yield self._picture(window, "households-chon")
        screen.table.clearSelection()
        screen.filters.anything.setText("khong co ai")
        time.sleep(0.2)
        yield self._picture(window, "households-trong")
        screen.filters.clear()
        window.activateWindow()
        self._until(window.isActiveWindow)
        window.topbar.search.take()
        window.topbar.search.setText("vang a")
        yield self._picture(window, "tim")
        window.topbar.search.clear()
        window.topbar.search.clearFocus()
        screen._open(5)
        yield self._picture(window, "household")
        yield from self._of_support(window)
        window.go(HOUSEHOLD.key)
        self._settle()

    def _of_support(self, window: Window) -> Iterator[Path]:
        """The first activity of the newest year with any: its page, its list to sign, a delivery."""
        window.go("support")
        self._settle()
        year: Any = window.screen_shown
        told = year._told.activities() if year._told else ()
        window.go(ACTIVITY.key, told[0].key if told else None)
        yield self._picture(window, ACTIVITY.key)
        if not told:
            return
        page: Any = window.screen_shown
        for name, do in (("them", page.add), ("quy-dinh", page.show_rules), ("giao", page.deliver)):
            do()
            self._settle()
            for dialog in (one for one in window.findChildren(QDialog) if one.isVisible()):
                yield self._picture(dialog, f"dialog-activity-{name}")
                dialog.reject()

    def _dialogs(self, window: Window) -> Iterator[Path]:
        page: Any = window.screen_shown
        member = page._page.members[min(1, len(page._page.members) - 1)]
        of_member = [kind(window.desk, page, page._page, member) for _words, kind in member_verbs.OF_MEMBER]
        of_household = [kind(window.desk, page, page._page) for _words, kind in household_verbs.OF_HOUSEHOLD]
        others = [
            member_verbs.Join(window.desk, page, page._page),
            NewHousehold(window.desk, window),
            History(window.desk, window),
            BugDialog(_TRACE, window),
        ]
        for dialog in (*of_member, *of_household, *others):
            dialog.open()
            yield self._picture(dialog, f"dialog-{type(dialog).__name__.lower()}")
            dialog.reject()

    def _of_procedure(self, window: Window) -> Iterator[Path]:
        """The dialogs of the steps, of the village that has got to them, and the words of a paper."""
        window.go(PROCEDURE.key)
        self._settle()
        screen: Any = window.screen_shown
        places = [area.key for area in window.desk.outline.areas]
        for at, what in STEPS:
            screen.deeds.do(Deed(what, ""), places[min(at, len(places) - 1)])
            yield from self._asked(window)
        window.go(PAPERS.key)
        self._settle()
        papers: Any = window.screen_shown
        papers.words_button.click()
        yield from self._asked(window)

    def _asked(self, window: Window) -> Iterator[Path]:
        """The dialog that came up, if one did."""
        self._settle()
        for dialog in window.findChildren(Asking):
            if dialog.isVisible():
                yield self._picture(dialog, f"dialog-{type(dialog).__name__.lower()}")
                dialog.reject()

    # Waiting ----------------------------------------------------------------------------------------------

    def _picture(self, widget: QWidget, name: str) -> Path:
        self._settle()
        path = self._folder / f"{name}{'-toi' if self._theme == 'dark' else ''}.png"
        if not widget.grab().save(str(path)):
            raise OSError(f"cannot write {path}")
        return path

    def _settle(self) -> None:
        """Until every answer is here and shown."""
        self._until(lambda: self._program.runner.idle)
        end = time.monotonic() + SETTLED
        self._until(lambda: time.monotonic() > end and self._program.runner.idle)

    def _until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError("the window does not come to rest")
            self._application.processEvents()
            time.sleep(0.002)
