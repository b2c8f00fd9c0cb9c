"""What a household lacks and asks for, by its newest survey, and which of it a kind of support answers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import msgspec

from app.i18n import _
from app.models.key import Key
from app.rules import book as rule_books
from app.rules.codes import code_list
from app.rules.support_kinds import Kind
from app.services.support.standing import Standing
from app.store.beneficiaries import Surveyed, surveyed
from app.store.store import Store

_opened = msgspec.json.Decoder(dict[str, Any]).decode


class Needs(NamedTuple):
    """Codes of causes, keys of deprived indicators, codes of policies that are wanted."""

    causes: tuple[str, ...] = ()
    deprived: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()

    def answered_by(self, kind: Kind) -> tuple[str, ...]:
        """What of it a kind of support answers, by name."""
        named = [code_list("causes").name(code) for code in self.causes if code in kind.causes]
        named += [indicator_name(key) for key in self.deprived if key in kind.deprived]
        return (*named, _("nguyện vọng của hộ")) if kind.policy in self.wants else tuple(named)


NOTHING = Needs()


def needs(survey: Surveyed | None) -> Needs:
    """The needs that a survey tells."""
    if survey is None:
        return NOTHING
    asked = _opened(survey.answers).get("wants") or ()
    return Needs(
        _marked(survey.causes),
        _marked(survey.deprived),
        tuple(dict.fromkeys((*_marked(survey.wants), *asked))),
    )


def recognised(store: Store, found: Iterable[Standing]) -> dict[Key, Needs]:
    """By household what the reviews that recognised its class found that it lacks."""
    rows = surveyed(store, [one.case for one in found])
    return {row.household: needs(row) for row in rows}


def _marked(text: str) -> tuple[str, ...]:
    return tuple(code for code, told in _opened(text).items() if told) if text != "{}" else ()


def indicator_name(key: str) -> str:
    """The name of an indicator, as the newest rule book that has it calls it."""
    return _indicators().get(key, key)


@cache
def _indicators() -> dict[str, str]:
    return {one.key: one.name for book in rule_books.books() for one in book.indicators}
