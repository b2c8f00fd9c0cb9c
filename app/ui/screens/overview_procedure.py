"""Tổng quan, the procedure in it: the step of each village with its last day, and what waits to be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.i18n import _
from app.ui.screens.procedure_seen import CALM, DANGER, AtStep, Standing
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.step_board import draw_number_chip
from app.ui.widgets.two_lines import Entry

STEP, DUE = "step", "due"
ICONS = {
    "list": "clipboard-list", "survey": "clock-alert", "meeting": "users", "posting": "eye",
    "complaint": "message-square-warning", "opinion": "send", "recognition": "file-check",
    "decision": "file-check",
}  # fmt: skip
Standings = Mapping[bytes, Standing]


def standing_of(standings: Standings, places: Iterable[bytes]) -> Standing | None:
    """How the first village within places stands."""
    return next((standings[place] for place in places if place in standings), None)


def columns(standings: Standings) -> tuple[Column, ...]:
    """Columns over the village lines of the overview: where each stands, and its last day."""
    return (
        Column(_("Bước đang làm"), partial(_standing, standings), _step_words, key=STEP, sorts=False,
               sample=_("MM Rà soát, chấm điểm"), draw=_draw_step, opens=True,
               tip=partial(_blocks, standings)),
        Column(_("Hạn"), partial(_standing, standings), _due_words, key=DUE, sorts=False, sample="00/00",
               draw=_draw_due, opens=True),
    )  # fmt: skip


def _standing(standings: Standings, line: Any) -> Standing | None:
    return standing_of(standings, line.area.within)


def _blocks(standings: Standings, line: Any) -> str:
    one = _standing(standings, line)
    return one.blocks if one else ""


def _step_words(one: Standing | None) -> str:
    """What the step is about now, in a few words."""
    if one is None:
        return "–"
    cell = one.cells.get(one.at)
    words = cell.words if cell and cell.words != one.name else ""
    return words if words and not words[0].isdecimal() else one.name


def _draw_step(painter: QPainter, cell: QRectF, one: Standing | None, look: Look) -> None:
    room = draw_number_chip(painter, cell, one.number, one.tone) if one and one.number else cell
    draw_words(painter, room, _step_words(one), Look(tone="text" if one else "text3", under=look.under))


def _due_words(one: Standing | None) -> str:
    return f"{one.due:%d/%m}" if one and one.due else "–"


def _draw_due(painter: QPainter, cell: QRectF, one: Standing | None, look: Look) -> None:
    tone = {DANGER: "danger", CALM: "text"}.get(one.tone, "warn") if one and one.due else "text3"
    draw_words(painter, cell, _due_words(one), Look(tone=tone, weight="medium", under=look.under))


def tasks(standings: Iterable[Standing]) -> list[Entry]:
    """What the villages wait for, the nearest last day first; each opens the step of its village."""
    waiting = [one for one in standings if one.deed is not None]
    return [_entry(one) for one in sorted(waiting, key=lambda one: one.due or date.max)]


def _entry(one: Standing) -> Entry:
    words = _("{village}: {step}").format(village=one.village, step=_step_words(one))
    left = "" if one.left is None else _left(one.left)
    tone = {CALM: "text2"}.get(one.tone, one.tone or "text2")
    due = f"{one.due:%d/%m}" if one.due else ""
    what = AtStep(one.place, one.at)
    return Entry(what, words, one.trouble or one.blocks, ICONS[one.at], due, left, tone)


def _left(days: int) -> str:
    if days < 0:
        return _("quá {n} ngày").format(n=-days)
    return _("còn {n} ngày").format(n=days) if days else _("hôm nay")


def read(session: Any, one: bytes, today: date) -> Sequence[Standing]:
    """How the villages of a round stand, in the store's thread."""
    from app.ui.screens.procedure_reading import standings

    return standings(session, one, today)
