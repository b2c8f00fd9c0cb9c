"""Measuring ours against a limit: each measurement in a process of its own, alternating, best of several.

A benchmark states what is set up and what is timed; the seconds are of the timed part alone, unless the start
of a process is the subject. Peak memory is that of the whole process, set-up included. The comparing process
must stay smaller than what it measures: Linux counts a parent's memory at the fork as the child's.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADS = ("what", "ours", "limit", "ratio", "promised", "memory ours/limit", "")
_WIDTHS = (44, 10, 10, 7, 10, 20, 2)
MEGABYTE = 1024.0 * 1024.0

Timed = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A promise.

    Attributes:
        module: the name of its module in this package.
        what: what is measured; `{scale}` stands for the number of rows.
        ours: set-up for a scale; returns the part that is timed.
        limit: the same for what ours is compared with.
        promised: the highest ratio of ours to the limit.
        scales: for which numbers of rows.
        runs: of each side; the best counts.
        whole_process: True where starting the process is the subject.
    """

    module: str
    what: str
    ours: Callable[[int], Timed]
    limit: Callable[[int], Timed]
    promised: float
    scales: tuple[int, ...]
    runs: int = 3
    whole_process: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What one process took: seconds, and its peak memory in bytes (0 where the system does not tell)."""

    seconds: float
    peak: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best measures of both sides for one scale."""

    what: str
    ours: Measure
    limit: Measure
    promised: float

    @property
    def ratio(self) -> float:
        """Ours to the limit; below 1 ours is faster."""
        return self.ours.seconds / self.limit.seconds

    @property
    def kept(self) -> bool:
        """True where the promise holds."""
        return self.ratio <= self.promised

    def cells(self) -> tuple[str, ...]:
        """The outcome as a line of the table."""
        memory = f"{self.ours.peak / MEGABYTE:.0f}/{self.limit.peak / MEGABYTE:.0f} MB"
        seconds = (f"{self.ours.seconds:.3f} s", f"{self.limit.seconds:.3f} s")
        return (
            self.what,
            *seconds,
            f"{self.ratio:.2f}",
            f"≤ {self.promised:.2f}",
            memory,
            "✔" if self.kept else "✘",
        )


def line(cells: tuple[str, ...]) -> str:
    """Cells as a line of the table, figures to the right."""
    first, *rest = zip(cells, _WIDTHS, strict=True)
    return " │ ".join((first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)))


def compare(benchmark: Benchmark) -> Iterator[Outcome]:
    """Measure both sides in turn, for each scale."""
    for scale in benchmark.scales:
        taken: dict[str, list[Measure]] = {"ours": [], "limit": []}
        for run in range(benchmark.runs):
            for side in ("ours", "limit") if run % 2 == 0 else ("limit", "ours"):
                taken[side].append(_in_process(benchmark, side, scale))
        what = benchmark.what.format(scale=f"{scale:,}")
        yield Outcome(what, _best(taken["ours"]), _best(taken["limit"]), benchmark.promised)


def _best(measures: list[Measure]) -> Measure:
    return Measure(min(each.seconds for each in measures), min(each.peak for each in measures))


def _in_process(benchmark: Benchmark, side: str, scale: int) -> Measure:
    command = [sys.executable, "-m", f"benchmarks.{benchmark.module}", side, "--scale", str(scale)]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    whole = time.perf_counter() - start
    told = json.loads(done.stdout.splitlines()[-1])
    return Measure(whole if benchmark.whole_process else told["seconds"], told["peak"])


def measure(benchmark: Benchmark) -> None:
    """Run one side as the command line asks, and print its measure as JSON."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{benchmark.module}")
    parser.add_argument("side", choices=("ours", "limit"))
    parser.add_argument("--scale", type=int, default=benchmark.scales[0])
    asked = parser.parse_args()
    timed = (benchmark.ours if asked.side == "ours" else benchmark.limit)(asked.scale)
    start = time.perf_counter()
    timed()
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "peak": peak()}))


def peak() -> int:
    """The most memory that this process has had, in bytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
