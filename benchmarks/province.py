"""All fifteen reports of a province, some of them as PDF, and the memory that this takes. It takes minutes.

The book of 300,000 households in 120 communes is made first, and takes some gigabytes and minutes more.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bundles import Weighed
from benchmarks.harness import MEGABYTE, ROOT, Benchmark, Outcome, compare, measure
from benchmarks.reports import limit, ours

MEMORY = 400  # megabytes
PRINTED = ("1", "2", "8", "12")


def outcomes() -> Iterator[Outcome | Weighed]:
    """The seconds against the SQL, then the memory of the counting and of each printing."""
    for outcome in compare(BENCHMARK):
        yield outcome
        yield _weighed(outcome.what, outcome.ours.peak)
    yield from (_weighed(f"report {number} of it as PDF", _printed(number)) for number in PRINTED)


def _weighed(what: str, peak: int) -> Weighed:
    return Weighed(what, peak / MEGABYTE, MEMORY, 1.0, "MB")


def _printed(number: str) -> int:
    """The most memory that `soban report` has while it prints a report, in bytes; 0 where nobody tells."""
    from benchmarks.register import KEY
    from benchmarks.reports_book import YEAR, file

    with tempfile.TemporaryDirectory() as folder:
        asked = [str(file(BENCHMARK.scales[0])), number, "--round", str(YEAR)]
        command = [sys.executable, "-m", "app", "report", *asked, "--out", str(Path(folder, "a.pdf"))]
        environment = os.environ | {"SOBAN_KEY": KEY}
        running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        return _peak(running)


def _peak(running: subprocess.Popen[bytes]) -> int:
    if not hasattr(os, "wait4"):  # Windows
        running.wait()
        return 0
    _pid, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError("nothing was printed: the benchmark measures nothing")
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


BENCHMARK = Benchmark("province", "fifteen reports of {scale} households", ours, limit, 3.0, (300_000,), 1)

if __name__ == "__main__":
    measure(BENCHMARK)
