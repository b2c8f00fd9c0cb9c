"""A complaint about a posted result: received, and answered after the household was surveyed again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asking import facts
from app.ui.dialogs.stepping import StepVerb, Told, maybe_a_day
from app.ui.theme_sizes import Size
from app.ui.widgets.fields import Field, Line
from app.ui.widgets.two_lines import Entry, Lines
from app.vietnamese import fold

if TYPE_CHECKING:
    from app.services.procedure.roll import Called
    from app.ui.screens.procedure_asking import Gathering

SHOWN = 4  # households of a list, before it scrolls


class Complain(StepVerb):
    """Who complains about which household's result."""

    def __init__(self, desk: Desk, parent: QWidget, told: Gathering) -> None:
        super().__init__(
            desk, parent, _("Nhận khiếu nại, {village}").format(village=told.its.name),
            _("Hộ bị khiếu nại được phúc tra: phiếu của hộ trở về “cần xem lại”."), _("Nhận khiếu nại"),
        )  # fmt: skip
        self._told = told
        self.said = _("Đã nhận khiếu nại; hộ chờ phúc tra.")
        self.search = Field(_("Hộ bị khiếu nại"), Line(hint=_("Gõ tên hoặc mã hộ")))
        self.found = Lines(boxed=True)
        self.found.setFixedHeight(SHOWN * Size.two_lines)
        self.add(self.search)
        self.add(self.found)
        self.ask_day("on", _("Ngày nhận"), told.today)
        self.ask("complainant", _("Người khiếu nại"))
        self.ask("about", _("Về việc gì"))
        self.search.edited.connect(self._narrow)
        self._narrow()
        self.search.inner.setFocus()

    def _narrow(self) -> None:
        self.found.fill(entries(self._told.lines, self.search.text))
        self.accepting.setEnabled(bool(self.found.count()))

    def do(self) -> None:
        """Check, then take it in."""
        case = self.found.current()
        if case is not None and self.sound():
            told: Told = {"case": case, "received": self.day("on"), "today": self._told.today}
            words: Told = {key: self.text(key) for key in ("complainant", "about")}
            self.change(partial(_complain, actor=self.desk.actor, **told, **words))


def entries(lines: Iterable[Called], text: str) -> list[Entry]:
    """The households whose code or head holds all the words, each standing for its case."""
    words = fold(text).split()
    return [
        Entry(one.case, one.head or one.code, one.code, mark=one.klass)
        for one in lines
        if all(word in fold(f"{one.code} {one.head}") for word in words)
    ]


def _complain(store: Any, case: bytes, **told: Any) -> bytes:
    from app.services.procedure import complaints

    return complaints.complain(store, case, **told)


class AnswerComplaint(StepVerb):
    """What the re-check found, and what was answered."""

    def __init__(self, desk: Desk, parent: QWidget, told: Gathering, complaint: bytes) -> None:
        one = next(each for each in told.its.complaints if each.id == complaint)
        line = next(each for each in told.lines if each.case == one.review_case)
        super().__init__(
            desk, parent, _("Trả lời khiếu nại về hộ {name}").format(name=line.head or line.code),
            _("Trả lời xong, kết quả phúc tra được niêm yết lại."), _("Ghi trả lời"),
        )  # fmt: skip
        self._complaint, self._today = complaint, told.today
        self.said = _("Đã ghi trả lời; niêm yết lại kết quả.")
        received = clock.shown(clock.day(one.received))
        self.add(facts((_("Người khiếu nại"), one.complainant), (_("Nhận ngày"), received)))
        self.add(facts((_("Về việc"), one.about)))
        self.ask_day("on", _("Ngày trả lời"), told.today)
        self.ask("resurveyed", _("Ngày phúc tra"), "", maybe_a_day, hint=_("bỏ trống: ngày trên phiếu"))
        self.ask("answer", _("Trả lời thế nào"))

    def do(self) -> None:
        """Check, then answer."""
        if self.sound():
            told: Told = {"complaint": self._complaint, "on": self.day("on"), "today": self._today}
            more: Told = {"text": self.text("answer"), "resurveyed": self.maybe_day("resurveyed")}
            self.change(partial(_answer, actor=self.desk.actor, **told, **more))


def _answer(store: Any, complaint: bytes, **told: Any) -> None:
    from app.services.procedure import complaints

    complaints.answer(store, complaint, **told)
