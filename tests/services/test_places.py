"""Places: a tree with dates, spelled by many hands."""

from datetime import date

import pytest
from store.book import contents, without_new

from app.errors import InputFault
from app.services import places
from app.services.typed import FieldFault
from app.store import undo
from tests.services.conftest import OFFICER


def names(found):
    return [place.name for place in found]


def chain(store, key, on=None):
    """The names from a place upward."""
    with store.session() as session:
        found = [places.place(session, key)]
        while above := places.parent_of(session, found[-1].id, on):
            found.append(above)
    return names(found)


def test_a_commune_is_founded_with_all_that_is_above_it(commune):
    assert chain(commune, commune.place) == ["Xã Nà Mây", "Huyện Mù Cang Chải", "Yên Bái"]


def test_a_commune_may_stand_directly_under_its_province(store):
    places.found(store, "Phường Cầu Thia", "commune", OFFICER, area="urban", province="Lào Cai", year=2025)
    assert chain(store, store.place) == ["Phường Cầu Thia", "Lào Cai"]
    with store.session() as session:
        assert places.area_of(session, store.place, 2026) == "urban"


@pytest.mark.parametrize(
    ("name", "level", "area", "said"),
    [
        (" ", "commune", "rural", "phải có tên"),
        ("Xã Nà Mây", "", "rural", "phải có tên"),
        ("Xã", "commune", "núi", "núi"),
    ],
)
def test_a_book_of_nowhere_is_not_founded(store, name, level, area, said):
    with pytest.raises(InputFault, match=said):
        places.found(store, name, level, OFFICER, area=area)


def test_all_below_a_place_parents_before_children(commune, villages):
    with commune.session() as session:
        top = places.parent_of(session, places.parent_of(session, commune.place).id)
        assert names(places.below(session, top.id)) == [
            "Yên Bái",
            "Huyện Mù Cang Chải",
            "Xã Nà Mây",
            "Bản Hua Khắt",
            "Bản Nậm Mơ",
        ]


@pytest.mark.parametrize("spelled", ["BẢN  HUA KHẮT", "Bản Hua Khăt", "Bản Hua Khắt\u200b"])
def test_a_village_is_found_however_it_is_spelled(commune, villages, spelled):
    with commune.session() as session:
        found = places.named(places.children(session, commune.place), spelled)
    assert found is not None and found.id == villages[0]


def test_a_village_of_another_name_is_not_found(commune, villages):
    with commune.session() as session:
        assert places.named(places.children(session, commune.place), "Bản Hủa Khắt") is None


def test_a_village_is_renamed(commune, villages):
    assert places.rename(commune, villages[0], "Thôn  Hua Khắt", OFFICER)
    assert not places.rename(commune, villages[0], "Thôn Hua Khắt", OFFICER)
    assert chain(commune, villages[0])[0] == "Thôn Hua Khắt"


def test_no_two_places_under_one_bear_a_name(commune, villages):
    with pytest.raises(InputFault, match="đã có nơi tên"):
        places.rename(commune, villages[0], "BẢN NẬM MƠ", OFFICER)
    with pytest.raises(InputFault, match="đã có nơi tên"):
        places.establish(commune, "bản nậm mơ", "village", commune.place, OFFICER)


def test_the_top_of_the_tree_is_renamed_too(commune):
    with commune.session() as session:
        top = places.parent_of(session, places.parent_of(session, commune.place).id)
    assert places.rename(commune, top.id, "Tỉnh Yên Bái", OFFICER)


@pytest.mark.parametrize(("name", "field"), [("  ", "name"), ("x" * 201, "name")])
def test_a_place_has_a_name_that_fits(commune, villages, name, field):
    with pytest.raises(FieldFault) as told:
        places.rename(commune, villages[0], name, OFFICER)
    assert told.value.field == field
    with pytest.raises(FieldFault):
        places.establish(commune, name, "village", commune.place, OFFICER)


