"""The columns of reports 2 and 3 from the ledger: start, falls, rises, each in households and persons.

A household that changes class is counted with the persons it had before, in both reports; births, deaths and
moves inside a household that stays listed go to "khác", so that persons balance as households do.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from app.reports.columns import Array, decoded
from app.reports.counting import HOUSEHOLDS, PERSONS
from app.reports.frame import OUTSIDE, Frame
from app.reports.movement_ledger import LISTED
from app.rules.codes import code_list

START, LESS, MORE, END = "1", "4", "8", "9"
FLOWS = tuple("12345678")
Flows = dict[str, dict[str, list[int]]]


def flows(frame: Frame, klass: str, report: str) -> Flows:
    """`households` and `persons` by line for the columns 1 to 8 of the report whose class is `klass`.

    Args:
        report: flag of the code list `movements` that names the column of each movement.
    """
    entries = pd.concat(_entries(frame.ledger, klass, report), ignore_index=True)
    entries = entries[entries["leaf"] != OUTSIDE]
    return {kind: _by_line(frame, entries, kind) for kind in (HOUSEHOLDS, PERSONS)}


def _by_line(frame: Frame, entries: pd.DataFrame, kind: str) -> dict[str, list[int]]:
    counted = np.zeros((len(frame.lines), len(FLOWS)), dtype=np.int64)
    columns = entries["column"].astype(np.int64).to_numpy() - int(START)
    np.add.at(counted, (entries["leaf"].to_numpy(), columns), entries[kind].to_numpy())
    return dict(zip(FLOWS, frame.lines.summed(counted).T.tolist(), strict=True))


def _entries(ledger: pd.DataFrame, klass: str, report: str) -> list[pd.DataFrame]:
    was, came = (ledger[f"persons_{when}"].to_numpy() for when in ("before", "after"))
    at, now_at = (ledger[f"leaf_{when}"].to_numpy() for when in ("before", "after"))
    listed = ledger["before"].isin(LISTED).to_numpy()
    columns = {code.code: str(code.flags[report]) for code in code_list("movements").entries}
    column = decoded(ledger["kind"], lambda kind: columns.get(kind, ""), "")
    kept = listed & (ledger["after"] == klass).to_numpy()
    moved = kept & (at != now_at)
    grown = np.where(kept & ~moved, came - was, 0)
    return [
        _entry((ledger["before"] == klass).to_numpy(), START, at, was),
        _entry(column != "", column, np.where(listed, at, now_at), np.where(listed, was, came)),
        _entry(moved, LESS, at, was),
        _entry(moved, MORE, now_at, came),
        _entry(grown > 0, MORE, now_at, grown, households=0),
        _entry(grown < 0, LESS, now_at, -grown, households=0),
    ]


def _entry(
    chosen: Array, column: Array | str, leaf: Array, persons: Array, households: int = 1
) -> pd.DataFrame:
    return pd.DataFrame({
        "leaf": leaf[chosen],
        PERSONS: persons[chosen],
        "column": column if isinstance(column, str) else column[chosen],
        HOUSEHOLDS: households,
    })  # fmt: skip
