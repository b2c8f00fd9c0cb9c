"""Kinds of support: what each answers, to whom it is given, which other records stand against it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.errors import InputFault
from app.i18n import _
from app.paths import resource
from app.rules.book import books
from app.rules.codes import code_list
from app.rules.raw import Mark, Table

HOUSEHOLD, PERSON, PLACE = "household", "person", "place"
UNITS = (HOUSEHOLD, PERSON, PLACE)
LOOK_BACKS = ("always", "year", "period", "none")
AGAINST = ("any", "other")
KINDS = "kinds.toml"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of support.

    Attributes:
        policy: code of `policies`: as the survey asks what was received and what is wanted.
        unit: to whom it is given: `household`, `person` or `place`.
        shared: given to one person, it counts for the whole household.
        look_back: which earlier records stand against a new one: `always` all, `year` those of the same
            calendar years, `period` those of the same days, `none` none.
        against: `any` record of another activity, or only one of an `other` programme or source, where the
            kind is given again and again.
        causes: codes of `causes` that it answers.
        deprived: keys of the indicators that it answers.
        column: of official report 14 and 15 that it ticks, 11–16; 0 for none.
    """

    code: str
    name: str
    policy: str
    unit: str
    shared: bool
    look_back: str
    against: str
    causes: tuple[str, ...]
    deprived: tuple[str, ...]
    column: int
    mark: Mark


@cache
def kinds() -> tuple[Kind, ...]:
    """All shipped kinds, in order."""
    return load_kinds(resource("programmes", KINDS))


@cache
def outcome_months() -> tuple[int, ...]:
    """After how many months the outcome of a support is asked for, counted from the last delivery."""
    entries = Table.of_file(resource("programmes", KINDS)).tables("outcome", "months")
    return tuple(sorted(entry.whole("months") for entry in entries))


@cache
def _by_code() -> dict[str, Kind]:
    return {one.code: one for one in kinds()}


def kind(code: str) -> Kind:
    """The kind of that code; InputFault where there is none."""
    found = _by_code().get(code)
    if found is None:
        raise InputFault(
            _("Không có loại hỗ trợ “{code}”.").format(code=code),
            todo=_("Các loại có: {codes}.").format(codes=", ".join(_by_code())),
        )
    return found


def load_kinds(path: Path) -> tuple[Kind, ...]:
    """The kinds in a file; RuleFault names the file and the entry that is missing or wrong."""
    table = Table.of_file(path)
    found = tuple(_kind(entry) for entry in table.tables("kind", "code"))
    if len({one.code for one in found}) != len(found):
        table.fault(_("có hai loại hỗ trợ cùng mã"))
    return found


def _kind(table: Table) -> Kind:
    indicators = tuple(indicator.key for book in books() for indicator in book.indicators)
    return Kind(
        code=table.text("code"),
        name=table.text("name"),
        policy=table.one_of("policy", _codes("policies")),
        unit=table.one_of("unit", UNITS),
        shared=table.flag("shared"),
        look_back=table.one_of("look_back", LOOK_BACKS),
        against=table.one_of("against", AGAINST, "any"),
        causes=table.texts_of("causes", _codes("causes")),
        deprived=table.texts_of("deprived", indicators),
        column=table.whole("column", 0),
        mark=table.mark(),
    )


def _codes(name: str) -> tuple[str, ...]:
    return tuple(entry.code for entry in code_list(name).entries)
