"""The lines of a form as they are shown: sections, members, questions, and the one question that is open.

Values only: who makes them knows the form, who draws them does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SectionLine:
    """The head of a section.

    Attributes:
        at: where the keyboard goes when it is clicked.
        told, tone: its progress. right: what was kept.
        keys: Ctrl+Space works here now.
    """

    at: Any
    title: str
    told: str = ""
    tone: str = "accent"
    right: str = ""
    open: bool = False
    keys: str = ""


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member under whose name questions stand."""

    at: Any
    number: int
    name: str
    detail: str = ""
    told: str = ""
    tone: str = "accent"
    open: bool = False


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in one line: its answer with its digit, last year's at the right.

    Attributes:
        differs: last year's answer was another one.
        wrong: why what was typed was not kept.
    """

    at: Any
    number: str
    text: str
    answer: str = ""
    cap: str = ""
    before: str = ""
    differs: bool = False
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be chosen: its key, its words, an amount beside it."""

    cap: str
    words: str
    on: bool = False
    amount: str = ""


@dataclass(frozen=True, slots=True)
class OpenLine:
    """The question that has the keyboard.

    Attributes:
        tag: the only standard that asks it, where others do not.
        typing: an answer is typed. typed: what stands in the field. hint: what may be typed.
        wrong: why it cannot be kept. warning: what should be looked at, though it is kept.
        keeps: Space would keep last year's answer.
    """

    at: Any
    number: str
    text: str
    tag: str = ""
    before: str = ""
    differs: bool = False
    options: tuple[Option, ...] = ()
    typing: bool = False
    typed: str = ""
    hint: str = ""
    wrong: str = ""
    warning: str = ""
    keeps: bool = False
    foot: str = ""


Line = SectionLine | MemberLine | QuestionLine | OpenLine
