"""`soban find` from the start of the process, against a bare Python that opens the file and asks the same.

Both open the file as officers do, by a passphrase, from which SQLCipher makes the key: most of either's time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.harness import ROOT, Benchmark, Timed, measure

_WORDS = "giang a pao"
_PASSPHRASE = "xã nà mây"
_BARE = """
import sys
from sqlcipher3 import dbapi2
connection = dbapi2.connect(sys.argv[1])
connection.execute("PRAGMA key = '" + sys.argv[2].replace("'", "''") + "'")
match = " AND ".join(word + "*" for word in sys.argv[3].split())
sql = '''
SELECT p.name, p.birth, h.code, place.name FROM search s
JOIN search_row r ON r.id = s.rowid JOIN person p ON p.id = r.row
JOIN membership m ON m.person = p.id JOIN household h ON h.id = m.household JOIN place ON place.id = h.place
WHERE search MATCH ? ORDER BY s.rowid LIMIT 50
'''
for row in connection.execute(sql, (match,)):
    print(*row)
"""


def ours(persons: int) -> Timed:
    """The command as an officer types it."""
    command = [sys.executable, "-m", "app", "find", str(_file(persons)), _WORDS]
    environment = os.environ | {"SOBAN_KEY": _PASSPHRASE}
    return lambda: _run(command, environment)


def limit(persons: int) -> Timed:
    """A script with nothing in it but the query."""
    command = [sys.executable, "-c", _BARE, str(_file(persons)), _PASSPHRASE, _WORDS]
    return lambda: _run(command, dict(os.environ))


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    if not done.stdout.strip():
        raise RuntimeError("nothing was found: the benchmark measures nothing")


def _file(persons: int) -> Path:
    """A register of so many persons, made once and kept for the other runs."""
    path = Path(tempfile.gettempdir()) / f"soban-find-{persons}.soban"
    if not path.exists():
        from app.store import Store
        from benchmarks.register import MEMBERS, rows

        half = path.with_suffix(".half")
        with Store.create(half, _PASSPHRASE, bytes(16)) as store, store.write("fill", "benchmark") as act:
            for table, told in rows(persons // MEMBERS).items():
                act.insert(table, told)
        half.replace(path)
    return path


BENCHMARK = Benchmark("find", "soban find, {scale} persons", ours, limit, 2.0, (20_000, 200_000))

if __name__ == "__main__":
    measure(BENCHMARK)
