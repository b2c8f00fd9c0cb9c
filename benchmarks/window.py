"""The window: how soon it is there, how quickly it answers, how long it is ever away, what memory it takes.

Started until its first list of households is painted, in turn with Anki (`aqt` from the package index, in an
environment of its own; left out with a sentence where it cannot be had) and with a bare table over sqlite3;
the middle one of several runs counts. Its other promises are measured in `window_tour`. Everything is painted
offscreen, and the byte code is kept, as an installed program has it.

A block is judged less the time in which the machine ran others while the window could have run (`Block.due`);
what it waited for its own process is in. The clock and the thread's own computing are told beside it. All
else is judged by the clock: read it with the load of the machine, which is printed first.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.bundles import Weighed
from benchmarks.harness import ROOT, Measure, Outcome

RUNS, TOURS = 7, 3
PASSPHRASE = "xã nà mây"
SCRATCH = Path(tempfile.gettempdir())
MANY, MORE = 5_000, 50_000
TO_ANKI, TO_BARE, TO_MANY, TO_SUM = 1.0, 2.5, 1.1, 1.0
KEYSTROKE, OPENING, BLOCK, MEMORY = 50.0, 100.0, 50.0, 200.0  # milliseconds; megabytes

Command = tuple[str, ...]


def outcomes() -> Iterator[Outcome | Weighed]:
    """All promises of the window."""
    if hasattr(os, "getloadavg"):
        print("load of the machine: " + " · ".join(f"{one:.1f}" for one in os.getloadavg()))
    yield from _starts()
    yield from _tour()


# The start ------------------------------------------------------------------------------------------------


def _starts() -> Iterator[Outcome]:
    from benchmarks.register import KEY

    programs = {
        "ours": _ours(store(MANY), KEY),
        "more": _ours(store(MORE), KEY),
        "passphrase": _ours(store(MANY, PASSPHRASE), PASSPHRASE),
        "key": (sys.executable, "-c", _KEY_ALONE, str(store(MANY, PASSPHRASE)), PASSPHRASE),
        "bare": (sys.executable, "-m", "benchmarks.window_starts", "bare", str(_plain())),
    }
    if anki := _anki():
        programs["anki"] = anki
    taken = _in_turn(programs)
    if anki:
        yield _outcome("start to list of 5,000, to Anki's window", taken["ours"], taken["anki"], TO_ANKI)
    yield _outcome("start to list of 5,000, to a bare table", taken["ours"], taken["bare"], TO_BARE)
    yield _outcome("start to list of 50,000, to that of 5,000", taken["more"], taken["ours"], TO_MANY)
    both = taken["ours"] + taken["key"]
    yield _outcome("start with a passphrase, to start + key", taken["passphrase"], both, TO_SUM)


_KEY_ALONE = """
import sys, time
from sqlcipher3 import dbapi2
connection = dbapi2.connect(sys.argv[1])
connection.execute("PRAGMA key = '" + sys.argv[2].replace("'", "''") + "'")
start = time.perf_counter()
connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
print("took", time.perf_counter() - start)
"""


def _outcome(what: str, ours: float, limit: float, promised: float) -> Outcome:
    return Outcome(what, Measure(ours, 0), Measure(limit, 0), promised)


def _in_turn(programs: dict[str, Command]) -> dict[str, float]:
    """The middle seconds of each program; a first round is not counted: files are read, byte code is kept."""
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for run in range(RUNS + 1):
        for name, command in programs.items():
            seconds = _until_painted(command)
            if run:
                taken[name].append(seconds)
    return {name: median(seconds) for name, seconds in taken.items()}


def _until_painted(command: Command) -> float:
    """Seconds from the start of the process to its word, or what it says that a part of it took."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        for said in process.stdout:
            if said.startswith("painted"):
                return time.perf_counter() - start
            if said.startswith("took"):
                return float(said.split()[1])
    raise RuntimeError(f"nothing was painted by {' '.join(command[:4])}")


def _ours(path: Path, key: str) -> Command:
    return (sys.executable, "-m", "benchmarks.window_starts", "ours", str(path), key)


