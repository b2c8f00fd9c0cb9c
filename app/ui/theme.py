"""The look by role: which colours are in force, and how they reach every widget.

A theme is a file in `resources/themes`; it says colours by role (`text`, `accentfill`, `poor`), never by
widget. Sizes are `theme_sizes`, the style sheet `theme_sheet`, fonts `theme_fonts`, icons `theme_icons`.
Nothing else in the window knows a colour or a pixel.

The sheet is worn by parts (a screen, the sidebar, a dialog), not by the application: an application's sheet
is told to every widget again and again while a screen is put together, and a change of it costs a second. A
part is dressed once, when it is whole; after a change of theme those in view are, others when it is quiet.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.paths import resource
from app.ui import theme_fonts, theme_icons, theme_sheet

THEMES = ("light", "dark")
_WORN = "theme_worn"


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by role."""

    key: str
    name: str
    dark: bool
    colours: Mapping[str, str]


@cache
def load(key: str) -> Theme:
    """The theme of that key."""
    told = tomllib.loads(resource("themes", f"{key}.toml").read_text("utf-8"))
    return Theme(key, told["name"], told["dark"], told["colours"])


_current = [load("light")]


def current() -> Theme:
    """The theme in force."""
    return _current[0]


def colour(role: str) -> QColor:
    """The colour of a role in the theme in force; one object, which nobody changes."""
    return _colour(_current[0].colours[role])


@cache
def _colour(told: str) -> QColor:
    return QColor(told)


def apply(application: QApplication, key: str) -> None:
    """Put a theme in force; parts that are there already look as before until they are dressed."""
    _current[0] = load(key)
    theme_fonts.load(application)
    theme_icons.colour_by(_current[0].colours)
    application.setPalette(_palette())


def dress(part: QWidget) -> None:
    """Give a whole part of a window the look in force: sheet and icons; one that has it costs nothing."""
    worn, key = part.property(_WORN), _current[0].key
    if worn == key:
        return
    part.setProperty(_WORN, key)
    part.setStyleSheet(_sheet(key))
    if worn:
        theme_icons.renew(part)


def dress_apart(part: QWidget) -> None:
    """Dress a part, unless what it belongs to is dressed, whose look it has."""
    around = part.parentWidget()
    while around is not None:
        if around.property(_WORN):
            return
        around = around.parentWidget()
    dress(part)


@cache
def _sheet(key: str) -> str:
    return theme_sheet.sheet(load(key).colours)


_PALETTE = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface2",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Highlight: "accentfill",
    QPalette.ColorRole.HighlightedText: "onaccent",
    QPalette.ColorRole.Link: "accent",
}


def _palette() -> QPalette:
    palette = QPalette()
    for place, role in _PALETTE.items():
        palette.setColor(place, colour(role))
    for place in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, colour("text3"))
    return palette
