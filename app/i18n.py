"""The languages of the program: Vietnamese is the text in the code, others come from message catalogues.

A catalogue is `resources/locale/<language>/LC_MESSAGES/soban.po`, compiled beside it (CONTRIBUTING says how).
Texts of official forms never pass through here: they stay Vietnamese whatever the language of the window,
and so do their figures (`official_number`). Dates are day/month/year in every language.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from app.paths import resource

VIETNAMESE, ENGLISH = "vi", "en"
_language = [os.environ.get("SOBAN_LANG") or VIETNAMESE]
_SWAPPED = str.maketrans(",.", ".,")


def use(language: str) -> None:
    """Speak `language` (`vi`, `en`) from now on."""
    _language[0] = language


def in_use() -> str:
    """The language that is spoken."""
    return _language[0]


def _(text: str) -> str:
    """The text in the language in use; the text itself where a catalogue lacks it."""
    return _said(text, text)


def pgettext(context: str, text: str) -> str:
    """The same for a word of several meanings: `không` of a class is not that of an answer."""
    return _said(f"{context}\x04{text}", text)


def translated(text: str) -> str:
    """The same for a text that is data: the name of a paper, the help of a verb, a label in `resources/`."""
    return _said(text, text)


def _said(key: str, text: str) -> str:
    language = _language[0]
    return text if language == VIETNAMESE else _catalogue(language).get(key, text)


def number(value: float, places: int = 0) -> str:
    """A number as the language in use writes it: `1.500.000`, `45,50`; in English `1,500,000`, `45.50`."""
    return f"{value:,.{places}f}" if _language[0] == ENGLISH else official_number(value, places)


def dong(amount: float) -> str:
    """An amount as the language in use writes it: `1.500.000 đ`; in English `1,500,000 VND`."""
    return _("{amount} đ").format(amount=number(amount))


def official_number(value: float, places: int = 0) -> str:
    """A number as official forms write it, in any language: `1.500.000`, `45,50`."""
    return f"{value:,.{places}f}".translate(_SWAPPED)


def read_number(text: str) -> float | None:
    """A number typed as `number` writes it, with its groups or without; None for anything else."""
    english = text if _language[0] == ENGLISH else text.translate(_SWAPPED)
    whole, point, rest = english.replace(" ", "").partition(".")
    first, *groups = whole.split(",")
    sound = all(len(group) == 3 for group in groups) and (rest or not point)
    digits = "".join((first, *groups, rest))
    return float(f"{first}{''.join(groups)}.{rest}") if sound and first and _is_digits(digits) else None


def read_count(text: str) -> int | None:
    """A whole number, read in the same way; None for nothing or anything else."""
    known = read_number(text)
    return int(known) if known is not None and known.is_integer() else None


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


class _Counting(str):
    """A text whose words hang on a number: `{n:household|households}` is the first for 1, else the second."""

    __slots__ = ()

    def format(self, *given: object, **values: object) -> str:
        """The text with its values in place, a plain `str`."""
        return str.format(self, *map(_Value, given), **{name: _Value(one) for name, one in values.items()})


class _Value(NamedTuple):
    """A value put into a text."""

    value: object

    def __format__(self, wanted: str) -> str:
        one, bar, more = wanted.partition("|")
        if not bar:
            return format(self.value, wanted)
        return one if str(self.value) == "1" else more


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    """The texts of a language by their Vietnamese; empty where there is no such catalogue.

    Reads the format of GNU gettext itself: `gettext.GNUTranslations` takes more than twice as long over it.
    """
    import struct

    try:
        data = resource("locale", language, "LC_MESSAGES", "soban.mo").read_bytes()
    except OSError:
        return {}
    count, *tables = struct.unpack_from("<3I", data, 8)
    told = [struct.unpack_from(f"<{2 * count}I", data, table) for table in tables]
    keys, texts = (
        [data[at : at + long].decode() for long, at in zip(t[::2], t[1::2], strict=True)] for t in told
    )
    return {
        key: _Counting(text) if "|" in text else text for key, text in zip(keys, texts, strict=True) if key
    }
