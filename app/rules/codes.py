"""Code lists: what a coded answer may be, how sheets spell it, and when an entry was in force.

A record keeps the code, and the name as it was; this file only reads lists, it knows no meaning of a code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app.errors import RuleFault
from app.i18n import _
from app.paths import resource
from app.vietnamese import fold, one_spelling

Flag = str | bool | int | float
_OWN = ("code", "name", "spelled", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a list.

    Attributes:
        code: what a record stores; never changes its meaning.
        name: what is shown and printed.
        spelled: other spellings met in sheets.
        flags: what rules ask of the entry (`durable`, `safe`, `report_2` …).
        valid_from: first day in force; None since ever.
        valid_to: last day in force; None without end.
    """

    code: str
    name: str
    spelled: tuple[str, ...] = ()
    flags: Mapping[str, Flag] = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None

    def in_force(self, day: date) -> bool:
        """True on every day from `valid_from` to `valid_to`, both included."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True, eq=False)
class CodeList:
    """A list in the order of its paper: the n-th entry is digit n on the survey form."""

    key: str
    title: str
    source: str
    confidence: str
    unit: str
    entries: tuple[Code, ...]
    _by_code: Mapping[str, Code] = field(repr=False)
    _exact: Mapping[str, str] = field(repr=False)
    _folded: Mapping[str, str] = field(repr=False)
    _seen: dict[str, str | None] = field(repr=False, default_factory=dict)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Code:
        return self._by_code[code]

    def name(self, code: str) -> str:
        """The name of a code; the code itself where the list does not know it."""
        entry = self._by_code.get(code)
        return entry.name if entry else code

    def read(self, text: str) -> str | None:
        """The code that a text of a sheet means; None if no entry, or more than one, may be meant.

        Case, spaces, punctuation, apostrophes, hyphens and the place of the tone mark never matter. Missing
        tone marks are forgiven only where one entry alone is left: `Mướng` is Mường, `De` may be two peoples.
        """
        if text in self._seen:
            return self._seen[text]
        if text in self._by_code:
            return text
        if len(self._seen) > _MOST_SEEN:
            self._seen.clear()
        code = self._exact.get(_exact(text)) or self._folded.get(_folded(text))
        self._seen[text] = code
        return code

    def on(self, day: date) -> tuple[Code, ...]:
        """The entries in force on a day, in order."""
        return tuple(entry for entry in self.entries if entry.in_force(day))

    def flagged(self, flag: str) -> frozenset[str]:
        """The codes whose flag is set."""
        return frozenset(entry.code for entry in self.entries if entry.flags.get(flag))


_MOST_SEEN = 4096  # distinct texts remembered per list: a sheet repeats a few dozen


def _exact(text: str) -> str:
    return "".join(filter(str.isalnum, one_spelling(text)))


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))


@cache
def code_list(name: str) -> CodeList:
    """The shipped list of that name (`ethnic`, `water`, …); RuleFault if missing or damaged."""
    return load_codes(resource("codes", f"{name}.toml"))


def code_lists() -> tuple[str, ...]:
    """The names of all shipped lists."""
    return tuple(sorted(path.stem for path in resource("codes").glob("*.toml")))


def load_codes(path: Path) -> CodeList:
    """The list in a file; RuleFault names the file and the entry that is wrong."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        default = raw.get("default", {})
        entries = tuple(_entry({**default, **entry}) for entry in raw["entry"])
        head = (raw["title"], raw["source"], raw["confidence"], raw.get("unit", ""))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise RuleFault(
            _("Không đọc được danh mục {file}.").format(file=path.name),
            _("Lý do: {problem}.").format(problem=problem),
            _("Hãy cài lại chương trình hoặc chép lại tệp danh mục."),
        ) from problem
    exact = _spellings(path, entries)
    return CodeList(
        path.stem, *head, entries, {entry.code: entry for entry in entries}, exact, _unique(entries)
    )


def _entry(raw: Mapping[str, Any]) -> Code:
    return Code(
        code=raw["code"],
        name=raw["name"],
        spelled=tuple(raw.get("spelled", ())),
        flags={key: value for key, value in raw.items() if key not in _OWN},
        valid_from=raw.get("valid_from"),
        valid_to=raw.get("valid_to"),
    )


def _texts(entry: Code) -> Iterable[str]:
    """Every text that means the entry: its name, its spellings, its wording on a form."""
    yield entry.name
    yield from entry.spelled
    if isinstance(entry.flags.get("on_form"), str):
        yield str(entry.flags["on_form"])


def _spellings(path: Path, entries: tuple[Code, ...]) -> dict[str, str]:
    """Exact key → code; RuleFault where two entries in force together claim one spelling."""
    found: dict[str, str] = {}
    for entry in entries:
        for text in _texts(entry):
            code = found.setdefault(_exact(text), entry.code)
            if code != entry.code:
                raise RuleFault(
                    _("Danh mục {file} tự mâu thuẫn.").format(file=path.name),
                    _("Cách viết “{text}” thuộc cả mục {one} và mục {two}.").format(
                        text=text, one=code, two=entry.code
                    ),
                    _("Hãy bỏ cách viết đó ở một trong hai mục."),
                )
    found.pop("", None)
    return found


def _unique(entries: tuple[Code, ...]) -> dict[str, str]:
    """Folded key → code, where one entry alone has that folded spelling."""
    codes: dict[str, set[str]] = {}
    for entry in entries:
        for text in _texts(entry):
            codes.setdefault(_folded(text), set()).add(entry.code)
    return {key: next(iter(found)) for key, found in codes.items() if key and len(found) == 1}
