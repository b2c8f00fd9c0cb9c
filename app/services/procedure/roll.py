"""Households of a round by name, as its steps call them up: to vote, complain, decide, certify."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func
from sqlmodel import Session, col, select

from app.models.columns import columns
from app.models.household import Household
from app.models.key import Key
from app.models.person import Membership, Person
from app.models.procedure import Certificate, CertificateCopy, Decided, Decision
from app.models.review import Case, Round
from app.services import places
from app.services.procedure.certificates import lists
from app.services.procedure.proceedings import Proceedings
from app.services.procedure.village import Reviewed, Village


@dataclass(frozen=True, slots=True)
class Called:
    """A household of a village as it is called up.

    Attributes:
        klass: under the first standard of the round; empty while it has none.
        ready: True when a meeting can vote upon it.
        agreeing: of the newest vote; None where nobody voted.
        attending: the meeting of that vote.
    """

    case: Key
    household: Key
    code: str
    head: str
    persons: int | None
    klass: str
    before: str
    ready: bool
    agreeing: int | None
    attending: int


@dataclass(frozen=True, slots=True)
class Given:
    """A certificate that was given.

    Attributes:
        copies: how often it was printed.
        withdrawn: the day, or empty while it stands.
    """

    key: Key
    number: int
    year: int
    on: date
    household: Key
    village: str
    code: str
    head: str
    klass: str
    copies: int
    withdrawn: str


def roll(session: Session, told: Proceedings, its: Village) -> tuple[Called, ...]:
    """The households of a village, in the order of their codes."""
    names = heads(session, told.round, its.place)
    waiting = {case.key for case in its.unsettled() if case.finished}
    return tuple(_called(told, its, case, names, ready=case.key in waiting) for case in its.cases)


def _called(
    told: Proceedings, its: Village, case: Reviewed, names: Mapping[Key, str], *, ready: bool
) -> Called:
    vote = its.vote(case.key)
    return Called(
        case.key,
        case.household,
        case.code,
        names.get(case.household, ""),
        case.persons,
        case.classes.get(told.standard) or "",
        case.before,
        ready,
        vote.agreeing if vote else None,
        its.attending(vote) if vote else 0,
    )


def heads(session: Session, one: Round, place: Key | None = None) -> dict[Key, str]:
    """The name of the head of each household of a round, or of one of its places."""
    query = (
        columns(Case.household, Person.name)
        .join(Membership, col(Membership.household) == col(Case.household))
        .join(Person, col(Person.id) == col(Membership.person))
        .where(Case.round == one.id, Case.deleted == 0)
        .where(Membership.head == 1, Membership.until == "", Membership.deleted == 0)
    )
    found = session.execute(query if place is None else query.where(Case.place == place))
    return dict(found.all())


def frozen(told: Proceedings, cases: Collection[Key] = ()) -> Counter[str]:
    """What a decision taken now would list: households by annexed list, and `all` that it freezes.

    Args:
        cases: only these; without any, all of the round.
    """
    counted: Counter[str] = Counter()
    for its in told.villages:
        for case in its.cases:
            if not cases or case.key in cases:
                counted["all"] += 1
                counted.update(lists(case.classes.get(told.standard) or "", case.before))
    return counted


def given(session: Session, one: Round) -> tuple[Given, ...]:
    """The certificates of a round, also those withdrawn, in the order of their numbers."""
    names = {place.id: place.name for place in places.below(session, one.place)}
    copies = dict(session.execute(_copies(one)).all())
    first, named = next(iter(one.standards.split()), ""), heads(session, one)
    query = (
        select(Certificate, Decided, Case)
        .join(Decided, col(Decided.id) == col(Certificate.decided))
        .join(Decision, col(Decision.id) == col(Decided.decision))
        .join(Case, col(Case.id) == col(Decided.review_case))
        .where(Decision.round == one.id, Certificate.deleted == 0)
        .order_by(col(Certificate.year), col(Certificate.number))
    )
    codes = dict(session.execute(_codes(one)).all())
    return tuple(
        Given(
            paper.id,
            paper.number,
            paper.year,
            date.fromisoformat(paper.on_day),
            case.household,
            names.get(case.place, ""),
            codes.get(case.household, ""),
            named.get(case.household, ""),
            decided.classes.get(first) or "",
            copies.get(paper.id, 0),
            paper.withdrawn,
        )
        for paper, decided, case in session.exec(query)
    )


def _copies(one: Round) -> Select[Any]:
    """How often each certificate of a round was printed."""
    return (
        columns(CertificateCopy.certificate, func.max(CertificateCopy.nth))
        .join(Certificate, col(Certificate.id) == col(CertificateCopy.certificate))
        .join(Decided, col(Decided.id) == col(Certificate.decided))
        .join(Decision, col(Decision.id) == col(Decided.decision))
        .where(Decision.round == one.id, CertificateCopy.deleted == 0)
        .group_by(col(CertificateCopy.certificate))
    )


def _codes(one: Round) -> Select[Any]:
    return (
        columns(Household.id, Household.code)
        .join(Case, col(Case.household) == col(Household.id))
        .where(Case.round == one.id, Case.deleted == 0)
    )
