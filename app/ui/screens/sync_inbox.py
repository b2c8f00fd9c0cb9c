"""What came in, with the one thing to do about each file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from app.i18n import _
from app.sync.told import EARLIER_MISSING, TOTALS_DIFFER, Arrival
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.loaded import Loaded, icon_of
from app.ui.dialogs.sending import FILTER
from app.ui.screens import sync_asks as asks
from app.ui.widgets.errands import Errand, Errands
from app.ui.widgets.panel import Empty, Panel


class InboxPanel(Panel):
    """The files; without any, how to bring one in.

    Signals:
        decision_wanted: name of a place whose file brought conflicts.
        changed: the list is another one.
    """

    decision_wanted = Signal(str)
    changed = Signal()

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(title)
        self._desk = desk
        self.files = Errands()
        self._empty = Empty(
            "inbox", _("Chưa có gói nào"), _("Kéo tệp vào đây, hoặc nhấn Ctrl+O."), small=True
        )
        self.put(self.files)
        self.put(self._empty)
        self._watch = self.add_link("", self.choose_folder)

    def show_arrivals(self, arrivals: Sequence[Arrival]) -> None:
        """What came in, the newest first."""
        kept = sum(one.quarantined for one in arrivals)
        folder = Path(self._desk.settings.watched_folder).name
        self.note.setText(_("{n} gói giữ riêng").format(n=kept) if kept else "")
        self._watch.setText(
            _("Thôi theo dõi “{name}”").format(name=folder) if folder else _("Theo dõi thư mục")
        )
        self.files.fill([self._errand(one) for one in arrivals])
        self.files.setVisible(bool(arrivals))
        self._empty.setVisible(not arrivals)

    def _errand(self, one: Arrival) -> Errand:
        icon, tone = icon_of(one)
        whose = " · ".join(part for part in (one.sender or Path(one.path).name, _numbered(one)) if part)
        action, do = self._action(one)
        return Errand(icon, tone, whose, f"{_moment(one.at)} · {' '.join(one.said)}", action, do)

    def _action(self, one: Arrival) -> tuple[str, Any]:
        """What to do about a file, in a word or two."""
        if one.quarantined and one.fault in (EARLIER_MISSING, TOTALS_DIFFER):
            return _("Chép lời nhắn"), partial(self.copy_message, one)
        if one.quarantined:
            return _("Xem lý do"), partial(self.explain, one)
        if one.conflicts:
            return _("Quyết định"), partial(self.decision_wanted.emit, one.sender)
        if one.receipt:
            return _("Lưu biên nhận"), partial(self._save_receipt, one)
        return "", None

    def choose_folder(self) -> None:
        """Watch a folder for files, or stop watching."""
        if self._desk.settings.watched_folder:
            self._desk.choose(watched_folder="")
        elif folder := QFileDialog.getExistingDirectory(self, _("Thư mục có gói gửi đến")):
            self._desk.choose(watched_folder=folder)
        self.changed.emit()

    def copy_message(self, one: Arrival) -> None:
        """Put on the clipboard what to tell the sender."""
        QGuiApplication.clipboard().setText(one.message)
        self._desk.tell.done(_("Đã chép lời nhắn; dán vào tin nhắn cho {sender}.").format(sender=one.sender))

    def explain(self, one: Arrival) -> None:
        """Say why a file is kept aside; it may be struck off the list."""
        asked = Loaded(self, [one])
        asked.offer(_("Bỏ khỏi danh sách"), partial(self._forget, one))
        asked.open()

    def _forget(self, one: Arrival) -> None:
        self._desk.runner.change(partial(asks.forget, arrival=one), self._is_forgotten)

    def _is_forgotten(self, _none: object) -> None:
        self.changed.emit()

    def _save_receipt(self, one: Arrival) -> None:
        proposed = Path(one.receipt).name
        target, _kind = QFileDialog.getSaveFileName(self, _("Lưu biên nhận ở đâu"), proposed, FILTER)
        if target:
            save = partial(asks.save_receipt, arrival=one, target=Path(target))
            self._desk.runner.ask(save, self._receipt_saved)

    def _receipt_saved(self, name: str) -> None:
        self._desk.tell.done(_("Đã lưu “{name}”; gửi lại cho nơi gửi gói.").format(name=name))


def _numbered(one: Arrival) -> str:
    if not one.number:
        return ""
    kind = _("biên nhận gói") if one.kind == "receipt" else _("gói")
    return f"{kind} {one.number}"


def _moment(at: str) -> str:
    """The hour of a file of today, the day of an earlier one."""
    told = clock.when(at)
    return told[-5:] if told[:10] == clock.shown(clock.today()) else told[:5]
