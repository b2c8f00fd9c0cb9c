"""An answer to a question of the survey as it is stored, or the sentence why it cannot be taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from app.i18n import _, number
from app.rules.survey import Question
from app.services import typed
from app.services.typed import FieldFault
from app.vietnamese import clean


def taken(question: Question, value: Any) -> Any:
    """The value of the type that `Question.kind` states; None for none. FieldFault for any other value."""
    if value is None or value == "":
        return None
    return _TAKERS[question.kind](question, value)


def _text(_question: Question, value: Any) -> str:
    return clean(str(value))


def _date(_question: Question, value: Any) -> str:
    return typed.day(str(value))


def _yesno(question: Question, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _fault(question, value, _("Câu này trả lời có hoặc không."))
    return value


def _number(question: Question, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise _fault(question, value, _("Câu này trả lời bằng số."))
    if question.least is not None and value < question.least:
        raise _fault(question, value, _("Nhỏ nhất là {least}.").format(least=number(question.least)))
    if question.most is not None and value > question.most:
        raise _fault(question, value, _("Lớn nhất là {most}.").format(most=number(question.most)))
    return value


def _choice(question: Question, value: Any) -> str:
    if not isinstance(value, str) or value not in question.list:
        title = question.list.title
        raise _fault(question, value, _("Danh mục “{title}” không có mục này.").format(title=title))
    return value


def _many(question: Question, value: Any) -> list[str]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise _fault(question, value, _("Câu này chọn được nhiều mục của danh mục."))
    return [_choice(question, code) for code in dict.fromkeys(value)]


def _amounts(question: Question, value: Any) -> dict[str, float]:
    if not isinstance(value, Mapping):
        raise _fault(question, value, _("Câu này ghi số lượng cho từng mục của danh mục."))
    return {_choice(question, code): _amount(question, told) for code, told in value.items()}


def _amount(question: Question, value: Any) -> float:
    told = _number(question, value)
    if told < 0:
        raise _fault(question, value, _("Số lượng không được âm."))
    return told


_TAKERS = {
    "text": _text,
    "date": _date,
    "yesno": _yesno,
    "number": _number,
    "choice": _choice,
    "many": _many,
    "amounts": _amounts,
}


def _fault(question: Question, value: Any, why: str) -> FieldFault:
    what = _("“{text}”: không ghi được “{value}”.").format(text=question.text, value=value)
    return FieldFault(question.key, what, why)
