"""Vốn: how far the money of a year is, by sub-project and source, at each period of report; entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QResizeEvent, QShortcut

from app.i18n import _, number
from app.models.support import PAID_BACK
from app.rules.codes import code_list
from app.ui import clock
from app.ui.dialogs.money_entries import STAGES, EnterMoney, StrikeMoney
from app.ui.screen import Head, Kind, Screen
from app.ui.screens import SUPPORT_MONEY
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column
from app.ui.widgets.buttons import button
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.fields import Choice
from app.ui.widgets.money_bar import draw_money_cell, millions
from app.ui.widgets.panel import Panel
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.table import Table

PERIODS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("", lambda: _("đến hôm nay")),
    ("half_year", lambda: _("6 tháng")),
    ("nine_months", lambda: _("9 tháng")),
    ("year", lambda: _("cả năm")),
)
TOTAL, SUB, SOURCE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the progress: the whole, a sub-project, or one of its sources; amounts in đồng."""

    level: int
    code: str
    name: str
    planned: int
    carried: int
    allocated: int
    disbursed: int
    estimate: float | None


@dataclass(frozen=True, slots=True)
class Told:
    """The money of a year up to a day: its progress, and the entries of the store's own book."""

    years: tuple[int, ...]
    lines: tuple[Line, ...]
    entries: tuple[Any, ...]
    titles: dict[bytes, str]


class SupportMoney(Screen):
    """The money of a year."""

    kind: ClassVar[Kind] = SUPPORT_MONEY
    watches: ClassVar[frozenset[str]] = frozenset({"money", "budget_line", "activity"})

    def build(self) -> None:
        """Progress over entries."""
        self._year = clock.today().year
        self.years, self.periods = Choice(), Choice([(key, words()) for key, words in PERIODS])
        for chooser, name in ((self.years, _("Năm")), (self.periods, _("Kỳ"))):
            chooser.setAccessibleName(name)
            chooser.setFixedWidth(Size.name_column)
        self._intake = button(_("Nhập từ Excel"), lambda: self.desk.go("intake"), icon="file-input")
        self.head = Head(_("Vốn"), [
            button(_("Về hoạt động"), self._leave, icon="arrow-left", key="Esc"),
            self._intake,
            button(_("Ghi khoản vốn"), self.enter, icon="plus", kind="primary", key="Ctrl+N"),
        ])  # fmt: skip
        self.head.beside.addWidget(self.years)
        self.head.beside.addWidget(self.periods)
        self.progress = Table(_progress())
        self._progress = Panel(_("Tiến độ theo dự án và nguồn"))
        self._progress.note.setText(_("triệu đồng"))
        self._progress.put(self.progress)
        self._entries = Panel(_("Các khoản đã ghi"))
        self.entries = Table(_entries(self._title))
        self._entries.put(self.entries)
        panels = column(
            self._progress, self._entries, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.gap)
        )
        panels.setStretch(0, 3)
        panels.setStretch(1, 2)
        self.status = StatusLine([
            ("Ctrl+N", _("ghi khoản vốn")), ("Del", _("bỏ khoản ghi nhầm")), ("Ctrl+C", _("chép sang Excel")),
        ])  # fmt: skip
        layout = column(self.head, panels, self.status, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.progress)
        self._titles: dict[bytes, str] = {}

    def wire(self) -> None:
        """Choices, keys, copies."""
        self.years.currentIndexChanged.connect(lambda *_: self._choose())
        self.periods.currentIndexChanged.connect(lambda *_: self.refresh())
        self.progress.row_opened.connect(self._enter_for)
        for table in (self.progress, self.entries):
            table.copy_wanted.connect(partial(self._copy, table))
        strike = QShortcut(QKeySequence("Del"), self.entries, self.strike)
        strike.setContext(Qt.ShortcutContext.WidgetShortcut)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """A narrow window does without a button that is in the menu of the year, too."""
        super().resizeEvent(event)
        narrow = self.width() < Size.window_width - 2 * Size.sidebar
        self._intake.setVisible(not narrow)
        self.entries.hide_columns(("over_why",) if narrow else ())

    def next_pane(self) -> bool:
        """F6: from the progress to the entries."""
        if self.progress.hasFocus():
            self.entries.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    # Showing ----------------------------------------------------------------------------------------------

    def show_what(self, what: Any) -> None:
        """Show a year."""
        if isinstance(what, int):
            self._year = what
            self.out_of_date()

    def refresh(self) -> None:
        """Read the year anew."""
        place = self.desk.outline.place
        if place:
            read = partial(_told, place=place, year=self._year, period=self.periods.chosen())
            self.desk.runner.query(read, self._show, latest="support.money")

    def _show(self, told: Told) -> None:
        self._titles = told.titles
        self.years.blockSignals(True)
        self.years.offer([(str(year), _("năm {year}").format(year=year)) for year in told.years])
        self.years.choose(str(self._year))
        self.years.blockSignals(False)
        for table, rows in ((self.progress, told.lines), (self.entries, told.entries)):
            at = max(table.currentIndex().row(), 0)
            table.rows.fill(rows)
            table.go_to(min(at, len(rows) - 1))
        self._entries.note.setText(_("{n} khoản trong sổ này").format(n=len(told.entries)))
        whole = next((line for line in told.lines if line.level == TOTAL), None)
        if whole is not None:
            self.status.count(
                _("kế hoạch {n}").format(n=millions(whole.planned + whole.carried)),
                _("đã cấp {n}").format(n=millions(whole.allocated)),
                _("giải ngân {n}").format(n=millions(whole.disbursed)),
                _("triệu đồng"),
            )

    def _title(self, entry: Any) -> str:
        return self._titles.get(entry.activity, "") if entry.activity else _("cả dự án")

    # Doing ------------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        self.desk.go("support", self._year)

    def _choose(self) -> None:
        self._year = int(self.years.chosen() or self._year)
        self.refresh()

    def _copy(self, table: Table, places: list[int]) -> None:
        table.copy([table.rows.row(at) for at in places])

    def enter(self) -> None:
        """A new entry, for the sub-project on which the keyboard is."""
        self._enter_for(self.progress.currentIndex().row())

    def _enter_for(self, at: int) -> None:
        line: Line | None = self.progress.rows.row(at) if at >= 0 else None
        EnterMoney(self.desk, self, self._year, line.code if line else "").open()

    def strike(self) -> None:
        """Del: an entry made by mistake."""
        at = self.entries.currentIndex().row()
        if at >= 0:
            StrikeMoney(self.desk, self, self.entries.rows.row(at)).open()


