"""Columns 11 to 16 of reports 14 and 15: which kinds of support the ledger of a year knows of each household.

The year is that of the activity, as everywhere in the ledger; support of a member crosses its household.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sqlmodel import col, select

from app.models.support import Activity, Enrolment
from app.reports.columns import STRANGER, Array
from app.reports.frame import Frame
from app.reports.queries import supported
from app.rules.support_kinds import kind
from app.services.support.filling import kind_of
from app.services.support.ledger import COUNTED

FIRST = 11
SUPPORTS = ("Y tế", "Giáo dục", "Sản xuất", "Vay vốn tín dụng", "Nhà ở", "Khác")


def crossed(frame: Frame, households: Sequence[int] | Array) -> Array:
    """Households (numbers of the frame) × the columns from 11 on: True where one got such support."""
    found = np.zeros((len(households), len(SUPPORTS)), dtype=bool)
    rows = frame.session.execute(supported(frame.scope.year, COUNTED)).all()
    at = {number: line for line, number in enumerate(np.asarray(households).tolist())}
    numbers = frame.numbers.of([row[0] for row in rows]) if rows else np.array([], dtype=np.int32)
    for (_household, *of), number in zip(rows, numbers.tolist(), strict=True):
        column = kind(kind_of(*of)).column
        if column and number != STRANGER and number in at:
            found[at[number], column - FIRST] = True
    return found


def untold(frame: Frame) -> str:
    """The note on columns that nobody filled in: empty as soon as the book has any support of the year."""
    query = (
        select(Enrolment.id)
        .join(Activity, col(Activity.id) == col(Enrolment.activity))
        .where(Activity.year == frame.scope.year, Activity.deleted == 0, Enrolment.deleted == 0)
    )
    if frame.session.exec(query.limit(1)).first() is not None:
        return ""
    last = FIRST + len(SUPPORTS) - 1
    return f"Cột {FIRST}–{last} để trống: sổ chưa ghi hỗ trợ nào của năm {frame.scope.year}."
