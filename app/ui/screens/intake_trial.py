"""Nhập từ Excel, dry run: five counts, each opening its list; totals and returned workbook at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.exchange.intake.attempt import Attempt, Spot
from app.i18n import _, number
from app.ui.desk import Desk
from app.ui.screens.intake_doubts import Doubts
from app.ui.screens.intake_lists import LISTS
from app.ui.screens.intake_totals import Totals
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, holder, row, sides
from app.ui.widgets.buttons import Do, button
from app.ui.widgets.count_buttons import CountButtons, Counted
from app.ui.widgets.labels import Elided, icon_label, label
from app.ui.widgets.panel import Empty, Panel
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.table import Table

DOUBTFUL = "doubtful"
ROOMY = Size.case_list + Size.side_pane + Size.dialog  # narrower, three panes are too many


class TrialPage(QWidget):
    """What would happen.

    Signals:
        decided: where a doubtful line stands, and what it is.
    """

    decided = Signal(object, object)

    def __init__(self, desk: Desk, give_back: Do) -> None:
        super().__init__()
        self._attempt: Attempt | None = None
        self._filled: set[str] = set()
        self._fields = 0
        self.counts = CountButtons(_kinds())
        self._lists = QStackedWidget()
        self.tables: dict[str, Table] = {}
        self._pages: dict[str, QWidget] = {key: self._list(key) for key in LISTS}
        self.doubts = Doubts(desk)
        self._no_doubts = Panel(_("Dòng nghi ngờ"))
        told = _("Dòng nào cũng biết rõ là hộ nào, hoặc là hộ mới.")
        self._no_doubts.put(Empty("circle-check", _("Không có gì phải quyết"), told, small=True))
        for page in (*self._pages.values(), self.doubts, self._no_doubts):
            self._lists.addWidget(page)
        self.totals = Totals(desk)
        self._returned = self._returned_panel(give_back)
        side = column(self.totals, self._returned, gap=Size.margin)
        side.setStretch(0, 1)
        self._side = holder(side)
        self._side.setFixedWidth(Size.side_pane)
        body = row(self._lists, self._side, gap=Size.margin)
        body.setStretch(0, 1)
        whole = column(self.counts, body, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.margin))
        whole.setStretch(1, 1)
        hints = [("1…6", _("quyết định")), ("Ctrl+Z", _("hoàn tác quyết định")), ("Ctrl+Enter", _("nhập"))]
        self.status = StatusLine(hints)
        layout = column(whole, self.status, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.counts.chosen.connect(self._open)
        self.doubts.decided.connect(self.decided)
        self.doubts.looked_at.connect(self._tell_line)

    def _list(self, key: str) -> Panel:
        title, columns, _rows = LISTS[key]
        panel = Panel(title())
        self.tables[key] = Table(columns)
        self.tables[key].copy_wanted.connect(lambda rows, key=key: self._copy(key, rows))
        panel.put(self.tables[key])
        return panel

    def _returned_panel(self, give_back: Do) -> QWidget:
        self._refused = label(weight="medium")
        words = column(
            self._refused, Elided(_("tệp trả lại: ô đỏ và lý do"), size="small", tone="hint"), gap=0
        )
        self.give_back = button(_("Lưu tệp trả lại"), give_back)
        inner = row(
            icon_label("file-x", "danger", Size.brand_icon),
            words,
            STRETCH,
            self.give_back,
            gap=Size.gap + Size.tight,
            around=sides(Size.margin, Size.gap),
        )
        return framed("panel", inner)

    # Showing ----------------------------------------------------------------------------------------------

    def show_attempt(self, attempt: Attempt, *, fresh: bool, at: Spot | None = None) -> None:
        """Show a dry run; `fresh` opens what asks for something, `at` brings a doubtful line into view."""
        self._attempt = attempt
        if fresh:
            self._fields = attempt.fields_changed
        self._count(attempt)
        self.totals.show_attempt(attempt)
        self.totals.setVisible(bool(attempt.result and attempt.result.outcomes))
        self._refused.setText(_("{n} dòng để lại").format(n=number(attempt.staying_out)))
        self._returned.setVisible(bool(attempt.problems()))
        if attempt.outcomes(DOUBTFUL):
            self.doubts.show_attempt(attempt, at)
        if fresh:
            self._filled.clear()
            counts = attempt.counts
            asks = (DOUBTFUL, "refused", "changed", "new", "equal")
            self.counts.open(next((key for key in asks if counts[key]), "equal"))

    def _count(self, attempt: Attempt) -> None:
        for key, one in self.counts.buttons.items():
            one.count(attempt.counts[key])
        if self._fields:
            told = _("{n} ô khác với sổ").format(n=number(self._fields))
            self.counts.buttons["changed"].count(attempt.counts["changed"], told)
        if attempt.decisions:
            told = _("đã quyết {n}").format(n=len(attempt.decisions))
            self.counts.buttons[DOUBTFUL].count(attempt.counts[DOUBTFUL], told)

    def _open(self, key: str) -> None:
        if self._attempt is None:
            return
        self._make_room()
        if key == DOUBTFUL:
            there = bool(self._attempt.outcomes(DOUBTFUL))
            self._lists.setCurrentWidget(self.doubts if there else self._no_doubts)
            self.doubts.list.setFocus()
            self._tell_line(self.doubts.list.currentIndex().row() + 1)
            return
        if key not in self._filled:
            self._filled.add(key)
            self.tables[key].rows.fill(LISTS[key][2](self._attempt))
        self._lists.setCurrentWidget(self._pages[key])
        self.tables[key].setFocus()
        self.tables[key].go_to(0)
        self.status.count(
            _("{n} dòng trong danh sách").format(n=number(self.tables[key].rows.rowCount())), *self._note()
        )

    def _make_room(self) -> None:
        """In a narrow window the totals stand aside while a line is being decided."""
        self._side.setVisible(self.width() >= ROOMY or self.counts.opened != DOUBTFUL)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """There may be room now for what had none."""
        super().resizeEvent(event)
        self._make_room()

    def _tell_line(self, place: int) -> None:
        if self._attempt is not None and self.counts.opened == DOUBTFUL:
            told = _("Dòng {n}/{all}").format(n=place, all=self._attempt.counts[DOUBTFUL])
            self.status.count(told, *self._note())

    def _note(self) -> tuple[str, ...]:
        return (_("Nhập lại cùng tệp này lần hai không đổi gì"),)

    def _copy(self, key: str, places: list[int]) -> None:
        table = self.tables[key]
        table.copy([table.rows.row(place) for place in places])


def _kinds() -> tuple[Counted, ...]:
    return (
        Counted("new", "plus", _("Mới"), _("hộ chưa có trong sổ"), "accent"),
        Counted("changed", "pencil", _("Thay đổi"), _("khác với sổ"), "accent"),
        Counted("equal", "equal", _("Không đổi"), _("giống hệt, bỏ qua"), "text2"),
        Counted(DOUBTFUL, "circle-help", _("Nghi ngờ"), _("cần người quyết định"), "warn"),
        Counted("refused", "ban", _("Từ chối"), _("thiếu hoặc sai dữ liệu"), "danger"),
    )
