"""The lines of a list of members, kept as columns: a row is made when somebody reads it.

Half a million members of a province stay small so. Which lines there are, and what they say, is found by
`member_list`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from app.reports.columns import Array, Packed
from app.reports.report import Row, Value

AT_ONCE = 2_000  # rows made in one go
HEADING = -1  # the household of a heading


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """Columns of the members, in any order; `_names` say what the small numbers mean.

    Attributes:
        born: year, 0 where unknown; `column` of `column_names` is where it stands.
    """

    name: Packed
    born: Array
    column: Array
    ethnic: Array
    relation: Array
    column_names: Sequence[str]
    ethnic_names: Sequence[str]
    relation_names: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class Homes:
    """Columns of the households, in the order of the paper.

    Attributes:
        number: within its place.
        section: of `sections`: name of the place, level of its lines.
        mark: of `marks`: what is crossed on the first line of the household, by column.
    """

    number: Array
    section: Array
    mark: Array
    sections: Sequence[tuple[str, int]]
    marks: Sequence[Mapping[str, Value]]


@dataclass(frozen=True, slots=True, eq=False)
class MemberRows(Sequence[Row]):
    """The rows of the list.

    Attributes:
        home: of each line its household, `HEADING` for a line of capitals.
        member: of each line its member; of a line of capitals its row in `headings`.
        place: of each line the place of the member in its household, from 1.
    """

    members: Members
    homes: Homes
    headings: Sequence[Row]
    home: Array
    member: Array
    place: Array

    def __len__(self) -> int:
        return len(self.home)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return tuple(self._rows(np.arange(*at.indices(len(self)))))
        return next(self._rows(np.array([range(len(self))[at]])))

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, len(self), AT_ONCE):
            yield from self._rows(np.arange(start, min(start + AT_ONCE, len(self))))

    def _rows(self, lines: Array) -> Iterator[Row]:
        told, homes = self.members, self.homes
        home, member, place = self.home[lines], self.member[lines], self.place[lines]
        known = np.where(home == HEADING, 0, member)
        columns = (told.born, told.column, told.ethnic, told.relation)
        own = zip(told.name.take(known), *(column[known].tolist() for column in columns), strict=True)
        lead = zip(*(each[home].tolist() for each in (homes.number, homes.section, homes.mark)), strict=True)
        numbers = zip(home.tolist(), member.tolist(), place.tolist(), strict=True)
        for (at, heading, nth), person, first in zip(numbers, own, lead, strict=True):
            yield self.headings[heading] if at == HEADING else self._row(at, nth, person, first)

    def _row(
        self, home: int, place: int, person: tuple[str, int, int, int, int], first: tuple[int, int, int]
    ) -> Row:
        name, born, column, ethnic, relation = person
        number, section, mark = first
        told, homes = self.members, self.homes
        values: dict[str, Value] = {
            "B": place,
            "C": name,
            "3": told.ethnic_names[ethnic],
            "4": told.relation_names[relation],
        }
        if born:
            values[told.column_names[column]] = born
        if place == 1:
            values |= {"A": number, **homes.marks[mark]}
        return Row(values, *homes.sections[section], group=home + 1)
