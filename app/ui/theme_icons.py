"""Icons of the one kept set, in the colour of a role; what a widget was given follows the theme."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from app.paths import resource
from app.ui.theme_sizes import Size

NAME, ROLE, ON_ROLE = "icon_name", "icon_role", "icon_on_role"
_STROKE = "1.75"
_colours: dict[str, str] = {}


@cache
def _drawing(name: str) -> str:
    text = resource("icons", f"{name}.svg").read_text("utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{_STROKE}"')


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))


def paint(painter: QPainter, name: str, role: str, square: QRectF) -> None:
    """Draw an icon into a square."""
    _renderer(name, _colours[role]).render(painter, square)


def pixmap(name: str, role: str, size: int = Size.icon, ratio: float = 0.0) -> QPixmap:
    """An icon as a picture, for a screen of that device ratio (the application's when 0)."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return _pixmap(name, _colours[role], size, ratio or application.devicePixelRatio())


@cache
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, colour).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


def icon(name: str, role: str, on_role: str = "", size: int = Size.icon) -> QIcon:
    """An icon; `on_role` colours it while its button is checked, and `text3` while it is disabled."""
    made = QIcon(pixmap(name, role, size))
    made.addPixmap(pixmap(name, "text3", size), QIcon.Mode.Disabled)
    if on_role:
        made.addPixmap(pixmap(name, on_role, size), QIcon.Mode.Normal, QIcon.State.On)
    return made


def put(
    target: QAbstractButton | QAction | QLabel, name: str, role: str = "text2", on_role: str = ""
) -> None:
    """Give a button, action or label an icon that follows the theme."""
    target.setProperty(NAME, name)
    target.setProperty(ROLE, role)
    target.setProperty(ON_ROLE, on_role)
    _renew_one(target)


def _renew_one(target: QAbstractButton | QAction | QLabel) -> None:
    name, role = target.property(NAME), target.property(ROLE)
    if isinstance(target, QLabel):
        target.setPixmap(pixmap(name, role, target.property("icon_size") or Size.icon))
        return
    size = target.iconSize().width() if isinstance(target, QAbstractButton) else Size.icon
    target.setIcon(icon(name, role, target.property(ON_ROLE), size))


def colour_by(colours: Mapping[str, str]) -> None:
    """Colour the icons that are drawn from now on."""
    _colours.clear()
    _colours.update(colours)


def renew(part: QWidget) -> None:
    """Draw every icon of a part of the window anew."""
    for kind in (QAbstractButton, QLabel, QAction):
        for target in (part, *part.findChildren(kind)):
            if isinstance(target, kind) and target.property(NAME):
                _renew_one(target)
