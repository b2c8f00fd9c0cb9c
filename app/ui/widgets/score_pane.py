"""The score at the right of a form: classes with their arithmetic, points, what is lacking, warnings.

Painted in one go from plain blocks, because it is drawn anew after every answer. No keyboard, no editing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.ui import theme, theme_fonts, theme_icons
from app.ui.theme_sizes import Size
from app.ui.widgets import shapes
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Look
from app.ui.widgets.question_paint import cap, chip

_PAD = Size.margin - Size.tight
_ROW = Size.chip


@dataclass(frozen=True, slots=True)
class Card:
    """A standard and its class; `rows` are name, figures, note."""

    title: str
    chip: str
    tone: str
    klass: str
    words: str
    rows: Sequence[tuple[str, str, str]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """From last year's class to this year's."""

    before: str
    was: str
    was_words: str
    now: str
    is_now: str
    now_words: str


@dataclass(frozen=True, slots=True)
class Points:
    """Points by heading, in two columns."""

    title: str
    note: str
    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Lack:
    """A deprived indicator: number, name, the standard that alone has it, the facts that caused it."""

    number: str
    name: str
    tag: str
    facts: str


@dataclass(frozen=True, slots=True)
class Lacks:
    """All deprived indicators, and what lies near a limit."""

    title: str
    note: str
    lacks: Sequence[Lack]
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Warnings:
    """What should be looked at: title and detail."""

    entries: Sequence[tuple[str, str]]


Block = Card | Moved | Points | Lacks | Warnings


class _Brush:
    """Draws downwards: every piece moves the top. Without a painter it only measures."""

    def __init__(self, painter: QPainter | None, left: float, top: float, width: float) -> None:
        self.painter, self.left, self.top, self.width = painter, left, top, width

    def line(self, text: str, look: Look, tall: float = _ROW) -> None:
        """One line of words."""
        if self.painter:
            draw_words(self.painter, self.room(tall), text, look)
        self.top += tall

    def room(self, tall: float) -> QRectF:
        """The next line's room."""
        return QRectF(self.left, self.top, self.width, tall)

    def wrapped(self, text: str, tone: str, inset: float = 0) -> None:
        """Small words over as many lines as they need."""
        font = theme_fonts.font("small")
        room = QRectF(self.left + inset, self.top, self.width - inset, 1000)
        flags = int(Qt.TextFlag.TextWordWrap)
        tall = QFontMetricsF(font).boundingRect(room, flags, text).height()
        if self.painter:
            self.painter.setFont(font)
            self.painter.setPen(theme.colour(tone))
            self.painter.drawText(QRectF(room.left(), room.top(), room.width(), tall), flags, text)
        self.top += tall + 2


class ScorePane(QScrollArea):
    """The blocks from top to bottom."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFixedWidth(Size.score)
        self._sheet = _Sheet()
        self.setWidget(self._sheet)

    @property
    def blocks(self) -> Sequence[Block]:
        """What is shown."""
        return self._sheet.blocks

    def fill(self, blocks: Sequence[Block]) -> None:
        """Other blocks."""
        if blocks != self._sheet.blocks:
            self._sheet.show_blocks(blocks)


class _Sheet(QWidget):
    """The painted sheet; every block is measured once, when it comes."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.blocks: Sequence[Block] = ()
        self._feet: list[float] = []

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Other blocks; what stays where it was is not drawn again."""
        before = list(zip(self.blocks, self._feet, strict=True))
        self.blocks, self._feet = blocks, []
        top = float(Size.gap)
        for place, block in enumerate(blocks):
            brush = _brush(None, top)
            _block(brush, block)
            foot = brush.top + Size.gap
            self._feet.append(foot)
            same = place < len(before) and before[place] == (block, foot)
            if not same:
                self.update(0, int(top) - 1, self.width(), int(foot - top) + 2)
            top = foot + Size.gap
        self.setAccessibleDescription(spoken(blocks))
        if self.height() != int(top):
            self.setFixedHeight(int(top))

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """As tall as the blocks."""
        return QSize(Size.score, int(self._feet[-1] if self._feet else 0) + Size.gap)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """Draw the blocks that need it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = float(Size.gap)
        for block, foot in zip(self.blocks, self._feet, strict=True):
            if foot >= event.rect().top() and top <= event.rect().bottom():
                self._draw(painter, block, top, foot)
            top = foot + Size.gap

    def _draw(self, painter: QPainter, block: Block, top: float, foot: float) -> None:
        if not isinstance(block, Moved):
            _frame(painter, QRectF(Size.gap, top, Size.score - 2 * Size.gap, foot - top), block)
        _block(_brush(painter, top), block)


