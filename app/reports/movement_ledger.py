"""The ledger of movements: what became of each household between two rounds. Reports 2, 3, 14, 15 read it.

A household that moves within the scope changes class where it lived, then is handed over to its new place.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from app.models.review import AVERAGE_FARMING, NEAR_POOR, NOT_POOR, POOR
from app.reports.columns import Array, decoded
from app.reports.frame import OUTSIDE, Frame
from app.rules.codes import code_list
from app.rules.movements import UNRECORDED, movement

ABSENT, UNKNOWN = "absent", "unknown"
LISTED = (POOR, NEAR_POOR)
_BEFORE = ["household", "round", "leaf", "klass", "persons", "sized", "ended", "ended_how"]
_TEXTS = ("before", "after", "kind", "cause")
_AFTER = [*_BEFORE, "stated_kind", "formed", "formed_how"]


def ledger(frame: Frame) -> pd.DataFrame:
    """One row a household that was reviewed in either round.

    Columns, texts as categories:
        household, before, after: class, `absent` (not of the place) or `unknown`.
        kind: code of `movements`, empty where a class is unknown.
        cause: code of `changes` where it left or joined.
        again: it was of its present class in an earlier year.
        leaf_before, leaf_after: lines. persons_before, persons_after: counted in either round.
        guessed: the persons before are not known, those of now stand for them.
    """
    both = frame.last[_BEFORE].merge(
        frame.reviewed[_AFTER], on="household", how="outer", suffixes=("_before", "_after"), sort=False
    )
    in_last, in_now = both["leaf_before"].notna().to_numpy(), both["leaf_after"].notna().to_numpy()
    found = pd.DataFrame({"household": both["household"], "in_last": in_last, "in_now": in_now})
    found["before"] = np.where(in_last, _class(both["klass_before"]), _unlisted(frame, both))
    found["after"] = _after(frame, both, in_now)
    found["again"] = _again(frame, both, found)
    found["kind"] = _kinds(found)
    found["cause"] = _causes(both, found)
    found["leaf_before"], found["leaf_after"] = _leaves(frame, both)
    found["persons_before"], found["persons_after"], found["guessed"] = _persons(both, in_last, in_now)
    inside = (found["leaf_before"] != OUTSIDE) | (found["leaf_after"] != OUTSIDE)
    return found[inside].astype(dict.fromkeys(_TEXTS, "category")).reset_index(drop=True)


def _class(column: pd.Series[Any]) -> Array:
    """Classes as movements see them: a household of average living standard is not poor."""
    return decoded(column, lambda klass: NOT_POOR if klass == AVERAGE_FARMING else klass, UNKNOWN)


def _texts(column: pd.Series[Any]) -> Array:
    return decoded(column, str, "")


def _unlisted(frame: Frame, both: pd.DataFrame) -> Array:
    """The class before of households without a case then: not on the list is not poor, unless newly come."""
    ends = {held.place: held.day for held in frame.rounds.last}
    day_of = {held.id: ends.get(held.place, "") for held in frame.rounds.now}
    day = decoded(both["round_after"], day_of.__getitem__, "")
    formed, how = _texts(both["formed"]), _texts(both["formed_how"])
    came = np.isin(how, [*code_list("changes").flagged("joins")]) & ((formed == "") | (formed > day))
    return np.where(day == "", UNKNOWN, np.where(came, ABSENT, NOT_POOR))


def _after(frame: Frame, both: pd.DataFrame, in_now: Array) -> Array:
    """The class now; a household that ended, or was left out of a round held by its place, is absent."""
    held = {each.place for each in frame.rounds.now}
    followed = {each.id: each.place in held for each in frame.rounds.last}
    left = ~in_now & decoded(both["round_before"], followed.__getitem__, False)
    ended = (_texts(both["ended_after"]) != "") | (~in_now & (_texts(both["ended_before"]) != ""))
    klass = np.where(in_now, _class(both["klass_after"]), UNKNOWN)
    return np.where((klass == UNKNOWN) & (left | ended), ABSENT, klass)


def _again(frame: Frame, both: pd.DataFrame, found: pd.DataFrame) -> Array:
    """Of its present class in an earlier year known, or so marked by an official list."""
    stated = _texts(both["stated_kind"]) == "again"
    household, after = found["household"], found["after"].to_numpy()
    was_poor, was_near_poor = (household.isin(frame.ever[klass]).to_numpy() | stated for klass in LISTED)
    again: Array = ((after == POOR) & was_poor) | ((after == NEAR_POOR) & was_near_poor)
    return again


def _kinds(found: pd.DataFrame) -> Array:
    """The movement of each household; asked once for each combination that occurs."""
    combinations = found.groupby(["before", "after", "again"], sort=False)
    first = found.loc[combinations.head(1).index]
    kinds = [_kind(*each) for each in zip(first["before"], first["after"], first["again"], strict=True)]
    return np.array([*kinds, ""])[combinations.ngroup().to_numpy()]


def _kind(before: str, after: str, again: bool) -> str:
    if UNKNOWN in (before, after) or before == after == ABSENT:
        return ""
    was, now = (None if klass == ABSENT else klass for klass in (before, after))
    return movement(was, now, {0: after} if again else {}).kind  # whatever the year, it was one before


def _causes(both: pd.DataFrame, found: pd.DataFrame) -> Array:
    ended_how = np.where(found["in_now"], _texts(both["ended_how_after"]), _texts(both["ended_how_before"]))
    left = np.where(ended_how == "", UNRECORDED, ended_how)
    joined = np.where(found["before"] == ABSENT, _texts(both["formed_how"]), "")
    return np.where((found["after"] == ABSENT) & found["before"].isin(LISTED), left, joined)


def _leaves(frame: Frame, both: pd.DataFrame) -> tuple[Array, Array]:
    """The lines before and now; a place unknown in one of the rounds is no move."""
    nowhere = [index for index, line in enumerate(frame.lines) if line.place is None]
    after = both["leaf_after"].fillna(both["leaf_before"])
    before = both["leaf_before"].fillna(after)
    unknown = before.isin(nowhere) | after.isin(nowhere)
    before = before.where(~unknown, after)
    return before.astype(np.int32).to_numpy(), after.astype(np.int32).to_numpy()


def _persons(both: pd.DataFrame, in_last: Array, in_now: Array) -> tuple[Array, Array, Array]:
    after = both["persons_after"].fillna(0).astype(np.int32).to_numpy()
    before = both["persons_before"].fillna(0).astype(np.int32).to_numpy()
    guessed = in_last & in_now & ~both["sized_before"].fillna(False).astype(bool).to_numpy()
    return np.where(guessed, after, before), after, guessed
