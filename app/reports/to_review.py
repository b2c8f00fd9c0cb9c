"""The list of households to review: this round's, or, before it has any, last year's poor and near-poor."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from app.models.review import NEAR_POOR, POOR
from app.reports.frame import OUTSIDE, Frame
from app.reports.issued import issued
from app.reports.report import Column, Report, Row
from app.reports.sections import sections
from app.rules.codes import code_list

TITLE = "DANH SÁCH HỘ CẦN RÀ SOÁT"
ON_LIST = "on_list"
ORIGINS = {
    ON_LIST: "Trong danh sách năm trước",
    "request": "Có giấy đề nghị",
    "imported": "Theo danh sách đã nhập",
    "added": "Bổ sung",
}
COLUMNS = (
    Column("TT", "A", "A", width=0.5, align="center"),
    Column("Họ và tên chủ hộ", "C", "B", width=3, align="left"),
    Column("Năm sinh", "born", "1", width=0.9, align="center"),
    Column("Số khẩu", "persons", "2", width=0.7),
    Column("Kết quả năm trước", "before", "3", width=1.6, align="left"),
    Column("Lý do rà soát", "origin", "4", width=2.2, align="left"),
    Column("Ghi chú", "note", "5", width=2, align="left"),
)


def make(frame: Frame) -> Report:
    """The list by village; its keys are `A`, `C`, `born`, `persons`, `before`, `origin`, `note`."""
    households = frame.cases if len(frame.cases) else _last_year(frame)
    rows = tuple(_rows(frame, households))
    return issued(frame, "to_review", TITLE, COLUMNS, rows, subtitle="", official=False, landscape=False)


def _last_year(frame: Frame) -> pd.DataFrame:
    last = frame.last
    listed = last["klass"].isin([POOR, NEAR_POOR]).to_numpy() & (last["leaf"] != OUTSIDE).to_numpy()
    living = ~(last["ended"].notna() & (last["ended"] != "")).to_numpy(dtype=bool)
    return last[listed & living].assign(origin=ON_LIST)


def _rows(frame: Frame, households: pd.DataFrame) -> Iterator[Row]:
    before = frame.last.set_index("household")["klass"].astype(object)
    known = before.reindex(households["household"]).to_numpy()
    listed = households.assign(before=np.where(pd.isna(known), "", known))
    for section in sections(frame, listed):
        yield from section.headings
        for at, household in enumerate(section.households, 1):
            values = {
                "A": at,
                "C": household.name,
                "born": int(household.born) if household.born else None,
                "persons": household.persons if household.sized else None,
                "before": code_list("classes").name(household.before),
                "origin": ORIGINS.get(household.origin, ""),
                "note": None,
            }
            yield Row(values, section.place, section.level)
