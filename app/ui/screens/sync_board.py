"""The columns of the board of places below, and what each row needs most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QResizeEvent

from app.i18n import _, number
from app.store import peers
from app.sync.told import EARLIER_MISSING, NOT_INVITED, TOTALS_DIFFER, Below, BoardRow
from app.ui import clock, theme_icons
from app.ui.theme_sizes import Size
from app.ui.widgets.cells import draw_number, draw_progress, draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.table import Table


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


class Board(Table):
    """The table of places; where it is narrow, the columns that can be missed are not there."""

    def __init__(self, today: date) -> None:
        self._steps: dict[bytes, tuple[str, str]] = {}  # of the slowest village: number, and in words
        super().__init__(board_columns(today, self._steps))
        self._widths = [self.heads.sectionSize(at) for at in range(self.heads.count())]

    def show_step(self, place: bytes, step: tuple[str, str]) -> None:
        """Where the slowest village of a place stands."""
        self._steps[place] = step
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        keys = [one.key for one in self.rows.columns]
        room = self.viewport().width() - sum(self._widths)
        for key in _MISSABLE:
            at = keys.index(key)
            self.setColumnHidden(at, room < 0)
            room += self._widths[at] if room < 0 else 0


_MISSABLE = ("round", "last", "share")  # in this order


def board_columns(today: date, steps: Mapping[bytes, tuple[str, str]]) -> tuple[Column, ...]:
    """Columns over `BoardRow`s; `steps` are found out after the rows."""
    told = partial(need, today=today)
    needs = partial(Column, key="need", draw=_draw_need, tip=_why, sorts=False, sample="MMChưa xác nhận")
    slow = partial(Column, key="step", tone="text2", tip=partial(_step_tip, steps), sorts=False, sample="0.0")
    step = slow(_("Bước"), partial(_step, steps))
    name, progress, one_round = _of_review()
    return (
        name,
        progress,
        step,
        one_round,
        *_of_classes(),
        needs(_("Đối chiếu"), told, lambda one: one.words),
    )


def _of_review() -> tuple[Column, ...]:
    name = partial(Column, key="name", weight="medium", stretch=True, sorts=False)
    progress = partial(Column, key="progress", draw=_draw_progress, opens=True, sorts=False)
    one_round = partial(Column, key="round", tone="text2", tip=_round_state, sorts=False)
    return (
        name(_("Nơi"), lambda row: row.below.name, sample="Phường Mường Phạ"),
        progress(_("Hộ đã rà soát"), _progress, _progress_text, sample="MM000/000"),
        one_round(_("Đợt"), lambda row: (row.year, row.round_state), _round_text, sample="0000✓"),
    )


def _of_classes() -> tuple[Column, ...]:
    counted = partial(Column, text=_count, right=True, sorts=False, draw=draw_number, opens=True)
    told = partial(Column, sorts=False, tone="text2")
    return (
        counted(_("Nghèo"), lambda row: row.poor, key="poor", mark="poor", sample="0.000"),
        counted(_("Cận"), lambda row: row.near_poor, key="near_poor", mark="near_poor", sample="0.000"),
        told(_("Tỷ lệ %"), _poor_share, key="share", right=True, sample="00,00"),
        told(_("Gói cuối"), _last, key="last", sample="00 · 00/0"),
    )


def _step(steps: Mapping[bytes, tuple[str, str]], row: BoardRow) -> str:
    number_, _words = steps.get(row.below.place, ("", ""))
    return number_ or "–"


def _step_tip(steps: Mapping[bytes, tuple[str, str]], row: BoardRow) -> str:
    _number, words = steps.get(row.below.place, ("", ""))
    return _("Bản chậm nhất: {words}").format(words=words) if words else ""


def _progress(row: BoardRow) -> tuple[int, int] | None:
    return (row.done, row.cases) if row.year else None


def _poor_share(row: BoardRow) -> str:
    return share(row.poor, row.households)


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
