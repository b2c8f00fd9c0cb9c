"""Files between stores, against a bare `executemany` of the same rows and a workbook of the same data.

A commune's first file (by default 5,000 households, their persons, cases and results, with the journal) goes
into the store above, which holds 50,000 households already. What is set up once is kept in a temporary folder
for the processes of one run.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.harness import MEGABYTE, ROOT, Measure, Outcome, Timed

if TYPE_CHECKING:
    from app.store import Store

HOUSEHOLDS, ABOVE, EDITED, COMMUNES, SMALL = 5_000, 50_000, 50, 30, 1_000
DAY_SECONDS, DAY_BYTES, MEMORY, SHARE = 0.1, 25_000, 250 * MEGABYTE, 0.45
RUNS = 3


@dataclass(frozen=True, slots=True)
class Weighed:
    """A promise in other units than seconds."""

    what: str
    ours: float
    limit: float
    promised: float
    unit: str

    @property
    def kept(self) -> bool:
        """True where the promise holds."""
        return self.ours <= self.promised * self.limit

    def cells(self) -> tuple[str, ...]:
        """As a line of the table."""
        told = (f"{self.ours:,.0f} {self.unit}", f"{self.limit:,.0f} {self.unit}")
        return (
            self.what,
            *told,
            f"{self.ours / self.limit:.2f}",
            f"≤ {self.promised:.2f}",
            "",
            "✔" if self.kept else "✘",
        )


# What is set up once --------------------------------------------------------------------------------------


def prepare(folder: Path) -> None:
    """Stores and files: above with its 50,000 households, a commune with its first file and a day's work."""
    from app.models.key import new_key
    from app.services import places
    from app.store import Store
    from app.sync.incoming import receive
    from app.sync.outgoing import send
    from benchmarks import communes
    from benchmarks.register import KEY, rows

    above = Store.create(folder / "above", KEY, new_key())
    places.found(above, "Huyện Mù Cang Chải", "district", communes.OFFICER, province="Tỉnh Yên Bái")
    commune = _joined(above, folder, "Xã Nà Mây", HOUSEHOLDS)
    above.copy(folder / "empty")
    with above.write("Sổ các xã khác", communes.OFFICER) as act:
        for table, told in rows(ABOVE).items():
            act.insert(table, told)
    send(commune, folder / "first")
    commune.copy(folder / "commune")
    above.copy(folder / "before")
    receive(above, [folder / "first"])
    receive(commune, [_receipt(folder / "first")])
    _work_a_day(commune)
    send(commune, folder / "day")
    above.copy(folder / "after")
    _workbook(commune, folder / "same.xlsx")


def _joined(above: Store, folder: Path, place: str, households: int) -> Store:
    from app.demo import scaled
    from app.store import Store
    from app.sync.invitation import invite, join
    from benchmarks import communes
    from benchmarks.register import KEY

    made = invite(above, folder / f"{place}.moi", place, "commune", communes.OFFICER)
    join(folder / place, KEY, made.file, made.code)
    store = Store.open(folder / place, KEY)
    communes.write(store, scaled(households))
    return store


def _receipt(file: Path) -> Path:
    from app.sync.envelope import SUFFIX

    return file.with_name(f"{file.stem}.bien-nhan{SUFFIX}")


def _work_a_day(store: Store) -> None:
    """Fifty households visited: an answer, the size, a member's phone, and what the rules find then."""
    from app.models.review import Round
    from app.services import scoring
    from benchmarks.communes import OFFICER

    found = store.connection.execute(
        "SELECT c.id, c.round, m.person FROM review_case c JOIN membership m ON m.household = c.household"
        " WHERE m.head = 1 ORDER BY c.id LIMIT ?",
        (EDITED,),
    ).fetchall()
    for number, (case, review, person) in enumerate(found):
        with store.write("Sửa phiếu", OFFICER) as act, store.session() as session:
            act.update(
                "review_case", case, {"answers": {"water": "river", "waste": "thrown"}, "state": "done"}
            )
            act.update(
                "review_case", case, {"answers": {"floor_area": 18 + number}, "note": f"Lượt {number}"}
            )
            act.update("person", person, {"phone": f"09{number:08}"})
            one = session.get(Round, review)
            assert one is not None
            scoring.score(act, session, one, [case])


