"""Pages of paper under one another, white in both themes; each is asked for when it comes into view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from app.ui import theme
from app.ui.theme_sizes import Size

PICTURES_KEPT = 8
PIXELS_A_POINT = 96 / 72  # at 100 %
SMALLEST, LARGEST, STEP = 0.25, 4.0, 1.2
NEAR = 0.01  # two scales closer than this are one


class PagesView(QAbstractScrollArea):
    """The pages.

    Signals:
        picture_wanted: page, from 0, and pixels of the screen a point; whoever feeds the view calls `put`.
        moved: another page is in view, or the zoom is another one.
    """

    picture_wanted = Signal(int, float)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sizes: Sequence[tuple[float, float]] = ()
        self._pictures: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self._asked: dict[int, float] = {}
        self._zoom = 0.0  # 0 = the whole page fits
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())

    # Pages ------------------------------------------------------------------------------------------------

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Other pages, of these sizes in points; the first comes into view."""
        self._sizes = tuple(sizes)
        self._forget()
        self._arrange()
        self.verticalScrollBar().setValue(0)

    def put(self, page: int, scale: float, picture: QImage) -> None:
        """The picture of a page that was asked for."""
        if self._asked.get(page) == scale:
            del self._asked[page]
        self._pictures[page] = (scale, picture)
        self._pictures.move_to_end(page)
        while len(self._pictures) > PICTURES_KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()

    def _forget(self) -> None:
        self._pictures.clear()
        self._asked.clear()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page that fills the middle of the view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        tops = [self._rect(number).bottom() for number in range(self.count)]
        return next((number for number, foot in enumerate(tops) if foot >= middle), max(self.count - 1, 0))

    def go(self, by: int) -> None:
        """Pages further on, or back."""
        target = min(max(self.page + by, 0), max(self.count - 1, 0))
        if self.count:
            self.verticalScrollBar().setValue(round(self._rect(target).top() - Size.margin))

    # Zoom -------------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1 = as large as the paper."""
        return self._zoom or self._fitting()

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller."""
        self._set_zoom(min(max(self.zoom * STEP**steps, SMALLEST), LARGEST))

    def fit(self) -> None:
        """The whole page."""
        self._set_zoom(0.0)

    def _set_zoom(self, zoom: float) -> None:
        page = self.page
        self._zoom = zoom
        self._asked.clear()
        self._arrange()
        if self.count:
            self.verticalScrollBar().setValue(round(self._rect(page).top() - Size.margin))
        self.moved.emit()

    def _fitting(self) -> float:
        if not self._sizes:
            return 1.0
        widest, tallest = max(w for w, _h in self._sizes), max(h for _w, h in self._sizes)
        room = 2 * Size.margin
        across = (self.viewport().width() - room) / (widest * PIXELS_A_POINT)
        down = (self.viewport().height() - room) / (tallest * PIXELS_A_POINT)
        return min(max(min(across, down), SMALLEST), LARGEST)

    # Where things are -------------------------------------------------------------------------------------

    def _rect(self, number: int) -> QRectF:
        """The place of a page, unscrolled."""
        scale = self.zoom * PIXELS_A_POINT
        above = sum(height * scale + Size.margin for _width, height in self._sizes[:number])
        width, height = (side * scale for side in self._sizes[number])
        left = max((self.viewport().width() - width) / 2, float(Size.margin))
        return QRectF(left, Size.margin + above, width, height)

    def _arrange(self) -> None:
        scale = self.zoom * PIXELS_A_POINT
        tall = sum(height * scale + Size.margin for _width, height in self._sizes) + Size.margin
        wide = max((width * scale for width, _height in self._sizes), default=0.0) + 2 * Size.margin
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(self.viewport().height())
        down.setSingleStep(Size.row)
        down.setRange(0, max(round(tall) - self.viewport().height(), 0))
        across.setPageStep(self.viewport().width())
        across.setRange(0, max(round(wide) - self.viewport().width(), 0))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """What fits is another size now."""
        super().resizeEvent(event)
        self._arrange()
        self.moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  (Qt)
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    # Painting ---------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """The pages in view on their desk."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), theme.colour("desk"))
        moved = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for number in range(self.count):
            rect = self._rect(number).translated(moved)
            if rect.bottom() >= 0 and rect.top() <= self.viewport().height():
                self._page(painter, number, rect)

    def _page(self, painter: QPainter, number: int, rect: QRectF) -> None:
        scale = self.zoom * PIXELS_A_POINT * self.devicePixelRatioF()
        known = self._pictures.get(number)
        painter.fillRect(rect, theme.colour("paper"))
        if known:
            painter.drawImage(rect, known[1])
        painter.setPen(QPen(theme.colour("line2"), Size.line))
        painter.drawRect(rect)
        fresh = known and abs(known[0] - scale) < NEAR
        if not fresh and self._asked.get(number) != scale:
            self._asked[number] = scale
            self.picture_wanted.emit(number, scale)
