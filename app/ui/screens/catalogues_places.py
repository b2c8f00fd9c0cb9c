"""Danh mục, places: the tree of the store's places, with the statistics typed for a year."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter

from app.i18n import _, number
from app.store.listing import Wanted
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.place_verbs import AddPlace, MovePlace, PlaceStatistics, RenamePlace, level_name
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, row
from app.ui.widgets.buttons import button
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.fields import Choice
from app.ui.widgets.labels import label
from app.ui.widgets.panel import Panel
from app.ui.widgets.table import Table

YEARS_BACK = 3


class PlacesPanel(Panel):
    """The tree and what can be done to a place.

    Signals:
        told: counts for the status line.
    """

    told = Signal(list)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Nơi, thôn bản và số liệu dân cư"))
        self._desk = desk
        self.year = Choice(_years())
        self.add_to_title(label(_("Số liệu năm"), size="small", tone="hint"))
        self.add_to_title(self.year)
        self.places = Table(_columns())
        self.put(self.places)
        verbs = row(
            button(_("Thêm nơi"), self.add_place, icon="plus", key="Ctrl+N"),
            button(_("Đổi tên"), self.rename, icon="pencil", key="F2"),
            button(_("Chuyển…"), self.move_place, icon="arrow-right"),
            button(_("Khu vực, dân cư…"), self.statistics, icon="users"),
            STRETCH,
            around=(Size.margin, Size.gap, Size.margin, Size.gap),
        )
        self.body.addLayout(verbs)
        self.year.currentIndexChanged.connect(self.refresh)
        self.places.row_opened.connect(lambda _at: self.statistics())
        self.places.cell_opened.connect(self._open_households)
        self.places.copy_wanted.connect(lambda at: self.places.copy(self.places.rows.row(one) for one in at))

    def refresh(self) -> None:
        """Ask for the places anew."""
        year = int(self.year.chosen())
        read = partial(_tree, scope=self._desk.outline.place, year=year)
        self._desk.runner.query(read, self._show, latest="catalogues.places")

    def _show(self, lines: list[Any]) -> None:
        current = max(self.places.currentIndex().row(), 0)
        self.places.rows.fill(lines)
        self.places.go_to(min(current, len(lines) - 1))
        below = [line for line in lines if line.depth]
        typed = sum(line.households is not None for line in below)
        self.note.setText(_("{n} nơi").format(n=len(below)))
        self.told.emit(
            [
                _("{n} nơi").format(n=number(len(below))),
                _("{n} hộ trong sổ").format(n=number(sum(line.registered for line in lines))),
                _("{typed}/{n} nơi đã có số liệu dân cư {year}").format(
                    typed=typed, n=len(below), year=self.year.chosen()
                ),
            ]
        )

    def _current(self) -> Any:
        at = self.places.currentIndex().row()
        return self.places.rows.row(max(at, 0)) if self.places.rows.rowCount() else None

    def _lines(self) -> list[Any]:
        return [self.places.rows.row(at) for at in range(self.places.rows.rowCount())]

    # Verbs ------------------------------------------------------------------------------------------------

    def add_place(self) -> None:
        """Found a place under the current one, or beside it where it is a village."""
        line = self._current()
        if line is None:
            return
        above = (
            next((one for one in self._lines() if one.key == line.parent), line)
            if line.level == "village"
            else line
        )
        AddPlace(self._desk, self, above).open()

    def rename(self) -> None:
        """Rename the current place."""
        if line := self._current():
            RenamePlace(self._desk, self, line).open()

    def move_place(self) -> None:
        """Put the current place under another."""
        line = self._current()
        if line is not None and line.depth:
            MovePlace(self._desk, self, line, self._lines()).open()
        else:
            self._desk.tell.done(_("Nơi giữ sổ không chuyển được; chọn một nơi bên dưới."))

    def statistics(self) -> None:
        """Type area and statistics of the current place for the year chosen."""
        if line := self._current():
            PlaceStatistics(self._desk, self, line, int(self.year.chosen())).open()

    def _open_households(self, at: int, _key: str) -> None:
        self._desk.go("households", Wanted(places=(self.places.rows.row(at).key,)))


def _years() -> list[tuple[str, str]]:
    now = clock.today().year
    return [(str(year), str(year)) for year in range(now, now - YEARS_BACK - 1, -1)]


def _columns() -> tuple[Column, ...]:
    return (*_of_tree(), *_of_numbers())


def _of_tree() -> tuple[Column, ...]:
    name = partial(Column, key="name", draw=_draw_name, stretch=True)
    area = partial(Column, key="area", draw=_draw_area, tip=_area_tip)
    return (
        name(_("Nơi"), _name, _first, sorts=False, sample="MMM Bản Lũng Cáng Thượng"),
        Column(_("Mã"), _code, key="code", sorts=False, sample="00000", tone="text3", as_text=True),
        Column(_("Cấp"), _level, level_name, key="level", sorts=False, sample="Cấp trung gian", tone="text2"),
        area(_("Khu vực"), lambda line: (line.area, line.own_area), _area, sorts=False, sample="Nông thôn"),
    )


def _of_numbers() -> tuple[Column, ...]:
    typed = partial(Column, right=True, sorts=False, text=_count)
    lives = partial(Column, right=True, sorts=False, text=number, tone="text2", opens=True)
    return (
        typed(_("Tổng số hộ"), lambda line: line.households, key="households", sample="000.000"),
        typed(_("Tổng nhân khẩu"), lambda line: line.persons, key="persons", sample="0.000.000"),
        lives(_("Hộ trong sổ"), lambda line: line.registered, key="registered", sample="000.000"),
    )


def _name(line: Any) -> tuple[str, int]:
    return line.name, line.depth


def _first(told: tuple[str, int]) -> str:
    return told[0]


def _code(line: Any) -> str:
    return str(line.code)


def _level(line: Any) -> str:
    return str(line.level)


def _count(value: int | None) -> str:
    return "–" if value is None else number(value)


def _area(told: tuple[str, bool]) -> str:
    return _("Thành thị") if told[0] == "urban" else _("Nông thôn")


def _area_tip(line: Any) -> str:
    return "" if line.own_area else _("theo nơi bên trên")


def _draw_area(painter: QPainter, cell: QRectF, told: tuple[str, bool], _look: Look) -> None:
    """What is taken over from above is paler."""
    draw_words(painter, cell, _area(told), Look(tone="text" if told[1] else "text3"))


def _draw_name(painter: QPainter, cell: QRectF, told: tuple[str, int], _look: Look) -> None:
    """Indented by what it stands under."""
    name, depth = told
    inner = cell.adjusted(depth * (Size.margin + Size.gap), 0, 0, 0)
    draw_words(painter, inner, name, Look(weight="medium" if depth else "bold"))


def _tree(session: Any, scope: bytes, year: int) -> list[Any]:
    from app.services import place_tree

    return list(place_tree.tree(session, scope, year))