_HOUSEHOLD_SHEET = """
SELECT p.name, h.code, h.declared_size, h.formed,
       c.origin, c.state, c.size, c.reviewer, c.reviewed_on, c.b1_total,
       r.standard, r.final_class, r.computed_class, r.side, r.b1, r.b2, r.income,
       h.groups, c.answers, c.income, c.causes, r.deprived, r.sources
FROM household h JOIN place p ON p.id = h.place
JOIN review_case c ON c.household = h.id JOIN result r ON r.review_case = c.id ORDER BY h.code
"""
_MAPS = 6
_PERSON_SHEET = """
SELECT h.code, m.place_in_list, p.name, p.sex, p.birth, p.ethnic, p.cccd, m.relation, m.head
FROM membership m JOIN person p ON p.id = m.person JOIN household h ON h.id = m.household
ORDER BY h.code, m.place_in_list
"""


def _workbook(store: Store, path: Path) -> None:
    """The same data as a workbook: a line a household with a column for each answer, a line a person."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        for query, maps in ((_HOUSEHOLD_SHEET, _MAPS), (_PERSON_SHEET, 0)):
            sheet = book.add_worksheet()
            columns: dict[Any, int] = {}
            for line, row in enumerate(store.connection.execute(query), 1):
                for name, value in _cells(row, maps):
                    sheet.write(line, columns.setdefault(name, len(columns)), value)


def _cells(row: tuple[Any, ...], maps: int) -> Iterator[tuple[Any, Any]]:
    plain = len(row) - maps
    yield from ((at, value) for at, value in enumerate(row[:plain]) if value is not None)
    for at, text in enumerate(row[plain:], plain):
        for name, value in json.loads(text).items():
            if isinstance(value, dict):
                yield from (((at, name, item), number) for item, number in value.items())
            else:
                yield (at, name), "; ".join(value) if isinstance(value, list) else value


# What is measured, each in a process of its own -----------------------------------------------------------


def _copy(folder: Path, name: str) -> Store:
    from app.store import Store
    from benchmarks.register import KEY

    target = Path(tempfile.mkdtemp(dir=folder)) / name
    return Store.open(Path(shutil.copy(folder / name, target)), KEY)


def receive_first(folder: Path) -> Timed:
    """A commune's first file into the store above, to the receipt."""
    return _receiving(folder, "before", "first")


def receive_day(folder: Path) -> Timed:
    """A day's work into the same store, after the preview that an officer sees before."""
    return _receiving(folder, "after", "day", looked_at=True)


def _receiving(folder: Path, name: str, file: str, *, looked_at: bool = False) -> Timed:
    from app.sync.incoming import receive

    store = _copy(folder, name)
    own = Path(shutil.copy(folder / file, store.path.parent))
    if looked_at:
        receive(store, [own], dry=True)

    def timed() -> None:
        (taken,) = receive(store, [own])
        if taken.state != "taken" or taken.receipt is None:
            raise RuntimeError(taken.said)

    return timed


def make_first(folder: Path) -> Timed:
    """The commune's first file, from the journal to the disk."""
    from app.sync.outgoing import send

    store = _copy(folder, "commune")
    return lambda: send(store, store.path.with_name("made"))


_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%id BLOB PRIMARY KEY%'"
_JOURNAL = (("stream", "id"), ("act", "id"), ("change", "act"))


def bare_rows(folder: Path) -> Timed:
    """`executemany` of the rows that the file brings, journal and search index too, into the same store."""
    source, target = _copy(folder, "commune").connection, _copy(folder, "before").connection
    brought: list[tuple[str, list[Any]]] = []
    for (table,) in source.execute(_TABLES).fetchall():
        known = {key for (key,) in target.execute(f"SELECT id FROM {table}")}
        brought.append(_rows(source, table, lambda row, known=known: row[0] not in known))
    for table, column in _JOURNAL:
        (last,) = target.execute(f"SELECT max({column}) FROM {table}").fetchone()
        (own,) = source.execute("SELECT min(id) FROM act a WHERE a.title = 'Lập bản'").fetchone()
        brought.append(_journal_rows(source, table, last, own))
    brought += _search_rows(source, target)

    def timed() -> None:
        target.execute("BEGIN IMMEDIATE")
        for sql, rows in brought:
            target.executemany(sql, rows)
        target.execute("COMMIT")

    return timed


def _rows(source: Any, table: str, wanted: Callable[[Any], bool]) -> tuple[str, list[Any]]:
    cursor = source.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    return sql, [row for row in cursor if wanted(row)]


def _journal_rows(source: Any, table: str, last: int, own: int) -> tuple[str, list[Any]]:
    """The commune's own acts under numbers that are free in the store above."""
    sql, rows = _rows(source, table, lambda row: table == "stream" or row[0] >= own)
    moved = [(row[0] + last, *row[1:]) for row in rows]
    if table == "stream":
        moved = [(number, node, f"{place} of old") for number, node, place in moved]
    if table == "act":
        moved = [(number, stream + 1, *rest) for number, stream, *rest in moved]
    return sql, moved


