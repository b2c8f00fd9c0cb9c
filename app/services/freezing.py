"""Whether a decision stands about a round or a case, so that verbs can say so before they begin.

The store itself refuses such changes (`app.store.frozen`); here are the questions that services ask.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement
from sqlalchemy.orm import object_session
from sqlmodel import Session, col, select

from app.models.procedure import Decided, Decision
from app.models.review import PERIODIC, Case, Round
from app.store.frozen import Frozen


def standing(session: Session, one: Round) -> Decision | None:
    """The decision that recognised a whole round, while it stands."""
    query = select(Decision).where(Decision.round == one.id, Decision.revoked == "", Decision.deleted == 0)
    return session.exec(query).first() if one.kind == PERIODIC else None


def must_not_be_recognised(one: Round) -> Round:
    """The round itself, read in a session that is open, unless a decision recognised it; else Frozen."""
    session = object_session(one)
    decision = standing(session, one) if isinstance(session, Session) else None
    if decision is not None:
        raise Frozen(decision.number, decision.on_day)
    return one


def undecided() -> ColumnElement[bool]:
    """Cases that no standing decision lists, as a condition of a query over cases."""
    decided = (
        select(Decided.review_case)
        .join(Decision, col(Decision.id) == col(Decided.decision))
        .where(Decided.deleted == 0, Decision.deleted == 0, Decision.revoked == "")
    )
    return col(Case.id).not_in(decided)
