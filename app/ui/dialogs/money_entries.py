"""Vốn: an entry of planned, allocated, disbursed or repaid money; one struck with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import Fault
from app.i18n import _, number
from app.models.support import ALLOCATED, DISBURSED, PAID_BACK, PLANNED
from app.rules.codes import code_list
from app.rules.programme import in_force
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.activities import sub_projects
from app.ui.dialogs.stepping import StepVerb
from app.ui.theme_sizes import Size
from app.ui.widgets.fields import Choice, Line

STAGES: Mapping[str, Callable[[], str]] = {
    PLANNED: lambda: _("Kế hoạch"),
    ALLOCATED: lambda: _("Cấp vốn"),
    DISBURSED: lambda: _("Giải ngân"),
    PAID_BACK: lambda: _("Nộp lại"),
}
OVERSPENT = "overspent"


class EnterMoney(StepVerb):
    """An entry. Going over a limit is told; with a reason it is written all the same."""

    def __init__(
        self, desk: Desk, parent: QWidget, year: int, code: str = "", activity: bytes = b"", title: str = ""
    ) -> None:
        """`code`: `programme|code`; with an activity the money is the activity's."""
        super().__init__(
            desk, parent, _("Ghi khoản vốn năm {year}").format(year=year), title, _("Ghi"), Size.wide_dialog
        )
        self._year, self._activity = year, activity
        codes = Choice([*sub_projects(year), *_undivided(year)])
        codes.choose(code)
        codes.setEnabled(not activity)
        self.add(self.field("code", _("Dự án, chính sách"), codes))
        self.add(self.field("stage", _("Việc"), Choice([(key, words()) for key, words in STAGES.items()])))
        sources = [(one.code, one.name) for one in code_list("funding").entries]
        self.add(self.field("source", _("Nguồn"), Choice(sources)))
        self.ask("amount", _("Số tiền"), hint="500.000.000 · 0,5 triệu", check=_an_amount)
        self.ask_day("on", _("Ngày"))
        self.ask("document", _("Chứng từ"), hint=_("QĐ 236/QĐ-UBND, lệnh chi số 12"))
        self.ask("carried_from", _("Vốn kéo dài từ năm"), note=_("Để trống nếu là vốn của năm."))
        self._over = self.ask("over_why", _("Lý do vượt"))
        self._over.hide()
        self.fields["stage"].inner.setFocus()

    def do(self) -> None:
        """Check, then enter it."""
        if self.sound():
            told = {name: self.text(name) for name in self.fields if name != "code"}
            programme, _bar, code = self.text("code").partition("|")
            told |= {"programme": programme, "code": code}
            self.said = _("Đã ghi khoản vốn.")
            self.change(
                partial(_enter, told=told, year=self._year, activity=self._activity or None,
                        actor=self.desk.actor)
            )  # fmt: skip

    def say_wrong(self, fault: Fault) -> None:
        """Too much asks for a reason, in a field that shows then."""
        super().say_wrong(fault)
        if fault.kind == OVERSPENT:
            self._over.show()
            self._over.inner.setFocus()
            self.adjustSize()


def _undivided(year: int) -> list[tuple[str, str]]:
    """Programmes whose money may not be divided yet."""
    told = _("{programme} (chưa chia theo dự án)")
    return [(f"{one.key}|{one.key}", told.format(programme=one.short)) for one in in_force(date(year, 7, 1))]


def _an_amount(text: str) -> str:
    return "" if text else _("Ghi số tiền, như 15.000.000 hoặc 0,5 triệu.")


def _enter(store: Any, told: dict[str, str], year: int, activity: bytes | None, actor: str) -> bytes:
    from app.services.support import filled, money

    entry = money.Entry(
        programme=told["programme"],
        code=told["code"],
        year=year,
        stage=told["stage"],
        source=told["source"],
        amount=filled.money("amount", told["amount"]) or 0,
        on=filled.day("on", told["on"]),
        document=told["document"],
        activity=activity,
        carried_from=filled.count("carried_from", told["carried_from"]),
        over_why=told["over_why"],
    )
    return money.enter(store, entry, clock.today(), actor)


class StrikeMoney(StepVerb):
    """An entry made by mistake."""

    def __init__(self, desk: Desk, parent: QWidget, entry: Any) -> None:
        told = _("{stage} {amount} đồng, ngày {day}. Lịch sử giữ lại khoản này với lý do.").format(
            stage=STAGES[entry.stage](), amount=number(entry.amount), day=clock.shown(clock.day(entry.on_day))
        )
        super().__init__(desk, parent, _("Bỏ khoản vốn ghi nhầm"), told, _("Bỏ khoản này"))
        self._key = entry.id
        self.add(self.field("why", _("Lý do"), Line()))
        self.said = _("Đã bỏ khoản vốn.")

    def do(self) -> None:
        """Strike it."""
        if self.sound():
            self.change(partial(_strike, key=self._key, why=self.text("why"), actor=self.desk.actor))


def _strike(store: Any, key: bytes, why: str, actor: str) -> None:
    from app.services.support import money

    money.take_back(store, key, why, actor)
