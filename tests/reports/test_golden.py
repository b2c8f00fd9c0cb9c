"""Every report of one small commune against golden files. `SOBAN_RENEW=1` writes them anew: read the diff."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from app.reports.as_data import as_data
from app.reports.catalogue import REPORTS, make
from app.reports.report import Report
from app.store import Store

from .commune import RAW_KEY
from .golden_commune import golden

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "reports"


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory):
    with Store.create(tmp_path_factory.mktemp("golden") / "so.soban", RAW_KEY, b"n" * 16) as store:
        yield golden(store)


@pytest.mark.parametrize("key", [entry.key for entry in REPORTS])
def test_the_report_is_the_golden_one(commune, key):
    with commune.store.session() as session:
        text = _text(make(session, key, commune.scope()))
    path = FOLDER / f"{key}.json"
    if os.environ.get("SOBAN_RENEW") == "1":
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def _text(report: Report) -> str:
    """The data of a report and what stands around them, a row a line."""
    data = as_data(report)
    rows = data.pop("rows")
    data |= {"unit": report.unit, "subtitle": report.subtitle, "annex": report.annex, "draft": report.draft}
    data |= {
        "notes": report.notes,
        "checks": report.checks,
        "heads": [_head(column) for column in report.columns],
    }
    lines = [f'  "{key}": {_json(value)}' for key, value in data.items()]
    lines.append('  "rows": [\n' + ",\n".join(f"    {_json(row)}" for row in rows) + "\n  ]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _head(column):
    below = [_head(each) for each in column.below]
    return {column.title: below} if below else f"{column.title} [{column.number}]"


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False)
