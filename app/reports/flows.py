"""The columns of reports 2 and 3 from the ledger: start, falls, rises, each in households and persons.

A household that changes class is counted with the persons it had before, in both reports; births, deaths and
moves inside a household that stays listed go to "khác", so that persons balance as households do.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from app.reports.columns import Array
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
    was, came = ledger["persons_before"], ledger["persons_after"]
    at, now_at = ledger["leaf_before"], ledger["leaf_after"]
    listed = ledger["before"].isin(LISTED).to_numpy()
    column = (
        ledger["kind"]
        .map({code.code: code.flags[report] for code in code_list("movements").entries})
        .fillna("")
    )
    kept = listed & (ledger["after"] == klass).to_numpy()
    moved = kept & (at != now_at).to_numpy()
    grown = np.where(kept & ~moved, came - was, 0)
    return [
        _entry((ledger["before"] == klass).to_numpy(), START, at, was),
        _entry((column != "").to_numpy(), column, at.where(listed, now_at), was.where(listed, came)),
        _entry(moved, LESS, at, was),
        _entry(moved, MORE, now_at, came),
        _entry(grown > 0, MORE, now_at, grown, households=0),
        _entry(grown < 0, LESS, now_at, -grown, households=0),
    ]


def _entry(
    chosen: Array, column: Any, leaf: pd.Series[Any], persons: Any, households: int = 1
) -> pd.DataFrame:
    entry = pd.DataFrame({"leaf": leaf, PERSONS: persons, "column": column, HOUSEHOLDS: households})
    return entry[chosen]
