"""Đồng bộ: files to and from other stores. A commune sees what waits to go; the level above its board."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _, number
from app.store.listing import Wanted
from app.sync.told import Arrival, Below, BoardRow, Desk, Dispute
from app.ui import clock
from app.ui.dialogs.inviting import Inviting
from app.ui.dialogs.loaded import Loaded
from app.ui.dialogs.previewing import Previewing
from app.ui.dialogs.sending import FILTER, Sending
from app.ui.dialogs.trusting import Trusting
from app.ui.screen import Head, Kind, Screen
from app.ui.screens import SYNC
from app.ui.screens import sync_asks as asks
from app.ui.screens.sync_between import BetweenPanel
from app.ui.screens.sync_board import Board, need, share
from app.ui.screens.sync_conflict import ConflictPanel
from app.ui.screens.sync_inbox import InboxPanel
from app.ui.screens.sync_own import (
    ActsPanel,
    SentPanel,
    WaitingPanel,
    fingerprint_line,
    helper_errand,
    two_columns,
)
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, emptied
from app.ui.widgets.buttons import button
from app.ui.widgets.errands import Errands
from app.ui.widgets.panel import Panel
from app.ui.widgets.status_line import StatusLine

UNFINISHED = ("done", "not_begun", "begun", "to_check")
OF_PEOPLE = frozenset({"household", "person", "membership"})
OF_REVIEWS = frozenset({"review_round", "review_case", "case_member", "result"})
EVERYTHING = OF_PEOPLE | OF_REVIEWS | {"place", "returned", "transfer", "duplicate"}


class Sync(Screen):
    """The exchange with other stores."""

    kind: ClassVar[Kind] = SYNC
    watches: ClassVar[frozenset[str]] = EVERYTHING

    def build(self) -> None:
        """Head; board or own side; the conflict in view; status line."""
        self._seen: Desk | None = None
        self._send = button(_("Tạo gói gửi"), self.send, icon="package")
        self._down = button(_("Gửi xuống"), icon="send")
        self._down.setMenu(QMenu(self._down))
        self.head = Head(
            self.kind.title,
            [
                button(_("Tạo giấy mời"), self.invite, icon="mail-plus"),
                self._down,
                self._send,
                button(
                    _("Nạp gói từ tệp"), self.ask_for_files, icon="folder-input", kind="primary", key="Ctrl+O"
                ),
            ],
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self._own_side())
        self._pages.addWidget(self._board_side())
        self.conflict = ConflictPanel()
        self.conflict.hide()
        room = column(
            self._pages, self.conflict, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.margin)
        )
        room.setStretch(0, 1)
        self.status = StatusLine(
            [
                ("1 2 3", _("chọn")),
                ("Ctrl+Enter", _("quyết định")),
                ("F8", _("xung đột sau")),
            ]
        )
        layout = column(self.head, room, self.status, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setAcceptDrops(True)

    def _own_side(self) -> QWidget:
        self.waiting, self.acts, self.sent = WaitingPanel(self.send), ActsPanel(), SentPanel()
        self.between = BetweenPanel(self.desk)
        self.own_inbox = InboxPanel(self.desk, _("Gói đến"))
        self._helpers = Panel(_("Sổ của cộng tác viên"))
        self.helpers = Errands()
        self._helpers.put(self.helpers)
        self._mark = QVBoxLayout()
        left = column(self.between, self.waiting, self.acts, gap=Size.margin)
        for place, share_ in enumerate((3, 3, 3)):
            left.setStretch(place, share_)
        right = column(self.sent, self.own_inbox, self._helpers, self._mark, gap=Size.margin)
        for place, share_ in enumerate((3, 2, 2)):
            right.setStretch(place, share_)
        return two_columns(left, right)

    def _board_side(self) -> QWidget:
        self._board = Panel(_("Các nơi"))
        self.board = Board(clock.today())
        self._board.put(self.board)
        self.board_inbox = InboxPanel(self.desk, _("Hộp gói đến"))
        self.board_between = BetweenPanel(self.desk)
        right = column(self.board_inbox, self.board_between, gap=Size.margin)
        right.setStretch(0, 3)
        right.setStretch(1, 2)
        return two_columns(column(self._board, gap=0), right)

    def wire(self) -> None:
        """Keys, the board, the conflict."""
        self.board.row_opened.connect(self._open_row)
        self.board.cell_opened.connect(self._open_cell)
        self.board.copy_wanted.connect(lambda at: self.board.copy(self.board.rows.row(one) for one in at))
        self.conflict.decided.connect(self._decide)
        self.conflict.joined.connect(self._decide)
        self.conflict.returned.connect(self._give_back)
        self.conflict.opened.connect(lambda key: self.desk.go("household", key))
        self._down.menu().aboutToShow.connect(self._offer_below)
        keys: dict[str, Any] = {str(digit): partial(self.conflict.choose, digit) for digit in range(1, 10)}
        keys |= dict.fromkeys(("Ctrl+Return", "Ctrl+Enter"), self.conflict.decide)
        keys |= {"F8": partial(self.conflict.step, 1), "Shift+F8": partial(self.conflict.step, -1)}
        for key, do in keys.items():
            QShortcut(QKeySequence(key), self, do, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.desk.runner.work_ended.connect(self._work_ended)

        for panel in (self.own_inbox, self.board_inbox):
            panel.decision_wanted.connect(self._decide_of)
            panel.changed.connect(self.out_of_date)
        for beside in (self.between, self.board_between):
            beside.changed.connect(self.out_of_date)
            beside.household_wanted.connect(lambda key: self.desk.go("household", key))

    def _work_ended(self, _work: object) -> None:
        """Files go and come without an act of the journal."""
        self.out_of_date()

    def refresh(self) -> None:
        """Ask for the desk, then for the conflicts."""
        self.desk.runner.ask(asks.desk, self._show, latest="sync")

    # Showing ----------------------------------------------------------------------------------------------

    def _show(self, seen: Desk) -> None:
        self._seen = seen
        self._pages.setCurrentIndex(1 if seen.is_above else 0)
        self._fit_pages()
        self._send.setVisible(bool(seen.outbox.above))
        self._down.setVisible(any(one.fingerprint for one in self._below()))
        if seen.is_above:
            self._show_board(seen)
        else:
            self._show_own(seen)
        if seen.conflicts:
            self.desk.runner.ask(asks.disputes, self._show_conflicts, latest="sync.conflicts")
        else:
            self._show_conflicts([])

    def _fit_pages(self) -> None:
        """Only the page in view has a say in how tall the screen must be."""
        for page in self._pages.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            shown = page is self._pages.currentWidget()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)

    def _below(self) -> list[Below]:
        seen = self._seen
        return [*(one.below for one in seen.board), *seen.helpers] if seen else []

    def _show_own(self, seen: Desk) -> None:
        self.head.title.setText(self.kind.title)
        self.head.note.setText(self.desk.outline.name)
        self.waiting.fill(seen.outbox, clock.today())
        self.acts.fill(seen.outbox)
        self.sent.fill(seen.outbox)
        self.own_inbox.show_arrivals(seen.arrivals)
        self.between.show_matters(seen.matters, offers=True)
        self._helpers.setVisible(bool(seen.helpers))
        self._helpers.note.setText(_("{n} người").format(n=len(seen.helpers)))
        self.helpers.fill(helper_errand(one, self._trust, self._send_down) for one in seen.helpers)
        emptied(self._mark)
        self._mark.addWidget(fingerprint_line(seen.outbox))
        told = [_("{n} việc chờ gửi").format(n=number(seen.outbox.unsent.acts))] if seen.outbox.above else []
        told += [_("{n} việc cấp trên trả lại").format(n=seen.returned)] if seen.returned else []
        self.status.count(*told, *self._disputed(seen))

    def _disputed(self, seen: Desk) -> list[str]:
        return [_("{n} xung đột chờ quyết định").format(n=seen.conflicts)] if seen.conflicts else []

    def _show_board(self, seen: Desk) -> None:
        today = clock.today()
        households = sum(one.households for one in seen.board)
        poor, near = sum(one.poor for one in seen.board), sum(one.near_poor for one in seen.board)
        cases, done = sum(one.cases for one in seen.board), sum(one.done for one in seen.board)
        self.head.title.setText(_("Bàn tổng hợp"))
        self.head.note.setText(
            _("{n} nơi cấp dưới · {households} hộ").format(n=len(seen.board), households=number(households))
        )
        needy = sum(need(one, today).tone in ("warn", "danger") for one in seen.board)
        self._board.note.setText(
            _("đã rà soát {done}/{cases} hộ · {n} nơi cần việc").format(
                done=number(done), cases=number(cases), n=needy
            )
        )
        current = self.board.currentIndex().row()
        self.board.rows.fill(seen.board)
        self.board.go_to(max(current, 0))
        self.board_inbox.show_arrivals(seen.arrivals)
        self.board_between.show_matters(seen.matters, offers=False)
        self._ask_for_steps(seen)
        self.status.count(
            _("{n} nơi").format(n=len(seen.board)),
            f"▲ {number(poor)}",
            f"◆ {number(near)}",
            _("tỷ lệ nghèo {share} %").format(share=share(poor, households)),
            *self._disputed(seen),
        )

    def _ask_for_steps(self, seen: Desk) -> None:
        """Where each place stands in the procedure, one place at a time: each takes a moment to find out."""
        for at, one in enumerate(seen.board):
            if one.year:
                find = partial(asks.slowest, place=one.below.place, year=one.year, today=clock.today())
                self.desk.runner.ask(find, self._show_step, latest=f"sync.step {at}")

    def _show_step(self, told: tuple[bytes, str, str]) -> None:
        place, *step = told
        self.board.show_step(place, (step[0], step[1]))

    def _show_conflicts(self, disputes: Sequence[Dispute]) -> None:
        self.conflict.fill(disputes, returns=bool(self._seen and self._seen.is_above))

    def _decide_of(self, sender: str) -> None:
        self.conflict.show_of(sender)
        self.conflict.why.setFocus()

    # Loading, sending, inviting ---------------------------------------------------------------------------

    def ask_for_files(self) -> None:
        """Ask which files to load, several at once."""
        names, _kind = QFileDialog.getOpenFileNames(
            self, _("Nạp gói, biên nhận"), "", f"{FILTER};;{_('Mọi tệp')} (*)"
        )
        if files := [Path(name) for name in names]:
            look = partial(asks.look, files=files)
            self.desk.runner.work(look, self._looked, _("Xem trước gói"))

    def _looked(self, looked: list[Any]) -> None:
        Previewing(self, looked, partial(self.load, [one.file for one in looked])).open()

    def load(self, files: Sequence[Path]) -> None:
        """Take files in."""
        if files:
            self.desk.runner.work(partial(asks.load, files=files), self._loaded, _("Nạp gói"))

    def _loaded(self, arrivals: list[Arrival]) -> None:
        Loaded(self, arrivals).open()
        self.out_of_date()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  (Qt)
        """Files may be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  (Qt)
        """Load the files dropped."""
        event.acceptProposedAction()
        self.load([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def send(self) -> None:
        """Say what a file would hold, then make it."""
        Sending(self.desk, self).open()

    def _offer_below(self) -> None:
        menu = self._down.menu()
        menu.clear()
        for one in self._below():
            if one.fingerprint:
                words = _("{place}: {n} việc").format(place=one.name, n=number(one.down))
                menu.addAction(words, partial(self._send_down, one.name))

    def _send_down(self, place: str) -> None:
        Sending(self.desk, self, place).open()

    def invite(self) -> None:
        """Invite a store below."""
        Inviting(self.desk, self).open()

    def _trust(self, place: str) -> None:
        Trusting(self.desk, self, place).open()

    # The board --------------------------------------------------------------------------------------------

    def _open_row(self, at: int) -> None:
        """What the place needs most; else its households."""
        row_: BoardRow = self.board.rows.row(at)
        wanted = need(row_, clock.today()).kind
        if wanted == "conflicts":
            self._decide_of(row_.below.name)
        elif wanted == "stopped" and row_.below.stopped:
            self.board_inbox.explain(row_.below.stopped)
        elif wanted == "unconfirmed":
            self._trust(row_.below.name)
        elif wanted == "not_invited":
            Inviting(self.desk, self, row_.below.name).open()
        else:
            self.desk.go("households", Wanted(places=row_.within))

    def _open_cell(self, at: int, key: str) -> None:
        """The households behind a number."""
        self.desk.go("households", _behind(self.board.rows.row(at), key))

    # Conflicts --------------------------------------------------------------------------------------------

    def _decide(self, name: str, choice: int | str, why: str) -> None:
        do = partial(asks.decide, name=name, choice=choice, why=why, actor=self.desk.actor)
        self.desk.runner.change(do, self._decided)

    def _decided(self, field: str) -> None:
        self.desk.tell.done(_("Đã quyết định; quyết định đi cùng gói gửi sau. Ctrl+Z để hoàn tác."))
        self.out_of_date()

    def _give_back(self, one: Dispute, why: str) -> None:
        do = partial(asks.give_back, dispute=one, why=why, actor=self.desk.actor)
        self.desk.runner.change(
            do,
            lambda place: self.desk.tell.done(
                _("Đã ghi việc trả lại {place}; làm gói gửi xuống để báo.").format(place=place)
            ),
        )


def _behind(line: BoardRow, key: str) -> Wanted:
    if key == "progress":
        return Wanted(places=line.within, states=UNFINISHED)
    return Wanted(places=line.within, now=(key,))
