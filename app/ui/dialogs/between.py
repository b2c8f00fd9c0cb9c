"""Steps between levels that ask for something: what was done, which village, why not, which household."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.sync.told import Matter
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.dialogs.choose_household import ChooseHousehold
from app.ui.screens import sync_asks as asks
from app.ui.widgets.boxes import STRETCH, row
from app.ui.widgets.buttons import button
from app.ui.widgets.fields import Choice, Field, Line, sound

Settle = Callable[..., object]


def _needed(text: str) -> str:
    return "" if text.strip() else _("Phải ghi.")


def _known(place: str) -> str:
    return "" if place else _("Sổ chưa biết nơi nào khác: nạp gói mới nhất của cấp trên trước.")


class Answering(Asking):
    """What was done about work that came back."""

    def __init__(self, parent: QWidget, matter: Matter, settle: Settle) -> None:
        super().__init__(parent, matter.words, matter.detail, _("Ghi câu trả lời"))
        self._settle = settle
        self.said = Field(_("Đã làm gì"), Line(hint=_("Đã đến xem lại, sửa câu D2")))
        self.add(self.said)
        self.said.inner.setFocus()

    def do(self) -> None:
        """Answer."""
        if sound([(self.said, _needed)]):
            self._settle(said=self.said.text.strip())
            self.accept()


class Accepting(Asking):
    """In which village a household is taken in; or why it is not."""

    def __init__(self, desk: Desk, parent: QWidget, matter: Matter, settle: Settle) -> None:
        super().__init__(parent, matter.words, matter.detail, _("Nhận hộ"))
        self._settle = settle
        self.village = Field(_("Ở bản, thôn"), Choice())
        self.why = Field(_("Lý do không nhận"), Line(hint=_("chỉ ghi khi không nhận")))
        self.add(self.village)
        self.add(self.why)
        self.refuse = button(_("Không nhận"), self.decline)
        self._buttons.insertWidget(0, self.refuse)
        desk.runner.ask(asks.own_places, self._offer)

    def _offer(self, villages: list[tuple[str, str]]) -> None:
        self.village.inner.offer(villages)  # type: ignore[union-attr]
        self.village.inner.setFocus()

    def do(self) -> None:
        """Take it in."""
        if self.village.text:
            self._settle(place=bytes.fromhex(self.village.text))
            self.accept()

    def decline(self) -> None:
        """Do not take it in, and say why."""
        if sound([(self.why, _needed)]):
            self._settle(said=self.why.text.strip())
            self.accept()


class Offering(Asking):
    """Which household goes to which other place, and why."""

    def __init__(self, desk: Desk, parent: QWidget, offered: Callable[[], Any]) -> None:
        super().__init__(
            parent,
            _("Chuyển hộ sang sổ khác"),
            _("Hộ ở lại sổ này cho đến khi nơi kia nhận; lịch sử của hộ đi theo. Không bao giờ ở cả hai sổ."),
            _("Đề nghị chuyển"),
        )
        self._desk, self._offered = desk, offered
        self._household = b""
        self._find = button("", self.look, icon="search")
        self.to = Field(_("Chuyển đến"), Choice())
        self.why = Field(_("Lý do"), Line(hint=_("theo con về ở")))
        self.add(row(self._find, STRETCH))
        self.add(self.to)
        self.add(self.why)
        self._name("")
        desk.runner.ask(asks.other_places, self.to.inner.offer)  # type: ignore[union-attr]

    def _name(self, name: str) -> None:
        self._find.setText(_("Hộ {name}").format(name=name) if name else _("Chọn hộ…"))
        self.accepting.setEnabled(bool(name))

    def look(self) -> None:
        """Choose the household."""
        asked = ChooseHousehold(self._desk, self)
        asked.chosen.connect(self.take)
        asked.open()

    def take(self, household: bytes, name: str) -> None:
        """This household."""
        self._household = household
        self._name(name)

    def do(self) -> None:
        """Offer it."""
        if sound([(self.to, _known), (self.why, _needed)]):
            self.begin()
            offer = partial(
                asks.offer,
                household=self._household,
                to=bytes.fromhex(self.to.text),
                on=clock.today().isoformat(),
                why=self.why.text.strip(),
                actor=self._desk.actor,
            )
            self._desk.runner.change(offer, self._done, failed=self.say_wrong)

    def _done(self, _none: object) -> None:
        self._desk.tell.done(_("Đã ghi đề nghị; đi cùng gói gửi sau."))
        self._offered()
        self.accept()
