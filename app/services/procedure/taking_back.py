"""The last step of a village, or of the round, taken back with a trace, while nothing stands on it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.procedure import Certificate, Decided, Decision, Request
from app.models.review import Round
from app.services.procedure.proceedings import Proceedings, read
from app.services.procedure.village import Village
from app.store.store import Done, Store
from app.store.undo import Entry, entries, undo


def take_back(store: Store, one: Key, village: Key | None, actor: str, why: str = "") -> Done:
    """Undo what was last recorded of a village, or without one of the round as a whole; returns what changed.

    Args:
        why: the reason, kept in the history.

    Raises:
        CannotUndo: later work builds on it; names that work.
        InputFault: nothing was recorded.
    """
    newest = last(store, one, village)
    if newest is None:
        raise InputFault(_("Chưa có bước nào để hoàn tác."), todo=_("Xem tiến độ của đợt."))
    return undo(store, newest.act, actor, why=why.strip())


def last(store: Store, one: Key, village: Key | None) -> Entry | None:
    """What was last recorded of a village, or of the round as a whole, and stands; None where nothing was."""
    with store.session() as session:
        known = session.get_one(Round, one)
        told = read(session, known, village or known.place)
        rows = list(_of_village(told.village(village)) if village else _of_round(session, told))
    found = [entry for row in rows for entry in entries(store, row) if _stands(entry)]
    return max(found, key=lambda entry: entry.act, default=None)


def _stands(entry: Entry) -> bool:
    return entry.kind == "do" and not entry.undone


def _of_village(its: Village) -> Iterator[Key]:
    yield from (one.id for one in its.meetings)
    yield from (one.id for one in its.postings)
    yield from (one.id for one in its.complaints)
    yield from (one.id for one in its.plans.values())


def _of_round(session: Session, told: Proceedings) -> Iterator[Key]:
    """Reports, decisions also revoked, the last certificate of each, refusals."""
    yield from (one.id for one in told.submissions)
    yield from (one.id for one in told.whole.values())
    query = select(Decision.id).where(Decision.round == told.round.id, Decision.deleted == 0)
    for decision in session.exec(query).all():
        yield decision
        last = (
            select(Certificate.id)
            .join(Decided, col(Decided.id) == col(Certificate.decided))
            .where(Decided.decision == decision, Certificate.deleted == 0)
            .order_by(col(Certificate.year).desc(), col(Certificate.number).desc())
        )
        yield from session.exec(last.limit(1))
    asked = select(Request.id).where(Request.round == told.round.id, Request.deleted == 0)
    yield from session.exec(asked)
