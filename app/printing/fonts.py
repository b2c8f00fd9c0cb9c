"""The four faces of Liberation Serif, equal in widths to Times New Roman and embedded in every PDF.

Loaded by file, never by family: older Liberation packages lack most Vietnamese letters, without a word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from app.errors import FileFault
from app.i18n import _
from app.paths import resource

REGULAR = "LiberationSerif-Regular"
BOLD = "LiberationSerif-Bold"
ITALIC = "LiberationSerif-Italic"
BOLD_ITALIC = "LiberationSerif-BoldItalic"
FACES = (REGULAR, BOLD, ITALIC, BOLD_ITALIC)

SUBSTITUTE = "□"
_SILENT = frozenset(("Cc", "Cf", "Cn"))  # controls, marks of direction, joiners: without ink by nature
_PLAIN = re.compile(r"[ -~]*")


@cache
def load() -> None:
    """Make the faces known to reportlab; FileFault if the installation lost one."""
    for face in FACES:
        try:
            pdfmetrics.registerFont(TTFont(face, str(resource("fonts", f"{face}.ttf"))))
        except (TTFError, OSError) as error:
            raise FileFault(
                _("Không in được."),
                _("Bản cài đặt thiếu hoặc hỏng phông chữ {face}.").format(face=face),
                _("Hãy cài lại chương trình; số liệu không bị ảnh hưởng."),
            ) from error


@cache
def _advances(face: str) -> dict[str, float]:
    """Width of every drawable character, in ems."""
    load()
    font = pdfmetrics.getFont(face).face
    return {chr(code): font.charWidths[code] / 1000 for code in font.charToGlyph if code in font.charWidths}


@cache
def _drawable() -> frozenset[str]:
    return frozenset.intersection(*(frozenset(_advances(face)) for face in FACES))


@lru_cache(maxsize=1 << 17)
def ems(text: str, face: str) -> float:
    """Width of a drawable text, in ems: times the size it is points."""
    return sum(map(_advances(face).__getitem__, text))


def lacking(text: str) -> frozenset[str]:
    """The visible characters of a text that no face has a glyph for."""
    if _PLAIN.fullmatch(text):
        return frozenset()
    missing = frozenset(unicodedata.normalize("NFC", text)) - _drawable()
    return frozenset(letter for letter in missing if not _is_silent(letter))


@lru_cache(maxsize=1 << 16)
def drawable(text: str) -> str:
    """The text as it is drawn: composed (NFC), without controls, □ for each character that has no glyph.

    A paper is never refused for one letter: whoever draws also says so on the paper (see `lacking`).
    """
    if _PLAIN.fullmatch(text):
        return text
    composed = unicodedata.normalize("NFC", text).replace("\t", " ")
    if _drawable().issuperset(composed):
        return composed
    return "".join(map(_stand_in, composed))


def _stand_in(letter: str) -> str:
    if letter == "\n" or letter in _drawable():
        return letter
    return "" if _is_silent(letter) else SUBSTITUTE


def _is_silent(letter: str) -> bool:
    return unicodedata.category(letter) in _SILENT or "\ufe00" <= letter <= "\ufe0f"
