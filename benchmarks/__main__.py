"""`python -m benchmarks [name …]`: measure, print the table, exit with 1 if a promise is broken."""

from __future__ import annotations

import sys
from importlib import import_module

from benchmarks import ALL, USUAL
from benchmarks.harness import HEADS, compare, line


def main(names: list[str]) -> int:
    """Measure the benchmarks of these names, or the usual ones."""
    unknown = [name for name in names if name not in ALL]
    if unknown:
        print(f"No such benchmark: {', '.join(unknown)}. There are: {', '.join(ALL)}.", file=sys.stderr)
        return 2
    print(line(HEADS))
    kept = True
    for name in names or USUAL:
        module = import_module(f"benchmarks.{name}")
        for outcome in module.outcomes() if hasattr(module, "outcomes") else compare(module.BENCHMARK):
            print(line(outcome.cells()), flush=True)
            kept = kept and outcome.kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
