"""Counts by line, and lines as rows of a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from app.models.review import NEAR_POOR, POOR
from app.reports.columns import Array
from app.reports.formula import filled
from app.reports.frame import Frame
from app.reports.report import Column, Row, Value

NUMBER = Column("TT", "A", "A", width=0.6, align="center")
PLACE = Column("Đơn vị", "B", "B", width=2.2, align="left")
LINE = Column("Hộ, nhân khẩu", "C", "C", width=1.2, align="left")
HOUSEHOLDS, PERSONS = "households", "persons"
_KINDS = {HOUSEHOLDS: "Hộ", PERSONS: "Nhân khẩu", POOR: "Hộ nghèo", NEAR_POOR: "Hộ cận nghèo"}
Counted = Mapping[str, Sequence[int | float | None]]


def count(
    frame: Frame, households: pd.DataFrame, chosen: Mapping[str, Array], weight: str = ""
) -> dict[str, list[int]]:
    """Of every line how many households are chosen under each key, or the sum of a column over them."""
    leaves = households["leaf"].to_numpy()
    weights = households[weight].to_numpy() if weight else np.ones(len(households), dtype=np.int64)
    return {
        key: frame.lines.summed(
            np.bincount(leaves[mask], weights[mask], len(frame.lines)).astype(np.int64)
        ).tolist()
        for key, mask in chosen.items()
    }


def rows(frame: Frame, columns: Sequence[Column], counted: Mapping[str, Counted]) -> tuple[Row, ...]:
    """The rows of a table: of every line one row, or one for each kind of count that `counted` names."""
    leaves = [leaf for column in columns for leaf in column.leaves()]
    return tuple(_rows(frame, leaves, counted))


def _rows(frame: Frame, leaves: Sequence[Column], counted: Mapping[str, Counted]) -> Iterator[Row]:
    for index in frame.shown:
        line = frame.lines[index]
        for kind, counts in counted.items():
            values: dict[str, Value] = {
                "A": line.number,
                "B": line.name if line.level else line.name.upper(),
                **({"C": _KINDS[kind]} if kind else {}),
                **{key: column[index] for key, column in counts.items()},
            }
            yield Row(filled(leaves, values), line.name, line.level, kind)
