"""What the rules of support see of one household or person, made of the rows that were read of it.

Many are made at once: what is the same for many is made once and shared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from app.models.key import Key
from app.models.person import FEMALE
from app.rules.codes import code_list
from app.rules.eligibility.facts import HouseholdFacts, PersonFacts
from app.rules.programme import sub_project
from app.rules.support_kinds import kinds
from app.services.support.needs import Needs, marked
from app.services.support.standing import ON_LIST, Standing
from app.store.beneficiaries import Given, Home, Someone, Surveyed

_DISABLED, _UNABLE = "disabled", "unable"
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class _Answers(msgspec.Struct):
    """What rules ask of a household's answers; the others are passed over as they are read."""

    policies: list[str] | None = None
    groups: list[str] | None = None
    wants: list[str] | None = None


class _Work(msgspec.Struct):
    """What tells whether a member is disabled."""

    allowance: str | None = None
    work: str | None = None


_answers = msgspec.json.Decoder(_Answers).decode
_work = msgspec.json.Decoder(_Work).decode
_opened = msgspec.json.Decoder(dict[str, Any]).decode
_SILENT = _Answers()


class Survey(NamedTuple):
    """What the newest survey of a household told.

    Attributes:
        groups: the marks as JSON; all_groups: the question was answered, with “none” as well.
        policies: codes of those it had; None where nobody asked.
        income: đồng per person and month.
    """

    needs: Needs
    groups: str
    all_groups: bool
    policies: tuple[str, ...] | None
    income: float | None


class Known(NamedTuple):
    """What was read of all households, by household or by place."""

    standing: Mapping[Key, Standing]
    surveys: Mapping[Key, Survey]
    had: Mapping[Key, Mapping[str, bool]]
    disabled: Mapping[Key, bool]
    traits: Mapping[Key, Mapping[str, bool]]
    income_limits: Mapping[Key, int]


def survey(row: Surveyed) -> Survey:
    """The survey that a case keeps."""
    answers = _answers(row.answers) if row.answers != "{}" else _SILENT
    policies = None if answers.policies is None else tuple(answers.policies)
    wants = marked(row.wants)
    if answers.wants:
        wants = tuple(dict.fromkeys((*wants, *answers.wants)))
    return Survey(
        Needs(marked(row.causes), marked(row.deprived), wants),
        row.groups,
        answers.groups is not None,
        policies,
        row.stated_income if row.income is None else row.income,
    )


def household(home: Home, known: Known) -> HouseholdFacts:
    """What the rules see of a household."""
    told, stands = known.surveys.get(home.key), known.standing.get(home.key)
    klass = stands.klass if stands else None
    income = told.income if told else None
    return HouseholdFacts(
        klass,
        stands.escaped if stands else None,
        _groups(home, told),
        known.traits.get(home.place, _NOTHING),
        home.place,
        home.formed,
        home.ended,
        home.formed,
        _ever_had(told, known.had.get(home.key, _NOTHING)),
        _low_income(klass, income, known.income_limits.get(home.place)),
        income,
        known.disabled.get(home.key),
    )


def persons(people: Iterable[Someone], told: Iterable[tuple[Key, str]]) -> dict[Key, PersonFacts]:
    """What the rules see of persons, and of what each answered."""
    answers = {person: _opened(text) for person, text in told}
    found = {}
    for person, _home, _name, sex, birth, death, since, until, _sort in people:
        if death and (not until or death < until):
            until = death
        own, disabled = answers.get(person, _NOTHING), None
        if own is not _NOTHING:
            disabled = _is_disabled(own.get("allowance"), own.get("work"))
        found[person] = PersonFacts(birth, sex, since, until, None, None, disabled, None, None, own)
    return found


def _groups(home: Home, told: Survey | None) -> Mapping[str, bool]:
    """Of which groups a household is, as reports count them: its head's people and sex before any mark."""
    marks = told.groups if told and told.groups != "{}" else home.groups
    own = home.local_minority, home.head_ethnic, home.head_sex
    return _groups_of(marks, told is not None and told.all_groups, *own)


@cache
def _groups_of(marks: str, every: bool, local: int | None, ethnic: str, sex: str) -> Mapping[str, bool]:
    found = dict.fromkeys(marked(marks), True)
    if found or every:  # whoever was asked for all groups has none of the others
        found = dict.fromkeys((one.code for one in code_list("groups").entries), False) | found
    if local is not None:
        found["local_minority"] = bool(local)
    if ethnic:
        found["minority"] = ethnic in code_list("ethnic").flagged("minority")
    if sex:
        found["woman_head"] = sex == FEMALE
    return MappingProxyType(found)


@cache
def kind_of(programme: str, code: str, part: str) -> str:
    """The kind of support that a part of a sub-project gives."""
    return sub_project(programme, code).kind_of(part)


def had(given: Iterable[Given]) -> dict[Key, dict[str, bool]]:
    """By household the kinds of support that the ledger knows it had."""
    found: dict[Key, dict[str, bool]] = {}
    for one in given:
        found.setdefault(one.household, {})[kind_of(one.programme, one.code, one.part)] = True
    return found


def _ever_had(told: Survey | None, ledger: Mapping[str, bool]) -> Mapping[str, bool]:
    """The kinds that a household had: by the ledger, or as it told the survey, which asks for all of them."""
    if told is None or told.policies is None:
        return ledger
    of_survey = _had_by_policy(told.policies)
    return {**of_survey, **ledger} if ledger else of_survey


@cache
def _had_by_policy(policies: tuple[str, ...]) -> Mapping[str, bool]:
    return MappingProxyType({one.code: one.policy in policies for one in kinds()})


def _low_income(klass: str | None, income: float | None, limit: int | None) -> bool | None:
    if klass in ON_LIST:
        return False
    return None if klass is None or income is None or limit is None else income <= limit


def _is_disabled(allowance: str | None, work: str | None) -> bool | None:
    """Disabled by the allowance that a person gets; not, where it gets none and is not unable to work."""
    if allowance == _DISABLED:
        return True
    return None if allowance is None or work is None or work == _UNABLE else False


def disabled(members: Mapping[Key, Collection[Key]], told: Iterable[tuple[Key, str]]) -> dict[Key, bool]:
    """By household whether a member is disabled; absent where that is not known of every member."""
    known: dict[Key, bool | None] = {}
    for person, text in told:
        answers = _work(text)
        known[person] = _is_disabled(answers.allowance, answers.work)
    found = {}
    for home, people in members.items() if known else ():
        says = [known.get(person) for person in people]
        if True in says or None not in says:
            found[home] = True in says
    return found
