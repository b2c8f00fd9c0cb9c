"""A line of a file beside households of the register: fields down, households across, ≠ where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from app.exchange.intake.beside import CLASS, Cell, Compared
from app.i18n import _
from app.ui import theme
from app.ui.theme_sizes import Size
from app.ui.widgets import shapes
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.table import Table

_CAPS = "①②③④"
LEAST_ROWS = 3  # where there is no room for more, it scrolls
ROOMY = 2  # households whose heads have room for a word more


class BesideTable(Table):
    """The comparison; nothing in it can be chosen or edited."""

    def __init__(self, compared: Sequence[Compared], heads: Sequence[tuple[str, int, int]]) -> None:
        """`heads` are the households: how each is called, in how many of how many fields it agrees."""
        super().__init__(_columns(compared, heads))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.fill(compared)
        self.setMaximumHeight(self.heads.height() + len(compared) * Size.row)
        self.setMinimumHeight(self.heads.height() + LEAST_ROWS * Size.row)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """The file and the households are equally wide."""
        super().resizeEvent(event)
        told = self.heads.count() - 1
        share = (self.viewport().width() - self.heads.sectionSize(0)) // told
        for number in range(1, told + 1):
            self.heads.resizeSection(number, share)


def _columns(compared: Sequence[Compared], heads: Sequence[tuple[str, int, int]]) -> tuple[Column, ...]:
    title = _("{mark} {code} · {n}/{all}") if len(heads) > ROOMY else _("{mark} {code} · khớp {n}/{all}")
    households = (
        Column(
            title.format(mark=_CAPS[place], code=code, n=same, all=stated),
            partial(_cell, place),
            _told,
            sample="00/00/0000 M",
            draw=_draw_cell,
            tip=partial(_tip, place),
        )
        for place, (code, same, stated) in enumerate(heads)
    )
    return (
        Column("", lambda one: one.name, sample="Loại 2026", tone="text2"),
        Column(
            _("Trong tệp"),
            lambda one: (one.kind, one.stated),
            lambda told: told[1],
            sample="00/00/0000 M",
            draw=_draw_stated,
            tip=lambda one: _words(one.kind, one.stated),
        ),
        *households,
    )


def _cell(place: int, one: Compared) -> tuple[str, Cell]:
    return one.kind, one.cells[place]


def _tip(place: int, one: Compared) -> str:
    return _words(one.kind, one.cells[place].told)


def _told(value: tuple[str, Cell]) -> str:
    kind, cell = value
    return f"{_words(kind, cell.told)} ≠" if cell.differs else _words(kind, cell.told)


def _words(kind: str, told: str) -> str:
    if not told:
        return _("(trống)")
    return shapes.class_name(told) if kind == CLASS else told


def _draw_stated(painter: QPainter, cell: QRectF, value: tuple[str, str], _look: Look) -> None:
    painter.fillRect(_whole(cell), theme.colour("surface2"))
    _draw_told(painter, cell, *value, weight="medium")


def _draw_cell(painter: QPainter, cell: QRectF, value: tuple[str, Cell], _look: Look) -> None:
    kind, told = value
    if told.differs:
        painter.fillRect(_whole(cell), theme.colour("warntint"))
        draw_words(painter, cell, "≠", Look(right=True, tone="warn", weight="bold"))
        cell = cell.adjusted(0, 0, -Size.margin, 0)
    _draw_told(painter, cell, kind, told.told)


def _draw_told(painter: QPainter, cell: QRectF, kind: str, told: str, weight: str = "") -> None:
    look: Any = Look(weight=weight) if told else Look(tone="text3")
    if kind == CLASS and told:
        size = float(Size.small_shape)
        shapes.paint(painter, told, QRectF(cell.left(), cell.center().y() - size / 2, size, size))
        cell = cell.adjusted(size + Size.tight + 2, 0, 0, 0)
        look = Look(tone=shapes.role_of(told), weight=weight)
    draw_words(painter, cell, _words(kind, told), look)


def _whole(cell: QRectF) -> QRectF:
    """The cell with what the delegate keeps free at its sides."""
    return cell.adjusted(-Size.cell_pad, 0, Size.cell_pad, 0)
