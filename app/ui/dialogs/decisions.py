"""A decision of recognition: what it would freeze, what stands in its way, signed; and one revoked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.errors import Fault, InputFault
from app.i18n import _, number
from app.store.listing import Wanted
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.checking import read_date
from app.ui.dialogs.stepping import StepVerb, Told, a_count
from app.ui.screens.reports_parameters import SIGNERS
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, emptied, framed, row, sides
from app.ui.widgets.cells import draw_check, draw_class
from app.ui.widgets.columns import Column
from app.ui.widgets.fields import Choice
from app.ui.widgets.labels import label
from app.ui.widgets.shapes import ClassMark
from app.ui.widgets.table import Table
from app.ui.widgets.two_lines import Entry, Lines

if TYPE_CHECKING:
    from app.ui.screens.procedure_deciding import Deciding

SHOWN = 4  # obstacles, or requests, before they scroll


class Decide(StepVerb):
    """Number, day and signer, over what the decision would freeze and what keeps it from being taken."""

    def __init__(self, desk: Desk, parent: QWidget, told: Deciding) -> None:
        super().__init__(
            desk, parent, _("Quyết định công nhận (Mẫu 02)"),
            _("Ghi khi chủ tịch đã ký. Kết quả trong quyết định được đóng băng: muốn sửa phải thu hồi."),
            _("Công nhận"), Size.broad_dialog,
        )  # fmt: skip
        self._told = told
        self._counted = row(gap=Size.margin)
        self.ask("number", _("Số quyết định"), "", a_count)
        self.ask_day("on", _("Ngày ký"))
        self.ask("signer", _("Người ký"), told.signer)
        self.add(self.field("signer_title", _("Chức vụ"), Choice(list(SIGNERS))))
        if told.adhoc:
            self._ask_cases()
        self.add(framed("callout", column(self._counted, around=sides(Size.margin, Size.gap)), "calm"))
        self._title = label(weight="medium")
        self.blocks = Lines(boxed=True)
        self.blocks.chosen.connect(self._open)
        self.add(self._title)
        self.add(self.blocks)
        for key in ("number", "on"):
            self.fields[key].edited.connect(self._look)
        self._look()

    def _ask_cases(self) -> None:
        """Which requests are granted: all whose review gives them what they ask for."""
        self.cases = Table(COLUMNS)
        self.cases.rows.fill(self._told.asked)
        self.cases.setFixedHeight(Size.table_head + SHOWN * Size.row)
        for at, one in enumerate(self._told.asked):
            if one.fits:
                self.cases._toggle(at)
        self.cases.selection_moved.connect(self._look)
        self.add(label(_("Hộ được công nhận (Space chọn)"), tone="second"))
        self.add(framed("panel", column(self.cases, gap=0, around=sides(1, 1))))

    def _chosen(self) -> tuple[bytes, ...]:
        if not self._told.adhoc:
            return ()
        return tuple(self._told.asked[at].case for at in self.cases.selected())

    # What stands in the way -------------------------------------------------------------------------------

    def _look(self) -> None:
        """What would be frozen, and what blocks it, by what is typed so far."""
        day = read_date(self.text("on"))
        signed = self._signed(day.first() if day and day.exact else clock.today())
        look = partial(_obstacles, one=self._told.one, signed=signed, cases=self._chosen())
        self.desk.runner.query(look, self._show, latest="decision")

    def _signed(self, on: date) -> dict[str, Any]:
        text = self.text("number")
        told = int(text) if text.isascii() and text.isdecimal() else 0
        signer = {"signer": self.text("signer"), "title": self.text("signer_title")}
        return {"number": told, "on": on, **signer}

    def _show(self, found: tuple[dict[str, int], list[Any]]) -> None:
        counts, blocks = found
        emptied(self._counted)
        everything = _("Đóng băng {n} hộ:").format(n=number(counts.get("all", 0)))
        self._counted.addWidget(label(everything, weight="medium"))
        for klass, words in LISTS:
            told = f"{number(counts.get(klass, 0))} {words()}"
            self._counted.addWidget(
                ClassMark(klass.removeprefix("escaped_"), told) if klass in NOW else label(told)
            )
        self._counted.addStretch(1)
        self.blocks.fill(_entry(one) for one in blocks)
        self.blocks.setVisible(bool(blocks))
        self.blocks.fit_height(SHOWN)
        self._title.setText(
            _("{n} điều còn vướng (Enter mở các hộ liên quan)").format(n=len(blocks)) if blocks
            else _("Không có gì vướng.")
        )  # fmt: skip
        self.adjustSize()

    def _open(self, households: tuple[bytes, ...]) -> None:
        if households:
            self.reject()
            self.desk.go("households", Wanted(keys=households))

    # Deciding ---------------------------------------------------------------------------------------------

    def do(self) -> None:
        """Check, then recognise: all, or nothing."""
        if self.sound():
            signed = self._signed(self.day("on"))
            self.said = _("Đã ghi Quyết định số {number}.").format(number=signed["number"])
            told: Told = {"one": self._told.one, "signed": signed, "cases": self._chosen()}
            self.change(partial(_recognise, actor=self.desk.actor, **told))

    def say_wrong(self, fault: Fault) -> None:
        """What blocks it stands in the list already."""
        if self.blocks.isVisible() and not hasattr(fault, "field"):
            fault = InputFault(fault.what, todo=_("Gỡ các điều còn vướng ở trên."))
        super().say_wrong(fault)


NOW = ("poor", "near_poor")
LISTS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("poor", lambda: _("nghèo")),
    ("near_poor", lambda: _("cận nghèo")),
    ("escaped_poor", lambda: _("thoát nghèo")),
    ("escaped_near_poor", lambda: _("thoát cận nghèo")),
)
COLUMNS = (
    Column("", lambda _one: "", sorts=False, sample="M", draw=draw_check),
    Column(_("Hộ"), lambda one: one.name, sorts=False, sample="M" * 10, weight="medium", stretch=True),
    Column(_("Xin"), lambda one: one.kind, sorts=False, sample="M" * 9),
    Column(_("Trước"), lambda one: one.before, sorts=False, sample="M Không nghèo", draw=draw_class),
    Column(_("Kết quả"), lambda one: one.klass, sorts=False, sample="M Không nghèo", draw=draw_class),
)


def _entry(block: Any) -> Entry:
    return Entry(tuple(block.households), block.what, block.todo, icon="circle-alert", tone="warn")


def _obstacles(
    session: Any, one: bytes, signed: dict[str, Any], cases: tuple[bytes, ...]
) -> tuple[dict[str, int], list[Any]]:
    from app.ui.screens import procedure_deciding

    return procedure_deciding.obstacles(session, one, signed, cases, clock.today())


def _recognise(store: Any, one: bytes, signed: dict[str, Any], cases: tuple[bytes, ...], actor: str) -> bytes:
    from app.services.procedure import recognition

    return recognition.recognise(store, one, recognition.Signed(**signed), clock.today(), actor, cases)


class Revoke(StepVerb):
    """A decision is revoked, for a reason that is kept; the round stays closed."""

    def __init__(self, desk: Desk, parent: QWidget, decision: bytes, number: int) -> None:
        super().__init__(
            desk, parent, _("Thu hồi Quyết định số {number}").format(number=number),
            _("Số này không dùng lại. Muốn sửa kết quả thì sau đó mở lại đợt."), _("Thu hồi"),
        )  # fmt: skip
        self._decision = decision
        self.said = _("Đã thu hồi Quyết định số {number}.").format(number=number)
        self.ask_day("on", _("Ngày thu hồi"))
        self.ask("why", _("Lý do"))

    def do(self) -> None:
        """Check, then revoke it."""
        if self.sound():
            told: Told = {"decision": self._decision, "on": self.day("on"), "why": self.text("why")}
            self.change(partial(_revoke, actor=self.desk.actor, **told))


def _revoke(store: Any, decision: bytes, on: date, why: str, actor: str) -> None:
    from app.services.procedure import recognition

    recognition.revoke(store, decision, on, why, clock.today(), actor)
