"""Persons who are perhaps written down twice, pair by pair: one key says who stays, or that they are two."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.dates import PartialDate
from app.i18n import _
from app.rules.codes import code_list
from app.sync.told import Double, Side
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.screens import sync_asks as asks
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import emptied, holder, row
from app.ui.widgets.cards import Card
from app.ui.widgets.fields import Line
from app.ui.widgets.labels import label

CARD_LINES = 5
TWO = 3  # the card that says that they are two persons
_REASONS = {
    "cccd": lambda: _("cùng số CCCD"),
    "birth": lambda: _("cùng tên, giới tính và ngày sinh"),
    "year": lambda: _("cùng tên, giới tính và năm sinh"),
}


class Doubles(Asking):
    """The pairs, one after another."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            parent,
            _("Người ghi hai nơi"),
            _("Quyết định được nhớ mãi và đi cùng gói gửi; không ai bị xóa khỏi sổ bởi quyết định này."),
            _("Ghi quyết định"),
            Size.wide_dialog,
        )
        self._desk = desk
        self._pairs: Sequence[Double] = ()
        self._at, self.chosen = 0, 0
        self._told = label(_("Đang tìm…"), weight="medium")
        self._room = row(gap=Size.gap)
        cards = holder(self._room)
        cards.setFixedHeight(CARD_LINES * Size.field)
        self.cards = QButtonGroup(self)
        self.why = Line(hint=_("Lý do (bắt buộc)"))
        for part in (self._told, cards, self.why):
            self.add(part)
        self.refusing.setText(_("Đóng"))
        self.cards.idClicked.connect(self.choose)
        self.why.textChanged.connect(self._allow)
        for digit in range(1, TWO + 1):
            QShortcut(QKeySequence(f"Alt+{digit}"), self, partial(self.choose, digit))
        for key, by in (("F8", 1), ("Shift+F8", -1)):
            QShortcut(QKeySequence(key), self, partial(self.step, by))
        self._allow()
        desk.runner.work(asks.doubles, self._show, _("Tìm người ghi hai nơi"), failed=self.say_wrong)

    def _show(self, pairs: Sequence[Double]) -> None:
        self._pairs, self._at = pairs, min(self._at, max(len(pairs) - 1, 0))
        self._pair()

    @property
    def current(self) -> Double | None:
        """The pair in view."""
        return self._pairs[self._at] if self._pairs else None

    def step(self, by: int) -> None:
        """The next pair, or the one before."""
        if self._pairs:
            self._at = (self._at + by) % len(self._pairs)
            self._pair()

    def _pair(self) -> None:
        for card in self.cards.buttons():
            self.cards.removeButton(card)
        emptied(self._room)
        one = self.current
        self.chosen = 0
        self.why.clear()
        self.why.setVisible(one is not None)
        if one is None:
            self._told.setText(_("Không còn cặp nào chờ quyết định."))
            return
        self._told.setText(
            _("Cặp {at}/{all} · {reason} · F8: cặp sau").format(
                at=self._at + 1, all=len(self._pairs), reason=_REASONS[one.reason]()
            )
        )
        for digit, card in enumerate((_card("1", one.one), _card("2", one.two), _two_persons()), 1):
            self.cards.addButton(card, digit)
            self._room.addWidget(card, 1)
        self._allow()

    def choose(self, digit: int) -> None:
        """Who stays; or that they are two."""
        if card := self.cards.button(digit):
            card.setChecked(True)
            self.chosen = digit
            self.why.setFocus()
            self._allow()

    def _allow(self) -> None:
        self.accepting.setEnabled(bool(self.chosen and self.why.text().strip()))

    def do(self) -> None:
        """Decide, and show the next pair."""
        one, why = self.current, self.why.text().strip()
        if one is None or not self.chosen or not why:
            return
        self.begin()
        kept = 0 if self.chosen == TWO else self.chosen
        decide = partial(asks.decide_double, pair=one, kept=kept, why=why, actor=self._desk.actor)
        self._desk.runner.change(decide, partial(self._decided, one), failed=self.say_wrong)

    def _decided(self, one: Double, _none: object) -> None:
        self._show([other for other in self._pairs if other is not one])


def _card(digit: str, side: Side) -> Card:
    birth = PartialDate.of(side.birth).shown if side.birth else "–"
    sex = code_list("sex").name(side.sex) if side.sex else "–"
    where = ", ".join(part for part in (side.village, side.commune) if part)
    lines = (
        f"{birth} · {sex}",
        _("CCCD {number}").format(number=side.cccd) if side.cccd else _("chưa có số CCCD"),
        _("hộ {head}").format(head=side.head or "?"),
        where,
    )
    return Card(digit, side.name, "", lines, label(_("Một người, giữ ở đây"), tone="second"))


def _two_persons() -> Card:
    lines = (_("Không hỏi lại cặp này nữa."),)
    return Card(str(TWO), _("Hai người"), "", lines, label(_("Cả hai giữ nguyên"), tone="second"))
