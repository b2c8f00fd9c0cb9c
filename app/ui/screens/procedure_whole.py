"""A step that the round takes as a whole, beside the board: a figure, its days, what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.ui import theme
from app.ui.screens.procedure_seen import Deed, StepHead, WholeStep
from app.ui.theme_sizes import Size
from app.ui.widgets.bars import Thin
from app.ui.widgets.boxes import STRETCH, column, framed, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label, wrapped
from app.ui.widgets.step_board import draw_step_head


class _Head(QWidget):
    """The head of the column, as tall as those of the board."""

    def __init__(self, step: StepHead) -> None:
        super().__init__()
        self._step = step
        self.setFixedHeight(Size.board_head)
        self.setToolTip(step.name)
        self.setAccessibleName(f"{step.number} {step.name}")

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """Draw it."""
        painter = QPainter(self)
        cell = QRectF(self.rect())
        painter.fillRect(cell, theme.colour("surface2"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        draw_step_head(painter, cell, self._step.name, self._step)


def whole_step(told: WholeStep, place: str, do: Callable[[Deed], object]) -> QFrame:
    """The column of a step of the whole."""
    body = column(gap=Size.tight, around=sides(Size.gap + Size.tight, Size.gap))
    body.addWidget(label(place, weight="medium"))
    body.addWidget(label(told.figure, size="figure"))
    body.addWidget(label(told.counts, size="small", tone="second"))
    if told.share >= 0:
        bar = Thin()
        bar.fill(told.share)
        body.addWidget(bar)
    body.addWidget(wrapped(told.sentence, size="small", tone="hint"))
    for name, value, tone in told.pairs:
        body.addWidget(label(name, size="small", tone="second"))
        body.addWidget(wrapped(value, weight="medium", tone=tone))
    body.addStretch(1)
    if told.deed is not None:
        body.addLayout(row(_button(told.deed, do), STRETCH))
    made = framed("wholestep", column(_Head(told.head), body, gap=0))
    made.setFixedWidth(Size.whole_step)
    return made


def _button(deed: Deed, do: Callable[[Deed], object]) -> QWidget:
    made = button(deed.words, lambda: do(deed), tip=deed.why_not)
    made.setEnabled(not deed.why_not)
    return made
