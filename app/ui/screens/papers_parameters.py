"""Giấy tờ, the right pane: of which round, place, household or decision; what to do with the paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton

from app.i18n import _
from app.store.outline import RoundLine
from app.ui.desk import Desk
from app.ui.screens.papers_work import Asked, PaperWanted
from app.ui.theme_sizes import Size
from app.ui.topbar import round_name
from app.ui.widgets.boxes import STRETCH, column, framed, holder, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.fields import Choice, Field
from app.ui.widgets.labels import Elided, label, wrapped


class Parameters(QFrame):
    """The fields and the buttons.

    Signals:
        changed: something else is asked for.
        household_wanted: the officer wants to choose a household.
    """

    changed = Signal()
    household_wanted = Signal()

    def __init__(self, desk: Desk, buttons: list[QPushButton]) -> None:
        super().__init__()
        self._desk = desk
        self._key, self._village, self._kept = b"", False, False
        self.setProperty("role", "parameters")
        self.round, self.place, self.decision = Choice(), Choice(), Choice()
        self._place = Field(_("Nơi"), self.place, beside=False)
        self._decision = Field(_("Quyết định"), self.decision, beside=False)
        self._name = Elided(_("(để trống)"), weight="medium")
        self._clear = button(_("Bỏ"), self.clear_household, kind="link")
        choose = button(_("Chọn hộ…"), self.household_wanted.emit, kind="small", tip="Ctrl+H")
        choose.setShortcut("Ctrl+H")
        named = column(
            label(_("Hộ"), tone="second"), row(self._name, STRETCH, self._clear), row(choose, STRETCH)
        )
        self._household = holder(named)
        self.full = QCheckBox(_("In đủ số CCCD"))
        self._own = wrapped(_("Lời của giấy này do xã đã sửa."), size="small", tone="accent")
        fields = (
            Field(_("Đợt rà soát"), self.round, beside=False),
            self._place,
            self._household,
            self._decision,
        )
        inner = column(*fields, self.full, self._own, gap=Size.gap + 2, around=sides(Size.margin, Size.gap))
        inner.addStretch(1)
        head = framed(
            "paneltitle", row(label(_("Tham số"), weight="bold"), around=sides(Size.margin)), "lined"
        )
        head.setFixedHeight(Size.panel_title)
        foot = column(*buttons, gap=Size.gap, around=sides(Size.margin, Size.gap + Size.tight))
        layout = column(head, holder(inner), foot, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFixedWidth(Size.parameters)
        self._wire()

    def _wire(self) -> None:
        for choice in (self.round, self.place, self.decision):
            choice.activated.connect(lambda _at: self.changed.emit())
        self.full.toggled.connect(lambda _on: self.changed.emit())
        self._show_name("")

    # What may be chosen -----------------------------------------------------------------------------------

    def offer(self) -> None:
        """The rounds and places of the store; the round in view where nothing else was chosen."""
        outline, chosen = self._desk.outline, self.round.chosen()
        self.round.offer([(one.key.hex(), round_name(one)) for one in outline.rounds])
        if not chosen and self._desk.view.round:
            self.round.choose(self._desk.view.round.key.hex())
        self._offer_places()

    def _offer_places(self) -> None:
        """The villages, and the whole where a paper can be about it."""
        outline = self._desk.outline
        whole = [] if self._village and outline.areas else [(outline.place.hex(), outline.name)]
        self.place.offer([*whole, *((area.key.hex(), area.name) for area in outline.areas)])

    def fit(self, *, village: bool, household: bool, decision: bool) -> None:
        """Show what a kind of paper can be about."""
        leaves_villages, self._village = self._village and not village, village
        self._offer_places()
        if leaves_villages and not self._kept:
            self.place.setCurrentIndex(0)
        self._kept = False
        self._household.setVisible(household)
        self._decision.setVisible(decision)
        self.full.setVisible(household)
        self._place.setVisible(not decision)

    def take(self, wanted: PaperWanted) -> None:
        """What was asked for from elsewhere."""
        if wanted.round:
            self.round.choose(wanted.round.hex())
        self._offer_places()
        self._kept = bool(wanted.place)
        if wanted.place:
            self.place.choose(wanted.place.hex())
        self._key = wanted.household
        self._show_name(wanted.name)

    def show_household(self, household: bytes, name: str) -> None:
        """The household that was chosen."""
        self._key = household
        self._show_name(name)
        self.changed.emit()

    def clear_household(self) -> None:
        """No household: the paper of the place, or a blank one."""
        self._key = b""
        self._show_name("")
        self.changed.emit()

    def _show_name(self, name: str) -> None:
        self._name.setText(name or (_("đã chọn") if self._key else _("mọi hộ, hoặc để trống")))
        self._clear.setVisible(bool(self._key))

    def show_numbers(self, numbers: tuple[int, ...]) -> None:
        """The decisions of the round; where there are none, the draft."""
        self.decision.offer(
            [(str(one), _("số {n}").format(n=one)) for one in numbers] or [("", _("bản dự thảo"))]
        )

    def show_own(self, *, own: bool) -> None:
        """Whether the words are the place's own."""
        self._own.setVisible(own)

    # What is asked for ------------------------------------------------------------------------------------

    @property
    def held(self) -> RoundLine | None:
        """The round chosen; None where the store has none."""
        key = self.round.chosen()
        return next((one for one in self._desk.outline.rounds if one.key.hex() == key), None)

    @property
    def where(self) -> str:
        """The name of the place."""
        return self.place.currentText()

    def asked(self, key: str) -> Asked | None:
        """The paper of a key with what is chosen; None where there is no round."""
        held, outline = self.held, self._desk.outline
        if held is None:
            return None
        place = bytes.fromhex(self.place.chosen())
        shown = self._household.isVisibleTo(self)
        number = self.decision.chosen() if self._decision.isVisibleTo(self) else ""
        return Asked(
            key, held.key, b"" if place == outline.place else place, self._key if shown else b"",
            int(number) if number else None, shown and self.full.isChecked(),
        )  # fmt: skip
