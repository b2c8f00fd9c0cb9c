"""Cấp phát: a whole list handed over by keyboard in one act; what came back; receipts that were signed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.errors import InputFault
from app.i18n import _, dong, number
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asked_fields import figure
from app.ui.dialogs.asking import Asking
from app.ui.dialogs.stepping import StepVerb
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.cells import draw_check
from app.ui.widgets.columns import Column
from app.ui.widgets.fields import Line
from app.ui.widgets.labels import label
from app.ui.widgets.ranked_table import draw_named
from app.ui.widgets.status_line import keys
from app.ui.widgets.table import Table
from app.ui.widgets.typed_table import YES, Texts, TypedTable, draw_mark

if TYPE_CHECKING:
    from app.ui.screens.support_activity_seen import Page, Row

FEWEST, MOST = 3, 9  # lines of the list that are seen at once
QUANTITY, VALUE, RECEIVER, SIGNED, GIVEN = "quantity", "value", "receiver", "signed", "given"


class Deliver(StepVerb):
    """The list of all who were approved. Ctrl+D: what the current line holds, in every line."""

    def __init__(self, desk: Desk, parent: QWidget, page: Page, rows: Sequence[Row]) -> None:
        super().__init__(
            desk, parent, _("Cấp phát: {title}").format(title=page.title), "", _("Ghi cấp phát"),
            Size.broad_dialog,
        )  # fmt: skip
        self._page, self._rows = page, rows
        fields = (
            self.field("on", _("Ngày"), Line(clock.shown(clock.today())), beside=False),
            self.field("content", _("Cấp phát gì"), Line(page.content), beside=False),
            self.field("unit", _("Đơn vị"), Line(page.goods), beside=False),
        )
        self.ask_across(fields, (2, 6, 2))
        self.table = self._table(page, rows)
        self.add(framed("panel", column(self.table, gap=0, around=sides(1, 1))))
        self._tally = label(weight="medium")
        hints = keys([("Ctrl+D", _("mọi dòng như dòng này")), ("Space", _("đánh dấu")),
                      ("Ctrl+Enter", _("ghi"))])  # fmt: skip
        self.add(row(self._tally, STRETCH, hints))
        self.table.typed.connect(lambda _row: self._count())
        QShortcut(QKeySequence("Ctrl+D"), self, self.table.fill_down)
        self._count()
        self.table.setFocus()

    def _table(self, page: Page, rows: Sequence[Row]) -> TypedTable:
        """Everybody's share as planned, to begin with; who got something already is not ticked."""
        places = page.places or len(rows)
        each = page.planned_quantity / places if page.planned_quantity and places else None
        texts: list[Texts] = [
            {
                QUANTITY: figure(each),
                VALUE: figure(page.share),
                RECEIVER: one.name,
                SIGNED: "",
                GIVEN: "" if one.got else YES,
            }
            for one in rows
        ]
        typed, marks = (QUANTITY, VALUE, RECEIVER), (SIGNED, GIVEN)
        made = TypedTable(self._columns, typed, marks, rows, texts, lambda key: key != RECEIVER)
        made.setFixedHeight(Size.table_head + min(max(len(rows), FEWEST), MOST) * Size.row + Size.line)
        return made

    def _columns(self, text: Any) -> Sequence[Column]:
        return (
            Column(_("Giao"), text(GIVEN), key=GIVEN, sample="Giao", draw=draw_mark, sorts=False),
            Column(_("Đối tượng"), lambda told: (told[1].name, told[1].about), sample="Hoàng Thị Phượng HK-0",
                   draw=draw_named, sorts=False, stretch=True),
            Column(_("Đã nhận"), lambda told: told[1].got or "–", sample=f"00 con · {dong(88_000_000)}",
                   sorts=False, tone="text2"),
            Column(_("Số lượng"), text(QUANTITY), key=QUANTITY, right=True, sample="0.000,0", sorts=False),
            Column(_("Giá trị (đồng)"), text(VALUE), key=VALUE, right=True, sample="000.000.000",
                   sorts=False),
            Column(_("Người nhận"), text(RECEIVER), key=RECEIVER, sample="Hoàng Thị Phượng Mai", sorts=False),
            Column(_("Ký"), text(SIGNED), key=SIGNED, sample="Ký M", draw=draw_mark, sorts=False),
        )  # fmt: skip

    def given(self) -> list[int]:
        """The lines to which something is handed over."""
        return [at for at in range(len(self._rows)) if self.table.text(at, GIVEN)]

    def _count(self) -> None:
        at = self.given()
        told = [self._page.counted(len(at))]
        for key, unit in ((QUANTITY, self.text("unit")), (VALUE, _("đồng"))):
            if total := _sum(self.table.text(line, key) for line in at):
                told.append(f"{figure(total)} {unit}".strip())
        self._tally.setText(" · ".join(told))
        self.accepting.setEnabled(bool(at))

    def do(self) -> None:
        """Hand over to all that are ticked, in one act."""
        self.table.settle()
        if self.sound():
            text = self.table.text
            lines = [
                {
                    "enrolment": self._rows[at].enrolment,
                    **{key: text(at, key) for key in (QUANTITY, VALUE, RECEIVER)},
                    "signed": bool(text(at, SIGNED)),
                }
                for at in self.given()
            ]
            words = {name: self.text(name) for name in ("on", "content", "unit")}
            self.said = _("Đã ghi cấp phát cho {n}.").format(n=self._page.counted(len(lines)))
            self.change(partial(_deliver, key=self._page.key, lines=lines, actor=self.desk.actor, **words))


