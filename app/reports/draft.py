"""Why a report is not official yet: sentences for the officer, each with how many households and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd
from sqlmodel import col, select

from app.i18n import _, number
from app.models.procedure import Decision
from app.models.review import CLOSED, DONE, Round
from app.reports.frame import Frame
from app.services.places import COMMUNE

NAMED = 3  # places named in a sentence; of more only the number is told


def reasons(frame: Frame) -> tuple[str, ...]:
    """What keeps every official report of the scope from being official."""
    found = (
        _no_round(frame),
        _open(frame),
        _not_done(frame),
        _no_class(frame),
        _no_size(frame),
        _no_decision(frame),
    )
    return tuple(filter(None, found))


def unfinished(frame: Frame) -> tuple[str, ...]:
    """What keeps a list of results from being whole; it needs no decision and no closed round."""
    return tuple(filter(None, (_not_done(frame), _no_class(frame))))


def _no_round(frame: Frame) -> str:
    held = {each.place for each in frame.rounds.now}
    if not held:
        return _("Chưa có đợt rà soát năm {year}.").format(year=frame.scope.year)
    if held & {*frame.tree.upward(frame.scope.place)}:
        return ""
    without = [
        place
        for place in frame.tree.below(frame.scope.place)
        if frame.tree.levels[place] == COMMUNE and not held & {*frame.tree.upward(place)}
    ]
    names = _few(frame.tree.names[place] for place in without)
    return (
        _("Chưa có đợt rà soát năm {year} của {places}.").format(year=frame.scope.year, places=names)
        if without
        else ""
    )


def _open(frame: Frame) -> str:
    open_rounds = [each for each in frame.rounds.now if each.state != CLOSED]
    if not open_rounds:
        return ""
    names = _few(frame.tree.names.get(each.place, "") for each in open_rounds)
    return _("Đợt rà soát của {places} chưa khóa sổ.").format(places=names)


def _no_decision(frame: Frame) -> str:
    """Rounds that no decision recognised under this standard; named where others of the scope are."""
    now = frame.rounds.now
    query = (
        select(Round.id, Round.standards)
        .join(Decision, col(Decision.round) == col(Round.id))
        .where(col(Round.id).in_([each.id for each in now]), Decision.revoked == "", Decision.deleted == 0)
    )
    recognised = {
        key for key, standards in frame.session.exec(query) if standards.split()[:1] == [frame.scope.standard]
    }
    without = [frame.tree.names.get(each.place, "") for each in now if each.id not in recognised]
    if not recognised:
        return _("Chưa có quyết định công nhận.")
    told = _("Chưa có quyết định công nhận của {places}.")
    return told.format(places=_few(without)) if without else ""


def _not_done(frame: Frame) -> str:
    cases = frame.cases
    waiting = cases[(cases["state"] != DONE).to_numpy(dtype=bool)]
    return _counted(frame, waiting, _("{n} hộ chưa rà soát xong: {places}."))


def _no_class(frame: Frame) -> str:
    cases = frame.cases
    unknown = cases[cases["klass"].isna().to_numpy() & (cases["state"] == DONE).to_numpy(dtype=bool)]
    return _counted(frame, unknown, _("{n} hộ đã rà soát nhưng chưa có kết quả theo chuẩn này: {places}."))


def _no_size(frame: Frame) -> str:
    unknown = frame.cases[~frame.cases["sized"]]
    return _counted(frame, unknown, _("{n} hộ chưa rõ số khẩu nên nhân khẩu đếm thiếu: {places}."))


def _counted(frame: Frame, households: pd.DataFrame, sentence: str) -> str:
    if households.empty:
        return ""
    return sentence.format(n=number(len(households)), places=where(frame, households["leaf"]))


def where(frame: Frame, leaves: pd.Series[int]) -> str:
    """`Bản Tà Ghênh 17`, `Bản Pú Nhu 2, Bản Nậm Mơ 1`: the places of lines, the fullest first."""
    counts = Counter(leaves.tolist())
    return _few(f"{frame.lines[leaf].name} {number(count)}" for leaf, count in counts.most_common())


def _few(names: Iterable[str]) -> str:
    found = list(names)
    names = ", ".join(found[:NAMED])
    more = len(found) - NAMED
    return _("{places} và {n} nơi khác").format(places=names, n=more) if more > 0 else names
