"""What a report speaks of: a place, a year, a standard. Knows nothing of what is counted."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.key import Key
from app.models.review import PERIODIC


@dataclass(frozen=True, slots=True)
class Scope:
    """A place with all below it, in the review rounds of one year, under one standard.

    Attributes:
        place: of any level; the table has a line for it and one for each place next below it.
        year: of the rounds.
        standard: key of a rule book: `vn-2021`.
        kind: `periodic` or `ad_hoc`.
    """

    place: Key
    year: int
    standard: str
    kind: str = PERIODIC