def _sum(texts: Any) -> float:
    """The sum of what can be read as a number."""
    from app.services.support import filled

    total = 0.0
    for text in texts:
        try:
            total += filled.quantity("", text) or 0
        except InputFault:
            continue  # told when it is written
    return total


def _deliver(
    store: Any, key: bytes, lines: list[dict[str, Any]], on: str, content: str, unit: str, actor: str
) -> Any:
    from app.services.support import deliveries

    handed = [deliveries.Handed(**line) for line in lines]
    return deliveries.deliver(store, key, on, content, handed, clock.today(), actor, unit)


class Handed(Asking):
    """What an activity handed over, the newest first: signed, or come back."""

    def __init__(self, desk: Desk, parent: QWidget, page: Page, lines: Sequence[Any]) -> None:
        super().__init__(
            parent, _("Đã cấp phát: {title}").format(title=page.title), "", _("Đóng"), Size.broad_dialog
        )
        self._desk, self._screen = desk, parent
        self.refusing.hide()
        self.table = Table(_HANDED())
        self.table.rows.fill(lines)
        self.table.setFixedHeight(Size.table_head + min(max(len(lines), FEWEST), MOST) * Size.row + Size.line)
        self.table.go_to(0)
        self.add(framed("panel", column(self.table, gap=0, around=sides(1, 1))))
        self._sign = button(_("Đã ký nhận"), self.sign, icon="check", key="Ctrl+S")
        self._back = button(_("Trả lại, không giao được…"), self.give_back, icon="rotate-ccw", key="Del")
        for made in (self._sign, self._back):
            made.setEnabled(bool(lines) and page.ours)
        self.add(row(self._sign, self._back, STRETCH))
        self.table.setFocus()

    def _chosen(self) -> list[Any]:
        at = self.table.selected() or [self.table.currentIndex().row()]
        return [self.table.rows.row(number) for number in at if number >= 0]

    def sign(self) -> None:
        """The receipts of the selected lines are signed."""
        keys_ = [one.delivery.id for one in self._chosen()]
        if keys_:
            self.accept()
            self._desk.runner.change(partial(_sign, keys=keys_, actor=self._desk.actor))

    def give_back(self) -> None:
        """The current line came back."""
        chosen = self._chosen()
        if chosen:
            self.accept()
            GiveBack(self._desk, self._screen, chosen[0]).open()


def _HANDED() -> Sequence[Column]:  # noqa: N802  (a constant in the language in use)
    return (
        Column("", lambda one: None, draw=draw_check, sample="M", sorts=False),
        Column(_("Ngày"), lambda one: clock.shown(clock.day(one.delivery.on_day)), sample="00/00/0000",
               sorts=False),
        Column(_("Đối tượng"), lambda one: one.name, sample="Hoàng Thị Phượng Mai", sorts=False,
               stretch=True, weight="medium"),
        Column(_("Nội dung"), lambda one: one.delivery.content, sample="Bò cái sinh sản giống", sorts=False),
        Column(_("Số lượng"), lambda one: f"{figure(one.delivery.quantity)} {one.delivery.unit}".strip(),
               right=True, sample="0.000 con", sorts=False),
        Column(_("Giá trị (đồng)"), lambda one: figure(one.delivery.value), right=True,
               sample="000.000.000", sorts=False),
        Column(_("Ký nhận"), _state_of, sample="Trả lại 00/00/0000", sorts=False, tone="text2"),
    )  # fmt: skip


def _state_of(one: Any) -> str:
    if one.delivery.returned:
        return _("Trả lại {day}").format(day=clock.shown(clock.day(one.delivery.returned)))
    return _("Đã ký") if one.delivery.signed else _("Chưa ký")


def _sign(store: Any, keys: list[bytes], actor: str) -> None:
    from app.services.support import deliveries

    deliveries.sign(store, keys, actor)


class GiveBack(StepVerb):
    """What was handed over came back, all or a part, or could not be delivered."""

    def __init__(self, desk: Desk, parent: QWidget, one: Any) -> None:
        its = one.delivery
        whole = f"{figure(its.quantity)} {its.unit}".strip()
        super().__init__(
            desk, parent, _("{name} trả lại {content}").format(name=one.name, content=its.content),
            _("Đã giao {whole}, {value} đồng. Để trống số lượng là trả lại tất cả.").format(
                whole=whole, value=number(its.value or 0)
            ),
            _("Ghi trả lại"),
        )  # fmt: skip
        self._key = its.id
        self.ask_day("on", _("Ngày trả lại"))
        self.ask("quantity", _("Số lượng trả lại"))
        self.ask("value", _("Giá trị (đồng)"), note=_("Để trống: tính theo số lượng."))
        self.ask("why", _("Lý do"))
        self.said = _("Đã ghi {name} trả lại.").format(name=one.name)

    def do(self) -> None:
        """Write it down."""
        if self.sound():
            told = {name: self.text(name) for name in ("on", "why", "quantity", "value")}
            self.change(partial(_give_back, key=self._key, actor=self.desk.actor, **told))


def _give_back(store: Any, key: bytes, on: str, why: str, quantity: str, value: str, actor: str) -> None:
    from app.services.support import deliveries

    deliveries.give_back(store, key, on, why, clock.today(), actor, quantity, value)
