"""Whom a list of beneficiaries can mean: the register's households, or its persons, as matching sees them."""

from __future__ import annotations

from sqlmodel import Session, col

from app.dates import PartialDate
from app.exchange.intake import register
from app.exchange.intake.matching import Known
from app.models.columns import columns
from app.models.household import Household
from app.models.key import Key
from app.models.person import Membership, Person
from app.services import places


def applicants(session: Session, scope: Key, *, persons: bool) -> list[Known]:
    """Households by their heads, or persons by themselves.

    A person stands in `household` with its own key, in `membership` with that of its household.
    """
    return _persons(session, scope) if persons else register.households(session, scope)


def _persons(session: Session, scope: Key) -> list[Known]:
    within = [place.id for place in places.below(session, scope)]
    query = (
        columns(
            Person.id, Household.place, Household.id, Person.name, Person.birth, Person.sex, Person.cccd,
            Household.code,
        )
        .join(Membership, col(Membership.person) == col(Person.id))
        .join(Household, col(Household.id) == col(Membership.household))
        .where(col(Household.place).in_(within), Household.ended == "", Household.deleted == 0)
        .where(Membership.until == "", Membership.deleted == 0, Person.deleted == 0)
    )  # fmt: skip
    return [
        Known(
            key,
            village,
            key,
            home,
            name,
            PartialDate.of(birth) if birth else None,
            sex,
            cccd or "",
            None,
            code,
        )
        for key, village, home, name, birth, sex, cccd, code in session.execute(query)
    ]
