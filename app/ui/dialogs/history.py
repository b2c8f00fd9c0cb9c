"""All acts of the store, the newest first; one chosen can be taken back."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.store import undo
from app.store.undo import Entry
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.dialogs.household_verbs import TakeBack
from app.ui.theme_sizes import Size
from app.ui.widgets.two_lines import Entry as LineEntry
from app.ui.widgets.two_lines import Lines

MOST = 200


class History(Asking):
    """The list."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            parent,
            _("Lịch sử"),
            _("Mọi việc đã làm trong sổ, mới nhất trước. Enter: xem và hoàn tác."),
            _("Đóng"),
            Size.wide_dialog,
        )
        self._desk = desk
        self.acts = Lines(boxed=True)
        self.acts.setFixedHeight(Size.palette_rows * Size.two_lines)
        self.add(self.acts)
        self.refusing.hide()
        self.acts.chosen.connect(self._chosen)
        desk.runner.ask(partial(undo.entries, limit=MOST), self._show)

    def _show(self, entries: list[Entry]) -> None:
        self.acts.fill(
            LineEntry(
                entry,
                entry.title,
                f"{clock.when(entry.at)} · {entry.actor}",
                icon=_ICONS.get(entry.kind, "pencil"),
                right=_("đã hoàn tác") if entry.undone else "",
                tone="text3",
            )
            for entry in entries
        )

    def _chosen(self, entry: Entry) -> None:
        asked = TakeBack(self._desk, self, entry)
        asked.accepted.connect(self.accept)
        asked.open()


_ICONS = {"undo": "rotate-ccw", "redo": "arrow-right"}