def test_since_july_2025_a_commune_stands_under_its_province(commune):
    with commune.session() as session:
        province = places.parent_of(session, places.parent_of(session, commune.place).id)
    places.put_under(commune, commune.place, province.id, "2025-07-01", OFFICER)
    assert chain(commune, commune.place) == ["Xã Nà Mây", "Yên Bái"]
    assert chain(commune, commune.place, date(2025, 6, 30)) == ["Xã Nà Mây", "Huyện Mù Cang Chải", "Yên Bái"]
    assert chain(commune, commune.place, date(2025, 7, 1)) == ["Xã Nà Mây", "Yên Bái"]


@pytest.mark.parametrize("own", [True, False])
def test_a_place_is_never_under_itself(commune, villages, own):
    target = commune.place if own else villages[0]
    with pytest.raises(InputFault, match="chính nó"):
        places.put_under(commune, commune.place, target, "2026", OFFICER)


def test_a_day_that_is_none_is_refused(commune, villages):
    with pytest.raises(FieldFault, match="không phải là ngày"):
        places.put_under(commune, villages[0], villages[1], "hôm nay", OFFICER)
    with pytest.raises(FieldFault, match="không phải là ngày"):
        places.establish(commune, "Bản Mới", "village", commune.place, OFFICER, since="x")


def test_a_village_is_what_its_commune_is_until_it_says_otherwise(commune, villages):
    def area(key, year):
        with commune.session() as session:
            return places.area_of(session, key, year)

    assert area(villages[0], 2026) == "rural"
    assert places.set_area(commune, villages[0], 2027, "urban", OFFICER)
    assert not places.set_area(commune, villages[0], 2027, "urban", OFFICER)
    assert (area(villages[0], 2026), area(villages[0], 2027), area(villages[1], 2028)) == (
        "rural",
        "urban",
        "rural",
    )
    assert places.set_area(commune, villages[0], 2027, "rural", OFFICER)
    assert area(villages[0], 2027) == "rural"
    with pytest.raises(InputFault, match="miền núi"):
        places.set_area(commune, villages[0], 2027, "miền núi", OFFICER)


def test_a_place_of_which_nothing_is_said_is_rural(commune):
    with commune.session() as session:
        assert places.area_of(session, commune.place, 1999) == "rural"


def test_the_statistics_of_a_place_are_typed(commune, villages):
    assert places.count(commune, villages[0], 2026, 124, 616, OFFICER)
    assert not places.count(commune, villages[0], 2026, 124, 616, OFFICER)
    assert places.count(commune, villages[0], 2026, None, 617, OFFICER)
    with commune.session() as session:
        told = places.count_of(session, villages[0], 2026)
        assert (told.households, told.persons) == (None, 617)
        assert places.count_of(session, villages[0], 2025) is None


@pytest.mark.parametrize(("counts", "said"), [((-1, 5), "không được âm"), ((616, 124), "ghi ngược")])
def test_statistics_that_cannot_be_are_refused(commune, villages, counts, said):
    with pytest.raises(InputFault, match=said):
        places.count(commune, villages[0], 2026, *counts, OFFICER)


VERBS = {
    "establish": lambda s, v: places.establish(s, "Bản Tà Ghênh", "village", s.place, OFFICER, "2026-01"),
    "rename": lambda s, v: places.rename(s, v[0], "Bản Hua Khắt Mới", OFFICER),
    "put under": lambda s, v: places.put_under(s, v[0], v[1], "2026-01-01", OFFICER),
    "area": lambda s, v: places.set_area(s, v[0], 2026, "urban", OFFICER),
    "count": lambda s, v: places.count(s, v[0], 2026, 10, 40, OFFICER),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_one_act_that_is_undone_and_done_again(commune, villages, verb):
    before = contents(commune)
    VERBS[verb](commune, villages)
    act, after = commune.done.act, contents(commune)
    assert after != before
    undo.undo(commune, act, OFFICER)
    assert without_new(contents(commune), before) == before
    undo.redo(commune, act, OFFICER)
    assert contents(commune) == after
