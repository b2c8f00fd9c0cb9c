"""Reports 14 and 15: the near-poor, and the poor, member by member (Phụ lục số 2.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from app.i18n import number
from app.models.person import FEMALE, MALE
from app.models.review import NEAR_POOR, POOR
from app.reports import support_columns
from app.reports.columns import Array, Many, Numbered, Packed, columns, decoded
from app.reports.frame import Frame
from app.reports.issued import issued
from app.reports.member_rows import HEADING, Homes, MemberRows, Members
from app.reports.movement_ledger import UNKNOWN
from app.reports.queries import HEAD, members
from app.reports.report import Column, Report, Row, Value
from app.reports.sections import LAST, NO_HEAD, headings, paper_positions
from app.reports.support_columns import SUPPORTS, crossed, untold
from app.rules.codes import code_list

ELSEWHERE = -1  # the household of a member who is not of the scope
ANNEX = "Phụ lục số 2.3"
MARK = "×"
KINDS = {"new": "5", "again": "6", "old": "7"}
GROUPS = {"merit": "8", "local": "9", "no_labour": "10"}
KIND_NAMES = {
    POOR: ("Nghèo mới", "Tái nghèo", "Nghèo cũ"),
    NEAR_POOR: ("Cận nghèo mới", "Tái cận nghèo", "Cận nghèo cũ"),
}
TITLES = {POOR: "DANH SÁCH CHI TIẾT HỘ NGHÈO", NEAR_POOR: "DANH SÁCH CHI TIẾT HỘ CẬN NGHÈO"}
_BORN = {MALE: "1", FEMALE: "2"}
_CROSSED = (
    *KINDS.values(),
    *GROUPS.values(),
    *(str(support_columns.FIRST + at) for at in range(len(SUPPORTS))),
)


def make_near_poor(frame: Frame) -> Report:
    """Report 14; its keys are `A`, `B`, `C` and `1` to `16`, a row a member."""
    return _make(frame, "14", NEAR_POOR)


def make_poor(frame: Frame) -> Report:
    """Report 15; its keys are `A`, `B`, `C` and `1` to `16`, a row a member."""
    return _make(frame, "15", POOR)


def _make(frame: Frame, key: str, klass: str) -> Report:
    of_class = frame.cases[(frame.cases["klass"] == klass).to_numpy(dtype=bool)].reset_index(drop=True)
    query = members(frame.rounds.now, frame.scope.standard, klass)
    found = columns(
        frame.session,
        query,
        {"household": Numbered(frame.numbers), "name": Packed(), "sort_key": Many()},
    )
    home = pd.Index(of_class["household"]).get_indexer(pd.Index(found["household"]))
    rows = _rows(frame, of_class, _marks(frame, of_class, klass), found, home) if len(of_class) else ()
    listed = np.bincount(home[home != ELSEWHERE], minlength=len(of_class))
    short = int((listed < of_class["persons"].to_numpy()).sum())
    told = (
        f"{number(short)} hộ chưa có đủ danh sách thành viên." if short else "",
        untold(frame) if rows else "",
    )
    notes = tuple(filter(None, told))
    return issued(frame, key, TITLES[klass], _columns(klass), rows, annex=ANNEX, notes=notes)


def _marks(frame: Frame, households: pd.DataFrame, klass: str) -> Array:
    """Of each household the columns of `_CROSSED` in which it has a cross, a bit for each."""
    kinds = _kinds(frame, households, klass)
    own = [*(kinds == kind for kind in KINDS), *(households[group].to_numpy(dtype=bool) for group in GROUPS)]
    every = np.hstack((np.array(own).T, crossed(frame, households["household"].to_numpy())))
    marks: Array = np.dot(every, 1 << np.arange(len(_CROSSED)))
    return marks


def _kinds(frame: Frame, households: pd.DataFrame, klass: str) -> Array:
    """`new`, `again` or `old` for each household; where last year is unknown, what the official list said."""
    ledger = frame.ledger.set_index("household")[["before", "again"]].reindex(households["household"])
    before, again = ledger["before"].to_numpy(dtype=object), ledger["again"].to_numpy(dtype=bool)
    told = np.where(before == klass, "old", np.where(again, "again", "new"))
    return np.where(before == UNKNOWN, decoded(households["stated_kind"], str, ""), told)


def _rows(
    frame: Frame, households: pd.DataFrame, marks: Array, found: Mapping[str, Any], home: Array
) -> MemberRows:
    """The rows of the households; `home` says of each member found whose it is, or ELSEWHERE."""
    positions = paper_positions(frame, households["place"])
    ranks = _ranks(found["sort_key"], home, len(households))
    order = np.lexsort((households["household"].to_numpy(), ranks, positions))
    at, section = np.unique(positions[order], return_inverse=True)
    announced = [*headings(frame, at)]
    distinct, mark = np.unique(marks[order], return_inverse=True)
    begins = np.searchsorted(section, np.arange(len(at)))
    homes = Homes(
        number=np.arange(1, len(order) + 1) - begins[section],
        section=section,
        mark=mark,
        sections=[(rows[-1].place, rows[-1].level) for rows in announced],
        marks=[_crosses(one) for one in distinct.tolist()],
    )
    placed = np.where(home == ELSEWHERE, ELSEWHERE, np.argsort(order)[home])
    return _lines(_members(found), homes, announced, placed, begins)


def _crosses(marks: int) -> Mapping[str, Value]:
    return {column: MARK for at, column in enumerate(_CROSSED) if marks >> at & 1}


def _ranks(sort_keys: pd.Series[Any], home: Array, households: int) -> Array:
    """The order of the households by the given names of their heads; the first of several heads counts."""
    keys = np.full(households, LAST, dtype=object)
    heads = np.flatnonzero(sort_keys.notna() & (home != ELSEWHERE))[::-1]
    keys[home[heads]] = sort_keys.to_numpy()[heads]
    ranks: Array = np.unique(keys, return_inverse=True)[1]
    return ranks


def _members(found: Mapping[str, Any]) -> Members:
    """The members found, and after them the head of whom nothing is known."""
    born, sex, ethnic, relation = (found[key] for key in ("born", "sex", "ethnic", "relation"))
    ethnics, relations = code_list("ethnic"), code_list("relation")
    found["name"].add([NO_HEAD])
    return Members(
        name=found["name"],
        born=np.append(decoded(pd.Series(born), lambda year: int(year or 0), 0), 0).astype(np.int16),
        column=np.append(sex.codes, -1),
        ethnic=np.append(ethnic.codes, -1),
        relation=np.append(relation.codes, -1),
        column_names=[*map(_BORN.__getitem__, sex.categories), ""],
        ethnic_names=[*(ethnics.name(code) if code else "" for code in ethnic.categories), ""],
        relation_names=[
            *(relations.name(code) if code else "" for code in relation.categories),
            relations.name(HEAD),
        ],
    )


def _lines(
    members: Members, homes: Homes, announced: Sequence[Sequence[Row]], home: Array, begins: Array
) -> MemberRows:
    """The lines, given of each member its household in the order of the paper, and where places begin."""
    here = np.flatnonzero(home != ELSEWHERE)
    unlisted = np.setdiff1d(np.arange(len(homes.number)), home)
    owner = np.concatenate((home[here], unlisted)).astype(np.int32)
    member = np.concatenate((here, np.full(len(unlisted), len(home)))).astype(np.int32)
    order = np.argsort(owner, kind="stable")
    owner, member = owner[order], member[order]
    first = np.searchsorted(owner, np.arange(len(homes.number)))
    place = np.arange(1, len(owner) + 1) - first[owner]
    above = np.repeat(first[begins], [len(rows) for rows in announced])
    return MemberRows(
        members,
        homes,
        headings=[row for rows in announced for row in rows],
        home=np.insert(owner, above, HEADING),
        member=np.insert(member, above, np.arange(len(above))),
        place=np.insert(place.astype(np.int32), above, 0),
    )


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
            "Chính sách được hỗ trợ",
            below=tuple(_cell(name, support_columns.FIRST + at) for at, name in enumerate(SUPPORTS)),
        ),
    )


def _cell(title: str, at: int) -> Column:
    return Column(title, str(at), str(at), align="center")
