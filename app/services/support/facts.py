"""Facts for the rules of support: of all households and persons of a place on a day, in one pass.

Filled from narrow rows: the register, the recognised results, the newest survey, the ledger of support. What
nobody said stays unknown; what an officer was told of one applicant comes with its enrolment (`with_told`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from app.models.key import Key
from app.models.person import FEMALE
from app.models.review import IMPORTED
from app.rules import book as rule_books
from app.rules.codes import code_list
from app.rules.eligibility.facts import Applicant, HouseholdFacts, PersonFacts
from app.rules.programme import sub_project
from app.rules.support_kinds import kinds
from app.services import place_tree
from app.services.place_tree import PlaceLine
from app.services.support.standing import ON_LIST, Standing, standings
from app.services.support.traits import traits
from app.store import beneficiaries
from app.store.beneficiaries import Given, Home, Reviewed, Someone, Surveyed
from app.store.store import Store

Values = Mapping[str, Any]
HAD = "had_"
_NOTHING: Values = MappingProxyType({})
_opened = msgspec.json.Decoder(dict[str, Any]).decode
_DISABLED, _UNABLE = "disabled", "unable"


@dataclass(frozen=True, slots=True)
class Register:
    """A place's households and persons on a day, as the rules see them.

    Attributes:
        homes: the rows behind `households`.
        people: the members, with their rows; empty where nobody asked for them.
        persons: what the rules see of them.
        surveys: the newest case of each household that was surveyed.
        given: all support that counts, of the whole book.
        names: of the places.
    """

    day: date
    homes: Mapping[Key, Home]
    standing: Mapping[Key, Standing]
    households: Mapping[Key, HouseholdFacts]
    people: Mapping[Key, Someone]
    persons: Mapping[Key, PersonFacts]
    surveys: Mapping[Key, Surveyed]
    given: tuple[Given, ...]
    names: Mapping[Key, str]

    def applicant(self, household: Key, person: Key | None = None) -> Applicant | None:
        """The household, or one of its persons, as it applies; None where it is not there on the day."""
        facts = self.households.get(household)
        if facts is None or person is None:
            return None if facts is None else Applicant(facts)
        return Applicant(facts, self.persons[person]) if person in self.persons else None


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
    cases = _newest(results)
    someones = beneficiaries.someones(store, on, only) if persons else []
    people = {one.person: one for one in someones if one.household in homes}
    answers = {key: _opened(told) for key, told in beneficiaries.answered(store, cases)} if persons else {}
    given = tuple(beneficiaries.given(store))
    known = _Known(
        standing=standings(results, on),
        surveys={row.household: row for row in beneficiaries.surveyed(store, cases)},
        had=_had(given),
        disabled=_disabled(people.values(), answers),
        traits=of_places,
        income_limits=_income_limits(day, below.values()),
    )
    return Register(
        day=day,
        homes=homes,
        standing=known.standing,
        households={key: _household(home, known) for key, home in homes.items()},
        people=people,
        persons={key: _person(one, answers.get(key, _NOTHING)) for key, one in people.items()},
        surveys=known.surveys,
        given=given,
        names={key: line.name for key, line in below.items()},
    )


def with_told(applicant: Applicant, told: Values) -> Applicant:
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


OF_PERSON = ("pregnant", "nursing", "disabled", "stable", "roles")
OF_HOUSEHOLD = ("disabled", "stable", "low_income")


class _Known(NamedTuple):
    """What was read of all households, by household or place."""

    standing: Mapping[Key, Standing]
    surveys: Mapping[Key, Surveyed]
    had: Mapping[Key, Mapping[str, bool]]
    disabled: Mapping[Key, bool | None]
    traits: Mapping[Key, Mapping[str, bool]]
    income_limits: Mapping[Key, int]


def _household(home: Home, known: _Known) -> HouseholdFacts:
    survey, stands = known.surveys.get(home.key), known.standing.get(home.key)
    klass = stands.klass if stands else None
    answers = _opened(survey.answers) if survey and survey.answers != "{}" else _NOTHING
    income = None if survey is None else survey.income if survey.income is not None else survey.stated_income
    return HouseholdFacts(
        klass=klass,
        escaped=stands.escaped if stands else None,
        groups=_groups(home, survey, answers),
        traits=known.traits.get(home.place, _NOTHING),
        village=home.place,
        since=home.formed,
        until=home.ended,
        formed=home.formed,
        had=_ever_had(answers, known.had.get(home.key, _NOTHING)),
        low_income=_low_income(klass, income, known.income_limits.get(home.place)),
        income=income,
        disabled=known.disabled.get(home.key),
        answers=answers,
    )


def _person(one: Someone, answers: Values) -> PersonFacts:
    until = min(filter(None, (one.until, one.death)), default="")
    return PersonFacts(
        birth=one.birth,
        sex=one.sex,
        since=one.since,
        until=until,
        disabled=_is_disabled(answers),
        answers=answers,
    )


def _newest(results: Iterable[Reviewed]) -> list[Key]:
    """Of each household the newest case that was finished, or taken over from a file."""
    found: dict[Key, Reviewed] = {}
    for row in results:
        last = found.get(row.household)
        if (row.done or row.source == IMPORTED) and (last is None or row.year >= last.year):
            found[row.household] = row
    return [row.case for row in found.values()]


def _groups(home: Home, survey: Surveyed | None, answers: Values) -> Mapping[str, bool]:
    """Of which groups a household is, as reports count them: its head's people and sex before any mark."""
    marks = survey.groups if survey and survey.groups != "{}" else home.groups
    said = _opened(marks) if marks != "{}" else _NOTHING
    told = {code: bool(mark) for code, mark in said.items() if mark is not None}
    if any(told.values()) or "groups" in answers:  # whoever was asked for all groups has none of the others
        told = dict.fromkeys(_group_codes(), False) | told
    if home.local_minority is not None:
        told["local_minority"] = bool(home.local_minority)
    if home.head_ethnic:
        told["minority"] = home.head_ethnic in _minorities()
    if home.head_sex:
        told["woman_head"] = home.head_sex == FEMALE
    return told


