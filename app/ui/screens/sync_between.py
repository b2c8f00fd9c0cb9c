"""What waits between levels, a line each with the one step to take: returned work, households that move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from app.i18n import _
from app.sync.told import ACCEPT, FORWARD, GOES, REFUSED, RELAY, TASK, WAITS_FOR_OTHERS, Matter
from app.ui.desk import Desk
from app.ui.dialogs.between import Accepting, Answering, Offering
from app.ui.dialogs.doubles import Doubles
from app.ui.screens import sync_asks as asks
from app.ui.widgets.errands import Errand, Errands
from app.ui.widgets.panel import Panel

_LOOKS: dict[str, tuple[str, str, Callable[[], str]]] = {
    TASK: ("rotate-ccw", "warn", lambda: _("Trả lời")),
    FORWARD: ("arrow-right", "warn", lambda: _("Chuyển tiếp")),
    ACCEPT: ("house", "warn", lambda: _("Nhận hộ…")),
    RELAY: ("send", "warn", lambda: _("Báo lại")),
    GOES: ("users", "warn", lambda: _("Mở hộ")),
    WAITS_FOR_OTHERS: ("circle-pause", "text3", lambda: _("Mở hộ")),
    REFUSED: ("ban", "text3", lambda: _("Mở hộ")),
}


class BetweenPanel(Panel):
    """The list, and what begins here: offering a household, looking for persons who are there twice.

    Signals:
        changed: something was settled.
        household_wanted: key of a household to show.
    """

    changed = Signal()
    household_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Việc giữa các cấp"))
        self._desk = desk
        self.lines = Errands()
        self.put(self.lines)
        self._offer = self.add_link(_("Chuyển hộ đi…"), self.offer)
        self.add_link(_("Người ghi hai nơi…"), self.look_for_doubles)

    def show_matters(self, matters: Sequence[Matter], *, offers: bool) -> None:
        """What waits; `offers`: households of this book can be offered to another."""
        waiting = sum(one.asks for one in matters)
        self.note.setText(_("{n} việc chờ").format(n=waiting) if waiting else _("không có việc nào chờ"))
        self._offer.setVisible(offers)
        self.lines.fill([self._errand(one) for one in matters])
        self.lines.setVisible(bool(matters))
        share = QSizePolicy.Policy.Preferred if matters else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, share)  # without any only the title is there

    def _errand(self, one: Matter) -> Errand:
        icon, tone, action = _LOOKS[one.kind]
        can = one.asks or one.household is not None
        return Errand(icon, tone, one.words, one.detail, action() if can else "", partial(self._take, one))

    def _take(self, one: Matter) -> None:
        """The next step: at once where nothing is asked, else a dialog."""
        if one.kind == TASK:
            Answering(self, one, partial(self._settle, one)).open()
        elif one.kind == ACCEPT:
            Accepting(self._desk, self, one, partial(self._settle, one)).open()
        elif one.kind in (FORWARD, RELAY):
            self._settle(one)
        else:
            self.household_wanted.emit(one.household)

    def _settle(self, one: Matter, **told: Any) -> None:
        do = partial(asks.settle, matter=one, actor=self._desk.actor, **told)
        self._desk.runner.change(do, self._settled)

    def _settled(self, _none: object) -> None:
        self._desk.tell.done(_("Đã ghi; làm gói gửi để nơi kia biết. Ctrl+Z để hoàn tác."))
        self.changed.emit()

    def offer(self) -> None:
        """Offer a household to another book."""
        Offering(self._desk, self, self.changed.emit).open()

    def look_for_doubles(self) -> None:
        """Look for persons who are perhaps written down twice."""
        asked = Doubles(self._desk, self)
        asked.finished.connect(lambda _result: self.changed.emit())
        asked.open()
