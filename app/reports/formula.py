"""The formulas of official columns: `3/1*100`, `1-2-3-4+5+6+7+8`. Knows columns by key, no report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache

from app.reports.report import Column, Value

_TERM = re.compile(r"([+-]?)([^+-]+)")
_FACTOR = re.compile(r"([*/]?)([^*/]+)")
Factors = tuple[tuple[str, str], ...]


@cache
def terms(formula: str) -> tuple[tuple[str, Factors], ...]:
    """Signed terms of factors: `2+3/1` → `(("", (("", "2"),)), ("+", (("", "3"), ("/", "1"))))`."""
    return tuple(
        (sign, tuple(_FACTOR.findall(term))) for sign, term in _TERM.findall(formula.replace(" ", ""))
    )


def evaluate(formula: str, values: Mapping[str, Value], places: int = 0) -> int | float | None:
    """The value of a formula over counts, rounded half up to `places` digits.

    An operand that is a key of `values` is that column, any other is a constant. None where a column has no
    value or a divisor is 0.
    """
    total = Fraction(0)
    for sign, factors in terms(formula):
        product = _product(factors, values)
        if product is None:
            return None
        total += -product if sign == "-" else product
    return rounded(total, places)


def _product(factors: Factors, values: Mapping[str, Value]) -> Fraction | None:
    product = Fraction(1)
    for operator, operand in factors:
        number = _number(operand, values)
        if number is None or (operator == "/" and not number):
            return None
        product = product / number if operator == "/" else product * number
    return product


def _number(operand: str, values: Mapping[str, Value]) -> Fraction | None:
    value = values.get(operand, operand if operand not in values else None)
    return None if value is None else Fraction(value)


def rounded(number: Fraction, places: int) -> int | float:
    """Half up, as officers check by hand: 3,125 is 3,13. A whole number where `places` is 0."""
    whole = int((number * 10**places * 2 + 1) // 2)
    return whole / 10**places if places else whole


def share(part: int, whole: int | None, places: int = 2) -> float | None:
    """`part` in % of `whole`; None where there is no whole."""
    return float(rounded(Fraction(part * 100, whole), places)) if whole else None


def filled(columns: Sequence[Column], values: Mapping[str, Value]) -> dict[str, Value]:
    """The values with every column that has a formula computed from the others, from left to right."""
    found = dict(values)
    for column in columns:
        if column.formula:
            found[column.key] = evaluate(column.formula, found, column.places)
    return found
