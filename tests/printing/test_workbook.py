"""Workbooks: figures that can be counted with, texts that stay texts, and a print like the paper."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from app.printing.formulas import operands, spreadsheet
from app.printing.workbook import write_workbook
from app.reports.report import Column, Report, Row

from . import samples

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def written(report: Report) -> bytes:
    """The workbook's bytes."""
    stream = BytesIO()
    write_workbook(report, stream)
    return stream.getvalue()


def cached(book: bytes) -> list[list[object]]:
    """The values of the sheet as a reader sees them that does not count."""
    return CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()


def body(report: Report, book: bytes) -> list[list[object]]:
    """The lines of the report in the sheet."""
    lines = cached(book)
    start = next(index for index, line in enumerate(lines) if line[0] == report.leaves[0].number) + 1
    return lines[start : start + len(report.rows)]


def test_figures_are_figures():
    report = samples.balance()
    first, second = body(report, written(report))[:2]
    assert first == ["1", "XÃ NÀ MÂY", "Hộ", 274, 33, 18, 0, 5, 3, 6, 0, 237]
    assert second == ["", "", "Nhân khẩu", 1356, 168, 96, 0, 25, 12, 33, 0, 1162]


def test_formulas_are_live_and_guarded():
    sheet = openpyxl.load_workbook(BytesIO(written(samples.balance()))).active
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len(formulas) == 14
    assert formulas[0].endswith('"–",ROUND(D11-E11-F11-G11+H11+I11+J11+K11,0))')


def test_a_missing_denominator_is_a_dash():
    report = samples.rates()
    lines = body(report, written(report))
    assert lines[3][2:6] == ["–", "–", 37, "–"]
    assert lines[1][5] == 40.66


def test_a_figure_without_its_parts_stays_a_figure():
    columns = (Column("a", "1", "1"), Column("b", "2", "2"), Column("c", "3", "3=1-2", "1-2"))
    rows = (
        Row({"1": 5, "2": None, "3": 4}),
        Row({"1": 5, "2": 1, "3": 4}),
        Row({"1": 5, "2": None, "3": None}),
    )
    report = Report("2", "X", columns, rows, ("a", "b"), "c", 2026)
    sheet = openpyxl.load_workbook(BytesIO(written(report))).active
    values = [row[2].value for row in sheet.iter_rows(min_row=9, max_row=11)]
    assert values[0] == 4
    assert str(values[1]).startswith("=IF(")
    assert str(values[2]).startswith("=IF(")


def test_codes_stay_texts():
    report = samples.to_review(3)
    sheet = openpyxl.load_workbook(BytesIO(written(report))).active
    codes = [
        cell
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith(("0412", "0110"))
    ]
    assert len(codes) == 6
    assert {cell.data_type for cell in codes} == {"s"}
    assert {cell.number_format for cell in codes} == {"@"}


def test_a_text_that_looks_like_a_formula_stays_a_text():
    report = replace(samples.posting(1), rows=(Row({"B": "=1+1", "C": "+84 912"}),))
    assert body(report, written(report))[0][1:3] == ["=1+1", "+84 912"]


def test_set_up_for_print():
    sheet = openpyxl.load_workbook(BytesIO(written(samples.balance()))).active
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$7:$10"
    assert sheet.freeze_panes == "C11"
    assert "&P/&N" in sheet.oddFooter.right.text or "Trang" in sheet.oddFooter.right.text
    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value} == {"Times New Roman"}


@pytest.mark.parametrize(
    "report",
    [samples.posting(3), samples.members(4), samples.empty(samples.balance()), samples.wide(1 + 2, 2)],
)
def test_heads_are_merged_and_nothing_overlaps(report):
    sheet = openpyxl.load_workbook(BytesIO(written(report))).active
    seen: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        cells = set(area.cells)
        assert not cells & seen
        seen |= cells


def test_equal_reports_give_equal_bytes():
    assert written(samples.rates()) == written(samples.rates())


def test_a_very_long_text_and_controls_do_not_break_the_file():
    report = replace(samples.posting(1), rows=(Row({"B": "dài" * 20000, "C": "a\x07b\x00"}),))
    line = body(report, written(report))[0]
    assert str(line[1]).endswith("…")
    assert line[2] == "ab"


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("3/1*100", '=IF(OR(NOT(ISNUMBER(C3)),N(C1)=0),"–",ROUND(C3/C1*100,2))'),
        ("1-2", '=IF(OR(NOT(ISNUMBER(C1)),NOT(ISNUMBER(C2))),"–",ROUND(C1-C2,2))'),
        ("2*100", '=IF(NOT(ISNUMBER(C2)),"–",ROUND(C2*100,2))'),
        ("(1+2)/3", '=IF(OR(NOT(ISNUMBER(C1)),NOT(ISNUMBER(C2)),N(C3)=0),"–",ROUND((C1+C2)/C3,2))'),
    ],
)
def test_official_formula(formula, text):
    assert spreadsheet(formula, lambda key: f"C{key}", {"1", "2", "3"}, 2) == text


def test_operands():
    assert operands("3/1*100", {"1", "3"}) == ["3", "1"]
    assert operands("poor.kinh+poor.minority", {"poor.kinh", "poor.minority"}) == [
        "poor.kinh",
        "poor.minority",
    ]


@pytest.mark.skipif(OFFICE is None or sys.platform == "win32", reason="LibreOffice is not here")
def test_counted_anew_the_figures_are_the_same(tmp_path):
    for name, report in (("balance", samples.balance()), ("rates", samples.rates())):
        book = written(report)
        openpyxl.load_workbook(BytesIO(book)).save(tmp_path / f"{name}.xlsx")  # drops the stored results
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [OFFICE, profile, "--headless", "--convert-to", "ods", "--outdir", tmp_path]
        subprocess.run([*command, tmp_path / f"{name}.xlsx"], check=True, capture_output=True, timeout=120)
        anew = CalamineWorkbook.from_path(tmp_path / f"{name}.ods").get_sheet_by_index(0).to_python()
        before = cached(book)
        assert any("–" in line for line in before) == (name == "rates")
        for old, new in zip(before, anew, strict=False):
            assert new[: len(old)] == old