@cache
def _group_codes() -> tuple[str, ...]:
    return tuple(one.code for one in code_list("groups").entries)


@cache
def _minorities() -> frozenset[str]:
    return code_list("ethnic").flagged("minority")


@cache
def kind_of(programme: str, code: str, part: str) -> str:
    """The kind of support that a part of a sub-project gives."""
    return sub_project(programme, code).kind_of(part)


def _had(given: Iterable[Given]) -> dict[Key, dict[str, bool]]:
    """By household the kinds of support that the ledger knows it had."""
    found: dict[Key, dict[str, bool]] = {}
    for one in given:
        found.setdefault(one.household, {})[kind_of(one.programme, one.code, one.part)] = True
    return found


def _ever_had(answers: Values, ledger: Mapping[str, bool]) -> Mapping[str, bool]:
    """The kinds that a household had: by the ledger, or as it told the survey, which asks for all of them."""
    policies = answers.get("policies")
    if policies is None:
        return ledger
    return {one.code: one.policy in policies for one in kinds()} | dict(ledger)


def _income_limits(day: date, below: Iterable[PlaceLine]) -> dict[Key, int]:
    """By place the income up to which its workers count as workers with low income, đồng per month."""
    books = rule_books.in_force(day)
    limits = {one.area: one.value for one in books[0].low_income_worker} if books else {}
    return {line.key: limits[line.area] for line in below if line.area in limits}


def _low_income(klass: str | None, income: float | None, limit: int | None) -> bool | None:
    if klass in ON_LIST:
        return False
    return None if klass is None or income is None or limit is None else income <= limit


def _is_disabled(answers: Values) -> bool | None:
    """Disabled by the allowance that a person gets; not, where it gets none and is not unable to work."""
    allowance, work = answers.get("allowance"), answers.get("work")
    if allowance == _DISABLED:
        return True
    return None if allowance is None or work is None or work == _UNABLE else False


def _disabled(people: Iterable[Someone], answers: Mapping[Key, Values]) -> dict[Key, bool | None]:
    """By household whether a member is disabled; not, where that is known of every member."""
    found: dict[Key, bool | None] = {}
    for one in people:
        told = _is_disabled(answers.get(one.person, _NOTHING))
        before = found.get(one.household, False)
        found[one.household] = True if told or before else None if told is None or before is None else False
    return found
