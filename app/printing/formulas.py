"""An official formula (`3/1*100`) as the formula of a spreadsheet, safe where a figure is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from itertools import pairwise

from app.printing.cells import DASH

_TOKEN = re.compile(r"[^-+*/()\s]+|[-+*/()]")


def operands(formula: str, keys: Collection[str]) -> list[str]:
    """The keys that a formula speaks of, each once."""
    return list(dict.fromkeys(token for token in _TOKEN.findall(formula) if token in keys))


def spreadsheet(formula: str, cell: Callable[[str], str], keys: Collection[str], places: int) -> str:
    """`3/1*100` as `=IF(OR(N(D7)=0,…),"–",ROUND(F7/D7*100,2))`.

    The key of a column stands for the cell of that key in the same row, other numbers for themselves.
    The dash is shown where a denominator is empty or nought, or any figure is missing.
    """
    tokens: list[str] = _TOKEN.findall(formula)
    used = operands(formula, keys)
    below = {token for before, token in pairwise(tokens) if before == "/"}
    tests = [f"N({cell(key)})=0" if key in below else f"NOT(ISNUMBER({cell(key)}))" for key in used]
    body = "".join(cell(token) if token in keys else token for token in tokens)
    guard = tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"
    return f'=IF({guard},"{DASH}",ROUND({body},{places}))'
