"""The papers of the procedure as the book records it: minutes, posting notice, decision, certificates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _
from app.models import procedure as told
from app.models.columns import columns
from app.models.key import Key
from app.models.person import Membership, Person
from app.models.place import Place
from app.models.review import NEAR_POOR, POOR, Case, Round
from app.reports.catalogue import make
from app.reports.papers_data import Certificate, Decision, DecisionList, Listed, Meeting, Posting, Vote
from app.reports.papers_people import households, issuer
from app.reports.scope import Scope
from app.reports.sections import NO_HEAD
from app.rules.codes import code_list
from app.services.procedure.proceedings import Proceedings, read
from app.services.procedure.village import Village

KINDS = ("hộ nghèo", "hộ cận nghèo", "hộ thoát nghèo", "hộ thoát cận nghèo")
Line = tuple[Key, Key, str, str | None, int | None]  # household, place, class before and now, persons


def meeting(session: Session, one: Round, village: Key) -> Meeting:
    """The minutes of the village's last meeting; before it, a form with the households to vote upon."""
    proceedings = read(session, one)
    its, step = proceedings.village(village), proceedings.step("meeting")
    held = its.held or its.called
    return Meeting(
        issuer(session, one.place),
        its.name,
        one.year,
        _votes(session, proceedings, its, held),
        step.agree_percent,
        (held.copies if held else 0) or step.minutes_copies,
        _day(held.on_day) if held else None,
        held.venue if held else "",
        held.chair if held else "",
        held.secretary if held else "",
        held.attending if held else None,
        f"{held.invited} người" if held and held.invited else "",
        tuple(filter(None, map(str.strip, held.representatives.split(",")))) if held else (),
        again=bool(held and held.follows),
    )


def _votes(
    session: Session, proceedings: Proceedings, its: Village, held: told.Meeting | None
) -> tuple[Vote, ...]:
    """The votes of a meeting that was held, else the cases that wait for one."""
    names, classes = _heads(session, [case.household for case in its.cases]), code_list("classes")
    votes = []
    for case in sorted(its.cases, key=lambda one: names[one.household].sort_key):
        cast = next((one for one in its.votes.get(case.key, ()) if held and one.meeting == held.id), None)
        if cast is None and held and held.attending:
            continue
        shown = cast.classes if cast else case.classes
        agreed = its.meeting_step.agreed(cast.agreeing, its.attending(cast)) if cast else None
        votes.append(
            Vote(
                names[case.household].name,
                case.persons,
                classes.name(case.before) if case.before else "",
                classes.name(shown.get(proceedings.standard) or ""),
                cast.agreeing if cast else None,
                agreed,
            )
        )
    return tuple(votes)


def posting(session: Session, one: Round, village: Key) -> Posting:
    """The notice over the village's posting list: from–to and the two boards, once they are recorded."""
    proceedings = read(session, one)
    its = proceedings.village(village)
    last = its.postings[-1] if its.postings else None
    return Posting(
        issuer(session, one.place),
        make(session, "posting", Scope(village, one.year, proceedings.standard, one.kind)),
        its.name,
        one.year,
        _day(last.since) if last else None,
        _day(last.until) if last else None,
        (last.at_village, last.at_office) if last else (),
        proceedings.step("complaint").actor,
    )


def decision(session: Session, one: Round, number: int | None = None) -> Decision:
    """The decision of that number with the lists it froze; before any, a draft of the results as they are.

    Raises:
        InputFault: the round has no decision of that number.
    """
    proceedings = read(session, one)
    made = proceedings.decisions
    if number is not None:
        made = tuple(each for each in made if each.number == number)
        if not made:
            raise InputFault(_("Đợt rà soát không có quyết định số {number}.").format(number=number))
    who = issuer(session, one.place)
    if not made:
        return Decision(who, one.year, _lists(session, _found(proceedings)), draft=True)
    newest = made[-1]
    return Decision(
        who,
        one.year,
        _lists(session, list(_decided(session, proceedings, newest.id))),
        f"{newest.number}/QĐ-UBND",
        _day(newest.on_day),
        newest.signer_title,
        newest.signer,
    )


def _found(proceedings: Proceedings) -> list[Line]:
    return [
        (case.household, case.place, case.before, case.classes.get(proceedings.standard), case.persons)
        for village in proceedings.villages
        for case in village.cases
    ]


def _decided(session: Session, proceedings: Proceedings, decision_key: Key) -> Iterator[Line]:
    query = (
        columns(Case.household, Case.place, told.Decided.before, told.Decided.classes, told.Decided.persons)
        .join(Case, col(Case.id) == col(told.Decided.review_case))
        .where(told.Decided.decision == decision_key, told.Decided.deleted == 0)
    )
    for household, place, before, classes, persons in session.execute(query):
        yield household, place, before, classes.get(proceedings.standard), persons


