"""What each household of the sample commune has to be, before anybody lives in it.

Roles come from `casting`; who lives in them, and how, follows in `rosters` and `dwellings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.demo.margins import KnownHousehold


@dataclass(slots=True)
class Role:
    """What one household has to be.

    Attributes:
        ethnic: group of the head and the children; `married_in` that of the wife or husband, if another.
        deprived: the deprived indicators.
        review: `outside`, `done`, `look` (done, to be looked at), `open`, `not_begun`.
        again: it was `now` in an earlier year; None where the margins do not ask.
        dumps_waste: True where the indicator on waste of the standard of 2027 is deprived.
        history: class by year, up to the year before the review.
    """

    code: str
    village: str
    before: str
    now: str
    ethnic: str
    size: int
    known: KnownHousehold | None = None
    married_in: str = ""
    again: bool | None = None
    deprived: set[str] = field(default_factory=set)
    causes: set[str] = field(default_factory=set)
    groups: tuple[str, ...] = ()
    request: bool = False
    review: str = "outside"
    b1: int = 0
    dumps_waste: bool = False
    history: Mapping[int, str] = field(default_factory=dict)

    @property
    def reviewed(self) -> bool:
        """True once somebody has surveyed the household this year."""
        return self.review in ("done", "look")

    def can_be(self, deprived: set[str]) -> bool:
        """Whether people and a house can be found that are deprived of exactly this."""
        if self.known:
            return deprived == set(self.known.deprived)
        children = not deprived.isdisjoint(("nutrition", "child_schooling"))
        if self.size == 1 and (children or "adult_education" in deprived):
            return False
        if self.size == 2 and children and "adult_education" in deprived:
            return False
        alone = self.size <= 2 and "dependents" in deprived
        return not (alone and not deprived.isdisjoint(("employment", "adult_education")))
