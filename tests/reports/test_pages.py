"""Every report and every paper as it is printed: its text, and the picture of its first page."""

from __future__ import annotations

import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from app.printing import letters
from app.printing.pdf import write_pdf
from app.reports.catalogue import REPORTS, make
from app.reports.frame import Frame
from app.reports.papers_register import register
from app.store import Store
from tests.printing import paper_samples
from tests.printing.reading import read

from .commune import RAW_KEY
from .golden_commune import golden
from .pictures import FOLDER, check_picture

TEXTS = Path(__file__).resolve().parents[1] / "golden" / "reports"
PAPERS = {
    "mau-01": paper_samples.request(),
    "mau-02": paper_samples.decision(),
    "mau-03": [paper_samples.certificate()],
    "mau-04": paper_samples.request(leaving=True),
    "bien-ban": paper_samples.meeting(),
    "niem-yet": paper_samples.posting(),
    "phieu-a": paper_samples.quick_screen(),
    "phieu-b": [paper_samples.survey_sheet()],
    "tong-hop": paper_samples.summary(),
}  # their texts are golden beside `tests/printing`


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory):
    with Store.create(tmp_path_factory.mktemp("pages") / "so.soban", RAW_KEY, b"n" * 16) as store:
        yield golden(store)


@pytest.mark.parametrize("key", [entry.key for entry in REPORTS])
def test_a_report_is_printed_as_it_was(commune, key):
    with commune.store.session() as session:
        _check(f"report-{key}", make(session, key, commune.scope()))


def test_the_register_is_printed_as_it_was(commune):
    with commune.store.session() as session:
        _check("so-theo-doi", register(Frame(session, commune.scope())))


@pytest.mark.parametrize("key", PAPERS)
def test_a_paper_is_printed_as_it_was(key, tmp_path):
    target = tmp_path / "paper.pdf"
    letters.write(key, PAPERS[key], {}, target)
    check_picture(key, target.read_bytes())


def test_there_is_a_picture_of_everything_that_is_printed():
    printed = {*(f"report-{entry.key}" for entry in REPORTS), *(each.key for each in letters.LETTERS)}
    assert {path.stem for path in FOLDER.glob("*.png")} == printed


def _check(name, report):
    stream = BytesIO()
    write_pdf(report, stream)
    text = "\n".join(_page(at, page.text) for at, page in enumerate(read(stream.getvalue()), 1))
    path = TEXTS / f"{name.removeprefix('report-')}.txt"
    if os.environ.get("SOBAN_RENEW") == "1":
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")
    check_picture(name, stream.getvalue())


def _page(number, text):
    return "\n".join((f"=== page {number}", *(line.rstrip() for line in text.splitlines()), ""))


def test_a_page_that_looks_different_is_noticed(commune):
    with commune.store.session() as session:
        stream = BytesIO()
        write_pdf(replace(make(session, "1", commune.scope()), subtitle="(Kèm theo)"), stream)
    with pytest.raises(AssertionError, match="report-1: the page looks different within"):
        check_picture("report-1", stream.getvalue(), renew=False)
