"""Activities as lines of a list: where, how many places, who is enrolled, what was handed over and paid."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from app.models.columns import columns
from app.models.key import Key
from app.models.place import Place
from app.models.support import (
    DISBURSED,
    PAID_BACK,
    PLANNED,
    Activity,
    ActivityPlace,
    Delivery,
    Enrolment,
    Money,
)
from app.rules.asks import check
from app.services import places
from app.services.support.activities import HOLDING, places_of, sub_project_of, unit_of


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An activity of a list.

    Attributes:
        villages: where it takes place, by name; empty for everywhere in its place.
        places: planned in its unit (`unit_of`: household, person, place); None where nobody planned a number.
        states: enrolments by state.
        delivered: đồng handed over, without what came back.
        planned_money, disbursed: đồng of all sources.
        missing: labels of the fields that its sub-project asks for and nobody filled.
    """

    key: Key
    place: Key
    programme: str
    code: str
    part: str
    year: int
    title: str
    villages: tuple[str, ...]
    since: str
    until: str
    closed: str
    unit_of: str
    places: int | None
    states: Mapping[str, int]
    delivered: int
    planned_money: int
    disbursed: int
    missing: tuple[str, ...]

    @property
    def enrolled(self) -> int:
        """How many hold a place: approved, receiving, finished."""
        return sum(self.states.get(state, 0) for state in HOLDING)

    @property
    def free(self) -> int | None:
        """Places that nobody holds; None without a number of places."""
        return None if self.places is None else max(self.places - self.enrolled, 0)


def lines(session: Session, scope: Key, year: int | None = None, code: str = "") -> list[ActivityLine]:
    """The activities of a place and of those below it, the newest year first, then by programme and code."""
    below = [place.id for place in places.below(session, scope)]
    query = select(Activity).where(col(Activity.place).in_(below), Activity.deleted == 0)
    if year is not None:
        query = query.where(Activity.year == year)
    if code:
        query = query.where(Activity.code == code)
    order = (col(Activity.year).desc(), col(Activity.programme), col(Activity.code), col(Activity.id))
    return as_lines(session, session.exec(query.order_by(*order)).all())


def as_lines(session: Session, told: Collection[Activity]) -> list[ActivityLine]:
    """The activities as lines, in the order given."""
    keys = [one.id for one in told]
    states, villages = _states(session, keys), _villages(session, keys)
    delivered, money = _delivered(session, keys), _money(session, keys)
    return [
        ActivityLine(
            key=one.id,
            place=one.place,
            programme=one.programme,
            code=one.code,
            part=one.part,
            year=one.year,
            title=one.title,
            villages=tuple(villages.get(one.id, ())),
            since=one.since,
            until=one.until,
            closed=one.closed,
            unit_of=unit_of(one),
            places=places_of(one),
            states=states.get(one.id, {}),
            delivered=delivered.get(one.id, 0),
            planned_money=money[one.id][PLANNED],
            disbursed=money[one.id][DISBURSED] - money[one.id][PAID_BACK],
            missing=missing(one),
        )
        for one in told
    ]


def missing(one: Activity) -> tuple[str, ...]:
    """The labels of what its sub-project asks for and nobody filled in."""
    asks = sub_project_of(one).asks_on("activity", one.part)
    labels = {ask.key: ask.label for ask in asks}
    return tuple(labels[told.key] for told in check(asks, one.details) if told.kind == "missing")


def _states(session: Session, keys: Collection[Key]) -> dict[Key, Counter[str]]:
    query = (
        columns(Enrolment.activity, Enrolment.state, func.count(col(Enrolment.id)))
        .where(col(Enrolment.activity).in_(keys), Enrolment.deleted == 0)
        .group_by(col(Enrolment.activity), col(Enrolment.state))
    )
    found: dict[Key, Counter[str]] = defaultdict(Counter)
    for key, state, count in session.execute(query):
        found[key][state] = count
    return found


def _villages(session: Session, keys: Collection[Key]) -> dict[Key, list[str]]:
    query = (
        columns(ActivityPlace.activity, Place.name)
        .join(Place, col(Place.id) == col(ActivityPlace.place))
        .where(col(ActivityPlace.activity).in_(keys), ActivityPlace.deleted == 0)
        .order_by(col(Place.code), col(Place.id))
    )
    found: dict[Key, list[str]] = defaultdict(list)
    for key, name in session.execute(query):
        found[key].append(name)
    return found


def _delivered(session: Session, keys: Collection[Key]) -> dict[Key, int]:
    net = func.coalesce(Delivery.value, 0) - func.coalesce(Delivery.returned_value, 0)
    query = (
        columns(Enrolment.activity, func.sum(net))
        .join(Enrolment, col(Enrolment.id) == col(Delivery.enrolment))
        .where(col(Enrolment.activity).in_(keys), Delivery.deleted == 0, Enrolment.deleted == 0)
        .group_by(col(Enrolment.activity))
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _money(session: Session, keys: Collection[Key]) -> dict[Key | None, Counter[str]]:
    query = (
        columns(Money.activity, Money.stage, func.sum(Money.amount))
        .where(col(Money.activity).in_(keys), Money.deleted == 0)
        .group_by(col(Money.activity), col(Money.stage))
    )
    found: dict[Key | None, Counter[str]] = defaultdict(Counter)
    for key, stage, amount in session.execute(query):
        found[key][stage] = amount
    return found
