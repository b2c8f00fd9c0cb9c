"""The register of poor and near-poor households: a line a household, with what it lacks and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from app.models.review import NEAR_POOR, POOR
from app.reports.columns import Array, told
from app.reports.frame import Frame
from app.reports.issued import issued
from app.reports.report import Column, Report, Row
from app.reports.sections import Section, sections
from app.rules.codes import code_list

TITLE = "SỔ THEO DÕI HỘ NGHÈO, HỘ CẬN NGHÈO"
COLUMNS = (
    Column("TT", "A", "A", width=0.5, align="center"),
    Column("Họ và tên chủ hộ", "C", "B", width=2.6, align="left"),
    Column("Năm sinh", "born", "1", width=0.8, align="center"),
    Column("Dân tộc", "ethnic", "2", width=1, align="left"),
    Column("Số khẩu", "persons", "3", width=0.7),
    Column("Kết quả năm trước", "before", "4", width=1.4, align="left"),
    Column("Kết quả rà soát", "now", "5", width=1.3, align="left"),
    Column("Điểm B1", "b1", "6", width=0.7),
    Column("Điểm B2", "b2", "7", width=0.7),
    Column("Chỉ số thiếu hụt", "lacks", "8", width=1.4, align="left"),
    Column("Nguyên nhân nghèo", "causes", "9", width=2.6, align="left"),
    Column("Ghi chú biến động", "note", "10", width=1.6, align="left"),
)


def register(frame: Frame) -> Report:
    """The register by village; its keys are `A`, `C`, `born` … `causes`, `note` (to be written by hand)."""
    rows = tuple(row for section in sections(frame, _listed(frame)) for row in _rows(section))
    notes = tuple(f"{one.number}: {one.name}" for one in frame.indicators)
    legend = ("Chỉ số thiếu hụt: " + "; ".join(notes) + ".",)
    return issued(frame, "register", TITLE, COLUMNS, rows, subtitle="", notes=legend)


def _listed(frame: Frame) -> pd.DataFrame:
    cases = frame.cases
    before = frame.last.set_index("household")["klass"].astype(object).reindex(cases["household"]).to_numpy()
    causes = code_list("causes")
    names = [entry.name for entry in causes.entries]
    numbers = [str(indicator.number) for indicator in frame.indicators]
    listed = cases.assign(
        before=np.where(pd.isna(before), "", before),
        lacks=_named(frame.deprived, numbers, ", "),
        why=_named(told(cases["causes"], [entry.code for entry in causes.entries]), names, "; "),
    )
    return listed[cases["klass"].isin([POOR, NEAR_POOR]).to_numpy()]


def _named(marks: Array, names: Sequence[str], between: str) -> list[str]:
    """For each line the names of the columns that are marked."""
    return [between.join(name for name, mark in zip(names, line, strict=True) if mark) for line in marks == 1]


def _rows(section: Section) -> Iterator[Row]:
    yield from section.headings
    classes, ethnic = code_list("classes"), code_list("ethnic")
    for at, household in enumerate(section.households, 1):
        values = {
            "A": at,
            "C": household.name,
            "born": int(household.born) if household.born else None,
            "ethnic": ethnic.name(household.ethnic) if isinstance(household.ethnic, str) else None,
            "persons": household.persons if household.sized else None,
            "before": classes.name(household.before),
            "now": classes.name(household.klass),
            "b1": None if np.isnan(household.b1) else float(household.b1),
            "b2": None if np.isnan(household.b2) else float(household.b2),
            "lacks": household.lacks,
            "causes": household.why,
            "note": None,
        }
        yield Row(values, section.place, section.level)