def _search_rows(source: Any, target: Any) -> list[tuple[str, list[Any]]]:
    """The commune's rows of the search index in the order of their numbers, each moved to a free one."""
    source.execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab(main, search, instance)")
    words: dict[int, list[str]] = {}
    for word, number in source.execute("SELECT term, doc FROM temp.held"):
        words.setdefault(number, []).append(word)
    used = {number for (number,) in target.execute("SELECT id FROM search_row")}
    numbered, told = [], []
    for number, row in source.execute("SELECT id, row FROM search_row ORDER BY id"):
        free = number
        while free in used:
            free += 1
        used.add(free)
        numbered.append((free, row))
        told.append((free, " ".join(words[number])))
    return [
        ("INSERT INTO search_row (id, row) VALUES (?, ?)", numbered),
        ("INSERT INTO search (rowid, words) VALUES (?, ?)", told),
    ]


SIDES: dict[str, Callable[[Path], Timed]] = {
    "receive_first": receive_first,
    "receive_day": receive_day,
    "make_first": make_first,
    "bare_rows": bare_rows,
}


def communes_in_turn(folder: Path) -> list[float]:
    """Seconds that each of thirty communes' first files takes into one store that was empty."""
    from app.store import Store
    from app.sync.incoming import receive
    from app.sync.outgoing import send
    from benchmarks.register import KEY

    above = Store.open(Path(shutil.copy(folder / "empty", folder / "thirty")), KEY)
    seconds = []
    for number in range(COMMUNES):
        with _joined(above, folder, f"Xã số {number + 1}", SMALL) as commune:
            send(commune, folder / f"thirty-{number}")
        start = time.perf_counter()
        (taken,) = receive(above, [folder / f"thirty-{number}"])
        seconds.append(time.perf_counter() - start)
        if taken.state != "taken":
            raise RuntimeError(taken.said)
    return seconds


# The table ------------------------------------------------------------------------------------------------


def outcomes() -> Iterator[Outcome | Weighed]:
    """Every promise, measured now."""
    with tempfile.TemporaryDirectory(prefix="soban-bundles-") as name:
        folder = Path(name)
        _told("prepare", folder)
        taken: dict[str, list[Measure]] = {side: [] for side in SIDES}
        for run in range(RUNS):
            for side in SIDES if run % 2 == 0 else reversed(SIDES):
                taken[side].append(Measure(**_told(side, folder)))
        best = {
            side: Measure(min(one.seconds for one in all_), min(one.peak for one in all_))
            for side, all_ in taken.items()
        }
        bare, what = best["bare_rows"], f"{HOUSEHOLDS:,} households"
        yield Outcome(f"receive {what} into {ABOVE:,}", best["receive_first"], bare, 2.0)
        yield Outcome(f"make the file of {what}", best["make_first"], bare, 1.0)
        first, book = (float((folder / name).stat().st_size) for name in ("first", "same.xlsx"))
        yield Weighed(f"file of {what}, against xlsx", first / 1000, book / 1000, SHARE, "KB")
        yield Weighed(
            "memory to receive it", best["receive_first"].peak / MEGABYTE, MEMORY / MEGABYTE, 1.0, "MB"
        )
        yield Weighed("memory to make it", best["make_first"].peak / MEGABYTE, MEMORY / MEGABYTE, 1.0, "MB")
        yield Outcome(
            f"receive {EDITED} edited households", best["receive_day"], Measure(DAY_SECONDS, 0), 1.0
        )
        day = float((folder / "day").stat().st_size)
        yield Weighed(f"file of {EDITED} edited households", day / 1000, DAY_BYTES / 1000, 1.0, "KB")
        seconds: list[float] = _told("communes", folder)
        third = COMMUNES // 3
        parts = [Measure(sum(part), 0) for part in (seconds[-third:], seconds[:third])]
        yield Outcome(f"{COMMUNES} communes of {SMALL:,}: last third to first", *parts, 1.3)


def _told(what: str, folder: Path) -> Any:
    command = [sys.executable, "-m", "benchmarks.bundles", what, str(folder)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def main(what: str, folder: Path) -> None:
    """Do one thing, and print as JSON what it took."""
    from benchmarks.harness import peak

    if what == "prepare":
        prepare(folder)
        print("null")
    elif what == "communes":
        print(json.dumps(communes_in_turn(folder)))
    else:
        timed = SIDES[what](folder)
        start = time.perf_counter()
        timed()
        print(json.dumps({"seconds": time.perf_counter() - start, "peak": peak()}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
