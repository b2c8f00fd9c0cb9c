"""The one ledger of support, read: of a household, of a person, sums by sub-project, village and year.

Support stays with the household that it was given to, and is seen in the history of whoever came out of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

from sqlmodel import Session, col, func, select

from app.models.columns import columns
from app.models.household import Household
from app.models.key import Key
from app.models.person import Membership
from app.models.support import APPROVED, FINISHED, RECEIVING, Activity, Delivery, Enrolment
from app.rules.double_support import Ledger
from app.services import places
from app.services.support import doubles
from app.services.support.enrolment_steps import names_in_book
from app.services.support.filling import kind_of
from app.services.support.standing import ON_LIST, standing
from app.store import beneficiaries
from app.store.beneficiaries import Given
from app.store.store import Store

COUNTED = (APPROVED, RECEIVING, FINISHED)
OWN, MEMBER, ORIGIN, SPLIT = "own", "member", "origin", "split"


@dataclass(frozen=True, slots=True)
class Support:
    """An enrolment with what was handed over, as a history shows it.

    Attributes:
        value: đồng handed over, without what came back.
        relation: `own` of the household or person asked for; `member`: of somebody who was a member then or
            is one now; `origin`: of the household it came out of; `split`: of one that came out of it.
    """

    enrolment: Key
    activity: Key
    title: str
    programme: str
    code: str
    kind: str
    year: int
    household: Key
    person: Key | None
    name: str
    state: str
    registered: str
    approved: str
    began: str
    ended: str
    value: int
    quantity: float
    unit: str
    relation: str


def support_of_household(session: Session, household: Key) -> list[Support]:
    """All support of a household, its members, the one that it came out of and those that came out of it."""
    own = session.get_one(Household, household)
    split = list(
        session.exec(select(Household.id).where(Household.origin == household, Household.deleted == 0))
    )
    people = list(session.exec(_members(household)))
    relations = {household: OWN} | ({own.origin: ORIGIN} if own.origin else {}) | dict.fromkeys(split, SPLIT)
    condition = col(Enrolment.household).in_(relations) | col(Enrolment.person).in_(people)
    return _supports(session, condition, lambda one: _relation(one, relations, set(people)))


def _relation(one: Enrolment, relations: dict[Key, str], people: set[Key]) -> str:
    if one.household in relations and relations[one.household] == OWN:
        return OWN
    return MEMBER if one.person in people else relations[one.household]


def _members(household: Key) -> Any:
    return (
        select(Membership.person).where(Membership.household == household, Membership.deleted == 0).distinct()
    )


def support_of_person(session: Session, person: Key) -> list[Support]:
    """All support on record that was given to a person, in whatever household."""
    return _supports(session, col(Enrolment.person) == person, lambda _one: OWN)


def _supports(session: Session, condition: Any, relation: Any) -> list[Support]:
    """The newest first."""
    net = func.coalesce(Delivery.value, 0) - func.coalesce(Delivery.returned_value, 0)
    count = func.coalesce(Delivery.quantity, 0) - func.coalesce(Delivery.returned_quantity, 0)
    query = (
        columns(Enrolment, Activity, func.coalesce(func.sum(net), 0), func.coalesce(func.sum(count), 0))
        .join(Activity, col(Activity.id) == col(Enrolment.activity))
        .outerjoin(Delivery, (col(Delivery.enrolment) == col(Enrolment.id)) & (col(Delivery.deleted) == 0))
        .where(condition, Enrolment.deleted == 0, Activity.deleted == 0)
        .group_by(col(Enrolment.id))
        .order_by(col(Activity.year).desc(), col(Enrolment.registered).desc(), col(Enrolment.id))
    )
    rows = list(session.execute(query))
    names = names_in_book(session, [row[0] for row in rows])
    return [
        _support(enrolment, one, value, quantity, names[enrolment.id], relation(enrolment))
        for enrolment, one, value, quantity in rows
    ]


def _support(
    enrolment: Enrolment, one: Activity, value: int, quantity: float, name: str, relation: str
) -> Support:
    return Support(
        enrolment=enrolment.id,
        activity=one.id,
        title=one.title,
        programme=one.programme,
        code=one.code,
        kind=kind_of(one.programme, one.code, one.part),
        year=one.year,
        household=enrolment.household,
        person=enrolment.person,
        name=name,
        state=enrolment.state,
        registered=enrolment.registered,
        approved=enrolment.approved,
        began=enrolment.began,
        ended=enrolment.finished or enrolment.ended,
        value=value,
        quantity=quantity,
        unit=one.unit,
        relation=relation,
    )


class Sum(NamedTuple):
    """Support of a sub-project in a village and year: distinct households and persons, value in đồng.

    The village is where the household lived when it was registered; the year is the activity's.
    """

    programme: str
    code: str
    place: Key
    year: int
    households: int
    persons: int
    enrolments: int
    value: int


def sums(store: Store, scope: Key, years: Collection[int] = ()) -> list[Sum]:
    """The sums of a place and all below it, by year, programme and code; of some years or of all."""
    with store.session() as session:
        below = [place.id for place in places.below(session, scope)]
    found = (Sum(*row) for row in beneficiaries.sums(store, below))
    return [one for one in found if not years or one.year in years]


def kinds_given(store: Store, years: Collection[int]) -> dict[Key, set[str]]:
    """By household the kinds of support that count in some years, of it or of its members."""
    found: dict[Key, set[str]] = defaultdict(set)
    for one in _given(store, years):
        found[one.household].add(kind_of(one.programme, one.code, one.part))
    return dict(found)


def _given(store: Store, years: Collection[int]) -> list[Given]:
    return [one for one in beneficiaries.given(store) if one.year in years]


def nothing(store: Store, scope: Key, year: int, day: str) -> list[Key]:
    """The poor and near-poor households of a place on a day that no support of a year reached."""
    with store.session() as session:
        below = {place.id for place in places.below(session, scope)}
    reached, stands = kinds_given(store, (year,)), standing(store, day)
    return [
        home.key
        for home in beneficiaries.homes(store, day)
        if home.place in below
        and home.key not in reached
        and home.key in stands
        and stands[home.key].klass in ON_LIST
    ]


class Twice(NamedTuple):
    """Two records of one kind of support that stand against each other."""

    household: Key
    person: Key | None
    kind: str
    first: Key
    second: Key
    why: str


def twice(store: Store, year: int) -> list[Twice]:
    """Households and persons who got one kind of support twice, one of them in a year; once per pair."""
    every = [one for one in beneficiaries.given(store) if one.year <= year]
    found = []
    for _who, records in _by_subject(every).items():
        for one, other in combinations(sorted(records, key=lambda each: (each.year, each.enrolment)), 2):
            if other.year == year and (clash := _clash(one, other)):
                found.append(
                    Twice(
                        other.household,
                        other.person,
                        clash.record.kind,
                        one.enrolment,
                        other.enrolment,
                        clash.text,
                    )
                )
    return found


def _by_subject(given: Iterable[Given]) -> dict[tuple[Key, str], list[Given]]:
    found: dict[tuple[Key, str], list[Given]] = defaultdict(list)
    for one in given:
        found[one.person or one.household, kind_of(one.programme, one.code, one.part)].append(one)
    return {who: records for who, records in found.items() if len(records) > 1}


def _clash(one: Given, other: Given) -> Any:
    return next(iter(Ledger([doubles.support(one)]).against(doubles.as_new(other))), None)
