"""Rows of a household sheet as `HouseholdLine`s: a row is empty, a line, furniture, or a problem."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from app.exchange.kinds.fields import HOUSEHOLD, TICK
from app.exchange.lines import HouseholdLine, Problem, Reading, fingerprint, numbered, without
from app.exchange.sheet import Cell, Row
from app.exchange.sheets import furniture, titles
from app.exchange.sheets.headers import ColumnMapping, Header
from app.exchange.sheets.reading import Book
from app.exchange.sheets.tables import Table, Tables
from app.exchange.values.birthdays import birth
from app.exchange.values.cells import Taken, coded, decimal, mark, said, text_of, whole
from app.exchange.values.identity import identity_number, phone
from app.exchange.values.wording import causes, groups
from app.i18n import _
from app.vietnamese import proper_name

Reader = Callable[[Cell], Taken[Any]]
_GROUP_MARKS = ("merit", "no_labour")
_TO_EXTRA = ("reviewer", "quick")
_NEEDED = frozenset(("name",))
_WARN_ONLY = frozenset(("sex", "ethnic"))


def read_households(book: Book, kind: str, mapping: ColumnMapping | None, on: date) -> Reading:
    """The households of all sheets that have a column of names."""
    tables = Tables(book, kind, HOUSEHOLD, _NEEDED, mapping)
    lines: list[HouseholdLine] = []
    for table in tables:
        lines += HouseholdRows(table, on).read(tables)
    return tables.reading(len(lines), lines=numbered(lines))


class HouseholdRows:
    """Reads the rows of one table.

    Args:
        table: whose columns are known.
        on: the day of reading, for two-digit years and dates in the future.
    """

    def __init__(self, table: Table, on: date) -> None:
        self._table, self._header = table, table.header
        self._village = titles.village(table.sheet, table.above)
        at = table.header.columns
        self._name, self._cccd, self._ordinal = at["name"], at.get("cccd", -1), at.get("ordinal", -1)
        self._ticks = [(key.removeprefix(TICK), key) for key in at if key.startswith(TICK)]
        self._groups = [key for key in _GROUP_MARKS if key in at]
        self._extra = [(key, at[key]) for key in _TO_EXTRA if key in at]
        self._extra += [(title, place) for place, title in table.header.unknown.items()]
        self._steps = [
            (key, at[key], reader) for key, reader in _readers(table.header, on).items() if key in at
        ]

    def read(self, tables: Tables) -> list[HouseholdLine]:
        """The lines of the table; other rows go into the account."""
        lines = []
        ended = False
        for number, row in self._table.body():
            why = None if self._is_plain_line(row) else furniture.reason(row, self._header, ended)
            if why is not None:
                tables.skipped[why] += 1
                ended = ended or why == "signature"
                self._village = furniture.place_name(row) if why == "place" else self._village
            elif self._is_line(row):
                lines.append(self.line(number, row))
            else:
                tables.puzzle(self._table, number, row)
        return lines

    def _is_plain_line(self, row: Row) -> bool:
        """A number, a name and something more: the common case, told without looking at words."""
        return (
            self._ordinal >= 0
            and row[self._ordinal].__class__ in (float, int)
            and bool(row[self._name])
            and furniture.has_evidence(row, self._header)
        )

    def _is_line(self, row: Row) -> bool:
        named_and_numbered = row[self._name] and self._ordinal >= 0 and row[self._ordinal] != ""
        return bool(named_and_numbered) or furniture.has_evidence(row, self._header)

    def line(self, number: int, row: Row) -> HouseholdLine:
        """The row as a household, with all that is wrong in it."""
        warnings: list[Problem] = []
        refusals: list[Problem] = []
        extra = {title: text_of(row[place]) for title, place in self._extra if row[place] != ""}
        values: dict[str, Any] = {}
        name = proper_name(text_of(row[self._name]))
        if not name:
            refusals.append(self._table.problem(number, "name", _("Thiếu họ tên chủ hộ.")))
        for key, place, reader in self._steps:
            cell = row[place]
            if cell == "":
                continue
            taken = reader(cell)
            values[key] = taken.value
            if taken.warnings:
                warnings += self._warned(number, key, taken)
            if taken.refusal:
                grave = key not in _WARN_ONLY
                (refusals if grave else warnings).append(
                    self._table.problem(number, key, taken.refusal, grave)
                )
                extra.setdefault(key, text_of(cell))
        self._identify(number, row, values, warnings)
        self._mark(number, row, values, refusals)
        _tidy(values, extra)
        if self._village:
            values.setdefault("village", self._village)
        return HouseholdLine(
            sheet=self._table.sheet.name,
            row=number,
            raw=tuple(row),
            name=name,
            extra=extra,
            warnings=tuple(warnings),
            refusals=tuple(refusals),
            fingerprint=fingerprint((self._village,), without(row, self._ordinal)),
            **values,
        )

    def _warned(self, number: int, key: str, taken: Taken[Any]) -> list[Problem]:
        return [self._table.problem(number, key, reason, grave=False) for reason in taken.warnings]

    def _identify(self, number: int, row: Row, values: dict[str, Any], warnings: list[Problem]) -> None:
        """The identity number, compared with birth and sex, which must have been read before."""
        if self._cccd >= 0 and row[self._cccd] != "":
            taken = identity_number(row[self._cccd], values.get("birth"), values.get("sex"))
            values["cccd"] = taken.value or ""
            if taken.warnings:
                warnings += self._warned(number, "cccd", taken)

    def _mark(self, number: int, row: Row, values: dict[str, Any], refusals: list[Problem]) -> None:
        """Ticks of indicators and of groups."""
        if self._ticks:
            values["ticks"] = {name: self._ticked(number, row, key, refusals) for name, key in self._ticks}
        stated = [key for key in self._groups if self._ticked(number, row, key, refusals)]
        if stated or "note" in values:
            values["groups"] = tuple(dict.fromkeys((*stated, *groups(values.get("note", "")))))

    def _ticked(self, number: int, row: Row, key: str, refusals: list[Problem]) -> bool:
        cell = row[self._header.columns[key]]
        if cell == "":
            return False
        if cell == "x":
            return True
        taken = mark(cell)
        if taken.refusal:
            refusals.append(self._table.problem(number, key, taken.refusal))
        return bool(taken.value)


def _tidy(values: dict[str, Any], extra: dict[str, str]) -> None:
    """Turn what the record has no place for into something beside it."""
    for key in ("before", "stated"):
        if (
            values.get(key) == "average_farming"
        ):  # a class beside the two poor ones: the household is not poor
            values[key] = "not_poor"
            extra[f"{key}.average_farming"] = "x"
    if number := values.pop("phone", ""):
        extra["phone"] = number


def _readers(header: Header, on: date) -> dict[str, Reader]:
    """Field → how its cells are read, in the order in which they depend on one another."""
    income_unit = header.units.get("income", 1)
    return {
        "code": lambda cell: Taken(said(cell)),
        "village": lambda cell: Taken(proper_name(said(cell)) if said(cell).isupper() else said(cell)),
        "birth": lambda cell: birth(cell, on),
        "reviewed": lambda cell: birth(cell, on),
        "sex": lambda cell: coded(cell, "sex"),
        "ethnic": lambda cell: coded(cell, "ethnic"),
        "size": whole,
        "b1": decimal,
        "b2": decimal,
        "income": lambda cell: whole(cell, income_unit),
        "causes": causes,
        "local_minority": mark,
        "phone": phone,
        "before": lambda cell: coded(cell, "classes"),
        "stated": lambda cell: coded(cell, "classes"),
        "note": lambda cell: Taken(text_of(cell)),
    }
