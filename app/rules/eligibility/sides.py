"""How a condition asks one kind of facts: a test compiled for a moment, and the words for what it found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from app.rules.eligibility.facts import HouseholdFacts, PersonFacts
from app.rules.eligibility.terms import Given, Moment

Facts = TypeVar("Facts", HouseholdFacts, PersonFacts)


class Side(NamedTuple, Generic[Facts]):
    """A condition on one kind of facts.

    Attributes:
        test: for what a rule gives and a moment: True, False, or None while a fact is missing.
        said: the fact that decided, in words.
        todo: what to fill in where it is missing.
    """

    test: Callable[[Given, Moment], Callable[[Facts], bool | None]]
    said: Callable[[Given, Moment, Facts], str]
    todo: Callable[[Given], str]
