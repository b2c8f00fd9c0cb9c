"""How likely which answer is in the sample commune, read from `resources/samples/na-may/living.toml`.

A path names a table of that file: `"water", "fine"`.
"""

from __future__ import annotations

import tomllib
from bisect import bisect
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any

from app.paths import resource


@cache
def living(*path: str) -> Any:
    """What the file says at a path."""
    if not path:
        with resource("samples", "na-may", "living.toml").open("rb") as file:
            return tomllib.load(file)
    return living(*path[:-1])[path[-1]]


@cache
def _weights(*path: str) -> tuple[Sequence[str], Sequence[float]]:
    table: Mapping[str, float] = living(*path)
    return tuple(table), tuple(accumulate(table.values()))


def draw(rng: Random, *path: str) -> str:
    """One of the keys of a table of weights."""
    keys, sums = _weights(*path)
    return keys[bisect(sums, rng.random() * sums[-1])]


def draw_some(rng: Random, most: int, *path: str) -> tuple[str, ...]:
    """One to `most` different keys of a table of weights, in the order of the file."""
    drawn = {draw(rng, *path) for _ in range(1 + int(rng.random() * most))}
    return tuple(key for key in _weights(*path)[0] if key in drawn)


def owned(rng: Random, *path: str) -> dict[str, int]:
    """What is owned, once each, by a table of chances in a hundred."""
    return {key: 1 for key, chance in living(*path).items() if rng.random() * 100 < chance}


def amounts(rng: Random, rounded_to: int, *path: str) -> dict[str, int]:
    """How much of what there is, by a table of `[chance in a hundred, least, most]`."""
    return {
        key: max(rounded_to, rng.randint(least, most) // rounded_to * rounded_to)
        for key, (chance, least, most) in living(*path).items()
        if rng.random() * 100 < chance
    }
