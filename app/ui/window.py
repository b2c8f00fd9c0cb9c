"""The main window: sidebar, bar, screens; the keys that hold everywhere; undo over the whole program."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from app.errors import Fault
from app.i18n import _
from app.store.outline import outline
from app.store.store import Done, Store
from app.ui import theme
from app.ui.desk import Desk
from app.ui.screen import Kind, Screen
from app.ui.screens import INTAKE, PAGES, PAPERS, REVIEW_FORM, REVIEWS, SCREENS, SYNC
from app.ui.sidebar import Sidebar
from app.ui.sync_state import SyncState
from app.ui.theme_sizes import Size
from app.ui.topbar import TopBar
from app.ui.widgets.boxes import column, holder, row
from app.ui.widgets.notice import Notice, WorkBar

if TYPE_CHECKING:
    from app.ui.palette import Palette, Verb
    from app.ui.unfinished import Unfinished

FROM_ANYWHERE = (INTAKE, REVIEWS, REVIEW_FORM, PAPERS)  # pages that the search offers beside the screens
OF_PLACES = frozenset({"place", "place_parent", "review_round"})
IDLE = 120  # milliseconds between two screens that are made ahead: keys and clicks come first
QUIET = 50  # milliseconds in which nothing is asked any more: the first picture is there


class Window(QMainWindow):
    """The window over an open store.

    Signals:
        settled: the first picture is there, what can wait may begin.
    """

    settled = Signal()

    def __init__(self, desk: Desk, screens: Sequence[Kind] = SCREENS) -> None:
        super().__init__()
        self.desk = desk
        self._kinds = {kind.key: kind for kind in (*screens, *PAGES)}
        self._made: dict[str, Screen] = {}
        self._way: list[tuple[str, Any]] = []
        self._at: tuple[str, Any] = ("", None)
        self.notice, self.work_bar = Notice(), WorkBar()
        self.sidebar = Sidebar(desk, screens)
        self.topbar = TopBar(desk)
        self.stack = QStackedWidget()
        right = column(self.topbar, self.notice, self.work_bar, self.stack, gap=0)
        right.setStretch(3, 1)
        self.setCentralWidget(holder(row(self.sidebar, right, gap=0)))
        self.sync_state = SyncState(desk, self.topbar, self.sidebar)
        self.palette_list: Palette | None = None
        self._unfinished: Unfinished | None = None
        self.setWindowTitle("Sổ Bản")
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._at_once = QTimer(self, singleShot=True, interval=0)
        self._undressed: deque[QWidget] = deque()
        self._ahead: deque[str] = deque()
        self.setMinimumSize(Size.smallest_width, Size.smallest_height)
        self.resize(Size.window_width, Size.window_height)
        for part in (self.sidebar, self.topbar, self.notice, self.work_bar):
            theme.dress(part)
        self._wire()

    def _wire(self) -> None:
        self._quiet.timeout.connect(self._settle)
        self._idle.timeout.connect(self._make_next)
        self._at_once.timeout.connect(self._dress_next)
        self.sidebar.chosen.connect(self.go)
        self.desk.wanted.connect(self.go)
        self.desk.settings_changed.connect(self._dress)
        self.topbar.history_wanted.connect(self.show_history)
        self.topbar.sync_wanted.connect(partial(self.go, SYNC.key))
        runner = self.desk.runner
        runner.changed.connect(self._changed)
        runner.work_began.connect(self.work_bar.began)
        runner.work_stepped.connect(self.work_bar.stepped)
        runner.work_ended.connect(self.work_bar.ended)
        keys = {
            "Ctrl+Z": self.undo, "Ctrl+Shift+Z": self.redo, "Ctrl+Y": self.redo, "F6": self.next_pane,
            "Alt+Left": self.back,
        }  # fmt: skip
        for key, do in keys.items():
            QShortcut(QKeySequence(key), self, do)

    # Screens ----------------------------------------------------------------------------------------------

    def go(self, key: str, what: Any = None) -> None:
        """Show a screen, made on its first visit."""
        if self._at[0] and self._at != (key, what):
            self._way.append(self._at)
        self._show(key, what)

    def back(self) -> None:
        """Show what was shown before."""
        if self._way:
            self._show(*self._way.pop())

    def _show(self, key: str, what: Any) -> None:
        self._at = (key, what)
        screen = self.make(key)
        theme.dress(screen)
        if what is not None:
            screen.show_what(what)
        self.stack.setCurrentWidget(screen)
        self.sidebar.mark(self._shown_under())
        screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def make(self, key: str) -> Screen:
        """A screen, made if it was not yet; it asks for nothing before it is shown."""
        if key not in self._made:
            self._made[key] = self._kinds[key].load()(self.desk)
            self.stack.addWidget(self._made[key])
        return self._made[key]

    @property
    def made(self) -> list[str]:
        """Keys of the screens that are made."""
        return list(self._made)

    def make_soon(self, key: str) -> None:
        """Make a screen when nothing else is asked, then dress it, so that its first visit finds it ready."""
        self._ahead.append(key)
        self._idle.start()

    def _make_next(self) -> None:
        busy = not self.desk.runner.idle or QApplication.mouseButtons() or QApplication.activePopupWidget()
        if not busy and self._ahead:
            if made := self._made.get(self._ahead[0]):
                theme.dress(made)
                self._ahead.popleft()
            else:
                self.make(self._ahead[0])
        if self._ahead:
            self._idle.start()

    @property
    def screen_shown(self) -> Screen | None:
        """The screen in view."""
        return self._made.get(self._at[0])

    def next_pane(self) -> None:
        """F6: the keyboard goes from sidebar to bar to screen, or inside a screen of several panes."""
        panes: list[QWidget] = [self.sidebar, self.topbar, self.stack]
        focus = QApplication.focusWidget()
        screen = self.screen_shown
        if screen is not None and focus is not None and screen.isAncestorOf(focus) and screen.next_pane():
            return
        own = next((place for place, pane in enumerate(panes) if focus and pane.isAncestorOf(focus)), -1)
        target = panes[(own + 1) % len(panes)]
        if target is self.sidebar:
            self.sidebar.items[self._shown_under()].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            _first_focus(target)

    def _shown_under(self) -> str:
        key = self._at[0]
        return self._kinds[key].under or key

    # What changed -----------------------------------------------------------------------------------------

    def _changed(self, done: Done) -> None:
        for screen in self._made.values():
            screen.changed(done)
        if done.tables & OF_PLACES:
            self.desk.runner.ask(outline, self.desk.take, latest="outline")

    def fault(self, fault: Fault) -> None:
        """A fault that concerns the file shows in the bar, too."""
        self.topbar.show_fault(fault.kind)
        self.notice.fault(fault)

    # Undo -------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last act back."""
        self.desk.runner.change(partial(_take_back, actor=self.desk.actor, again=False), self._told)

    def redo(self) -> None:
        """Do again what was taken back."""
        self.desk.runner.change(partial(_take_back, actor=self.desk.actor, again=True), self._told)

    def _told(self, title: str) -> None:
        self.notice.done(title or _("Không còn việc nào để hoàn tác hay làm lại."))

    def show_history(self) -> None:
        """All acts, the newest first."""
        from app.ui.dialogs.history import History

        History(self.desk, self).open()

    def open_round(self) -> None:
        """Ask for the year, then show the villages of the new round."""
        from app.ui.dialogs.rounds import OpenRound

        OpenRound(self.desk, self, partial(self.go, REVIEWS.key)).open()

    # Verbs ------------------------------------------------------------------------------------------------

    def verbs(self) -> list[Verb]:
        """What the palette offers: screens, then what can be done from anywhere."""
        from app.ui.palette import Verb

        shown = [
            Verb(item.screen_key, "", partial(self.go, item.screen_key))
            for item in self.sidebar.items.values()
        ]
        screens = [
            Verb(self._kinds[verb.name].title, self._kinds[verb.name].icon, verb.do, f"Alt+{place}")
            for place, verb in enumerate(shown, 1)
        ]
        other = "dark" if not theme.current().dark else "light"
        return [
            *screens,
            *(Verb(kind.title, kind.icon, partial(self.go, kind.key)) for kind in FROM_ANYWHERE),
            Verb(_("Mở đợt rà soát định kỳ"), "calendar", self.open_round),
            Verb(_("Hoàn tác việc gần nhất"), "rotate-ccw", self.undo, "Ctrl+Z"),
            Verb(_("Làm lại việc vừa hoàn tác"), "arrow-right", self.redo, "Ctrl+Shift+Z"),
            Verb(_("Lịch sử các việc đã làm"), "file-text", self.show_history),
            Verb(_("Đổi giao diện sáng, tối"), "eye", partial(self.desk.choose, theme=other)),
            Verb(_("Mở sổ khác"), "folder-input", self.topbar.other_store_wanted.emit),
        ]

    def _dress(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication) and theme.current().key != self.desk.settings.theme:
            theme.apply(application, self.desk.settings.theme)
            self._dress_all()

    def _dress_all(self) -> None:
        """Dress what is in view, a part at a time, painted when all are; other screens when it is quiet."""
        self.setUpdatesEnabled(False)
        self._undressed.extend(one for one in self._parts() if one is not None)
        self._at_once.start()
        for key in self._made:
            self.make_soon(key)

    def _dress_next(self) -> None:
        theme.dress(self._undressed.popleft())
        if self._undressed:
            self._at_once.start()
        else:
            self.setUpdatesEnabled(True)

    def _parts(self) -> tuple[QWidget | None, ...]:
        return (
            self.sidebar, self.topbar, self.notice, self.work_bar, self.palette_list, self.screen_shown,
        )  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt)
        """What no picture waits for begins when the first one is there."""
        super().showEvent(event)
        self._quiet.start()

    def _settle(self) -> None:
        if not self.desk.runner.idle:
            self._quiet.start()
            return
        self._make_palette()
        self.sync_state.begin()
        self._follow_typing()
        self.settled.emit()

    def _follow_typing(self) -> None:
        """Say what the last run was stopped in the middle of, and name in the store what is typed now."""
        from app.ui.unfinished import Unfinished, left

        if self._unfinished is None:
            self._unfinished = Unfinished(self.desk.runner, self)
            self.desk.runner.ask(left, self._say_left)

    def _say_left(self, told: Fault | None) -> None:
        if told:
            self.notice.fault(told)

    def _make_palette(self) -> None:
        """The list under the search field: nobody searches before there is a picture."""
        from app.ui.palette import Palette

        if self.palette_list is None:
            self.palette_list = Palette(self.desk, self.topbar.search, self.verbs, self)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  (Qt)
        """Nothing is left to save: what was typed was saved when its field was left."""
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()
        super().closeEvent(event)


def _first_focus(pane: QWidget) -> None:
    takes = [one for one in pane.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    seen = next((one for one in takes if one.isVisible() and one.isEnabled()), None)
    if seen:
        seen.setFocus(Qt.FocusReason.TabFocusReason)


def _take_back(store: Store, actor: str, *, again: bool) -> str:
    """The title of what was undone or done again; empty where there is nothing to."""
    from app.store import undo

    entry = undo.to_redo(store) if again else undo.to_undo(store)
    if entry is None:
        return ""
    return (undo.redo if again else undo.undo)(store, entry.act, actor).title
