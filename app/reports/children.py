"""Report 11: children of the poor and near-poor, and those of them who lack insurance, food or school.

Who lacks what is found child by child with the rule book's own functions, from the answers of the survey; a
tick for a whole household does not say which child it means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd

from app.dates import PartialDate
from app.i18n import _, number
from app.models.review import NEAR_POOR, POOR
from app.reports.columns import AT_ONCE
from app.reports.counting import NUMBER, PLACE, count, rows
from app.reports.frame import Frame
from app.reports.issued import issued
from app.reports.queries import young
from app.reports.report import Column, Report
from app.rules.because import MemberFact
from app.rules.book import RuleBook, book
from app.rules.codes import code_list
from app.rules.derive import indicators
from app.rules.facts import Area, Facts, Member

TITLE = "TỔNG HỢP CHỈ TIÊU THIẾU HỤT CỦA TRẺ EM THUỘC HỘ NGHÈO, HỘ CẬN NGHÈO"
LACKS = ("health_insurance", "nutrition", "child_schooling")
LISTED, CHILDREN, ASKED = "roster_complete", "children", "asked"
JUDGED = (CHILDREN, ASKED, *LACKS)  # how many, 1 where any of them was asked, how many lack each thing
RURAL: Area = "rural"  # changes nothing of what a child lacks
CLASSES = ((POOR, "Trẻ em thuộc hộ nghèo", 1), (NEAR_POOR, "Trẻ em thuộc hộ cận nghèo", 5))


def _class(title: str, first: int) -> Column:
    def cell(name: str, at: int) -> Column:
        return Column(name, str(first + at), str(first + at))

    health = Column("Y tế", below=(cell("Bảo hiểm y tế", 1), cell("Dinh dưỡng", 2)))
    schooling = Column("Giáo dục", below=(cell("Tình trạng đi học", 3),))
    return Column(title, below=(cell("Tổng số trẻ em", 0), Column("Thiếu hụt", below=(health, schooling))))


COLUMNS = (NUMBER, PLACE, *(_class(title, first) for _klass, title, first in CLASSES))


def make(frame: Frame) -> Report:
    """The report; its keys are `1` to `8`, None where nobody knows the members, or what they answered."""
    households = _households(frame)
    counted: dict[str, Sequence[int | None]] = {}
    because: list[str] = []
    for klass, _title, first in CLASSES:
        of_class = households[(households["klass"] == klass).to_numpy(dtype=bool)]
        counted |= _counted(frame, of_class, first)
        because += _unknown(of_class, code_list("classes").name(klass).lower())
    table = rows(frame, COLUMNS, {"": counted})
    return issued(frame, "11", TITLE, COLUMNS, table, because=tuple(because))


def _counted(frame: Frame, households: pd.DataFrame, first: int) -> dict[str, Sequence[int | None]]:
    everybody = {"": np.ones(len(households), dtype=bool)}
    found = {key: count(frame, households, everybody, key)[""] for key in (LISTED, *JUDGED)}
    all_of = count(frame, households, everybody)[""]
    children = _where(found[LISTED], all_of, found[CHILDREN])
    lacking = (_where(found[ASKED], children, found[key]) for key in LACKS)
    return {str(first + at): column for at, column in enumerate((children, *lacking))}


def _where(known: Sequence[int], of: Sequence[int | None], counts: Sequence[int]) -> Sequence[int | None]:
    """The counts of lines where something is known, or there is surely nothing to know."""
    return [n if some or whole == 0 else None for some, whole, n in zip(known, of, counts, strict=True)]


def _unknown(households: pd.DataFrame, who: str) -> Iterator[str]:
    """What keeps the count of a class from being whole."""
    unlisted = int((households[LISTED] == 0).sum())
    unasked = int(((households[CHILDREN] > 0) & (households[ASKED] == 0)).sum())
    if unlisted:
        sentence = _("{n} {who} chưa có đủ danh sách thành viên nên trẻ em đếm thiếu.")
        yield sentence.format(n=number(unlisted), who=who)
    if unasked:
        sentence = _("{n} {who} có trẻ em nhưng chưa có câu trả lời của từng em.")
        yield sentence.format(n=number(unasked), who=who)


def _households(frame: Frame) -> pd.DataFrame:
    """The poor and near-poor with the numbers of JUDGED, and 1 where the members are listed."""
    cases = frame.cases.loc[
        frame.cases["klass"].isin([POOR, NEAR_POOR]), ["household", "leaf", "klass", LISTED]
    ]
    found = cases.join(_judged_households(frame), on="household").fillna(dict.fromkeys((LISTED, *JUDGED), 0))
    found[LISTED] = (found[LISTED] == 1) | (found[CHILDREN] > 0)
    return found.astype(dict.fromkeys((LISTED, *JUDGED), np.int64))


def _judged_households(frame: Frame) -> pd.DataFrame:
    """The numbers of JUDGED of every household with children."""
    standard = book(frame.scope.standard)
    nutrition = standard.indicator("nutrition")
    assert nutrition is not None, "every standard weighs children"
    age_below = int(nutrition.parameters["age_below"])
    query = young(frame.rounds.now, standard.key, (POOR, NEAR_POOR), frame.scope.year - age_below - 1)
    members = frame.session.connection().execute(query).yield_per(AT_ONCE)
    last_day = f"{frame.scope.year}-12-31"
    told: dict[int, tuple[int, ...]] = {}
    for household, group in groupby(members, key=lambda member: member.household):
        roster = list(group)
        told_day = roster[0].reviewed_on
        day = told_day if len(told_day) == len(last_day) else last_day
        told[frame.numbers[household]] = _judged(
            roster, standard, day, f"{int(day[:4]) - age_below}{day[4:]}"
        )
    return pd.DataFrame(told.values(), index=pd.Index(list(told), dtype=np.int64), columns=JUDGED)


def _judged(roster: Sequence[Any], standard: RuleBook, day: str, born_after: str) -> tuple[int, ...]:
    """The numbers of one household on a day; what is unknown of a birth date counts as the first."""
    children = [member for member in roster if f"{member.birth}-01-01"[: len(day)] > born_after]
    if not any(child.answers for child in children):
        return len(children), 0, 0, 0, 0
    members = (
        Member(child.person.hex(), child.name, birth=PartialDate.of(child.birth), answers=child.answers or {})
        for child in children
    )
    facts = Facts(date.fromisoformat(day), RURAL, members=tuple(members))
    lacks = dict.fromkeys(LACKS, 0)
    for finding in indicators(facts, standard):
        if finding.key in lacks:
            lacks[finding.key] = sum(isinstance(fact, MemberFact) for fact in finding.because)
    return len(children), 1, *lacks.values()
