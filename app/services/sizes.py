"""How many persons a household counts, and where the number comes from."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.household import Household


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a household.

    Attributes:
        persons: None when nothing is known.
        source: `roster` when the list of members is complete, `declared` when the household only says it,
            `partial` when neither holds and the known members are all there is.
    """

    persons: int | None
    source: str


def size(known: Household, listed: int) -> Size:
    """The size of a household with `listed` members known by name."""
    if known.roster_complete:
        return Size(listed, "roster")
    if known.declared_size is not None:
        return Size(known.declared_size, "declared")
    return Size(listed or None, "partial")


def declared_after(known: Household, listed: int, change: int) -> dict[str, int]:
    """The declared size as a field, once `change` persons came (or left), with `listed` then known by name.

    Nothing where the list of members is complete or nothing was declared: then the list itself tells.
    """
    if known.roster_complete or known.declared_size is None:
        return {}
    return {"declared_size": max(known.declared_size + change, listed, 0)}
