"""The days that are left, village by village: what stands now, what follows at the earliest, the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from app.ui import theme, theme_fonts
from app.ui.screens.procedure_seen import Stretch
from app.ui.theme_sizes import Size
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Look

_WEEK = 7
_LOOKS = {
    "warn": ("warntint", "warnline", "warn"),
    "danger": ("dangertint", "dangerline", "danger"),
    "calm": ("accenttint", "accentline", "accent"),
    "posting": ("accenttint", "accentline", "accent"),
    "opinion": ("neartint", "near", "near"),
    "survey": ("notpoortint", "line2", "text2"),
    "complaint": ("notpoortint", "line2", "text2"),
}  # ground, border, words; by the tone of what stands now, else by step
_MOMENTS = ("meeting", "report")  # steps of one day
Row = tuple[str, Sequence[Stretch], str]


class TimeLine(QWidget):
    """The rows, from this week to the end of the review."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self._first = self._last = self._today = date.min
        self._end: date | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_rows(self, rows: Sequence[Row], today: date, end: date | None) -> None:
        """Other rows."""
        days = [stretch.until for _name, stretches, _told in rows for stretch in stretches]
        self._rows, self._today, self._end = rows, today, end
        self._first = today - timedelta(days=today.weekday())
        self._last = max([*days, end or today, self._first + timedelta(days=_WEEK)]) + timedelta(days=1)
        self.setMinimumHeight(self.sizeHint().height())
        self.setAccessibleDescription("; ".join(_told(row) for row in rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """A row each, and the dates."""
        return QSize(Size.dialog, (len(self._rows) + 1) * Size.road_row)

    # Where things are -------------------------------------------------------------------------------------

    def _x(self, day: date) -> float:
        """The left edge of a day."""
        left = Size.road_name + Size.margin
        room = self.width() - left - Size.margin
        share = (max(day, self._first) - self._first).days / max((self._last - self._first).days, 1)
        return left + room * min(share, 1.0)

    def _y(self, number: int) -> float:
        return Size.road_row * (number + 1)

    # Painting ---------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """Weeks, rows, today."""
        painter = QPainter(self)
        self._weeks(painter)
        for number, (name, stretches, told) in enumerate(self._rows):
            cell = QRectF(Size.margin, self._y(number), Size.road_name - Size.gap, Size.road_row)
            draw_words(painter, cell, name, Look(size="small", tone="text2"))
            for stretch in stretches:
                self._stretch(painter, number, stretch)
            if told:
                left = self._x(self._today + timedelta(days=1))
                room = QRectF(left, cell.top(), float(self.width()), cell.height())
                draw_words(painter, room, f"✓ {told}", Look(size="small", tone="accent"))
        self._mark_today(painter)

    def _weeks(self, painter: QPainter) -> None:
        foot = self._y(len(self._rows))
        days = [self._first + timedelta(days=at) for at in range(0, (self._last - self._first).days, _WEEK)]
        if self._end is not None:
            days = [day for day in days if abs((day - self._end).days) >= 4] + [self._end]
        for day in days:
            x = self._x(day + timedelta(days=1)) if day == self._end else self._x(day)
            painter.setPen(QPen(theme.colour("line"), Size.line))
            painter.drawLine(QPointF(x, Size.gap), QPointF(x, foot))
            words = QRectF(x + Size.tight, 0, Size.tall_row, Size.road_row)
            look = Look(size="small", tone="text2", right=day == self._end)
            if day == self._end:
                words = QRectF(x - Size.tall_row * 2 - Size.tight, 0, Size.tall_row * 2, Size.road_row)
            if not words.intersects(self._today_room()):
                draw_words(painter, words, f"{day:%d/%m}", look)

    def _stretch(self, painter: QPainter, number: int, stretch: Stretch) -> None:
        left, right = self._x(stretch.since), self._x(stretch.until + timedelta(days=1))
        box = QRectF(left, self._y(number) + 2, max(right - left - 2, 6.0), Size.road_row - 4)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if stretch.step in _MOMENTS:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("dangerfill" if stretch.tone == "danger" else "done"))
            painter.drawRoundedRect(box, 2, 2)
            painter.restore()
            return
        ground, border, tone = _LOOKS.get(stretch.tone) or _LOOKS.get(stretch.step, _LOOKS["survey"])
        painter.setPen(QPen(theme.colour(border), Size.line))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        painter.restore()
        inner = box.adjusted(Size.tight, 0, 0, 0)
        draw_words(painter, inner, stretch.words, Look(size="small", tone=tone))

    def _middle_of_today(self) -> float:
        return (self._x(self._today) + self._x(self._today + timedelta(days=1))) / 2

    def _today_room(self) -> QRectF:
        """Where the word stands."""
        font = theme_fonts.font("small", theme_fonts.SEMIBOLD)
        width = QFontMetricsF(font).horizontalAdvance(_("hôm nay"))
        left = self._middle_of_today() - width - Size.gap
        return QRectF(left, 0, width + Size.tight, Size.road_row)

    def _mark_today(self, painter: QPainter) -> None:
        x = self._middle_of_today()
        painter.setPen(QPen(theme.colour("dangerfill"), Size.focus))
        painter.drawLine(QPointF(x, 2), QPointF(x, self._y(len(self._rows))))
        look = Look(size="small", tone="danger", weight="bold", right=True)
        draw_words(painter, self._today_room(), _("hôm nay"), look)


def _told(row: Row) -> str:
    name, stretches, told = row
    said = [f"{one.words or one.step} {one.since:%d/%m}–{one.until:%d/%m}" for one in stretches]
    return f"{name}: {', '.join(said) or told}"
