"""After a merge: results that rest on answers of several stores are computed again, in an act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlmodel import Session, col, select

from app.i18n import _
from app.models.key import Key
from app.models.review import OPEN, Case, Result, Round
from app.services import scoring
from app.store.act import Act
from app.store.merge import Merged
from app.store.store import Store

ACTOR = "Sổ Bản"


def after(store: Store, merged: Merged, sender: str) -> int:
    """Compute again what two stores computed from different answers; returns how many results changed.

    Only the store that keeps the round's book does so: those above show what it decides.
    """
    if not merged.stale:
        return 0
    with store.session() as session:
        by_round = _cases(session, store.place, merged.stale)
    changed = 0
    for one, cases in by_round:
        with store.write(_("Tính lại sau khi gộp số liệu của {sender}").format(sender=sender), ACTOR) as act:
            changed += _score(store, act, one, cases)
    return changed


def _cases(session: Session, place: Key, results: Iterable[Key]) -> list[tuple[Round, list[Key]]]:
    query = (
        select(Round, Case.id)
        .join(Case, col(Case.round) == col(Round.id))
        .join(Result, col(Result.review_case) == col(Case.id))
        .where(col(Result.id).in_(list(results)), Round.place == place, Round.state == OPEN)
    )
    found: dict[Key, tuple[Round, list[Key]]] = {}
    cases: dict[Key, list[Key]] = defaultdict(list)
    for one, case in session.exec(query):
        cases[one.id].append(case)
        found[one.id] = (one, cases[one.id])
    return list(found.values())


def _score(store: Store, act: Act, one: Round, cases: list[Key]) -> int:
    changed = 0
    with store.session() as session:
        at = scoring.setting(session, one.year, one.standards.split(), one.opened)
        known = {(r.review_case, r.standard): r for r in _results(session, cases)}
        for case, facts in scoring.with_facts(session, one, at, cases):
            for finding in scoring.findings(facts, at):
                before = known.get((case["id"], finding.standard))
                if before is None:
                    continue
                kept = scoring.agreed(scoring.computed(finding), before.agreed_class, before.agreed_why)
                act.settle("result", before.id, scoring.with_emptied(kept, before))
                changed += 1
    return changed


def _results(session: Session, cases: list[Key]) -> Iterable[Result]:
    query = select(Result).where(col(Result.review_case).in_(cases), Result.deleted == 0)
    return session.exec(query).all()
