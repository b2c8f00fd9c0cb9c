"""Who stands on the papers: the issuing place, and households with their members in the words of forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col

from app.dates import PartialDate
from app.models.columns import columns
from app.models.household import Household
from app.models.key import Key
from app.models.person import Person
from app.models.review import Case, CaseMember, Result, Round
from app.reports.papers_data import HouseholdSheet, Issuer, Member
from app.rules.codes import code_list
from app.services import members, places, rounds
from app.services.places import COMMUNE
from app.services.portraits import masked_number

AT_ONCE = 5000  # keys in one query


def issuer(session: Session, place: Key) -> Issuer:
    """The commune of a place, or the place itself where none stands above it."""
    chain = [places.place(session, place)]
    while above := places.parent_of(session, chain[-1].id):
        chain.append(above)
    start = next((at for at, one in enumerate(chain) if one.level == COMMUNE), 0)
    return Issuer(chain[start].name, tuple(one.name for one in chain[start + 1 :]))


def households(
    session: Session, keys: Sequence[Key], one: Round | None = None, *, masked: bool = True
) -> dict[Key, HouseholdSheet]:
    """Households by key, in the order asked for.

    Args:
        one: the round whose answers say who works, and before which the last class is looked up.
        masked: False prints ID numbers in full.
    """
    found: dict[Key, HouseholdSheet] = {}
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        rosters = members.rosters(session, some)
        issued, work = _issued(session, rosters), _work(session, one, some)
        before = _before(session, one, some)
        known = {row[0]: row for row in session.execute(_households(some))}
        villages: dict[Key, tuple[str, str]] = {}
        for key in some:
            _key, code, place, address = known[key]
            if place not in villages:
                villages[place] = _whereabouts(session, place)
            village, whole = villages[place]
            people = tuple(_member(each, issued, work, masked=masked) for each in rosters[key])
            found[key] = HouseholdSheet(
                key.hex(), people, code, village, address or whole, before.get(key, "")
            )
    return found


def _households(keys: Sequence[Key]) -> Any:
    return columns(Household.id, Household.code, Household.place, Household.address).where(
        col(Household.id).in_(keys)
    )


def _whereabouts(session: Session, place: Key) -> tuple[str, str]:
    """The name of the village, and the whole chain of names: `Bản Hua Khắt, xã Nà Mây, tỉnh Lào Cai`."""
    own = places.place(session, place)
    names, at = [own.name], place
    while above := places.parent_of(session, at):
        names.append(f"{above.name[:1].lower()}{above.name[1:]}")
        at = above.id
    return ("" if own.level == COMMUNE else own.name), ", ".join(names)


def _issued(session: Session, rosters: Mapping[Key, Sequence[members.Member]]) -> dict[Key, str]:
    """The day on which the ID card of each head was issued, as shown."""
    heads = [each.person for roster in rosters.values() for each in roster if each.head]
    query = columns(Person.id, Person.cccd_issued).where(
        col(Person.id).in_(heads), col(Person.cccd_issued) != ""
    )
    return {key: PartialDate.of(day).shown for key, day in session.execute(query)}


def _work(session: Session, one: Round | None, keys: Sequence[Key]) -> dict[Key, str]:
    """What the round knows of the work of persons, in words."""
    if one is None:
        return {}
    query = (
        columns(CaseMember.person, CaseMember.answers)
        .join(Case, col(Case.id) == col(CaseMember.review_case))
        .where(
            Case.round == one.id, col(Case.household).in_(keys), Case.deleted == 0, CaseMember.deleted == 0
        )
    )
    names = code_list("work")
    return {person: names.name(told["work"]) for person, told in session.execute(query) if told.get("work")}


def _before(session: Session, one: Round | None, keys: Sequence[Key]) -> dict[Key, str]:
    """The class of each household in the round before, in words."""
    last = rounds.previous(session, one) if one else None
    if last is None:
        return {}
    query = (
        columns(Case.household, Result.final_class)
        .join(Result, col(Result.review_case) == col(Case.id))
        .where(Case.round == last.id, col(Case.household).in_(keys), col(Result.final_class).is_not(None))
        .where(Case.deleted == 0, Result.deleted == 0)
    )
    names = code_list("classes")
    return {key: names.name(klass) for key, klass in session.execute(query)}


def _member(
    one: members.Member, issued: Mapping[Key, str], work: Mapping[Key, str], *, masked: bool
) -> Member:
    return Member(
        name=one.name,
        relation=code_list("relation").name("head" if one.head else one.relation),
        sex=code_list("sex").name(one.sex) if one.sex else "",
        birth=PartialDate.of(one.birth).shown if one.birth else "",
        ethnic=code_list("ethnic").name(one.ethnic) if one.ethnic else "",
        identity=masked_number(one.cccd) if masked else one.cccd,
        identity_day=issued.get(one.person, ""),
        work=work.get(one.person, ""),
    )
