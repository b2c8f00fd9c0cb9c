"""Villages down, steps across: each cell says how a step stands, by mark, words and ground."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.i18n import _, number
from app.ui import theme, theme_fonts, theme_icons
from app.ui.screens.procedure_seen import Cell, Standing, StepHead
from app.ui.theme_sizes import Size
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.heads import Heads
from app.ui.widgets.table import Table

VILLAGE = "village"
GROUNDS = {"calm": "accenttint", "warn": "warntint", "danger": "dangertint"}
BARS = {"calm": "done", "warn": "warnfill", "danger": "dangerfill"}
TONES = {"calm": "text", "warn": "warn", "danger": "danger"}
ALL_IN_VIEW = 6  # villages; more of them scroll


class StepHeads(Heads):
    """Heads of two lines: number and name of a step, and what the law asks of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps: dict[str, StepHead] = {}
        self.setFixedHeight(Size.board_head)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, number: int) -> None:  # noqa: N802  (Qt)
        """Draw one head."""
        cell = QRectF(rect)
        painter.fillRect(cell, theme.colour("surface2"))
        painter.setPen(QPen(theme.colour("line"), Size.line))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        column = self.column(number)
        draw_step_head(painter, cell, column.title, self.steps.get(column.key), upright=number > 0)


def draw_step_head(
    painter: QPainter, cell: QRectF, title: str, step: StepHead | None, *, upright: bool = True
) -> None:
    """Number in a chip, name, and under them the term; without a step the title alone."""
    if upright:
        painter.setPen(QPen(theme.colour("line"), Size.line))
        painter.drawLine(cell.topLeft(), cell.bottomLeft())
    inner = cell.adjusted(Size.cell_pad, Size.tight, -Size.tight, -Size.tight)
    if step is None:
        draw_words(painter, inner, title, Look(size="small", weight="medium", tone="text2"))
        return
    line = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
    words = draw_number_chip(painter, line, step.number)
    draw_words(painter, words, step.name, Look(size="small", weight="bold"))
    draw_words(painter, line.translated(0, line.height()), step.term, Look(size="small", tone="text3"))


CHIPS = {"warn": ("warntint", "warn"), "danger": ("dangertint", "danger")}


