"""What is known of a household on a day: the only thing that rules look at.

Whoever calls fills it from records, a form or a line of a sheet. Absent is unknown: not fine, not deprived.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from app.dates import PartialDate

Area = Literal["rural", "urban"]
TickSource = Literal["paper", "imported"]
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    return _NOTHING


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the household.

    Attributes:
        key: of the caller; rules only hand it back.
        name: as shown.
        sex: `male`, `female` or None.
        birth: None where nothing is known.
        relation: code of `relation`; `head` for the head.
        answers: by question key, of the types that `survey.Question.kind` states.
    """

    key: str
    name: str
    sex: str | None = None
    birth: PartialDate | None = None
    relation: str | None = None
    answers: Mapping[str, Any] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Facts:
    """A household on a day.

    Attributes:
        on: the day of the review; ages are counted on it.
        area: of its place in that year.
        region: code of `regions`, for the B1 point table; may be empty.
        size: persons; 0 if unknown (the roster is counted where it is complete).
        members: those that are known.
        roster_complete: True when `members` are all members.
        answers: of the household, by question key.
        ticks: indicators ticked by hand or read from a sheet: deprived or not; absent = nobody said.
        tick_source: where the ticks come from.
        b1_total: points typed from the paper form.
        b1_items: points typed per item or per group of items.
        income: worksheet lines: đồng of the whole household in 12 months, by key of the book's income items.
        income_per_person: typed: đồng per person and month.
    """

    on: date
    area: Area
    region: str = ""
    size: int = 0
    members: tuple[Member, ...] = ()
    roster_complete: bool = False
    answers: Mapping[str, Any] = field(default_factory=_nothing)
    ticks: Mapping[str, bool] = field(default_factory=_nothing)
    tick_source: TickSource = "paper"
    b1_total: float | None = None
    b1_items: Mapping[str, float] = field(default_factory=_nothing)
    income: Mapping[str, int] = field(default_factory=_nothing)
    income_per_person: float | None = None

    @property
    def all_listed(self) -> bool:
        """True when the roster is complete; an empty one never is: somebody lives in every household."""
        return self.roster_complete and bool(self.members)

    @property
    def persons(self) -> int:
        """Members counted where all are listed, else the size as told; 0 if unknown."""
        return len(self.members) if self.all_listed else self.size

    @property
    def head(self) -> Member | None:
        """The member marked as head, or None."""
        return next((member for member in self.members if member.relation == "head"), None)
