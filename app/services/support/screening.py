"""Everybody against many activities at once: who may benefit from which, which records stand against it.

One look at the facts of each, whatever the number of activities; why something is so tells `candidates`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.models.key import Key
from app.models.support import Activity
from app.rules.double_support import Clash
from app.rules.eligibility.sieve import Sieve
from app.rules.eligibility.terms import Terms
from app.services.support import doubles
from app.services.support.activities import terms_of
from app.services.support.facts import Register, register
from app.store.store import Store
from app.uncollected import uncollected

Who = tuple[Key, Key | None]  # a household, or one of its persons
Verdicts = tuple[bool | None, ...]


@dataclass(frozen=True, slots=True)
class Screened:
    """What was found of everybody.

    Attributes:
        activities: in whose order the verdicts stand.
        verdicts: of each household and person: may benefit, may not, or (None) something is to be filled in.
        clashes: the records that stand against somebody who may benefit, by place in that order.
    """

    activities: tuple[Key, ...]
    verdicts: Mapping[Who, Verdicts]
    clashes: Mapping[Who, Mapping[int, tuple[Clash, ...]]]


@uncollected()
def screen(store: Store, activities: Sequence[Activity], day: date) -> Screened:
    """All households and persons of the store's place against activities on a day."""
    with store.session() as session:
        terms = [terms_of(session, one) for one in activities]
    known = register(store, day, store.place)
    verdicts = _verdicts(known, terms, day)
    return Screened(
        activities=tuple(one.id for one in activities),
        verdicts=verdicts,
        clashes=dict(_clashes(known, activities, verdicts, day.isoformat())),
    )


def _verdicts(known: Register, terms: Sequence[Terms], day: date) -> dict[Who, Verdicts]:
    sieve = Sieve(terms, day)
    found: dict[Who, Verdicts] = {}
    told = {}
    for key, facts in known.households.items():
        told[key] = bits = sieve.household(facts)
        found[key, None] = sieve.verdicts(bits)
    for key, one in known.people.items():
        found[one.household, key] = sieve.verdicts(told[one.household], sieve.person(known.persons[key]))
    return found


def _clashes(
    known: Register, activities: Sequence[Activity], verdicts: Mapping[Who, Verdicts], day: str
) -> Iterator[tuple[Who, dict[int, tuple[Clash, ...]]]]:
    """Only those are asked whose household has a record, or one of whose members has."""
    records = doubles.ledger(known.given)
    asked = [(n, doubles.asked(one, day)) for n, one in enumerate(activities)]
    for home, kinds in doubles.on_record(known).items():
        if home in known.households:
            members = known.members.get(home, [])
            its = [
                (n, new._replace(household=home, members=frozenset(members)))
                for n, new in asked
                if new.kind in kinds
            ]
            for person in (None, *members):
                told = verdicts[home, person]
                found = {n: records.against(new._replace(person=person)) for n, new in its if told[n]}
                clashes = {n: stands for n, stands in found.items() if stands}
                if clashes:
                    yield (home, person), clashes
