"""The votes of a meeting, household by household: all agree until another number is typed on a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from app.i18n import _, number
from app.ui.widgets.cells import draw_class, draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.table import Table

Agreed = Callable[[int, int], bool]


class VotesTable(Table):
    """The households. A digit begins a number on the current line, Enter goes on, Backspace takes a digit.

    Signals:
        counted: a vote is another one.
    """

    counted = Signal()

    def __init__(self, lines: Sequence[Any], agreed: Agreed) -> None:
        """`agreed` says whether so many of so many are enough."""
        self.votes: dict[bytes, int] = {}
        self.attending = 0
        self._agreed = agreed
        self._lines = list(lines)
        super().__init__(self._columns())
        self.rows.fill(self._lines)
        self.go_to(0)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(_("Mã hộ"), lambda one: one.code, sorts=False, sample="HK-000000", tone="text2"),
            Column(_("Chủ hộ"), lambda one: one.head, sorts=False, sample="M" * 9, weight="medium",
                   stretch=True),
            Column(_("Năm trước"), lambda one: one.before, sorts=False, sample="M Không nghèo",
                   draw=draw_class),
            Column(_("Kết quả"), lambda one: one.klass, sorts=False, sample="M Không nghèo", draw=draw_class),
            Column(_("Đồng ý"), self._vote, sorts=False, sample="00000", right=True, draw=_draw_vote),
            Column(_("Tỷ lệ"), self._vote, sorts=False, sample="100,00 %", right=True, draw=_draw_rate),
            Column("", self._vote, _conclusion, sorts=False, sample=_("Rà soát lại"), draw=_draw_conclusion),
        )  # fmt: skip

    def _vote(self, line: Any) -> tuple[int, int, bool, bool]:
        """How many agree, of how many, whether it was typed, whether it is enough."""
        agreeing = self.votes.get(line.case, self.attending)
        return agreeing, self.attending, line.case in self.votes, self._agreed(agreeing, self.attending)

    def attend(self, persons: int) -> None:
        """So many attend; whoever was not counted otherwise has them all."""
        self.attending = persons
        self.viewport().update()
        self.counted.emit()

    def rejected(self) -> list[Any]:
        """The households that too few agree to."""
        return [line for line in self._lines if not self._vote(line)[3]]

    def impossible(self) -> list[Any]:
        """The households to which more agree than attend."""
        return [line for line in self._lines if self._vote(line)[0] > self.attending]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt)
        """Digits count; Enter and the arrows go from line to line."""
        line = self.rows.row(self.currentIndex().row()) if self.currentIndex().isValid() else None
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if line is not None and plain and self._typed(line, event):
            self.viewport().update()
            self.counted.emit()
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _typed(self, line: Any, event: QKeyEvent) -> bool:
        known = self.votes.get(line.case)
        if event.text().isascii() and event.text().isdecimal():
            fresh = known is None or self._fresh != line.case
            self.votes[line.case] = int(event.text()) if fresh else (known or 0) * 10 + int(event.text())
            self._fresh = line.case
        elif event.key() == Qt.Key.Key_Backspace and known is not None and known >= 10:
            self.votes[line.case] = known // 10
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.votes.pop(line.case, None)
        else:
            return False
        return True

    _fresh = b""

    def _go_on(self) -> None:
        """The next line; after the last one the keyboard leaves the table."""
        self._fresh = b""
        at = self.currentIndex().row()
        if at + 1 < self.rows.rowCount():
            self.go_to(at + 1)
        else:
            self.focusNextChild()


Vote = tuple[int, int, bool, bool]


def _draw_vote(painter: QPainter, cell: QRectF, vote: Vote, _look: Look) -> None:
    agreeing, attending, typed, _enough = vote
    words = str(agreeing) if typed or attending else "–"
    draw_words(painter, cell, words, Look(right=True, weight="bold" if typed else "", tone=_tone(vote)))


def _draw_rate(painter: QPainter, cell: QRectF, vote: Vote, _look: Look) -> None:
    agreeing, attending = vote[:2]
    words = f"{number(agreeing * 1000 // attending / 10, 1)} %" if attending else "–"
    draw_words(painter, cell, words, Look(right=True, tone=_tone(vote)))


def _draw_conclusion(painter: QPainter, cell: QRectF, vote: Vote, _look: Look) -> None:
    draw_words(painter, cell, _conclusion(vote), Look(tone=_tone(vote), weight="medium"))


def _conclusion(vote: Vote) -> str:
    agreeing, attending, _typed, enough = vote
    if not attending:
        return ""
    if agreeing > attending:
        return _("Quá số dự")
    return "" if enough else _("Rà soát lại")


def _tone(vote: Vote) -> str:
    agreeing, attending, typed, enough = vote
    if attending and (not enough or agreeing > attending):
        return "danger"
    return "text" if typed else "text3"
