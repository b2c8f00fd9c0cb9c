"""Danh mục: places and their statistics, rule books with their sources, the B1 table, code lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QStackedWidget

from app.i18n import _
from app.progress import Progress
from app.rules import book
from app.rules.codes import code_list, code_lists
from app.store.store import Store
from app.ui import clock
from app.ui.dialogs.problems import Problems
from app.ui.screen import Head, Kind, Screen
from app.ui.screens import CATALOGUES
from app.ui.screens.catalogues_places import PlacesPanel
from app.ui.screens.catalogues_rules import BookPanel, CodesPanel, PointsPanel
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, row
from app.ui.widgets.panel import Panel
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.two_lines import Entry, Lines
from app.vietnamese import fold

PLACES, BOOK, POINTS, CODES = "places", "book", "points", "codes"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One of the catalogues: its kind, its key among those of that kind."""

    kind: str
    key: str = ""


class Catalogues(Screen):
    """The catalogues."""

    kind: ClassVar[Kind] = CATALOGUES
    watches: ClassVar[frozenset[str]] = frozenset(
        {"place", "place_parent", "place_area", "place_count", "household", "b1_point"}
    )

    def build(self) -> None:
        """The list of catalogues at the left, the one chosen beside it."""
        self._shelf = Shelf(PLACES)
        self.head = Head(self.kind.title)
        self.filter = SearchField(_("Tìm danh mục"), "Ctrl+F", "list-filter")
        self.shelves = Lines()
        list_panel = Panel(_("Các danh mục"))
        inner = column(self.filter, gap=0, around=(Size.gap, Size.gap, Size.gap, Size.gap))
        list_panel.body.addLayout(inner)
        list_panel.put(self.shelves)
        list_panel.setFixedWidth(Size.form_label + 2 * Size.field)
        self.places = PlacesPanel(self.desk)
        self.book, self.points, self.codes = BookPanel(), PointsPanel(self.ask_for_points), CodesPanel()
        self._pages = QStackedWidget()
        for page in (self.places, self.book, self.points, self.codes):
            self._pages.addWidget(page)
        both = row(
            list_panel, self._pages, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.margin)
        )
        both.setStretch(1, 1)
        self.status = StatusLine(
            [
                ("Ctrl+N", _("thêm nơi")),
                ("F2", _("đổi tên")),
                ("Enter", _("số liệu dân cư")),
                ("Ctrl+C", _("chép sang Excel")),
            ]
        )
        layout = column(self.head, both, self.status, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._fill_shelves("")

    def wire(self) -> None:
        """The list opens a catalogue."""
        self.filter.textChanged.connect(self._fill_shelves)
        self.filter.stepped.connect(self.shelves.move)
        self.filter.returnPressed.connect(self.shelves.choose_current)
        self.shelves.chosen.connect(self.show_what)
        self.places.told.connect(lambda told: self.status.count(*told))

    def _fill_shelves(self, text: str) -> None:
        words = fold(text).split()
        fitting = [
            one for one in _shelves() if all(word in fold(f"{one.words} {one.detail}") for word in words)
        ]
        self.shelves.fill(fitting)

    def show_what(self, what: Any) -> None:
        """Show a catalogue."""
        if isinstance(what, Shelf):
            self._shelf = what
            self.refresh()

    def refresh(self) -> None:
        """Ask for what the catalogue in view shows."""
        kind, key = self._shelf.kind, self._shelf.key
        self._pages.setCurrentIndex((PLACES, BOOK, POINTS, CODES).index(kind))
        self.status.count()
        if kind == PLACES:
            self.places.refresh()
        elif kind == BOOK:
            self.desk.runner.ask(partial(_entries, key=key), self._show_book, latest="catalogues.book")
        elif kind == POINTS:
            self.desk.runner.query(partial(_points, key=key), self._show_points, latest="catalogues.points")
        else:
            self.codes.show_codes(code_list(key))

    def _show_book(self, lines: tuple[Any, ...]) -> None:
        self.book.show_book(book.book(self._shelf.key), lines)
        unread = sum(line.replaceable for line in lines)
        self.status.count(
            _("{n} mục").format(n=len(lines)), _("{n} mục chưa đọc trong văn bản gốc").format(n=unread)
        )

    def _show_points(self, lines: list[Any]) -> None:
        self.points.show_points(book.book(self._shelf.key), lines)

    # The B1 table -----------------------------------------------------------------------------------------

    def ask_for_points(self) -> None:
        """Ask which workbook holds the table."""
        name, _kind = QFileDialog.getOpenFileName(self, _("Nhập bảng điểm B1"), "", "Excel (*.xlsx *.xls)")
        if name:
            self.load_points(Path(name))

    def load_points(self, path: Path) -> None:
        """Take the table in; where anything in it is wrong nothing is kept, and all of it is listed."""
        take = partial(_take_points, path=path, today=clock.today(), actor=self.desk.actor)
        self.desk.runner.work(take, self._points_taken, _("Nhập bảng điểm B1"))

    def _points_taken(self, taken: Any) -> None:
        if taken.problems:
            sentence = _("Chưa nhập dòng nào từ “{file}”: sửa các chỗ sau rồi nhập lại.").format(
                file=taken.file.name
            )
            Problems(self, _("Bảng điểm có chỗ sai"), sentence, taken.problems).open()
            return
        new = taken.counts.get("new", 0)
        told = (
            _("Đã nhập {n} dòng điểm; chấm lại đợt đang mở để dùng.")
            if new
            else _("Bảng điểm này đã có trong sổ.")
        )
        self.desk.tell.done(told.format(n=new))
        self.refresh()


def _shelves() -> list[Entry]:
    """Every catalogue: places, rule books, B1 tables, code lists."""
    books = book.books()
    made = [
        Entry(Shelf(PLACES), _("Nơi, thôn bản"), _("cây đơn vị, khu vực, số liệu dân cư"), icon="map-pin")
    ]
    made += [Entry(Shelf(BOOK, one.key), one.short, one.decree, icon="scale") for one in books]
    made += [
        Entry(Shelf(POINTS, one.key), _("Bảng điểm B1"), one.short, icon="file-spreadsheet")
        for one in books
        if one.score_items
    ]
    lists = sorted((code_list(name) for name in code_lists()), key=lambda one: fold(one.title))
    return made + [Entry(Shelf(CODES, one.key), one.title, one.source, icon="library") for one in lists]


def _entries(_store: Store, key: str) -> tuple[Any, ...]:
    from app.services import shelf

    return shelf.entries(book.book(key))


def _points(session: Any, key: str) -> list[Any]:
    from app.services import shelf

    return list(shelf.points(session, book.book(key)))


def _take_points(store: Store, progress: Progress, path: Path, today: Any, actor: str) -> Any:
    from app.exchange.intake.files import Asked, take_file

    progress.step(0, 1, path.name)
    return take_file(store, path, Asked(kind="b1_table"), today, actor)
