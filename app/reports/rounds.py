"""The review rounds that a report draws on: those of its year, the newest before them, all earlier ones."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from app.models.key import Key
from app.models.review import PERIODIC, Round
from app.reports.scope import Scope


@dataclass(frozen=True, slots=True)
class Held:
    """A round as reports see it.

    Attributes:
        day: of its end where it was closed, else its December: households formed later are new to it.
    """

    id: Key
    place: Key
    year: int
    kind: str
    state: str
    day: str


@dataclass(frozen=True, slots=True)
class Rounds:
    """The rounds of a scope.

    Attributes:
        now: of the scope's year and kind.
        last: of each place the newest periodic round of an earlier year.
        earlier: all of earlier years, of any kind.
    """

    now: tuple[Held, ...]
    last: tuple[Held, ...]
    earlier: tuple[Held, ...]


def rounds(session: Session, scope: Scope, places: Collection[Key]) -> Rounds:
    """The rounds held by any of the places."""
    query = select(
        col(Round.id), col(Round.place), col(Round.year), col(Round.kind), col(Round.state), col(Round.closed)
    ).where(col(Round.deleted) == 0, col(Round.year) <= scope.year)
    found = [
        Held(key, place, year, kind, state, closed[:10] or f"{year}-12")
        for key, place, year, kind, state, closed in session.execute(
            query.order_by(col(Round.year), col(Round.id))
        )
        if place in places
    ]
    earlier = tuple(held for held in found if held.year < scope.year)
    newest = {held.place: held.year for held in earlier if held.kind == PERIODIC}
    return Rounds(
        now=tuple(held for held in found if held.year == scope.year and held.kind == scope.kind),
        last=tuple(held for held in earlier if held.kind == PERIODIC and held.year == newest[held.place]),
        earlier=earlier,
    )
