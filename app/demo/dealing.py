"""Drawing whole numbers and marks at random so that their sums come out exactly.

`spread` gives each of n hands a number; `Hands` deals marks to hands. Both draw first and repair by swaps, so
the same seed gives the same result on every machine. Nothing here knows what a household is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

Fits = Callable[[int, set[str]], bool]


def spread(rng: Random, count: int, total: int, weights: Mapping[int, float]) -> list[int]:
    """`count` numbers drawn by `weights` (number → weight), then moved by ones until they add up to `total`.

    Raises ValueError if no such numbers lie between the least and the greatest of `weights`.
    """
    low, high = min(weights), max(weights)
    if not low * count <= total <= high * count:
        raise ValueError(f"{count} numbers of {low} to {high} cannot make {total}")
    drawn = rng.choices(tuple(weights), tuple(weights.values()), k=count)
    while (missing := total - sum(drawn)) != 0:
        step = 1 if missing > 0 else -1
        place = rng.randrange(count)
        if low <= drawn[place] + step <= high:
            drawn[place] += step
    return drawn


@dataclass(frozen=True, slots=True)
class Hands:
    """Hands that hold marks, each mark once.

    Attributes:
        held: the marks of each hand; changed in place.
        fits: whether hand number i could hold these marks together.
    """

    held: list[set[str]]
    fits: Fits

    def deal(self, rng: Random, needs: Mapping[str, int], targets: Sequence[int], least: int) -> None:
        """Give each mark to exactly so many further hands as `needs` says.

        `targets` says how many marks a hand should hold in the end, 0 for a hand that takes part in no deal;
        it is met as nearly as `fits` allows, but no hand stays under `least`.
        Raises ValueError if it finds no way.
        """
        for mark, need in sorted(needs.items(), key=lambda item: -item[1]):
            self._give(rng, mark, need, targets)
        self._mix(rng, tuple(needs))
        for hand in range(len(self.held)):
            self._lift(rng, hand, set(needs), least)

    def swap(self, one: int, other: int, mark: str, back: str) -> bool:
        """Hand `one` gives `mark` and takes `back` from hand `other`, if both can; True if they did."""
        first, second = self.held[one], self.held[other]
        if mark not in first or mark in second or back not in second or back in first:
            return False
        first, second = (first - {mark}) | {back}, (second - {back}) | {mark}
        if not (self.fits(one, first) and self.fits(other, second)):
            return False
        self.held[one], self.held[other] = first, second
        return True

    def _give(self, rng: Random, mark: str, need: int, targets: Sequence[int]) -> None:
        """The hands that lack most come first; chance decides between equals."""
        takers = [
            (targets[i] - len(hand), rng.random(), i)
            for i, hand in enumerate(self.held)
            if targets[i] and mark not in hand and self.fits(i, hand | {mark})
        ]
        if len(takers) < need:
            raise ValueError(f"{mark}: {need} hands needed, {len(takers)} can take it")
        for _, _, i in sorted(takers, reverse=True)[:need]:
            self.held[i].add(mark)

    def _mix(self, rng: Random, marks: Sequence[str]) -> None:
        """Swaps keep every sum and hide the order in which the marks were given."""
        for _ in range(20 * len(self.held)):
            one, other = rng.randrange(len(self.held)), rng.randrange(len(self.held))
            self.swap(one, other, rng.choice(marks), rng.choice(marks))

    def _lift(self, rng: Random, hand: int, marks: set[str], least: int) -> None:
        """A hand under `least` takes marks from fuller hands."""
        while len(self.held[hand]) < least:
            moves = [
                (giver, mark)
                for giver, holds in enumerate(self.held)
                if len(holds) > least
                for mark in sorted(holds & marks - self.held[hand])
                if self.fits(hand, self.held[hand] | {mark}) and self.fits(giver, holds - {mark})
            ]
            if not moves:
                raise ValueError(f"hand {hand} stays under {least}")
            giver, mark = rng.choice(moves)
            self.held[giver].discard(mark)
            self.held[hand].add(mark)
