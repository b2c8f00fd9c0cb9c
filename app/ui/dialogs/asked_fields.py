"""Fields that a sub-project asks for, as a dialog shows them: each of its type, its fault under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLabel

from app.i18n import _, number
from app.rules.asks import Ask
from app.ui import clock
from app.ui.theme_sizes import Size
from app.ui.widgets.fields import Choice, Field, Line

YES, NO = "co", "khong"  # as the services read them


def field_of(ask: Ask, value: Any, *, beside: bool = True) -> Field:
    """A field for what is asked, holding what is known."""
    name = f"{ask.label} ({ask.unit})" if ask.unit else ask.label
    note = "" if ask.required else _("Không bắt buộc.") if ask.type == "yesno" else ""
    inner = _inner(ask, value)
    made = Field(name, inner, note=note, beside=beside)
    if ask.rule:
        inner.setToolTip(ask.rule)
    if beside and (named := made.findChild(QLabel)):
        named.setMinimumHeight(max(Size.field, named.heightForWidth(Size.form_label)))
    return made


def _inner(ask: Ask, value: Any) -> Line | Choice:
    if ask.type in ("choice", "yesno"):
        choices = yes_or_no() if ask.type == "yesno" else [("", ""), *((c.code, c.name) for c in ask.choices)]
        chosen = Choice(choices)
        chosen.choose(shown(ask, value))
        return chosen
    hints = {"date": "20/11/2026", "money": "15.000.000", "number": "45,5", "whole": "12"}
    return Line(shown(ask, value), hint=hints.get(ask.type, ""))


def yes_or_no() -> list[tuple[str, str]]:
    """Not known, yes, no."""
    return [("", _("chưa rõ")), (YES, _("có")), (NO, _("không"))]


def shown(ask: Ask, value: Any) -> str:
    """A stored value as it would be typed."""
    if value is None or value == "":
        return ""
    if ask.type == "yesno":
        return YES if value else NO
    if ask.type == "date":
        return clock.shown(date.fromisoformat(value))
    if ask.type in ("number", "whole", "money"):
        return figure(value)
    return str(value)


def figure(value: float | None) -> str:
    """A number as it would be typed; nothing for None."""
    if value is None:
        return ""
    return number(int(value)) if float(value).is_integer() else f"{value:g}".replace(".", ",")


def typed(asks: Iterable[Ask], fields: Mapping[str, Field]) -> dict[str, Any]:
    """What stands in the fields; nothing typed is None."""
    return {ask.key: fields[ask.key].text or None for ask in asks if ask.key in fields}


def said(text: str) -> bool | None:
    """A yes or no that was chosen; None where it is not known."""
    return {YES: True, NO: False}.get(text)
