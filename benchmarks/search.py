"""Search while typing, against the frame of a screen that refreshes sixty times a second.

Of all keystrokes of 200 searches, the one that only a hundredth take longer than is timed.
`python -m benchmarks.search table` prints the percentiles beside those of the bare FTS5 query.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial

from benchmarks.harness import Benchmark, Timed, measure

FRAME = 0.016  # seconds
PERCENTILES = (50, 90, 99, 100)


def _ranked(find: Callable[[str], object], texts: list[str]) -> list[tuple[float, str]]:
    """Each text with its seconds, the better of two, the quickest first."""
    return sorted((min(_timed(find, text), _timed(find, text)), text) for text in texts)


def _timed(find: Callable[[str], object], text: str) -> float:
    start = time.perf_counter()
    find(text)
    return time.perf_counter() - start


def _at(ranked: list[tuple[float, str]], percentile: int) -> tuple[float, str]:
    return ranked[min(len(ranked) * percentile // 100, len(ranked) - 1)]


def ours(persons: int) -> Timed:
    """`Store.find` for the text at the 99th percentile."""
    from benchmarks.register import MEMBERS, filled, typed

    store = filled(persons // MEMBERS)
    _seconds, text = _at(_ranked(store.find, typed(store, 200)), 99)
    return partial(store.find, text)


def limit(_persons: int) -> Timed:
    """A frame."""
    return partial(time.sleep, FRAME)


BENCHMARK = Benchmark(
    "search", "search, 99th keystroke, {scale} persons", ours, limit, 1.0, (200_000,), runs=2
)


def table(persons: int) -> None:
    """Print the percentiles in milliseconds: ours, and the bare query that gives row numbers and no more."""
    from app.store.search import _expression
    from app.store.tables import words
    from benchmarks.register import MEMBERS, filled, typed

    store = filled(persons // MEMBERS)
    texts = typed(store, 200)
    expressions = {text: _expression(words(text)) for text in texts}
    sql = "SELECT rowid FROM search WHERE search MATCH ? LIMIT 51"

    def bare(text: str) -> object:
        return store.connection.execute(sql, (expressions[text],)).fetchall()

    for name, find in (("Store.find", store.find), ("bare FTS5", bare)):
        ranked = _ranked(find, texts)
        told = (f"p{percentile} {_at(ranked, percentile)[0] * 1000:.2f}" for percentile in PERCENTILES)
        print(f"{name:12}", *told, "ms")


if __name__ == "__main__":
    if sys.argv[1:] == ["table"]:
        table(BENCHMARK.scales[0])
    else:
        measure(BENCHMARK)
