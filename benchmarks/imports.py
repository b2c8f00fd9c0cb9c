"""Import of a commune's book, against reading it with calamine and an `executemany` of the same rows.

Ours also recognises the file, reads cells of many hands, matches with the register, asks the rules, keeps a
journal and fills the search index. The limit writes every row that the import leaves in the tables of records
and of the journal; the search index, which is a table of its own kind, it leaves out.
"""

from __future__ import annotations

import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.harness import Benchmark, Timed, measure

_DAY = date(2026, 11, 20)
_JOURNAL = ("stream", "act", "change")


def ours(households: int) -> Timed:
    """`take_file`, from the path of the workbook to the end of the commit."""
    from app.exchange.intake.files import Asked, take_file

    book = workbook(households)
    return partial(take_file, _founded(), book, Asked(year=_DAY.year), _DAY, "benchmark")


def limit(households: int) -> Timed:
    """All cells of all sheets, and all rows, from tuples that are there already."""
    from python_calamine import load_workbook

    from app.store.file import create

    book = workbook(households)
    rows = _rows(ours(households))
    connection = create(_file(), _key())
    connection.execute("PRAGMA foreign_keys = OFF")

    def bare() -> None:
        opened = load_workbook(str(book))
        for name in opened.sheet_names:
            opened.get_sheet_by_name(name).to_python()
        connection.execute("BEGIN IMMEDIATE")
        for table, its_rows in rows.items():
            marks = ", ".join("?" * len(its_rows[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", its_rows)
        connection.execute("COMMIT")

    return bare


def workbook(households: int) -> Path:
    """The book of a commune of so many households, written once and kept for the other runs."""
    from app.demo.books.commune_book import write
    from app.demo.scaled import scaled

    path = Path(tempfile.gettempdir()) / f"soban-so-xa-{households}-2026.xlsx"
    if not path.exists():
        half = path.with_suffix(".half")
        write(scaled(households), half)
        half.replace(path)
    return path


def _rows(taking: Timed) -> dict[str, list[tuple[Any, ...]]]:
    """The rows that an import leaves, by table."""
    from app.store.tables import RECORDS

    taking()
    connection = taking.args[0].connection  # type: ignore[attr-defined]
    told = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in (*RECORDS, *_JOURNAL)}
    connection.close()
    return {table: rows for table, rows in told.items() if rows}


def _founded() -> Any:
    from app.models.key import new_key
    from app.services import places
    from app.store import Store

    store = Store.create(_file(), _key(), new_key())
    places.found(store, "Xã Nà Mây", "commune", "benchmark", year=_DAY.year)
    return store


def _file() -> Path:
    return Path(tempfile.mkdtemp(prefix="soban-")) / "na-may.soban"


def _key() -> str:
    from benchmarks.register import KEY

    return KEY


BENCHMARK = Benchmark(
    "imports", "import of a book of {scale} households", ours, limit, 3.0, (5_000, 50_000), runs=2
)

if __name__ == "__main__":
    measure(BENCHMARK)
