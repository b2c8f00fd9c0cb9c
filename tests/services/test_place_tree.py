"""Places as a list: in order, indented, with what is typed of each year and what is taken over from above."""

from app.services import place_tree, places
from tests.services.conftest import OFFICER


def lines(store, year=2026):
    with store.session() as session:
        return place_tree.tree(session, store.place, year)


def test_a_place_stands_before_those_under_it(commune, villages):
    assert [(one.name, one.depth) for one in lines(commune)] == [
        ("Xã Nà Mây", 0), ("Bản Hua Khắt", 1), ("Bản Nậm Mơ", 1),
    ]  # fmt: skip
    assert [one.parent for one in lines(commune)] == [None, commune.place, commune.place]


def test_an_area_is_taken_over_from_above_until_the_place_has_its_own(commune, villages):
    places.set_area(commune, villages[1], 2026, "urban", OFFICER)
    assert [(one.area, one.own_area) for one in lines(commune)] == [
        ("rural", True), ("rural", False), ("urban", True),
    ]  # fmt: skip
    assert lines(commune, 2025)[2].area == "rural"


def test_statistics_belong_to_their_year(commune, villages):
    places.count(commune, villages[0], 2026, 124, 610, OFFICER)
    assert (lines(commune)[1].households, lines(commune)[1].persons) == (124, 610)
    assert lines(commune, 2025)[1].households is None


def test_households_are_counted_where_they_live(commune, villages, home):
    home("Vàng A Chống")
    home("Lò Thị Bua", village=1)
    home("Sùng Thị Ca", village=1)
    assert [one.registered for one in lines(commune)] == [0, 1, 2]


def test_a_place_moved_stands_under_its_new_one(commune, villages):
    places.put_under(commune, villages[1], villages[0], "2026-01-01", OFFICER)
    assert [(one.name, one.depth) for one in lines(commune)][1:] == [("Bản Hua Khắt", 1), ("Bản Nậm Mơ", 2)]


def test_a_village_alone_takes_its_area_from_the_commune(commune, villages):
    places.set_area(commune, commune.place, 2026, "urban", OFFICER)
    with commune.session() as session:
        (only,) = place_tree.tree(session, villages[0], 2026)
    assert (only.name, only.depth, only.area) == ("Bản Hua Khắt", 0, "urban")
