"""The columns of the board of places below, and what each row needs most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.i18n import _, number
from app.store import peers
from app.sync.told import EARLIER_MISSING, NOT_INVITED, TOTALS_DIFFER, Below, BoardRow
from app.ui import clock, theme_icons
from app.ui.theme_sizes import Size
from app.ui.widgets.cells import draw_number, draw_progress, draw_words
from app.ui.widgets.columns import Column, Look


@dataclass(frozen=True, slots=True)
class Need:
    """What a place needs most: its kind, words, icon and tone."""

    kind: str
    words: str
    icon: str
    tone: str


def need(row: BoardRow, today: date) -> Need:
    """The first of: a file in quarantine, a conflict, a store that is not confirmed, silence."""
    below = row.below
    if below.stopped is not None:
        return _of_quarantine(below)
    if row.conflicts:
        return Need("conflicts", _("{n} xung đột").format(n=row.conflicts), "git-compare-arrows", "warn")
    return _of_store(below, today)


def _of_quarantine(below: Below) -> Need:
    stopped = below.stopped
    assert stopped is not None
    if stopped.fault == EARLIER_MISSING:
        which = ", ".join(map(str, stopped.missing[:3]))
        words = _("Thiếu gói {which}").format(which=which) if which else _("Thiếu phần trước")
        return Need("stopped", words, "file-question-mark", "warn")
    if stopped.fault == TOTALS_DIFFER:
        return Need("stopped", _("Lệch số liệu"), "triangle-alert", "warn")
    return Need("stopped", _("Chờ gói {number}").format(number=stopped.number), "shield-alert", "danger")


def _of_store(below: Below, today: date) -> Need:
    if below.state == NOT_INVITED:
        return Need("not_invited", _("Chưa mời"), "circle", "text3")
    if below.state == peers.INVITED:
        return Need("invited", _("Chưa có gói"), "circle", "text3")
    if below.state == peers.UNCONFIRMED:
        return Need("unconfirmed", _("Chưa xác nhận"), "shield-alert", "warn")
    if days := below.silent(today):
        return Need("silent", _("{n} ngày im").format(n=days), "clock-alert", "warn")
    return Need("agreed", _("Khớp"), "circle-check", "accent")


def board_columns(today: date) -> tuple[Column, ...]:
    """Columns over `BoardRow`s."""
    return (
        Column(
            _("Nơi"),
            lambda row: row.below.name,
            key="name",
            sorts=False,
            sample="Phường Mường Phạ",
            weight="medium",
            stretch=True,
        ),
        Column(
            _("Hộ đã rà soát"),
            lambda row: (row.done, row.cases) if row.year else None,
            _progress_text,
            key="progress",
            sorts=False,
            sample="MM000/000",
            draw=_draw_progress,
            opens=True,
        ),
        Column(
            _("Đợt"),
            lambda row: (row.year, row.round_state),
            _round_text,
            key="round",
            sorts=False,
            sample="0000✓",
            tone="text2",
            tip=_round_state,
        ),
        Column(
            _("Nghèo"),
            lambda row: row.poor,
            _count,
            key="poor",
            right=True,
            sorts=False,
            sample="0.000",
            draw=draw_number,
            opens=True,
            mark="poor",
        ),
        Column(
            _("Cận"),
            lambda row: row.near_poor,
            _count,
            key="near_poor",
            right=True,
            sorts=False,
            sample="0.000",
            draw=draw_number,
            opens=True,
            mark="near_poor",
        ),
        Column(
            _("Tỷ lệ %"),
            lambda row: share(row.poor, row.households),
            key="share",
            right=True,
            sorts=False,
            sample="00,00",
            tone="text2",
        ),
        Column(_("Gói cuối"), _last, key="last", sorts=False, sample="00 · 00/0", tone="text2"),
        Column(
            _("Đối chiếu"),
            partial(need, today=today),
            lambda told: told.words,
            key="need",
            sorts=False,
            sample="MMChưa xác nhận",
            draw=_draw_need,
            tip=_why,
        ),
    )


def share(part: int, whole: int) -> str:
    """A percentage with two decimals; “–” of nothing."""
    return number(part / whole * 100, 2) if whole else "–"


def _count(value: int) -> str:
    return number(value)


def _progress_text(told: tuple[int, int] | None) -> str:
    return f"{number(told[0])}/{number(told[1])}" if told else "–"


def _draw_progress(painter: QPainter, cell: QRectF, told: Any, look: Look) -> None:
    if told is None:
        draw_words(painter, cell, "–", Look(tone="text3"))
    else:
        draw_progress(painter, cell, told, look)


def _round_text(told: tuple[int, str]) -> str:
    year, state = told
    if not year:
        return "–"
    return f"{year} ✓" if state == "closed" else str(year)


def _round_state(row: BoardRow) -> str:
    states = {"open": _("Đợt đang mở"), "closed": _("Đợt đã chốt")}
    return states.get(row.round_state, _("Chưa có đợt rà soát"))


def _last(row: BoardRow) -> str:
    return f"{row.below.last} · {clock.when(row.below.at)[:5]}" if row.below.at else "–"


def _draw_need(painter: QPainter, cell: QRectF, told: Need, _look: Look) -> None:
    side = float(Size.icon)
    theme_icons.paint(
        painter, told.icon, told.tone, QRectF(cell.left(), cell.center().y() - side / 2, side, side)
    )
    draw_words(painter, cell.adjusted(side + Size.tight, 0, 0, 0), told.words, Look(tone=told.tone))


def _why(row: BoardRow) -> str:
    stopped = row.below.stopped
    return "\n".join(stopped.said) if stopped else ""
