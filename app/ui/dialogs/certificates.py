"""Certificates of a round: given in a row of numbers, printed again or withdrawn with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.dialogs.stepping import StepVerb, Told
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.cells import draw_check, draw_class
from app.ui.widgets.columns import Column
from app.ui.widgets.labels import label, wrapped
from app.ui.widgets.table import Table

if TYPE_CHECKING:
    from app.services.procedure.roll import Given
    from app.ui.screens.procedure_deciding import Certified

SHOWN = 10  # lines of the list


class Certificates(Asking):
    """The list, with what can be done about the chosen ones."""

    def __init__(self, desk: Desk, parent: QWidget, told: Certified) -> None:
        super().__init__(
            parent, _("Giấy chứng nhận (Mẫu 03)"),
            _("Số cấp liên tục trong năm; số đã cấp không dùng lại, kể cả khi giấy bị thu hồi."),
            _("Đóng"), Size.broad_dialog,
        )  # fmt: skip
        self._desk, self._screen, self._told = desk, parent, told
        self.refusing.hide()
        self.table = Table(COLUMNS)
        self.table.rows.fill(told.given)
        self.table.setFixedHeight(Size.table_head + SHOWN * Size.row)
        self.table.copy_wanted.connect(lambda at: self.table.copy(told.given[one] for one in at))
        lacking = sum(count for _key, _number, count in told.waiting)
        self.give = button(_("Cấp cho {n} hộ chưa có giấy…").format(n=lacking), self._give, icon="plus")
        self.give.setEnabled(bool(lacking))
        self.print = button(_("In cả loạt…"), self._print, icon="printer")
        self.print.setEnabled(bool(told.given))
        self.again = button(_("Ghi in lại…"), self._again, icon="rotate-ccw")
        self.withdraw = button(_("Thu hồi…"), self._withdraw, icon="ban")
        self._chosen_words = label(size="small", tone="second")
        if told.given or told.waiting:
            self.add(framed("panel", column(self.table, gap=0, around=sides(1, 1))))
        else:
            self.add(wrapped(_("Chưa có quyết định công nhận nên chưa cấp được giấy nào."), tone="second"))
        self.add(row(self.give, self.print, STRETCH, self._chosen_words, self.again, self.withdraw))
        self.table.selection_moved.connect(self._show_chosen)
        self._show_chosen()

    def chosen(self) -> list[Given]:
        """The chosen certificates that stand."""
        given = [self._told.given[at] for at in self.table.selected()]
        return [one for one in given if not one.withdrawn]

    def _show_chosen(self) -> None:
        chosen = self.chosen()
        self._chosen_words.setText(_("{n} giấy đã chọn (Space)").format(n=len(chosen)))
        self.again.setEnabled(any(one.copies for one in chosen))
        self.withdraw.setEnabled(len(chosen) == 1)

    def _go_on(self, dialog: StepVerb) -> None:
        self.accept()
        dialog.open()

    def _give(self) -> None:
        decision, number, lacking = self._told.waiting[0]
        self._go_on(GiveCertificates(self._desk, self._screen, decision, number, lacking))

    def _print(self) -> None:
        from app.ui.screens.papers_work import PaperWanted

        self.accept()
        self._desk.go("papers", PaperWanted("mau-03", round=self._told.one))

    def _again(self) -> None:
        self._go_on(PrintCertificates(self._desk, self._screen, self.chosen()))

    def _withdraw(self) -> None:
        (one,) = self.chosen()
        self._go_on(WithdrawCertificate(self._desk, self._screen, one))


def _state(one: Any) -> str:
    if one.withdrawn:
        return _("thu hồi {day}").format(day=clock.shown(clock.day(one.withdrawn)))
    if not one.copies:
        return _("chưa in")
    return _("đã in") if one.copies == 1 else _("in lại lần {n}").format(n=one.copies - 1)


COLUMNS = (
    Column("", lambda _one: "", sorts=False, sample="M", draw=draw_check),
    Column(_("Số"), lambda one: one.number, sorts=False, right=True, sample="00000", weight="medium"),
    Column(_("Mã hộ"), lambda one: one.code, sorts=False, sample="HK-00000", tone="text2", as_text=True),
    Column(_("Chủ hộ"), lambda one: one.head, sorts=False, sample="M" * 9, stretch=True, weight="medium"),
    Column(_("Bản"), lambda one: one.village, sorts=False, sample="Bản Lũng Cáng"),
    Column(_("Loại"), lambda one: one.klass, sorts=False, sample="M Cận nghèo", draw=draw_class),
    Column(_("Ngày cấp"), lambda one: clock.shown(one.on), sorts=False, sample="00/00/0000"),
    Column(_("Tình trạng"), _state, sorts=False, sample="thu hồi 00/00/0000"),
)


class GiveCertificates(StepVerb):
    """Certificates for all households of a decision that have none, numbered on from the last."""

    def __init__(self, desk: Desk, parent: QWidget, decision: bytes, number: int, lacking: int) -> None:
        super().__init__(
            desk, parent, _("Cấp {n} giấy chứng nhận").format(n=lacking),
            _("Cho mọi hộ nghèo, hộ cận nghèo chưa có giấy theo Quyết định số {number}.").format(
                number=number
            ),
            _("Cấp giấy"),
        )  # fmt: skip
        self._decision = decision
        self.ask_day("on", _("Ngày cấp"))

    def do(self) -> None:
        """Check, then give them."""
        if self.sound():
            told: Told = {"decision": self._decision, "on": self.day("on"), "actor": self.desk.actor}
            self.change(partial(_give, **told))

    def _done(self, value: object) -> None:
        numbers = value if isinstance(value, list) else []
        if numbers:
            self.said = _("Đã cấp {n} giấy chứng nhận, số {first} đến {last}.").format(
                n=len(numbers), first=numbers[0], last=numbers[-1]
            )
        super()._done(value)


def _give(store: Any, decision: bytes, on: date, actor: str) -> list[int]:
    from app.services.procedure import certificates

    return certificates.give(store, decision, on, clock.today(), actor)


class PrintCertificates(StepVerb):
    """Certificates go to paper: counted, and with a reason where one of them was printed before."""

    def __init__(self, desk: Desk, parent: QWidget, chosen: Sequence[Given], then: Any = None) -> None:
        again = sum(bool(one.copies) for one in chosen)
        told = _("{again} giấy đã in trước đây: lần này mang dòng “Bản in lại” và phải có lý do.")
        super().__init__(
            desk, parent, _("In {n} giấy chứng nhận").format(n=len(chosen)),
            told.format(again=again) if again else _("Sổ ghi mỗi giấy đã in lúc nào."), _("Ghi và in"),
        )  # fmt: skip
        self._chosen, self._then = [one.key for one in chosen], then
        self.said = _("Đã ghi việc in {n} giấy chứng nhận.").format(n=len(chosen))
        self.ask_day("on", _("Ngày in"))
        self.ask("why", _("Lý do in lại"), hint=_("mất, rách, in hỏng…"))
        self.fields["why"].setVisible(bool(again))

    def do(self) -> None:
        """Check, then count the copies."""
        if self.sound():
            told: Told = {"chosen": self._chosen, "on": self.day("on"), "why": self.text("why")}
            self.change(partial(_printed, actor=self.desk.actor, **told))

    def _done(self, value: object) -> None:
        super()._done(value)
        if self._then:
            self._then()


def _printed(store: Any, chosen: list[bytes], on: date, why: str, actor: str) -> list[int]:
    from app.services.procedure import certificates

    return certificates.printed(store, chosen, on, actor, why)


class WithdrawCertificate(StepVerb):
    """A certificate is taken back, or was spoilt; its number stays taken."""

    def __init__(self, desk: Desk, parent: QWidget, one: Given) -> None:
        super().__init__(
            desk, parent, _("Thu hồi giấy chứng nhận số {number}").format(number=one.number),
            _("Hộ {name}. Số này không dùng lại; hộ được cấp giấy mới nếu vẫn trong quyết định.").format(
                name=one.head or one.code
            ),
            _("Thu hồi"),
        )  # fmt: skip
        self._key = one.key
        self.said = _("Đã thu hồi giấy chứng nhận số {number}.").format(number=one.number)
        self.ask_day("on", _("Ngày thu hồi"))
        self.ask("why", _("Lý do"))

    def do(self) -> None:
        """Check, then withdraw it."""
        if self.sound():
            told: Told = {"key": self._key, "on": self.day("on"), "why": self.text("why")}
            self.change(partial(_withdraw, actor=self.desk.actor, **told))


def _withdraw(store: Any, key: bytes, on: date, why: str, actor: str) -> None:
    from app.services.procedure import certificates

    certificates.withdraw(store, [key], on, why, clock.today(), actor)
