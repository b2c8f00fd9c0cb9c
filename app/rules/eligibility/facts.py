"""What is known of a household or a person who applies, on the day of approval.

Whoever calls fills it from the register, the recognised results and the ledger. Absent is unknown: a verdict
then says what to fill in. Dates are stored texts (`1980`, `1980-03`, `1980-03-15`). Plain tuples: twenty
thousand of them are made at once.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

NOTHING: Mapping[str, Any] = MappingProxyType({})


class HouseholdFacts(NamedTuple):
    """A household on the day.

    Attributes:
        klass: class recognised on the day, code of `classes`.
        escaped: day on which its latest escape from poverty was recognised (`movements.escaped_on`).
        groups: by code of `groups`: belongs or not.
        traits: by code of `place_traits`: its place is so or not.
        village: key of the village where it lives.
        since: in the book from that day; empty for ever.
        until: no longer in the book from that day; empty while it is.
        formed: independent household since.
        had: by kind of support: ever had it from any source. An empty ledger alone says nothing.
        low_income: its workers count as workers with low income.
        income: đồng per person and month.
        disabled: it has a disabled member.
        stable: that member has a stable livelihood.
        answers: of the survey, by question key.
    """

    klass: str | None = None
    escaped: date | None = None
    groups: Mapping[str, bool] = NOTHING
    traits: Mapping[str, bool] = NOTHING
    village: Hashable = None
    since: str = ""
    until: str = ""
    formed: str = ""
    had: Mapping[str, bool] = NOTHING
    low_income: bool | None = None
    income: float | None = None
    disabled: bool | None = None
    stable: bool | None = None
    answers: Mapping[str, Any] = NOTHING


class PersonFacts(NamedTuple):
    """A member of the household on the day.

    Attributes:
        birth: empty where nothing is known.
        sex: `male` or `female`.
        since: member from that day; empty for ever.
        until: no longer a member (left, died) from that day; empty while it is.
        pregnant: on the day.
        nursing: breast-feeding on the day.
        disabled: a disabled person.
        stable: has a stable livelihood.
        roles: codes of `officer_roles`.
        answers: of the survey, by question key.
    """

    birth: str = ""
    sex: str | None = None
    since: str = ""
    until: str = ""
    pregnant: bool | None = None
    nursing: bool | None = None
    disabled: bool | None = None
    stable: bool | None = None
    roles: frozenset[str] | None = None
    answers: Mapping[str, Any] = NOTHING


class Applicant(NamedTuple):
    """Who applies: the household itself, or one of its persons."""

    household: HouseholdFacts
    person: PersonFacts | None = None