def _brush(painter: QPainter | None, top: float) -> _Brush:
    """A brush inside a block that begins at `top`."""
    return _Brush(painter, Size.gap + _PAD, top + Size.gap, Size.score - 2 * Size.gap - 2 * _PAD)


def _frame(painter: QPainter, rect: QRectF, block: Block) -> None:
    warns = isinstance(block, Warnings)
    painter.setPen(QPen(theme.colour("warnline" if warns else "line"), Size.line))
    painter.setBrush(theme.colour("warntint" if warns else "surface"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), Size.radius, Size.radius)
    if isinstance(block, Card):
        edge = QRectF(rect.left(), rect.top() + 1, Size.nav_mark, rect.height() - 2)
        painter.fillRect(edge, theme.colour(shapes.role_of(block.klass)))


def _block(brush: _Brush, block: Block) -> None:
    match block:
        case Card():
            _card(brush, block)
        case Moved():
            _moved(brush, block)
        case Points():
            _points(brush, block)
        case Lacks():
            _lacks(brush, block)
        case Warnings():
            _warnings(brush, block)


def _title(brush: _Brush, title: str, note: str, tone: str = "text3") -> None:
    """A title, and a note in what room it leaves."""
    if brush.painter:
        taken = theme_fonts.metrics("base", theme_fonts.SEMIBOLD).horizontalAdvance(title) + Size.gap
        beside = brush.room(_ROW).adjusted(min(taken, brush.width), 0, 0, 0)
        draw_words(brush.painter, beside, note, Look(right=True, tone=tone, size="small"))
    brush.line(title, Look(weight="bold"))
    brush.top += 2


def _card(brush: _Brush, card: Card) -> None:
    if brush.painter and card.chip:
        chip(brush.painter, card.chip, brush.room(_ROW), card.tone)
    brush.line(card.title, Look(weight="bold"))
    room = brush.room(Size.option)
    if brush.painter:
        mark = float(Size.large_shape)
        shapes.paint(brush.painter, card.klass, QRectF(room.left(), room.center().y() - mark / 2, mark, mark))
        words = room.adjusted(mark + Size.gap if card.klass else 0, 0, 0, 0)
        tone = shapes.role_of(card.klass)
        draw_words(brush.painter, words, card.words, Look(tone=tone, size="title", weight="bold"))
    brush.top += Size.option
    for name, figures, note in card.rows:
        _row(brush, name, figures, note)
    if card.note:
        brush.wrapped(card.note, "text3")


def _row(brush: _Brush, name: str, figures: str, note: str) -> None:
    if not brush.painter:
        brush.top += _ROW
        return
    room = brush.room(_ROW)
    draw_words(brush.painter, room, name, Look(tone="text2"))
    named = QFontMetricsF(theme_fonts.font()).horizontalAdvance(name) + Size.gap
    inner = room.adjusted(max(named, 2.0 * Size.question), 0, 0, 0)
    draw_words(brush.painter, inner, figures, Look(weight="bold"))
    wide = QFontMetricsF(theme_fonts.font("base", theme_fonts.SEMIBOLD)).horizontalAdvance(figures) + Size.gap
    draw_words(
        brush.painter, inner.adjusted(wide, 0, 0, 0), note, Look(right=True, tone="text3", size="small")
    )
    brush.top += _ROW


