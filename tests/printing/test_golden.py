"""What is printed looks today as it did when a person last looked at it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from app.printing.closing import Signing
from app.printing.pdf import write_pdf
from app.printing.workbook import write_workbook
from app.reports.report import Report

from . import samples
from .golden import check_pages, check_text
from .reading import read

SIGNED = Signing(
    date(2026, 12, 5),
    ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",),
    ("Vàng Thị Mỷ",),
    ("Như trên", "Lưu: VT, GN"),
    "Số: 12/BC-UBND",
)
PAPERS = {
    "balance": (samples.balance(), None),
    "rates": (samples.rates(), SIGNED),
    "members": (samples.members(12), None),
    "posting": (samples.posting(), None),
    "to-review": (samples.to_review(), SIGNED),
    "draft-upright": (replace(samples.posting(3), draft=("Chưa niêm yết.",)), None),
    "wide": (samples.wide(24, 30), None),
    "nobody": (samples.empty(samples.members()), None),
}


@pytest.mark.parametrize("name", PAPERS)
def test_paper(name):
    report, signing = PAPERS[name]
    stream = BytesIO()
    write_pdf(report, stream, signing=signing)
    check_pages(name, read(stream.getvalue(), picture=True))


@pytest.mark.parametrize("name", ["balance", "rates", "members", "nobody"])
def test_workbook(name):
    report, signing = PAPERS[name]
    check_text(f"{name}.xlsx.txt", _told(report, signing))


def _told(report: Report, signing: Signing | None) -> str:
    stream = BytesIO()
    write_workbook(report, stream, signing=signing)
    sheet = openpyxl.load_workbook(stream).active
    lines = [
        f"sheet {sheet.title}, {sheet.page_setup.orientation}, repeat {sheet.print_title_rows}",
        f"frozen at {sheet.freeze_panes}, printed {sheet.print_area}",
        f"merged {' '.join(sorted(map(str, sheet.merged_cells.ranges)))}",
    ]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                bold = " bold" if cell.font.bold else ""
                lines.append(f"{cell.coordinate} {cell.value!r} {cell.number_format}{bold}")
    return "\n".join(lines) + "\n"
