"""The pages of a PDF with a bar over them: what it is, which page, how large; pages are drawn when seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from app.i18n import _
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, row, sides
from app.ui.widgets.buttons import Do, button
from app.ui.widgets.labels import Elided, label
from app.ui.widgets.pages_view import PagesView

LANDSCAPE = 1.0  # wider than this times its height, a page lies


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page of a PDF as a picture, at `scale` pixels a point."""

    pdf: bytes
    page: int
    scale: float
    picture: QImage


class PagesPane(QWidget):
    """The pane.

    Attributes:
        name: what is shown. told: which page of how many.

    Signals:
        picture_wanted: the PDF, a page from 0, and pixels a point; whoever feeds it calls `put`.
    """

    picture_wanted = Signal(object, int, float)

    def __init__(self) -> None:
        super().__init__()
        self._pdf, self._sizes = b"", tuple[tuple[float, float], ...]()
        self.name, self.told = label(weight="bold"), Elided(tone="second")
        self.view = PagesView()
        self._zoom = label(tone="second")
        self._zoom.setFixedWidth(Size.field + Size.gap + Size.tight)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        smaller = _square("zoom-out", _("Nhỏ hơn (Ctrl+−)"), lambda: self.view.zoom_by(-1))
        larger = _square("zoom-in", _("Lớn hơn (Ctrl++)"), lambda: self.view.zoom_by(1))
        fits = button(_("Vừa trang"), self.view.fit, icon="maximize", tip="Ctrl+0")
        parts = (self.name, self.told, STRETCH, smaller, self._zoom, larger, fits)
        bar = framed("tools", row(*parts, around=sides(Size.gap + Size.tight)))
        bar.setFixedHeight(Size.panel_title + 1)
        layout = column(bar, self.view, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.view.moved.connect(self._tell_page)
        self.view.picture_wanted.connect(self._want)

    def keys_on(self, screen: QWidget) -> None:
        """The keys of the pages hold on the whole screen."""
        keys: dict[str, Do] = {
            "Ctrl+0": self.view.fit,
            "Ctrl++": partial(self.view.zoom_by, 1),
            "Ctrl+=": partial(self.view.zoom_by, 1),
            "Ctrl+-": partial(self.view.zoom_by, -1),
            "PgDown": partial(self.view.go, 1),
            "PgUp": partial(self.view.go, -1),
        }
        for key, do in keys.items():
            QShortcut(QKeySequence(key), screen, do)

    def show_pdf(self, name: str, pdf: bytes, sizes: Sequence[tuple[float, float]]) -> None:
        """Other pages, of these sizes in points."""
        self._pdf, self._sizes = pdf, tuple(sizes)
        self.name.setText(name)
        self.view.show_pages(sizes)
        self._tell_page()

    def put(self, drawn: Drawn) -> None:
        """The picture of a page that was asked for, unless other pages came in between."""
        if drawn.pdf is self._pdf:
            self.view.put(drawn.page, drawn.scale, drawn.picture)

    def _want(self, page: int, scale: float) -> None:
        if self._pdf:
            self.picture_wanted.emit(self._pdf, page, scale)

    def _tell_page(self) -> None:
        if not self._sizes:
            self.told.setText("")
            return
        paper = _("A4 ngang") if lies(self._sizes[self.view.page]) else _("A4 dọc")
        told = _("trang {n}/{all} · {paper}")
        self.told.setText(told.format(paper=paper, n=self.view.page + 1, all=self.view.count))
        self._zoom.setText(f"{round(self.view.zoom * 100)} %")


def lies(size: tuple[float, float]) -> bool:
    """True of a page in landscape."""
    width, height = size
    return width > LANDSCAPE * height


def _square(icon: str, tip: str, do: Callable[[], object]) -> QPushButton:
    made = button("", do, icon=icon, tip=tip)
    made.setText("")
    made.setFixedWidth(Size.field + Size.tight)
    made.setAccessibleName(tip)
    return made