def _moved(brush: _Brush, moved: Moved) -> None:
    painter, room = brush.painter, brush.room(_ROW)
    brush.top += _ROW - Size.gap
    if not painter:
        return
    left = _small(painter, room, room.left() - _PAD, moved.before, "text3")
    left = _shaped(painter, room, left, moved.was, moved.was_words)
    arrow = QRectF(left, room.center().y() - 7, 14, 14)
    theme_icons.paint(painter, "arrow-right", "text3", arrow)
    left = _small(painter, room, left + 18, moved.now, "text3")
    _shaped(painter, room, left, moved.is_now, moved.now_words, weight="bold")


def _small(painter: QPainter, room: QRectF, left: float, words: str, tone: str, weight: str = "") -> float:
    look = Look(tone=tone, size="small", weight=weight)
    draw_words(painter, QRectF(left, room.top(), room.right() + _PAD - left, room.height()), words, look)
    face = theme_fonts.font("small", theme_fonts.SEMIBOLD if weight else theme_fonts.MEDIUM)
    return left + QFontMetricsF(face).horizontalAdvance(words) + 6


def _shaped(painter: QPainter, room: QRectF, left: float, klass: str, words: str, weight: str = "") -> float:
    mark = float(Size.small_shape)
    if klass:
        shapes.paint(painter, klass, QRectF(left, room.center().y() - mark / 2, mark, mark))
        left += mark + 6
    return _small(painter, room, left, words, shapes.role_of(klass), weight)


def _points(brush: _Brush, points: Points) -> None:
    _title(brush, points.title, points.note, "warn")
    half = (brush.width - Size.margin) / 2
    for place, (name, figures) in enumerate(points.pairs):
        if brush.painter:
            left = brush.left + (place % 2) * (half + Size.margin)
            cell = QRectF(left, brush.top + (place // 2) * Size.margin, half, Size.margin)
            draw_words(brush.painter, cell.adjusted(0, 0, -24, 0), name, Look(tone="text2", size="small"))
            draw_words(brush.painter, cell, figures, Look(right=True, size="small", weight="medium"))
    brush.top += (len(points.pairs) + 1) // 2 * Size.margin


def _lacks(brush: _Brush, lacks: Lacks) -> None:
    _title(brush, lacks.title, lacks.note)
    for lack in lacks.lacks:
        if brush.painter:
            room = brush.room(_ROW)
            cap(brush.painter, lack.number, room)
            words = room.adjusted(Size.chip + Size.gap, 0, 0, 0)
            draw_words(brush.painter, words, lack.name, Look(weight="medium"))
            if lack.tag:
                chip(brush.painter, lack.tag, words)
        brush.top += _ROW
        if lack.facts:
            brush.wrapped(lack.facts, "text3", inset=Size.chip + Size.gap)
        brush.top += 2
    if lacks.foot:
        brush.wrapped(lacks.foot, "text3")


def _warnings(brush: _Brush, warnings: Warnings) -> None:
    for title, detail in warnings.entries:
        if brush.painter:
            icon = QRectF(brush.left, brush.top + 3, 14, 14)
            theme_icons.paint(brush.painter, "triangle-alert", "warn", icon)
            words = brush.room(_ROW).adjusted(Size.chip + Size.tight, 0, 0, 0)
            draw_words(brush.painter, words, title, Look(tone="warn", weight="bold"))
        brush.top += _ROW
        brush.wrapped(detail, "text2", inset=Size.chip + Size.tight)


def spoken(blocks: Sequence[Block]) -> str:
    """The blocks in words, for who listens."""
    said = []
    for block in blocks:
        match block:
            case Card():
                said.append(f"{block.title}: {block.words}")
                said += [" ".join(part for part in row if part) for row in block.rows]
            case Moved():
                said.append(f"{block.before} {block.was_words} → {block.now} {block.now_words}")
            case Lacks():
                said += [f"{lack.number} {lack.name}: {lack.facts}" for lack in block.lacks]
            case Warnings():
                said += [f"{title}: {detail}" for title, detail in block.entries]
            case Points():
                said.append(block.title)
    return "; ".join(said)
