"""How the lines of a form are measured and drawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from app.i18n import _
from app.ui import theme, theme_fonts, theme_icons
from app.ui.theme_sizes import Size
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Look
from app.ui.widgets.question_lines import Line, MemberLine, OpenLine, Option, QuestionLine, SectionLine

INDENT = 3 * Size.margin  # where questions begin, right of their number
_ANSWERS = 0.385  # share of the width at which answers begin
_FIELD_TOP = Size.tight


# Measures ------------------------------------------------------------------------------------------------


def height(line: Line, width: float) -> float:
    """How tall a line is in that width."""
    if not isinstance(line, OpenLine):
        return float(Size.question)
    tall = float(Size.question + Size.gap)
    tall += _option_rows(line) * Size.option
    if line.typing:
        tall += Size.field + Size.tight
    if line.hint and not line.typing:
        tall += Size.margin + Size.tight
    sentence = line.wrong or line.warning
    return tall + (_tall(sentence, width) + Size.gap if sentence else 0)


def _option_rows(line: OpenLine) -> int:
    return (len(line.options) + 1) // 2


def _tall(sentence: str, width: float) -> float:
    """Height of a sentence under the field, over as many lines as it needs."""
    metrics = QFontMetricsF(theme_fonts.font("small"))
    room = QRectF(0, 0, width - INDENT - 3 * Size.margin, 1000)
    return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), sentence).height()


def field_rect(line: OpenLine, rect: QRectF) -> QRectF:
    """Where the field of an open question stands."""
    top = rect.top() + Size.question + _FIELD_TOP
    wide = min(float(Size.search + Size.margin), rect.width() - INDENT - Size.margin)
    return QRectF(rect.left() + INDENT, top, wide, Size.field)


def option_rects(line: OpenLine, rect: QRectF) -> list[QRectF]:
    """Where the options stand, in two columns, read from left to right."""
    top = rect.top() + Size.question + (Size.field + Size.gap if line.typing else 0)
    left = rect.left() + INDENT - Size.gap
    across = (rect.width() - INDENT - Size.margin) / 2 + Size.gap
    cell = QRectF(left, top, across - 2 * Size.gap, Size.option - 2)
    return [
        cell.translated((place % 2) * across, (place // 2) * Size.option)
        for place in range(len(line.options))
    ]


# Drawing -------------------------------------------------------------------------------------------------


def draw(painter: QPainter, line: Line, rect: QRectF, *, under: bool, focus: bool) -> None:
    """Draw a line into its room."""
    match line:
        case SectionLine():
            _section(painter, line, rect)
        case MemberLine():
            _member(painter, line, rect, under)
        case QuestionLine():
            _question(painter, line, rect, under)
        case OpenLine():
            _open(painter, line, rect, focus)


def _foot(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(QPen(theme.colour("line"), Size.line))
    foot = rect.bottom() - Size.line / 2
    painter.drawLine(QPointF(rect.left(), foot), QPointF(rect.right(), foot))


def _advance(text: str, size: str = "base", *, bold: bool = False) -> float:
    weight = theme_fonts.SEMIBOLD if bold else theme_fonts.MEDIUM
    return QFontMetricsF(theme_fonts.font(size, weight)).horizontalAdvance(text)


def _section(painter: QPainter, line: SectionLine, rect: QRectF) -> None:
    painter.fillRect(rect, theme.colour("surface2" if line.open else "surface"))
    _foot(painter, rect)
    icon = QRectF(rect.left() + Size.margin - 2, rect.center().y() - Size.icon / 2, Size.icon, Size.icon)
    theme_icons.paint(painter, "chevron-down" if line.open else "chevron-right", "text2", icon)
    left = rect.left() + 2 * Size.margin
    draw_words(painter, _from(rect, left), line.title, Look(weight="bold"))
    left += _advance(line.title, bold=True) + Size.gap
    if line.tone == "accent" and line.told:
        mark = QRectF(left, rect.center().y() - Size.shape / 2, Size.shape, Size.shape)
        theme_icons.paint(painter, "check", "accent", mark)
        left += Size.margin
    draw_words(painter, _from(rect, left), line.told, Look(tone=line.tone, size="small", weight="medium"))
    right = rect.adjusted(0, 0, -Size.margin, 0)
    draw_words(painter, right, line.right, Look(right=True, tone="text3", size="small"))
    if line.keys:
        edge = right.right() - _advance(line.right, "small") - Size.gap
        cap(painter, line.keys, QRectF(0, 0, edge, rect.height()).translated(0, rect.top()), at_right=True)


def _from(rect: QRectF, left: float) -> QRectF:
    return QRectF(left, rect.top(), max(rect.right() - left - Size.margin, 0), rect.height())


def _member(painter: QPainter, line: MemberLine, rect: QRectF, under: bool) -> None:
    painter.fillRect(rect, theme.colour("hover" if under else "surface"))
    _foot(painter, rect)
    number = QRectF(rect.left() + Size.margin, rect.top(), 2 * Size.margin, rect.height())
    draw_words(painter, number, line.number, Look(tone="text3", size="small"))
    left = rect.left() + INDENT
    name = line.name or _("(chưa có tên)")
    draw_words(painter, _from(rect, left), name, Look(weight="medium"))
    left += _advance(name) + Size.gap
    draw_words(painter, _from(rect, left), line.detail, Look(tone="text3", size="small"))
    told = Look(right=True, tone=line.tone, size="small", weight="medium")
    draw_words(painter, rect.adjusted(0, 0, -Size.margin, 0), line.told, told)


def _question(painter: QPainter, line: QuestionLine, rect: QRectF, under: bool) -> None:
    painter.fillRect(rect, theme.colour("hover" if under else "surface"))
    _foot(painter, rect)
    _number(painter, line.number, rect)
    answers = rect.left() + max(rect.width() * _ANSWERS, INDENT + Size.search / 2)
    words = QRectF(rect.left() + INDENT, rect.top(), answers - rect.left() - INDENT - Size.gap, rect.height())
    draw_words(painter, words, line.text, Look())
    right = rect.right() - Size.margin
    before = min(_advance(line.before, "small"), rect.width() * 0.3) if line.before else 0.0
    answer = QRectF(answers + 28, rect.top(), right - before - answers - 28 - Size.gap, rect.height())
    if line.wrong:
        draw_words(painter, answer, f"⚠ {line.answer}", Look(tone="danger"))
    elif line.answer:
        draw_words(painter, answer, line.answer, Look())
    else:
        draw_words(painter, answer, _("chưa trả lời"), Look(tone="text3"))
    _answer_cap(painter, line, QRectF(answers, rect.center().y() - Size.chip / 2, Size.chip, Size.chip))
    told = QRectF(right - before - 1, rect.top(), before + 1, rect.height())
    draw_words(painter, told, line.before, _DIFFERS if line.differs else _SAME)


_SAME = Look(right=True, tone="text3", size="small")
_DIFFERS = Look(right=True, tone="warn", size="small", weight="medium")


def _number(painter: QPainter, number: str, rect: QRectF) -> None:
    room = QRectF(rect.left() + Size.margin, rect.top(), 2 * Size.margin, Size.question)
    draw_words(painter, room, number, Look(tone="text3", size="small"))


def _answer_cap(painter: QPainter, line: QuestionLine, square: QRectF) -> None:
    if line.cap:
        cap(painter, line.cap, square)
    elif not line.answer:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line2"), Size.line, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), Size.chip_radius, Size.chip_radius)
        painter.restore()


def cap(painter: QPainter, text: str, room: QRectF, *, on: bool = False, at_right: bool = False) -> None:
    """Draw the cap of a key into a room: in its middle, or at its right end."""
    wide = max(float(Size.chip), _advance(text, "small") + 2 * Size.tight + 2)
    left = room.right() - wide if at_right else room.left()
    box = QRectF(left, room.center().y() - Size.chip / 2, wide, Size.chip)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accentfill" if on else "line2"), Size.line))
    painter.setBrush(theme.colour("accentfill" if on else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), Size.chip_radius, Size.chip_radius)
    painter.setFont(theme_fonts.font("small", theme_fonts.MEDIUM))
    painter.setPen(theme.colour("onaccent" if on else "text2"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


def chip(painter: QPainter, text: str, room: QRectF, tone: str = "") -> float:
    """Draw a word on a small ground at the right end of a room; returns where it begins."""
    wide = _advance(text, "small") + 2 * 6
    box = QRectF(room.right() - wide, room.center().y() - Size.chip / 2, wide, Size.chip)
    grounds = {"accent": "accenttint", "warn": "warntint", "danger": "dangertint"}
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(grounds.get(tone, "notpoortint")))
    painter.drawRoundedRect(box, Size.chip_radius, Size.chip_radius)
    painter.setFont(theme_fonts.font("small", theme_fonts.MEDIUM))
    painter.setPen(theme.colour(tone or "text2"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()
    return box.left()


def _open(painter: QPainter, line: OpenLine, rect: QRectF, focus: bool) -> None:
    painter.fillRect(rect, theme.colour("surface"))
    _number(painter, line.number, rect)
    head = QRectF(rect.left(), rect.top(), rect.width() - Size.margin, Size.question)
    right = _open_right(painter, line, head)
    words = QRectF(head.left() + INDENT, head.top(), right - head.left() - INDENT - Size.gap, head.height())
    draw_words(painter, words, line.text, Look(weight="bold"))
    for option, room in zip(line.options, option_rects(line, rect), strict=True):
        _option(painter, option, room)
    if line.hint:
        _hint(painter, line, rect)
    if line.wrong or line.warning:
        _sentence(painter, line, rect)
    painter.setPen(
        QPen(theme.colour("dangerfill" if line.wrong else "focus" if focus else "line2"), Size.focus)
    )
    painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _open_right(painter: QPainter, line: OpenLine, head: QRectF) -> float:
    """Draw last year's answer and the tag at the right of an open question; returns where they begin."""
    right = head.right()
    if line.keeps:
        cap(painter, "Space", head, at_right=True)
        right -= _advance("Space", "small") + 2 * Size.tight + 2 + Size.gap
    if line.before:
        wide = min(_advance(line.before, "small") + 1, head.width() * 0.42)
        look = Look(right=True, tone="warn" if line.differs else "text3", size="small")
        draw_words(painter, QRectF(right - wide, head.top(), wide, head.height()), line.before, look)
        right -= wide + Size.gap
    if line.tag:
        right = chip(painter, line.tag, QRectF(head.left(), head.top(), right - head.left(), head.height()))
    return right


