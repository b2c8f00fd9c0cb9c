"""The conditions that terms may name, and what each needs to be given.

To add one, write its side in `of_household` or `of_person` and name it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.rules.eligibility import of_household, of_person
from app.rules.eligibility.facts import HouseholdFacts, PersonFacts
from app.rules.eligibility.sides import Side


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition.

    Attributes:
        parameters: what its rules give, by name: how `reading` reads it.
        household: how a household is asked; None where it asks only persons.
        person: how a person is asked; None where it asks the person's household.
    """

    parameters: Mapping[str, str]
    household: Side[HouseholdFacts] | None = None
    person: Side[PersonFacts] | None = None


CONDITIONS: Mapping[str, Condition] = {
    "class": Condition({"any": "classes"}, of_household.CLASS),
    "group": Condition({"any": "codes groups"}, of_household.GROUP),
    "trait": Condition({"any": "codes place_traits"}, of_household.TRAIT),
    "no_trait": Condition({"any": "codes place_traits"}, of_household.NO_TRAIT),
    "formed": Condition({"months": "whole", "before": "effective"}, of_household.FORMED),
    "never_had": Condition({"kinds": "kinds"}, of_household.NEVER_HAD),
    "low_income": Condition({}, of_household.LOW_INCOME),
    "resident": Condition({}, of_household.RESIDENT),
    "unsettled": Condition({}, of_household.UNSETTLED),
    "in_book": Condition({}, of_household.IN_BOOK),
    "member": Condition({}, None, of_person.MEMBER),
    "disabled": Condition({}, of_household.DISABLED, of_person.DISABLED),
    "woman": Condition({}, of_household.WOMAN, of_person.WOMAN),
    "age": Condition({"from": "maybe whole", "below": "maybe whole"}, None, of_person.AGE),
    "mother": Condition({}, None, of_person.MOTHER),
    "role": Condition({"any": "codes officer_roles"}, None, of_person.ROLE),
    "answer": Condition({"question": "question", "any": "answers"}, None, of_person.ANSWER),
}
