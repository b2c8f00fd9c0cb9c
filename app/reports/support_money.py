"""How far the money of a year is by sub-project and source: planned, allocated, disbursed, %, estimate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.errors import InputFault
from app.i18n import _
from app.reports.in_words import dong
from app.reports.report import Column, Report, Row, Value
from app.reports.support_asked import Asked, issued
from app.rules.codes import code_list
from app.services.support import money_progress
from app.services.support.money_progress import PERIODS, Progress

TITLE = "TIẾN ĐỘ THỰC HIỆN VỐN CÁC CHƯƠNG TRÌNH, CHÍNH SÁCH GIẢM NGHÈO"
WHEN = {"half_year": "6 THÁNG ĐẦU", "nine_months": "9 THÁNG", "year": "CẢ", "": ""}
COLUMNS = (
    Column("TT", "A", "A", width=0.5, align="center"),
    Column("Dự án, tiểu dự án, chính sách; nguồn vốn", "name", "B", width=4, align="left"),
    Column("Mã", "code", "C", width=0.8, align="center"),
    Column("Kế hoạch giao trong năm (đồng)", "planned", "1", width=1.6),
    Column("Kéo dài từ năm trước (đồng)", "carried", "2", width=1.4),
    Column("Đã cấp (đồng)", "allocated", "3", width=1.6),
    Column("Đã giải ngân (đồng)", "disbursed", "4", width=1.6),
    Column("% kế hoạch", "percent", "5=4/(1+2)*100", width=0.9, places=2),
    Column("Ước cả năm (%)", "estimate", "6", width=0.8, places=2),
    Column("Ước giải ngân cả năm (đồng)", "expected", "7=(1+2)*6/100", width=1.6),
)


def progress(asked: Asked) -> Report:
    """The money of a year until the end of a period; its keys are those of COLUMNS, a row for each
    sub-project, below it one for each source where there are several.
    """
    if asked.period and asked.period not in PERIODS:
        raise InputFault(
            _("Không có kỳ báo cáo “{period}”.").format(period=asked.period),
            todo=_("Chọn trong: {known}.").format(known=", ".join(PERIODS)),
        )
    until = money_progress.period_end(asked.of_year, asked.period) if asked.period else asked.until
    lines, total = money_progress.progress(asked.session, asked.scope, asked.of_year, until)
    return issued(
        asked,
        "support_money",
        f"{TITLE} {WHEN[asked.period]}".strip(),
        COLUMNS,
        tuple(_rows(lines, total)),
        subtitle=f"(Số liệu tính đến hết ngày {until:%d/%m/%Y})",
        notes=_notes(lines, total, until),
    )


def _rows(lines: Sequence[Progress], total: Progress) -> Iterator[Row]:
    yield Row({"name": "Tổng số", **_figures(total)}, level=0)
    sources = code_list("funding")
    for at, line in enumerate(lines, 1):
        yield Row({"A": str(at), "name": line.name, "code": line.code, **_figures(line)}, level=1)
        for part in line.sources if len(line.sources) > 1 else ():
            yield Row({"name": f"– {sources.name(part.code)}", **_figures(part)}, level=2)


def _figures(line: Progress) -> dict[str, Value]:
    return {
        "planned": line.planned or None,
        "carried": line.carried or None,
        "allocated": line.allocated or None,
        "disbursed": line.disbursed,
        "percent": line.percent,
        "estimate": line.estimate,
        "expected": line.expected,
    }


def _notes(lines: Sequence[Progress], total: Progress, until: date) -> tuple[str, ...]:
    found = []
    if total.disbursed:
        found.append(f"Tổng đã giải ngân đến {until:%d/%m/%Y} bằng chữ: {dong(total.disbursed)}.")
    if unplanned := [line.code for line in lines if not line.available]:
        found.append(f"Chưa có kế hoạch vốn trong sổ nên không tính %: {', '.join(unplanned)}.")
    return tuple(found)
