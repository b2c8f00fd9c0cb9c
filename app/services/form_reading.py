"""Reads the form of a case from the store, with last year's answers beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _
from app.models.columns import columns
from app.models.household import Household
from app.models.key import Key
from app.models.person import Membership, Person
from app.models.place import Place
from app.models.review import CLOSED, Case, CaseMember, Result, Round
from app.services import members, rounds, scoring
from app.services.form import INCOME, Agreed, Form, LastYear
from app.services.members import Member


def form(session: Session, round_key: Key, household: Key) -> Form:
    """The form of a household in a round; InputFault when it is not in it."""
    one = session.get_one(Round, round_key)
    case = _case(session, round_key, household)
    if case is None:
        raise InputFault(
            _("Hộ này không có trong đợt rà soát năm {year}.").format(year=one.year),
            todo=_("Ghi giấy đề nghị của hộ để đưa vào đợt."),
        )
    known = session.get_one(Household, household)
    roster = members.roster(session, household)
    at = scoring.setting(session, one.year, one.standards.split(), one.opened)
    told = _told(session, case)
    return Form(
        case=case.id,
        key=household,
        year=one.year,
        state=case.state,
        closed=one.state == CLOSED,
        code=known.code,
        village=session.get_one(Place, case.place).name,
        area=at.area(case.place),
        books=tuple(one.standards.split()),
        day=at.day,
        size=case.size or 0,
        head=next((member.person for member in roster if member.head), b""),
        household=_household(case) | {"roster_complete": bool(known.roster_complete)},
        members={member.person: _known(member) | told.get(member.person, {}) for member in roster},
        tables=at.tables,
        ticks=case.ticks,
        tick_source="imported" if case.tick_source == "imported" else "paper",
        b1_items=case.b1_items,
        last=_last(session, one, household),
        past=_past(session, one, household),
        agreed=_agreed(session, case.id),
        twins=_twins(session, roster),
    )


def _case(session: Session, round_key: Key, household: Key) -> Case | None:
    query = select(Case).where(Case.round == round_key, Case.household == household, Case.deleted == 0)
    return session.exec(query).first()


def _household(case: Case) -> dict[str, Any]:
    """Everything that a case says of its household, by question; what it does not say is not there."""
    told: dict[str, Any] = {
        **case.answers,
        "b1_total": case.b1_total,
        "income_per_person": case.income_per_person,
        "reviewed_on": case.reviewed_on or None,
        "reviewer": case.reviewer or None,
        "note": case.note or None,
        "groups": _marked(case, "groups"),
        "causes": _marked(case, "causes"),
        **{INCOME + key: amount for key, amount in case.income.items()},
    }
    return {key: value for key, value in told.items() if value is not None}


def _marked(case: Case, column: str) -> list[str] | None:
    """The codes that are marked; None where nobody said anything, nothing for “none”."""
    return [code for code, told in getattr(case, column).items() if told] or case.answers.get(column)


def _known(member: Member) -> dict[str, Any]:
    """What the roster says of a member."""
    told = {
        "name": member.name,
        "relation": "head" if member.head else member.relation,
        "birth": member.birth,
        "sex": member.sex,
        "ethnic": member.ethnic,
        "identity": member.cccd,
    }
    return {key: value for key, value in told.items() if value}


def _told(session: Session, case: Case) -> dict[Key, dict[str, Any]]:
    query = select(CaseMember.person, CaseMember.answers).where(
        CaseMember.review_case == case.id, CaseMember.deleted == 0
    )
    return {person: dict(answers) for person, answers in session.exec(query)}


def _last(session: Session, one: Round, household: Key) -> LastYear | None:
    before = rounds.previous(session, one)
    case = _case(session, before.id, household) if before else None
    if before is None or case is None:
        return None
    query = select(Result.final_class).where(
        Result.review_case == case.id, Result.deleted == 0, col(Result.final_class).is_not(None)
    )
    return LastYear(before.year, session.exec(query).first(), _household(case), _told(session, case))


def _past(session: Session, one: Round, household: Key) -> dict[int, str]:
    query = (
        select(Round.year, Result.final_class)
        .join(Case, col(Case.round) == col(Round.id))
        .join(Result, col(Result.review_case) == col(Case.id))
        .where(Case.household == household, Round.year < one.year, col(Result.final_class).is_not(None))
        .where(Case.deleted == 0, Result.deleted == 0, Round.deleted == 0)
    )
    return {year: klass for year, klass in session.exec(query) if klass}


def _agreed(session: Session, case: Key) -> dict[str, Agreed]:
    query = select(Result).where(Result.review_case == case, Result.deleted == 0)
    return {
        told.standard: Agreed(told.agreed_class, told.agreed_why)
        for told in session.exec(query)
        if told.agreed_class
    }


def _twins(session: Session, roster: Iterable[Member]) -> dict[Key, str]:
    """Who else in the register has the ID number of a member: name and household's village."""
    own = {member.cccd: member.person for member in roster if member.cccd}
    query = (
        columns(Person.cccd, Person.id, Person.name, Place.name)
        .join(Membership, col(Membership.person) == col(Person.id))
        .join(Household, col(Household.id) == col(Membership.household))
        .join(Place, col(Place.id) == col(Household.place))
        .where(
            col(Person.cccd).in_(own), Person.deleted == 0, Membership.until == "", Membership.deleted == 0
        )
    )
    rows = session.execute(query)
    return {own[number]: f"{name} ({place})" for number, key, name, place in rows if own[number] != key}
