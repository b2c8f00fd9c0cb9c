"""Facts for the rules of support: of all households and persons of a place on a day, in one pass.

Read as narrow rows: the register, the recognised results, the newest survey, the ledger of support. What
nobody said stays unknown; what an officer was told of one applicant comes with its enrolment (`with_told`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.models.key import Key
from app.models.review import IMPORTED
from app.rules import book as rule_books
from app.rules.eligibility.facts import Applicant, HouseholdFacts, PersonFacts
from app.services import place_tree
from app.services.place_tree import PlaceLine
from app.services.support import filling
from app.services.support.filling import Known, Survey
from app.services.support.needs import Needs
from app.services.support.standing import Standing, standings
from app.services.support.traits import traits
from app.store import beneficiaries
from app.store.beneficiaries import Given, Home, Reviewed, Someone
from app.store.store import Store
from app.uncollected import uncollected

HAD = "had_"
OF_PERSON = ("pregnant", "nursing", "disabled", "stable", "roles")
OF_HOUSEHOLD = ("disabled", "stable", "low_income")


@dataclass(frozen=True, slots=True)
class Register:
    """A place's households and persons on a day, as the rules see them.

    Attributes:
        homes: the rows behind `households`.
        members: the persons of each household.
        people: their rows, and persons what the rules see of them; both empty where nobody asked for them.
        surveys: the newest case of each household that was surveyed.
        given: all support that counts, of the whole book.
        names: of the places.
    """

    day: date
    homes: Mapping[Key, Home]
    standing: Mapping[Key, Standing]
    households: Mapping[Key, HouseholdFacts]
    members: Mapping[Key, list[Key]]
    people: Mapping[Key, Someone]
    persons: Mapping[Key, PersonFacts]
    surveys: Mapping[Key, Survey]
    given: tuple[Given, ...]
    names: Mapping[Key, str]

    def applicant(self, household: Key, person: Key | None = None) -> Applicant | None:
        """The household, or one of its persons, as it applies; None where it is not there on the day."""
        facts = self.households.get(household)
        if facts is None or person is None:
            return None if facts is None else Applicant(facts)
        one = self.people.get(person)
        return Applicant(facts, self.persons[person]) if one and one.household == household else None


@uncollected()
def register(
    store: Store, day: date, scope: Key, only: Collection[Key] | None = None, *, persons: bool = True
) -> Register:
    """The facts of the households of a place (those of `only`, where it is given) and of their members."""
    on = day.isoformat()
    with store.session() as session:
        below = {line.key: line for line in place_tree.tree(session, scope, day.year)}
        of_places = traits(session)
    homes = {home.key: home for home in beneficiaries.homes(store, on, only) if home.place in below}
    results = beneficiaries.reviewed(store, day.year, only)
    cases, given = _newest(results), tuple(beneficiaries.given(store))
    told = beneficiaries.answered(store, cases)
    someones = beneficiaries.someones(store, on, only) if persons else []
    people = {one[0]: one for one in someones if one[1] in homes}
    pairs = ((one[1], one[0]) for one in someones) if persons else beneficiaries.members(store, on, only)
    members = _members(pairs)
    known = Known(
        standing=standings(results, on),
        surveys={row.household: filling.survey(row) for row in beneficiaries.surveyed(store, cases)},
        had=filling.had(given),
        disabled=filling.disabled(members, told),
        traits=of_places,
        income_limits=_income_limits(day, below.values()),
    )
    return Register(
        day=day,
        homes=homes,
        standing=known.standing,
        households={key: filling.household(home, known) for key, home in homes.items()},
        members=members,
        people=people,
        persons=filling.persons(people.values(), told),
        surveys=known.surveys,
        given=given,
        names={key: line.name for key, line in below.items()},
    )


def newest_needs(store: Store, year: int, only: Collection[Key] | None = None) -> dict[Key, Needs]:
    """By household what its newest finished survey up to a year found that it lacks and asks for."""
    rows = beneficiaries.surveyed(store, _newest(beneficiaries.reviewed(store, year, only)))
    return {row.household: filling.survey(row).needs for row in rows}


def _members(pairs: Iterable[tuple[Key, Key]]) -> dict[Key, list[Key]]:
    """The persons of each household."""
    found: dict[Key, list[Key]] = defaultdict(list)
    for household, person in pairs:
        found[household].append(person)
    return dict(found)


def _newest(results: Iterable[Reviewed]) -> list[Key]:
    """Of each household the newest case that was finished, or taken over from a file."""
    found: dict[Key, Reviewed] = {}
    for row in results:
        last = found.get(row.household)
        if (row.done or row.source == IMPORTED) and (last is None or row.year >= last.year):
            found[row.household] = row
    return [row.case for row in found.values()]


def _income_limits(day: date, below: Iterable[PlaceLine]) -> dict[Key, int]:
    """By place the income up to which its workers count as workers with low income, đồng per month."""
    books = rule_books.in_force(day)
    limits = {one.area: one.value for one in books[0].low_income_worker} if books else {}
    return {line.key: limits[line.area] for line in below if line.area in limits}


def with_told(applicant: Applicant, told: Mapping[str, Any]) -> Applicant:
    """The applicant with what an officer was told of it beside the register; what is on record stands."""
    if not told:
        return applicant
    had = {name.removeprefix(HAD): bool(said) for name, said in told.items() if name.startswith(HAD)}
    facts = {name: said for name, said in told.items() if not name.startswith(HAD) and said is not None}
    if "roles" in facts:
        facts["roles"] = frozenset(facts["roles"])
    household, person = applicant
    recorded = {code: True for code, yes in household.had.items() if yes}
    household = household._replace(had={**household.had, **had, **recorded}) if had else household
    own = {name: facts[name] for name in OF_HOUSEHOLD if name in facts}
    also = {name: facts[name] for name in OF_PERSON if name in facts}
    if person is None:
        return Applicant(household._replace(**own))
    return Applicant(household._replace(**own), person._replace(**also))
