"""Writing a register in one act, against a bare `executemany` of the same rows into the same tables.

Ours also journals every row, chains the act by hash, derives sort keys and fills the search index.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.harness import Benchmark, Timed, measure


def ours(households: int) -> Timed:
    """`Act.insert`, table by table, to the end of the commit."""
    from app.store import Store
    from benchmarks.register import KEY, rows

    told = rows(households)
    store = Store.create(_file(), KEY, bytes(16))
    store.schema  # noqa: B018  (looked at once in the life of a store)

    def write() -> None:
        with store.write("fill", "benchmark") as act:
            for table, its_rows in told.items():
                act.insert(table, its_rows)

    return write


def limit(households: int) -> Timed:
    """One `executemany` a table, in one transaction."""
    from app.store import file
    from benchmarks.register import KEY, rows

    told = rows(households)
    connection = file.create(_file(), KEY)

    def write() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for table, its_rows in told.items():
            names = ", ".join(its_rows[0])
            marks = ", ".join("?" * len(its_rows[0]))
            sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
            connection.executemany(sql, (tuple(row.values()) for row in its_rows))
        connection.execute("COMMIT")

    return write


def _file() -> Path:
    return Path(tempfile.mkdtemp(prefix="soban-")) / "register.soban"


BENCHMARK = Benchmark(
    "writing", "one act, {scale} households of 4 persons", ours, limit, 6.0, (5_000, 50_000), runs=2
)

if __name__ == "__main__":
    measure(BENCHMARK)
