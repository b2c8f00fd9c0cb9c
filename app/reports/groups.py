"""Report 8: the poor and near-poor by group: ethnic minority, no labour capacity, merit, none of these."""

from __future__ import annotations

from app.models.review import NEAR_POOR, POOR
from app.reports.columns import Array
from app.reports.counting import HOUSEHOLDS, LINE, NUMBER, PERSONS, PLACE, count, rows
from app.reports.frame import Frame
from app.reports.issued import issued
from app.reports.report import Column, Report

TITLE = "PHÂN TÍCH HỘ NGHÈO, HỘ CẬN NGHÈO THEO CÁC NHÓM ĐỐI TƯỢNG"
HEADS = (
    "Tổng số",
    "Dân tộc thiểu số",
    "Không có khả năng lao động",
    "Có thành viên là người có công",
    "Khác",
)


def _class(title: str, first: int) -> Column:
    below = (Column(head, str(first + at), str(first + at)) for at, head in enumerate(HEADS))
    return Column(title, below=tuple(below))


COLUMNS = (NUMBER, PLACE, LINE, _class("Hộ nghèo", 1), _class("Hộ cận nghèo", 6))


def make(frame: Frame) -> Report:
    """The report; its keys are `1` to `10`, on the lines `households` and `persons`."""
    chosen = {**_chosen(frame, POOR, 1), **_chosen(frame, NEAR_POOR, 6)}
    counted = {
        HOUSEHOLDS: count(frame, frame.cases, chosen),
        PERSONS: count(frame, frame.cases, chosen, "persons"),
    }
    return issued(frame, "8", TITLE, COLUMNS, rows(frame, COLUMNS, counted))


def _chosen(frame: Frame, klass: str, first: int) -> dict[str, Array]:
    """Groups overlap; the last is counted directly, as in none of the others."""
    cases = frame.cases
    of_class = (cases["klass"] == klass).to_numpy(dtype=bool)
    minority, no_labour, merit = (cases[group].to_numpy() for group in ("minority", "no_labour", "merit"))
    groups = (of_class, minority, no_labour, merit, ~(minority | no_labour | merit))
    return {str(first + at): of_class & group for at, group in enumerate(groups)}
