"""Classifying all cases of a round, against reading the same rows in a session and doing nothing with them.

Both read cases, members and answers as the store holds them; ours makes facts of them and asks the rules.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from benchmarks.harness import Benchmark, Timed, measure

_YEAR = 2026


def ours(households: int) -> Timed:
    """Facts of every case, and what the rule book of the year finds."""
    from app.services import rounds, scoring

    store = _store(households)

    def classify() -> int:
        with store.session() as session:
            one = rounds.get(session, store.place, _YEAR)
            at = scoring.setting(session, _YEAR, one.standards.split(), one.opened)
            return sum(
                finding.klass is not None
                for _case, facts in scoring.with_facts(session, one, at)
                for finding in scoring.findings(facts, at)
            )

    return classify


def limit(households: int) -> Timed:
    """The rows of cases, members and answers, read as every service reads them, and the answers opened."""
    import msgspec
    from sqlalchemy import text

    store = _store(households)
    decode = msgspec.json.Decoder(dict[str, Any]).decode

    def read() -> None:
        with store.session() as session:
            for sql, maps in _SQL:
                for row in session.connection().execute(text(sql), {"year": _YEAR}).fetchall():
                    for column in maps:
                        decode(row[column])

    return read


_ROUND = "(SELECT id FROM review_round WHERE year = :year AND deleted = 0)"
_SQL = (
    (
        "SELECT c.id, c.household, c.place, c.size, c.reviewed_on, c.answers, c.ticks, c.tick_source,"
        " c.b1_total, c.b1_items, c.income, c.income_per_person, h.roster_complete"
        " FROM review_case c JOIN household h ON h.id = c.household"
        f" WHERE c.round = {_ROUND} AND c.deleted = 0 ORDER BY c.id",
        (5, 6, 9, 10),
    ),
    (
        "SELECT m.household, p.id, p.name, p.sex, p.birth, m.relation, m.head"
        " FROM membership m JOIN person p ON p.id = m.person JOIN review_case c ON c.household = m.household"
        f" WHERE c.round = {_ROUND} AND c.deleted = 0 AND m.until = '' AND m.deleted = 0 AND p.deleted = 0"
        " ORDER BY m.head DESC, m.place_in_list",
        (),
    ),
    (
        "SELECT c.household, a.person, a.answers"
        " FROM review_case c JOIN case_member a ON a.review_case = c.id"
        f" WHERE c.round = {_ROUND} AND c.deleted = 0 AND a.deleted = 0",
        (2,),
    ),
)


def _store(households: int) -> Any:
    """A store with the survey of a whole commune, made once and kept for the other runs."""
    from app.models.key import new_key
    from app.services import places
    from app.store import Store
    from benchmarks.register import KEY

    path = Path(tempfile.gettempdir()) / f"soban-survey-{households}.soban"
    if not path.exists():
        half = path.with_suffix(".half")
        with Store.create(half, KEY, new_key()) as store:
            places.found(store, "Xã Nà Mây", "commune", "benchmark", year=_YEAR)
            _fill(store, households)
        half.replace(path)
    return Store.open(path, KEY)


def _fill(store: Any, households: int) -> None:
    """Households with their rosters and all answers of the survey, in one act."""
    from app.demo.scaled import scaled
    from app.models.key import new_key
    from app.services import places, rounds

    commune = scaled(households)
    with store.write("fill", "benchmark") as act:
        review = rounds.begin(act, store.place, _YEAR, "surveyed")
        for village in commune.villages:
            place = places.add(act, village.name, places.VILLAGE, store.place)
            rows: dict[str, list[dict[str, Any]]] = {
                "household": [],
                "person": [],
                "membership": [],
                "review_case": [],
                "case_member": [],
            }
            for home in village.households:
                _add(rows, home, place, review, new_key)
            for table, its_rows in rows.items():
                act.insert(table, its_rows)


def _add(rows: dict[str, list[dict[str, Any]]], home: Any, place: bytes, review: bytes, key: Any) -> None:
    household, case = key(), key()
    rows["household"].append({"id": household, "place": place, "code": home.code, "roster_complete": 1})
    rows["review_case"].append(
        {
            "id": case,
            "round": review,
            "household": household,
            "place": place,
            "origin": "imported",
            "state": "done",
            "size": home.size,
            "b1_total": float(home.b1),
            "answers": dict(home.answers),
        }
    )
    for number, member in enumerate(home.members):
        person = key()
        rows["person"].append(
            {"id": person, "name": member.name, "sex": member.sex, "birth": str(member.birth)}
        )
        rows["membership"].append(
            {
                "household": household,
                "person": person,
                "relation": member.relation,
                "head": int(number == 0),
                "place_in_list": number,
            }
        )
        rows["case_member"].append({"review_case": case, "person": person, "answers": dict(member.answers)})


BENCHMARK = Benchmark("classify", "classify {scale} cases", ours, limit, 2.0, (50_000,), runs=2)

if __name__ == "__main__":
    measure(BENCHMARK)
