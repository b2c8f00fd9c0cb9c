"""The bar over every screen: where am I (place, round, standard), the search, the state of saving."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QToolButton

from app.i18n import _
from app.rules.headings import heading
from app.store.listing import Wanted
from app.store.outline import RoundLine
from app.ui import clock, theme_icons
from app.ui.desk import PERIODIC, Desk
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, divider, row, sides
from app.ui.widgets.buttons import MenuButton, flat
from app.ui.widgets.labels import set_tone
from app.ui.widgets.search_field import SearchField


class TopBar(QFrame):
    """Place, round, standard, search, saved.

    Signals:
        other_store_wanted, history_wanted, sync_wanted.
    """

    other_store_wanted = Signal()
    sync_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "topbar")
        self.setFixedHeight(Size.top_bar)
        self._desk = desk
        self.place = _with_menu("map-pin", "place")
        self.round = _with_menu("", "")
        self.standard = _with_menu("", "")
        self.search = SearchField(_("Tìm hộ, người, mã, CCCD…"), "Ctrl+K")
        self.search.setMaximumWidth(Size.search)
        self.saved = flat(
            "", icon="check", role="save", icon_role="accent", tip=_("Xem lịch sử các việc đã làm")
        )
        self.saved.clicked.connect(self.history_wanted)
        self.sync = flat("", icon="cloud-off", role="save", tip=_("Xem màn hình Đồng bộ"))
        self.sync.clicked.connect(self.sync_wanted)
        self.sync.hide()
        self.setLayout(
            row(
                self.place, divider(), self.round, divider(), self.standard, STRETCH,
                self.search, self.saved, self.sync,
                gap=Size.gap, around=sides(Size.gap),
            )
        )  # fmt: skip
        self.layout().setStretch(6, 2)  # type: ignore[union-attr]
        desk.view_changed.connect(self.show_view)
        desk.runner.busy.connect(self._show_busy)
        desk.runner.changed.connect(self._saved_now)

    # Where am I -------------------------------------------------------------------------------------------

    def show_view(self) -> None:
        """The place, the round and the standard in view."""
        desk = self._desk
        self.place.setText(f" {desk.outline.name}")
        self.round.setText(round_name(desk.view.seen) if desk.view.seen else _("Chưa có đợt rà soát"))
        self.standard.setText(standard_name(desk.view.standard))
        self.standard.setVisible(bool(desk.view.standard))
        self._fill_places()
        _fill(self.round, ((round_name(one), lambda one=one: desk.look_at(one)) for one in desk.outline.seen))
        own = desk.view.seen.standards if desk.view.seen else ()
        _fill(
            self.standard,
            ((standard_name(key), lambda key=key: desk.look_at(desk.view.seen, key)) for key in own),
        )
        moment = desk.outline.saved
        self.show_saved(_saved_at(moment))

    def _fill_places(self) -> None:
        desk = self._desk
        menu = _fill(
            self.place,
            ((area.name, lambda area=area: desk.go("households", Wanted(places=area.within)))
             for area in desk.outline.areas),
        )  # fmt: skip
        menu.addSeparator()
        menu.addAction(_("Mở sổ khác…"), self.other_store_wanted.emit)

    # Saved ------------------------------------------------------------------------------------------------

    def show_saved(self, at: str) -> None:
        """Everything is in the file, since then."""
        self._state("check", "accent", _("Đã lưu {at}").format(at=at).rstrip())

    def _saved_now(self) -> None:
        self.show_saved(f"{clock.now():%H:%M}")

    def show_fault(self, kind: str) -> None:
        """The file cannot be written."""
        if kind == "disk_full":
            self._state("hard-drive", "danger", _("Không lưu được"))
        elif kind == "read_only":
            self._state("lock", "warn", _("Chỉ đọc"))

    def _show_busy(self, busy: bool) -> None:
        self.saved.setEnabled(not busy)

    def show_sync(self, icon: str, role: str, words: str) -> None:
        """The state of the exchange with other stores; no words where there is nothing to say."""
        self.sync.setVisible(bool(words))
        if words:
            theme_icons.put(self.sync, icon, role)
            self.sync.setText(f" {words}")
            set_tone(self.sync, role if role in ("warn", "danger") else "")

    def _state(self, icon: str, role: str, words: str) -> None:
        theme_icons.put(self.saved, icon, role)
        self.saved.setText(f" {words}")
        set_tone(self.saved, "" if role == "accent" else role)


def round_name(one: RoundLine) -> str:
    """A round in a few words."""
    if one.kind == PERIODIC:
        return _("Rà soát định kỳ {year}").format(year=one.year)
    return _("Rà soát thường xuyên {month}/{year}").format(month=one.month, year=one.year)


def standard_name(key: str) -> str:
    """A standard in a few words."""
    return heading(key).short if key else ""


def _saved_at(iso: str) -> str:
    """The hour of a save of today, the day of an earlier one."""
    told = clock.when(iso)
    return told[-5:] if told[:10] == clock.shown(clock.today()) else told[:5]


def _with_menu(icon: str, role: str) -> MenuButton:
    made = MenuButton(icon, role)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setMenu(QMenu(made))
    return made


def _fill(target: QToolButton, entries: object) -> QMenu:
    menu = target.menu()
    menu.clear()
    for words, do in entries:  # type: ignore[attr-defined]
        action = menu.addAction(words)
        action.triggered.connect(_dropping(do))
    return menu


def _dropping(do: Callable[[], object]) -> Callable[[bool], object]:
    return lambda _checked: do()
