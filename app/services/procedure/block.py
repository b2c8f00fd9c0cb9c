"""What stands in the way of a step: a sentence, what mends it, and the households that it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam
from sqlmodel import Session, col

from app.errors import InputFault
from app.i18n import _
from app.models.columns import columns
from app.models.household import Household
from app.models.key import Key
from app.models.person import Membership, Person

NAMED = 3  # households named in a sentence; of more only the number is told


@dataclass(frozen=True, slots=True)
class Block:
    """Something that keeps a step from being taken.

    Attributes:
        step: key of the step of the procedure.
        village: the name of the place, empty where it is the whole round.
    """

    step: str
    village: str
    what: str
    todo: str
    households: tuple[Key, ...] = ()

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.todo) if part)


def refuse(blocks: Sequence[Block], what: str) -> None:
    """InputFault that tells all of `blocks`, if there are any; nothing was written."""
    if blocks:
        raise InputFault(what, "\n".join(map(str, blocks)))


def few(session: Session, households: Sequence[Key]) -> str:
    """`HK-018 Vàng A Chống, HK-052 Lý A Sử và 3 hộ khác`."""
    named = households[:NAMED]
    known = _named(session, named)
    rest = len(households) - len(named)
    told = ", ".join(known.get(key, "?") for key in named)
    return told + (_(" và {n} hộ khác").format(n=rest) if rest else "")


def _named(session: Session, households: Iterable[Key]) -> dict[Key, str]:
    """Code and head of each household."""
    found = session.execute(_heads(), {"households": list(households)})
    return {key: " ".join(filter(None, (code, name))) or "?" for key, code, name in found}


@cache
def _heads() -> Select[Any]:
    """The statement; kept, since a board of many villages asks it of each."""
    return (
        columns(Household.id, Household.code, Person.name)
        .outerjoin(
            Membership,
            (col(Membership.household) == col(Household.id))
            & (col(Membership.head) == 1)
            & (col(Membership.until) == "")
            & (col(Membership.deleted) == 0),
        )
        .outerjoin(Person, col(Person.id) == col(Membership.person))
        .where(col(Household.id).in_(bindparam("households", expanding=True)))
    )