def _lists(session: Session, lines: Sequence[Line]) -> tuple[DecisionList, ...]:
    """The four lists, each by village and in the order of the heads' given names."""
    names = _heads(session, [line[0] for line in lines])
    order = {place: (at, name) for at, (place, name) in enumerate(_places(session, lines))}
    chosen: tuple[list[tuple[Any, Listed]], ...] = ([], [], [], [])
    for household, place, before, now, persons in lines:
        head, (at, village) = names[household], order[place]
        ethnic = code_list("ethnic").name(head.ethnic) if head.ethnic else ""
        listed = Listed(head.name, village, head.birth[:4], ethnic, persons)
        for which in _kinds(before, now):
            chosen[which].append(((at, head.sort_key), listed))
    return tuple(
        DecisionList(kind, tuple(listed for _order, listed in sorted(found, key=lambda each: each[0])))
        for kind, found in zip(KINDS, chosen, strict=True)
    )


def _kinds(before: str, now: str | None) -> Iterator[int]:
    """In which of the four lists a household stands: one that went from poor to near-poor in two."""
    if now == POOR:
        yield 0
    if now == NEAR_POOR:
        yield 1
    if before == POOR and now not in (None, POOR):
        yield 2
    if before == NEAR_POOR and now not in (None, POOR, NEAR_POOR):
        yield 3


def _places(session: Session, lines: Sequence[Line]) -> list[tuple[Key, str]]:
    keys = {line[1] for line in lines}
    query = (
        columns(Place.id, Place.name).where(col(Place.id).in_(keys)).order_by(col(Place.code), col(Place.id))
    )
    return [(key, name) for key, name in session.execute(query)]


def certificates(
    session: Session, one: Round, wanted: Sequence[Key] = (), *, masked: bool = True
) -> list[Certificate]:
    """The certificates given in a round in the order of their numbers; `wanted`: only of these households.

    Raises:
        InputFault: none was given yet, or not to one of `wanted`.
    """
    rows = _given(session, one)
    missing = set(wanted) - {row.household for row in rows}
    if missing or not rows:
        raise InputFault(
            _("Chưa có giấy chứng nhận nào để in.")
            if not rows
            else _("Hộ này chưa được cấp giấy chứng nhận."),
            todo=_("Ghi quyết định công nhận rồi cấp giấy chứng nhận (soban procedure … certify)."),
        )
    rows = [row for row in rows if not wanted or row.household in wanted]
    sheets = households(session, [row.household for row in rows], one, masked=masked)
    who, classes = issuer(session, one.place), code_list("classes")
    standard = next(iter(one.standards.split()), "")
    return [
        Certificate(
            who,
            sheets[row.household],
            one.year,
            str(row.number),
            _years(one.year, classes.name(row.classes.get(standard) or "")),
            _day(row.on_day),
            row.signer_title,
            row.signer,
            max(0, row.copies - 1),
        )
        for row in rows
    ]


YEARS = 5  # boxes of a certificate, the year of the decision first


def _years(first: int, klass: str) -> tuple[tuple[int, str], ...]:
    return tuple((first + at, klass if at == 0 else "") for at in range(YEARS))


def _given(session: Session, one: Round) -> list[Any]:
    copies = (
        select(func.count(col(told.CertificateCopy.id)))
        .where(told.CertificateCopy.certificate == told.Certificate.id, told.CertificateCopy.deleted == 0)
        .scalar_subquery()
    )
    query = (
        columns(
            Case.household, told.Certificate.number, told.Certificate.on_day, told.Decided.classes,
            told.Decision.signer, told.Decision.signer_title, copies.label("copies"),
        )
        .join(told.Decided, col(told.Decided.id) == col(told.Certificate.decided))
        .join(told.Decision, col(told.Decision.id) == col(told.Decided.decision))
        .join(Case, col(Case.id) == col(told.Decided.review_case))
        .where(told.Decision.round == one.id, told.Certificate.withdrawn == "", told.Certificate.deleted == 0)
        .order_by(col(told.Certificate.number))
    )  # fmt: skip
    return list(session.execute(query))


def _heads(session: Session, keys: Sequence[Key]) -> dict[Key, Person]:
    """The head of each household; one without a name where nobody knows it."""
    query = (
        select(Membership.household, Person)
        .join(Person, col(Person.id) == col(Membership.person))
        .where(col(Membership.household).in_(keys), Membership.head == 1, Membership.until == "")
        .where(Membership.deleted == 0, Person.deleted == 0)
    )
    found = dict.fromkeys(keys, Person(name=NO_HEAD, sort_key=b"\xff"))
    return found | dict(session.exec(query).all())


def _day(stored: str) -> date | None:
    return date.fromisoformat(stored[:10]) if len(stored) >= len("2026-11-20") else None
