"""Vietnamese text of the years before Unicode: TCVN3 (.VnTime) and VNI, recognised and turned into Unicode.

Both are 8-bit fonts, so a spreadsheet gives them as Latin-1 letters: `Hä vµ tªn` is `Họ và tên`. Text that is
Unicode already would be ruined by a conversion; `recognise` says Unicode whenever in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal
from unicodedata import normalize

Encoding = Literal["unicode", "tcvn3", "vni"]

# TCVN 5712:1993, VN3: codes without a capital form are shown as capitals by the fonts whose name ends in H.
TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)

_VNI_TABLE = """
aù=á aø=à aû=ả aõ=ã aï=ạ aâ=â aá=ấ aà=ầ aå=ẩ aã=ẫ aä=ậ aê=ă aé=ắ aè=ằ aú=ẳ aü=ẵ aë=ặ
eù=é eø=è eû=ẻ eõ=ẽ eï=ẹ eâ=ê eá=ế eà=ề eå=ể eã=ễ eä=ệ
où=ó oø=ò oû=ỏ oõ=õ oï=ọ oâ=ô oá=ố oà=ồ oå=ổ oã=ỗ oä=ộ ô=ơ ôù=ớ ôø=ờ ôû=ở ôõ=ỡ ôï=ợ
uù=ú uø=ù uû=ủ uõ=ũ uï=ụ ö=ư öù=ứ öø=ừ öû=ử öõ=ữ öï=ự
yù=ý yø=ỳ yû=ỷ yõ=ỹ î=ỵ æ=ỉ ó=ĩ ò=ị ñ=đ
"""
_VNI_SMALL = dict(pair.split("=") for pair in _VNI_TABLE.split())
VNI = _VNI_SMALL | {old.upper(): new.upper() for old, new in _VNI_SMALL.items()}
_VNI_READ = VNI | {old[0].upper() + old[1:]: new.upper() for old, new in _VNI_SMALL.items()}
_VNI_CODES = re.compile("|".join(sorted(map(re.escape, _VNI_READ), key=len, reverse=True)))
_TCVN3_CODES = str.maketrans(TCVN3)

# Signs that Vietnamese written in Unicode never holds; without one of them, nothing is converted.
_FOREIGN = {
    "tcvn3": re.compile("[¡-¿ÆÇËÎÏÐÑÖ×ØÜÞßäåæçëîïñö÷øûüþ]"),
    "vni": re.compile("[äåæëîïñöøûüÄÅÆËÎÏÑÖØÛÜ]"),
}
_BEYOND_LATIN1 = re.compile("[\u0100-\u024f\u0300-\u0323\u1ea0-\u1ef9]")
_WORD = re.compile(r"[^\s\d.,;:()/'’\"–-]{2,}")  # a sign alone (×, ·) says nothing
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    "(?:uyê|uya|uyu|uây|oai|oay|oao|oeo|iêu|yêu|uôi|ươi|ươu|iê|yê|uô|ươ|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oă|oe|oi|ôi|ơi|oo|ua|uâ|uê|ui|uơ|uy|ưa|ưi|ưu|[aăâeêioôơuưy])"
    "(?:ch|nh|ng|[ckmnpt])?"
)
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ENOUGH_WORDS = 4000
_SAMPLES = 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """In what a body of text is written.

    Attributes:
        encoding: `unicode`, `tcvn3` or `vni`.
        confidence: 0 to 1: by how much its words read more like Vietnamese than under the next best encoding.
        samples: texts before and after conversion, for a preview; none for Unicode.
    """

    encoding: Encoding
    confidence: float
    samples: tuple[tuple[str, str], ...] = ()


UNICODE = Verdict("unicode", 1.0)


def decode(text: str, encoding: Encoding, capitals: bool = False) -> str:
    """The text in Unicode; text that holds Vietnamese letters of Unicode already is returned as it is.

    Args:
        text: as the spreadsheet gives it.
        encoding: what `recognise` said.
        capitals: True for a font whose name ends in H (`.VnTimeH`), which shows small letters as capitals.
    """
    if encoding == "unicode" or _BEYOND_LATIN1.search(text):
        return text
    if encoding == "vni":
        return _VNI_CODES.sub(lambda code: _VNI_READ[code.group()], text)
    found = text.translate(_TCVN3_CODES)
    return found.upper() if capitals else " ".join(map(_as_capitals, found.split(" ")))


def _as_capitals(word: str) -> str:
    """`NGUYễN` → `NGUYỄN`: TCVN3 has no capitals with tones, so typists left them small."""
    plain = [char for char in word if char.isascii() and char.isalpha()]
    return word.upper() if len(plain) > 1 and all(char.isupper() for char in plain) else word


def by_font(font: str) -> Encoding | None:
    """The encoding that a font's name tells, None where the name tells nothing."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni") else None


def capitals_font(font: str) -> bool:
    """True for the fonts of TCVN3 that show small letters as capitals: `.VnTimeH`, `.VnArialH`."""
    return font.lower().startswith(".vn") and font.endswith("H")


def recognise(texts: Iterable[str], fonts: Iterable[str] = ()) -> Verdict:
    """In what the texts are written, by how many of their words read as Vietnamese; fonts add weight.

    Args:
        texts: the texts of a workbook; some thousands of different ones are enough.
        fonts: names of the fonts in use, if known.
    """
    marked = list(islice(dict.fromkeys(text for text in texts if not text.isascii()), _ENOUGH_WORDS))
    words = list(dict.fromkeys(word for text in marked for word in _WORD.findall(text) if not word.isascii()))
    told = {encoding for font in fonts if (encoding := by_font(font))}
    shares: dict[Encoding, float] = {
        encoding: _readable(words, encoding) + (0.1 if encoding in told else 0.0)
        for encoding in _candidates(marked)
    }
    best, *others = sorted(shares, key=lambda encoding: -shares[encoding])
    margin = shares[best] - max((shares[other] for other in others), default=0.0)
    samples = [(text, after) for text in marked if (after := decode(text, best)) != text]
    return Verdict(best, min(1.0, margin) if words else 1.0, tuple(samples[:_SAMPLES]))


def _candidates(texts: list[str]) -> list[Encoding]:
    """Unicode first (it wins ties), then those of which a sign was seen that Unicode text would not hold."""
    alien: list[Encoding] = [
        encoding
        for encoding in ("tcvn3", "vni")
        if any(_FOREIGN[encoding].search(text) and not _BEYOND_LATIN1.search(text) for text in texts)
    ]
    return ["unicode", *alien]


def _readable(words: list[str], encoding: Encoding) -> float:
    return readable([decode(word, encoding) for word in words])


def readable(words: Sequence[str]) -> float:
    """The share of the words that are Vietnamese syllables; 0 for no words."""
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


@lru_cache(1 << 14)
def _is_syllable(word: str) -> bool:
    bare, tones = _TONE.subn("", normalize("NFD", word.lower()))
    return tones <= 1 and bool(_SYLLABLE.fullmatch(normalize("NFC", bare)))
