"""Báo cáo, in ấn: choose a report, see its very pages, whether it balances, print it, save it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QPushButton, QStackedWidget, QWidget

from app.i18n import _, number
from app.store.listing import Wanted
from app.ui.runner import Work
from app.ui.screen import Kind, Screen
from app.ui.screens import REPORTS, paper_printing, reports_work
from app.ui.screens.reports_parameters import Parameters
from app.ui.screens.reports_work import Asked, Offered, Prepared
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, emptied, framed, holder, row, sides
from app.ui.widgets.buttons import Do, button
from app.ui.widgets.labels import icon_label, label, wrapped
from app.ui.widgets.pages_pane import PagesPane
from app.ui.widgets.panel import Empty, Panel
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.titles import Title, Titles

LISTS = {
    "to_review": "clipboard-list",
    "posting": "eye",
    "targets": "trending-down",
}  # icons of the lists without a number


class ReportsScreen(Screen):
    """The reports."""

    kind: ClassVar[Kind] = REPORTS
    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "household",
            "person",
            "membership",
            "review_case",
            "result",
            "review_round",
            "place",
            "place_count",
            "target",
        }
    )

    def build(self) -> None:
        """Three panes: the list, the pages over the balance, the parameters."""
        self._offered: dict[str, Offered] = {}
        self._asked: Asked | None = None
        self._prepared: Prepared | None = None
        self._work: Work | None = None
        self._wrong: set[str] = set()
        self.print_button = button(_("In"), self.print, icon="printer", kind="primary", key="Ctrl+P")
        self.pdf_button = button(_("Lưu PDF"), self._ask_pdf, icon="file-down", tip="Ctrl+S")
        self.xlsx_button = button(_("Lưu Excel"), self._ask_xlsx, icon="file-spreadsheet", tip="Ctrl+E")
        self.all_button = button(
            _("In cả 15 biểu"), self._ask_folder, icon="files", tip=_("Ghi 15 tệp PDF vào một thư mục")
        )
        self._buttons: list[QPushButton] = [
            self.print_button,
            self.pdf_button,
            self.xlsx_button,
            self.all_button,
        ]
        self.parameters = Parameters(self.desk, [*self._buttons])
        panes = row(self._list_pane(), self._middle(), self.parameters, gap=0)
        panes.setStretch(1, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(holder(panes))
        self._pages.addWidget(
            Empty(
                "printer",
                _("Chưa có gì để báo cáo"),
                _("Biểu được lập từ một đợt rà soát. Nhập sổ của xã từ Excel, hoặc mở đợt rà soát trước."),
                _("Nhập từ Excel"),
                lambda: self.desk.go("intake"),
            )
        )
        self.setLayout(column(self._pages, gap=0))

    def _list_pane(self) -> QFrame:
        papers = button(_("Giấy tờ"), lambda: self.desk.go("papers"), kind="link")
        title = label(self.kind.title, size="title")
        head = framed("head", row(title, STRETCH, papers, around=sides(Size.margin)))
        head.setFixedHeight(Size.screen_head)
        self.filter = SearchField(_("Tìm biểu"), "Ctrl+F", "list-filter")
        self.titles = Titles()
        layout = column(
            head, holder(row(self.filter, around=(Size.margin, 0, Size.margin, Size.gap))), self.titles, gap=0
        )
        layout.setStretch(2, 1)
        pane = framed("listpane", layout)
        pane.setFixedWidth(Size.case_list + Size.gap)
        return pane

    def _middle(self) -> QWidget:
        self.pane = PagesPane()
        self.view = self.pane.view
        paper_printing.feed(self.desk, self.pane)
        self._balance = Panel(_("Tự kiểm"), bare=True)
        self.open_behind = self._balance.add_link("", self._open_behind)
        self._balance.add_link(_("Kiểm tra cả 15"), self.check_all)
        self._set_targets = self._balance.add_link(_("Giao chỉ tiêu…"), self.set_targets)
        self._checks = column(gap=Size.tight, around=(Size.margin, 0, Size.margin, Size.gap + Size.tight))
        self._balance.body.addLayout(self._checks)
        foot = framed("desk", column(self._balance, around=(Size.margin, 0, Size.margin, Size.margin)))
        layout = column(self.pane, foot, gap=0)
        layout.setStretch(0, 1)
        return holder(layout)

    def wire(self) -> None:
        """The list, the pages, the keys."""
        self.titles.chosen.connect(lambda _key: self.ask())
        self.filter.textChanged.connect(self.titles.narrow)
        self.filter.stepped.connect(self.titles.step)
        self.filter.returnPressed.connect(self.titles.setFocus)
        self.filter.left.connect(self.titles.setFocus)
        self.parameters.changed.connect(self.ask)
        self.pane.keys_on(self)
        self.desk.runner.work_ended.connect(self._ended)
        keys: dict[str, Do] = {"Ctrl+S": self._ask_pdf, "Ctrl+E": self._ask_xlsx}
        for key, do in keys.items():
            QShortcut(QKeySequence(key), self, do)

    # Asking -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """What may be chosen, then the report anew; what was checked before may not hold any more."""
        self._wrong.clear()
        self.parameters.offer()
        there = self.parameters.held is not None
        self._pages.setCurrentIndex(0 if there else 1)
        if not there:
            return
        if self._offered:
            self.ask()
        else:
            self.desk.runner.ask(reports_work.offered, self._offer, latest="reports.offered")

    def show_what(self, what: Any) -> None:
        """Show the report of a key."""
        if isinstance(what, str):
            self._wanted = what
            self.titles.open(what)

    def _offer(self, reports: list[Offered]) -> None:
        self._offered = {one.key: one for one in reports}
        official = [one for one in reports if one.key.isdigit()]
        others = [one for one in reports if not one.key.isdigit()]
        year = self.desk.view.year or ""
        heads = _("{n} biểu chính thức · đợt {year}").format(n=len(official), year=year), _("Giấy tờ khác")
        self.titles.fill(
            [
                Title("", heads[0]),
                *(Title(one.key, one.name, one.key) for one in official),
                Title("", heads[1]),
                *(Title(one.key, one.name, icon=LISTS.get(one.key, "file-text")) for one in others),
            ]
        )
        self.titles.open(getattr(self, "_wanted", "1"))

    def _now_asked(self) -> Asked | None:
        chosen, held = self.parameters, self.parameters.held
        if held is None or not self.titles.current():
            return None
        return Asked(
            self.titles.current(),
            bytes.fromhex(chosen.place.chosen()),
            held.year,
            chosen.standard.chosen(),
            held.kind,
            chosen.signer.chosen(),
            chosen.name.text().strip(),
            chosen.signed_on,
        )

    def ask(self) -> None:
        """Have the chosen report made; one that is still being made for nobody is stopped."""
        asked = self._now_asked()
        if asked is None:
            return
        if self._work:
            self._work.cancel()
        self._asked = asked
        name = self._offered[asked.key].name
        do = partial(reports_work.prepare, asked=asked)
        self._work = self.desk.runner.work(do, self._show, _("Lập biểu {name}").format(name=name))

    def _ended(self, work: Work) -> None:
        if work is self._work:
            self._work = None

    # Showing ----------------------------------------------------------------------------------------------

    def _show(self, prepared: Prepared) -> None:
        asked = prepared.asked
        if asked != self._asked:
            return
        self._prepared = prepared
        report = prepared.preview.report
        name = self._offered[asked.key].name
        shown = _("Biểu {key}").format(key=asked.key) if asked.key.isdigit() else name
        self.pane.show_pdf(shown, prepared.preview.pdf, prepared.preview.sizes)
        self._show_checks(report.checks)
        self._set_targets.setVisible(asked.key == "targets")
        self._show_behind()
        self.parameters.show_draft(report.draft)

    def _show_checks(self, checks: tuple[tuple[str, bool], ...]) -> None:
        emptied(self._checks)
        for sentence, holds in checks:
            icon, role = ("check", "accent") if holds else ("triangle-alert", "danger")
            line = row(icon_label(icon, role), wrapped(sentence, tone="" if holds else "danger"))
            line.setStretch(1, 1)
            self._checks.addLayout(line)
        if not checks:
            self._checks.addWidget(
                label(_("Biểu này là danh sách, không có số phải cân đối."), tone="second")
            )
        wrong = sum(not holds for _sentence, holds in checks)
        if self._asked:
            self._mark(self._asked.key, wrong=bool(wrong))
        self._balance.title.setText(
            _("Cân đối từng hộ") if self._asked and self._asked.key in ("2", "3") else _("Tự kiểm")
        )
        told = _("{n} chỗ không khớp").format(n=wrong) if wrong else _("khớp cả") if checks else ""
        self._balance.note.setText(told)

    def set_targets(self) -> None:
        """The targets of the year of the report."""
        held = self.parameters.held
        if held is not None:
            from app.ui.dialogs.targets import Targets

            Targets(self.desk, self, held.year).open()

    def check_all(self) -> None:
        """Make all official reports and mark those that do not balance."""
        asked = self._now_asked()
        if asked is not None:
            do = partial(reports_work.unbalanced, asked=asked)
            self.desk.runner.work(do, self._checked, _("Kiểm tra 15 biểu"))

    def _checked(self, wrong: tuple[str, ...]) -> None:
        self._wrong = set(wrong)
        self.titles.warn(self._wrong)
        told = _("{n} biểu không khớp, có dấu ⚠ trong danh sách.").format(n=len(wrong))
        self.desk.tell.done(told if wrong else _("Cả 15 biểu đều khớp."))

    def _mark(self, key: str, *, wrong: bool) -> None:
        """A report that was just made says for itself whether it balances."""
        (self._wrong.add if wrong else self._wrong.discard)(key)
        self.titles.warn(self._wrong)

    def _show_behind(self) -> None:
        assert self._prepared is not None
        behind = self._prepared.behind
        words = _("Mở {n} hộ {what}").format(n=number(len(behind.households)), what=behind.what)
        self.open_behind.setText(words)
        self.open_behind.setVisible(bool(behind.households))

    def _open_behind(self) -> None:
        if self._prepared:
            self.desk.go("households", Wanted(keys=self._prepared.behind.households))

    # Printing ---------------------------------------------------------------------------------------------

    def print(self) -> None:
        """Ask the system how to print, then print."""
        if self._prepared is not None:
            paper_printing.ask_printer(self.desk, self, len(self._prepared.preview.sizes), self.print_on)

    def print_on(self, printer: Any) -> None:
        """Print the pages shown on a printer."""
        assert self._prepared is not None
        paper_printing.print_on(self.desk, printer, self._prepared.preview, self._stem())

    # Saving -----------------------------------------------------------------------------------------------

    def _stem(self) -> str:
        assert self._prepared is not None
        report = self._prepared.preview.report
        return reports_work.stem(report.key, report.title, report.unit[1], report.year)

    def _ask_pdf(self) -> None:
        self._ask_file(".pdf")

    def _ask_xlsx(self) -> None:
        self._ask_file(".xlsx")

    def _ask_file(self, suffix: str) -> None:
        if self._prepared is None:
            return
        path = paper_printing.ask_file(self, _("Lưu biểu"), self._stem(), [suffix])
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the report shown to a file."""
        assert self._prepared is not None
        do = partial(reports_work.save, prepared=self._prepared, path=path)
        self.desk.runner.work(do, self._saved, _("Lưu {file}").format(file=path.name))

    def _saved(self, path: Path) -> None:
        self.desk.tell.done(_("Đã lưu “{file}”.").format(file=path))

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, _("Ghi 15 biểu vào thư mục"), str(paper_printing.documents())
        )
        if folder:
            self.save_all_to(Path(folder))

    def save_all_to(self, folder: Path) -> None:
        """Write the fifteen reports into a folder, with the same parameters."""
        asked = self._now_asked()
        if asked is not None:
            do = partial(reports_work.save_all, asked=asked, folder=folder)
            self.desk.runner.work(do, self._all_saved, _("Lập 15 biểu"))

    def _all_saved(self, told: tuple[int, Path]) -> None:
        count, folder = told
        self.desk.tell.done(_("Đã ghi {n} biểu vào “{folder}”.").format(n=count, folder=folder))
