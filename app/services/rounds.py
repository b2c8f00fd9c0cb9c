"""Review rounds: opened from last year's list and from requests, followed, closed, reopened with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _
from app.models.columns import columns
from app.models.household import Household
from app.models.key import Key
from app.models.person import Membership, Person
from app.models.place import Place
from app.models.review import (
    CLOSED,
    DONE,
    IMPORTED,
    NEAR_POOR,
    NOT_BEGUN,
    OPEN,
    PERIODIC,
    POOR,
    SURVEYED,
    Case,
    Result,
    Round,
)
from app.rules import book
from app.services import places, typed
from app.services.freezing import must_not_be_recognised
from app.services.sizes import size
from app.store.act import Act
from app.store.books import NotOurs
from app.store.store import Store

ON_LIST, REQUEST, ADDED = "on_list", "request", "added"


@dataclass(frozen=True, slots=True)
class VillageStatus:
    """How far a village is in a round: cases by state, households by class, persons reviewed."""

    village: str
    cases: int
    states: dict[str, int]
    classes: dict[str, int]
    persons: int


@dataclass(frozen=True, slots=True)
class Status:
    """How far a round is.

    Attributes:
        standard: the rule book by which `classes` are counted.
        disagreeing: cases whose agreed class is not the computed one.
    """

    year: int
    kind: str
    state: str
    source: str
    standard: str
    villages: tuple[VillageStatus, ...]
    disagreeing: int

    @property
    def classes(self) -> dict[str, int]:
        """Households by class in the whole round."""
        return dict(sum((Counter(village.classes) for village in self.villages), Counter()))

    @property
    def states(self) -> dict[str, int]:
        """Cases by state in the whole round."""
        return dict(sum((Counter(village.states) for village in self.villages), Counter()))


def standards_of(year: int) -> tuple[str, ...]:
    """The keys of the rule books in force for results of a year."""
    return tuple(rule_book.key for rule_book in book.in_force(date(year, 12, 31)))


def find(
    session: Session, place: Key, year: int, kind: str = PERIODIC, month: int | None = None
) -> Round | None:
    """The round of a place and year, if there is one."""
    query = select(Round).where(
        Round.place == place, Round.year == year, Round.kind == kind, Round.deleted == 0
    )
    return next((one for one in session.exec(query) if one.month == month), None)


def get(session: Session, place: Key, year: int, kind: str = PERIODIC) -> Round:
    """The round of a place and year; InputFault when there is none."""
    found = find(session, place, year, kind)
    if found is None:
        raise _without_round(year)
    return found


def must_be_held(session: Session, scope: Key, year: int) -> None:
    """InputFault when neither a place nor any place under it has a round of the year."""
    within = [one.id for one in places.below(session, scope)]
    query = select(Round.id).where(col(Round.place).in_(within), Round.year == year, Round.deleted == 0)
    if session.exec(query).first() is None:
        raise _without_round(year)


def _without_round(year: int) -> InputFault:
    return InputFault(
        _("Sổ chưa có đợt rà soát năm {year}.").format(year=year),
        todo=_("Mở đợt bằng lệnh “review … open --year {year}”, hoặc nhập sổ của năm đó.").format(year=year),
    )


def previous(session: Session, one: Round) -> Round | None:
    """The newest earlier periodic round of the same place: what this one is compared with."""
    query = (
        select(Round)
        .where(Round.place == one.place, Round.year < one.year, Round.kind == PERIODIC, Round.deleted == 0)
        .order_by(col(Round.year).desc())
    )
    return session.exec(query).first()


def begin(
    act: Act,
    place: Key,
    year: int,
    source: str,
    opened: str = "",
    kind: str = PERIODIC,
    month: int | None = None,
) -> Key:
    """Within an act: a new round, under the rule books in force for its year. An imported one is closed.

    Args:
        month: of an ad-hoc round.
    """
    (key,) = act.insert(
        "review_round",
        [
            {
                "place": place,
                "year": year,
                "kind": kind,
                "month": month,
                "standards": " ".join(standards_of(year)),
                "state": CLOSED if source == IMPORTED else OPEN,
                "source": source,
                "opened": opened,
            }
        ],
    )
    return key


def open_round(store: Store, year: int, today: date, actor: str) -> tuple[Round, int]:
    """Open the periodic round of a year and take last year's poor and near-poor households into it.

    Opening again only adds households that are not in yet. Returns the round and how many cases were added.
    """
    with store.session() as session:
        one = find(session, store.place, year)
        if one is not None and must_not_be_recognised(one).state == CLOSED:
            raise InputFault(
                _("Đợt rà soát năm {year} đã khóa sổ.").format(year=year),
                todo=_("Muốn sửa tiếp, mở lại đợt bằng lệnh “review … reopen” và ghi lý do."),
            )
    with store.write(_("Mở đợt rà soát năm {year}").format(year=year), actor) as act:
        key = one.id if one else begin(act, store.place, year, SURVEYED, today.isoformat())
        with store.session() as session:
            rows = _from_last_list(session, store.place, session.get_one(Round, key))
        act.insert("review_case", rows)
    with store.session() as session:
        return session.get_one(Round, key), len(rows)


def _from_last_list(session: Session, scope: Key, one: Round) -> list[dict[str, Any]]:
    """Cases for the poor and near-poor of the round before that are still there and not in this one."""
    before = previous(session, one)
    if before is None:
        return []
    in_already = select(Case.household).where(Case.round == one.id, Case.deleted == 0)
    query = (
        select(Case.household)
        .join(Result, col(Result.review_case) == col(Case.id))
        .where(
            Case.round == before.id,
            col(Result.final_class).in_((POOR, NEAR_POOR)),
            col(Case.household).not_in(in_already),
            Case.deleted == 0,
            Result.deleted == 0,
        )
        .distinct()
    )
    return new_cases(session, one.id, list(session.exec(query)), ON_LIST)


def new_cases(session: Session, one: Key, households: Sequence[Key], origin: str) -> list[dict[str, Any]]:
    """Rows of cases for households as they live and count now; those that ended are left out."""
    rows = []
    for known, listed in with_listed(session, households):
        if not known.ended:
            rows.append(
                {
                    "round": one,
                    "household": known.id,
                    "place": known.place,
                    "origin": origin,
                    "state": NOT_BEGUN,
                    "size": size(known, listed).persons,
                    "groups": known.groups,
                }
            )
    return rows


def with_listed(session: Session, households: Sequence[Key]) -> Iterable[tuple[Household, int]]:
    """Each household with the number of its current members known by name."""
    listed = (
        select(Membership.household, func.count(col(Membership.id)).label("listed"))
        .where(Membership.until == "", Membership.deleted == 0)
        .group_by(col(Membership.household))
        .subquery()
    )
    query = (
        select(Household, func.coalesce(listed.c.listed, 0))
        .outerjoin(listed, listed.c.household == col(Household.id))
        .where(col(Household.id).in_(households), Household.deleted == 0)
        .order_by(col(Household.id))
    )
    return session.exec(query).all()


def request(store: Store, year: int, household: Key, on: str, actor: str) -> Key:
    """A household outside the list files a request (Mẫu 01) and enters the round."""
    day = typed.day(on)
    with store.session() as session:
        one = must_be_open(get(session, store.place, year))
        if session.exec(_case_of(one.id, household)).first():
            raise InputFault(_("Hộ này đã có trong đợt rà soát năm {year}.").format(year=year))
        rows = new_cases(session, one.id, [household], REQUEST)
    if not rows:
        raise InputFault(
            _("Hộ này không còn trong danh sách đang ở."), todo=_("Tìm lại hộ bằng tên chủ hộ hoặc mã hộ.")
        )
    with store.write(_("Hộ đề nghị rà soát"), actor) as act:
        (key,) = act.insert("review_case", [row | {"requested": day} for row in rows])
    return key


def _case_of(one: Key, household: Key) -> Any:
    return select(Case).where(Case.round == one, Case.household == household, Case.deleted == 0)


def must_be_open(one: Round) -> Round:
    """The round itself, if it can still be worked on: no decision recognised it, and it is not closed."""
    must_not_be_recognised(one)
    if one.state == CLOSED:
        raise InputFault(
            _("Đợt rà soát năm {year} đã khóa sổ nên không sửa được.").format(year=one.year),
            todo=_("Mở lại đợt và ghi lý do, rồi sửa."),
        )
    return one


def must_be_ours(store: Store, one: Round) -> Round:
    """The round itself, if this store keeps its book; the level above returns work instead of changing it."""
    if one.place != store.place:
        with store.session() as session:
            raise NotOurs(places.place(session, one.place).name)
    return one


def close(store: Store, year: int, today: date, actor: str) -> None:
    """Close a round; refused while a case is not done or has no class."""
    with store.session() as session:
        one = must_be_open(get(session, store.place, year))
        waiting = unfinished(session, one)
    if waiting:
        raise InputFault(
            _("Chưa khóa sổ được: còn {count} hộ chưa rà soát xong hoặc chưa có kết quả.").format(
                count=len(waiting)
            ),
            _("Ví dụ: {names}.").format(names="; ".join(waiting[:5])),
            _("Rà soát xong các hộ này (xem “review … status”), rồi khóa lại."),
        )
    with store.write(_("Khóa sổ đợt rà soát năm {year}").format(year=year), actor) as act:
        act.update("review_round", one.id, {"state": CLOSED, "closed": today.isoformat()})


def reopen(store: Store, year: int, why: str, actor: str) -> None:
    """Reopen a closed round; the reason stays in its note and in the history."""
    if not why.strip():
        raise InputFault(_("Mở lại đợt phải ghi lý do."), todo=_('Thêm --why "…" rồi chạy lại.'))
    with store.session() as session:
        one = must_not_be_recognised(get(session, store.place, year))
    if one.state == OPEN:
        raise InputFault(_("Đợt rà soát năm {year} đang mở.").format(year=year))
    with store.write(_("Mở lại đợt rà soát năm {year}: {why}").format(year=year, why=why), actor) as act:
        act.update("review_round", one.id, {"state": OPEN, "closed": "", "note": why})


def unfinished(session: Session, one: Round) -> list[str]:
    """Cases that are not done or have no class under a standard, each as “head (village)”."""
    query = (
        select(Case.id, func.max(Person.name), func.max(Place.name))
        .select_from(Case)
        .join(Place, col(Place.id) == col(Case.place))
        .outerjoin(Result, (col(Result.review_case) == col(Case.id)) & (col(Result.deleted) == 0))
        .outerjoin(Membership, _head_of(Case.household))
        .outerjoin(Person, col(Person.id) == col(Membership.person))
        .where(Case.round == one.id, Case.deleted == 0)
        .where((col(Case.state) != DONE) | col(Result.final_class).is_(None))
        .group_by(col(Case.id))
    )
    return [f"{name or '?'} ({village})" for _case, name, village in session.exec(query)]


def _head_of(household: Any) -> Any:
    return (
        (col(Membership.household) == col(household))
        & (col(Membership.head) == 1)
        & (col(Membership.until) == "")
        & (col(Membership.deleted) == 0)
    )


def status(session: Session, scope: Key, year: int, standard: str = "") -> Status:
    """How far the round of a year is, village by village."""
    one = get(session, scope, year)
    standard = standard or next(iter(one.standards.split()), "")
    query = (
        columns(Case.place, Case.state, Case.size, Result.final_class, Result.computed_class)
        .outerjoin(
            Result,
            (col(Result.review_case) == col(Case.id))
            & (col(Result.standard) == standard)
            & (col(Result.deleted) == 0),
        )
        .where(Case.round == one.id, Case.deleted == 0)
    )
    rows: Sequence[Any] = session.execute(query).all()
    villages = [place for place in places.below(session, scope) if place.id in {row[0] for row in rows}]
    return Status(
        year=year,
        kind=one.kind,
        state=one.state,
        source=one.source,
        standard=standard,
        villages=tuple(_village(place, [row for row in rows if row[0] == place.id]) for place in villages),
        disagreeing=sum(row[4] is not None and row[3] != row[4] for row in rows),
    )


def _village(place: Place, rows: Sequence[Any]) -> VillageStatus:
    return VillageStatus(
        village=place.name,
        cases=len(rows),
        states=dict(Counter(row[1] for row in rows)),
        classes=dict(Counter(row[3] or "unknown" for row in rows)),
        persons=sum(row[2] or 0 for row in rows),
    )
