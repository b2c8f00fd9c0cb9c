"""Verdicts on many applicants for many activities, without words: each rule is a bit, each verdict a mask.

Every fact is looked at once, whatever the number of activities; applicants whose facts fall out alike share
their verdicts. `verdict.explained` says why, one at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from app.rules.eligibility.conditions import CONDITIONS
from app.rules.eligibility.facts import Applicant, HouseholdFacts, PersonFacts
from app.rules.eligibility.terms import Rule, Terms
from app.rules.eligibility.verdict import asked, moment
from app.rules.support_kinds import HOUSEHOLD, PERSON

Bits = tuple[int, int]
"""Rules that hold, rules that do not; in neither: not known."""

_NOBODY: Bits = (0, 0)
_Test = Callable[[Any], bool | None]


class _Masks(NamedTuple):
    """Terms as masks; `never` where they are not for this kind of applicant."""

    required: int
    ways: tuple[int, ...]
    never: bool = False


class Sieve:
    """The terms of several activities, compiled for a day."""

    def __init__(self, terms: Sequence[Terms], day: date) -> None:
        self._tests: dict[str, dict[Hashable, tuple[int, _Test]]] = {
            HOUSEHOLD: {},
            PERSON: {},
        }
        self._bits = 0
        self._moment = moment(day)
        self._masks = {unit: [self._compiled(one, unit) for one in terms] for unit in (HOUSEHOLD, PERSON)}
        self._of_household = tuple(self._tests[HOUSEHOLD].values())
        self._of_person = tuple(self._tests[PERSON].values())
        self._known: dict[tuple[int, int, bool], tuple[bool | None, ...]] = {}

    def household(self, facts: HouseholdFacts) -> Bits:
        """What the rules say of a household; once for all of its persons."""
        return _told(self._of_household, facts)

    def person(self, facts: PersonFacts) -> Bits:
        """What the rules say of a person."""
        return _told(self._of_person, facts)

    def verdicts(self, household: Bits, person: Bits | None = None) -> tuple[bool | None, ...]:
        """The verdicts in the order of the terms: on a person, or on the household itself."""
        also = _NOBODY if person is None else person
        key = (household[0] | also[0], household[1] | also[1], person is None)
        found = self._known.get(key)
        if found is None:
            masks = self._masks[HOUSEHOLD if person is None else PERSON]
            found = self._known[key] = tuple(_decided(one, key[0], key[1]) for one in masks)
        return found

    def of(self, applicant: Applicant) -> tuple[bool | None, ...]:
        """The verdicts on one applicant."""
        person = None if applicant.person is None else self.person(applicant.person)
        return self.verdicts(self.household(applicant.household), person)

    def _compiled(self, terms: Terms, unit: str) -> _Masks:
        if unit not in terms.units:
            return _Masks(0, (), True)
        required = self._mask(asked(terms.requires, unit), unit) or 0
        ways = (self._mask(way.rules, unit) for way in terms.ways)
        open_ways = tuple(mask for mask in ways if mask is not None)
        return _Masks(required, open_ways, bool(terms.ways) and not open_ways)

    def _mask(self, rules: Iterable[Rule], unit: str) -> int | None:
        """The bits of the rules; None where one of them cannot be asked of this kind of applicant."""
        mask = 0
        for rule in rules:
            bit = self._bit(rule, unit)
            if bit is None:
                return None
            mask |= bit
        return mask

    def _bit(self, rule: Rule, unit: str) -> int | None:
        condition = CONDITIONS[rule.condition]
        reads = PERSON if unit == PERSON and condition.person is not None else HOUSEHOLD
        side = condition.person if reads == PERSON else condition.household
        if side is None:
            return None
        known, key = self._tests[reads], (rule.condition, frozenset(rule.given.items()))
        if key not in known:
            known[key] = (1 << self._bits, side.test(rule.given, self._moment))
            self._bits += 1
        return known[key][0]


def quick(terms: Terms, day: date) -> Callable[[Applicant], bool | None]:
    """The test of one activity's terms on a day."""
    sieve = Sieve((terms,), day)
    return lambda applicant: sieve.of(applicant)[0]


def _told(tests: tuple[tuple[int, _Test], ...], facts: object) -> Bits:
    yes = no = 0
    for bit, test in tests:
        told = test(facts)
        if told:
            yes |= bit
        elif told is False:
            no |= bit
    return yes, no


def _decided(masks: _Masks, yes: int, no: int) -> bool | None:
    if masks.never or masks.required & no:
        return False
    known = not masks.required & ~yes
    if not masks.ways:
        return True if known else None
    ways = [mask for mask in masks.ways if not mask & no]
    if any(not mask & ~yes for mask in ways):
        return True if known else None
    return None if ways else False
