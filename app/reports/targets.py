"""Targets against results: what a plan asks of each place, what was done, and what holds it back.

A result follows from the same counts as the official reports; what the book does not count was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from app.i18n import _, number
from app.models.key import Key
from app.models.target import Target
from app.reports.columns import Array
from app.reports.frame import Frame
from app.reports.issued import issued
from app.reports.report import Column, Report, Row, Value
from app.reports.target_measures import PLACES, measured, shares, shown
from app.rules.codes import Code, code_list
from app.services.targets import TYPED, of_places

TITLE = "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU GIẢM NGHÈO"
MET, MISSED, UNTOLD = "Đạt", "Chưa đạt", "Chưa rõ"
NAMED = 5  # places named in a cell; of more only the number is told
COLUMNS = (
    Column("TT", "A", "A", width=0.5, align="center"),
    Column("Chỉ tiêu", "name", "B", width=3.4, align="left"),
    Column("Đơn vị tính", "unit", "C", width=0.9, align="center"),
    Column("Năm trước", "before", "1"),
    Column("Chỉ tiêu giao", "target", "2"),
    Column("Thực hiện", "done", "3"),
    Column("Chênh lệch", "difference", "4=3-2"),
    Column("Kết quả", "result", "5", width=0.9, align="center"),
    Column("Nơi chưa đạt", "behind", "6", width=3, align="left"),
    Column("Số hộ ở nơi chưa đạt", "households", "7"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A target and what became of it.

    Attributes:
        before: in the round of the year before; None where it is not known, or nothing to compare.
        done: None where nobody knows.
        met: None where nobody knows.
        behind: the lines next below that do not reach the target, with what they reach, the worst first.
        households: numbers of the households there that keep it from being met.
        untold: households of the scope of which nobody knows.
    """

    target: Target
    code: Code
    before: float | None
    done: float | None
    met: bool | None
    behind: tuple[tuple[int, float], ...] = ()
    households: tuple[int, ...] = ()
    untold: int = 0


def make(frame: Frame) -> Report:
    """The targets of the scope and of the places next below it.

    Its keys are `A`, `name`, `unit`, `before`, `target`, `done`, `difference`, `result`, `behind` and
    `households`.
    """
    found = outcomes(frame)
    rows = tuple(_rows(frame, found))
    notes = () if rows else ("Chưa giao chỉ tiêu nào cho năm này.",)
    because = tuple(dict.fromkeys(filter(None, map(_untold, found))))
    return issued(frame, "targets", TITLE, COLUMNS, rows, because=because, notes=notes)


def outcomes(frame: Frame) -> list[Outcome]:
    """What became of every target of the scope and of the places next below it."""
    lines = {line.place: at for at, line in enumerate(frame.lines) if line.place is not None}
    targets = of_places(frame.session, list(lines), frame.scope.year)
    asked = {target.indicator for target in targets}
    codes = [code for code in code_list("targets").entries if code.code in asked]
    found = {code.code: _Found(frame, code) for code in codes if code.flags["measure"] != TYPED}
    return [_outcome(target, found.get(target.indicator), lines[target.place]) for target in targets]


def holding(frame: Frame) -> Array:
    """The numbers of the households that hold a target back, each once."""
    numbers = {home for outcome in outcomes(frame) for home in outcome.households}
    return np.array(sorted(numbers), dtype=np.int32)


class _Found:
    """An indicator in the frame's round and in the one before."""

    def __init__(self, frame: Frame, code: Code) -> None:
        self.frame, self.code = frame, code
        self.now = measured(frame, code)
        self.shares = shares(frame, code)
        self.before = shares(_year_before(frame), code)

    def done(self, place: Key | None) -> Fraction | None:
        """What is compared with the target: the share, or how far it fell."""
        now, before = self.shares.get(place), self.before.get(place)
        if self.code.flags["measure"] != "fall":
            return now
        return None if now is None or before is None else before - now

    def behind(self, line: int, target: float) -> tuple[tuple[int, float], ...]:
        """The lines next below a line that miss the target, the worst first."""
        found = []
        for at, below in enumerate(self.frame.lines):
            done = shown(self.done(below.place)) if below.parent == line and below.place else None
            if done is not None and not _reached(self.code, done, target):
                found.append((at, done))
        return tuple(sorted(found, key=lambda one: one[1], reverse=self.code.flags["better"] == "less"))

    def households(self, lines: list[int]) -> tuple[int, ...]:
        """The households of these lines that keep the indicator from being better."""
        cases = self.frame.cases
        chosen = self.now.against & cases["leaf"].isin(lines).to_numpy()
        return tuple(cases["household"].to_numpy()[chosen].tolist())


def _year_before(frame: Frame) -> Frame:
    return Frame(frame.session, replace(frame.scope, year=frame.scope.year - 1))


def _outcome(target: Target, found: _Found | None, line: int) -> Outcome:
    code = code_list("targets")[target.indicator]
    if found is None:
        met = None if target.done is None else _reached(code, target.done, target.value)
        return Outcome(target, code, None, target.done, met)
    done, before = shown(found.done(target.place)), shown(found.before.get(target.place))
    if done is None:
        return Outcome(target, code, before, None, None, untold=found.now.untold)
    met = _reached(code, done, target.value)
    behind = () if met else found.behind(line, target.value)
    held = [] if met else [at for at, _done in behind] or [line]
    return Outcome(target, code, before, done, met, behind, found.households(held), found.now.untold)


def _untold(outcome: Outcome) -> str:
    sentence = _("{n} hộ chưa rõ, không tính vào chỉ tiêu “{what}”.")
    return sentence.format(n=number(outcome.untold), what=outcome.code.name) if outcome.untold else ""


def _reached(code: Code, done: float, target: float) -> bool:
    return done >= target if code.flags["better"] == "more" else done <= target


def _rows(frame: Frame, found: list[Outcome]) -> Iterator[Row]:
    """The targets of each place under a line with its name, where more than the scope has any."""
    by_place: dict[Key, list[Outcome]] = {}
    for outcome in found:
        by_place.setdefault(outcome.target.place, []).append(outcome)
    for place, own in by_place.items():
        name = frame.tree.names[place]
        level = 0 if place == frame.scope.place else 1
        if [*by_place] != [frame.scope.place]:
            yield Row({}, name, level, heading=True)
        for at, outcome in enumerate(own, 1):
            yield Row(_values(frame, at, outcome), name, level)


def _values(frame: Frame, at: int, outcome: Outcome) -> dict[str, Value]:
    known = outcome.met is False and outcome.code.flags["measure"] != TYPED
    return {
        "A": at,
        "name": outcome.code.name,
        "unit": str(outcome.code.flags["unit"]),
        "before": outcome.before,
        "target": outcome.target.value,
        "done": outcome.done,
        "difference": None if outcome.done is None else round(outcome.done - outcome.target.value, PLACES),
        "result": {True: MET, False: MISSED, None: UNTOLD}[outcome.met],
        "behind": _named(frame, outcome.behind) if known else None,
        "households": len(outcome.households) if known else None,
    }


def _named(frame: Frame, behind: tuple[tuple[int, float], ...]) -> str:
    """`Bản Pú Nhu (45,20), Bản Mí Háng (42,86)`: the worst first."""
    names = [f"{frame.lines[at].name} ({number(done, PLACES)})" for at, done in behind]
    rest = f" và {len(names) - NAMED} nơi khác" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + rest
