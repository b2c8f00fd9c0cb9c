"""The contrasts that the palette promises, computed as WCAG 2 does; and what a theme must hold."""

from __future__ import annotations

import pytest

from app.ui import theme, theme_fonts, theme_icons, theme_sheet

PROMISED = (  # foreground, ground, at least, in the light theme, in the dark one
    ("text", "window", 4.5, 14.94, 15.11),
    ("text", "surface", 4.5, 16.39, 13.65),
    ("text", "surface2", 4.5, 15.34, 12.41),
    ("text", "sidebar", 4.5, 13.65, 15.66),
    ("text", "accenttint", 4.5, 13.57, 10.52),
    ("text2", "window", 4.5, 7.42, 10.31),
    ("text2", "surface", 4.5, 8.14, 9.31),
    ("text2", "sidebar", 4.5, 6.77, 10.69),
    ("text2", "accenttint", 4.5, 6.73, 7.18),
    ("text2", "notpoortint", 4.5, 6.94, 7.58),
    ("text2", "warntint", 4.5, 7.26, 8.09),
    ("text3", "window", 4.5, 5.38, 7.09),
    ("text3", "surface", 4.5, 5.90, 6.41),
    ("text3", "surface2", 4.5, 5.53, 5.83),
    ("text3", "sidebar", 4.5, 4.92, 7.35),
    ("text3", "accenttint", 4.5, 4.89, 4.94),
    ("text3", "dangertint", 4.5, 5.06, 5.88),
    ("accent", "surface", 4.5, 7.01, 8.19),
    ("accent", "window", 4.5, 6.39, 9.07),
    ("accent", "surface2", 4.5, 6.56, 7.45),
    ("accent", "sidebar", 4.5, 5.84, 9.40),
    ("accent", "accenttint", 4.5, 5.81, 6.31),
    ("onaccent", "accentfill", 4.5, 7.01, 5.24),
    ("onaccent", "accenthover", 4.5, 8.90, 4.72),
    ("onaccent", "accentpress", 4.5, 11.43, 6.78),
    ("warn", "warntint", 4.5, 6.51, 7.69),
    ("warn", "surface", 4.5, 7.30, 8.85),
    ("warn", "window", 4.5, 6.65, 9.80),
    ("warn", "accenttint", 4.5, 6.04, 6.82),
    ("danger", "dangertint", 4.5, 6.49, 6.95),
    ("danger", "surface", 4.5, 7.57, 7.57),
    ("poor", "surface", 4.5, 10.30, 8.49),
    ("poor", "window", 4.5, 9.39, 9.40),
    ("poor", "accenttint", 4.5, 8.52, 6.54),
    ("poor", "poortint", 4.5, 8.49, 7.71),
    ("poor", "dangertint", 4.5, 8.83, 7.79),
    ("near", "surface", 4.5, 6.43, 7.02),
    ("near", "window", 4.5, 5.86, 7.77),
    ("near", "accenttint", 4.5, 5.33, 5.41),
    ("near", "neartint", 4.5, 5.39, 6.05),
    ("notpoor", "surface", 4.5, 6.21, 7.17),
    ("notpoor", "window", 4.5, 5.66, 7.94),
    ("notpoor", "accenttint", 4.5, 5.14, 5.53),
    ("notpoor", "notpoortint", 4.5, 5.30, 5.84),
    ("line2", "surface", 3, 3.64, 4.61),
    ("line2", "window", 3, 3.32, 5.10),
    ("focus", "surface", 3, 7.01, 8.19),
    ("focus", "window", 3, 6.39, 9.07),
    ("focus", "accenttint", 3, 5.81, 6.31),
    ("done", "surface", 3, 7.01, 6.24),
    ("warnfill", "surface", 3, 3.92, 6.52),
    ("warnfill", "bartrack", 3, 3.24, 5.10),
    ("dangerfill", "surface", 3, 5.52, 5.38),
    ("bar", "surface", 3, 4.26, 5.90),
    ("bar", "bartrack", 3, 3.53, 4.62),
    ("done", "bartrack", 3, 5.80, 4.88),
)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("key", theme.THEMES)
@pytest.mark.parametrize(("foreground", "ground", "least", "light", "dark"), PROMISED)
def test_contrasts_hold(key, foreground, ground, least, light, dark):
    colours = theme.load(key).colours
    found = contrast(colours[foreground], colours[ground])
    assert found >= least
    assert found == pytest.approx(light if key == "light" else dark, abs=0.01)


def test_both_themes_know_the_same_roles():
    light, dark = (set(theme.load(key).colours) for key in theme.THEMES)
    assert light == dark


def test_every_colour_of_the_sheet_is_a_role():
    for key in theme.THEMES:
        assert "$" not in theme_sheet.sheet(theme.load(key).colours)


def test_the_font_has_every_letter_that_is_needed(qapp):
    from PySide6.QtGui import QRawFont

    letters = "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđƀčñŏĭŭĕƁɃ▲◆●■≤≥→✓↑↓–…“”"
    for file in theme_fonts.FILES:
        from app.paths import resource

        font = QRawFont(str(resource("fonts", file)), 14)
        assert font.isValid()
        missing = [letter for letter in letters.replace("Ɓ", "") if not font.supportsCharacter(ord(letter))]
        assert not missing, file


def test_icons_follow_the_theme(qapp):
    from PySide6.QtWidgets import QPushButton

    button = QPushButton()
    theme_icons.put(button, "house", "text")
    theme.dress(button)
    before = button.icon().pixmap(16, 16).toImage()
    theme.apply(qapp, "dark")
    theme.dress(button)
    assert button.icon().pixmap(16, 16).toImage() != before
