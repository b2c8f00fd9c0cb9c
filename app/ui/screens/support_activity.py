"""Dự án, chính sách: one activity: its money, who is in it in the order of priority, and why."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget

from app.i18n import _, dong, number, pgettext
from app.ui import clock
from app.ui.screen import Head, Kind, Screen
from app.ui.screens import ACTIVITY
from app.ui.screens import support_activity_seen as seen
from app.ui.screens.support_activity_seen import Page, Row
from app.ui.screens.support_deeds import Deeds
from app.ui.screens.support_money_strip import MoneyStrip
from app.ui.screens.support_person import PersonPane
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, framed, holder, row, sides
from app.ui.widgets.buttons import Do, button
from app.ui.widgets.cells import draw_class
from app.ui.widgets.columns import Column
from app.ui.widgets.labels import chip, icon_label, wrapped
from app.ui.widgets.panel import Empty, Panel
from app.ui.widgets.ranked_table import RankedTable, draw_marked, draw_named
from app.ui.widgets.status_line import StatusLine

TITLE_ROOM, NARROW_TITLE = 400, 260  # pixels that a title may take before it ends in “…”
COUNTS = 3  # that a narrow window has room for
WATCHED = frozenset({
    "activity", "activity_place", "enrolment", "delivery", "measurement", "outcome", "money", "household",
    "person", "membership", "review_case", "result", "decided", "setting",
})  # fmt: skip


def columns() -> tuple[Column, ...]:
    """Columns over `Row`s."""
    return (
        Column(_("Ưu tiên"), lambda one: one.rank, sample="Ưu tiên", right=True, sorts=False, weight="bold"),
        Column(_("Đối tượng"), lambda one: (one.name, one.short), " ".join, key="name",
               sample="Hoàng A Chống HK-000", draw=draw_named, sorts=False),
        Column(_("Loại hộ ngày duyệt"), lambda one: one.klass, sample="Không nghèo", draw=draw_class,
               sorts=False, weight="medium", key="class"),
        Column(_("Nhóm"), lambda one: one.groups, key="groups", sample="DTTS, có công", sorts=False,
               tone="text2"),
        Column(_("Đã nhận"), lambda one: one.got or "–", key="got", sample=f"0 con · {dong(88_000_000)}",
               sorts=False, tone="text2"),
        Column(_("Điều kiện"), lambda one: one.look, lambda told: told[2], sample="MMThiếu thông tin",
               draw=draw_marked, sorts=False, key="standing"),
        Column(_("Vì sao"), lambda one: one.why, key="why", sample="M" * 7, sorts=False,
               tone="text2", stretch=True),
    )  # fmt: skip


class ActivityScreen(Screen):
    """The activity."""

    kind: ClassVar[Kind] = ACTIVITY
    watches: ClassVar[frozenset[str]] = WATCHED

    def build(self) -> None:
        """Head, money, the list beside why somebody is where it stands."""
        self.activity: bytes = b""
        self.page: Page | None = None
        self.deeds = Deeds(self.desk, self)
        self._more = button(_("Khác"), icon="chevron-down", tip=_("Việc khác"))
        self._more.setMenu(QMenu(self._more))
        self._print = button(_("Danh sách ký nhận"), self.print, icon="printer", key="Ctrl+P")
        self._add = button(_("Thêm hộ"), self.add, icon="plus", tip="Ctrl+N")
        self._approve = button(_("Trình duyệt"), self.approve, icon="circle-check", kind="primary")
        self.head = Head(self.kind.title, [self._more, self._print, self._add, self._approve])
        self._code = chip("", "accent")
        self.head.layout().insertWidget(1, self._code)  # type: ignore[union-attr]
        self.strip = MoneyStrip()
        self.table = RankedTable(columns(), lambda one: getattr(one, "standing", "") == seen.DOUBLE)
        self.table.heads.setStretchLastSection(True)
        self._list = Panel("")
        self._law = self._list.add_link(_("Luật ưu tiên"), self.show_rules)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._none())
        self._list.put(self._pages)
        self.pane = PersonPane()
        self._callout = self._tied()
        right = column(self.pane, self._callout, gap=Size.margin)
        right.setStretch(0, 1)
        self._beside = holder(right)
        below = row(self._list, self._beside, gap=Size.margin)
        below.setStretch(0, 1)
        body = column(self.strip, below, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.gap))
        body.setStretch(1, 1)
        self.status = StatusLine([
            ("Enter", _("mở hộ")), ("Ctrl+N", pgettext("key", "thêm")), ("Ctrl+D", _("ghi đã giao")),
            ("Del", _("rút")), ("F1", _("quy định")),
        ])  # fmt: skip
        layout = column(self.head, body, self.status, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)

    def _none(self) -> Empty:
        return Empty(
            "users", _("Chưa ai đăng ký"),
            _("Sổ đề xuất người đủ điều kiện theo thứ tự ưu tiên, kèm lý do; chọn rồi đăng ký bằng Ctrl+N."),
            _("Thêm từ danh sách đề xuất"), self.add,
        )  # fmt: skip

    def _tied(self) -> QFrame:
        self._tied_title, self._tied_words = (
            wrapped("", weight="bold", tone="warn"),
            wrapped("", size="small"),
        )
        told = column(self._tied_title, self._tied_words, gap=2)
        line = row(icon_label("scale", "warn"), told, around=sides(Size.margin, Size.gap + Size.tight))
        line.setStretch(1, 1)
        return framed("callout", line)

    def wire(self) -> None:
        """Keys of the list, what the pane asks for."""
        self.table.row_opened.connect(lambda _at: self._open_household())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.table.selection_moved.connect(self._show_approving)
        self.table.copy_wanted.connect(self._copy)
        self.pane.wanted.connect(self._do)
        self.pane.excepted.connect(self._except)
        self._more.menu().aboutToShow.connect(self._offer)
        keys: dict[str, Do] = {
            "Ctrl+N": self.add, "Ctrl+D": self.deliver, "F1": self.show_rules, "F2": self.edit,
            "Esc": self._leave, "Ctrl+Return": self.approve, "Ctrl+Enter": self.approve,
        }  # fmt: skip
        for key, do in keys.items():
            made = QShortcut(QKeySequence(key), self, do)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leaves = QShortcut(QKeySequence("Del"), self.table, partial(self._do, "leave"))
        leaves.setContext(Qt.ShortcutContext.WidgetShortcut)

    def next_pane(self) -> bool:
        """F6: from the list to the reason that may be written, or to the buttons beside it."""
        if self.table.hasFocus() and self.pane.why is not None:
            self.pane.why.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    @property
    def _narrow(self) -> bool:
        """True where a window at 125 % or more, or on a small screen, has no room for everything."""
        return self.width() < Size.window_width - 2 * Size.sidebar

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """A narrow window does without some columns and words."""
        super().resizeEvent(event)
        self._fit()
        if self.page is not None:
            self._show_head(self.page)
            self._show_counts(self.page)

    def _fit(self) -> None:
        narrow = self._narrow
        held = self.page is not None and bool(self.page.standing(seen.HELD))
        less = ("why", "groups", *(("class",) if held else ())) if narrow else ()
        self.table.hide_columns({"groups" if held else "got", *less})
        self._beside.setFixedWidth(Size.score if narrow else Size.side_pane - Size.gap)
        self.head.note.setVisible(not narrow)
        self._print.setText(" " + (_("Ký nhận") if narrow else _("Danh sách ký nhận")))

    # Showing ----------------------------------------------------------------------------------------------

    def show_what(self, what: Any) -> None:
        """Show the activity of a key."""
        if isinstance(what, bytes) and what != self.activity:
            self.activity = what
            self.out_of_date()

    def refresh(self) -> None:
        """Read it anew."""
        if self.activity:
            read = partial(_page, key=self.activity, today=clock.today())
            self.desk.runner.ask(read, self._show, latest="activity")

    def _show(self, page: Page) -> None:
        other = self.page is None or self.page.key != page.key
        self.page = page
        self._show_head(page)
        self.strip.show_page(page)
        self._fit()
        self._pages.setCurrentIndex(0 if page.rows else 1)
        self.table.show_rows(page.rows)
        if other:
            self.table.go_to(0)
        self._show_tie(page)
        self._show_counts(page)
        self._show_current()
        self._show_approving()

    def _show_head(self, page: Page) -> None:
        title = f"{page.title}, {page.villages}" if page.villages else page.title
        room = NARROW_TITLE if self._narrow else TITLE_ROOM
        shown = self.head.title.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room)
        self.head.title.setText(shown)
        self.head.title.setToolTip(title)
        self._code.setText(page.code)
        over = _("kết thúc {day}").format(day=clock.shown(clock.day(page.closed))) if page.closed else ""
        self.head.note.setText(" · ".join(filter(None, (page.decision or str(page.year), over))))
        registered = len(page.people)
        told = _("{n} người đăng ký") if page.unit == "person" else _("{n} hộ đăng ký")
        self._list.title.setText(told.format(n=registered))
        places = _("{n} chỗ").format(n=page.places) if page.places is not None else _("không giới hạn chỗ")
        order = "; ".join(text.rstrip(".").lower() for text in page.priority)
        first = _("ưu tiên: {order}").format(order=order) if order else ""
        self._list.note.setText(" · ".join(filter(None, (places, first))))
        self._law.setText(_("Luật ưu tiên của {code}").format(code=page.code))
        self._add.setText(" " + (_("Thêm người") if page.unit == "person" else _("Thêm hộ")))
        for made in (self._add, self._approve):
            made.setVisible(page.ours and not page.closed)

    def _show_tie(self, page: Page) -> None:
        tied, sure = page.standing(seen.TIED), page.standing(seen.IN)
        left = (page.free or 0) - len(sure)
        self._callout.setVisible(bool(tied))
        told = (
            _("{n} người đồng hạng cho {left} chỗ")
            if page.unit == "person"
            else _("{n} hộ đồng hạng cho {left} chỗ")
        )
        self._tied_title.setText(told.format(n=len(tied), left=left))
        self._tied_words.setText(_("Họp bản chọn {left}, đánh dấu bằng Space.").format(left=left))

    def _show_counts(self, page: Page) -> None:
        able = len(page.standing(seen.HELD, *seen.RANKED))
        goods = page.goods or _("suất")
        planned = page.planned_quantity
        handed = sum(1 for one in page.people if one.got)
        told = [
            _("{n}/{all} đủ điều kiện").format(n=able, all=len(page.people)),
            _("đã giao {n}/{all} {unit}").format(
                n=number(page.handed_over, 0 if float(page.handed_over).is_integer() else 1),
                all=number(planned, 0 if float(planned).is_integer() else 1), unit=goods,
            ) if planned else _("đã giao {n}").format(n=page.counted(handed)),
        ]  # fmt: skip
        for standing, words in ((seen.DOUBLE, _("{n} trùng hỗ trợ")), (seen.TIED, _("{n} đồng hạng")),
                                (seen.UNKNOWN, _("{n} thiếu thông tin"))):  # fmt: skip
            if count := len(page.standing(standing)):
                told.append(words.format(n=count))
        unsigned = sum(1 for one in page.people if one.unsigned)
        told += [_("{n} chưa ký nhận").format(n=unsigned)] if unsigned else []
        self.status.count(*told[: COUNTS if self._narrow else len(told)])

    def _show_current(self) -> None:
        if self.page is not None:
            current = self.table.current_line()
            self.pane.show_row(current if isinstance(current, Row) else None, self.page)

    def _to_approve(self) -> tuple[Row, ...]:
        """Who would be approved now: those sure of a place, and of the tied or waiting those chosen."""
        if self.page is None:
            return ()
        chosen = [one for one in self.table.chosen_lines() if one.standing in (seen.TIED, seen.WAITING)]
        return (*self.page.standing(seen.IN), *chosen)

    def _show_approving(self) -> None:
        if self.page is None:
            return
        coming, free = self._to_approve(), self.page.free
        self._approve.setText(" " + _("Trình duyệt {n}").format(n=self.page.counted(len(coming))))
        why = ""
        if not coming:
            why = _("Chưa ai chờ duyệt đủ điều kiện.")
        elif free is not None and len(coming) > free:
            why = _("Còn {n} chỗ: bỏ bớt người đã chọn.").format(n=free)
        elif self.page.standing(seen.TIED) and free is not None and len(coming) < free:
            why = _("Chọn thêm {n} trong số đồng hạng bằng phím Space.").format(n=free - len(coming))
        self._approve.setEnabled(not why)
        self._approve.setToolTip(why or "Ctrl+Enter")

    # Doing ------------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        self.desk.go("support")

    def _copy(self, places: list[int]) -> None:
        rows = [self.table.rows.row(at) for at in places]
        self.table.copy([one for one in rows if isinstance(one, Row)])

    def _open_household(self) -> None:
        current = self.table.current_line()
        if isinstance(current, Row):
            self.desk.go("household", current.household)

    def show_rules(self) -> None:
        """F1: who may benefit and who goes first."""
        if self.page is not None:
            self.deeds.rules(self.page)

    def add(self) -> None:
        """Ctrl+N: those whom the register proposes, or anybody else."""
        if self.page is not None:
            self.deeds.enrol(self.page)

    def edit(self) -> None:
        """F2: the plan of the activity."""
        if self.page is not None:
            self.deeds.edit(self.page.key)

    def deliver(self) -> None:
        """Ctrl+D: something is handed over to all who were approved."""
        if self.page is not None:
            self.deeds.deliver(self.page)

    def print(self) -> None:
        """Ctrl+P: the list to sign."""
        if self.page is not None:
            self.deeds.print(self.page)

    def approve(self) -> None:
        """Those sure of a place, with those whom people chose among the tied."""
        self._show_approving()
        if self.page is not None and self._approve.isEnabled():
            self.deeds.approve(self.page, self._to_approve())
        elif self._approve.toolTip():
            self.desk.tell.done(self._approve.toolTip())

    def _except(self, why: str) -> None:
        if self.pane.shown is not None:
            self.deeds.go_on_beside(self.pane.shown, why)

    def _do(self, what: str) -> None:
        one = self.pane.shown
        if one is None or self.page is None:
            return
        if what == "open":
            self.desk.go("household", one.household)
        elif what == "other":
            self.desk.go("household", one.besides[0].household)
        elif self.page.ours:
            self.deeds.about(what, one, self.page)

    def _offer(self) -> None:
        menu = self._more.menu()
        menu.clear()
        if self.page is not None:
            for words, do in self.deeds.offered(self.page):
                menu.addAction(words, do)


def _page(store: Any, key: bytes, today: Any) -> Page:
    from app.ui.screens import support_activity_reading

    return support_activity_reading.page(store, key, today)
