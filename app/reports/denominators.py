"""All households and persons of each line: the statistics typed for the year, else the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlmodel import col

from app.models.key import Key
from app.models.place import PlaceCount
from app.reports.counting import count
from app.reports.frame import Frame

Typed = dict[Key | None, tuple[int | None, int | None]]
Counts = list[int | None]


@dataclass(frozen=True, slots=True)
class Denominators:
    """By line; None where nobody knows.

    Attributes:
        notes: lines below the table: which come from the register, and which places have none.
    """

    households: Sequence[int | None]
    persons: Sequence[int | None]
    notes: tuple[str, ...]


def denominators(frame: Frame) -> Denominators:
    """The denominators of every line; one above others without a number of its own has the sum of theirs."""
    typed = _typed(frame)
    register = frame.register
    everybody = np.ones(len(register), dtype=bool)
    households = count(frame, register, {"all": everybody})["all"]
    persons = count(frame, register, {"all": everybody}, "persons")["all"]
    counted: Counts = [number or None for number in households]
    heads: Counts = [number if known else None for number, known in zip(persons, counted, strict=True)]
    found = _filled(frame, [typed.get(line.place, (None, None))[0] for line in frame.lines], counted)
    found_persons = _filled(frame, [typed.get(line.place, (None, None))[1] for line in frame.lines], heads)
    return Denominators(found, found_persons, _notes(frame, typed, counted))


def _typed(frame: Frame) -> Typed:
    query = select(col(PlaceCount.place), col(PlaceCount.households), col(PlaceCount.persons)).where(
        col(PlaceCount.year) == frame.scope.year, col(PlaceCount.deleted) == 0
    )
    return {place: (households, persons) for place, households, persons in frame.session.execute(query)}


def _filled(frame: Frame, typed: Counts, register: Counts) -> Counts:
    """Typed numbers, the register's where a leaf has none, sums above; lines come before those below them."""
    found = list(typed)
    sums: Counts = [None] * len(found)
    for index in range(len(found) - 1, -1, -1):
        if found[index] is None:
            found[index] = sums[index] if index in frame.lines.inner else register[index]
        above, number = frame.lines[index].parent, found[index]
        if above >= 0 and number is not None:
            sums[above] = (sums[above] or 0) + number
    return found


def _notes(frame: Frame, typed: Typed, register: Counts) -> tuple[str, ...]:
    leaves = [index for index in frame.shown if index not in frame.lines.inner]
    untyped = [index for index in leaves if None in typed.get(frame.lines[index].place, (None, None))]
    by_register = [frame.lines[index].name for index in untyped if register[index] is not None]
    missing = [frame.lines[index].name for index in untyped if register[index] is None]
    notes = []
    if by_register:
        which = "" if len(by_register) == len(leaves) else f" của {', '.join(by_register)}"
        notes.append(f"Tổng số hộ, nhân khẩu{which}: theo sổ.")
    if missing:
        notes.append(f"Chưa có tổng số hộ, nhân khẩu của {', '.join(missing)}.")
    return tuple(notes)