def _option(painter: QPainter, option: Option, room: QRectF) -> None:
    if option.on:
        painter.fillRect(room, theme.colour("accenttint"))
    left = room.left() + Size.gap
    if option.cap:
        cap(painter, option.cap, QRectF(left, room.top(), Size.chip, room.height()), on=option.on)
        left += Size.chip + Size.gap
    words = QRectF(left, room.top(), room.right() - left - Size.tight, room.height())
    look = Look(tone="accent" if option.on else "text", weight="medium" if option.on else "")
    draw_words(painter, words, option.words, look)
    if option.amount:
        draw_words(painter, words, option.amount, Look(right=True, tone="accent", weight="bold"))


def _hint(painter: QPainter, line: OpenLine, rect: QRectF) -> None:
    look = Look(tone="text3", size="small")
    if line.typing:
        field = field_rect(line, rect)
        room = QRectF(
            field.right() + Size.gap,
            field.top(),
            rect.right() - field.right() - 2 * Size.margin,
            field.height(),
        )
    else:
        foot = rect.top() + Size.question + _option_rows(line) * Size.option
        room = QRectF(
            rect.left() + INDENT, foot, rect.width() - INDENT - Size.margin, Size.margin + Size.tight
        )
    draw_words(painter, room, line.hint, look)


def _sentence(painter: QPainter, line: OpenLine, rect: QRectF) -> None:
    sentence = line.wrong or line.warning
    role = "danger" if line.wrong else "warn"
    tall = _tall(sentence, rect.width())
    top = rect.bottom() - Size.gap - tall
    theme_icons.paint(painter, "triangle-alert", role, QRectF(rect.left() + INDENT, top + 1, 14, 14))
    room = QRectF(
        rect.left() + INDENT + Size.margin + Size.tight, top, rect.width() - INDENT - 3 * Size.margin, tall
    )
    painter.setFont(theme_fonts.font("small"))
    painter.setPen(theme.colour(role))
    painter.drawText(room, int(Qt.TextFlag.TextWordWrap), sentence)
