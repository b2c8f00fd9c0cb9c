"""Answers as they are typed, chosen and shown: text to value, value to words. Without Qt.

What cannot stand is a sentence, never an exception; what was typed stays with whoever asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app import i18n
from app.dates import PartialDate
from app.i18n import _
from app.rules.codes import Code
from app.rules.figures import figure
from app.rules.survey import Question
from app.services.form import DAY, Field, Form
from app.ui.dialogs import checking
from app.ui.widgets.question_lines import Option
from app.vietnamese import clean, fold

CAPS = "123456789abcdefghijklmnopq"
NONE_CAP = "0"
YES, NO = "1", "2"
FEW = 9  # so many entries are chosen by a digit; of more, one types the name
MOST_MATCHES = 8
LONGEST = 300
_IN_NAMES = " '’ʼ.-–"


@dataclass(frozen=True, slots=True)
class Read:
    """What a typed text means: a value (None for nothing), or why it cannot be kept."""

    value: Any = None
    wrong: str = ""


def entries(question: Question, on: date) -> tuple[Code, ...]:
    """The entries of a question's list on a day; the head is no relation to choose."""
    return tuple(one for one in question.list.on(on) if question.key != "relation" or one.code != "head")


def by_name(question: Question) -> bool:
    """True where an entry is chosen by typing its name."""
    return question.kind == "choice" and len(question.list.entries) > FEW


def is_typed(question: Question) -> bool:
    """True where the answer is typed."""
    return question.kind in ("text", "number", "date") or by_name(question)


# Shown ---------------------------------------------------------------------------------------------------


def words(question: Question, value: Any) -> str:
    """An answer in words; empty for none."""
    if value is None:
        return ""
    if question.kind == "date":
        return PartialDate.of(value).shown
    if question.kind == "yesno":
        return _("Có") if value else _("Không")
    if question.kind == "number":
        return f"{figure(value)} {question.unit}".rstrip()
    return question.shown(value)


def cap(question: Question, value: Any, on: date) -> str:
    """The key that gives an answer; empty where it is typed, or several are chosen."""
    if value is None:
        return ""
    if question.kind == "yesno":
        return YES if value else NO
    if question.kind == "choice" and not by_name(question):
        codes = [one.code for one in entries(question, on)]
        return CAPS[codes.index(value)] if value in codes else ""
    return ""


def as_typed(question: Question, value: Any) -> str:
    """An answer as it stands in the field."""
    if value is None:
        return ""
    if question.kind == "number":
        return figure(value)
    return words(question, value)


def options(form: Form, at: Field, typed: str = "") -> tuple[Option, ...]:
    """What can be chosen at a place; `typed` narrows a long list."""
    question, value = form.question(at), form.value(at)
    match question.kind:
        case "yesno":
            return (Option(YES, _("Có"), value is True), Option(NO, _("Không"), value is False))
        case "choice" if by_name(question):
            return _matching(question, value, typed, form.on)
        case "choice":
            own = entries(question, form.on)
            return tuple(
                Option(key, one.name, one.code == value) for key, one in zip(CAPS, own, strict=False)
            )
        case "many" | "amounts":
            return _several(question, value, form.on)
    return ()


def _several(question: Question, value: Any, on: date) -> tuple[Option, ...]:
    """Entries of which several may be chosen, and “none”."""
    told = value or ()
    amounts = value if isinstance(value, dict) else {}
    own = tuple(
        Option(key, one.name, one.code in told, _counted(question, amounts.get(one.code)))
        for key, one in zip(CAPS, entries(question, on), strict=False)
    )
    empty = value is not None and not value
    return (*own, Option(NONE_CAP, _("Không có mục nào"), empty))


def _counted(question: Question, amount: float | None) -> str:
    return "" if amount is None else f"{figure(amount)} {question.unit}".rstrip()


def _matching(question: Question, value: Any, typed: str, on: date) -> tuple[Option, ...]:
    wanted = fold(typed)
    own = [one for one in entries(question, on) if _fits(one, wanted)]
    own.sort(key=lambda one: not fold(one.name).startswith(wanted))
    chosen = value if not typed or question.list.name(value or "") == typed else None
    first = own[0].code if typed and own and chosen is None else chosen
    return tuple(Option("", one.name, one.code == first) for one in own[:MOST_MATCHES])