def _environment() -> dict[str, str]:
    told = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return told | {
        "PYTHONPYCACHEPREFIX": str(SCRATCH / "soban-window-pyc"),
        "QT_QPA_PLATFORM": "offscreen",
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "SOBAN_SETTINGS": str(SCRATCH / "soban-window" / "soban.json"),
        "SOBAN_TODAY": "2026-11-20T10:42",
    }


# What is started ------------------------------------------------------------------------------------------


def store(households: int, key: str = "") -> Path:
    """A commune's book of so many households, made once; under a raw key unless another is given."""
    from benchmarks.register import KEY

    path = SCRATCH / f"soban-window-{households}{'-passphrase' if key else ''}.soban"
    if not path.exists():
        from app.demo.scaled import scaled
        from app.models.key import new_key
        from app.services import places
        from app.store import Store
        from benchmarks import communes

        half = path.with_suffix(".half")
        half.unlink(missing_ok=True)
        with Store.create(half, key or KEY, new_key()) as made:
            places.found(made, "Xã Nà Mây", "commune", communes.OFFICER, year=2026)
            communes.write(made, scaled(households))
        half.replace(path)
    return path


def _plain() -> Path:
    """The same households in a plain SQLite file."""
    path = SCRATCH / "soban-window.sqlite"
    if not path.exists():
        from app.store import Store
        from benchmarks.register import KEY

        sql = "SELECT hex(id), code, address, phone, declared_size, formed FROM household"
        with Store.open(store(MANY), KEY) as book:
            rows = book.connection.execute(sql).fetchall()
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE household (id, code, address, phone, size, formed)")
        connection.executemany("INSERT INTO household VALUES (?, ?, ?, ?, ?, ?)", rows)
        connection.commit()
        connection.close()
    return path


@cache
def _anki() -> Command | None:
    """Anki with a first profile, in an environment of its own; None where it cannot be had."""
    from benchmarks.window_starts import ANKI

    place = SCRATCH / "soban-window-anki"
    python = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    command = (str(python), "-c", ANKI, str(place / "profile"))
    try:
        if not (place / "profile").exists():
            venv.create(place, with_pip=True)
            install = (str(python), "-m", "pip", "install", "--quiet", "aqt")
            subprocess.run(install, check=True, capture_output=True, env=_environment())
            (place / "profile").mkdir()
            subprocess.run(command, check=True, capture_output=True, env=_environment())
        _until_painted(command)
    except (OSError, RuntimeError, subprocess.CalledProcessError) as fault:
        print(f"Anki is left out: it cannot be installed or started here ({type(fault).__name__}).")
        return None
    return command


# The tour -------------------------------------------------------------------------------------------------


def _tour() -> Iterator[Weighed]:
    tours = [_toured(store(MANY)) for _ in range(TOURS)]
    typed = [_toured(store(MORE), "search") for _ in range(TOURS)]
    yield Weighed("keystroke, p99, 200,000 persons", _middle(typed, "keystroke"), KEYSTROKE, 1.0, "ms")
    yield Weighed("opening a household, the slowest", _middle(tours, "opening"), OPENING, 1.0, "ms")
    yield Weighed("tour: longest block", _middle(tours, "block"), BLOCK, 1.0, "ms")
    yield Weighed("change of theme: longest block", _middle(tours, "theme"), BLOCK, 1.0, "ms")
    yield Weighed("memory after the tour", _middle(tours, "memory"), MEMORY, 1.0, "MB")
    clock, own = _middle(tours, "clock"), _middle(tours, "own")
    print(
        f"    tour: longest block by the clock {clock:.0f} ms, longest own computing {own:.0f} ms; the worst:"
    )
    best = min(tours, key=lambda one: one["block"])
    for told in best["worst"]:
        print(f"    {told}")


def _middle(told: list[dict[str, Any]], name: str) -> float:
    return float(median(one[name] for one in told))


def _toured(path: Path, *what: str) -> dict[str, Any]:
    command = (sys.executable, "-m", "benchmarks.window_tour", str(path), *what)
    done = subprocess.run(
        command, cwd=ROOT, env=_environment(), stdout=subprocess.PIPE, check=True, text=True
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
