"""Everybody of a commune against thirty activities: who is eligible, and what stands against it; candidates.

The first against one bare query that reads the same of each person, the candidates against a time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from functools import partial

from benchmarks.harness import Benchmark, Outcome, Timed, compare, measure

MEMBERS, HOUSEHOLDS, MOST = 4, 5_000, 0.3


def ours(persons: int) -> Timed:
    """`screen`: facts of all, verdicts on all, the records that stand against them."""
    from app.services.support.screening import screen
    from benchmarks.beneficiaries import DAY, activities, filled

    store = filled(persons // MEMBERS)
    told = activities(store)
    return partial(screen, store, told, DAY)


def limit(persons: int) -> Timed:
    """The query alone: a row for each person."""
    from benchmarks.beneficiaries import PERSONS, filled

    store = filled(persons // MEMBERS)
    return lambda: store.connection.execute(PERSONS).fetchall()


def candidates(households: int) -> Timed:
    """The candidates of one activity, in order, with reasons; its list of activities was looked at before."""
    from app.services.support.activity_lines import lines
    from app.services.support.candidates import candidates as proposed
    from benchmarks.beneficiaries import DAY, activities, filled

    store = filled(households)
    one = next(one for one in activities(store) if one.code == "DA2")
    with store.session() as session:
        lines(session, store.place)
    return partial(proposed, store, one.id, DAY)


def outcomes() -> Iterator[Outcome]:
    """Everybody against the query, then one activity against the time that it may take."""
    yield from compare(BENCHMARK)
    yield from compare(CANDIDATES)


def _enough(_households: int) -> Timed:
    return partial(time.sleep, MOST)


BENCHMARK = Benchmark(
    "support", "{scale} persons against 30 activities", ours, limit, 2.0, (HOUSEHOLDS * MEMBERS,)
)
CANDIDATES = Benchmark(
    "support", "candidates among {scale} households", candidates, _enough, 1.0, (HOUSEHOLDS,)
)

if __name__ == "__main__":
    measure(CANDIDATES if f"{HOUSEHOLDS}" in sys.argv else BENCHMARK)
