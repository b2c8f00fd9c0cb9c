"""The board of a round as a table: villages by the states of their cases, and the whole at the foot."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.i18n import _, number
from app.services.board import CLASSES, Board, BoardLine
from app.ui import theme_icons
from app.ui.theme_sizes import Size
from app.ui.widgets.case_list import STATES as LOOKS
from app.ui.widgets.case_list import state_name
from app.ui.widgets.cells import draw_number, draw_progress, draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.shapes import class_name
from app.ui.widgets.two_lines import Entry

LESS = ("persons", "progress")  # columns that a narrow window can do without
STATES = ("not_begun", "begun", "to_check", "done")


def columns(area_name: str, whole: str) -> tuple[Column, ...]:
    """Columns over `BoardLine`s."""
    return (
        Column(area_name, lambda line: line.area.name if line.area else whole, key="area", sorts=False,
               sample="Bản Lũng Cáng dài", weight="medium", opens=True, stretch=True),
        Column(_("Hộ thuộc diện"), lambda line: line.cases, number, key="cases", right=True, sorts=False,
               sample="00.000", draw=draw_number, opens=True),
        Column(_("Nhân khẩu"), lambda line: line.persons, number, key="persons", sorts=False,
               right=True, sample="00.000", draw=draw_number, tone="text2"),
        *(_state(state) for state in STATES),
        Column(_("Tiến độ"), lambda line: (line.done, line.cases), lambda told: f"{told[0]}/{told[1]}",
               key="progress", sorts=False, sample="MMMMMMMMMM 000/000", draw=draw_progress),
        *(_class(klass) for klass in CLASSES),
    )  # fmt: skip


def _state(state: str) -> Column:
    return Column(
        state_name(state), partial(_counted, state), lambda told: number(told[1]), key=f"state.{state}",
        right=True, sorts=False, sample="M Cần xem", draw=_draw_state, opens=True,
    )  # fmt: skip


def _counted(state: str, line: BoardLine) -> tuple[str, int]:
    return state, line.states.get(state, 0)


def _class(klass: str) -> Column:
    return Column(
        class_name(klass), lambda line: line.classes.get(klass, 0), number, key=f"class.{klass}", right=True,
        sorts=False, sample="00.000", draw=_draw_count, opens=True, mark=klass,
    )  # fmt: skip


def _draw_state(painter: QPainter, cell: QRectF, told: Any, look: Look) -> None:
    """A count behind the icon of its state; none is hardly seen."""
    state, count = told
    icon, role = LOOKS[state]
    words = number(count) if count else "–"
    draw_words(painter, cell, words, Look(right=True, tone="text" if count else "text3", under=look.under))
    if count:
        side = float(Size.icon - 2)
        wide = painter.fontMetrics().horizontalAdvance(words)
        left = cell.right() - wide - Size.gap - side
        theme_icons.paint(painter, icon, role, QRectF(left, cell.center().y() - side / 2, side, side))


def _draw_count(painter: QPainter, cell: QRectF, count: Any, look: Look) -> None:
    draw_words(painter, cell, number(count), Look(right=True, weight="medium", under=look.under))


def open_tasks(board: Board) -> list[Entry]:
    """What keeps the round from being closed, village by village; `what` is the line."""
    found = []
    for line in board.villages:
        told = [
            f"{number(line.states[state])} {state_name(state).lower()}"
            for state in ("not_begun", "begun", "to_check")
            if line.states.get(state)
        ]
        if line.unclassed:
            told.append(_("{n} hộ xong mà chưa có loại").format(n=number(line.unclassed)))
        if told and line.area is not None:
            left = _("còn {n} hộ").format(n=number(line.open)) if line.open else ""
            begun = line.done or line.states.get("begun")
            found.append(
                Entry(line, line.area.name, ", ".join(told), icon="circle-dot" if begun else "circle",
                      right=left, tone="warn" if begun else "text2")
            )  # fmt: skip
    return found
