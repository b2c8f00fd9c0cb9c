"""Reports 14 and 15: the near-poor, and the poor, member by member (Phụ lục số 2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count as counting
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd

from app.i18n import number
from app.models.person import FEMALE, MALE
from app.models.review import NEAR_POOR, POOR
from app.reports.columns import AT_ONCE, decoded
from app.reports.frame import Frame
from app.reports.issued import issued
from app.reports.movement_ledger import UNKNOWN
from app.reports.queries import members
from app.reports.report import Column, Report, Row, Value
from app.reports.sections import Section, sections
from app.rules.codes import code_list

ANNEX = "Phụ lục số 2.3"
MARK = "×"
KINDS = {"new": "5", "again": "6", "old": "7"}
KIND_NAMES = {
    POOR: ("Nghèo mới", "Tái nghèo", "Nghèo cũ"),
    NEAR_POOR: ("Cận nghèo mới", "Tái cận nghèo", "Cận nghèo cũ"),
}
TITLES = {POOR: "DANH SÁCH CHI TIẾT HỘ NGHÈO", NEAR_POOR: "DANH SÁCH CHI TIẾT HỘ CẬN NGHÈO"}
SUPPORTS = ("Y tế", "Giáo dục", "Sản xuất", "Vay vốn tín dụng", "Nhà ở", "Khác")


def make_near_poor(frame: Frame) -> Report:
    """Report 14; its keys are `A`, `B`, `C` and `1` to `16`, a row a member."""
    return _make(frame, "14", NEAR_POOR)


def make_poor(frame: Frame) -> Report:
    """Report 15; its keys are `A`, `B`, `C` and `1` to `16`, a row a member."""
    return _make(frame, "15", POOR)


def _make(frame: Frame, key: str, klass: str) -> Report:
    of_class = frame.cases[(frame.cases["klass"] == klass).to_numpy(dtype=bool)]
    listed = of_class.assign(marked=_kinds(frame, of_class, klass))
    rosters = _rosters(frame, klass)
    rows = tuple(_rows(sections(frame, listed), rosters))
    short = sum(
        len(rosters.get(household, ())) < persons
        for household, persons in zip(listed["household"], listed["persons"], strict=True)
    )
    notes = (f"{number(short)} hộ chưa có đủ danh sách thành viên.",) if short else ()
    return issued(frame, key, TITLES[klass], _columns(klass), rows, annex=ANNEX, notes=notes)


def _rosters(frame: Frame, klass: str) -> Mapping[int, Sequence[Any]]:
    query = members(frame.rounds.now, frame.scope.standard, klass)
    found = frame.session.connection().execute(query).yield_per(AT_ONCE)
    by_household = groupby(found, key=lambda member: member.household)
    return {frame.numbers[household]: list(roster) for household, roster in by_household}


def _kinds(frame: Frame, households: pd.DataFrame, klass: str) -> Any:
    """`new`, `again` or `old` for each household; where last year is unknown, what the official list said."""
    ledger = frame.ledger.set_index("household")[["before", "again"]].reindex(households["household"])
    before, again = ledger["before"].to_numpy(), ledger["again"].to_numpy(dtype=bool)
    told = np.where(before == klass, "old", np.where(again, "again", "new"))
    return np.where(before == UNKNOWN, decoded(households["stated_kind"], str, ""), told)


def _rows(places: Iterator[Section], rosters: Mapping[int, Sequence[Any]]) -> Iterator[Row]:
    group = counting(1)
    for section in places:
        yield from section.headings
        for at, household in enumerate(section.households, 1):
            own = next(group)
            for values in _household(at, household, rosters.get(household.household, ())):
                yield Row(values, section.place, section.level, group=own)


def _household(at: int, household: Any, roster: Sequence[Any]) -> Iterator[dict[str, Value]]:
    """The lines of a household: the marks stand on the first."""
    marks: dict[str, Value] = {"A": at, **_marks(household)}
    if not roster:
        yield {**_member(1, household.name, None, "", "", "head"), **marks}
    for place, member in enumerate(roster, 1):
        relation = "head" if member.head else member.relation
        values = _member(place, member.name, member.sex, member.birth, member.ethnic, relation)
        yield values | (marks if place == 1 else {})


def _marks(household: Any) -> dict[str, Value]:
    given = {"8": household.merit, "9": household.local, "10": household.no_labour}
    marks: dict[str, Value] = {column: MARK for column, has in given.items() if has}
    return marks | ({KINDS[household.marked]: MARK} if household.marked in KINDS else {})


def _member(
    place: int, name: str, sex: str | None, birth: str, ethnic: str, relation: str
) -> dict[str, Value]:
    born = int(birth[:4]) if birth else None
    return {
        "A": None,
        "B": place,
        "C": name,
        "1": born if sex == MALE else None,
        "2": born if sex == FEMALE else None,
        "3": code_list("ethnic").name(ethnic) if ethnic else None,
        "4": code_list("relation").name(relation) if relation else None,
        **dict.fromkeys(map(str, range(5, 17))),
    }


def _columns(klass: str) -> tuple[Column, ...]:
    kind = "Loại hộ nghèo" if klass == POOR else "Loại hộ cận nghèo"
    return (
        Column("STT chủ hộ", "A", "A", width=0.7, align="center"),
        Column("STT thành viên hộ", "B", "B", width=0.7, align="center"),
        Column("Họ, tên chủ hộ và thành viên trong hộ", "C", "C", width=3.6, align="left"),
        Column("Năm sinh", below=(_cell("Nam", 1), _cell("Nữ", 2))),
        Column("Dân tộc", "3", "3", width=1.2, align="left"),
        Column("Quan hệ với chủ hộ", "4", "4", width=1.6, align="left"),
        Column(kind, below=tuple(_cell(name, 5 + at) for at, name in enumerate(KIND_NAMES[klass]))),
        _cell("Hộ chính sách có công", 8),
        _cell("Hộ DTTS tại chỗ", 9),
        _cell("Hộ không có khả năng lao động", 10),
        Column(
            "Chính sách được hỗ trợ", below=tuple(_cell(name, 11 + at) for at, name in enumerate(SUPPORTS))
        ),
    )


def _cell(title: str, at: int) -> Column:
    return Column(title, str(at), str(at), align="center")
