"""A book for the benchmarks of reports: every household reviewed in two years, with all its answers.

One commune of up to 5,000 households, or a province of communes of 2,500. Written through the store's own
door, a commune an act, by a process of its own; kept in the system's temporary folder for those of a run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.harness import ROOT

if TYPE_CHECKING:
    from app.demo.people import Household
    from app.models.key import Key
    from app.store import Store
    from app.store.act import Act

YEAR, STANDARD = 2026, "vn-2021"
LISTED = ("poor", "near_poor")
_WRITER = "benchmark"
_ALONE, _COMMUNE = 5_000, 2_500  # households of a commune that is the whole book, and of one among others
_TABLES = ("household", "person", "membership", "review_case", "case_member", "result")

Rows = dict[str, list[dict[str, Any]]]


def opened(households: int) -> Store:
    """The book of so many households, open."""
    from app.store import Store
    from benchmarks.register import KEY

    return Store.open(file(households), KEY)


def file(households: int) -> Path:
    """The book of so many households; made, for the first who asks, by a process that then forgets it."""
    path = Path(tempfile.gettempdir()) / f"soban-reports-{households}.soban"
    if not path.exists():
        half = path.with_suffix(".half")
        half.unlink(missing_ok=True)
        command = [sys.executable, "-m", "benchmarks.reports_book", str(half), str(households)]
        subprocess.run(command, cwd=ROOT, check=True)
        half.replace(path)
    return path


def make(path: Path, households: int) -> None:
    """Write the book to a new file."""
    from app.models.key import new_key
    from app.services import places
    from app.store import Store
    from benchmarks.register import KEY

    alone = households <= _ALONE
    name, level = ("Xã Nà Mây", places.COMMUNE) if alone else ("Tỉnh Nà Mây", places.PROVINCE)
    with Store.create(path, KEY, new_key()) as store:
        places.found(store, name, level, _WRITER, year=YEAR)
        for number, size in enumerate(_sizes(households), 1):
            with store.write(f"Xã số {number}", _WRITER) as act:
                place = store.place if alone else places.add(act, f"Xã số {number}", "commune", store.place)
                _write(act, place, size, number)


def _sizes(households: int) -> list[int]:
    size = households if households <= _ALONE else _COMMUNE
    return [min(size, households - start) for start in range(0, households, size)]


def _write(act: Act, place: Key, households: int, seed: int) -> None:
    """A commune: its villages with their statistics, two closed rounds, its households and what was found."""
    from app.demo.scaled import scaled
    from app.services import places

    rounds = {year: _round(act, place, year) for year in (YEAR - 1, YEAR)}
    for village in scaled(households, seed).villages:
        key = places.add(act, village.name, places.VILLAGE, place)
        homes = village.households
        told = {"households": len(homes), "persons": sum(home.size for home in homes)}
        act.insert("place_count", [{"place": key, "year": YEAR, **told}])
        rows: Rows = {table: [] for table in _TABLES}
        for home in homes:
            _add(rows, home, key, rounds)
        for table, its_rows in rows.items():
            act.insert(table, its_rows)


def _round(act: Act, place: Key, year: int) -> Key:
    told = {"state": "closed", "source": "surveyed", "closed": f"{year}-12-10"}
    row = {"place": place, "year": year, "kind": "periodic", "standards": STANDARD, **told}
    return act.insert("review_round", [row])[0]


def _add(rows: Rows, home: Household, place: Key, rounds: dict[int, Key]) -> None:
    from app.models.key import new_key

    key = new_key()
    groups = dict.fromkeys(home.groups, True)
    rows["household"].append(
        {"id": key, "place": place, "code": home.code, "roster_complete": 1, "groups": groups}
    )
    persons = [*_members(rows, key, home)]
    for (year, review), klass in zip(rounds.items(), (home.before, home.now), strict=True):
        case = _case(rows, home, key, place, review, klass)
        if year == YEAR and klass in LISTED:
            rows["case_member"] += (
                {"review_case": case, "person": person, "answers": dict(member.answers)}
                for person, member in zip(persons, home.members, strict=True)
            )


def _members(rows: Rows, key: Key, home: Household) -> Iterator[Key]:
    from app.models.key import new_key

    for number, member in enumerate(home.members):
        person = new_key()
        told = {"name": member.name, "sex": member.sex, "birth": str(member.birth), "ethnic": member.ethnic}
        rows["person"].append({"id": person, **told})
        place_in = {"relation": member.relation, "head": int(number == 0), "place_in_list": number}
        rows["membership"].append({"household": key, "person": person, **place_in})
        yield person


def _case(rows: Rows, home: Household, key: Key, place: Key, review: Key, klass: str) -> Key:
    from app.models.key import named_key
    from app.rules.book import book

    case = named_key("review_case", review, key)
    told = {"origin": "on_list", "state": "done", "size": home.size, "reviewed_on": f"{YEAR}-10-10"}
    rows["review_case"].append({
        "id": case, "round": review, "household": key, "place": place, **told,
        "answers": dict(home.answers), "causes": dict.fromkeys(home.causes, True),
    })  # fmt: skip
    deprived = {each.key: each.key in home.deprived for each in book(STANDARD).indicators}
    rows["result"].append({
        "review_case": case, "standard": STANDARD, "final_class": klass, "computed_class": klass,
        "b1": float(home.b1), "b2": float(home.b2), "deprived": deprived, "source": "computed",
    })  # fmt: skip
    return case


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
