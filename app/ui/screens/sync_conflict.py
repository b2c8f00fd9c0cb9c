"""A conflict to decide: both values as cards, what they are measured against, the reason, the buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from app.i18n import _
from app.sync.told import Dispute, Option
from app.ui import clock
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, emptied, holder, row
from app.ui.widgets.buttons import button
from app.ui.widgets.cards import Card
from app.ui.widgets.fields import Line
from app.ui.widgets.labels import icon_label, label, wrapped
from app.ui.widgets.panel import Panel
from app.ui.widgets.shapes import ClassMark


class ConflictPanel(Panel):
    """One conflict of several.

    Signals:
        decided: its name, the number of the side chosen (from 1), the reason.
        joined: its name, a text put together by hand, the reason.
        returned: the conflict, and the reason for giving the household back.
        opened: key of the household to show.
    """

    decided = Signal(str, int, str)
    joined = Signal(str, str, str)
    returned = Signal(object, str)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__("", bare=True)
        self._all: Sequence[Dispute] = ()
        self._at = 0
        self._chosen = 1
        self._returns = False
        self.cards = QButtonGroup(self)
        self._cards_room = row(gap=Size.margin)
        self._beside = column(gap=Size.gap)
        side = holder(self._beside)
        side.setFixedWidth(Size.search - Size.field)
        both = row(self._cards_room, side, gap=Size.margin)
        both.setStretch(0, 1)
        self.by_hand = Line(hint=_("ghép tay: gõ nội dung thay cho cả hai"))
        self.why = Line(hint=_("Lý do (bắt buộc)"))
        self.accept = button("", self.decide, kind="primary")
        self.give_back = button(_("Trả lại nơi gửi"), self._give_back)
        self._foot = row(self.why, self.accept, self.give_back)
        self._foot.setStretch(0, 1)
        inner = column(
            both,
            self.by_hand,
            self._foot,
            gap=Size.gap + Size.tight,
            around=(Size.margin, 0, Size.margin, Size.margin),
        )
        self.put(holder(inner))
        self._open = self.add_link(_("Mở hộ"), self._open_household)
        self._head.insertWidget(0, icon_label("git-compare-arrows", "warn"))
        self.cards.idClicked.connect(self.choose)
        self.by_hand.textChanged.connect(self._allow)
        self.why.textChanged.connect(self._allow)

    # What is shown ----------------------------------------------------------------------------------------

    def fill(self, disputes: Sequence[Dispute], *, returns: bool) -> None:
        """Other conflicts; the one in view stays while it is there. `returns`: a store below can mend it."""
        shown = self.current.name if self.current else ""
        self._all, self._returns = disputes, returns
        self._at = next(
            (at for at, one in enumerate(disputes) if one.name == shown), min(self._at, len(disputes) - 1)
        )
        self.setVisible(bool(disputes))
        if not self.current or self.current.name != shown:
            self._show()
        else:
            self._name()

    @property
    def current(self) -> Dispute | None:
        """The conflict in view."""
        return self._all[self._at] if 0 <= self._at < len(self._all) else None

    def step(self, by: int) -> None:
        """The next one, or the one before."""
        if self._all:
            self._at = (self._at + by) % len(self._all)
            self._show()

    def show_of(self, commune: str) -> None:
        """The first one of a place below."""
        self._at = next(
            (at for at, one in enumerate(self._all) if commune in (one.commune, one.village)), self._at
        )
        self._show()

    def _name(self) -> None:
        one = self.current
        assert one is not None
        whose = ", ".join(part for part in (one.head, one.code, one.village, one.commune) if part)
        self.title.setText(
            _("Xung đột {at}/{all} · {whose}").format(at=self._at + 1, all=len(self._all), whose=whose)
        )
        self.note.setText(
            " · ".join(part for part in (one.person if one.person != one.head else "", one.field) if part)
        )

    def _show(self) -> None:
        one = self.current
        if one is None:
            return
        self._name()
        self.why.clear()
        self.by_hand.clear()
        self.by_hand.setVisible(one.text)
        self.give_back.setVisible(self._returns and one.household is not None and one.year > 0)
        self._open.setVisible(one.household is not None)
        self._show_cards(one)
        self._show_measures(one)
        self.choose(next((at for at, option in enumerate(one.options, 1) if option.shown), 1))

    def _show_cards(self, one: Dispute) -> None:
        for card in self.cards.buttons():
            self.cards.removeButton(card)
        emptied(self._cards_room)
        for number, option in enumerate(one.options, 1):
            card = _card(number, option)
            self.cards.addButton(card, number)
            self._cards_room.addWidget(card, 1)

    def _show_measures(self, one: Dispute) -> None:
        emptied(self._beside)
        told = [(_("Phiếu {year}").format(year=one.last_year), one.last)] if one.last else []
        told += [(_("Điểm B1"), one.b1)] if one.b1 else []
        told.append((_("Hai người"), _("chưa thấy sửa của nhau")))
        told.append((_("Cả hai giá trị"), _("giữ mãi trong lịch sử")))
        for name, value in told:
            self._beside.addLayout(_measure(name, value))
        self._beside.addStretch(1)

    # Choosing ---------------------------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        """A side by its number; the one after the last gives the household back."""
        one = self.current
        if one is None:
            return
        if number == len(one.options) + 1 and self.give_back.isVisible():
            self.give_back.click()
            return
        if card := self.cards.button(number):
            card.setChecked(True)
            self._chosen = number
            self._allow()

    def _allow(self) -> None:
        """A decision needs its reason; the button says what it does."""
        one, why = self.current, self.why.text().strip()
        if one is None:
            return
        by_hand = bool(self.by_hand.text().strip()) and one.text
        whose = one.options[self._chosen - 1].actor
        words = _("Lấy nội dung ghép tay") if by_hand else _("Lấy giá trị của {whose}").format(whose=whose)
        self.accept.setText(words)
        self.accept.updateGeometry()
        for verb in (self.accept, self.give_back):
            verb.setEnabled(bool(why))
            verb.setToolTip("" if why else _("Ghi lý do trước đã."))

    def decide(self) -> None:
        """Decide as chosen; without a reason the field for it gets the keyboard."""
        one, why = self.current, self.why.text().strip()
        if one is None or not why:
            self.why.setFocus()
        elif one.text and self.by_hand.text().strip():
            self.joined.emit(one.name, self.by_hand.text().strip(), why)
        else:
            self.decided.emit(one.name, self._chosen, why)

    def _give_back(self) -> None:
        why = self.why.text().strip()
        if self.current and why:
            self.returned.emit(self.current, why)

    def _open_household(self) -> None:
        if self.current:
            self.opened.emit(self.current.household)


def _card(number: int, option: Option) -> Card:
    lines = (f"{option.actor} · {clock.when(option.at)}", option.title)
    late = _("sau khi đã công nhận") if option.late else ""
    remark = _("đang tạm dùng") if option.shown else late
    return Card(str(number), option.text, remark, lines, _consequence(option))


def _consequence(option: Option) -> QHBoxLayout | None:
    """What the class would become with this value."""
    if option.b2 is None:
        return None
    b2 = label(f"B2 = {option.b2}", weight="medium")
    then: QWidget = (
        ClassMark(option.klass) if option.klass else label(_("chưa đủ số liệu để xếp loại"), tone="second")
    )
    return row(label(_("Khi đó"), tone="second"), b2, icon_label("arrow-right", "text3"), then, STRETCH)


def _measure(name: str, value: str) -> QHBoxLayout:
    named = label(name, tone="hint")
    named.setFixedWidth(Size.name_column - Size.field)
    line = row(named, wrapped(value))
    line.setStretch(1, 1)
    return line
