"""The list for public posting (Luật 91/2025/QH15): names and results, and nothing private.

No ID number, birth date, health, disability, ethnic group or group; a year of birth only where two heads of
one village share a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from app.models.review import NEAR_POOR, POOR
from app.reports import draft
from app.reports.frame import Frame
from app.reports.issued import issued
from app.reports.report import Column, Report, Row
from app.reports.sections import Section, sections
from app.rules.codes import code_list
from app.vietnamese import one_spelling

TITLE = "DANH SÁCH NIÊM YẾT CÔNG KHAI KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO"
COLUMNS = (
    Column("TT", "A", "A", width=0.5, align="center"),
    Column("Họ và tên chủ hộ", "C", "B", width=3, align="left"),
    Column("Số khẩu", "persons", "1", width=0.7),
    Column("Điểm B1", "b1", "2", width=0.7),
    Column("Điểm B2", "b2", "3", width=0.7),
    Column("Kết quả năm trước", "before", "4", width=1.6, align="left"),
    Column("Kết quả rà soát", "now", "5", width=1.6, align="left"),
)


def make(frame: Frame) -> Report:
    """The poor, the near-poor and those who were, by village.

    Its keys are `A`, `C`, `persons`, `b1`, `b2`, `before`, `now`.
    """
    rows = tuple(row for section in sections(frame, _posted(frame)) for row in _rows(section))
    because = draft.unfinished(frame)
    return issued(
        frame, "posting", TITLE, COLUMNS, rows, subtitle="", because=because, official=False, landscape=False
    )


def _posted(frame: Frame) -> pd.DataFrame:
    """Households on the list now or before; who asked and was not poor is nobody's business."""
    cases = frame.cases
    before = frame.last.set_index("household")["klass"].astype(object).reindex(cases["household"]).to_numpy()
    listed = cases["klass"].isin([POOR, NEAR_POOR]).to_numpy() | np.isin(
        before.astype(str), [POOR, NEAR_POOR]
    )
    posted = cases.assign(before=np.where(pd.isna(before), "", before))
    return posted[listed & cases["klass"].notna().to_numpy()]


def _rows(section: Section) -> Iterator[Row]:
    yield from section.headings
    names = Counter(one_spelling(household.name) for household in section.households)
    for at, household in enumerate(section.households, 1):
        namesake = names[one_spelling(household.name)] > 1 and household.born
        values = {
            "A": at,
            "C": f"{household.name} ({household.born})" if namesake else household.name,
            "persons": household.persons if household.sized else None,
            "b1": _points(household.b1),
            "b2": _points(household.b2),
            "before": code_list("classes").name(household.before),
            "now": code_list("classes").name(household.klass),
        }
        yield Row(values, section.place, section.level)


def _points(points: float) -> int | float | None:
    if np.isnan(points):
        return None
    return int(points) if points == int(points) else points
