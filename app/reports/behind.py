"""The households behind a report, for a screen to list: those that break it, else those it speaks of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from app.i18n import _
from app.models.key import Key
from app.models.review import NEAR_POOR, POOR
from app.reports.frame import OUTSIDE, Frame
from app.reports.movements import REPORT_OF, breaking
from app.reports.targets import holding
from app.rules.codes import code_list

ADDED = ("6", "7")  # columns of reports 2 and 3 for the households that came onto the list
_MOVEMENTS = {number: klass for klass, number in REPORT_OF.items()}
_CLASSES = {
    "4": (POOR,),
    "5": (POOR,),
    "6": (NEAR_POOR,),
    "7": (NEAR_POOR,),
    "12": (POOR,),
    "13": (NEAR_POOR,),
    "14": (NEAR_POOR,),
    "15": (POOR,),
}


@dataclass(frozen=True, slots=True)
class Behind:
    """Some households of a report: `what` says which, after "Mở 9 hộ"; `wrong` where they break it."""

    what: str
    households: tuple[Key, ...]
    wrong: bool = False


def behind(frame: Frame, key: str) -> Behind:
    """The households of a report that one looks at first."""
    if key in _MOVEMENTS and frame.rounds.last:
        return _moved(frame, key)
    if key == "targets" and len(held := holding(frame)):
        return Behind(_("giữ lại chỉ tiêu"), frame.numbers.keys(held), wrong=True)
    classes = _CLASSES.get(key, (POOR, NEAR_POOR))
    if key in _MOVEMENTS:
        classes = (_MOVEMENTS[key],)
    cases = frame.cases
    listed = cases if key == "to_review" else cases[cases["klass"].isin(classes).to_numpy(dtype=bool)]
    return Behind(_("trong biểu"), frame.numbers.keys(listed["household"].to_numpy()))


def _moved(frame: Frame, key: str) -> Behind:
    wrong = breaking(frame, _MOVEMENTS[key])
    if len(wrong):
        return Behind(_("chưa cân đối"), frame.numbers.keys(wrong["household"].to_numpy()), wrong=True)
    ledger = frame.ledger
    column = {code.code: code.flags[f"report_{key}"] for code in code_list("movements").entries}
    added = ledger["kind"].map(column).isin(ADDED).to_numpy() & _inside(ledger)
    return Behind(
        _("ở cột {columns}").format(columns=", ".join(ADDED)),
        frame.numbers.keys(ledger["household"].to_numpy()[added]),
    )


def _inside(ledger: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return (ledger["leaf_after"] != OUTSIDE).to_numpy(dtype=bool)
