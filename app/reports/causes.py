"""Report 10: the poor and near-poor by cause; a household has several."""

from __future__ import annotations

from datetime import date

from app.models.review import NEAR_POOR, POOR
from app.reports.columns import told
from app.reports.counting import HOUSEHOLDS, LINE, NUMBER, PLACE, count, rows
from app.reports.frame import Frame
from app.reports.issued import issued
from app.reports.report import Column, Report
from app.rules.codes import Code, code_list

TITLE = "PHÂN NHÓM HỘ NGHÈO, HỘ CẬN NGHÈO THEO CÁC NGUYÊN NHÂN NGHÈO"


def make(frame: Frame) -> Report:
    """The report; its keys are `households` and `1` to `8`, on the lines `poor` and `near_poor`."""
    causes = code_list("causes").on(date(frame.scope.year, 12, 31))
    columns = (
        NUMBER,
        PLACE,
        Column("Loại hộ", LINE.key, LINE.number, width=LINE.width, align=LINE.align),
        Column("Tổng số hộ", HOUSEHOLDS, "D"),
        Column(
            "Nguyên nhân nghèo",
            below=tuple(Column(cause.name, str(at), str(at)) for at, cause in enumerate(causes, 1)),
        ),
    )
    counted = {klass: _counted(frame, klass, causes) for klass in (POOR, NEAR_POOR)}
    notes = ("Một hộ có thể có nhiều nguyên nhân.",)
    return issued(frame, "10", TITLE, columns, rows(frame, columns, counted), notes=notes)


def _counted(frame: Frame, klass: str, causes: tuple[Code, ...]) -> dict[str, list[int]]:
    cases = frame.cases
    of_class = (cases["klass"] == klass).to_numpy(dtype=bool)
    found = told(cases["causes"], [cause.code for cause in causes]).T == 1
    return count(
        frame, cases, {HOUSEHOLDS: of_class, **{str(at): of_class & has for at, has in enumerate(found, 1)}}
    )
