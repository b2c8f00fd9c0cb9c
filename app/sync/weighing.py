"""A conflict as a person weighs it: whose household, what each value says, which class would follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from app.dates import PartialDate
from app.models.key import Key
from app.models.review import Case, CaseMember, Round
from app.rules.facts import Facts, Member
from app.rules.figures import figure
from app.services import places, portraits, scoring
from app.store.store import Store
from app.sync import conflicts as disputes
from app.sync import subjects
from app.sync.conflicts import Conflict, Side
from app.sync.subjects import Homes
from app.sync.told import Dispute, Option

_MAPS = ("answers", "ticks", "b1_items", "income")
_NUMBERS = ("b1_total", "income_per_person", "size")
_FREE_TEXT = ("note", "address", "name")


def disputes_of(store: Store) -> list[Dispute]:
    """All that wait for a decision, household by household."""
    with store.session() as session:
        weighed = [_weighed(store, session, one) for one in disputes.conflicts(store)]
    return sorted(weighed, key=lambda one: (one.commune, one.village, one.head, one.code, one.field))


def _weighed(store: Store, session: Session, one: Conflict) -> Dispute:
    homes = Homes(session)
    household, case = homes.household_of(one.tab, one.row), homes.case_of(one.tab, one.row)
    round_ = session.get(Round, case.round) if case else None
    standard = next(iter(round_.standards.split()), "") if round_ else ""
    facts = _facts(session, round_, case) if round_ and case else None
    portrait = portraits.household(session, household) if household else None
    person = homes.person_of(one.tab, one.row)
    place = homes.place_of(one.tab, one.row)
    last_year, last = _last(session, homes, one, case, round_)
    return Dispute(
        name=one.name,
        household=household,
        head=portrait.head if portrait else "",
        code=portrait.code if portrait else "",
        village=places.place(session, place).name if place else "",
        commune=_commune(session, store, place),
        person=person.name if person else "",
        field=subjects.field_name(one.field, standard),
        year=round_.year if round_ else 0,
        options=tuple(_option(session, one, side, standard, round_, facts) for side in one.sides),
        last_year=last_year,
        last=last,
        b1=_income_side(session, round_, facts),
        text=one.field in _FREE_TEXT,
    )


def _commune(session: Session, store: Store, place: Key | None) -> str:
    """The place directly below the store's own, above the household's; empty where both are one."""
    at, own = place, place
    while at is not None:
        above = places.parent_of(session, at)
        if above is None or above.id == store.place:
            break
        at = above.id
    return places.place(session, at).name if at is not None and at != own else ""


def _facts(session: Session, one: Round, case: Case) -> Facts | None:
    at = scoring.setting(session, one.year, one.standards.split()[:1], one.opened)
    return next((facts for _case, facts in scoring.with_facts(session, one, at, [case.id])), None)


def _option(
    session: Session, one: Conflict, side: Side, standard: str, round_: Round | None, facts: Facts | None
) -> Option:
    found = None
    if facts and round_ and (with_it := _with_value(session, facts, one, side.value)):
        at = scoring.setting(session, round_.year, [standard], round_.opened)
        found = next(scoring.findings(with_it, at), None)
    words = subjects.value_in_words(session, one.field, side.value, standard)
    klass, b2 = (found.klass, found.b2) if found else (None, None)
    return Option(words, side.actor, side.at, side.title, side.shown, klass, b2, side.late)


def _with_value(session: Session, facts: Facts, one: Conflict, value: Any) -> Facts | None:
    """The facts of the case if the field had that value; None where the rules do not look at it."""
    column, _dot, item = one.field.partition(".")
    if one.tab == "review_case" and column in _MAPS:
        items: Any = {column: _put(getattr(facts, column), item, value)}
        return replace(facts, **items)
    if one.tab == "review_case" and column in _NUMBERS:
        told: Any = {column: value or (0 if column == "size" else None)}
        return replace(facts, **told)
    if one.tab == "case_member" and column == "answers":
        asked = session.get(CaseMember, one.row)
        return _with_member(facts, asked.person, item, value) if asked else None
    if one.tab == "person" and column in ("birth", "sex"):
        known: Any = {column: PartialDate.of(value) if value and column == "birth" else value or None}
        return _with_members(facts, one.row, lambda member: replace(member, **known))
    return None


def _put(items: Mapping[str, Any], item: str, value: Any) -> dict[str, Any]:
    kept = {key: told for key, told in items.items() if key != item}
    return kept if value is None else kept | {item: value}


def _with_member(facts: Facts, person: Key, item: str, value: Any) -> Facts:
    def answered(member: Member) -> Member:
        return replace(member, answers=_put(member.answers, item, value))

    return _with_members(facts, person, answered)


def _with_members(facts: Facts, person: Key, other: Any) -> Facts:
    members: list[Member] = [other(one) if one.key == person.hex() else one for one in facts.members]
    return replace(facts, members=tuple(members))


def _last(
    session: Session, homes: Homes, one: Conflict, case: Case | None, round_: Round | None
) -> tuple[int, str]:
    """What the form of the round before said about the same question."""
    asked = subjects.question_of(one.field, next(iter(round_.standards.split()), "") if round_ else "")
    if asked is None or case is None or round_ is None or one.tab != "review_case":
        return 0, ""
    before = homes.newest_case(case.household, before=round_.year)
    earlier = session.get(Round, before.round) if before else None
    if before is None or earlier is None or before.answers.get(asked.key) is None:
        return 0, ""
    return earlier.year, subjects.capital(asked.shown(before.answers[asked.key]))


def _income_side(session: Session, round_: Round | None, facts: Facts | None) -> str:
    if round_ is None or facts is None:
        return ""
    at = scoring.setting(session, round_.year, round_.standards.split()[:1], round_.opened)
    found = next(scoring.findings(facts, at), None)
    if found is None or found.b1 is None or found.cutoff is None:
        return ""
    return f"{figure(found.b1)} {'≤' if found.b1 <= found.cutoff else '>'} {found.cutoff}"
