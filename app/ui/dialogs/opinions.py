"""The report of a round to the level above, and the opinion that comes back."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asking import facts
from app.ui.dialogs.stepping import StepVerb, Told
from app.ui.widgets.fields import Choice

AGREED, OBJECTED = "yes", "no"


class ReportUp(StepVerb):
    """Number, day and to whom."""

    def __init__(self, desk: Desk, parent: QWidget, one: bytes, addressee: str) -> None:
        super().__init__(
            desk, parent, _("Báo cáo kết quả lên cấp trên"),
            _("Ghi khi văn bản báo cáo đã ký gửi. Mọi bản phải qua hết thời gian khiếu nại."),
            _("Ghi báo cáo"),
        )  # fmt: skip
        self._one = one
        self.said = _("Đã ghi báo cáo lên cấp trên.")
        self.ask("number", _("Số báo cáo"), hint="12/BC-UBND")
        self.ask_day("on", _("Ngày báo cáo"))
        self.ask("addressee", _("Nơi nhận"), addressee)

    def do(self) -> None:
        """Check, then record it."""
        if self.sound():
            told: Told = {"number": self.text("number"), "on": self.day("on"), "today": clock.today()}
            told |= {"one": self._one, "addressee": self.text("addressee")}
            self.change(partial(_report, actor=self.desk.actor, **told))


def _report(store: Any, one: bytes, **told: Any) -> bytes:
    from app.services.procedure import opinions

    return opinions.report(store, one, **told)


class Opinion(StepVerb):
    """What the level above answered."""

    def __init__(self, desk: Desk, parent: QWidget, one: bytes, reported: tuple[str, str]) -> None:
        """`reported` is the number of the report and its day."""
        super().__init__(
            desk, parent, _("Ý kiến của cấp trên"),
            _("Chưa thống nhất thì sửa theo ý kiến, niêm yết lại nếu kết quả đổi, rồi báo cáo lại."),
            _("Ghi ý kiến"),
        )  # fmt: skip
        self._one = one
        self.said = _("Đã ghi ý kiến của cấp trên.")
        self.add(facts((_("Báo cáo"), _("{number} ngày {day}").format(number=reported[0], day=reported[1]))))
        self.ask("number", _("Số văn bản trả lời"))
        self.ask_day("on", _("Ngày trả lời"))
        choices = [(AGREED, _("Thống nhất")), (OBJECTED, _("Chưa thống nhất"))]
        self.add(self.field("consent", _("Cấp trên"), Choice(choices)))
        self.ask("opinion", _("Ý kiến"), hint=_("bắt buộc khi chưa thống nhất"))

    def do(self) -> None:
        """Check, then record it."""
        if self.sound():
            told: Told = {"number": self.text("number"), "on": self.day("on"), "text": self.text("opinion")}
            consent = self.text("consent") == AGREED
            self.change(partial(_opinion, one=self._one, consent=consent, actor=self.desk.actor, **told))


def _opinion(store: Any, one: bytes, consent: bool, **told: Any) -> None:
    from app.services.procedure import opinions

    opinions.opinion(store, one, consent=consent, today=clock.today(), **told)
