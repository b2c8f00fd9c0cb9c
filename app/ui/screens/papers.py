"""Giấy tờ: every paper of the procedure: its very pages, printed, saved, in a batch, in other words."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget

from app.i18n import _, translated
from app.ui.dialogs.certificates import PrintCertificates
from app.ui.dialogs.choose_household import ChooseHousehold
from app.ui.dialogs.paper_texts import PaperText
from app.ui.runner import Work
from app.ui.screen import Kind, Screen
from app.ui.screens import PAPERS, paper_printing, papers_work
from app.ui.screens.papers_parameters import Parameters
from app.ui.screens.papers_work import (
    CERTIFICATES,
    OF_HOUSEHOLD,
    PDF,
    PER_VILLAGE,
    Asked,
    Offered,
    PaperWanted,
    Prepared,
)
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, holder, row, sides
from app.ui.widgets.buttons import Do, button
from app.ui.widgets.labels import label
from app.ui.widgets.pages_pane import PagesPane
from app.ui.widgets.panel import Empty
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.titles import Title, Titles

ICONS = {
    "bien-ban": "users", "niem-yet": "eye", "posting": "eye", "mau-02": "file-check", "mau-03": "files",
    "phieu-a": "clipboard-list", "phieu-b": "clipboard-list", "tong-hop": "send",
}  # fmt: skip


class PapersScreen(Screen):
    """The papers."""

    kind: ClassVar[Kind] = PAPERS
    watches: ClassVar[frozenset[str]] = frozenset({
        "household", "person", "membership", "review_case", "result", "review_round", "place", "setting",
        "meeting", "vote", "posting", "decision", "decided", "certificate", "certificate_copy",
        "activity", "enrolment", "delivery", "money", "budget_line", "household_plan",
    })  # fmt: skip

    def build(self) -> None:
        """Three panes: the list, the pages or why there are none, the parameters."""
        self._offered: dict[str, Offered] = {}
        self._asked: Asked | None = None
        self._prepared: Prepared | None = None
        self._work: Work | None = None
        self._wanted = PaperWanted("bien-ban")
        self.print_button = button(_("In"), self.print, icon="printer", kind="primary", key="Ctrl+P")
        self.pdf_button = button(_("Lưu PDF"), self._ask_pdf, icon="file-down", tip="Ctrl+S")
        self.more_button = button(_("Lưu Word"), self._ask_more, icon="file-text", tip="Ctrl+E")
        self.words_button = button(_("Sửa lời của giấy…"), self._edit, icon="pencil")
        buttons = [self.print_button, self.pdf_button, self.more_button, self.words_button]
        self.parameters = Parameters(self.desk, buttons)
        self.pane = PagesPane()
        paper_printing.feed(self.desk, self.pane)
        self._why = Empty("file-question-mark", _("Chưa có giấy này"), "")
        self._middle = QStackedWidget()
        self._middle.addWidget(self.pane)
        self._middle.addWidget(self._why)
        panes = row(self._list_pane(), self._middle, self.parameters, gap=0)
        panes.setStretch(1, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(holder(panes))
        self._pages.addWidget(
            Empty("file-text", _("Chưa có giấy tờ"), _("Giấy tờ được lập từ một đợt rà soát. Mở đợt trước."),
                  _("Về Rà soát"), lambda: self.desk.go("procedure"))
        )  # fmt: skip
        self.setLayout(column(self._pages, gap=0))

    def _list_pane(self) -> QFrame:
        reports = button(_("15 biểu"), lambda: self.desk.go("reports"), kind="link")
        title = label(self.kind.title, size="title")
        head = framed("head", row(title, STRETCH, reports, around=sides(Size.margin)))
        head.setFixedHeight(Size.screen_head)
        self.filter = SearchField(_("Tìm giấy"), "Ctrl+F", "list-filter")
        self.titles = Titles()
        found = holder(row(self.filter, around=(Size.margin, 0, Size.margin, Size.gap)))
        layout = column(head, found, self.titles, gap=0)
        layout.setStretch(2, 1)
        pane = framed("listpane", layout)
        pane.setFixedWidth(Size.search)
        return pane

    def wire(self) -> None:
        """The list, the keys."""
        self.titles.chosen.connect(lambda _key: self._choose())
        self.filter.textChanged.connect(self.titles.narrow)
        self.filter.stepped.connect(self.titles.step)
        self.filter.returnPressed.connect(self.titles.setFocus)
        self.filter.left.connect(self.titles.setFocus)
        self.parameters.changed.connect(self.ask)
        self.parameters.household_wanted.connect(self._choose_household)
        self.pane.keys_on(self)
        self.desk.runner.work_ended.connect(self._ended)
        keys: dict[str, Do] = {"Ctrl+S": self._ask_pdf, "Ctrl+E": self._ask_more}
        for key, do in keys.items():
            QShortcut(QKeySequence(key), self, do)

    # Asking -----------------------------------------------------------------------------------------------

    def show_what(self, what: Any) -> None:
        """Show a paper, of a place or a household."""
        if isinstance(what, PaperWanted):
            self._wanted = what
            if self._offered:
                self._take_wanted()

    def refresh(self) -> None:
        """What may be chosen, then the paper anew."""
        self.parameters.offer()
        there = self.parameters.held is not None
        self._pages.setCurrentIndex(0 if there else 1)
        if there and self._offered:
            self.ask()
        elif there:
            self.desk.runner.ask(papers_work.offered, self._offer, latest="papers.offered")

    def _offer(self, papers: list[Offered]) -> None:
        self._offered = {one.key: one for one in papers}
        parts = (
            (_("Giấy tờ của quy trình"), "file-text", [one for one in papers if not one.listed]),
            (_("Danh sách"), "clipboard-list", [one for one in papers if one.listed and not one.support]),
            (_("Dự án, chính sách"), "sprout", [one for one in papers if one.support]),
        )
        self.titles.fill([title for part in parts for title in _titles(*part)])
        self._take_wanted()

    def _take_wanted(self) -> None:
        """The paper that was asked for from elsewhere, with what it is about."""
        wanted = self._wanted
        self.parameters.take(wanted)
        if self.titles.current() == wanted.key:
            self._choose()
        else:
            self.titles.open(wanted.key)

    def _choose(self) -> None:
        """Another paper: only what it can be about may be chosen."""
        key = self.titles.current()
        one = self._offered[key]
        self.parameters.fit(
            village=key in PER_VILLAGE, household=key in OF_HOUSEHOLD, decision=key == "mau-02"
        )
        self.words_button.setVisible(bool(one.text))
        more = [suffix for suffix in one.suffixes if suffix != PDF]
        self.more_button.setVisible(bool(more))
        self.more_button.setText(" " + (_("Lưu Word") if ".docx" in more else _("Lưu Excel")))
        self.ask()

    def _choose_household(self) -> None:
        dialog = ChooseHousehold(self.desk, self)
        dialog.chosen.connect(self.parameters.show_household)
        dialog.open()

    def ask(self) -> None:
        """Have the chosen paper made; one that is still being made for nobody is stopped."""
        key = self.titles.current()
        asked = self.parameters.asked(key) if key else None
        if asked is None:
            return
        if self._work:
            self._work.cancel()
        self._asked = asked
        name = translated(self._offered[key].name)
        do = partial(papers_work.prepare, asked=asked)
        self._work = self.desk.runner.work(do, self._show, _("Lập {name}").format(name=name))

    def _ended(self, work: Work) -> None:
        if work is self._work:
            self._work = None

    # Showing ----------------------------------------------------------------------------------------------

    def _show(self, prepared: Prepared) -> None:
        if prepared.asked != self._asked:
            return
        self._prepared = prepared
        name = translated(self._offered[prepared.asked.key].name)
        there = bool(prepared.preview.sizes)
        self._middle.setCurrentIndex(0 if there else 1)
        for made in (self.print_button, self.pdf_button, self.more_button):
            made.setEnabled(there)
        if there:
            self.pane.show_pdf(name, prepared.preview.pdf, prepared.preview.sizes)
        else:
            self._why.say(name, prepared.why)
        self.parameters.show_numbers(prepared.numbers)
        self.parameters.show_own(own=prepared.own)

    # Printing, saving -------------------------------------------------------------------------------------

    def print(self) -> None:
        """Ask the system how to print, then print; certificates are counted first."""
        if self._prepared is None or not self._prepared.preview.sizes:
            return
        if self._prepared.asked.key == CERTIFICATES:
            self._count_certificates(self._to_printer)
        else:
            self._to_printer()

    def _to_printer(self) -> None:
        if self._prepared is not None:
            pages = len(self._prepared.preview.sizes)
            paper_printing.ask_printer(self.desk, self, pages, self.print_on)

    def print_on(self, printer: Any) -> None:
        """Print the pages shown on a printer."""
        assert self._prepared is not None
        paper_printing.print_on(self.desk, printer, self._prepared.preview, self._stem())

    def _count_certificates(self, then: Do) -> None:
        """The book counts every copy; a second one needs a reason, and says on its face that it is one."""
        assert self._prepared is not None
        read = partial(_shown_certificates, prepared=self._prepared)
        self.desk.runner.query(read, partial(self._ask_count, then))

    def _ask_count(self, then: Do, chosen: list[Any]) -> None:
        PrintCertificates(self.desk, self, chosen, partial(self._made_anew, then)).open()

    def _made_anew(self, then: Do) -> None:
        """The pages with their marks of copies, then on."""
        assert self._asked is not None
        do = partial(papers_work.prepare, asked=self._asked)
        self.desk.runner.work(do, partial(self._show_and, then), _("Lập giấy chứng nhận"))

    def _show_and(self, then: Do, prepared: Prepared) -> None:
        self._show(prepared)
        then()

    def _stem(self) -> str:
        assert self._prepared is not None and self.parameters.held is not None
        name = self._offered[self._prepared.asked.key].name
        return papers_work.stem(name, self.parameters.where, self.parameters.held.year)

    def _ask_pdf(self) -> None:
        if self._prepared is None or not self._prepared.preview.sizes:
            return
        if self._prepared.asked.key == CERTIFICATES:
            self._count_certificates(partial(self._ask_file, [PDF]))
        else:
            self._ask_file([PDF])

    def _ask_more(self) -> None:
        if self._prepared is not None and self._prepared.preview.sizes:
            suffixes = self._offered[self._prepared.asked.key].suffixes
            more = [suffix for suffix in suffixes if suffix != PDF]
            if more:
                self._ask_file(more)

    def _ask_file(self, suffixes: list[str]) -> None:
        path = paper_printing.ask_file(self, _("Lưu giấy"), self._stem(), suffixes)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the paper shown to a file."""
        assert self._prepared is not None
        do = partial(papers_work.save, prepared=self._prepared, path=path)
        self.desk.runner.work(do, self._saved, _("Lưu {file}").format(file=path.name))

    def _saved(self, path: Path) -> None:
        self.desk.tell.done(_("Đã lưu “{file}”.").format(file=path))

    # Its words --------------------------------------------------------------------------------------------

    def _edit(self) -> None:
        if self._asked is not None and (key := self._offered[self._asked.key].text):
            self.desk.runner.query(partial(_template, key=key), partial(self._open_text, self._asked))

    def _open_text(self, asked: Asked, told: Any) -> None:
        PaperText(self.desk, self, asked, *told).open()


def _titles(heading: str, icon: str, papers: list[Offered]) -> list[Title]:
    """A heading and the papers below it."""
    below = [Title(one.key, translated(one.name), icon=ICONS.get(one.key, icon)) for one in papers]
    return [Title("", heading), *below]


def _shown_certificates(session: Any, prepared: Prepared) -> list[Any]:
    """The certificates of the pages shown."""
    from app.models.review import Round
    from app.services.procedure import roll

    numbers = {one.number for one in prepared.data}
    given = roll.given(session, session.get_one(Round, prepared.asked.round))
    return [one for one in given if str(one.number) in numbers and not one.withdrawn]


def _template(session: Any, key: str) -> Any:
    """The shipped text of a paper, and the place's own one."""
    from app.printing.templates import template
    from app.services import paper_texts

    return template(key), paper_texts.own(session).get(key, "")
