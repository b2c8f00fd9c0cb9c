"""What a household lacks and asks for, and which of it a kind of support answers."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, NamedTuple

import msgspec

from app.i18n import _
from app.rules import book as rule_books
from app.rules.codes import code_list
from app.rules.support_kinds import Kind

_opened = msgspec.json.Decoder(dict[str, Any]).decode
_DISTINCT = 1 << 14  # texts of marks: thousands of households have the same few


class Needs(NamedTuple):
    """Codes of causes, keys of deprived indicators, codes of policies that are wanted."""

    causes: tuple[str, ...] = ()
    deprived: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()

    def met_by(self, kind: Kind) -> bool:
        """Whether a kind of support answers any of it."""
        return (
            kind.policy in self.wants
            or any(code in kind.causes for code in self.causes)
            or any(key in kind.deprived for key in self.deprived)
        )

    def answered_by(self, kind: Kind) -> tuple[str, ...]:
        """What of it a kind of support answers, by name."""
        named = [code_list("causes").name(code) for code in self.causes if code in kind.causes]
        named += [indicator_name(key) for key in self.deprived if key in kind.deprived]
        return (*named, _("nguyện vọng của hộ")) if kind.policy in self.wants else tuple(named)


NOTHING = Needs()


@lru_cache(_DISTINCT)
def marked(text: str) -> tuple[str, ...]:
    """The codes that a map of marks (JSON) marks."""
    return tuple(code for code, told in _opened(text).items() if told)


def indicator_name(key: str) -> str:
    """The name of an indicator, as the newest rule book that has it calls it."""
    return _indicators().get(key, key)


@cache
def _indicators() -> dict[str, str]:
    return {one.key: one.name for book in rule_books.books() for one in book.indicators}
