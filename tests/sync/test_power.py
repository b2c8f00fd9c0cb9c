"""The power fails, or the disk is full, while a file is taken in: all of it is there then, or nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from store.book import KEY, contents

from app.store.check import faults_of

from . import words
from .levels import ABOVE, FIRST, HELPER

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks, and sets limits that POSIX knows")

# Takes a file in again and again, each time killed a little later, in a child: everything is loaded once.
DIES = """
import json, os, resource, shutil, signal, sys
from pathlib import Path
from app.store import Store
from app.sync.incoming import receive

folder, file, key = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
how, points = sys.argv[4], json.loads(sys.argv[5])

def dies(point):
    store = Store.open(folder / "store", key)
    left = [point]
    def count(*_):
        left[0] -= 1
        if left[0] < 0:
            os._exit(9)
    if how == "statement":
        store.connection.set_trace_callback(count)
    else:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # a write beyond this byte of any file kills
        resource.setrlimit(resource.RLIMIT_FSIZE, (point, point))
    receive(store, [file])
    os._exit(0)

receive(Store.open(Path(shutil.copy(folder / "before", folder / "warm")), key), [file], dry=True)
for point in points:
    for old in folder.glob("store*"):
        old.unlink()
    shutil.copy(folder / "before", folder / "store")
    child = os.fork()
    if not child:
        dies(point)
    _, status = os.waitpid(child, 0)
    kept = folder / f"killed-{point}"
    kept.mkdir()
    for one in folder.glob("store*"):
        one.rename(kept / one.name)
    print(json.dumps([point, status]), flush=True)
"""


def _killed(levels, name: str, file: Path, how: str, points: list[int]) -> dict[int, int]:
    """Point → how the child ended; its store is left in `killed-<point>`."""
    told = [str(levels.folder), str(file), KEY, how, json.dumps(points)]
    command = [sys.executable, "-c", DIES, *told]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return dict(map(json.loads, done.stdout.splitlines()))


@pytest.mark.parametrize(
    ("how", "points"),
    [
        ("statement", [*range(0, 60, 4), *range(60, 900, 16)]),
        ("byte", [*range(0, 8192, 700), *range(8192, 160_000, 6000)]),
    ],
    ids=["at a statement", "at a byte of a file"],
)
def test_killed_at_any_moment_all_or_nothing_was_taken_in(levels, how, points):
    levels.note(FIRST, "nhà dột")
    with levels.write(HELPER) as act:
        people = act.insert("person", [{"name": f"Sùng A {n}", "birth": "1990"} for n in range(40)])
        act.insert(
            "membership", [{"household": levels.households[FIRST][1], "person": one} for one in people]
        )
        act.update("household", levels.households[FIRST][0], {"note": "nhà mới"})
    file = levels.send(HELPER, FIRST)
    levels[FIRST].copy(levels.folder / "before")
    before = contents(levels[FIRST]), words.acts(levels[FIRST])
    levels.receive(FIRST, file)
    after = contents(levels[FIRST]), words.acts(levels[FIRST])
    ends = _killed(levels, FIRST, file, how, points)
    outcomes = {0: 0, 1: 0}
    for point in ends:
        store = levels.reopen(FIRST, levels.folder / f"killed-{point}" / "store")
        found = contents(store), words.acts(store)
        assert found in (before, after), point
        outcomes[found == after] += 1
        assert faults_of(store) == []
        words.check(store)
        (again,) = levels.receive(FIRST, file)
        assert (again.fault, bool(again.receipt)) == ("", True)
        assert (contents(store), words.acts(store)) == after
    assert any(ends.values()) and outcomes[0]  # some were killed, and before it was kept
    assert outcomes[1]  # and some after


def test_a_disk_that_fills_up_keeps_everything_out_and_says_so(levels):
    with levels.write(FIRST) as act:
        act.insert("person", [{"name": f"Sùng A {n}", "note": "x" * 500} for n in range(500)])
    file = levels.send(FIRST, ABOVE)
    store = levels[ABOVE]
    before = contents(store), words.acts(store)
    (pages,) = store.connection.execute("PRAGMA page_count").fetchone()
    store.connection.execute(f"PRAGMA max_page_count = {pages + 10}").fetchall()
    (taken,) = levels.receive(ABOVE, file)
    assert (taken.state, taken.fault) == ("quarantined", "disk_full")
    assert "ổ đĩa đã đầy" in taken.said[0]
    assert (contents(store), words.acts(store)) == before
    assert faults_of(store) == []
    store.connection.execute("PRAGMA max_page_count = 1000000").fetchall()
    assert levels.receive(ABOVE, file)[0].state == "taken"
