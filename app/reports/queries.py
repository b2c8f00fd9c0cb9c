"""What reports ask of the store, each a query of the columns needed and no more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, case, func, or_, select
from sqlmodel import col

from app.models.household import Household
from app.models.key import Key
from app.models.person import Membership, Person
from app.models.review import NEAR_POOR, POOR, Case, CaseMember, Result
from app.models.support import Activity, Enrolment
from app.reports.columns import raw
from app.reports.rounds import Held

Query = Select[Any]
HEAD = "head"  # the relation of the head, whatever was noted


def households(places: Collection[Key], rounds: Sequence[Held]) -> Query:
    """The households that live in the places, or have a case in the rounds, with sex and group of their head.

    A line more for each further head.
    """
    return (
        _select(
            household=Household.id,
            place=Household.place,
            declared_size=Household.declared_size,
            roster_complete=Household.roster_complete,
            groups=raw(Household.groups),
            local_minority=Household.local_minority,
            formed=Household.formed,
            formed_how=Household.formed_how,
            ended=Household.ended,
            ended_how=Household.ended_how,
            sex=Person.sex,
            ethnic=Person.ethnic,
        )
        .outerjoin(Membership, and_(_headed(), col(Membership.household) == col(Household.id)))
        .outerjoin(Person, and_(col(Person.id) == col(Membership.person), col(Person.deleted) == 0))
        .where(_concerned(places, rounds), col(Household.deleted) == 0)
    )


def cases(rounds: Sequence[Held], standard: str) -> Query:
    """The cases of rounds with their result under one standard."""
    return (
        _select(
            household=Case.household,
            place=Case.place,
            round=Case.round,
            state=Case.state,
            size=Case.size,
            origin=Case.origin,
            stated_kind=Case.stated_kind,
            causes=raw(Case.causes),
            case_groups=raw(Case.groups),
            klass=Result.final_class,
            deprived=raw(Result.deprived),
            b1=Result.b1,
            b2=Result.b2,
        )
        .outerjoin(Result, and_(_result(), col(Result.standard) == standard))
        .where(*_held(rounds))
        .order_by(col(Case.round), col(Case.id))
    )


def last_cases(rounds: Sequence[Held]) -> Query:
    """The cases of earlier rounds with their results under any standard."""
    return (
        _select(
            household=Case.household,
            place=Case.place,
            round=Case.round,
            size=Case.size,
            standard=Result.standard,
            klass=Result.final_class,
        )
        .outerjoin(Result, _result())
        .where(*_held(rounds))
        .order_by(col(Case.round), col(Case.id))
    )


def listed(rounds: Sequence[Held]) -> Query:
    """Which households were poor, and which near-poor, in any of the rounds under any standard."""
    return (
        _select(household=Case.household, klass=Result.final_class)
        .join(Result, _result())
        .where(*_held(rounds), col(Result.final_class).in_((POOR, NEAR_POOR)))
        .distinct()
    )


def rosters(places: Collection[Key], rounds: Sequence[Held]) -> Query:
    """How many members those of `households` have whose roster is complete."""
    return (
        _select(household=Membership.household, persons=func.count(col(Membership.id)))
        .join(Person, col(Person.id) == col(Membership.person))
        .join(Household, col(Household.id) == col(Membership.household))
        .where(col(Household.roster_complete) == 1, *_current(), _concerned(places, rounds))
        .group_by(col(Membership.household))
    )


def head_names(rounds: Sequence[Held]) -> Query:
    """Name and year of birth of the heads of the households that have a case in the rounds."""
    return (
        _select(
            household=Membership.household,
            name=Person.name,
            sort_key=Person.sort_key,
            born=_year(Person.birth),
        )
        .join(Person, col(Person.id) == col(Membership.person))
        .where(_headed(), col(Person.deleted) == 0)
        .where(col(Membership.household).in_(select(col(Case.household)).where(*_held(rounds))))
        .order_by(col(Membership.id))
    )


def members(rounds: Sequence[Held], standard: str, klass: str) -> Query:
    """The members, in roster order, of the households that rounds found to be of a class."""
    order: tuple[Any, ...] = (
        Membership.household,
        col(Membership.head).desc(),
        Membership.place_in_list,
        Membership.id,
    )
    return (
        _select(
            household=Membership.household,
            name=Person.name,
            sort_key=case((col(Membership.head) == 1, col(Person.sort_key))),
            sex=Person.sex,
            born=_year(Person.birth),
            ethnic=Person.ethnic,
            relation=case((col(Membership.head) == 1, HEAD), else_=col(Membership.relation)),
        )
        .join(Person, col(Person.id) == col(Membership.person))
        .where(*_current(), col(Membership.household).in_(_of_class(rounds, standard, (klass,))))
        .order_by(*order)
    )


def supported(year: int, states: Collection[str]) -> Query:
    """Household, programme, code and part of all support of a year's activities in some states, once each."""
    return (
        _select(
            household=Enrolment.household,
            programme=Activity.programme,
            code=Activity.code,
            part=Activity.part,
        )
        .join(Activity, col(Activity.id) == col(Enrolment.activity))
        .where(col(Activity.year) == year, col(Activity.deleted) == 0, col(Enrolment.deleted) == 0)
        .where(col(Enrolment.state).in_(states))
        .distinct()
    )


def young(rounds: Sequence[Held], standard: str, classes: Sequence[str], born_from: int) -> Query:
    """The members born since a year in the households of the classes, with their answers in the rounds."""
    answered = and_(
        col(CaseMember.review_case) == col(Case.id),
        col(CaseMember.person) == col(Person.id),
        col(CaseMember.deleted) == 0,
    )
    return (
        _select(
            household=Case.household,
            round=Case.round,
            reviewed_on=Case.reviewed_on,
            birth=Person.birth,
            answers=raw(CaseMember.answers),
        )
        .join(Membership, col(Membership.household) == col(Case.household))
        .join(Person, col(Person.id) == col(Membership.person))
        .outerjoin(CaseMember, answered)
        .where(*_held(rounds), *_current(), col(Person.birth) >= str(born_from))
        .where(col(Case.household).in_(_of_class(rounds, standard, classes)))
    )


def _select(**columns: Any) -> Query:
    """A query of columns under the names by which reports know them."""
    return select(*(column.label(name) for name, column in columns.items()))


def _held(rounds: Sequence[Held]) -> tuple[ColumnElement[bool], ...]:
    return col(Case.round).in_([held.id for held in rounds]), col(Case.deleted) == 0


def _result() -> ColumnElement[bool]:
    return and_(col(Result.review_case) == col(Case.id), col(Result.deleted) == 0)


def _current() -> tuple[ColumnElement[bool], ...]:
    return col(Membership.deleted) == 0, col(Membership.until) == "", col(Person.deleted) == 0


def _headed() -> ColumnElement[bool]:
    return and_(col(Membership.head) == 1, col(Membership.until) == "", col(Membership.deleted) == 0)


def _concerned(places: Collection[Key], rounds: Sequence[Held]) -> ColumnElement[bool]:
    """True of a household that lives in the places, or has a case in the rounds wherever it lives now."""
    reviewed = select(col(Case.household)).where(*_held(rounds))
    return or_(col(Household.place).in_(places), col(Household.id).in_(reviewed))


def _year(date: Any) -> ColumnElement[str]:
    return func.substr(col(date), 1, 4, type_=Text)


def _of_class(rounds: Sequence[Held], standard: str, classes: Sequence[str]) -> Query:
    return (
        select(col(Case.household))
        .join(Result, _result())
        .where(*_held(rounds), col(Result.standard) == standard, col(Result.final_class).in_(classes))
    )
