"""A commune with two villages, and households made by a word."""

import pytest

from app.models.household import HouseholdFields
from app.models.person import PersonFields
from app.services import households, members, places

OFFICER = "Vàng Thị Mỷ"


@pytest.fixture
def commune(store):
    places.found(
        store, "Xã Nà Mây", "commune", OFFICER, above="Huyện Mù Cang Chải", province="Yên Bái", year=2026
    )
    return store


@pytest.fixture
def villages(commune):
    return [
        places.establish(commune, name, "village", commune.place, OFFICER)
        for name in ("Bản Hua Khắt", "Bản Nậm Mơ")
    ]


@pytest.fixture
def home(commune, villages):
    """Make a household of named members, the head first; returns its key and its members by name."""

    def make(*names, village=0, complete=1, size=None, born="1980"):
        fields = HouseholdFields(place=villages[village], roster_complete=complete, declared_size=size)
        head = PersonFields(name=names[0], sex="male", birth=born) if names else None
        key = households.add(commune, fields, head, OFFICER)
        for name in names[1:]:
            members.join(commune, key, PersonFields(name=name, birth="2010"), "child", "", "", OFFICER)
        return key, people(commune, key)

    return make


def people(store, household):
    """The members of a household now: name → person."""
    with store.session() as session:
        return {member.name: member.person for member in members.roster(session, household)}


def roster(store, household, *, past=False):
    with store.session() as session:
        return members.roster(session, household, past=past)


def row(store, table, key):
    """A row of a table as it stands."""
    cursor = store.connection.execute(f"SELECT * FROM {table} WHERE id = ?", (key,))
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone(), strict=True))


def rows(store, table, where="1"):
    cursor = store.connection.execute(f"SELECT * FROM {table} WHERE deleted = 0 AND {where} ORDER BY id")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, told, strict=True)) for told in cursor]
