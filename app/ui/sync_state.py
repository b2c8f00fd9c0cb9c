"""What the bar and the sidebar say of the exchange on every screen; and the folder watched for files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from app.i18n import _, number
from app.progress import Progress
from app.store.store import Store
from app.ui import clock
from app.ui.desk import Desk
from app.ui.sidebar import Sidebar
from app.ui.topbar import TopBar

if TYPE_CHECKING:
    from app.sync.told import Arrival, Glance

SETTLES = 1500  # milliseconds without a change before a folder is looked at: a file must have come whole
SCREEN = "sync"


class SyncState(QObject):
    """Keeps bar and sidebar true, from facts of the store only; loads what arrives in the watched folder."""

    def __init__(self, desk: Desk, topbar: TopBar, sidebar: Sidebar) -> None:
        super().__init__(topbar)
        self._desk, self._topbar, self._sidebar = desk, topbar, sidebar
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self, singleShot=True, interval=SETTLES)
        self._soon.timeout.connect(self._look_into_folder)
        self._watcher.directoryChanged.connect(lambda _folder: self._soon.start())
        self._begun = False

    def begin(self) -> None:
        """Tell the state of the exchange from now on; it needs SQLModel, for which no first picture waits."""
        if self._begun:
            return
        self._begun = True
        desk = self._desk
        desk.runner.changed.connect(self._out_of_date)
        desk.runner.work_ended.connect(self._out_of_date)
        desk.view_changed.connect(self.refresh)
        desk.settings_changed.connect(self._watch)
        self._watch()
        self.refresh()

    # The bar ----------------------------------------------------------------------------------------------

    def _out_of_date(self, _what: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Ask how the exchange stands."""
        self._desk.runner.ask(_glance, self._show, latest="glance")

    def _show(self, seen: Glance) -> None:
        if item := self._sidebar.items.get(SCREEN):
            item.wait_for(seen.to_do)
        icon, tone, words = told(seen)
        self._topbar.show_sync(icon, tone, words)

    # The folder -------------------------------------------------------------------------------------------

    def _watch(self) -> None:
        watched = self._watcher.directories()
        folder = self._desk.settings.watched_folder
        if folder in watched:
            return
        if watched:
            self._watcher.removePaths(watched)
        if folder and Path(folder).is_dir():
            self._watcher.addPath(folder)
            self._soon.start()

    def _look_into_folder(self) -> None:
        folder = Path(self._desk.settings.watched_folder)
        self._desk.runner.ask(partial(_fresh, folder=folder), self._load, latest="watched")

    def _load(self, files: list[Path]) -> None:
        if files:
            self._desk.runner.work(partial(_take, files=files), self._loaded, _("Nạp gói vừa đến"))

    def _loaded(self, arrivals: list[Arrival]) -> None:
        kept = sum(one.quarantined for one in arrivals)
        said = _("Đã nạp {n} gói từ thư mục theo dõi").format(n=len(arrivals) - kept)
        self._desk.tell.done(said + (_(", giữ riêng {n} gói.").format(n=kept) if kept else "."))


def told(seen: Glance) -> tuple[str, str, str]:
    """Icon, tone and words for the bar; no words where there is nothing to say."""
    from app.sync.told import days_since

    if seen.stopped:
        return "inbox", "warn", _("{n} gói giữ riêng").format(n=number(seen.stopped))
    if seen.conflicts:
        return "git-compare-arrows", "warn", _("{n} xung đột").format(n=number(seen.conflicts))
    if seen.unsent.acts:
        days = days_since(seen.unsent.since, clock.today())
        words = (
            _("{n} ngày chưa gửi").format(n=days)
            if days
            else _("{n} việc chưa gửi").format(n=number(seen.unsent.acts))
        )
        return "cloud-off", "warn" if days else "text2", words
    if seen.unanswered.acts:
        return "send", "text2", _("chờ biên nhận")
    return "", "", ""


def _glance(store: Store) -> Glance:
    from app.sync import desk

    return desk.glance(store)


def _fresh(store: Store, folder: Path) -> list[Path]:
    from app.sync import inbox

    return inbox.fresh(store, folder)


def _take(store: Store, progress: Progress, files: list[Path]) -> list[Arrival]:
    from app.sync import inbox

    return inbox.load(store, files, progress)
