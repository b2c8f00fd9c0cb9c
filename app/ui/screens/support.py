"""Dự án, chính sách: by programme, the sub-projects and activities of a year, their money and what waits."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget

from app.i18n import _, number, pgettext
from app.ui import clock, theme_fonts
from app.ui.screen import Head, Kind, Screen
from app.ui.screens import SUPPORT
from app.ui.screens.support_activity import WATCHED
from app.ui.screens.support_deeds import Deeds
from app.ui.screens.support_money_strip import MoneyStrip
from app.ui.screens.support_seen import ACTIVITY, PROGRAMME, SUB, Line, Year
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, holder, row
from app.ui.widgets.buttons import Do, button
from app.ui.widgets.cells import draw_number, draw_progress, draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.errands import Errand, Errands
from app.ui.widgets.fields import Choice
from app.ui.widgets.money_bar import draw_money_cell, millions
from app.ui.widgets.panel import Empty, Panel
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.table import Table

LESS = ("delivered", "todo")  # columns that a narrow window can do without


class SupportScreen(Screen):
    """The list of a year."""

    kind: ClassVar[Kind] = SUPPORT
    watches: ClassVar[frozenset[str]] = WATCHED | {"budget_line", "household_plan"}

    def build(self) -> None:
        """Head with the year, money of the year, the list beside what waits."""
        self._told: Year | None = None
        self._wanted: int | None = None
        self.deeds = Deeds(self.desk, self)
        self.years = Choice()
        self.years.setFixedWidth(Size.name_column - Size.margin)
        self.years.setAccessibleName(_("Năm"))
        self._more = button(_("Việc khác"), icon="chevron-down")
        self._more.setMenu(QMenu(self._more))
        self.head = Head(self.kind.title, [
            self._more,
            button(_("Kế hoạch hộ"), lambda: self.desk.go("household_plans"), icon="house"),
            button(_("Vốn"), lambda: self.desk.go("support_money", self._year()), icon="scale"),
            button(_("Thêm hoạt động"), self.new_activity, icon="plus", kind="primary", key="Ctrl+N"),
        ])  # fmt: skip
        self.head.beside.addWidget(self.years)
        self.strip = MoneyStrip()
        self.table = Table(columns())
        self._list = Panel(_("Hoạt động trong năm"))
        self._list.put(self.table)
        self._waiting, self.errands = Panel(_("Cần làm")), Errands()
        self._waiting.put(self.errands)
        self._waiting.setFixedWidth(Size.case_list + Size.margin)
        below = row(self._list, self._waiting, gap=Size.margin)
        below.setStretch(0, 1)
        body = column(self.strip, below, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.gap))
        body.setStretch(1, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(holder(body))
        self._pages.addWidget(self._none())
        self.status = StatusLine([
            ("Enter", _("mở")), ("Ctrl+N", _("hoạt động mới")), ("F2", _("sửa")),
            ("Ctrl+PgUp PgDn", _("năm khác")),
        ])  # fmt: skip
        layout = column(self.head, self._pages, self.status, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)

    def _none(self) -> Empty:
        return Empty(
            "sprout", _("Năm này chưa có hoạt động nào"),
            _("Thêm mô hình, lớp, đợt cấp thẻ, nhà…; hoặc nhập kế hoạch vốn, danh sách thụ hưởng từ Excel."),
            _("Thêm hoạt động"), self.new_activity,
        )  # fmt: skip

    def wire(self) -> None:
        """Keys, the year, the menu."""
        self.table.row_opened.connect(self._open)
        self.table.copy_wanted.connect(
            lambda places: self.table.copy([self.table.rows.row(at) for at in places])
        )
        self.years.currentIndexChanged.connect(lambda *_: self._choose_year())
        self._more.menu().aboutToShow.connect(self._offer)
        keys: dict[str, Do] = {
            "F2": self.edit,
            "Ctrl+PgUp": partial(self._step_year, -1),
            "Ctrl+PgDown": partial(self._step_year, 1),
        }
        for key, do in keys.items():
            made = QShortcut(QKeySequence(key), self, do)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """A narrow window does without what the pane at the right says, too."""
        super().resizeEvent(event)
        narrow = self.width() < Size.window_width - 2 * Size.sidebar
        self.table.hide_columns(LESS if narrow else ())

    # Showing ----------------------------------------------------------------------------------------------

    def show_what(self, what: Any) -> None:
        """Show a year."""
        if isinstance(what, int) and what != self._wanted:
            self._wanted = what
            self.out_of_date()

    def refresh(self) -> None:
        """Read the year anew."""
        outline = self.desk.outline
        if outline.place:
            read = partial(_year, scope=outline.place, wanted=self._wanted, today=clock.today())
            self.desk.runner.ask(read, self._show, latest="support")

    def _show(self, told: Year) -> None:
        self._told = told
        self.years.offer([(str(year), _("năm {year}").format(year=year)) for year in told.years])
        self.years.blockSignals(True)
        self.years.choose(str(told.year))
        self.years.blockSignals(False)
        self._pages.setCurrentIndex(0 if told.lines or any(told.money) else 1)
        at = max(self.table.currentIndex().row(), 0)
        self.table.rows.fill(told.lines)
        self.table.go_to(min(at, max(len(told.lines) - 1, 0)))
        name = _("Kế hoạch {year}").format(year=told.year)
        expected = (
            _("ước cả năm {percent} %").format(percent=number(told.estimate, 1))
            if told.estimate is not None else ""
        )  # fmt: skip
        words = _("triệu đồng, mọi nguồn; lượt hưởng: {households} hộ, {persons} người").format(
            households=number(told.households), persons=number(told.persons)
        )
        self.strip.show_amounts(*told.money, name, expected, words)
        activities = told.activities()
        self._list.note.setText(_("{n} hoạt động").format(n=len(activities)))
        self._show_waiting(told)
        late = sum(one.late for one in activities)
        self.status.count(
            _("{n} hoạt động").format(n=len(activities)),
            *([_("{n} quá hạn").format(n=late)] if late else []),
            *([_("{n} kết quả đến hạn").format(n=told.due)] if told.due else []),
        )

    def _show_waiting(self, told: Year) -> None:
        found = []
        if told.due:
            words = pgettext("to do", "{n} kết quả đến hạn").format(n=told.due)
            detail = _("sau 6 và 12 tháng kể từ lần cấp phát cuối")
            found.append(Errand("clock-alert", "warn", words, detail, _("Ghi"), self.deeds.outcomes))
        waiting = [one for one in told.activities() if one.todo and not one.closed]
        for one in sorted(waiting, key=lambda one: not one.late):
            icon, tone = ("clock-alert", "danger") if one.late else ("circle-dot", "warn")
            go = partial(self.desk.go, "activity", one.key)
            found.append(Errand(icon, tone, one.todo[:1].upper() + one.todo[1:], one.name, _("Mở"), go))
        self.errands.fill(found)
        self._waiting.note.setText("" if found else _("không có gì chờ"))

    # Doing ------------------------------------------------------------------------------------------------

    def _year(self) -> int:
        return self._told.year if self._told else clock.today().year

    def _choose_year(self) -> None:
        self._wanted = int(self.years.chosen() or 0) or None
        self.refresh()

    def _step_year(self, step: int) -> None:
        at = self.years.currentIndex() + step
        if 0 <= at < self.years.count():
            self.years.setCurrentIndex(at)

    def _current(self) -> Line | None:
        index = self.table.currentIndex()
        line: Line | None = self.table.rows.row(index.row()) if index.isValid() else None
        return line

    def _open(self, at: int) -> None:
        line: Line = self.table.rows.row(at)
        if line.level == ACTIVITY:
            self.desk.go("activity", line.key)
        else:
            self.desk.go("support_money", self._year())

    def new_activity(self) -> None:
        """A new activity, of the sub-project on which the keyboard is."""
        line = self._current()
        self.deeds.create(self._year(), line.code if line and line.level != PROGRAMME else "")

    def edit(self) -> None:
        """F2: the plan of the current activity."""
        line = self._current()
        if line is not None and line.key:
            self.deeds.edit(line.key)

    def _offer(self) -> None:
        menu = self._more.menu()
        menu.clear()
        menu.addAction(_("Nhập danh sách thụ hưởng, kế hoạch vốn từ Excel…"), lambda: self.desk.go("intake"))
        menu.addAction(_("Kết quả sau hỗ trợ…"), self.deeds.outcomes)


def columns() -> tuple[Column, ...]:
    """Columns over `Line`s."""
    return (
        Column(_("Dự án, chính sách, hoạt động"), lambda line: line,
               lambda line: f"{line.mark} {line.name}".strip(), key="name", sample="M" * 18,
               draw=_draw_name, sorts=False, stretch=True,
               tip=lambda line: " · ".join(filter(None, (line.name, line.under)))),
        Column(_("Đã duyệt / chỗ"), lambda line: line.taken, _taken, key="taken", sample="MMM 00/00",
               draw=_draw_taken, sorts=False),
        Column(_("Kế hoạch"), lambda line: line.money[0], _in_millions, key="planned", right=True,
               sample="00.000,0", draw=_draw_millions, sorts=False),
        Column(_("Giải ngân"), lambda line: line.money, lambda money: _in_millions(money[2]), key="disbursed",
               sample="MMMMM 000,0 %", draw=draw_money_cell, sorts=False),
        Column(_("Đã giao"), lambda line: line.delivered, _in_millions, key="delivered", right=True,
               sample="00.000,0", draw=_draw_millions, sorts=False),
        Column(_("Đang chờ"), lambda line: (line.todo, line.late), lambda told: told[0], key="todo",
               sample="quá hạn 00 ngày", draw=_draw_todo, sorts=False),
    )  # fmt: skip


def _draw_name(painter: QPainter, cell: QRectF, line: Line, _look: Look) -> None:
    if line.level == PROGRAMME:
        draw_words(painter, cell, line.name, Look(weight="bold"))
        return
    if line.level == SUB:
        code = theme_fonts.metrics("base", theme_fonts.SEMIBOLD).horizontalAdvance(line.mark) + Size.gap
        draw_words(painter, cell, line.mark, Look(weight="bold", tone="accent"))
        draw_words(painter, cell.adjusted(code, 0, 0, 0), line.name, Look(tone="text2"))
        return
    inner = cell.adjusted(Size.margin + Size.gap, 0, 0, 0)
    draw_words(painter, inner, line.name, Look(weight="medium", tone="text3" if line.closed else "text"))
    used = theme_fonts.metrics("base", theme_fonts.MEDIUM).horizontalAdvance(line.name) + Size.gap
    if line.under and used < inner.width():
        draw_words(painter, inner.adjusted(used, 1, 0, 0), line.under, Look(size="small", tone="text3"))


def _taken(told: tuple[int, int | None] | None) -> str:
    if told is None:
        return ""
    enrolled, places = told
    return number(enrolled) if places is None else f"{number(enrolled)}/{number(places)}"


def _draw_taken(painter: QPainter, cell: QRectF, told: tuple[int, int | None] | None, look: Look) -> None:
    if told is not None and told[1]:
        draw_progress(painter, cell, told, look)
    elif told is not None:
        draw_number(painter, cell, told[0], Look(right=True))


def _in_millions(amount: int) -> str:
    return millions(amount) if amount else ""


def _draw_millions(painter: QPainter, cell: QRectF, amount: int, _look: Look) -> None:
    draw_words(
        painter,
        cell,
        millions(amount) if amount else "–",
        Look(right=True, tone="text" if amount else "text3"),
    )


def _draw_todo(painter: QPainter, cell: QRectF, told: tuple[str, bool], _look: Look) -> None:
    words, late = told
    draw_words(painter, cell, words, Look(tone="danger" if late else "text2"))


def _year(store: Any, scope: bytes, wanted: int | None, today: Any) -> Year:
    from app.ui.screens import support_reading

    return support_reading.year(store, scope, wanted, today)
