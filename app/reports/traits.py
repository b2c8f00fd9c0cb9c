"""Of which groups a household is: ethnic minority, local minority, no labour capacity, merit, woman head."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from app.models.person import FEMALE
from app.reports.columns import UNTOLD, Array, decoded, told
from app.rules.codes import code_list

KINH = "01"
_GROUPS = ("minority", "local_minority", "no_labour", "merit", "woman_head")


def traits(households: pd.DataFrame) -> dict[str, Any]:
    """Booleans `minority`, `kinh`, `local`, `no_labour`, `merit`, `woman`.

    A household is of the ethnic group of its head; where nobody knows that, the mark "dân tộc thiểu số" of
    a list counts. What a case says of a group goes before what the household's record says.
    """
    marked = dict(zip(_GROUPS, _marks(households).T, strict=True))
    minorities = code_list("ethnic").flagged("minority")
    ethnic, sex = households["ethnic"], households["sex"]
    stated = decoded(ethnic, lambda code: code != "", False)
    return {
        "kinh": decoded(ethnic, lambda code: code == KINH, False),
        "minority": decoded(ethnic, lambda code: code in minorities, False) | (~stated & marked["minority"]),
        "local": (households["local_minority"] == 1).to_numpy() | marked["local_minority"],
        "no_labour": marked["no_labour"],
        "merit": marked["merit"],
        "woman": decoded(sex, FEMALE.__eq__, False) | (sex.isna().to_numpy() & marked["woman_head"]),
    }


def _marks(households: pd.DataFrame) -> Array:
    marks = told(households["groups"], _GROUPS)
    if "case_groups" in households:
        of_cases = told(households["case_groups"], _GROUPS)
        marks = np.where(of_cases == UNTOLD, marks, of_cases)
    return np.equal(marks, 1)
