"""The power fails: what was kept is there, what was half done is not, and the store opens without a word."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.store import Store
from app.store.check import faults_of

from .book import KEY, NODE, count

ROOT = Path(__file__).resolve().parents[2]
LIVES_ON = """
import os, signal, sys
from pathlib import Path
from app.store import Store

store = Store.{way}(Path(sys.argv[1]), {key!r}{more})
with store.write("Giữ", "Mỷ") as act:
    act.insert("person", [{{"name": f"Giàng A Páo {{n}}"}} for n in range(300)])
"""
DIES_IN_THE_MIDDLE = (
    LIVES_ON
    + """
store.connection.execute("PRAGMA cache_size = 10")  # so that half an act reaches the disk
with store.write("Dở dang", "Mỷ") as act:
    act.insert("place", [{{"level": "village", "name": f"Bản {{n}}"}} for n in range(5000)])
    os.kill(os.getpid(), signal.SIGKILL)
"""
)
DIES_AFTER = LIVES_ON + "\nos.kill(os.getpid(), signal.SIGKILL)\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal")


def _run(script: str, path: Path, way: str = "create") -> None:
    more = f", {NODE!r}" if way == "create" else ""
    code = script.format(key=KEY, way=way, more=more)
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, stderr=subprocess.PIPE, check=False
    )
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, b"")


@pytest.mark.parametrize(
    "script", [DIES_AFTER, DIES_IN_THE_MIDDLE], ids=["after the commit", "in the middle"]
)
def test_a_killed_program_leaves_what_it_kept_and_no_more(tmp_path, script):
    path = tmp_path / "a.soban"
    _run(script, path)
    assert path.with_name("a.soban-wal").stat().st_size > 0
    with Store.open(path, KEY) as store:
        assert (count(store, "person"), count(store, "place"), count(store, "act")) == (300, 0, 1)
        assert faults_of(store) == []
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.soban"]


def test_killed_again_and_again(tmp_path):
    path = tmp_path / "a.soban"
    _run(DIES_AFTER, path)
    _run(DIES_IN_THE_MIDDLE, path, "open")
    _run(DIES_AFTER, path, "open")
    with Store.open(path, KEY) as store:
        assert (count(store, "person"), count(store, "act")) == (900, 3)
        assert faults_of(store) == []


def test_a_file_cut_by_the_power_is_mended_from_the_log_beside(tmp_path):
    path = tmp_path / "a.soban"
    _run(DIES_AFTER, path)
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size - 100)
    with Store.open(path, KEY) as store:
        assert count(store, "person") == 300
        assert faults_of(store) == []
