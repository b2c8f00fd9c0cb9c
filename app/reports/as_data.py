"""A report as plain data for programs: `soban report … --json`."""

from __future__ import annotations

from typing import Any

from app.reports.report import Report, Row

DRAFT, OFFICIAL = "draft", "official"
_LABELS = frozenset("ABC")  # of the lines of a table by place: what `place` and `line` say already


def as_data(report: Report) -> dict[str, Any]:
    """The report as `{"report", "title", "round", "state", "rows"}`.

    `round` is the year, `state` is `draft` or `official`. A row is `{"place", "level", "line"?, "values"}`,
    with the official numbers of the columns as keys; headings of lists are left out.
    """
    keys = [leaf.key for leaf in report.leaves]
    if report.leaves[1].key == "B" and report.leaves[1].align == "left":
        keys = [key for key in keys if key not in _LABELS]
    return {
        "report": report.key,
        "title": report.title,
        "round": report.year,
        "state": DRAFT if report.is_draft else OFFICIAL,
        "rows": [_row(row, keys) for row in report.rows if not row.heading],
    }


def _row(row: Row, keys: list[str]) -> dict[str, Any]:
    line = {"line": row.line} if row.line else {}
    return {
        "place": row.place,
        "level": row.level,
        **line,
        "values": {key: row.values.get(key) for key in keys},
    }
