"""Whole numbers and amounts of money in Vietnamese words, as they stand under the total of a list.

Spelling of the north, as on papers of the Treasury: `linh`, `nghìn`, `tỷ`; `mốt`, `tư`, `lăm` after `mươi`.
Official texts, so never translated.
"""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LAST = {1: "mốt", 4: "tư", 5: "lăm"}  # after two and more tens
_THOUSANDS = ("", "nghìn", "triệu")
_BILLION = 10**9


def dong(amount: int) -> str:
    """An amount as a paper writes it out: `Năm trăm triệu đồng`, `Âm hai đồng`."""
    words = in_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def in_words(number: int) -> str:
    """A whole number of any size: `một triệu không trăm linh năm`, `hai nghìn tỷ`."""
    if number < 0:
        return f"âm {in_words(-number)}"
    return " ".join(_words(number, whole=False)) or _DIGITS[0]


def _words(number: int, *, whole: bool) -> list[str]:
    """The words of a number; `whole`: after a higher part, so that its hundreds are said, too."""
    billions, rest = divmod(number, _BILLION)
    said = [*_words(billions, whole=whole), "tỷ"] if billions else []
    for power in (2, 1, 0):
        part = rest // 1000**power % 1000
        if part:
            said += [*_below_thousand(part, whole=whole or bool(said)), _THOUSANDS[power]]
    return [word for word in said if word]


def _below_thousand(number: int, *, whole: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = [_DIGITS[hundreds], "trăm"] if hundreds or whole else []
    if tens > 1:
        return [*said, _DIGITS[tens], "mươi", *([_LAST.get(ones, _DIGITS[ones])] if ones else [])]
    if tens:
        return [*said, "mười", *(["lăm" if ones == 5 else _DIGITS[ones]] if ones else [])]
    if ones and said:
        return [*said, "linh", _DIGITS[ones]]
    return [*said, *([_DIGITS[ones]] if ones else [])]
