"""The look by role: which colours are in force, and how they reach every widget.

A theme is a file in `resources/themes`; it says colours by role (`text`, `accentfill`, `poor`), never by
widget. Sizes are `theme_sizes`, the style sheet `theme_sheet`, fonts `theme_fonts`, icons `theme_icons`.
Nothing else in the window knows a colour or a pixel.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.paths import resource
from app.ui import theme_fonts, theme_icons, theme_sheet

THEMES = ("light", "dark")


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
    """Put a theme in force: palette, style sheet, icons of everything that is open."""
    _current[0] = load(key)
    theme_fonts.load(application)
    application.setPalette(_palette())
    application.setStyleSheet(theme_sheet.sheet(_current[0].colours))
    theme_icons.renew(application, _current[0].colours)


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
