"""How strong a passphrase is, in words and as a bar; counted from its length and variety, told honestly."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.theme_sizes import Size
from app.ui.widgets.bars import Thin
from app.ui.widgets.boxes import STRETCH, row
from app.ui.widgets.labels import label, set_tone
from app.vietnamese import fold

_KINDS = ((str.islower, 26), (str.isupper, 26), (str.isdecimal, 10))
_OTHER = 32
_WORD_BITS = 11.0  # a word of a list of 2,048: what a guesser tries first
_WEAK, _FAIR, _STRONG = 28.0, 40.0, 55.0
_EASY = ("123456", "111111", "000000", "password", "matkhau", "qwerty", "abc123", "soban", "iloveyou")


@dataclass(frozen=True, slots=True)
class Strength:
    """Bits that a guesser has to try, at most; the word for it; its tone."""

    bits: float
    word: str
    tone: str


def strength(passphrase: str) -> Strength:
    """An estimate from above: words count as words, repeated letters as one."""
    bits = min(_by_letters(passphrase), _by_words(passphrase))
    if any(easy in fold(passphrase).replace(" ", "") for easy in _EASY):
        bits = min(bits, _WEAK - 1)
    for least, word, tone in (
        (_STRONG, _("mạnh"), "done"),
        (_FAIR, _("khá"), "done"),
        (_WEAK, _("tạm"), "warnfill"),
    ):
        if bits >= least:
            return Strength(bits, word, tone)
    return Strength(bits, _("yếu") if passphrase else "", "dangerfill")


def _by_letters(text: str) -> float:
    alphabet = sum(size for kind, size in _KINDS if any(kind(letter) and letter.isascii() for letter in text))
    if any(not (letter.isascii() and letter.isalnum()) for letter in text):
        alphabet += _OTHER
    different = len(set(text))
    letters = min(len(text), 2 * different)
    return letters * math.log2(alphabet) if alphabet else 0.0


def _by_words(text: str) -> float:
    words = fold(text).split()
    if len(words) < 2 or not all(word.isalpha() for word in words):
        return math.inf
    return len(set(words)) * _WORD_BITS


class Meter(QWidget):
    """The bar and the word."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = Thin(Size.name_column)
        self._word = label(size="small", tone="hint")
        self.setLayout(row(self._bar, self._word, STRETCH))
        self.show_strength("")

    def show_strength(self, passphrase: str) -> None:
        """For another passphrase."""
        told = strength(passphrase)
        self._bar.fill(told.bits / _STRONG if passphrase else 0, told.tone)
        self._word.setText(told.word or _("bốn, năm từ dễ nhớ là đủ mạnh"))
        set_tone(self._word, "danger" if told.tone == "dangerfill" and passphrase else "hint")
