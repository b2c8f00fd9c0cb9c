"""Households that stand in two villages: moved after their review, or with a member who is counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.i18n import _
from app.models.columns import columns
from app.models.household import Household
from app.models.key import Key
from app.models.person import Membership, Person
from app.models.review import Case
from app.services.procedure.block import Block, few
from app.services.procedure.proceedings import Proceedings


def doubles(session: Session, told: Proceedings) -> Iterator[Block]:
    """Each household that stands in two villages, with what mends it."""
    names = {each.place: each.name for each in told.villages}
    query = (
        select(Case.household, Case.place, Household.place)
        .join(Household, col(Household.id) == col(Case.household))
        .where(Case.round == told.round.id, Case.deleted == 0, col(Case.place) != col(Household.place))
    )
    for household, reviewed, lives in session.exec(query):
        what = _("Hộ {name} rà soát ở {village} nhưng sổ ghi đang ở {other}.").format(
            name=few(session, [household]),
            village=names.get(reviewed, "?"),
            other=names.get(lives, _("nơi khác")),
        )
        todo = _("Ghi chuyển hộ về đúng bản, rồi rà soát ở bản ấy.")
        yield Block("list", names.get(reviewed, ""), what, todo, (household,))
    yield from _persons(session, told, names)


def _persons(session: Session, told: Proceedings, names: dict[Key, str]) -> Iterator[Block]:
    """Persons (or numbers of identity papers) who are members of households of two villages."""
    for what_is_twice, condition in ((Membership.person, True), (Person.cccd, col(Person.cccd) != "")):
        twice = (
            _members(told, columns(what_is_twice))
            .where(condition)
            .group_by(what_is_twice)
            .having(func.count(func.distinct(col(Case.place))) > 1)
        )
        query = _members(told, columns(what_is_twice, Person.name, Case.household, Case.place))
        found: dict[Any, list[Any]] = {}
        for key, *row in session.execute(query.where(col(what_is_twice).in_(twice))):
            found.setdefault(key, []).append(row)
        for rows in found.values():
            yield _block(session, rows, names)


def _members(told: Proceedings, query: Any) -> Any:
    """Current members of the households of a round."""
    return (
        query.join_from(Membership, Case, col(Case.household) == col(Membership.household))
        .join(Person, col(Person.id) == col(Membership.person))
        .where(Case.round == told.round.id, Case.deleted == 0, Person.deleted == 0)
        .where(Membership.until == "", Membership.deleted == 0)
    )


def _block(session: Session, rows: list[Any], names: dict[Key, str]) -> Block:
    households = tuple(dict.fromkeys(household for _name, household, _place in rows))
    villages = list(dict.fromkeys(names.get(place, "?") for _name, _household, place in rows))
    what = _("{name} đang có tên ở hộ của hai bản ({villages}): {households}.").format(
        name=rows[0][0], villages=", ".join(villages), households=few(session, households)
    )
    todo = _("Giữ người ấy ở một hộ; nếu là cùng một hộ thì nhập hai hộ làm một.")
    return Block("list", villages[0], what, todo, households)
