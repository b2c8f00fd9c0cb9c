"""What an activity, an enrolment, a delivery or its outcome is asked for beyond what all have in common.

Values come here as typed values; how an officer types them is the business of services.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.dates import PartialDate
from app.i18n import _
from app.rules.figures import figure
from app.rules.raw import Mark, Table

ON = ("activity", "enrolment", "delivery", "measurement", "outcome")
TYPES = ("number", "whole", "money", "date", "text", "yesno", "choice")
NUMBERS = ("number", "whole", "money")


class Choice(NamedTuple):
    """A value that a choice may have."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A field.

    Attributes:
        on: what it is asked of, one of `ON`.
        type: `number` and `whole` in `unit`, `money` in đồng, `date` a stored full date, `text`, `yesno`,
            `choice` a code of `choices`.
        required: it has to be known before the record counts as complete.
        least: smallest number that is taken; None for no limit.
        most: largest number that is taken.
        must: a `yesno` that has to be yes.
        rule: what the limit follows from, in words; empty where it has none.
    """

    key: str
    on: str
    label: str
    type: str
    mark: Mark
    unit: str = ""
    required: bool = False
    least: float | None = None
    most: float | None = None
    must: bool = False
    choices: tuple[Choice, ...] = ()
    rule: str = ""


class Trouble(NamedTuple):
    """What is wrong with one value: `kind` is missing, type, bounds, choice, must or unknown."""

    key: str
    kind: str
    text: str


def read_ask(table: Table, mark: Mark) -> Ask:
    """The field that an entry describes; `mark` where the entry has none of its own."""
    kind = table.one_of("type", TYPES)
    choices = tuple(
        Choice(entry.text("code"), entry.text("name")) for entry in table.tables("choices", "code")
    )
    if bool(choices) != (kind == "choice"):
        table.fault(_("“choices” cần có ở kiểu “choice”, và chỉ ở kiểu đó"))
    if table.flag("must") and kind != "yesno":
        table.fault(_("“must” chỉ dùng cho kiểu “yesno”"))
    return Ask(
        key=table.text("key"),
        on=table.one_of("on", ON),
        label=table.text("label"),
        type=kind,
        mark=table.mark() if "source" in table else mark,
        unit=table.text("unit", "đồng" if kind == "money" else ""),
        required=table.flag("required"),
        least=table.number("least") if "least" in table else 0 if kind == "money" else None,
        most=table.number("most") if "most" in table else None,
        must=table.flag("must"),
        choices=choices,
        rule=table.text("rule", ""),
    )


def check(asks: Iterable[Ask], values: Mapping[str, Any], complete: bool = True) -> tuple[Trouble, ...]:
    """All that is wrong with the values; what is still missing counts only where they are to be complete."""
    known = {ask.key: ask for ask in asks}
    found = [_unknown(key) for key in values if key not in known]
    for ask in known.values():
        value = values.get(ask.key)
        if value is None or value == "":
            found += [_missing(ask)] if ask.required and complete else []
        elif trouble := _TYPES[ask.type](ask, value):
            found.append(trouble)
    return tuple(found)


def _unknown(key: str) -> Trouble:
    return Trouble(key, "unknown", _("Không có mục “{key}” để ghi.").format(key=key))


def _missing(ask: Ask) -> Trouble:
    return Trouble(ask.key, "missing", _("Chưa ghi “{label}”.").format(label=ask.label))


def _wrong(ask: Ask, wanted: str) -> Trouble:
    return Trouble(ask.key, "type", _("“{label}” phải là {wanted}.").format(label=ask.label, wanted=wanted))


def _number(ask: Ask, value: Any) -> Trouble | None:
    whole = ask.type != "number"
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        return _wrong(ask, _("số nguyên") if whole else _("số"))
    if ask.least is not None and value < ask.least:
        return _out_of_bounds(ask, value, _("ít nhất"), ask.least)
    if ask.most is not None and value > ask.most:
        return _out_of_bounds(ask, value, _("nhiều nhất"), ask.most)
    return None


def _out_of_bounds(ask: Ask, value: float, side: str, bound: float) -> Trouble:
    told = _("“{label}” ghi {value}, cần {side} {bound}").format(
        label=ask.label, value=figure(value), side=side, bound=figure(bound)
    )
    why = f" ({ask.rule})" if ask.rule else ""
    return Trouble(ask.key, "bounds", " ".join(filter(None, (told, ask.unit))) + why + ".")


def _date(ask: Ask, value: Any) -> Trouble | None:
    try:
        if PartialDate.of(value).exact:
            return None
    except (TypeError, ValueError):
        pass
    return _wrong(ask, _("ngày đủ ngày, tháng, năm"))


def _text(ask: Ask, value: Any) -> Trouble | None:
    return None if isinstance(value, str) else _wrong(ask, _("chữ"))


def _yesno(ask: Ask, value: Any) -> Trouble | None:
    if not isinstance(value, bool):
        return _wrong(ask, _("có hoặc không"))
    if ask.must and not value:
        rule = f" ({ask.rule})" if ask.rule else ""
        return Trouble(ask.key, "must", _("Chưa đạt: {label}").format(label=ask.label) + rule + ".")
    return None


def _choice(ask: Ask, value: Any) -> Trouble | None:
    if any(choice.code == value for choice in ask.choices):
        return None
    names = ", ".join(choice.name for choice in ask.choices)
    text = _("“{label}” chỉ gồm: {names}.").format(label=ask.label, names=names)
    return Trouble(ask.key, "choice", text)


_TYPES = {
    "number": _number,
    "whole": _number,
    "money": _number,
    "date": _date,
    "text": _text,
    "yesno": _yesno,
    "choice": _choice,
}
