"""What the law leaves to the place: declared in `resources/procedures/leeway.toml`, chosen in the store.

A term that was read in the law may only be lengthened; one that nobody has verified may be replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sqlmodel import Session

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.paths import resource
from app.rules.procedure import Step, Term, procedures
from app.rules.raw import Table
from app.services import choices
from app.services.typed import FieldFault
from app.store.store import Store

YES, NO = "yes", "no"
KINDS = ("days", "yesno", "text", "dates")
UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a place decides for itself; `kind` is one of KINDS."""

    key: str
    kind: str
    title: str
    hint: str
    default: str


@dataclass(frozen=True, slots=True)
class Leeway:
    """What a place has chosen; where it chose nothing, what was declared."""

    values: Mapping[str, str]

    def text(self, key: str) -> str:
        """A choice as it was written."""
        return self.values[key]

    def yes(self, key: str) -> bool:
        """A choice of yes or no."""
        return self.values[key] == YES

    @property
    def holidays(self) -> frozenset[date]:
        """Days that are no working days beside weekends and the fixed holidays."""
        return frozenset(map(date.fromisoformat, self.values["holidays"].split()))

    def term(self, step: Step) -> Term | None:
        """The term of a step, with the days that the place chose for it."""
        days = self.values.get(f"{step.key}_days", "")
        return replace(step.term, days=int(days)) if step.term and days else step.term


@cache
def declared() -> tuple[Choice, ...]:
    """Everything that a place may choose, in the order in which it is offered."""
    table = Table.of_file(resource("procedures", "leeway.toml"))
    return tuple(
        Choice(
            entry.text("key"),
            entry.one_of("kind", KINDS),
            entry.text("title"),
            entry.text("hint"),
            entry.text("default"),
        )
        for entry in table.tables("choice")
    )


def leeway(session: Session, place: Key) -> Leeway:
    """What a place has chosen."""
    return Leeway({one.key: one.default for one in declared()} | choices.kept(session, _beginning(place)))


def choose(store: Store, key: str, value: str, actor: str) -> None:
    """The store's own place chooses; FieldFault for a value that it may not take."""
    one = next((choice for choice in declared() if choice.key == key), None)
    if one is None:
        raise InputFault(
            _("Quy trình không có lựa chọn “{key}”.").format(key=key),
            todo=_("Các lựa chọn: {keys}.").format(keys=", ".join(choice.key for choice in declared())),
        )
    told = " ".join(value.split())
    _CHECKS[one.kind](one, told)
    title = _("Quy trình: {title}: {value}").format(title=one.title, value=told)
    choices.keep(store, _beginning(store.place) + key, told, title, actor)


def _beginning(place: Key) -> str:
    # The place is part of the key: a level above holds the choices of many places.
    return f"procedure {place.hex()} "


def _days(one: Choice, value: str) -> None:
    if value and not (value.isascii() and value.isdecimal() and int(value) > 0):
        raise FieldFault(one.key, _("“{value}” không phải là số ngày.").format(value=value))
    lawful = _lawful_days(one.key.removesuffix("_days"))
    if value and int(value) < lawful:
        raise FieldFault(
            one.key,
            _("{title}: luật định ít nhất {days} ngày.").format(title=one.title, days=lawful),
            todo=_("Ghi số ngày bằng hoặc dài hơn, hoặc bỏ trống để theo quy trình."),
        )


def _lawful_days(step: str) -> int:
    """The fewest days that the procedures allow for a step; 0 where their number was never verified."""
    found = (one.step(step) for one in procedures())
    terms = [told.term.days for told in found if told and told.term and told.mark.confidence != UNVERIFIED]
    return max(terms, default=0)


def _yesno(one: Choice, value: str) -> None:
    if value not in (YES, NO):
        raise FieldFault(one.key, _("Chọn {yes} hoặc {no}.").format(yes=YES, no=NO))


def _dates(one: Choice, value: str) -> None:
    for part in value.split():
        try:
            date.fromisoformat(part)
        except ValueError as fault:
            raise FieldFault(
                one.key,
                _("“{day}” không phải là ngày.").format(day=part),
                todo=_("Ghi năm-tháng-ngày, các ngày cách nhau bằng dấu cách."),
            ) from fault


def _text(_one: Choice, _value: str) -> None:
    """Any text will do."""


_CHECKS = {"days": _days, "yesno": _yesno, "dates": _dates, "text": _text}
