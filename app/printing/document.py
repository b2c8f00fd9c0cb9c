"""A paper made of words as plain elements, which `letter` sets as PDF and `word` writes as .docx."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from app.reports.report import Report

Style = Literal["title", "about", "strong", "basis", "note", "item", "field", "body"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The two head blocks: the issuing body with the number of the paper, the nation with place and date.

    `unit` empty: a person writes, and the nation stands in the middle. `form`: `Mẫu 01`, upper right corner.
    """

    unit: tuple[str, str] = ("", "")
    number: str = ""
    dated: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `**…**` is bold, `prose.TO_FILL` is dots to write upon."""

    text: str
    style: Style = "body"


@dataclass(frozen=True, slots=True)
class Listing:
    """A table: the columns and rows of a report; what else the report says does not count here."""

    report: Report


@dataclass(frozen=True, slots=True)
class Sign:
    """Who signs: the title, a hint below it in italics such as `(Ký, ghi rõ họ tên)`, the name."""

    title: str
    hint: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signatures from left to right, `dated` over the last, and at the left who receives the paper."""

    signs: tuple[Sign, ...]
    receivers: tuple[str, ...] = ()
    dated: str = ""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows is an annex and starts a page."""


Element = Letterhead | Text | Listing | Signatures | NewPage


@dataclass(frozen=True, slots=True)
class Document:
    """A paper. `name` is the title in the properties of the file; `draft` stamps it DỰ THẢO."""

    name: str
    author: str
    elements: tuple[Element, ...] = field(default_factory=tuple)
    draft: bool = False
