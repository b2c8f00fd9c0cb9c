"""What the readers of spreadsheets hand over: neutral records, each with what is wrong or doubtful in it.

Nothing here knows the store; matching with what it holds, and applying, is the intake's work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any, TypeVar

from app.dates import PartialDate
from app.exchange.sheet import Cell, letters
from app.exchange.sheets.headers import ColumnMapping
from app.models.budget import CENTRAL
from app.old_encodings import UNICODE, Verdict
from app.vietnamese import clean


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be said of a cell or a row.

    Attributes:
        sheet: its name.
        row: as Excel counts; 0 for the sheet as a whole.
        column: counted from 1; 0 for the row as a whole.
        reason: a sentence in Vietnamese.
        grave: False for a warning or a doubt about what can be taken all the same.
    """

    sheet: str
    row: int
    column: int
    reason: str
    grave: bool = True

    @property
    def where(self) -> str:
        """The cell as Excel names it: `C12`, or `12` for a row."""
        return f"{letters(self.column)}{self.row or ''}"


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member of a household, from one row; `relation` is a code, None where the sheet's word is unknown.

    `answers` are those of the survey, by question; `cccd` is empty where the sheet has none.
    """

    name: str
    birth: PartialDate | None
    sex: str | None
    ethnic: str | None
    relation: str | None
    row: int
    cccd: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A household as a sheet states it.

    Attributes:
        sheet: the name of the sheet.
        row: of its head, as Excel counts.
        raw: the cells of that row, as they were read.
        village: its name, empty where the sheet does not say.
        code: the household's official code, empty where the sheet does not say.
        name: of the head.
        birth: of the head.
        sex: of the head: `male`, `female`.
        ethnic: code of the head's ethnic group.
        cccd: identity number of the head, or empty.
        size: persons in the household.
        b1: living-standard score.
        b2: deprivation score.
        income: đồng per person and month.
        ticks: deprived indicators by key; None where the sheet has no such columns.
        causes: codes; None where the sheet has no such column.
        groups: codes that the sheet states.
        local_minority: None where the sheet does not say.
        before: class of the year before: `poor`, `near_poor`, `not_poor`.
        stated: class that the sheet states.
        note: its remark.
        members: the head first; empty where the sheet lists heads only.
        answers: of the household to the survey, by question; empty where the sheet is no survey.
        worksheet: lines of the income worksheet: đồng of the household in 12 months.
        formed: since when it is a household of its own.
        reviewed: on which day it was reviewed.
        extra: what else the sheet says, by the title of its column or by a key.
        warnings: taken all the same.
        refusals: a line with one of these cannot go in.
        doubts: only a person can tell.
        fingerprint: of the content, not of the place: equal content, equal fingerprint.
        occurrence: 1 for the first line of this content in the file, 2 for the second …
    """

    sheet: str
    row: int
    raw: tuple[Cell, ...]
    village: str = ""
    code: str = ""
    name: str = ""
    birth: PartialDate | None = None
    sex: str | None = None
    ethnic: str | None = None
    cccd: str = ""
    size: int | None = None
    b1: float | None = None
    b2: float | None = None
    income: int | None = None
    ticks: dict[str, bool] | None = None
    causes: tuple[str, ...] | None = None
    groups: tuple[str, ...] = ()
    local_minority: bool | None = None
    before: str | None = None
    stated: str | None = None
    note: str = ""
    members: tuple[MemberLine, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    worksheet: Mapping[str, int] = field(default_factory=dict)
    formed: PartialDate | None = None
    reviewed: PartialDate | None = None
    extra: dict[str, str] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    refusals: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    fingerprint: str = ""
    occurrence: int = 1


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A line of a budget plan from one source; `amount` in đồng, `estimate` in percent of the year's plan.

    `programme` is a key of the catalogue, empty where the sheet names none; `source` a code of `funding`.
    """

    sheet: str
    row: int
    raw: tuple[Cell, ...]
    code: str
    name: str
    content: str = ""
    communes: int | None = None
    projects: int | None = None
    target: str = ""
    amount: int | None = None
    estimate: float | None = None
    programme: str = ""
    source: str = CENTRAL
    extra: dict[str, str] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    refusals: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    fingerprint: str = ""
    occurrence: int = 1


@dataclass(frozen=True, slots=True)
class BeneficiaryLine:
    """Somebody on the list of an activity, as a sheet states it.

    Attributes:
        who: name, birth, sex, ID number, village and code; with what is wrong in the row.
        amount: đồng handed over or to be; None where the sheet does not say.
        on: stored day of the hand-over; empty where the sheet does not say.
        signed: something stands in the column of signatures.
    """

    who: HouseholdLine
    content: str = ""
    quantity: float | None = None
    unit: str = ""
    amount: int | None = None
    on: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True)
class ControlLine:
    """Control totals of a place, by key: `households`, `persons`, `poor.households`, `near_poor.persons` …

    `place` is empty for the whole scope.
    """

    sheet: str
    row: int
    place: str
    counts: Mapping[str, int]
    refusals: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PointLine:
    """A row of a B1 table: the points of an option of an item, in a region and an area (`rural`, `urban`)."""

    sheet: str
    row: int
    raw: tuple[Cell, ...]
    standard: str
    region: str
    area: str
    item: str
    option: str
    points: float | None
    refusals: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """The account of a file's rows: `rows == lines + members beside heads + problem rows + all skipped`.

    Attributes:
        rows: all rows from the first to the last of each sheet.
        lines: rows that became a line or a member of one.
        puzzles: rows that could not be placed; each is a problem.
        skipped: how many rows were passed over, by reason: `empty`, `title`, `header`, `subtotal` …
    """

    rows: int
    lines: int
    puzzles: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file of a known kind says.

    Attributes:
        kind: `commune_book`, `national_export`, `member_list`, `poor_list`, `budget_plan`, `control_totals`,
            `b1_table`, `beneficiary_list`.
        lines: its households.
        encoding: in what its texts were written, with a preview.
        mapping: which column was taken for which field; to be kept and given again.
        problems: what belongs to no line: puzzling rows, unknown columns, hidden sheets.
        totals: the account of its rows.
        year: that its titles name; None if none.
        plan: lines of a budget plan.
        controls: control totals.
        points: rows of a B1 table.
        beneficiaries: those of an activity; `above` are the texts over their tables, which name it.
    """

    kind: str
    lines: tuple[HouseholdLine, ...] = ()
    encoding: Verdict = UNICODE
    mapping: ColumnMapping | None = None
    problems: tuple[Problem, ...] = ()
    totals: Totals = field(default_factory=lambda: Totals(0, 0))
    year: int | None = None
    plan: tuple[BudgetLine, ...] = ()
    controls: tuple[ControlLine, ...] = ()
    points: tuple[PointLine, ...] = ()
    beneficiaries: tuple[BeneficiaryLine, ...] = ()
    above: tuple[str, ...] = ()


Line = TypeVar("Line", HouseholdLine, BudgetLine)


def numbered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines, each told which occurrence of its content in the file it is."""
    seen: Counter[str] = Counter()
    found = []
    for line in lines:
        seen[line.fingerprint] += 1
        count = seen[line.fingerprint]
        found.append(line if count == 1 else replace(line, occurrence=count))
    return tuple(found)


def fingerprint(*content: Iterable[Cell]) -> str:
    """A stable hash of rows of cells; 4, 4.0 and `4`, composed and decomposed letters are the same."""
    text = "\x1e".join(["\x1f".join([_plain(cell) for cell in row]) for row in content])
    return blake2b(text.encode(), digest_size=16).hexdigest()


def without(row: list[Cell], ordinal: int | None) -> list[Cell]:
    """The row without the column that only numbers the rows: it says where a line stands, not what it is."""
    return row if ordinal is None or ordinal < 0 else [*row[:ordinal], *row[ordinal + 1 :]]


@lru_cache(1 << 16)  # 4 and 4.0 are one key, as they should be
def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool | float) and float(cell).is_integer():
        return str(int(cell))
    return str(cell)
