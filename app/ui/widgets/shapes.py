"""The shapes of the classes: ▲ poor, ◆ near-poor, ● not poor, ■ average living. Colour is never alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from app.ui import theme, theme_fonts
from app.ui.theme_sizes import Size

ROLES = {"poor": "poor", "near_poor": "near", "not_poor": "notpoor", "average_farming": "text2"}


def class_name(klass: str) -> str:
    """A class in a word or two, for narrow places."""
    names = {
        "poor": _("Nghèo"),
        "near_poor": _("Cận nghèo"),
        "not_poor": _("Không nghèo"),
        "average_farming": _("Mức sống trung bình"),
    }
    return names.get(klass, _("Chưa có"))


def role_of(klass: str) -> str:
    """The colour role of a class."""
    return ROLES.get(klass, "text3")


def paint(painter: QPainter, klass: str, square: QRectF) -> None:
    """Draw the shape of a class into a square; nothing for a class not known."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(role_of(klass)))
    _SHAPES.get(klass, _nothing)(painter, square)
    painter.restore()


def _triangle(painter: QPainter, square: QRectF) -> None:
    top = square.top() + square.height() / 12
    bottom = square.bottom() - square.height() / 12
    corners = [
        QPointF(square.center().x(), top),
        QPointF(square.right(), bottom),
        QPointF(square.left(), bottom),
    ]
    painter.drawPolygon(QPolygonF(corners))


def _diamond(painter: QPainter, square: QRectF) -> None:
    centre, half = square.center(), square.width() / 2
    corners = [
        QPointF(centre.x(), centre.y() - half),
        QPointF(centre.x() + half, centre.y()),
        QPointF(centre.x(), centre.y() + half),
        QPointF(centre.x() - half, centre.y()),
    ]
    painter.drawPolygon(QPolygonF(corners))


def _disc(painter: QPainter, square: QRectF) -> None:
    painter.drawEllipse(square.center(), square.width() * 0.45, square.height() * 0.45)


def _block(painter: QPainter, square: QRectF) -> None:
    inset = square.width() / 8
    painter.drawRect(square.adjusted(inset, inset, -inset, -inset))


def _nothing(_painter: QPainter, _square: QRectF) -> None:
    pass


_SHAPES = {"poor": _triangle, "near_poor": _diamond, "not_poor": _disc, "average_farming": _block}


class ClassMark(QWidget):
    """A class by shape and words."""

    def __init__(self, klass: str, text: str = "", *, size: str = "base", bold: bool = False) -> None:
        super().__init__()
        self._weight = theme_fonts.SEMIBOLD if bold else theme_fonts.MEDIUM
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_class(klass, text)

    def show_class(self, klass: str, text: str = "") -> None:
        """Another class, with other words than its name where given."""
        self._klass, self._text = klass, text or class_name(klass)
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def _shape(self) -> int:
        return Size.large_shape if self._size == "title" else Size.shape

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """The shape, a gap, the words."""
        metrics = QFontMetrics(theme_fonts.font(self._size, self._weight))
        width = self._shape() + Size.gap + metrics.horizontalAdvance(self._text) + Size.tight
        return QSize(width, max(metrics.height(), Size.chip))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """Draw both."""
        painter = QPainter(self)
        size = self._shape()
        paint(painter, self._klass, QRectF(0, (self.height() - size) / 2, size, size))
        painter.setFont(theme_fonts.font(self._size, self._weight))
        painter.setPen(theme.colour(role_of(self._klass)))
        words = self.rect().adjusted(size + Size.gap, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._text)
