"""Who is in an activity, and what it handed over, as lines of a list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlmodel import Session, col, func

from app.models.columns import columns
from app.models.household import Household
from app.models.key import Key
from app.models.person import Person
from app.models.place import Place
from app.models.support import Delivery, Enrolment
from app.services.support.enrolment_steps import heads, names_in_book


class Got(NamedTuple):
    """What one enrolment got, without what came back: quantity, đồng, last day, receipts not signed."""

    quantity: float = 0
    value: int = 0
    last: str = ""
    unsigned: int = 0


@dataclass(frozen=True, slots=True)
class EnrolmentLine:
    """Somebody in an activity; the record behind it is `enrolment`."""

    enrolment: Enrolment
    name: str
    head: str
    birth: str
    code: str
    village: str
    got: Got


def of_activity(session: Session, activity: Key, states: Collection[str] = ()) -> list[EnrolmentLine]:
    """Who is in an activity, by rank, then as they were registered; in some states or in any."""
    query = (
        columns(Enrolment, Household.code, Place.name, Person.birth)
        .join(Household, col(Household.id) == col(Enrolment.household))
        .join(Place, col(Place.id) == col(Enrolment.place))
        .outerjoin(Person, col(Person.id) == col(Enrolment.person))
        .where(Enrolment.activity == activity, Enrolment.deleted == 0)
        .order_by(func.coalesce(Enrolment.rank, _LAST), col(Enrolment.registered), col(Enrolment.id))
    )
    if states:
        query = query.where(col(Enrolment.state).in_(states))
    rows: list[Any] = list(session.execute(query))
    enrolments = [row[0] for row in rows]
    names, got = names_in_book(session, enrolments), _got(session, activity)
    of_homes = heads(session, [one.household for one in enrolments])
    return [
        EnrolmentLine(
            one,
            names[one.id],
            of_homes.get(one.household, "?"),
            birth or "",
            code,
            village,
            got.get(one.id, Got()),
        )
        for one, code, village, birth in rows
    ]


_LAST = 1 << 30  # behind every rank


def _got(session: Session, activity: Key) -> dict[Key, Got]:
    query = (
        columns(
            Delivery.enrolment,
            func.sum(func.coalesce(Delivery.quantity, 0) - func.coalesce(Delivery.returned_quantity, 0)),
            func.sum(func.coalesce(Delivery.value, 0) - func.coalesce(Delivery.returned_value, 0)),
            func.max(Delivery.on_day),
            func.sum(1 - col(Delivery.signed)),
        )
        .join(Enrolment, col(Enrolment.id) == col(Delivery.enrolment))
        .where(Enrolment.activity == activity, Delivery.deleted == 0)
        .group_by(col(Delivery.enrolment))
    )
    return {key: Got(*told) for key, *told in session.execute(query)}


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """Something that was handed over; the record behind it is `delivery`."""

    delivery: Delivery
    name: str


def deliveries(session: Session, activity: Key) -> list[DeliveryLine]:
    """What an activity handed over, the newest first."""
    query = (
        columns(Delivery, Enrolment)
        .join(Enrolment, col(Enrolment.id) == col(Delivery.enrolment))
        .where(Enrolment.activity == activity, Delivery.deleted == 0)
        .order_by(col(Delivery.on_day).desc(), col(Delivery.id).desc())
    )
    rows: list[Any] = list(session.execute(query))
    names = names_in_book(session, [row[1] for row in rows])
    return [DeliveryLine(delivery, names[enrolment.id]) for delivery, enrolment in rows]
