"""Vietnamese words: folded for search, ordered by given name, compared despite two spellings, cleaned.

Not for old fonts (TCVN3, VNI): `old_encodings` comes first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, normalize

_APOSTROPHES = "'’‘ʼ`´ʹ′＇"
_HYPHENS = "-‐‑‒–—"
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SOFT_HYPHEN = "\u00ad"  # also ư in TCVN3: `clean` keeps it
_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_TONES = (_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT)  # huyền hỏi ngã sắc nặng; ngang has no mark

# Vietnamese, with the letters of Ê-đê and Mnông where their own alphabets have them.
_ALPHABET = (
    "a ă â b ƀ c č d đ e ĕ ê ê\u0306 f g h i ĭ j k l m n ñ o ŏ ô ô\u0306 ơ ơ\u0306 p q r s t u ŭ ư ư\u0306 "
    "v w x y z"
)
_RANK = {letter: bytes([0x30 + place]) for place, letter in enumerate(normalize("NFC", _ALPHABET).split(" "))}
_RANK |= {digit: bytes([0x10 + int(digit)]) for digit in "0123456789"}
_TONE_RANK = {mark: bytes([0x02 + place]) for place, mark in enumerate(_TONES)}

_FOLDED: dict[int, str | None] = {ord(char): None for char in _APOSTROPHES + _UNSEEN + _SOFT_HYPHEN}
_FOLDED |= {ord(char): " " for char in _HYPHENS}
_FOLDED |= {ord(char): "d" for char in "đĐðÐƉɖ"}  # Ð and Ɖ look like Đ and are typed for it
_FOLDED |= {ord(char): "b" for char in "ƀɃ"}
_PLAIN: dict[int, str | None] = {ord(char): None for char in _APOSTROPHES + _HYPHENS + _UNSEEN + _SOFT_HYPHEN}
_PLAIN |= {ord(char): "đ" for char in "ðÐƉɖ"} | {ord("Ƀ"): "ƀ"}
_ETH = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_SEEN = {ord(char): None for char in _UNSEEN}

_STOPPED = re.compile(r"[aăâeêioôơuưy](?:ch|[ckpt])")
_PARTS = re.compile(f"([{re.escape(_APOSTROPHES + _HYPHENS)}])")
_WORDS_KEPT = 1 << 16  # distinct words of a province's names fit; a bound all the same


def fold(text: str) -> str:
    """The text as it is searched, lower case without marks: `H'Mông` → `hmong`, `Ê-đê` → `e de`."""
    return " ".join([folded for word in text.split() if (folded := _folded(word))])


@lru_cache(_WORDS_KEPT)
def _folded(word: str) -> str:
    spread = normalize("NFKD", word.translate(_FOLDED)).lower().translate(_FOLDED)
    return " ".join("".join(char for char in spread if not combining(char)).split())


def sort_key(name: str) -> bytes:
    """Bytes that sort names as Vietnamese lists do: the last word first, then the others from the left.

    Words are compared by letter (a ă â b c d đ …), then by tone (ngang huyền hỏi ngã sắc nặng), word by word;
    case decides last. Apostrophes and hyphens inside a word do not count.
    """
    keys = [_word_key(word) for word in name.split()]
    keys = keys[-1:] + keys[:-1]
    return b"".join([body for body, _ in keys]) + b"\x00" + b"\x00".join([case for _, case in keys])


@lru_cache(_WORDS_KEPT)
def _word_key(word: str) -> tuple[bytes, bytes]:
    letters, tones, case = b"", b"", b""
    for cluster in _clusters(word.translate(_PLAIN)):
        letter, tone = _untoned(cluster)
        small = letter.lower()
        letters += _RANK.get(small) or b"\xf0" + small.encode()
        tones += b"".join(_TONE_RANK[mark] for mark in tone)
        case += b"\x02" if small != letter else b"\x01"
    return letters + b"\x01" + tones + b"\x00", case


def _clusters(word: str) -> list[str]:
    """The word's letters, each with its marks (NFD)."""
    found: list[str] = []
    for char in normalize("NFD", word):
        if found and combining(char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _untoned(cluster: str) -> tuple[str, str]:
    """A letter without its tone (NFC), and the tone; the tilde of ñ is not a tone."""
    if cluster[0] in "nN":
        return normalize("NFC", cluster), ""
    tone = "".join(mark for mark in cluster if mark in _TONE_RANK)
    return normalize("NFC", "".join(mark for mark in cluster if mark not in _TONE_RANK)), tone


def clean(text: str) -> str:
    """The text composed (NFC), single-spaced, without unseen characters; U+00AD stays (it is ư in TCVN3)."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(normalize("NFC", text.translate(_SEEN)).split())


def one_spelling(text: str) -> str:
    """A key equal for the spellings of one place: `Hoà`, `Hòa`; `Đăk  R’Lấp`, `ĐẮK RLẤP`. Not for showing."""
    return " ".join([spelt for word in text.split() if (spelt := _one_spelling(word))])


@lru_cache(_WORDS_KEPT)
def _one_spelling(word: str) -> str:
    parts = [_untoned(cluster) for cluster in _clusters(word.translate(_PLAIN).lower().translate(_PLAIN))]
    letters = "".join(letter for letter, _ in parts)
    tone = "".join(mark for _, marks in parts for mark in marks)
    if not tone and any(letters.endswith(stop.group()) for stop in _STOPPED.finditer(letters)):
        tone = _ACUTE  # a syllable that ends in a stop has sắc or nặng: `Đăk` can only be meant as `Đắk`
    return normalize("NFC", letters + tone)


def proper_name(text: str) -> str:
    """A person's name with capitals where they belong: `HOÀNG VĂN INH` → `Hoàng Văn Inh`, `H'HEN` → `H'Hen`.

    Words of mixed case stay as they were written.
    """
    return " ".join([_proper(word) for word in clean(text).split()])


@lru_cache(_WORDS_KEPT)
def _proper(word: str) -> str:
    if not (word.isupper() or word.islower()):
        return word
    return "".join(part.capitalize() for part in _PARTS.split(word.translate(_ETH)))
