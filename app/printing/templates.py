"""The texts around the lists of a paper: shipped as data, replaceable by a place, the original at hand.

A template is lines of text. Their first letters say how they are set, and names in braces are filled in:
`# ` title · `## ` what the paper is about · `= ` centred and bold · `~ ` a legal basis, in italics
`+ ` centred, in italics · `- ` an item · `> ` a line of a form · `[list]` what the program makes
`**bold**` words. What nobody knows when a paper is printed becomes dots to write upon.
Knows no store: a place's own texts are kept by `services.paper_texts`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from app.errors import InputFault
from app.i18n import _
from app.paths import resource
from app.printing.document import Element, Style, Text
from app.printing.prose import TO_FILL
from app.rules.raw import Mark, Table

_FIELD = re.compile(r"\{([^{}\n]*)\}")
_MARKS: tuple[tuple[str, Style], ...] = (
    ("## ", "about"),
    ("# ", "title"),
    ("= ", "strong"),
    ("~ ", "basis"),
    ("+ ", "note"),
    ("> ", "field"),
)


@dataclass(frozen=True, slots=True)
class Template:
    """The text of a paper.

    Attributes:
        fields: what may stand in braces, and what each means, in the officer's words.
        places: what must stand in brackets, each once: the lists that the program makes.
        mark: where the wording is known from, and how surely.
        replaced: True where it is a place's own text.
    """

    key: str
    name: str
    text: str
    fields: Mapping[str, str]
    places: tuple[str, ...]
    mark: Mark
    replaced: bool = False

    def saying(self, text: str) -> Template:
        """The template with a place's own text; InputFault names what is wrong in it."""
        check(self, text)
        return replace(self, text=text.strip("\n"), replaced=True)


@cache
def template(key: str) -> Template:
    """The shipped template of a paper; RuleFault if the installation lost or damaged it."""
    table = Table.of_file(resource("papers", f"{key}.toml"))
    fields = table.table("fields")
    made = Template(
        key=key,
        name=table.text("name"),
        text=table.text("text").strip("\n"),
        fields={name: fields.text(name) for name in fields.values},
        places=table.texts("places"),
        mark=table.mark(),
    )
    try:
        check(made, made.text)
    except InputFault as fault:
        table.fault(str(fault))
    return made


def templates() -> tuple[Template, ...]:
    """All shipped templates, by key."""
    return tuple(template(path.stem) for path in sorted(resource("papers").glob("*.toml")))


def chosen(key: str, own: Mapping[str, str]) -> Template:
    """The text of the place if it has one of its own, else the original."""
    return template(key).saying(own[key]) if own.get(key) else template(key)


def check(original: Template, text: str) -> None:
    """InputFault where a text uses a field that the paper does not have, or lacks a place for a list."""
    unknown = sorted({name for name in _FIELD.findall(text) if name not in original.fields})
    if unknown:
        raise InputFault(
            _("Mẫu “{name}” không có trường {unknown}.").format(
                name=original.name, unknown=", ".join(f"{{{one}}}" for one in unknown)
            ),
            todo=_("Các trường có: {fields}.").format(
                fields=", ".join(f"{{{one}}}" for one in original.fields)
            ),
        )
    lines = [line.strip() for line in text.splitlines()]
    for place in original.places:
        if lines.count(f"[{place}]") != 1:
            raise InputFault(
                _("Mẫu “{name}” phải có đúng một dòng [{place}].").format(name=original.name, place=place),
                _("Ở dòng đó chương trình đặt danh sách."),
                _("Thêm lại dòng [{place}], hoặc lấy lại bản gốc.").format(place=place),
            )


def known(**fields: object) -> dict[str, str]:
    """The fields that somebody knows: those left out become dots."""
    return {name: str(value) for name, value in fields.items() if value not in (None, "")}


def filled(
    text: Template, values: Mapping[str, str], parts: Mapping[str, Iterable[Element]] | None = None
) -> list[Element]:
    """The elements of a paper: the lines with their fields, and in their places what the program made."""
    made: list[Element] = []
    for line in map(str.strip, text.text.splitlines()):
        if parts and line.startswith("[") and line[1:-1] in parts:
            made += parts[line[1:-1]]
        elif line:
            made.append(_text(line, _filling(values)))
    return made


def _filling(values: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda found: values.get(found[1], TO_FILL)


def _text(line: str, filling: Callable[[re.Match[str]], str]) -> Text:
    style: Style = "item" if line.startswith("- ") else "body"
    for mark, its_style in _MARKS:
        if line.startswith(mark):
            line, style = line.removeprefix(mark), its_style
            break
    return Text(_FIELD.sub(filling, line), style)
