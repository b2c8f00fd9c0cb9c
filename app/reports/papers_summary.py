"""The commune's summary of a round for the level above, from other reports: nothing is counted again.

Reports 1, 2 and 3 give the figures; where targets were set, their report says which were met, and who held
the others back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from app.i18n import official_number
from app.reports.catalogue import make_all
from app.reports.papers_data import Issuer, Summary
from app.reports.report import Column, Report, Row, Value
from app.reports.scope import Scope
from app.reports.targets import COLUMNS as ALL_OF_TARGETS

# Field of the text → report, line, key of its column.
FIGURES: Mapping[str, tuple[str, str, str]] = {
    "poor": ("1", "", "3"),
    "poor_rate": ("1", "", "4"),
    "poor_persons": ("1", "", "9"),
    "near_poor": ("1", "", "5"),
    "near_poor_rate": ("1", "", "6"),
    "near_poor_persons": ("1", "", "11"),
    "poor_start": ("2", "households", "1"),
    "to_near_poor": ("2", "households", "2"),
    "above_near_poor": ("2", "households", "3"),
    "poor_again": ("2", "households", "6"),
    "newly_poor": ("2", "households", "7"),
    "near_poor_start": ("3", "households", "1"),
    "escaped_near_poor": ("3", "households", "2"),
    "near_poor_again": ("3", "households", "6"),
    "newly_near_poor": ("3", "households", "7"),
}
COLUMNS = (
    Column("TT", "A", width=0.6, align="center"),
    Column("Thôn, bản", "B", width=2.4, align="left"),
    Column("Số hộ dân cư", "1"),
    Column(
        "Hộ nghèo", below=(Column("Số hộ", "3"), Column("Số khẩu", "9"), Column("Tỷ lệ (%)", "4", places=2))
    ),
    Column(
        "Hộ cận nghèo",
        below=(Column("Số hộ", "5"), Column("Số khẩu", "11"), Column("Tỷ lệ (%)", "6", places=2)),
    ),
)
_OF_TARGETS = ("A", "name", "unit", "target", "done", "result", "behind", "households")
TARGETS = tuple(replace(column, number="") for column in ALL_OF_TARGETS if column.key in _OF_TARGETS)


def summary(session: Session, scope: Scope, issuer: Issuer) -> Summary:
    """The summary of a scope; what a report cannot tell is left out of the text, to be written by hand."""
    reports = {report.key: report for report in make_all(session, scope, ("1", "2", "3", "targets"))}
    targets = reports.pop("targets")
    figures = {name: _figure(reports[key], line, column) for name, (key, line, column) in FIGURES.items()}
    figures["escaped_poor"] = _sum(reports["2"], "2", "3")
    return Summary(
        issuer,
        scope.year,
        tuple((name, told) for name, told in figures.items() if told),
        (_table(reports["1"]), *([_of_targets(targets)] if targets.rows else [])),
        f"Ủy ban nhân dân {issuer.above[0][:1].lower()}{issuer.above[0][1:]}" if issuer.above else "",
        draft=any(report.is_draft for report in reports.values()),
    )


def _first(report: Report, line: str) -> Mapping[str, Value]:
    """The values of the whole scope."""
    return next((row.values for row in report.rows if row.level == 0 and row.line == line), {})


def _figure(report: Report, line: str, column: str) -> str:
    value = _first(report, line).get(column)
    return _shown(value) if isinstance(value, int | float) else ""


def _shown(value: float) -> str:
    return official_number(value) if isinstance(value, int) else official_number(value, 2)


def _sum(report: Report, *keys: str) -> str:
    values = [_first(report, "households").get(key) for key in keys]
    known = [value for value in values if isinstance(value, int)]
    return official_number(sum(known)) if len(known) == len(keys) else ""


def _table(first: Report) -> Report:
    """Report 1 without the columns that a summary does not need."""
    rows = tuple(Row(row.values, row.place, row.level, row.line) for row in first.rows)
    return replace(
        first, title=f"KẾT QUẢ RÀ SOÁT NĂM {first.year}", columns=COLUMNS, rows=rows, landscape=False
    )


def _of_targets(targets: Report) -> Report:
    """The targets, what was reached, and where it was not, with how many households."""
    return replace(targets, title=f"{targets.title} NĂM {targets.year}", columns=TARGETS, landscape=False)