def draw_number_chip(painter: QPainter, line: QRectF, text: str, tone: str = "") -> QRectF:
    """Draw the number of a step; returns the room beside it."""
    ground, words = CHIPS.get(tone, ("accenttint", "accent"))
    font = theme_fonts.font("small", theme_fonts.SEMIBOLD)
    width = max(QFontMetricsF(font).horizontalAdvance(text) + 2 * Size.gap, float(Size.chip))
    box = QRectF(line.left(), line.center().y() - Size.chip / 2 + 1, width, Size.chip - 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(box, Size.chip_radius, Size.chip_radius)
    painter.restore()
    painter.setFont(font)
    painter.setPen(theme.colour(words))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return line.adjusted(width + Size.gap, 0, 0, 0)


class StepBoard(Table):
    """The villages of a round in the steps that they take by themselves."""

    heads_kind = StepHeads

    def __init__(self, steps: Sequence[StepHead], area_name: str) -> None:
        own = [Column(area_name, _of_village, _name_of, key=VILLAGE, sorts=False, sample="Bản Lũng Cáng",
                      draw=_draw_village, opens=True, tip=lambda line: line.blocks)]  # fmt: skip
        own += [
            Column(step.name, partial(_of_step, step.key), _said, key=step.key, sorts=False,
                   sample=_("còn 0 ngày · 00/00"), draw=_draw_cell, opens=True, tip=partial(_tip, step.key))
            for step in steps
        ]  # fmt: skip
        super().__init__(own, by_cell=True)
        assert isinstance(self.heads, StepHeads)
        self.heads.steps = {step.key: step for step in steps}
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(Size.board_row)
        rows.setDefaultSectionSize(Size.board_row)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_villages(self, villages: Sequence[Standing]) -> None:
        """Other villages; the current cell stays where it was."""
        current = self.currentIndex()
        self.rows.fill(villages)
        shown = min(max(len(villages), 1), ALL_IN_VIEW)
        self.setFixedHeight(Size.board_head + shown * Size.board_row)
        at = min(max(current.row(), 0), len(villages) - 1)
        if villages:
            self.setCurrentIndex(self.rows.index(at, max(current.column(), 0)))

    def current(self) -> Standing | None:
        """The village on which the keyboard is."""
        index = self.currentIndex()
        found: Standing | None = self.rows.row(index.row()) if index.isValid() else None
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """The columns share the width by what their words need."""
        super().resizeEvent(event)
        needs = [self._needs(column) for column in self.rows.columns]
        room = self.viewport().width()
        for at, need in enumerate(needs):
            self.heads.resizeSection(at, int(room * need / sum(needs)))
        rest = room - self.heads.length()
        self.heads.resizeSection(0, self.heads.sectionSize(0) + rest)

    def _needs(self, column: Column) -> int:
        assert isinstance(self.heads, StepHeads)
        small = QFontMetricsF(theme_fonts.font("small", theme_fonts.SEMIBOLD))
        step = self.heads.steps.get(column.key)
        if step is None:
            bold = QFontMetricsF(theme_fonts.font("base", theme_fonts.SEMIBOLD))
            return ceil(bold.horizontalAdvance(column.sample)) + 2 * Size.cell_pad
        told = (step.term, step.name + "M" * 3, column.sample)
        return ceil(max(map(small.horizontalAdvance, told))) + 2 * Size.cell_pad


# What a cell takes ---------------------------------------------------------------------------------------


def _of_village(line: Standing) -> Standing:
    return line


def _name_of(line: Standing) -> str:
    return line.village


def _of_step(key: str, line: Standing) -> Cell | None:
    return line.cells.get(key)


def _said(cell: Cell | None) -> str:
    return " ".join(filter(None, (cell.words, cell.detail))) if cell else ""


def _tip(key: str, line: Standing) -> str:
    cell = line.cells.get(key)
    return (cell.blocks or _said(cell)) if cell else ""


# How it is drawn -----------------------------------------------------------------------------------------


def _halves(cell: QRectF) -> tuple[QRectF, QRectF]:
    inner = cell.adjusted(0, Size.tight + 1, 0, -Size.tight - 1)
    line = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
    return line, line.translated(0, line.height())


def _draw_village(painter: QPainter, cell: QRectF, line: Standing, look: Look) -> None:
    name, told = _halves(cell)
    draw_words(painter, name, line.village, Look(weight="bold", under=look.under))
    cases = _("{n} hộ thuộc diện").format(n=number(line.households))
    draw_words(painter, told, cases, Look(size="small", tone="text3"))


def _draw_cell(painter: QPainter, cell: QRectF, told: Cell | None, look: Look) -> None:
    whole = cell.adjusted(-Size.cell_pad, 0, Size.cell_pad, 0)
    if told is not None and told.tone:
        painter.fillRect(whole, theme.colour(GROUNDS[told.tone]))
        if told.share > 0:
            foot = QRectF(
                whole.left(), whole.bottom() - Size.thin_bar, whole.width() * told.share, Size.thin_bar
            )
            painter.fillRect(foot, theme.colour(BARS[told.tone]))
    painter.setPen(QPen(theme.colour("line"), Size.line))
    painter.drawLine(QPointF(whole.left(), whole.top()), QPointF(whole.left(), whole.bottom()))
    if told is not None:
        _draw_words(painter, cell, told, look)


def _draw_words(painter: QPainter, cell: QRectF, told: Cell, look: Look) -> None:
    words, detail = _halves(cell)
    if told.state == "done":
        side = float(Size.icon)
        square = QRectF(words.left(), words.center().y() - side / 2, side, side)
        theme_icons.paint(painter, "check", "accent", square)
        words = words.adjusted(side + Size.tight, 0, 0, 0)
    tone = {"done": "accent", "now": TONES.get(told.tone, "text")}.get(told.state, "text3")
    weight = {"done": "medium", "now": "bold"}.get(told.state, "")
    draw_words(painter, words, told.words, Look(tone=tone, weight=weight, under=look.under))
    draw_words(painter, detail, told.detail, Look(size="small", tone="text2" if told.tone else "text3"))
