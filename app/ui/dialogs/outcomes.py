"""What became of a support after 6 and 12 months: those that are due, and what was found of one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asked_fields import field_of, typed
from app.ui.dialogs.asking import Asking
from app.ui.dialogs.deliveries import FEWEST, MOST
from app.ui.dialogs.stepping import StepVerb
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, framed, sides
from app.ui.widgets.columns import Column
from app.ui.widgets.labels import wrapped
from app.ui.widgets.table import Table


class Outcomes(Asking):
    """The outcomes that are due, the oldest first; Enter records one."""

    def __init__(self, desk: Desk, parent: QWidget, due: Sequence[Any]) -> None:
        super().__init__(
            parent, _("Kết quả sau hỗ trợ"), _("Đến hạn hỏi thăm sau 6 và 12 tháng kể từ lần cấp phát cuối."),
            _("Đóng"), Size.broad_dialog,
        )  # fmt: skip
        self._desk, self._screen = desk, parent
        self.refusing.hide()
        self.table = Table(_columns())
        self.table.rows.fill(due)
        self.table.setFixedHeight(Size.table_head + min(max(len(due), FEWEST), MOST) * Size.row + Size.line)
        self.table.go_to(0)
        self.table.row_opened.connect(self._record)
        if due:
            self.add(framed("panel", column(self.table, gap=0, around=sides(1, 1))))
            self.accepting.setDefault(False)
            self.accepting.setAutoDefault(False)
            self.table.setFocus()
        else:
            self.add(wrapped(_("Chưa có kết quả nào đến hạn."), tone="second"))

    def _record(self, at: int) -> None:
        one = self.table.rows.row(at)
        self.accept()
        self._desk.runner.query(partial(_asks, key=one.enrolment), partial(self._open, one))

    def _open(self, one: Any, asks: Any) -> None:
        RecordOutcome(self._desk, self._screen, one, asks).open()


def _columns() -> Sequence[Column]:
    return (
        Column(_("Đối tượng"), lambda one: one.name, sample="Hoàng Thị Phượng Mai", sorts=False,
               weight="medium"),
        Column(_("Bản"), lambda one: one.village, sample="Bản Lũng Cáng", sorts=False, tone="text2"),
        Column(_("Hoạt động"), lambda one: one.title, sample="M" * 14, sorts=False, stretch=True),
        Column(_("Sau"), lambda one: _("{n} tháng").format(n=one.months), sample="00 tháng", sorts=False),
        Column(_("Đến hạn"), _left, sample="00/00/0000 · quá 000 ngày", sorts=False, weight="medium"),
    )  # fmt: skip


def _left(one: Any) -> str:
    days = _("quá {n} ngày").format(n=-one.left) if one.left < 0 else _("còn {n} ngày").format(n=one.left)
    return f"{clock.shown(one.due)} · {days}"


def _asks(session: Any, key: bytes) -> Any:
    from app.models.support import Enrolment
    from app.services.support import activities

    one = activities.activity(session, session.get_one(Enrolment, key).activity)
    return activities.sub_project_of(one).asks_on("outcome", one.part)


class RecordOutcome(StepVerb):
    """What was found of one support."""

    def __init__(self, desk: Desk, parent: QWidget, one: Any, asks: Any) -> None:
        super().__init__(
            desk, parent, _("Kết quả sau {n} tháng của {name}").format(n=one.months, name=one.name),
            one.title, _("Ghi kết quả"), Size.wide_dialog,
        )  # fmt: skip
        self._one, self._asks = one, asks
        self.ask_day("on", _("Ngày ghi nhận"))
        for ask in asks:
            self.fields[ask.key] = made = field_of(ask, None)
            self.add(made)
        self.ask("note", _("Ghi chú"))
        self.said = _("Đã ghi kết quả của {name}.").format(name=one.name)

    def do(self) -> None:
        """Record it."""
        if self.sound():
            findings = typed(self._asks, self.fields)
            told = {"on": self.text("on"), "note": self.text("note")}
            self.change(
                partial(_record, key=self._one.enrolment, months=self._one.months, findings=findings,
                        actor=self.desk.actor, **told)
            )  # fmt: skip


def _record(
    store: Any, key: bytes, months: int, on: str, findings: dict[str, Any], note: str, actor: str
) -> bytes:
    from app.services.support import outcomes

    return outcomes.record(store, key, months, on, findings, clock.today(), actor, note)
