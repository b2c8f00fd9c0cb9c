"""A household's page: who is and was in it, what each year found, what the last review knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from app.dates import PartialDate
from app.models.key import Key
from app.models.review import Case, Round
from app.rules import book
from app.rules.codes import code_list
from app.services import households, members, places, portraits, sizes
from app.services.portraits import YearPortrait


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member, past or present.

    Attributes:
        age: full years today; None where the birth date is not known.
        left: how and when it left; empty for a present member.
    """

    person: Key
    name: str
    relation: str
    sex: str
    birth: str
    age: int | None
    ethnic: str
    cccd: str
    head: bool
    left: str


@dataclass(frozen=True, slots=True)
class Fact:
    """An answer of the last review: section, question, answer in words."""

    section: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """The page.

    Attributes:
        ended: how and when the household ended; empty while it is there.
        facts_from: the year of the review that `facts` come from; None where nobody answered yet.
    """

    key: Key
    place: Key
    code: str
    village: str
    head: str
    persons: int | None
    persons_from: str
    groups: tuple[str, ...]
    address: str
    phone: str
    formed: str
    ended: str
    members: tuple[MemberLine, ...]
    years: tuple[YearPortrait, ...]
    facts: tuple[Fact, ...]
    facts_from: int | None

    @property
    def present(self) -> tuple[MemberLine, ...]:
        """The members of today."""
        return tuple(member for member in self.members if not member.left)


def dossier(session: Session, key: Key, today: date) -> Dossier:
    """The page of a household; InputFault when there is none."""
    known = households.household(session, key)
    everybody = members.roster(session, key, past=True)
    size = sizes.size(known, sum(not member.until for member in everybody))
    portrait = portraits.household(session, key)
    facts_from, facts = _facts(session, key)
    return Dossier(
        key=key,
        place=known.place,
        code=known.code,
        village=places.place(session, known.place).name,
        head=portrait.head,
        persons=size.persons,
        persons_from=size.source,
        groups=tuple(portrait.groups),
        address=known.address,
        phone=known.phone,
        formed=_shown(known.formed),
        ended=_ended(known.ended, known.ended_how),
        members=tuple(_member(one, today) for one in sorted(everybody, key=lambda one: bool(one.until))),
        years=tuple(portrait.years),
        facts=facts,
        facts_from=facts_from,
    )


def _shown(stored: str) -> str:
    return PartialDate.of(stored).shown if stored else ""


def _ended(on: str, how: str) -> str:
    return f"{code_list('changes').name(how)} {_shown(on)}".strip() if on else ""


def _member(member: members.Member, today: date) -> MemberLine:
    born = PartialDate.of(member.birth) if member.birth else None
    left = (
        f"{code_list('member_changes').name(member.left_how)} {_shown(member.until)}" if member.until else ""
    )
    return MemberLine(
        person=member.person,
        name=member.name,
        relation=code_list("relation").name("head" if member.head and not left else member.relation),
        sex=code_list("sex").name(member.sex) if member.sex else "",
        birth=born.shown if born else "",
        age=born.age_on(today) if born else None,
        ethnic=code_list("ethnic").name(member.ethnic),
        cccd=member.cccd,
        head=bool(member.head) and not left,
        left=left.strip(),
    )


def _facts(session: Session, key: Key) -> tuple[int | None, tuple[Fact, ...]]:
    """What the newest review with answers knows."""
    query = (
        select(Round, Case)
        .join(Case, col(Case.round) == col(Round.id))
        .where(Case.household == key, Case.deleted == 0, Round.deleted == 0)
        .order_by(col(Round.year).desc())
    )
    for one, case in session.exec(query):
        facts = tuple(_answers(one, case.answers))
        if facts:
            return one.year, facts
    return None, ()


def _answers(one: Round, answers: dict[str, Any]) -> Iterator[Fact]:
    standard = next(iter(one.standards.split()), "")
    if not standard or not answers:
        return
    for section in book.book(standard).survey.sections:
        for question in section.questions:
            if question.subject == "household" and answers.get(question.key) is not None:
                yield Fact(section.title, question.text, question.shown(answers[question.key]))
