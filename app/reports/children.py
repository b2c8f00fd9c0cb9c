"""Report 11: children of the poor and near-poor, and those of them who lack insurance, food or school.

Who lacks what is found child by child with the rule book's own functions, from the answers of the survey; a
tick for a whole household does not say which child it means. Children of one age who answered alike lack the
same: a province has far fewer kinds of children than children.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

import msgspec
import numpy as np
import pandas as pd

from app.dates import PartialDate
from app.i18n import _, number
from app.models.review import NEAR_POOR, POOR
from app.reports.columns import decoded, table
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
NOTHING = ""  # answered
RURAL: Area = "rural"  # changes nothing of what a child lacks
_SOME_DAY = date(2000, 12, 31)  # rules of children look at full years: any day on which a child has its age
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
    children = _children(frame, book(frame.scope.standard))
    found = children.groupby("household", sort=False)[list(JUDGED)].sum()
    return found.assign(**{ASKED: found[ASKED].clip(upper=1)})


def _children(frame: Frame, standard: RuleBook) -> pd.DataFrame:
    """The numbers of JUDGED of each child, with its household."""
    age_below = _age_below(standard)
    query = young(frame.rounds.now, standard.key, (POOR, NEAR_POOR), frame.scope.year - age_below - 1)
    narrowed = {"answers": partial(_narrowed, _asked(standard))}
    found = _of_counted_cases(frame, table(frame.session, query, frame.numbers, meanings=narrowed))
    last_day = f"{frame.scope.year}-12-31"
    days = decoded(found["reviewed_on"], lambda day: _ordinal(day if len(day) == 10 else last_day), 0)
    found["age"] = (days - decoded(found["birth"], _ordinal, 0)) // 1_00_00
    return _with_judgements(found[found["age"] < age_below], standard)


def _age_below(standard: RuleBook) -> int:
    nutrition = standard.indicator("nutrition")
    assert nutrition is not None, "every standard weighs children"
    return int(nutrition.parameters["age_below"])


def _ordinal(day: str) -> int:
    """2018-03-15 as 20180315; what is unknown of a date counts as the first."""
    return int(f"{day}-01-01"[:10].replace("-", ""))


def _of_counted_cases(frame: Frame, children: pd.DataFrame) -> pd.DataFrame:
    """The children once, where a household has a case in two rounds of the year."""
    order = {held.id: at for at, held in enumerate(frame.rounds.now)}
    own = pd.Series(decoded(frame.reviewed["round"], order.__getitem__, -1), frame.reviewed["household"])
    counted = own.reindex(children["household"]).to_numpy()
    return pd.DataFrame(children[decoded(children["round"], order.__getitem__, -1) == counted])


def _with_judgements(children: pd.DataFrame, standard: RuleBook) -> pd.DataFrame:
    """The children with the numbers of JUDGED, found once for each kind of child that occurs."""
    answers = children["answers"]
    kinds, at = np.unique(np.stack((children["age"], answers.cat.codes)), axis=1, return_inverse=True)
    texts = [*answers.cat.categories, NOTHING]  # code -1, no answers stored, is the last
    judged = [_judged(age, texts[code], standard) for age, code in kinds.T.tolist()]
    numbers = np.array(judged, dtype=np.int64).reshape(-1, len(JUDGED))[at]
    return pd.DataFrame(numbers, columns=list(JUDGED)).assign(household=children["household"].to_numpy())


def _asked(standard: RuleBook) -> frozenset[object]:
    """The questions that LACKS look at: they stand among the parameters."""
    lacks = (indicator for indicator in standard.indicators if indicator.key in LACKS)
    return frozenset(told for one in lacks for told in one.parameters.values() if isinstance(told, str))


def _narrowed(asked: frozenset[object], text: str) -> str:
    """Of stored answers those to the questions asked; NOTHING where none at all was given."""
    answers = msgspec.json.decode(text)
    told = {key: answer for key, answer in sorted(answers.items()) if key in asked}
    return msgspec.json.encode(told).decode() if answers else NOTHING


def _judged(age: int, told: str, standard: RuleBook) -> tuple[int, ...]:
    """The numbers of a child of an age who answered so."""
    if told == NOTHING:
        return 1, 0, 0, 0, 0
    born = PartialDate(_SOME_DAY.year - age)
    child = Member("", "", birth=born, answers=msgspec.json.decode(told))
    lacks = dict.fromkeys(LACKS, 0)
    for finding in indicators(Facts(_SOME_DAY, RURAL, members=(child,)), standard):
        if finding.key in lacks:
            lacks[finding.key] = sum(isinstance(fact, MemberFact) for fact in finding.because)
    return 1, 1, *lacks.values()
