"""Ad-hoc requests: a household asks to enter or leave the list; those that wait; a refusal in writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.store.search import Found
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.dialogs.stepping import StepVerb, Told
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.cells import draw_class
from app.ui.widgets.columns import Column
from app.ui.widgets.fields import Choice, Field, Line
from app.ui.widgets.labels import wrapped
from app.ui.widgets.table import Table
from app.ui.widgets.two_lines import Entry, Lines

if TYPE_CHECKING:
    from app.ui.screens.procedure_deciding import Asked

SHOWN = 8  # lines of the list
FOUND, SEEN = 20, 4  # households that a search gives, and that are seen at once
KINDS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("enter", lambda: _("Vào danh sách (Mẫu 01)")),
    ("leave", lambda: _("Ra khỏi danh sách (Mẫu 04)")),
    ("average_farming", lambda: _("Mức sống trung bình (Mẫu 01)")),
)


class FileRequest(StepVerb):
    """A household asks outside the yearly review; its review begins on the lawful day of the month."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk, parent, _("Nhận đơn rà soát thường xuyên"),
            _("Đơn vào đợt của tháng theo luật; hộ được rà soát, họp dân, niêm yết, rồi có quyết định."),
            _("Nhận đơn"),
        )  # fmt: skip
        self.said = _("Đã nhận đơn; đợt rà soát thường xuyên có thêm hộ này.")
        self.search = Field(_("Hộ"), Line(hint=_("Gõ tên, mã hộ, số cuối CCCD")))
        self.found = Lines(boxed=True)
        self.found.setFixedHeight(SEEN * Size.two_lines)
        self.add(self.search)
        self.add(self.found)
        self.add(self.field("kind", _("Xin"), Choice([(key, words()) for key, words in KINDS])))
        self.ask_day("on", _("Ngày nộp đơn"))
        self.ask("reasons", _("Lý do trong đơn"))
        self.search.edited.connect(self._look)
        self.accepting.setEnabled(False)
        self.search.inner.setFocus()

    def _look(self) -> None:
        text = self.search.text
        self.desk.runner.ask(lambda store: store.find(text, FOUND), self._take, latest="filing")

    def _take(self, found: Found) -> None:
        own = {hit.household: hit for hit in found.hits}
        self.found.fill(
            Entry(hit.household, hit.head or hit.name, f"{hit.village} · {hit.code}", icon="house")
            for hit in own.values()
        )
        self.accepting.setEnabled(bool(own))

    def do(self) -> None:
        """Check, then file it."""
        household = self.found.current()
        if household is not None and self.sound():
            told: Told = {"household": household, "kind": self.text("kind"), "filed": self.day("on")}
            self.change(partial(_file, reasons=self.text("reasons"), actor=self.desk.actor, **told))


def _file(store: Any, household: bytes, **told: Any) -> bytes:
    from app.services.procedure import requests

    return requests.file(store, household, today=clock.today(), **told)


class RefuseRequest(StepVerb):
    """A refusal, which is in writing and gives its reasons."""

    def __init__(self, desk: Desk, parent: QWidget, one: Asked) -> None:
        super().__init__(
            desk, parent, _("Trả lời không công nhận"),
            _("Hộ {name}, xin {kind}, nộp ngày {day}.").format(
                name=one.name, kind=one.kind, day=clock.shown(one.filed)
            ),
            _("Ghi văn bản trả lời"),
        )  # fmt: skip
        self._request = one.request
        self.said = _("Đã ghi văn bản trả lời hộ {name}.").format(name=one.name)
        self.ask("number", _("Số văn bản"))
        self.ask_day("on", _("Ngày trả lời"))
        self.ask("why", _("Lý do"))

    def do(self) -> None:
        """Check, then refuse."""
        if self.sound():
            told: Told = {"number": self.text("number"), "on": self.day("on"), "why": self.text("why")}
            self.change(partial(_refuse, request=self._request, actor=self.desk.actor, **told))


def _refuse(store: Any, request: bytes, on: date, number: str, why: str, actor: str) -> None:
    from app.services.procedure import requests

    requests.refuse(store, request, on, number, why, clock.today(), actor)


class Requests(Asking):
    """The requests that wait, the most urgent first."""

    def __init__(
        self, desk: Desk, parent: QWidget, waiting: Sequence[Asked], decide: Callable[[bytes], object]
    ) -> None:
        """`decide` opens the decision on a round."""
        super().__init__(
            parent, _("Đơn rà soát thường xuyên"),
            _("Mỗi đơn phải có quyết định, hoặc văn bản trả lời nêu lý do, trước hạn."), _("Đóng"),
            Size.broad_dialog,
        )  # fmt: skip
        self._desk, self._screen, self._waiting = desk, parent, waiting
        self._decided = decide
        self.refusing.hide()
        self.table = Table(COLUMNS)
        self.table.rows.fill(waiting)
        self.table.setFixedHeight(Size.table_head + SHOWN * Size.row)
        self.table.go_to(0)
        self.table.row_opened.connect(lambda _at: self._review())
        if waiting:
            self.add(framed("panel", column(self.table, gap=0, around=sides(1, 1))))
        else:
            self.add(wrapped(_("Không có đơn nào chờ."), tone="second"))
        new = button(_("Nhận đơn mới…"), self._file, icon="plus", key="Ctrl+N")
        self.decide = button(_("Ra quyết định…"), self._decide, icon="file-check")
        self.refuse = button(_("Không công nhận…"), self._refuse, icon="file-x")
        self.review = button(_("Phiếu của hộ"), self._review, icon="clipboard-list")
        for made in (self.decide, self.refuse, self.review):
            made.setEnabled(bool(waiting))
        self.add(row(new, STRETCH, self.review, self.refuse, self.decide))

    def _current(self) -> Asked:
        return self._waiting[max(self.table.currentIndex().row(), 0)]

    def _file(self) -> None:
        self.accept()
        FileRequest(self._desk, self._screen).open()

    def _refuse(self) -> None:
        one = self._current()
        self.accept()
        RefuseRequest(self._desk, self._screen, one).open()

    def _decide(self) -> None:
        one = self._current()
        self.accept()
        self._decided(one.round)

    def _review(self) -> None:
        """The form of the household, in the round of its request."""
        from app.ui.screens.review_form import Reviewed

        one = self._current()
        self.accept()
        found = next((line for line in self._desk.outline.rounds if line.key == one.round), None)
        self._desk.look_at(found)
        self._desk.go("review_form", Reviewed(one.household))


def _left(one: Any) -> str:
    days = _("quá {n} ngày").format(n=-one.left) if one.left < 0 else _("còn {n} ngày").format(n=one.left)
    return f"{clock.shown(one.due)} · {days}"


COLUMNS = (
    Column(_("Hộ"), lambda one: one.name, sorts=False, sample="M" * 10, stretch=True, weight="medium"),
    Column(_("Xin"), lambda one: one.kind, sorts=False, sample="ra khỏi danh sách (Mẫu 04)"),
    Column(_("Nộp"), lambda one: clock.shown(one.filed), sorts=False, sample="00/00/0000", tone="text2"),
    Column(_("Hạn"), _left, sorts=False, sample="00/00/0000 · còn 00 ngày", weight="medium"),
    Column(_("Kết quả"), lambda one: one.klass, sorts=False, sample="M Không nghèo", draw=draw_class),
)