def _fits(entry: Code, wanted: str) -> bool:
    return any(
        fold(text).startswith(wanted) or f" {wanted}" in f" {fold(text)}"
        for text in (entry.name, *entry.spelled)
    )


def picked_code(form: Form, at: Field, key: str) -> str:
    """The code of the entry with that key, or that name; empty for “none”."""
    question = form.question(at)
    own = entries(question, form.on)
    if len(key) == 1 and key in CAPS and CAPS.index(key) < len(own):
        return own[CAPS.index(key)].code
    return next((one.code for one in own if one.name == key), "")


def hint(question: Question) -> str:
    """What may be typed."""
    if question.kind == "date":
        return _("15/3/1980, 15031980, 3/1980 hoặc 1980")
    if question.kind == "amounts":
        return _("số hoặc chữ: chọn mục rồi ghi số lượng · 0: không có · Enter: câu sau")
    if question.kind == "many":
        return _("chọn được nhiều mục · 0: không có · Enter: câu sau")
    if question.key == "identity":
        return _("12 chữ số; để trống nếu chưa có")
    if by_name(question):
        return _("gõ vài chữ của tên, Enter")
    return question.unit


# Typed ---------------------------------------------------------------------------------------------------


def read(form: Form, at: Field, text: str, today: date) -> Read:
    """What a text typed at a place means."""
    question, told = form.question(at), clean(text)
    if not told:
        return Read(wrong=checking.filled("")) if question.key == "name" else Read()
    if len(told) > LONGEST:
        return Read(wrong=_("Dài quá {most} chữ: hãy ghi gọn lại.").format(most=LONGEST))
    match question.kind:
        case "date":
            return _date(question, told, today)
        case "number":
            return read_number(question, told)
        case "choice":
            return _named(form, at, told)
    return _text(question, told)


def _text(question: Question, told: str) -> Read:
    if question.key == "identity":
        digits = told.replace(" ", "").replace(".", "")
        wrong = checking.cccd(digits)
        return Read(wrong=wrong) if wrong else Read(digits)
    if question.key in ("name", "reviewer"):
        wrong = checking.filled(told) or _letters(told)
        return Read(wrong=wrong) if wrong else Read(told)
    return Read(told)


def _letters(name: str) -> str:
    strange = next((one for one in name if not one.isalpha() and one not in _IN_NAMES), "")
    return _("Họ tên không có ký tự “{sign}”.").format(sign=strange) if strange else ""


def _date(question: Question, told: str, today: date) -> Read:
    text = f"{told[:2]}/{told[2:4]}/{told[4:]}" if told.isdecimal() and len(told) == 8 else told
    check = checking.a_date if question.key == DAY else checking.birth
    wrong = check(text) or (_("Ngày chỉ có chữ số và dấu /.") if _strange(text) else "")
    return Read(wrong=wrong) if wrong else Read(checking.stored_date(text))


def _strange(text: str) -> bool:
    return any(not one.isdecimal() and one not in "/-. " for one in text)


def read_number(question: Question, told: str) -> Read:
    """A number as the language in use writes it: `45,5`, `1.500.000`; its unit may follow."""
    plain = told.replace(" ", "")
    if question.unit and plain.lower().endswith(question.unit.lower()):
        plain = plain[: -len(question.unit)]
    value = i18n.read_number(plain)
    if value is None:
        return Read(wrong=_("“{text}” không phải là số. Ghi như 45 hoặc 45,5.").format(text=told))
    if question.least is not None and value < question.least:
        return Read(wrong=_("Nhỏ nhất là {least}.").format(least=figure(question.least)))
    if question.most is not None and value > question.most:
        return Read(wrong=_("Lớn nhất là {most}.").format(most=figure(question.most)))
    return Read(int(value) if value.is_integer() else value)


def _named(form: Form, at: Field, told: str) -> Read:
    question = form.question(at)
    code = question.list.read(told)
    if code is None:
        found = _matching(question, None, told, form.on)
        code = picked_code(form, at, found[0].words) if found else None
    if code is None:
        title = question.list.title
        return Read(wrong=_("Danh mục “{title}” không có “{text}”.").format(title=title, text=told))
    return Read(code)
