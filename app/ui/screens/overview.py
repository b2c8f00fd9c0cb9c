"""Tổng quan: the round at a glance. Every number opens its households; what has no data says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout

from app.i18n import _, number
from app.progress import Progress
from app.rules import book, procedure
from app.services.overview import CLASSES, Overview, VillageLine, overview
from app.store.listing import Wanted
from app.store.store import Store
from app.ui import clock
from app.ui.screen import Head, Kind, Screen
from app.ui.screens import OVERVIEW, overview_procedure
from app.ui.screens.overview_tables import (
    INDICATORS,
    SHORT,
    behind_class,
    behind_village,
    below,
    class_columns,
    tasks,
    village_columns,
)
from app.ui.screens.procedure_seen import OF_PROCEDURE, AtStep, Standing
from app.ui.theme_sizes import Size
from app.ui.widgets.bars import Bar, BarList, StackedBar, Thin
from app.ui.widgets.boxes import STRETCH, column, emptied, holder, row
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label, wrapped
from app.ui.widgets.panel import Empty, Panel
from app.ui.widgets.shapes import ClassMark
from app.ui.widgets.table import Table
from app.ui.widgets.two_lines import Entry, Lines

RESULT = "1"  # the report of the round's result


class OverviewScreen(Screen):
    """The first screen."""

    kind: ClassVar[Kind] = OVERVIEW
    watches: ClassVar[frozenset[str]] = frozenset(
        {"household", "review_case", "result", "review_round", "membership", *OF_PROCEDURE}
    )

    def build(self) -> None:
        """Two columns of panels; or, without a round, what to do first."""
        self._seen: Overview | None = None
        self._what_if: Any = None
        self._standings: dict[bytes, Standing] = {}
        self._standings_of = b""
        self._below = below(own=True)
        self._left_bar, self._left_words = Thin(), label(weight="medium")
        self.head = Head(
            self.kind.title,
            [
                button(_("In kết quả"), self.print, icon="printer", key="Ctrl+P"),
                button(_("Xem danh sách hộ"), self._all, icon="house", kind="primary"),
            ],
        )
        for part in (self._left_bar, self._left_words):
            self.head.beside.addWidget(part)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._panels())
        self._pages.addWidget(
            Empty(
                "clipboard-list",
                _("Sổ chưa có đợt rà soát"),
                _("Nhập sổ của xã, danh sách hộ nghèo hoặc mở đợt rà soát; số liệu của đợt sẽ hiện ở đây."),
                _("Nhập từ Excel"),
                lambda: self.desk.go("intake"),
            )
        )
        self.setLayout(column(self.head, self._pages, gap=0))

    def _panels(self) -> QScrollArea:
        self._classes, self._villages = Panel(_("Kết quả")), Panel("")
        self._indicators = Panel(_("Chỉ số thiếu hụt của hộ nghèo"), bare=True)
        self.bars = BarList()
        self._indicators.put(self.bars)
        self._tasks = Panel(_("Việc cần làm"))
        self.tasks = Lines()
        self._no_tasks = Empty(
            "circle-check",
            _("Không có việc chờ"),
            _("Mọi hộ trong đợt đã rà soát xong, sổ không thiếu mục nào."),
            small=True,
        )
        self._tasks.put(self.tasks)
        self._tasks.put(self._no_tasks)
        self._other = Panel(_("Nếu theo chuẩn khác"), bare=True)
        self._other_room = column(gap=Size.gap, around=(Size.margin, 0, Size.margin, Size.margin))
        self._other.put(holder(self._other_room))
        left = column(self._classes, self._villages, self._indicators, STRETCH, gap=Size.margin)
        right = column(self._tasks, self._other, STRETCH, gap=Size.margin)
        self._columns = both = row(
            left, right, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.gap)
        )
        both.setStretch(0, 19)
        both.setStretch(1, 10)
        return _scrolling(both)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """Where two columns of panels have no room, the second comes under the first."""
        super().resizeEvent(event)
        narrow = self.width() < Size.left_column + Size.parameters
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def wire(self) -> None:
        """What opens what."""
        self.bars.chosen.connect(lambda key: self._open(Wanted(now=("poor",), lacking=(key,))))
        self.tasks.chosen.connect(self._open)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.go_on)

    def refresh(self) -> None:
        """Ask for the counts; the other standard is worked out afterwards."""
        view = self.desk.view
        self._pages.setCurrentIndex(0 if view.seen else 1)
        self._show_days()
        if view.seen:
            self._below = below(own=view.seen.own)
            self._villages.title.setText(_("Tiến độ theo {below}").format(below=self._below))
            ask = partial(overview, rounds=view.rounds, areas=self.desk.outline.areas)
            self.desk.runner.ask(ask, self._show, latest="overview")
            self._ask_what_if()

    # The round --------------------------------------------------------------------------------------------

    def _show_days(self) -> None:
        """How much of the period of the review is left."""
        today = clock.today()
        told = f"{clock.weekday(today)}, {clock.shown(today)}"
        period = _period(self.desk.view.year, today) if self.desk.view.seen else None
        for part in (self._left_bar, self._left_words):
            part.setVisible(period is not None)
        if period:
            first, last = period
            day, days = (today - first).days + 1, (last - first).days + 1
            told += " · " + _("ngày {day} trên {days} của đợt").format(day=day, days=days)
            self._left_bar.fill(day / days)
            self._left_words.setText(
                _("còn {n} ngày, đến {day}").format(n=(last - today).days, day=clock.shown(last))
            )
        self.head.note.setText(told)

    def _show(self, seen: Overview) -> None:
        self._seen = seen
        self._ask_standings()
        self._show_classes(seen)
        self._show_villages(seen)
        self._show_indicators(seen)
        self._show_tasks(seen)

    def _show_classes(self, seen: Overview) -> None:
        view = self.desk.view
        year, last = view.year or "", view.last.year if view.last else ""
        word = _("Kết quả tạm tính") if seen.unreviewed or self._open_round() else _("Kết quả")
        beside = (
            _("và diễn biến so với năm {year}").format(year=last)
            if seen.before
            else _("năm {year}").format(year=year)
        )
        self._classes.title.setText(f"{word} {beside}")
        self._classes.note.setText(
            _("{households} hộ · {persons} khẩu · {areas} {below}").format(
                households=number(seen.households),
                persons=number(seen.persons),
                areas=len(seen.villages),
                below=self._below,
            )
        )
        self.classes = Table(
            class_columns(year, last, seen.before, seen.households), by_cell=True, tall=True, edge=Size.gap
        )
        self.classes.rows.fill(seen.classes)
        self.classes.cell_opened.connect(lambda at, key: self._open(behind_class(seen.classes[at], key)))
        _replace(self._classes.body, self.classes)

    def _open_round(self) -> bool:
        return bool(self.desk.view.seen and self.desk.view.seen.state == "open")

    def _show_villages(self, seen: Overview) -> None:
        left = (
            _(" · {n} hộ còn lại tạm giữ kết quả năm trước").format(n=number(seen.unreviewed))
            if seen.unreviewed
            else ""
        )
        self._villages.note.setText(
            _("đã rà soát {done}/{cases} hộ thuộc diện").format(
                done=number(seen.done), cases=number(seen.cases)
            )
            + left
        )
        steps = overview_procedure.columns(self._standings) if self._standings else ()
        self.villages = Table(village_columns(self._below, steps), by_cell=True, edge=Size.gap)
        self.villages.rows.fill(seen.villages)
        self.villages.cell_opened.connect(lambda at, key: self._open_village(seen.villages[at], key))
        _replace(self._villages.body, self.villages)

    def _show_indicators(self, seen: Overview) -> None:
        self._indicators.title.setText(_("Chỉ số thiếu hụt của {n} hộ nghèo").format(n=number(seen.poor)))
        lacks = sum(line.households for line in seen.indicators)
        mean = number(lacks / seen.poor, 1) if seen.poor else "–"
        self._indicators.note.setText(
            _("nhiều nhất trước · {n} lượt thiếu hụt, bình quân {mean} mỗi hộ").format(
                n=number(lacks), mean=mean
            )
        )
        whole = max(seen.poor, 1)
        self.bars.fill(
            [
                Bar(
                    one.key,
                    one.number,
                    INDICATORS.get(one.key, one.name),
                    one.households,
                    one.households / whole,
                    one.name,
                )
                for one in seen.indicators
            ]
        )

    def _show_tasks(self, seen: Overview) -> None:
        steps = overview_procedure.tasks(self._standings.values())
        told = tasks(seen, surveys=not self._standings)
        waiting = [
            *steps,
            *(Entry(wanted, words, detail, icon=icon, tone="warn") for icon, words, detail, wanted in told),
        ]
        self.tasks.fill(waiting)
        self.tasks.setCurrentIndex(QModelIndex())
        self.tasks.fit_height()
        self.tasks.setVisible(bool(waiting))
        self._no_tasks.setVisible(not waiting)
        self._tasks.note.setText(
            _("{n} việc · Ctrl+Enter làm việc đầu").format(n=len(waiting)) if waiting else ""
        )

    # The procedure ----------------------------------------------------------------------------------------

    def _ask_standings(self) -> None:
        """The steps of the villages come after the counts: they need more than the first picture may cost."""
        held = self.desk.view.round
        if held is None or held.state != "open":
            self._standings = {}
            return
        if self._standings_of != held.key:
            self._standings, self._standings_of = {}, held.key
        read = partial(overview_procedure.read, one=held.key, today=clock.today())
        self.desk.runner.query(read, self._take_standings, latest="overview.procedure")

    def _take_standings(self, standings: Sequence[Standing]) -> None:
        self._standings = {one.place: one for one in standings}
        if self._seen is not None:
            self._show_villages(self._seen)
            self._show_tasks(self._seen)

    def _open_village(self, line: VillageLine, key: str) -> None:
        standing = overview_procedure.standing_of(self._standings, line.area.within)
        if key in (overview_procedure.STEP, overview_procedure.DUE) and standing is not None:
            self.desk.go("procedure_village", AtStep(standing.place, standing.at))
        else:
            self._open(behind_village(line, key))

    # Another standard -------------------------------------------------------------------------------------

    def _ask_what_if(self) -> None:
        view = self.desk.view
        other = _next_standard(view.standard) if view.round else None
        self._other.setVisible(other is not None)
        if other is None:
            return
        emptied(self._other_room)
        self._other.title.setText(_("Nếu theo {name}").format(name=other.short[:1].lower() + other.short[1:]))
        self._other_room.addWidget(
            wrapped(_("Chấm lại mọi hộ của đợt theo chuẩn ấy; không ghi gì vào sổ."), tone="second")
        )
        self._other_room.addLayout(row(button(_("Tính thử"), partial(self._work_out, other.key)), STRETCH))

    def _work_out(self, standard: str) -> None:
        do = partial(_what_if, year=self.desk.view.year, standard=standard)
        self.desk.runner.work(do, self._show_what_if, _("Chấm thử theo chuẩn khác"))

    def _show_what_if(self, found: Any) -> None:
        emptied(self._other_room)
        after = found.total.after
        marks = [ClassMark(klass, f"{number(after.get(klass, 0))} {SHORT[klass]}") for klass in CLASSES]
        bar = StackedBar()
        bar.fill([(klass, after.get(klass, 0)) for klass in CLASSES])
        told = sum(after.get(klass, 0) for klass in CLASSES)
        foot = row(
            label(_("Trên {n} hộ phân loại được").format(n=number(told)), tone="second"),
            STRETCH,
            label(_("{n} hộ khác loại").format(n=number(found.different)), tone="accent", weight="medium"),
        )
        self._other_room.addLayout(row(*marks, STRETCH, gap=Size.margin))
        self._other_room.addWidget(bar)
        self._other_room.addLayout(foot)
        for note in found.notes:
            self._other_room.addWidget(wrapped(note, size="small", tone="warn"))

    # Elsewhere --------------------------------------------------------------------------------------------

    def _open(self, wanted: Wanted | AtStep) -> None:
        self.desk.go("procedure_village" if isinstance(wanted, AtStep) else "households", wanted)

    def print(self) -> None:
        """The result of the round as its first official report, to be looked at and printed."""
        if self.desk.view.seen:
            self.desk.go("reports", RESULT)

    def go_on(self) -> None:
        """What to do next: the first thing that waits, else the forms of the round."""
        from app.ui.screens.review_form import Reviewed

        if self.tasks.count():
            self._open(self.tasks.first())
        elif self.desk.view.round:
            self.desk.go("review_form", Reviewed())

    def _all(self) -> None:
        self.desk.go("households", Wanted())


def _replace(room: QVBoxLayout, table: Table) -> None:
    emptied(room)
    table.fit_height()
    room.addWidget(table)


def _scrolling(layout: Any) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    inner = holder(layout)
    inner.setProperty("role", "page")
    area.setWidget(inner)
    return area


def _period(year: int | None, today: date) -> tuple[date, date] | None:
    """First and last day of the periodic review of a year, while it runs."""
    if year is None:
        return None
    held = procedure.procedure(today)
    first, last = held.periodic.of(year)
    return (first, last) if first <= today <= last else None


def _next_standard(key: str) -> book.RuleBook | None:
    """The national standard that follows, where there is one."""
    if not key:
        return None
    own = book.book(key)
    later = [one for one in book.books() if one.valid_from > own.valid_to and one.scope == own.scope]
    return min(later, key=lambda one: one.valid_from, default=None)


def _what_if(store: Store, progress: Progress, year: int | None, standard: str) -> Any:
    from app.services import scoring

    assert year is not None, "another standard is only offered for a round"
    progress.step(0, 1, _("đang chấm"))
    with store.session() as session:
        return scoring.what_if(session, store.place, year, standard)