def _progress() -> tuple[Column, ...]:
    def amount(title: str, value: Any) -> Column:
        return Column(title, value, millions, right=True, sample="00.000,0 M", draw=_draw_amount, sorts=False)

    return (
        Column(_("Dự án, nguồn"), lambda line: line, lambda line: line.name, sample="M" * 16, draw=_draw_name,
               sorts=False, stretch=True),
        amount(_("Kế hoạch"), lambda line: line.planned),
        amount(_("Kéo dài"), lambda line: line.carried),
        amount(_("Đã cấp"), lambda line: line.allocated),
        amount(_("Giải ngân"), lambda line: line.disbursed),
        Column(_("% kế hoạch"), lambda line: (line.planned + line.carried, line.allocated, line.disbursed),
               lambda told: f"{number(100 * told[2] / told[0], 1)} %" if told[0] else "",
               sample="MMMMMMMM 000,0 %", draw=draw_money_cell, sorts=False),
        Column(_("Ước cả năm"), lambda line: line.estimate,
               lambda told: "" if told is None else f"{number(told, 1)} %", right=True, sample="Ước cả năm",
               sorts=False, tone="text2"),
    )  # fmt: skip


def _draw_amount(painter: QPainter, cell: QRectF, amount: int, _look: Look) -> None:
    words = millions(amount) if amount else "–"
    draw_words(painter, cell, words, Look(right=True, tone="text" if amount else "text3"))


def _draw_name(painter: QPainter, cell: QRectF, line: Line, _look: Look) -> None:
    indent = (line.level - SUB) * Size.margin if line.level > TOTAL else 0
    weight = {TOTAL: "bold", SUB: "medium"}.get(line.level, "")
    tone = "text2" if line.level == SOURCE else "text"
    draw_words(painter, cell.adjusted(indent, 0, 0, 0), line.name, Look(weight=weight, tone=tone))


def _entries(title: Any) -> tuple[Column, ...]:
    return (
        Column(_("Ngày"), lambda one: clock.shown(clock.day(one.on_day)), sample="00/00/0000", sorts=False),
        Column(_("Việc"), lambda one: STAGES[one.stage](), sample="Giải ngân M", sorts=False,
               weight="medium"),
        Column(_("Mã"), lambda one: one.code, sample="DA3.2 M", sorts=False, tone="text2"),
        Column(_("Hoạt động"), title, sample="M" * 12, sorts=False, stretch=True),
        Column(_("Nguồn"), _source, sample="Ngân sách trung ương (2025)", sorts=False),
        Column(_("Số tiền (đồng)"), lambda one: -one.amount if one.stage == PAID_BACK else one.amount, number,
               right=True, sample="00.000.000.000", sorts=False),
        Column(_("Chứng từ"), lambda one: one.document, sample="QĐ 236/QĐ-UBND M", sorts=False,
               tone="text2", tip=lambda one: one.document),
        Column(_("Lý do vượt"), lambda one: one.over_why, key="over_why", sample="M" * 8, sorts=False,
               tone="warn", tip=lambda one: one.over_why),
    )  # fmt: skip


def _source(one: Any) -> str:
    name = code_list("funding").name(one.source)
    return f"{name} ({one.carried_from})" if one.carried_from else name


def _told(session: Any, place: bytes, year: int, period: str) -> Told:
    from datetime import date

    from app.rules.programme import in_force
    from app.services.support import activity_lines, money, money_progress

    until = money_progress.period_end(year, period) if period else None
    lines = []
    for programme in in_force(date(year, 7, 1)):
        found, _whole = money_progress.progress(session, place, year, until, programme.key)
        for one in found:
            lines += list(_lines(f"{programme.key}|{one.code}", one))
    _all, whole = money_progress.progress(session, place, year, until)
    total = [_line(TOTAL, "", _("Tổng cộng"), whole)] if lines else []
    entries = money.entries(session, place, year)
    told = activity_lines.lines(session, place, None)
    kept = tuple(sorted({*(one.year for one in told), year, clock.today().year}, reverse=True))
    return Told(kept, (*total, *lines), tuple(reversed(entries)), {one.key: one.title for one in told})


def _lines(code: str, one: Any) -> Sequence[Line]:
    """A sub-project, and below it its sources where there are several."""
    own = code.rpartition("|")[2]
    name = one.name if own == code.partition("|")[0] else f"{own} · {one.name}"
    sources = [_line(SOURCE, code, code_list("funding").name(part.code), part) for part in one.sources]
    return (_line(SUB, code, name, one), *sources)


def _line(level: int, code: str, name: str, one: Any) -> Line:
    return Line(level, code, name, one.planned, one.carried, one.allocated, one.disbursed, one.estimate)
