"""Hộ gia đình: the table of all households, as in a spreadsheet: sorted, filtered, selected, copied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget

from app.i18n import _, number
from app.rules.headings import heading
from app.services import listing
from app.services.listing import Entry
from app.store import listing as stored
from app.store.listing import Rounds, Tally, Wanted
from app.store.store import Store
from app.ui.screen import Head, Kind, Screen, tools
from app.ui.screens import HOUSEHOLDS
from app.ui.screens.household_columns import columns
from app.ui.screens.household_export import export
from app.ui.screens.household_filters import Filters
from app.ui.widgets.boxes import STRETCH, column, holder
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import chip
from app.ui.widgets.panel import Empty
from app.ui.widgets.rows_model import PAGE
from app.ui.widgets.segments import Segments
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.table import Table

FIRST = 40  # rows of the first picture: what a window shows at once


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as the store gave it: all keys in order, the first rows."""

    keys: list[bytes]
    rows: list[Entry]


class Households(Screen):
    """The household table."""

    kind: ClassVar[Kind] = HOUSEHOLDS
    watches: ClassVar[frozenset[str]] = frozenset(
        {"household", "person", "membership", "review_case", "result", "review_round", "place"}
    )

    def build(self) -> None:
        """Head, tools, table, status line."""
        self._keys: list[bytes] = []
        self._rounds = Rounds()
        self._sort = ("head", False)
        self.filters = Filters(self)
        self._head = Head(
            self.kind.title,
            [
                button(_("Xuất Excel"), self.ask_export, icon="file-spreadsheet", tip="Ctrl+E"),
                button(_("Nhập từ Excel"), self._import, icon="file-input"),
                button(_("Thêm hộ"), self._add, icon="plus", kind="primary", key="Ctrl+N"),
            ],
            lined=True,
        )
        self.segments = Segments(("", *listing.CLASSES))
        self._others = chip("", "warn")
        self._clear = button(_("Bỏ lọc"), self.filters.clear, icon="x", kind="link")
        self._choose = button(_("Chọn cột"), icon="columns-3")
        self._choose.setMenu(QMenu(self._choose))
        self._tools = tools(
            self.filters.anything,
            self.filters.village,
            self.segments,
            self._others,
            STRETCH,
            self._clear,
            self._choose,
        )
        self._table_room = column(gap=0)
        self._pages = QStackedWidget()
        self._pages.addWidget(holder(self._table_room))
        self._pages.addWidget(self._nothing())
        self._pages.addWidget(self._none_yet())
        self.status = StatusLine(
            [("Ctrl+C", _("chép sang Excel")), ("Space", _("chọn")), ("Enter", _("mở hộ"))],
            [
                button(_("Xuất Excel"), self.ask_export, icon="file-spreadsheet", kind="small"),
                button(_("Bỏ chọn"), self._unselect, kind="small"),
            ],
        )
        self.setLayout(column(self._head, self._tools, self._pages, self.status, gap=0))
        self._make_table()

    def _nothing(self) -> Empty:
        return Empty(
            "search",
            _("Không có hộ nào như vậy"),
            _("Không hộ nào khớp với các điều kiện lọc đang đặt."),
            _("Bỏ lọc"),
            self.filters.clear,
        )

    def _none_yet(self) -> Empty:
        return Empty(
            "house",
            _("Sổ chưa có hộ nào"),
            _("Nhập sổ Excel của xã: chạy thử trước, chưa ghi gì; hoặc thêm từng hộ bằng Ctrl+N."),
            _("Nhập từ Excel"),
            self._import,
        )

    def _make_table(self) -> None:
        """The table for the round in view: its columns name years and indicators."""
        old = getattr(self, "table", None)
        fields = self.filters.by_column()
        for field in fields.values():
            field.setParent(self)
        self._indicators = _indicators(self.desk.view.standard)
        self.filters.offer(self.desk.outline.areas, self._indicators)
        self.table = Table(columns(self.desk.view, self._indicators))
        own = {one.key: place for place, one in enumerate(self.table.rows.columns) if one.key}
        self.table.heads.filter_by({own[key]: field for key, field in fields.items()})
        self.table.heads.sorted = self._sort
        self._table_room.addWidget(self.table)
        self._wire_table()
        self._hide_columns()
        if old is not None:
            old.setParent(None)
            old.deleteLater()

    def _wire_table(self) -> None:
        self.table.rows.missing.connect(self._fetch)
        self.table.heads.sort_wanted.connect(self._sort_by)
        self.table.row_opened.connect(self._open)
        self.table.copy_wanted.connect(self._copy)
        self.table.selection_moved.connect(self._count_selection)
        self.table.left_upwards.connect(self.filters.anything.take)
        esc = QShortcut(QKeySequence("Esc"), self.table, self.filters.clear)
        esc.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def wire(self) -> None:
        """Fields, segments, keys."""
        self.filters.wanted_changed.connect(self._ask)
        self.filters.anything.stepped.connect(lambda _step: self._enter_table())
        self.filters.anything.left.connect(self._enter_table)
        self.filters.now.currentIndexChanged.connect(
            lambda *_: self.segments.choose(self.filters.now.chosen())
        )
        self.segments.chosen.connect(self.filters.now.choose)
        self._choose.menu().aboutToShow.connect(self._offer_columns)
        self.desk.view_changed.connect(self._make_table)
        QShortcut(QKeySequence("Ctrl+E"), self, self.ask_export)

    # Asking for the list ----------------------------------------------------------------------------------

    def show_what(self, what: Any) -> None:
        """Show the households wanted."""
        if isinstance(what, Wanted):
            self.filters.show(what)

    def refresh(self) -> None:
        """Ask for the list anew."""
        self._ask()

    def _wanted(self) -> Wanted:
        sort, descending = self._sort
        return replace(self.filters.wanted(), sort=sort, descending=descending)

    def _ask(self) -> None:
        self._rounds = self.desk.view.rounds
        wanted, runner = self._wanted(), self.desk.runner
        plain = wanted.everything and self._sort == ("head", False) and not self.table.rows.rowCount()
        if plain:
            first = partial(listing.first, rounds=self._rounds, count=FIRST)
            runner.ask(first, self._show_first, latest="households")
            return
        self._ask_all(wanted)

    def _show_first(self, rows: list[Entry]) -> None:
        """The first picture: all else is asked for when it is painted."""
        if rows and not self._keys:
            self.table.rows.fill(rows)
            self.table.viewport().repaint()
        self._ask_all(self._wanted())

    def _ask_all(self, wanted: Wanted) -> None:
        runner = self.desk.runner
        runner.ask(partial(_asked, rounds=self._rounds, wanted=wanted), self._show, latest="households")
        of_any = replace(wanted, now=() if not self.filters.movement.chosen() else wanted.now)
        runner.ask(
            partial(stored.tally, rounds=self._rounds, wanted=of_any), self._count, latest="households.count"
        )
        self._show_others()

    def _show(self, asked: Asked) -> None:
        current = self._current_key()
        self._keys = asked.keys
        self.table.rows.reset(len(asked.keys), asked.rows)
        self._pages.setCurrentIndex(0 if asked.keys else 1 if not self._wanted().everything else 2)
        self.table.go_to(self._keys.index(current) if current in self._keys else 0)
        self._count_selection()

    def _current_key(self) -> bytes | None:
        row = self.table.currentIndex().row()
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def _fetch(self, first: int, count: int) -> None:
        keys = self._keys[first : first + count]
        put = partial(self.table.rows.put, first)
        self.desk.runner.ask(partial(listing.entries, rounds=self._rounds, keys=keys), put)

    def _show_others(self) -> None:
        """A wish that no field can say is named, so that nobody takes the part for the whole."""
        others = self.filters.others
        self._others.setVisible(others != Wanted())
        self._others.setText(
            _("{n} hộ đã chọn").format(n=len(others.keys)) if others.keys else _("đang lọc thêm")
        )
        self._clear.setEnabled(not self.filters.wanted().everything)

    # Counts -----------------------------------------------------------------------------------------------

    def _count(self, tallies: list[Tally]) -> None:
        by_class = {klass: sum(t.households for t in tallies if t.now == klass) for klass in listing.CLASSES}
        everybody = sum(t.households for t in tallies)
        self.segments.count({"": everybody, **by_class})
        chosen = self.filters.now.chosen()
        own = [t for t in tallies if not chosen or t.now == chosen]
        households, persons = sum(t.households for t in own), sum(t.persons for t in own)
        self.status.count(_("{n} hộ").format(n=number(households)), _("{n} khẩu").format(n=number(persons)))
        where = (
            self.filters.village.currentText() if self.filters.village.chosen() else self.desk.outline.name
        )
        self._head.note.setText(f"{where} · " + _("{n} hộ").format(n=number(households)))

    def _count_selection(self) -> None:
        chosen = self.table.selected()
        if not chosen:
            self.status.select("")
            return
        keys = tuple(self._keys[place] for place in chosen if place < len(self._keys))
        ask = partial(stored.tally, rounds=self._rounds, wanted=Wanted(keys=keys))
        self.desk.runner.ask(ask, self._show_selection, latest="households.selection")

    def _show_selection(self, tallies: list[Tally]) -> None:
        if self.table.selected():
            told = _("Đang chọn {n} hộ, {persons} khẩu").format(
                n=number(sum(t.households for t in tallies)), persons=number(sum(t.persons for t in tallies))
            )
            self.status.select(told)

    def _unselect(self) -> None:
        self.table.clearSelection()

    # Sorting, columns, copying, opening -------------------------------------------------------------------

    def _sort_by(self, key: str, descending: bool) -> None:
        self._sort = (key, descending)
        self._ask()

    def _hide_columns(self) -> None:
        self.table.hide_columns(self.desk.settings.hidden_columns)

    def _offer_columns(self) -> None:
        menu = self._choose.menu()
        menu.clear()
        for one in self.table.rows.columns:
            if one.key and one.key != "head":
                action = menu.addAction(one.title)
                action.setCheckable(True)
                action.setChecked(one.key not in self.desk.settings.hidden_columns)
                action.triggered.connect(partial(self._toggle_column, one.key))

    def _toggle_column(self, key: str, _checked: bool = False) -> None:
        hidden = set(self.desk.settings.hidden_columns) ^ {key}
        self.desk.choose(hidden_columns=tuple(sorted(hidden)))
        self._hide_columns()

    def _copy(self, places: list[int]) -> None:
        keys = [self._keys[place] for place in places if place < len(self._keys)]
        self.desk.runner.ask(partial(listing.entries, rounds=self._rounds, keys=keys), self._put_on_clipboard)

    def _put_on_clipboard(self, rows: list[Entry]) -> None:
        self.table.copy(rows)
        self.desk.tell.done(_("Đã chép {n} hộ; dán vào Excel bằng Ctrl+V.").format(n=number(len(rows))))

    def ask_export(self) -> None:
        """Ask where to write the households chosen, or all that are listed."""
        from app.ui.screens import paper_printing

        year = self.desk.view.year
        stem = f"ho-gia-dinh-{year}" if year else "ho-gia-dinh"
        path = paper_printing.ask_file(self, _("Xuất danh sách hộ"), stem, [".xlsx"])
        if path is not None:
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write them."""
        chosen = [self._keys[place] for place in self.table.selected() if place < len(self._keys)]
        do = partial(
            export,
            keys=chosen or self._keys,
            rounds=self._rounds,
            columns=self.table.copied_columns(),
            path=path,
        )
        self.desk.runner.work(do, self._exported, _("Xuất {file}").format(file=path.name))

    def _exported(self, path: Path) -> None:
        self.desk.tell.done(_("Đã lưu “{file}”.").format(file=path))

    def _enter_table(self) -> None:
        self.table.setFocus()
        self.table.go_to(max(self.table.currentIndex().row(), 0))

    def _open(self, place: int) -> None:
        if place < len(self._keys):
            self.desk.go("household", self._keys[place])

    def _import(self) -> None:
        self.desk.go("intake")

    def _add(self) -> None:
        from app.ui.dialogs.new_household import NewHousehold

        NewHousehold(self.desk, self).open()


def _asked(store: Store, rounds: Rounds, wanted: Wanted) -> Asked:
    keys = stored.order(store, rounds, wanted)
    return Asked(keys, listing.entries(store, rounds, keys[:PAGE]))


def _indicators(standard: str) -> tuple[tuple[str, int, str], ...]:
    """The indicators of a standard: key, number, name."""
    return heading(standard).indicators if standard else ()
