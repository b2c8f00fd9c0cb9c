"""What open reviews take over when the register changes under them, in the same act."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.models.key import Key
from app.models.review import OPEN, Case, Round
from app.services import rounds, scoring
from app.services.freezing import undecided
from app.services.sizes import size
from app.store.act import Act
from app.store.store import Store


def follow(act: Act, store: Store, households: Sequence[Key]) -> None:
    """Within an act: cases of open rounds come to the size, the place and the results of their households.

    A household that ended leaves the rounds that are open; closed rounds stay as they were.
    """
    with store.session() as session:
        for case, one in _open_cases(session, store.place, households):
            _follow(act, session, case, one)


def _open_cases(session: Session, place: Key, households: Sequence[Key]) -> list[tuple[Case, Round]]:
    """Cases of this book's own open rounds; a household that came from another book keeps those of there."""
    query = (
        select(Case, Round)
        .join(Round, col(Round.id) == col(Case.round))
        .where(col(Case.household).in_(households), Case.deleted == 0)
        .where(Round.state == OPEN, Round.place == place, Round.deleted == 0, undecided())
    )
    return list(session.exec(query).all())


def _follow(act: Act, session: Session, case: Case, one: Round) -> None:
    ((known, listed),) = rounds.with_listed(session, [case.household])
    if known.ended:
        act.delete("review_case", [case.id])
        return
    persons = size(known, listed).persons
    told = {"place": known.place} if persons is None else {"place": known.place, "size": persons}
    act.update("review_case", case.id, told)
    scoring.score(act, session, one, [case.id])


def review_too(act: Act, store: Store, household: Key, like: Key) -> None:
    """Within an act: a household formed out of another enters the open rounds in which that one is."""
    with store.session() as session:
        for _case, one in _open_cases(session, store.place, [like]):
            act.insert("review_case", rounds.new_cases(session, one.id, [household], rounds.ADDED))
