"""After a merge or a decision: results whose facts came from several stores are computed again, in an act.

What waits to be computed is written down together with the merge, so that a failure of power between the two
loses nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.i18n import _
from app.models.key import Key
from app.models.person import Membership
from app.models.review import COMPUTED, OPEN, Case, CaseMember, Result, Round
from app.services import scoring
from app.services.freezing import standing, undecided
from app.store.act import Act
from app.store.books import has_open_round
from app.store.merge import Row
from app.store.store import Store

ACTOR = "Sổ Bản"
_WAITING = "to_recompute"
_AT_ONCE = 1000

# Table → the cases that rest on rows of it.
_RESTING: dict[str, SelectOfScalar[Key]] = {
    "review_case": select(Case.id).where(Case.deleted == 0),
    "case_member": select(CaseMember.review_case),
    "result": select(Result.review_case),
    "household": select(Case.id).where(Case.deleted == 0),
    "membership": select(Case.id).join(Membership, col(Membership.household) == col(Case.household)),
    "person": select(Case.id).join(Membership, col(Membership.household) == col(Case.household)),
}
_BY = {
    "review_case": col(Case.id),
    "case_member": col(CaseMember.id),
    "result": col(Result.id),
    "household": col(Case.household),
    "membership": col(Membership.id),
    "person": col(Membership.person),
}


def note(store: Store, changed: Iterable[Row], stale: frozenset[Key] = frozenset()) -> None:
    """Write down, in the transaction that changed rows, which cases and which disputed results to compute.

    Only the store that keeps the round's book computes: those above, and helpers, show what it finds.
    """
    if store.meta("scope") or not has_open_round(store.connection, store.place):
        return
    rows: dict[str, list[Key]] = defaultdict(list)
    for tab, row in changed:
        rows[tab].append(row)
    cases, results = _waiting(store)
    with store.session() as session:
        for tab in _RESTING.keys() & rows.keys():
            cases |= set(_resting(session, tab, rows[tab]))
        cases |= set(_resting(session, "result", list(stale)))
    if cases:
        told = [sorted(key.hex() for key in keys) for keys in (cases, results | stale)]
        store.set_meta(_WAITING, json.dumps(told))


def _resting(session: Session, tab: str, rows: Sequence[Key]) -> Iterator[Key]:
    for start in range(0, len(rows), _AT_ONCE):
        yield from session.exec(_RESTING[tab].where(_BY[tab].in_(rows[start : start + _AT_ONCE])))


def _waiting(store: Store) -> tuple[set[Key], set[Key]]:
    cases, results = json.loads(store.meta(_WAITING) or "[[], []]")
    return set(map(bytes.fromhex, cases)), set(map(bytes.fromhex, results))


def catch_up(store: Store, sender: str = "") -> int:
    """Compute what waits; returns how many results are otherwise now, or settled."""
    cases, stale = _waiting(store)
    if not cases:
        return 0
    title = _("Tính lại sau khi gộp số liệu của {sender}") if sender else _("Tính lại kết quả")
    changed = 0
    with store.write(title.format(sender=sender), ACTOR) as act, store.session() as session:
        for one, its_cases in _by_round(session, store.place, cases):
            changed += _score(session, act, one, its_cases, stale)
        store.set_meta(_WAITING, "")
    return changed


def _by_round(session: Session, place: Key, cases: Iterable[Key]) -> Iterator[tuple[Round, list[Key]]]:
    rounds = select(Round).where(Round.place == place, Round.state == OPEN, Round.deleted == 0)
    wanted = sorted(cases)
    for one in (one for one in session.exec(rounds).all() if standing(session, one) is None):
        within = select(Case.id).where(Case.round == one.id, undecided())
        for start in range(0, len(wanted), _AT_ONCE):
            found = session.exec(within.where(col(Case.id).in_(wanted[start : start + _AT_ONCE]))).all()
            if found:
                yield one, list(found)


def _score(session: Session, act: Act, one: Round, cases: list[Key], stale: set[Key]) -> int:
    changed = 0
    at = scoring.setting(session, one.year, one.standards.split(), one.opened)
    known = {(r.review_case, r.standard): r for r in _computed(session, cases)}
    for case, facts in scoring.with_facts(session, one, at, cases):
        for finding in scoring.findings(facts, at):
            before = known.get((case["id"], finding.standard))
            if before is None:
                continue
            kept = scoring.agreed(scoring.computed(finding), before.agreed_class, before.agreed_why)
            now = scoring.with_emptied(kept, before)
            if before.id in stale:
                act.settle("result", before.id, now)
                changed += 1
            else:
                changed += act.update("result", before.id, now)
    return changed


def _computed(session: Session, cases: list[Key]) -> Sequence[Result]:
    """The results that the rules found; those that came from a book stand as they are."""
    query = select(Result).where(
        col(Result.review_case).in_(cases), Result.deleted == 0, Result.source == COMPUTED
    )
    return session.exec(query).all()
