"""What a household of the sample commune was in the years before the review.

Only those that were neither poor nor near-poor last year matter to the margins: whether they *again* became
what they are now is decided from these years.
"""

from __future__ import annotations

from random import Random

YEARS = 4  # before the review, the year before it included

_EARLIER = {  # from the class of a year to that of the year before it
    "poor": ("poor",) * 17 + ("near_poor",) * 2 + ("not_poor",),
    "near_poor": ("near_poor",) * 11 + ("poor",) * 7 + ("not_poor",) * 2,
    "not_poor": ("not_poor",) * 15 + ("near_poor",) * 3 + ("poor",) * 2,
}


def past(rng: Random, before: str, now: str, again: bool | None, year: int) -> dict[int, str]:
    """The class by year, for the years before `year` up to the one before it.

    `again` True: it was `now` in an earlier year and `not_poor` since; False: it never was anything but
    `not_poor`; None: anything likely.
    """
    if again is None:
        return _walked(rng, before, year)
    classes = dict.fromkeys(range(year - YEARS, year), "not_poor")
    if again:
        last = rng.randrange(year - YEARS, year - 1)
        classes |= dict.fromkeys(range(year - YEARS, last + 1), now)
    return classes


def _walked(rng: Random, before: str, year: int) -> dict[int, str]:
    """Back from last year, class by class."""
    classes = {year - 1: before}
    for earlier in range(year - 2, year - YEARS - 1, -1):
        classes[earlier] = rng.choice(_EARLIER[classes[earlier + 1]])
    return dict(sorted(classes.items()))
