"""A report as plain values: what the screen, the PDF, the workbook and JSON all render, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Value = str | int | float | None
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Column:
    """A head of the table, with heads below it or, as a leaf, the column itself.

    Attributes:
        title: the words of the head, as on the official form.
        key: the key of the values (`06-forms-and-keys`); empty on a head that has heads below it.
        number: what the row of numbers says: `A`, `1`, or a formula such as `4=3/1*100`.
        formula: how the value follows from other keys of the row: `3/1*100`, `1-2-3-4+5`; empty if counted.
        width: share of the table's width, in any unit common to the table.
        places: digits after the comma of a number.
        below: the heads under this one.
    """

    title: str
    key: str = ""
    number: str = ""
    formula: str = ""
    width: float = 1.0
    align: Align = "right"
    places: int = 0
    below: tuple[Column, ...] = ()

    def leaves(self) -> Iterator[Column]:
        """The columns proper, from left to right."""
        if not self.below:
            yield self
        for column in self.below:
            yield from column.leaves()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a report.

    Attributes:
        values: by column key; absent and None both print as "–" in a number column, empty in a text column.
        place: the name of the place that the line speaks of.
        level: 0 for the whole scope, 1, 2 … below it.
        line: which of several lines of one place (`households`, `persons`), else empty.
        heading: True for a line of capitals across the table (a new village), whose text is `place`.
        group: lines of one group (a household with its members) are not split across pages; 0 = none.
    """

    values: Mapping[str, Value]
    place: str = ""
    level: int = 0
    line: str = ""
    heading: bool = False
    group: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """A report computed once.

    Attributes:
        key: its official number, or the key of another list (`to_review`, `posting`).
        title: without the year: `DANH SÁCH CHI TIẾT HỘ NGHÈO`.
        annex: `Phụ lục số 2.3`, or empty.
        subtitle: the line in italics below the title.
        unit: the issuing body: `("ỦY BAN NHÂN DÂN", "XÃ NÀ MÂY")`.
        where: the place of the date line: `Nà Mây`.
        year: of the review round.
        draft: why it is a draft, one sentence each; empty means official.
        notes: lines below the table.
        checks: what the report says of itself: each a sentence and whether it holds.
        signers: titles over the signatures, from left to right; empty for none.
        dated: the year of the date line; 0 for `year`.
        lines: of text that a row is high at least: 2 leave room to sign.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    unit: tuple[str, str]
    where: str
    year: int
    annex: str = ""
    subtitle: str = ""
    draft: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    checks: tuple[tuple[str, bool], ...] = ()
    signers: tuple[str, ...] = ("CHỦ TỊCH",)
    landscape: bool = True
    dated: int = 0
    lines: int = 1

    @property
    def leaves(self) -> tuple[Column, ...]:
        """The columns proper, from left to right."""
        return tuple(leaf for column in self.columns for leaf in column.leaves())

    @property
    def is_draft(self) -> bool:
        """True while something keeps the report from being official."""
        return bool(self.draft)
