"""What caused a finding, kept as plain values; the words are made when somebody reads them.

A class of 50,000 households asks for no words, so none are made then.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from app.i18n import _, number
from app.rules.figures import figure
from app.rules.survey import Question


class Because(Protocol):
    """A fact that caused a finding."""

    @property
    def text(self) -> str:
        """The fact in words, for the officer."""


class MemberFact(NamedTuple):
    """A member's answer; `member` is the key that the caller gave."""

    member: str
    name: str
    age: int | None
    question: Question
    value: object

    @property
    def text(self) -> str:
        """`Vàng A Tồng, 2 tuổi: thấp còi`."""
        said = _said(self.question, self.value)
        if self.age is None:
            return _("{name}: {said}").format(name=self.name, said=said)
        return _("{name}, {age} tuổi: {said}").format(name=self.name, age=self.age, said=said)


class AnswerFact(NamedTuple):
    """An answer of the household."""

    question: Question
    value: object

    @property
    def text(self) -> str:
        """`Câu D1: khe, suối không bảo vệ`."""
        return _("Câu {number}: {said}").format(
            number=self.question.number, said=_lowered(self.question.shown(self.value))
        )


class Share(NamedTuple):
    """Some of all members; `members` are the keys that the caller gave."""

    dependents: int
    persons: int
    members: tuple[str, ...]

    @property
    def text(self) -> str:
        """`4/6 người phụ thuộc`."""
        return _("{count}/{persons} người phụ thuộc").format(count=self.dependents, persons=self.persons)


class FloorArea(NamedTuple):
    """Floor area shared by the members, m²."""

    area: float
    persons: int

    @property
    def text(self) -> str:
        """`30 m² cho 6 người: 5,00 m²/người`."""
        each = number(self.area / self.persons, 2)
        return _("{area} m² cho {persons} người: {each} m²/người").format(
            area=figure(self.area), persons=self.persons, each=each
        )


def _said(question: Question, value: object) -> str:
    if question.kind != "yesno":
        return _lowered(question.shown(value))
    what = _lowered(question.text)
    return what if value else _("không {what}").format(what=what)


def _lowered(text: str) -> str:
    """The text as it stands after a colon; an abbreviation stays in capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
