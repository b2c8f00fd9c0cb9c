"""What another store is not known to hold: acts, titles, villages."""

import pytest

from app.services import places
from app.store import waiting
from app.store.ledger import reach

OFFICER = "Vàng Thị Mỷ"


@pytest.fixture
def commune(store):
    places.found(store, "Xã Nà Mây", "commune", OFFICER, year=2026)
    return store


@pytest.fixture
def villages(commune):
    names = ("Bản Hua Khắt", "Bản Nậm Mơ")
    return [places.establish(commune, name, "village", commune.place, OFFICER) for name in names]


def add_household(store, village, code):
    with store.write(f"Thêm hộ {code}", OFFICER) as act:
        (home,) = act.insert("household", [{"place": village, "code": code}])
        (person,) = act.insert("person", [{"name": "Lò Thị Bua"}])
        act.insert("membership", [{"household": home, "person": person, "head": 1}])
    return home, person


def all_streams(store):
    return list(reach(store.connection))


def test_nothing_waits_when_all_is_held(commune, villages):
    held = reach(commune.connection)
    assert waiting.waiting(commune, all_streams(commune), held) == waiting.Waiting(0, "")
    assert waiting.titles(commune, all_streams(commune), held) == []
    assert waiting.villages(commune, all_streams(commune), held) == []


def test_only_what_came_later_waits(commune, villages, wall):
    held = reach(commune.connection)
    wall.milliseconds += 86_400_000
    add_household(commune, villages[0], "HK-1")
    told = waiting.waiting(commune, all_streams(commune), held)
    assert told.acts == 1
    assert told.since.startswith("2026-10-16")
    assert [one.title for one in waiting.titles(commune, all_streams(commune), held)] == ["Thêm hộ HK-1"]


def test_only_the_streams_asked_for_count(commune, villages):
    add_household(commune, villages[0], "HK-1")
    everyone = [name for name in all_streams(commune) if name.endswith("/*")]
    own = [name for name in all_streams(commune) if name not in everyone]
    assert waiting.waiting(commune, everyone, {}).acts == 3  # the commune is founded, and two villages
    assert [one.title for one in waiting.titles(commune, own, {})] == ["Thêm hộ HK-1"]
    assert waiting.waiting(commune, [], {}).acts == 0


def test_equal_titles_of_one_person_stand_together_the_newest_first(commune, villages):
    for n in range(3):
        with commune.write("Ghi số dân cư", OFFICER) as act:
            act.insert("place_count", [{"place": villages[0], "year": 2020 + n, "households": 1}])
    add_household(commune, villages[0], "HK-1")
    first, second, *_rest = waiting.titles(commune, all_streams(commune), {})
    assert (first.title, first.acts) == ("Thêm hộ HK-1", 1)
    assert (second.title, second.acts) == ("Ghi số dân cư", 3)
    assert len(waiting.titles(commune, all_streams(commune), {}, most=1)) == 1


def test_households_are_counted_where_they_live_whatever_was_changed_of_them(commune, villages):
    home, person = add_household(commune, villages[0], "HK-1")
    add_household(commune, villages[1], "NM-1")
    held = reach(commune.connection)
    with commune.write("Sửa", OFFICER) as act:
        act.update("person", person, {"name": "Lò Thị Bưa"})
        act.update("household", home, {"phone": "0912345678"})
    (one,) = waiting.villages(commune, all_streams(commune), held)
    assert (one.name, one.households, one.changes) == ("Bản Hua Khắt", 1, 2)


def test_answers_and_results_belong_to_their_household_too(commune, villages):
    home, person = add_household(commune, villages[1], "NM-1")
    held = reach(commune.connection)
    with commune.write("Rà soát", OFFICER) as act:
        (one,) = act.insert(
            "review_round",
            [
                {
                    "place": commune.place,
                    "year": 2026,
                    "kind": "periodic",
                    "standards": "vn-2021",
                    "state": "open",
                    "source": "surveyed",
                }
            ],
        )
        (case,) = act.insert(
            "review_case",
            [{"round": one, "household": home, "place": villages[1], "origin": "added", "state": "begun"}],
        )
        act.insert("case_member", [{"review_case": case, "person": person, "answers": {"insurance": True}}])
        act.insert("result", [{"review_case": case, "standard": "vn-2021", "source": "computed"}])
    (told,) = waiting.villages(commune, all_streams(commune), held)
    assert (told.name, told.households, told.changes) == ("Bản Nậm Mơ", 1, 3)
