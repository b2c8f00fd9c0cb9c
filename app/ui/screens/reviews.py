"""Rà soát: the board of a round: villages by the states of their cases, what is open, open, close, reopen."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QStackedWidget

from app.i18n import _, number
from app.rules import book, procedure
from app.rules.procedure import Procedure
from app.services.board import Board, BoardLine, board
from app.store.listing import Wanted
from app.store.outline import RoundLine
from app.ui import clock
from app.ui.desk import PERIODIC
from app.ui.dialogs.rounds import OpenRound, Reopen, Request
from app.ui.screen import Head, Kind, Screen
from app.ui.screens import REVIEWS
from app.ui.screens.review_form import Reviewed
from app.ui.screens.reviews_tables import LESS, columns, open_tasks
from app.ui.theme_sizes import Size
from app.ui.topbar import round_name
from app.ui.widgets.boxes import column, emptied, holder, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import chip, wrapped
from app.ui.widgets.panel import Empty, Panel, pair
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.table import Table
from app.ui.widgets.two_lines import Lines

ANY_CASE = ("not_begun", "begun", "to_check", "done")


class Reviews(Screen):
    """The board."""

    kind: ClassVar[Kind] = REVIEWS
    watches: ClassVar[frozenset[str]] = frozenset(
        {"review_case", "review_round", "result", "household", "place"}
    )

    def build(self) -> None:
        """Head; the table over two panels; or how a round is opened."""
        self._board: Board | None = None
        self._year_wanted: int | None = None
        self._forms = button(_("Phiếu rà soát"), self.go_on, icon="clipboard-list", kind="primary")
        self._request = button(_("Hộ đề nghị"), self.request, icon="plus", key="Ctrl+N")
        self._close = button(_("Khóa sổ"), self.close_round, icon="lock")
        self._open = button(_("Mở đợt mới"), self.open_round, icon="calendar")
        back = button(_("Về bảng quy trình"), lambda: self.desk.go("procedure"), icon="arrow-left", key="Esc")
        self.head = Head(self.kind.title, [back, self._open, self._close, self._request, self._forms])
        self._state = chip("")
        self.head.beside.addWidget(self._state)
        self.table = Table(columns(_("Bản"), _("Cả xã")), by_cell=True, tall=True)
        villages = Panel(_("Tiến độ theo bản"))
        villages.put(self.table)
        self._villages = villages
        self._open_ones, self.tasks = Panel(_("Còn phải làm")), Lines()
        self._open_ones.put(self.tasks)
        self._about = Panel(_("Về đợt này"))
        self._facts = column(gap=Size.gap, around=sides(Size.margin, Size.gap + Size.tight))
        self._about.put(holder(self._facts))
        below = row(self._open_ones, self._about, gap=Size.margin)
        self._open_ones.setMinimumHeight(Size.panel_title + 3 * Size.two_lines)
        below.setStretch(0, 1)
        below.setStretch(1, 1)
        panels = column(villages, below, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.margin))
        panels.setStretch(1, 1)
        self._pages = QStackedWidget()
        page = QScrollArea()
        page.setWidgetResizable(True)
        inner = holder(panels)
        inner.setProperty("role", "page")
        page.setWidget(inner)
        self._pages.addWidget(page)
        self._pages.addWidget(self._none())
        self.status = StatusLine(
            [("← ↑ → ↓", _("chọn ô")), ("Enter", _("mở các hộ của ô")), ("Ctrl+Enter", _("rà soát tiếp"))]
        )
        self.setLayout(column(self.head, self._pages, self.status, gap=0))

    def _none(self) -> Empty:
        return Empty(
            "clipboard-list", _("Chưa có đợt rà soát nào"),
            _("Mở đợt của năm nay: hộ nghèo, hộ cận nghèo của năm trước vào danh sách rà soát."),
            _("Mở đợt rà soát"), self.open_round,
        )  # fmt: skip

    def wire(self) -> None:
        """Cells open their households, tasks their forms."""
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.go_on)
        self.table.cell_opened.connect(self._open_cell)
        self.tasks.chosen.connect(lambda line: self.desk.go("review_form", Reviewed(area=line.area)))
        self.desk.view_changed.connect(self._look_at_opened)

    # Showing ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Count anew."""
        view = self.desk.view
        self._pages.setCurrentIndex(0 if view.round else 1)
        self._show_verbs(view.round)
        if view.round:
            read = partial(board, rounds=view.rounds, areas=self.desk.outline.areas)
            self.desk.runner.ask(read, self._show, latest="reviews")

    def _show_verbs(self, one: RoundLine | None) -> None:
        is_open = one is not None and one.state == "open"
        for made in (self._close, self._request, self._state):
            made.setVisible(one is not None)
        self._forms.setVisible(one is not None)
        self._request.setEnabled(is_open)
        self._close.setText(" " + (_("Khóa sổ") if is_open else _("Mở lại…")))
        self._state.setText(_("đang mở") if is_open else _("đã khóa sổ"))
        self._open.setVisible(not is_open)
        self.head.note.setText(round_name(one) if one else "")

    def _show(self, told: Board) -> None:
        self._board = told
        lines = [*told.villages, *([told.whole] if len(told.villages) != 1 else [])]
        current = self.table.currentIndex()
        self.table.rows.fill(lines)
        self.table.fit_height()
        self.table.setCurrentIndex(self.table.rows.index(max(current.row(), 0), max(current.column(), 0)))
        self._villages.note.setText(
            _("số loại hộ là tạm tính cho đến khi mọi phiếu xong") if told.whole.open else ""
        )
        tasks = open_tasks(told)
        self.tasks.fill(tasks)
        self._open_ones.note.setText(
            _("{n} hộ ở {villages} bản").format(n=number(told.whole.open), villages=len(tasks))
            if tasks else _("mọi phiếu đã xong, có thể khóa sổ")
        )  # fmt: skip
        self._show_facts()
        whole = told.whole
        self.status.count(
            _("{n} hộ thuộc diện").format(n=number(whole.cases)),
            _("{done}/{all} phiếu xong").format(done=number(whole.done), all=number(whole.cases)),
            *(
                [_("{n} hộ cần xem").format(n=number(whole.states["to_check"]))]
                if whole.states["to_check"]
                else []
            ),
        )
        waiting = whole.open if self.desk.view.round and self.desk.view.round.state == "open" else 0
        self._forms.setText(" " + (_("Rà soát tiếp") if waiting else _("Xem phiếu")))

    def _show_facts(self) -> None:
        """What the round is: its standards, the period of the law, the round it is compared with."""
        emptied(self._facts)
        view = self.desk.view
        assert view.round is not None
        for name, value in self._told(view.round):
            self._facts.addWidget(pair(name, value, Size.form_label)[0])
        for key in view.round.standards:
            own = book.book(key)
            told = wrapped(own.decree, size="small", tone="hint")
            self._facts.addWidget(told)
        self._facts.addStretch(1)

    def _told(self, one: RoundLine) -> list[tuple[str, str]]:
        names = ", ".join(book.book(key).short for key in one.standards)
        told = [(_("Chuẩn"), names)]
        if one.kind == PERIODIC and (law := _procedure(one)):
            first, last = law.periodic.of(one.year)
            told.append((_("Thời gian theo luật"), f"{clock.shown(first)} – {clock.shown(last)}"))
        if self.desk.view.last:
            told.append((_("So với"), round_name(self.desk.view.last)))
        return told

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """A narrow window does without some columns."""
        super().resizeEvent(event)
        narrow = self.width() < Size.window_width - 2 * Size.sidebar
        for place, one in enumerate(self.table.rows.columns):
            self.table.setColumnHidden(place, narrow and one.key in LESS)

    # Doing ------------------------------------------------------------------------------------------------

    def _open_cell(self, place: int, key: str) -> None:
        line: BoardLine = self.table.rows.row(place)
        area, (what, _dot, which) = line.area, key.partition(".")
        if what == "class":
            places = area.within if area else ()
            self.desk.go("households", Wanted(places=places, now=(which,), states=ANY_CASE))
        elif what == "cases":
            self.desk.go("households", Wanted(places=area.within if area else (), states=ANY_CASE))
        else:
            self.desk.go("review_form", Reviewed(area=area or self._with_state(which), state=which))

    def _with_state(self, state: str) -> Any:
        """The first village that has such a case."""
        villages = self._board.villages if self._board else ()
        return next((line.area for line in villages if line.states.get(state)), None)

    def go_on(self) -> None:
        """The first form that is not finished, or the first of all."""
        villages = self._board.villages if self._board else ()
        area = next((line.area for line in villages if line.open), None)
        self.desk.go("review_form", Reviewed(area=area))

    def open_round(self) -> None:
        """Ask for the year."""
        OpenRound(self.desk, self, self._opened).open()

    def show_what(self, what: Any) -> None:
        """Show the periodic round of a year that was just opened."""
        if isinstance(what, int):
            self._opened(what)

    def _opened(self, year: int) -> None:
        self._year_wanted = year
        self._look_at_opened()

    def _look_at_opened(self) -> None:
        """View the round that was just opened, as soon as the window knows of it."""
        rounds = self.desk.outline.rounds
        found = next((one for one in rounds if one.year == self._year_wanted and one.kind == PERIODIC), None)
        if self._year_wanted is not None and found is not None:
            self._year_wanted = None
            self.desk.look_at(found)

    def close_round(self) -> None:
        """Close the round in view, or reopen it with a reason."""
        one = self.desk.view.round
        if one is None:
            return
        if one.state == "open":
            close = partial(_close, year=one.year, today=clock.today(), actor=self.desk.actor)
            self.desk.runner.change(close, self._closed)
        else:
            Reopen(self.desk, self, one.year).open()

    def _closed(self, year: int) -> None:
        self.desk.tell.done(_("Đã khóa sổ đợt rà soát năm {year}.").format(year=year))

    def request(self) -> None:
        """A household asks to be reviewed."""
        if one := self.desk.view.round:
            Request(self.desk, self, one.year, lambda key: self.desk.go("review_form", Reviewed(key))).open()


def _procedure(one: RoundLine) -> Procedure | None:
    """The procedure in force when the year's review begins."""
    found = (law for law in procedure.procedures() if law.in_force(date(one.year, 9, 1)))
    return next(found, None)


def _close(store: Any, year: int, today: Any, actor: str) -> int:
    from app.services import rounds

    rounds.close(store, year, today, actor)
    return year
