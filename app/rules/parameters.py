"""Checks of an indicator's parameters: they are those its function asks for, and all they name exists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from app.i18n import _
from app.rules.indicators import FUNCTIONS
from app.rules.raw import Table
from app.rules.survey import Question, Survey


class _Parameter(NamedTuple):
    """A parameter under check.

    Attributes:
        given: the table of all parameters.
        name: which of them.
        of: the questions that the parameters it refers to name, by parameter.
        survey: where questions are looked up.
    """

    given: Table
    name: str
    of: Mapping[str, tuple[Question, ...]]
    survey: Survey


def check_parameters(entry: Table, function: str, survey: Survey) -> Mapping[str, Any]:
    """The parameters of an indicator; RuleFault says what is wrong with its function or with them."""
    if function not in FUNCTIONS:
        entry.fault(_("không có hàm “{name}”").format(name=function))
    wanted = FUNCTIONS[function].parameters
    given = entry.table("parameters")
    for name in sorted(given.values.keys() - wanted.keys()):
        given.fault(_("hàm “{function}” không có tham số “{name}”").format(name=name, function=function))
    asked: dict[str, tuple[Question, ...]] = {}
    for name, meaning in wanted.items():
        kind, *others = meaning.split()
        checked = _CHECKS[kind](_Parameter(given, name, {other: asked[other] for other in others}, survey))
        asked[name] = checked or ()
    return given.values


def _question(parameter: _Parameter, key: str, subject: str) -> Question:
    found = parameter.survey.question(key)
    if found is None or found.subject != subject:
        parameter.given.fault(
            _("“{name}” trỏ tới câu hỏi không có: “{key}”").format(name=parameter.name, key=key)
        )
    return found


def _member(parameter: _Parameter) -> tuple[Question, ...]:
    return (_question(parameter, parameter.given.text(parameter.name), "member"),)


def _household(parameter: _Parameter) -> tuple[Question, ...]:
    return (_question(parameter, parameter.given.text(parameter.name), "household"),)


def _households(parameter: _Parameter) -> tuple[Question, ...]:
    keys = parameter.given.texts(parameter.name)
    return tuple(_question(parameter, key, "household") for key in keys)


def _number(parameter: _Parameter) -> None:
    parameter.given.whole(parameter.name)


def _codes(parameter: _Parameter) -> None:
    """Codes listed one by one, or the flag that marks them."""
    (question,) = (question for questions in parameter.of.values() for question in questions)
    if isinstance(parameter.given.values.get(parameter.name), str):
        _flag(parameter)
    else:
        _has_codes(parameter.given, parameter.name, question)


def _flag(parameter: _Parameter) -> None:
    flag = parameter.given.text(parameter.name)
    for question in (question for questions in parameter.of.values() for question in questions):
        if not question.codes or not question.list.flagged(flag):
            parameter.given.fault(
                _("danh mục của câu “{key}” không có dấu “{flag}”").format(key=question.key, flag=flag)
            )


def _has_codes(table: Table, name: str, question: Question) -> None:
    codes = table.texts(name)
    unknown = [code for code in codes if not question.codes or code not in question.list]
    if unknown or not codes:
        table.fault(
            _("“{name}” cần mã có trong danh mục của câu “{key}”; không có: {codes}").format(
                name=name, key=question.key, codes=", ".join(unknown) or "–"
            )
        )


def _ages(parameter: _Parameter) -> None:
    """Bands of age in order, each with the right answers of every question."""
    end = 0
    for band in parameter.given.tables(parameter.name, "age_from"):
        start, below = band.whole("age_from"), band.whole("age_below")
        if not end <= start < below:
            band.fault(_("các độ tuổi chồng lên nhau hoặc không theo thứ tự"))
        end = below
        for name, (question,) in parameter.of.items():
            _has_codes(band, name, question)
    if not end:
        parameter.given.fault(_("thiếu “{key}”").format(key=parameter.name))


def _retirement(parameter: _Parameter) -> None:
    """Months of age at retirement, by year and sex."""
    rows = list(parameter.given.tables(parameter.name, "year"))
    for row in rows:
        for name in ("year", "male", "female"):
            row.whole(name)
    if not rows:
        parameter.given.fault(_("thiếu “{key}”").format(key=parameter.name))


_CHECKS: Mapping[str, Callable[[_Parameter], tuple[Question, ...] | None]] = {
    "member": _member,
    "household": _household,
    "households": _households,
    "number": _number,
    "codes": _codes,
    "flag": _flag,
    "ages": _ages,
    "retirement": _retirement,
}
