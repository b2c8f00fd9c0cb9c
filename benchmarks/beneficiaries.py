"""A commune with its list of poor households, thirty activities and a year of support, for the benchmarks."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from app.demo.scaled import scaled
from app.models.key import Key, new_key
from app.models.support import APPROVED, Activity
from app.rules.programme import programmes
from app.services import places
from app.store import Store
from benchmarks import communes
from benchmarks.register import KEY

DAY = date(2026, 12, 31)
OFFICER = communes.OFFICER
_ACTIVITIES, _SHARE = 30, 0.15  # of the households that each reaches, one in seven

Row = dict[str, Any]


def filled(households: int) -> Store:
    """An open store of so many households, four persons each on average, whose round is closed."""
    store = Store.create(Path(tempfile.mkdtemp(prefix="soban-")) / "support.soban", KEY, new_key())
    places.found(store, "Xã Nà Mây", places.COMMUNE, OFFICER, year=2026)
    communes.write(store, scaled(households))
    with store.write("Khóa sổ", OFFICER) as act:
        (one,) = (row[0] for row in store.connection.execute("SELECT id FROM review_round"))
        act.update("review_round", one, {"state": "closed", "closed": "2026-12-01"})
    _give(store, Random(2026))
    return store


def activities(store: Store) -> list[Activity]:
    """The thirty activities."""
    with store.session() as session:
        keys = [row[0] for row in store.connection.execute("SELECT id FROM activity ORDER BY id")]
        return [session.get_one(Activity, key) for key in keys]


# A row for each person with all that the rules look at, as one would ask for it without them.
PERSONS = """
SELECT p.id, p.name, p.sex, p.birth, p.death, m.since, m.until, h.id, h.place, h.code, h.formed, h.ended,
  h.groups, h.local_minority, hp.name, hp.sex, hp.ethnic, r.year, r.kind, r.source, r.state, r.closed,
  s.final_class, s.income, s.deprived, c.answers, c.groups, c.causes, c.wants, c.income_per_person,
  cm.answers, (SELECT count(*) FROM enrolment e WHERE e.household = h.id AND e.deleted = 0)
FROM membership m JOIN person p ON p.id = m.person JOIN household h ON h.id = m.household
LEFT JOIN membership hm ON hm.household = h.id AND hm.head = 1 AND hm.until = '' AND hm.deleted = 0
LEFT JOIN person hp ON hp.id = hm.person
LEFT JOIN review_case c ON c.household = h.id AND c.deleted = 0
LEFT JOIN review_round r ON r.id = c.round
LEFT JOIN result s ON s.review_case = c.id AND s.deleted = 0
LEFT JOIN case_member cm ON cm.review_case = c.id AND cm.person = p.id AND cm.deleted = 0
WHERE m.deleted = 0 AND m.until = '' AND p.deleted = 0 AND h.deleted = 0
"""


def _give(store: Store, pick: Random) -> None:
    told = [(one, sub) for one in programmes() for sub in one.sub_projects if sub.units[0] != "place"]
    homes = store.connection.execute("SELECT id, place FROM household").fetchall()
    people = store.connection.execute(
        "SELECT m.household, m.person, h.place FROM membership m JOIN household h ON h.id = m.household"
    ).fetchall()
    with store.write("Một năm hỗ trợ", OFFICER) as act:
        for n in range(_ACTIVITIES):
            one, sub = told[n % len(told)]
            year = min(2026, one.valid_to.year if one.valid_to else 2026)
            row = {"place": store.place, "programme": one.key, "code": sub.code, "year": year}
            (key,) = act.insert("activity", [{**row, "title": f"Hoạt động {n}"}])
            persons = sub.units[0] == "person"
            some = pick.sample(people if persons else homes, int(len(homes) * _SHARE / 10))
            who = some if persons else [(household, None, place) for household, place in some]
            act.insert("enrolment", [_enrolment(key, *each, year) for each in who])


def _enrolment(activity: Key, household: Key, person: Key | None, place: Key, year: int) -> Row:
    told = {"activity": activity, "household": household, "person": person, "place": place}
    return {**told, "state": APPROVED, "registered": f"{year}-03-01", "approved": f"{year}-03-10"}
