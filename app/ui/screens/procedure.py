"""Rà soát: the board of the procedure: villages by steps, what blocks each, the next deed, the days left."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QStackedWidget

from app.i18n import _, number
from app.ui import clock
from app.ui.dialogs.rounds import OpenRound
from app.ui.screen import Head, Kind, Screen
from app.ui.screens import PROCEDURE
from app.ui.screens.papers_work import PaperWanted
from app.ui.screens.procedure_deeds import Deeds
from app.ui.screens.procedure_seen import CALM, DANGER, OF_PROCEDURE, AtStep, Board, Deed, Standing
from app.ui.screens.procedure_whole import whole_step
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, emptied, framed, holder, row
from app.ui.widgets.buttons import button
from app.ui.widgets.errands import Errand, Errands
from app.ui.widgets.labels import chip, set_tone
from app.ui.widgets.panel import Empty, Panel
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.step_board import VILLAGE, StepBoard
from app.ui.widgets.time_line import TimeLine

ICONS = {
    "survey": "clock-alert", "resurvey": "rotate-ccw", "answer": "message-square-warning", "call": "users",
    "hold": "users", "post": "eye", "report": "send", "decide": "file-check", "certify": "files",
    "complain": "message-square-warning", "opinion": "inbox", "paper": "printer",
}  # fmt: skip
PAPERS_OF = {
    "list": "mau-01", "survey": "phieu-b", "meeting": "bien-ban", "posting": "niem-yet",
    "opinion": "tong-hop", "recognition": "mau-02", "decision": "mau-02",
}  # fmt: skip


class ProcedureScreen(Screen):
    """The board."""

    kind: ClassVar[Kind] = PROCEDURE
    watches: ClassVar[frozenset[str]] = OF_PROCEDURE | {"review_case", "review_round", "result", "place"}

    def build(self) -> None:
        """Head; the board beside the steps of the whole; what is in the way; the days left."""
        self._board: Board | None = None
        self.deeds = Deeds(self.desk, self)
        self._more = button(_("Việc khác"), icon="chevron-down")
        self._more.setMenu(QMenu(self._more))
        self._forms = button(_("Phiếu rà soát"), self._to_forms, icon="clipboard-list")
        self._print = button(_("In giấy tờ của bước"), self._to_papers, icon="printer", key="Ctrl+P")
        self._next = button(_("Làm bước tiếp theo"), self.go_on, icon="arrow-right", kind="primary")
        title = _("Rà soát · bảng quy trình")
        self.head = Head(title, [self._more, self._forms, self._print, self._next])
        self._table_room, self._wholes = row(gap=0), row(gap=0)
        self.table: StepBoard | None = None
        beside = row(self._table_room, self._wholes, gap=0, around=(1, 1, 1, 1))
        beside.setStretch(0, 1)
        self._steps = framed("panel", beside)
        panels = column(
            self._steps, self._below(), gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.margin)
        )
        panels.setStretch(1, 1)
        page = QScrollArea()
        page.setWidgetResizable(True)
        inner = holder(panels)
        inner.setProperty("role", "page")
        page.setWidget(inner)
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(self._none())
        self.status = StatusLine(
            [("← ↑ → ↓", _("chọn ô")), ("Enter", _("mở bước")), ("Ctrl+Enter", _("làm bước tiếp theo"))]
        )
        layout = column(self.head, self._pages, self.status, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _below(self) -> QHBoxLayout:
        self.errands = Errands()
        self._blocked, self._count = Panel(_("Đang cản bước tiếp theo")), chip("", "warn")
        self._blocked.add_to_title(self._count)
        self._blocked.put(self.errands)
        self._free = Empty(
            "circle-check", _("Không có gì cản"), _("Mọi bản đã làm xong bước đến lượt."), small=True
        )
        self._blocked.put(self._free)
        self._blocked.setMinimumHeight(Size.panel_title + 3 * (Size.two_lines + 1))
        self.road, self._road = TimeLine(), Panel(_("Đường đến ngày cuối"), bare=True)
        self._spare = chip("", "warn")
        self._road.add_to_title(self._spare)
        self._road.put(self.road)
        self._road.body.addStretch(1)
        below = row(self._blocked, self._road, gap=Size.margin)
        below.setStretch(0, 4)
        below.setStretch(1, 7)
        return below

    def _none(self) -> Empty:
        return Empty(
            "clipboard-list", _("Chưa có đợt rà soát nào"),
            _("Mở đợt của năm nay: hộ nghèo, hộ cận nghèo của năm trước vào danh sách rà soát."),
            _("Mở đợt rà soát"), lambda: OpenRound(self.desk, self, lambda _year: None).open(),
        )  # fmt: skip

    def wire(self) -> None:
        """Ctrl+Enter does the next deed of the village on which the keyboard is."""
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.go_on)
        self._more.menu().aboutToShow.connect(self._offer)

    def _offer(self) -> None:
        menu = self._more.menu()
        menu.clear()
        do = self.deeds.do
        offered = (
            (_("Phiếu theo bản, khóa sổ, mở đợt…"), lambda: self.desk.go("reviews")),
            (_("Hộ đề nghị rà soát…"), partial(do, Deed("request", ""))),
            (_("Đơn rà soát thường xuyên…"), partial(do, Deed("requests", ""))),
            (_("Giấy chứng nhận…"), partial(do, Deed("certificates", ""))),
            (_("Cấp trên không cho ý kiến…"), partial(do, Deed("skip_whole", ""))),
            (_("Hoàn tác bước của cả đợt…"), partial(do, Deed("undo_whole", ""))),
            (_("Những điều luật để địa phương chọn…"), partial(do, Deed("leeway", ""))),
        )
        for words, act in offered:
            menu.addAction(words, act)

    # Showing ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the procedure anew."""
        held = self.desk.view.round
        self._pages.setCurrentIndex(0 if held else 1)
        for made in (self._more, self._forms, self._print, self._next):
            made.setVisible(held is not None)
        if held is not None:
            self.desk.runner.query(partial(_board, one=held.key), self._show, latest="procedure")

    def _show(self, told: Board) -> None:
        self._board = told
        self.head.note.setText(
            _("{villages} bản, {n} hộ thuộc diện").format(villages=len(told.villages), n=number(told.cases))
        )
        self._show_table(told)
        emptied(self._wholes)
        for one in told.wholes:
            self._wholes.addWidget(whole_step(one, _("Cả xã"), self._whole_deed))
        self._show_blocked(told.villages)
        self._show_road(told)
        self._show_counts(told)

    def _show_table(self, told: Board) -> None:
        """Another kind of round has other steps."""
        keys = [VILLAGE, *(step.key for step in told.steps)]
        if self.table is None or [one.key for one in self.table.rows.columns] != keys:
            had_focus = self.table is not None and self.table.hasFocus()
            emptied(self._table_room)
            self.table = StepBoard(told.steps, _("Bản"))
            self.table.cell_opened.connect(self._open_cell)
            self._table_room.addWidget(self.table, 0, Qt.AlignmentFlag.AlignTop)
            self.setFocusProxy(self.table)
            if had_focus or self.hasFocus():
                self.table.setFocus()
        self.table.show_villages(told.villages)

    def _show_blocked(self, villages: Iterable[Standing]) -> None:
        waiting = [one for one in villages if one.deed is not None]
        waiting.sort(key=lambda one: (one.tone == CALM, one.tone != DANGER))
        self.errands.fill(self._errand(one) for one in waiting)
        blocked = sum(one.tone != CALM for one in waiting)
        self._count.setText(_("{n} việc").format(n=blocked))
        self._count.setVisible(bool(blocked))
        self.errands.setVisible(bool(waiting))
        self._free.setVisible(not waiting)

    def _errand(self, one: Standing) -> Errand:
        assert one.deed is not None
        icon = ICONS.get(one.deed.what, "circle-dot")
        words = _("{village} · bước {n}").format(village=one.village, n=one.number)
        do = partial(self.deeds.do, one.deed, one.place)
        tone = {CALM: "text2"}.get(one.tone, one.tone or "text2")
        return Errand(icon, tone, words, one.trouble or one.blocks, one.deed.words, do)

    def _show_road(self, told: Board) -> None:
        road = told.road
        self.road.show_rows(road.rows, clock.today(), road.end)
        self._road.title.setText(
            _("Đường đến {day}").format(day=f"{road.end:%d/%m}") if road.end else _("Đường phía trước")
        )
        spare = road.spare
        self._spare.setVisible(spare is not None)
        if spare is not None:
            few = spare <= 0
            words = _("thiếu {n} ngày").format(n=-spare) if spare < 0 else _("không còn ngày dự phòng")
            self._spare.setText(words if few else _("dự phòng {n} ngày").format(n=spare))
            set_tone(self._spare, "danger" if spare < 0 else "warn" if few else "accent")
        self._road.note.setText(_("sớm nhất có thể; ? là thời hạn chưa kiểm chứng"))

    def _show_counts(self, told: Board) -> None:
        late = sum(one.tone == DANGER for one in told.villages)
        self.status.count(
            _("{n}/{all} bản qua hết các bước của bản").format(n=told.through, all=len(told.villages)),
            *([_("{n} bản quá hạn").format(n=late)] if late else []),
            told.law.partition(";")[0],
        )

    # Doing ------------------------------------------------------------------------------------------------

    def _open_cell(self, place: int, key: str) -> None:
        line: Standing = self.table.rows.row(place)  # type: ignore[union-attr]
        self.desk.go("procedure_village", AtStep(line.place, line.at if key == VILLAGE else key))

    def _whole_deed(self, deed: Deed) -> None:
        self.deeds.do(deed)

    def go_on(self) -> None:
        """The next deed of the current village; where it can only wait, of the first that need not."""
        if self._board is None or self.table is None:
            return
        current = self.table.current()
        other = next((one for one in self._board.villages if one.deed and one.tone != CALM), None)
        one = current if current is not None and current.deed is not None else other
        if one is not None and one.deed is not None:
            self.deeds.do(one.deed, one.place)
        elif whole := next((each.deed for each in self._board.wholes if each.deed), None):
            self.deeds.do(whole)

    def _to_forms(self) -> None:
        current = self.table.current() if self.table else None
        self.deeds.do(Deed("survey", ""), current.place if current else b"")

    def _to_papers(self) -> None:
        """The papers of the step on which the keyboard is."""
        held, current = self.desk.view.round, self.table.current() if self.table else None
        if held is None or current is None or self.table is None:
            return
        key = self.table.rows.columns[self.table.currentIndex().column()].key
        paper = PAPERS_OF.get(current.at if key == VILLAGE else key, "bien-ban")
        self.desk.go("papers", PaperWanted(paper, current.place, held.key))


def _board(session: Any, one: bytes) -> Board:
    from app.ui.screens.procedure_reading import board

    return board(session, one, clock.today())
