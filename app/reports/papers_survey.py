"""The survey form and the quick screen of households in a round, with last year's answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from app.models.key import Key
from app.models.review import Case, Round
from app.reports.papers_data import QuickScreen, SurveySheet
from app.reports.papers_people import households, issuer
from app.rules import book as rule_books
from app.rules.survey import Survey, survey_for
from app.services import members, places
from app.services.form_reading import form

AREAS = {"rural": "Nông thôn", "urban": "Thành thị"}


def asked(one: Round) -> Survey:
    """All that the rule books of a round ask."""
    return survey_for([rule_books.book(standard).survey for standard in one.standards.split()])


def blank(session: Session, one: Round) -> SurveySheet:
    """The form of a round without a household."""
    return SurveySheet(issuer(session, one.place), one.year, asked(one))


def sheets(session: Session, one: Round, keys: Sequence[Key], *, masked: bool = True) -> list[SurveySheet]:
    """The forms of households in a round, in the order asked for."""
    known = households(session, keys, one, masked=masked)
    who, survey = issuer(session, one.place), asked(one)
    made = []
    for key in keys:
        told = form(session, one.id, key)
        order = [member.person for member in members.roster(session, key)]
        last = told.last
        made.append(
            SurveySheet(
                who,
                one.year,
                survey,
                known[key],
                AREAS.get(told.area, ""),
                last.year if last else None,
                last.household if last else {},
                tuple(last.members.get(person, {}) for person in order) if last else (),
            )
        )
    return made


def quick_screen(session: Session, one: Round, household: Key | None, *, masked: bool = True) -> QuickScreen:
    """Phiếu A of a household, or blank."""
    who = issuer(session, one.place)
    if household is None:
        return QuickScreen(who, one.year)
    query = select(Case).where(Case.round == one.id, Case.household == household, Case.deleted == 0)
    case = session.exec(query).first()
    requested = case.requested if case else ""
    sheet = households(session, [household], one, masked=masked)[household]
    return QuickScreen(
        who,
        one.year,
        sheet,
        case.size if case else len(sheet.members) or None,
        date.fromisoformat(requested) if len(requested) == len("2026-09-03") else None,
    )


def of_village(session: Session, one: Round, place: Key) -> list[Key]:
    """The households of a round that live in a place or below it, village by village."""
    keys = [each.id for each in places.below(session, place)]
    query = (
        select(Case.household)
        .where(Case.round == one.id, col(Case.place).in_(keys), Case.deleted == 0)
        .order_by(col(Case.place), col(Case.id))
    )
    return list(session.exec(query))
