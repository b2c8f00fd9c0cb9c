"""What the book tells of each indicator of the list `targets`, line by line, as parts of wholes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from app.models.key import Key
from app.models.review import NEAR_POOR, POOR
from app.reports.columns import UNTOLD, Array
from app.reports.counting import count
from app.reports.denominators import denominators
from app.reports.formula import rounded
from app.reports.frame import Frame
from app.rules.codes import Code

PLACES = 2  # digits after the comma, as the official rates have
_CLASSES = {"poor": (POOR,), "near_poor": (NEAR_POOR,), "listed": (POOR, NEAR_POOR)}


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator in a round.

    Attributes:
        part, whole: households, by line; of the whole None where nobody knows it.
        against: which of the frame's cases keep it from being better.
        untold: households of which nobody knows; they are in neither.
    """

    part: Sequence[int]
    whole: Sequence[int | None]
    against: Array
    untold: int = 0

    def share(self, line: int) -> Fraction | None:
        """In %; None without a whole."""
        whole = self.whole[line]
        return Fraction(self.part[line] * 100, whole) if whole else None


def measured(frame: Frame, code: Code) -> Measured:
    """What the frame's round tells of an indicator whose measure is not `typed`."""
    return _MEASURES[str(code.flags["measure"])](frame, code)


def reviewed(frame: Frame) -> bool:
    """True where the round has a result under the scope's standard: else its rates would be nothing."""
    return bool(frame.cases["klass"].notna().any())


def shares(frame: Frame, code: Code) -> dict[Key | None, Fraction | None]:
    """The share of each place of the frame, in %; empty where the round has no results."""
    if not reviewed(frame):
        return {}
    found = measured(frame, code)
    return {line.place: found.share(at) for at, line in enumerate(frame.lines) if line.place is not None}


def shown(value: Fraction | None) -> float | None:
    """A share or a difference as reports tell it."""
    return None if value is None else float(rounded(value, PLACES))


def _rate(frame: Frame, code: Code) -> Measured:
    """Of all households, or of those of ethnic minorities, how many are of the class."""
    of_class = _of_class(frame, code)
    if not code.flags["minority"]:
        return Measured(_by_line(frame, of_class), denominators(frame).households, of_class)
    poor = of_class & frame.cases["minority"].to_numpy(dtype=bool)
    held = frame.register["minority"].to_numpy(dtype=bool)
    return Measured(_by_line(frame, poor), count(frame, frame.register, {"": held})[""], poor)


def _lacks(frame: Frame, code: Code) -> Measured:
    """Of the households of the class, how many are deprived of the indicator."""
    return _with_indicator(frame, code, 1)


def _has(frame: Frame, code: Code) -> Measured:
    """Of the households of the class, how many are not deprived of the indicator."""
    return _with_indicator(frame, code, 0)


def _with_indicator(frame: Frame, code: Code, deprived: int) -> Measured:
    of_class, told = _of_class(frame, code), _indicator(frame, code)
    known = of_class & (told != UNTOLD)
    part, whole = (_by_line(frame, chosen) for chosen in (known & (told == deprived), known))
    return Measured(part, whole, known & (told == 1), int((of_class & ~known).sum()))


def _by_line(frame: Frame, chosen: Array) -> Sequence[int]:
    return count(frame, frame.cases, {"": chosen})[""]


def _of_class(frame: Frame, code: Code) -> Array:
    of_class: Array = frame.cases["klass"].isin(_CLASSES[str(code.flags["klass"])]).to_numpy(dtype=bool)
    return of_class


def _indicator(frame: Frame, code: Code) -> Array:
    """Of each case 1, 0 or UNTOLD; a standard without the indicator tells it of none."""
    keys = [indicator.key for indicator in frame.indicators]
    if code.flags["indicator"] not in keys:
        return np.full(len(frame.cases), UNTOLD)
    found: Array = frame.deprived[:, keys.index(str(code.flags["indicator"]))]
    return found


_MEASURES: dict[str, Callable[[Frame, Code], Measured]] = {
    "rate": _rate,
    "fall": _rate,
    "lacks": _lacks,
    "has": _has,
}
