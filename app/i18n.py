"""The languages of the program: Vietnamese is the text in the code, others come from message catalogues.

Texts of official forms never pass through here: they stay Vietnamese whatever the language of the window.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from app.paths import resource

if TYPE_CHECKING:
    from gettext import NullTranslations

VIETNAMESE = "vi"
_language = [os.environ.get("SOBAN_LANG", VIETNAMESE)]


@cache
def _catalogue(language: str) -> NullTranslations:
    from gettext import translation

    return translation("soban", localedir=resource("locale"), languages=[language], fallback=True)


def use(language: str) -> None:
    """Speak `language` (`vi`, `en`) from now on."""
    _language[0] = language


def _(text: str) -> str:
    """The text in the language in use; the text itself where a catalogue lacks it."""
    language = _language[0]
    return text if language == VIETNAMESE else _catalogue(language).gettext(text)


def number(value: float, places: int = 0) -> str:
    """A number as Vietnam writes it: `1.500.000`, `45,50`."""
    return f"{value:,.{places}f}".translate(_SWAPPED)


_SWAPPED = str.maketrans(",.", ".,")
