"""The one family and its four sizes. Fonts come from files: what is installed may lack letters."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication

from app.paths import resource

FAMILY = "Inter"
FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Italic.otf")
POINTS = {"small": 9.0, "base": 10.5, "title": 13.5, "figure": 21.0}
MEDIUM, SEMIBOLD = QFont.Weight.Medium, QFont.Weight.DemiBold
_SPACING = -0.1


@cache
def _loaded() -> bool:
    return all(QFontDatabase.addApplicationFont(str(resource("fonts", file))) >= 0 for file in FILES)


def load(application: QApplication) -> None:
    """Make the family known, and the font of everything that asks for no other."""
    if not _loaded():
        raise RuntimeError("a bundled font is missing or damaged")
    if application.font() != font():  # every widget would be told of it
        application.setFont(font())


def font(size: str = "base", weight: QFont.Weight = QFont.Weight.Normal, *, italic: bool = False) -> QFont:
    """A font of the family: `small`, `base`, `title`, `figure`; figures always take the same width."""
    return QFont(_made(size, weight, italic))


@cache
def metrics(size: str = "base", weight: QFont.Weight = QFont.Weight.Normal) -> QFontMetricsF:
    """How wide and high words are in such a font."""
    return QFontMetricsF(_made(size, weight, False))


@cache
def _made(size: str, weight: QFont.Weight, italic: bool) -> QFont:
    made = QFont(FAMILY)
    made.setPointSizeF(POINTS[size])
    made.setWeight(weight)
    made.setItalic(italic)
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, _SPACING)
    return made
