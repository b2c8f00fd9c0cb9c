"""Rows and columns of widgets, spaced by the grid."""

from __future__ import annotations

from typing import TypeAlias, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.ui.theme_sizes import Size

Part: TypeAlias = "QWidget | QLayout | int | None"
Box = TypeVar("Box", bound=QBoxLayout)
STRETCH = None
NONE = (0, 0, 0, 0)


def row(*parts: Part, gap: int = Size.gap, around: tuple[int, int, int, int] = NONE) -> QHBoxLayout:
    """Widgets from left to right; `STRETCH` pushes, a number is a space, `around` are the margins."""
    return _filled(QHBoxLayout(), parts, gap, around)


def column(*parts: Part, gap: int = Size.gap, around: tuple[int, int, int, int] = NONE) -> QVBoxLayout:
    """Widgets from top to bottom; see `row`."""
    return _filled(QVBoxLayout(), parts, gap, around)


def _filled(box: Box, parts: tuple[Part, ...], gap: int, around: tuple[int, int, int, int]) -> Box:
    box.setSpacing(gap)
    box.setContentsMargins(*around)
    for part in parts:
        add(box, part)
    return box


def add(box: QBoxLayout, part: Part) -> None:
    """Put one more at the end."""
    if part is None:
        box.addStretch(1)
    elif isinstance(part, int):
        box.addSpacing(part)
    elif isinstance(part, QLayout):
        box.addLayout(part)
    else:
        box.addWidget(part)


def sides(left_right: int, top_bottom: int = 0) -> tuple[int, int, int, int]:
    """Margins equal on opposite sides."""
    return left_right, top_bottom, left_right, top_bottom


def framed(role: str, layout: QLayout, tone: str = "") -> QFrame:
    """A frame that the style sheet knows by its role, with a layout inside."""
    frame = QFrame()
    frame.setProperty("role", role)
    if tone:
        frame.setProperty("tone", tone)
    frame.setLayout(layout)
    return frame


def holder(layout: QLayout) -> QWidget:
    """A bare widget with a layout inside."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def divider(*, upright: bool = True) -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setProperty("role", "divider")
    if upright:
        line.setFixedSize(Size.line, Size.field - Size.gap)
    else:
        line.setFixedHeight(Size.line)
    return line


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout and free it."""
    while (item := layout.takeAt(0)) is not None:
        if inner := item.layout():
            emptied(inner)
        if widget := item.widget():
            widget.hide()  # Qt may still mean to show it: without a parent it would become a window
            widget.setParent(None)
            widget.deleteLater()


LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
MIDDLE = Qt.AlignmentFlag.AlignVCenter
TOP = Qt.AlignmentFlag.AlignTop
