"""Candidates of an activity, from the register: who may benefit and needs it, in the order of priority.

Proposes and writes nothing; whoever is chosen is registered by `enrolments`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.models.key import Key
from app.models.support import REFUSED, STATES, WITHDRAWN
from app.rules.eligibility.facts import Applicant
from app.rules.eligibility.sieve import Sieve
from app.rules.eligibility.terms import Terms
from app.rules.priority import ranking
from app.rules.support_kinds import HOUSEHOLD, PERSON
from app.services.support.activities import (
    HOLDING,
    activity,
    places_of,
    sub_project_of,
    terms_of,
    unit_of,
)
from app.services.support.candidate_view import Candidate, View, Who
from app.services.support.examining import of_activity
from app.services.support.facts import Register, register
from app.store.store import Store
from app.uncollected import uncollected


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of an activity on a day.

    Attributes:
        rows: who may benefit and is not enrolled, in order; whom another record stands against, too.
        unknown: who may, once something is filled in: of those on a list, escaped, or who ask for it.
        enrolled: who is in it already.
        ineligible: who may not, with the rule that stops; only where they were asked for.
        places: planned in its unit; None where nobody planned a number.
        free: of these, not taken; None likewise.
        others: how many more would have to be filled in.
    """

    rows: tuple[Candidate, ...]
    unknown: tuple[Candidate, ...]
    enrolled: tuple[Candidate, ...]
    ineligible: tuple[Candidate, ...]
    places: int | None
    free: int | None
    others: int
    tied_at_limit: bool


@uncollected()
def candidates(store: Store, key: Key, day: date, *, everyone: bool = False) -> Candidates:
    """The candidates of an activity; with `everyone` also those who are not eligible and why."""
    with store.session() as session:
        one = activity(session, key)
        terms = terms_of(session, one)
        states = {(each.household, each.person): each.state for each in of_activity(session, key, STATES)}
    known = register(store, day, one.place, persons=unit_of(one) == PERSON)
    held = sum(state in HOLDING for state in states.values())
    places = places_of(one)
    free = None if places is None else max(places - held, 0)
    sorted_out = _Sorted.of(known, terms, unit_of(one), states)
    view = View(one, known, states)
    order = ranking(sub_project_of(one), sorted_out.eligible, day, free)
    likely = [who for who in sorted_out.unknown if view.likely(who)]
    return Candidates(
        rows=tuple(view.ranked(row) for row in view.by_need(order.rows)),
        unknown=tuple(view.explained(who, terms, day) for who in likely),
        enrolled=tuple(view.plain(who) for who in states if who[0] in known.homes),
        ineligible=tuple(view.explained(who, terms, day) for who in sorted_out.refused) if everyone else (),
        places=places,
        free=free,
        others=len(sorted_out.unknown) - len(likely),
        tied_at_limit=order.tied_at_limit,
    )


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Everybody of the unit who is not enrolled, by the verdict on the day."""

    eligible: list[tuple[Hashable, Applicant]]
    unknown: list[Who]
    refused: list[Who]

    @classmethod
    def of(cls, known: Register, terms: Terms, unit: str, states: Mapping[Who, str]) -> _Sorted:
        """Sort the register; those withdrawn or refused may be proposed once more."""
        sieve, taken = Sieve((terms,), known.day), {who for who, state in states.items() if _is_in(state)}
        found, of_home = cls([], [], []), cache(lambda home: sieve.household(known.households[home]))
        for who, applicant in _everybody(known, unit):
            if who in taken:
                continue
            person = applicant.person
            (ok,) = sieve.verdicts(of_home(who[0]), None if person is None else sieve.person(person))
            if ok:
                found.eligible.append((who, applicant))
            else:
                (found.unknown if ok is None else found.refused).append(who)
        return found


def _is_in(state: str) -> bool:
    return state not in (WITHDRAWN, REFUSED)


def _everybody(known: Register, unit: str) -> Iterator[tuple[Who, Applicant]]:
    """By village, then in the order of the book."""
    if unit == PERSON:
        for key, one in known.people.items():
            yield (one.household, key), Applicant(known.households[one.household], known.persons[key])
    elif unit == HOUSEHOLD:
        for key, facts in known.households.items():
            yield (key, None), Applicant(facts)
