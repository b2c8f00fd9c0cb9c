"""Reading terms from the catalogue: rules are written once in a file, named where they apply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.i18n import _
from app.rules.codes import code_list, code_lists
from app.rules.eligibility.conditions import CONDITIONS
from app.rules.eligibility.of_household import RECENTLY_ESCAPED
from app.rules.eligibility.terms import RESIDENT, Rule, Terms, Way
from app.rules.raw import Table
from app.rules.support_kinds import kinds

Rules = Mapping[str, Rule]


def read_rules(table: Table) -> Rules:
    """The rules of a file by key; RuleFault for one that no condition understands."""
    found: dict[str, Rule] = {}
    effective = table.maybe_day("effective")
    for entry in table.tables("rule"):
        rule = _rule(entry, effective)
        if rule.key in found:
            entry.fault(_("hai quy tắc cùng khóa"))
        found[rule.key] = rule
    return found


def read_terms(table: Table, rules: Rules, units: tuple[str, ...]) -> Terms:
    """The terms that an entry names."""
    ways = tuple(
        Way(entry.text("key"), entry.text("text"), named(entry, rules)) for entry in table.tables("way")
    )
    return Terms(units, named(table, rules, "requires"), ways)


def named(table: Table, rules: Rules, key: str = "rules") -> tuple[Rule, ...]:
    """The rules that a list names."""
    return tuple(rules[name] for name in table.texts_of(key, rules))


def _rule(table: Table, effective: date | None) -> Rule:
    name = table.one_of("condition", tuple(one for one in CONDITIONS if one != RESIDENT))
    wanted = CONDITIONS[name].parameters
    given = table.table("given") if "given" in table else Table(table.file, table.entry, {})
    for key in given.values:
        if key not in wanted:
            given.fault(_("điều kiện “{name}” không có tham số “{key}”").format(name=name, key=key))
    checked = {key: _READ[kind.split()[0]](given, key, kind) for key, kind in wanted.items()}
    if "before" in wanted:
        checked["before"] = effective or table.fault(_("thiếu “{key}”").format(key="effective"))
    said = {key: value for key, value in checked.items() if value is not None}
    return Rule(table.text("key"), name, said, table.text("text"), table.mark())


def _codes(given: Table, key: str, kind: str) -> tuple[str, ...]:
    return _some(given, key, _known(kind.split()[1]))


def _classes(given: Table, key: str, kind: str) -> tuple[str, ...]:
    return _some(given, key, (*_known("classes"), RECENTLY_ESCAPED))


def _kinds(given: Table, key: str, kind: str) -> tuple[str, ...]:
    return _some(given, key, tuple(one.code for one in kinds()))


def _answers(given: Table, key: str, kind: str) -> tuple[str, ...]:
    return _some(given, key, _known(given.one_of("question", code_lists())))


def _question(given: Table, key: str, kind: str) -> str:
    return given.one_of(key, code_lists())


def _whole(given: Table, key: str, kind: str) -> int:
    return given.whole(key)


def _maybe(given: Table, key: str, kind: str) -> int | None:
    return given.whole(key) if key in given else None


def _effective(given: Table, key: str, kind: str) -> None:
    """Said once, at the head of the programme's file."""


def _some(given: Table, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    texts = given.texts_of(key, allowed)
    if not texts:
        given.fault(_("thiếu “{key}”").format(key=key))
    return texts


def _known(name: str) -> tuple[str, ...]:
    return tuple(entry.code for entry in code_list(name).entries)


_READ: Mapping[str, Callable[[Table, str, str], Any]] = {
    "codes": _codes,
    "classes": _classes,
    "kinds": _kinds,
    "answers": _answers,
    "question": _question,
    "effective": _effective,
    "whole": _whole,
    "maybe": _maybe,
}
