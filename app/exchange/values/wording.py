"""Several things in one cell: causes of poverty, and groups of people named in a note."""

from __future__ import annotations

import re
from functools import lru_cache

from app.exchange.sheet import Cell
from app.exchange.values.cells import Taken, said
from app.i18n import _
from app.rules.codes import code_list
from app.vietnamese import clean

_BREAK = re.compile(r"[;\n\r|•]+")
_WITHIN = re.compile(r"(\s*[,/+&]\s*|\s+và\s+)")
_BULLET = re.compile(r"^\s*(?:[-–+*]|\d{1,2}\s*[.)/])\s*")


def causes(cell: Cell) -> Taken[tuple[str, ...]]:
    """The codes of the causes named in a cell, each once; unknown words count as `other`, with a warning."""
    raw = cell if isinstance(cell, str) else said(cell)
    if not raw.strip():
        return Taken(())
    known, unknown = _split(raw, "causes")
    if not unknown:
        return Taken(known)
    warning = _("Nguyên nhân “{words}” không có trong danh mục, được ghi là “Khác”.")
    codes = tuple(dict.fromkeys((*known, "other")))
    return Taken(codes, (warning.format(words="; ".join(unknown)),))


def groups(note: Cell) -> tuple[str, ...]:
    """The codes of the groups named in a note; a note may say other things as well."""
    return _split(note, "groups")[0] if isinstance(note, str) and note.strip() else ()


@lru_cache(1 << 14)
def _split(text: str, codes: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes known and words unknown. A comma or slash parts entries only where no entry holds it itself."""
    known: dict[str, None] = {}
    unknown: list[str] = []
    for piece in _BREAK.split(text):
        words = clean(_BULLET.sub("", piece)).strip(" .")
        if not words:
            continue
        found = _longest_first(_WITHIN.split(words), codes)
        if found is None:
            unknown.append(words)
        else:
            known |= dict.fromkeys(code for code, _words in found if code)
            unknown += [rest for code, rest in found if not code]
    return tuple(known), tuple(unknown)


def _longest_first(tokens: list[str], codes: str) -> list[tuple[str | None, str]] | None:
    """Cut `a, b/c` (words, and signs between) into the longest runs that name entries; None if none does."""
    read = code_list(codes).read
    found: list[tuple[str | None, str]] = []
    start = 0
    while start < len(tokens):
        for end in range(len(tokens), start, -2):
            code = read("".join(tokens[start:end]))
            if code:
                break
        else:
            end, code = start + 1, None
        found.append((code, tokens[start].strip()))
        start = end + 1
    return found if any(code for code, _words in found) else None
