"""Báo cáo, in ấn, the right pane: which review, standard and place; who signs, and when; what to do."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.i18n import _
from app.store.outline import Outline, RoundLine
from app.ui.desk import Desk
from app.ui.dialogs.checking import read_date
from app.ui.theme_sizes import Size
from app.ui.topbar import round_name, standard_name
from app.ui.widgets.boxes import column, framed, holder, row, sides
from app.ui.widgets.fields import Choice, Field, Line
from app.ui.widgets.labels import icon_label, label, wrapped

SIGNERS = (
    ("CHỦ TỊCH", "CHỦ TỊCH"),
    ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"),
    ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH"),
    ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "TM. UBND, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"),
)  # texts of the papers: never translated


class Parameters(QFrame):
    """The fields and the buttons.

    Signals:
        changed: something else is asked for.
    """

    changed = Signal()

    def __init__(self, desk: Desk, buttons: list[QWidget]) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "parameters")
        self.round, self.standard, self.place = Choice(), Choice(), Choice()
        self.signer = Choice(list(SIGNERS))
        self.name, self.day = Line(hint=_("để trống thì ký tay")), Line(hint=_("để trống: … / …"))
        self._day_field = Field(_("Ngày ký"), self.day, beside=False)
        fields = (
            Field(_("Đợt rà soát"), self.round, beside=False),
            Field(_("Chuẩn nghèo"), self.standard, beside=False),
            Field(_("Nơi"), self.place, beside=False),
            Field(_("Ký tên"), self.signer, beside=False),
            Field(_("Họ tên người ký"), self.name, beside=False),
            self._day_field,
        )
        self._draft_title = label(_("In ra là DỰ THẢO"), weight="bold", tone="warn")
        self._draft_why = wrapped("", size="small", tone="second")
        head = row(icon_label("triangle-alert", "warn"), self._draft_title)
        head.setStretch(1, 1)
        self._draft = framed(
            "callout",
            column(head, self._draft_why, gap=Size.tight, around=sides(Size.gap + Size.tight, Size.gap)),
        )
        inner = column(*fields, Size.tight, self._draft, gap=Size.gap, around=sides(Size.margin, Size.gap))
        inner.addStretch(1)
        title = label(_("Tham số"), weight="bold")
        head_row = framed("paneltitle", row(title, around=sides(Size.margin)), "lined")
        head_row.setFixedHeight(Size.panel_title)
        foot = column(*buttons, gap=Size.gap, around=sides(Size.margin, Size.gap + Size.tight))
        layout = column(head_row, _scrolling(holder(inner)), foot, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFixedWidth(Size.parameters)
        self._wire()

    def _wire(self) -> None:
        self.round.activated.connect(lambda _at: self._offer_standards())
        for choice in (self.round, self.standard, self.place, self.signer):
            choice.activated.connect(lambda _at: self.changed.emit())
        for line in (self.name, self.day):
            line.editingFinished.connect(self._typed)

    def _typed(self) -> None:
        if self.sender().isModified():  # type: ignore[attr-defined]
            self.sender().setModified(False)  # type: ignore[attr-defined]
            if self._day_is_sound():
                self.changed.emit()

    def _day_is_sound(self) -> bool:
        wrong = bool(self.day.text().strip()) and self.signed_on is None
        self._day_field.say(_("Ghi đủ ngày, tháng, năm: 5/12/2026.") if wrong else "")
        return not wrong

    # What may be chosen -----------------------------------------------------------------------------------

    def offer(self) -> None:
        """The rounds and places of the store; the round in view where nothing else was chosen."""
        outline = self._desk.outline
        self.round.offer([(one.key.hex(), round_name(one)) for one in outline.seen])
        if self._desk.view.seen:
            self.round.choose(self._desk.view.seen.key.hex())
        self._offer_standards()
        self.standard.choose(self._desk.view.standard)
        whole = _whole(outline)
        self.place.offer(
            [(outline.place.hex(), whole), *((area.key.hex(), area.name) for area in outline.areas)]
        )

    def _offer_standards(self) -> None:
        held = self.held
        self.standard.offer([(key, standard_name(key)) for key in (held.standards if held else ())])

    @property
    def held(self) -> RoundLine | None:
        """The round chosen; None where the store has none."""
        key = self.round.chosen()
        return next((one for one in self._desk.outline.seen if one.key.hex() == key), None)

    @property
    def signed_on(self) -> date | None:
        """The day of the date line; None leaves dots."""
        told = read_date(self.day.text())
        return told.first() if told and told.exact else None

    def show_draft(self, reasons: tuple[str, ...]) -> None:
        """Why a print will say that it is a draft."""
        self._draft_why.setText("\n".join(reasons))
        self._draft.setVisible(bool(reasons))


def _whole(outline: Outline) -> str:
    told = _("{place}, theo bản") if outline.rounds else _("{place}, theo xã")
    return told.format(place=outline.name)


def _scrolling(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    inner.setProperty("role", "page")
    area.setWidget(inner)
    return area
