"""The support of a year, read in the store's thread."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sqlmodel import Session, col, func, select

from app.models.columns import columns
from app.models.key import Key
from app.models.support import ALLOCATED, Activity, Money
from app.rules.programme import in_force
from app.services import places
from app.services.support import activity_lines, ledger, money_progress, outcomes
from app.store.store import Store
from app.ui.screens.support_seen import Year, lines_of


def year(store: Store, scope: Key, wanted: int | None, today: date) -> Year:
    """Programmes, sub-projects, activities and money of a year; the newest with any where none is named."""
    with store.session() as session:
        years = _years(session, scope, today)
        chosen = wanted or next(iter(years))
        told = activity_lines.lines(session, scope, chosen)
        programmes = in_force(date(chosen, 7, 1))
        money = {
            one.key: money_progress.progress(session, scope, chosen, programme=one.key)[0]
            for one in programmes
        }
        _lines, whole = money_progress.progress(session, scope, chosen)
        allocated = _allocated(session, [one.key for one in told])
        due = outcomes.due(session, scope, today)
    sums = ledger.sums(store, scope, (chosen,))
    return Year(
        year=chosen,
        years=tuple(sorted({*years, chosen}, reverse=True)),
        lines=tuple(lines_of(chosen, told, money, allocated, today)),
        money=(whole.available, whole.allocated, whole.disbursed),
        estimate=whole.estimate,
        households=sum(one.households for one in sums),
        persons=sum(one.persons for one in sums),
        due=len(due),
    )


def _years(session: Session, scope: Key, today: date) -> list[int]:
    """This year and every year with an activity or money, the newest with any first."""
    below = [place.id for place in places.below(session, scope)]
    found: set[int] = set()
    for table in (Activity, Money):
        query = select(table.year).where(col(table.place).in_(below), table.deleted == 0).distinct()
        found |= set(session.exec(query).all())
    past = sorted((one for one in found if one <= today.year), reverse=True)
    return [*past, *(one for one in (today.year, today.year - 1) if one not in past)]


def _allocated(session: Session, keys: list[Key]) -> Counter[bytes]:
    query = (
        columns(Money.activity, func.sum(Money.amount))
        .where(col(Money.activity).in_(keys), Money.stage == ALLOCATED, Money.deleted == 0)
        .group_by(col(Money.activity))
    )
    return Counter({row[0]: row[1] for row in session.execute(query)})
