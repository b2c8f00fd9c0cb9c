"""An invented register of any size, for the benchmarks: households, their members, and what officers type."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from app.demo.names import namings
from app.models.key import new_key
from app.store import Store
from app.vietnamese import fold

KEY = "x'" + "5b" * 32 + "'"  # a raw key: no benchmark measures the derivation from a passphrase
MEMBERS = 4
_GROUPS = {"01": 15, "02": 15, "03": 20, "06": 8, "07": 10, "08": 20, "09": 12}  # persons in a hundred
_VILLAGES = 60

Row = dict[str, Any]


def rows(households: int) -> dict[str, list[Row]]:
    """Rows by table, in the order in which they go in; the first of `MEMBERS` persons heads a household."""
    pick = Random(2026)
    villages = [{"id": new_key(), "level": "village", "name": f"Bản {_name(pick)}"} for _ in range(_VILLAGES)]
    homes = [_household(pick, number, villages[number % _VILLAGES]) for number in range(households)]
    people = [_person(pick) for _ in range(households * MEMBERS)]
    memberships = [
        {
            "id": new_key(),
            "household": homes[n // MEMBERS]["id"],
            "person": person["id"],
            "head": int(n % MEMBERS == 0),
        }
        for n, person in enumerate(people)
    ]
    return {"place": villages, "household": homes, "person": people, "membership": memberships}


def _household(pick: Random, number: int, village: Row) -> Row:
    phone = f"09{pick.randrange(10**8):08}" if pick.random() < 0.4 else ""
    fields = {"code": f"{1 + number // _VILLAGES:03}", "address": village["name"], "phone": phone}
    return {"id": new_key(), "place": village["id"], **fields}


def _person(pick: Random) -> Row:
    year = 2026 - pick.randrange(90)
    cccd = f"014{pick.randrange(10)}{year % 100:02}{pick.randrange(10**6):06}" if pick.random() < 0.9 else ""
    return {
        "id": new_key(),
        "name": _name(pick),
        "sex": pick.choice(("male", "female")),
        "birth": str(year),
        "cccd": cccd,
    }


def _name(pick: Random) -> str:
    """A name by the forms of its group; the given name often from another one, as in mixed villages."""
    sex = pick.choice(("male", "female"))
    naming = namings()[pick.choices(tuple(_GROUPS), tuple(_GROUPS.values()))[0]]
    name = naming.draw(pick, sex)
    if pick.random() < 0.5:
        name = " ".join((*name.split()[:-1], pick.choice(_given())))
    return name


@cache
def _given() -> tuple[str, ...]:
    return tuple(
        sorted(
            {
                given.split()[-1]
                for code in _GROUPS
                for sex in ("male", "female")
                for given in namings()[code].given[sex]
            }
        )
    )


def filled(households: int) -> Store:
    """An open store with `rows` in it, in a folder that is left to the system's own cleaning."""
    store = Store.create(Path(tempfile.mkdtemp(prefix="soban-")) / "register.soban", KEY, new_key())
    with store.write("fill", "benchmark") as act:
        for table, told in rows(households).items():
            act.insert(table, told)
    return store


def typed(store: Store, queries: int) -> list[str]:
    """Every text that stands in the field while `queries` searches are typed letter by letter.

    Of ten, six are names without accents, one the given name alone, one a code with a village, two the end of
    an ID number.
    """
    pick = Random(7)
    names = [told for (told,) in store.connection.execute("SELECT name FROM person ORDER BY id")]
    cccds = [
        told for (told,) in store.connection.execute("SELECT cccd FROM person WHERE cccd <> '' ORDER BY id")
    ]
    villages = [told for (told,) in store.connection.execute("SELECT name FROM place ORDER BY id")]
    texts = []
    for number in range(queries):
        kind = number % 10
        if kind < 6:
            texts.append(fold(pick.choice(names)))
        elif kind == 6:
            texts.append(fold(pick.choice(names).split()[-1]))
        elif kind == 7:
            texts.append(f"{pick.randrange(1, 800):03} {fold(pick.choice(villages))}")
        else:
            texts.append(pick.choice(cccds)[-4:])
    return [text[:end] for text in texts for end in range(1, len(text) + 1)]
