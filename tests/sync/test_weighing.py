"""A conflict as a person reads it, whatever record it is about: whose it is, the field, both values."""

from __future__ import annotations

import pytest

from app.sync import weighing
from app.sync.told import Dispute

from .levels import ABOVE, FIRST, PLACES, Levels

ROUND = {"year": 2026, "kind": "periodic", "standards": "vn-2021", "state": "open", "source": "surveyed"}


def reviewed(levels: Levels) -> dict[str, bytes]:
    """A round with the case of the first household; the keys of what both stores may then change."""
    commune = levels[FIRST]
    home = levels.households[FIRST][0]
    (place, person, member) = commune.connection.execute(
        "SELECT h.place, m.person, m.id FROM household h JOIN membership m ON m.household = h.id"
        " WHERE h.id = ?",
        (home,),
    ).fetchone()
    with levels.write(FIRST) as act:
        act.update("household", home, {"note": "nhà cũ"})
        (opened,) = act.insert("review_round", [ROUND | {"place": commune.place}])
        told = {"round": opened, "household": home, "place": place, "origin": "on_list", "state": "begun"}
        (case,) = act.insert("review_case", [told])
        (asked,) = act.insert("case_member", [{"review_case": case, "person": person}])
        act.insert("result", [{"review_case": case, "standard": "vn-2021", "source": "imported"}])
        (counted,) = act.insert("place_count", [{"place": place, "year": 2026, "households": 3}])
        (target,) = act.insert("target", [{"place": place, "year": 2026, "indicator": "TR1", "value": 5.0}])
    levels.exchange()
    return {
        "household": home, "person": person, "membership": member, "place": place, "review_round": opened,
        "review_case": case, "case_member": asked, "place_count": counted, "target": target,
        "result": result_of(levels, case),
    }  # fmt: skip


def result_of(levels: Levels, case: bytes) -> bytes:
    sql = "SELECT id FROM result WHERE review_case = ?"
    return bytes(levels[FIRST].connection.execute(sql, (case,)).fetchone()[0])


def disputed(levels: Levels, tab: str, row: bytes, here: dict, there: dict) -> Dispute:
    """What the commune says and what the level above says at the same time, as the level above reads it."""
    with levels.write(FIRST) as act:
        act.update(tab, row, here)
    with levels.write(ABOVE) as act:
        act.update(tab, row, there)
    levels.carry(FIRST, ABOVE)
    (one,) = weighing.disputes_of(levels[ABOVE])
    return one


@pytest.mark.parametrize(
    ("tab", "here", "there", "field", "values"),
    [
        ("household", {"declared_size": 4}, {"declared_size": 5}, "số khẩu theo khai", {"4", "5"}),
        ("household", {"note": "nhà dột"}, {"note": ""}, "ghi chú", {"nhà dột", "(để trống)"}),
        ("household", {"formed": "1999-02"}, {"formed": "1998"}, "ngày lập hộ", {"02/1999", "1998"}),
        ("person", {"sex": "male"}, {"sex": "female"}, "giới tính", {"Nam", "Nữ"}),
        (
            "membership",
            {"relation": "child"},
            {"relation": "spouse"},
            "quan hệ với chủ hộ",
            {"Con", "Vợ/chồng"},
        ),
        ("review_case", {"b1_total": 132.5}, {"b1_total": 140}, "tổng điểm B1", {"132,5", "140"}),
        (
            "review_case",
            {"state": "done"},
            {"state": "to_check"},
            "tình trạng phiếu",
            {"đã xong", "cần xem lại"},
        ),
        ("review_case", {"reviewer": "Páo"}, {"reviewer": "Chu"}, "người rà soát", {"Páo", "Chu"}),
        ("place", {"name": "Bản Lùng A"}, {"name": "Bản Lùng B"}, "tên", {"Bản Lùng A", "Bản Lùng B"}),
        ("place_count", {"households": 31}, {"households": 32}, "tổng số hộ", {"31", "32"}),
        (
            "result",
            {"final_class": "poor"},
            {"final_class": "near_poor"},
            "loại hộ",
            {"Hộ nghèo", "Hộ cận nghèo"},
        ),
    ],
)
def test_field_and_values_are_told_in_words(levels, tab, here, there, field, values):
    keys = reviewed(levels)
    one = disputed(levels, tab, keys[tab], here, there)
    assert one.field == field
    assert {option.text for option in one.options} == values


def test_a_tick_names_the_indicator(levels):
    keys = reviewed(levels)
    here, there = ({"ticks": {"water": said}} for said in (True, False))
    one = disputed(levels, "review_case", keys["review_case"], here, there)
    assert one.field.startswith("dấu thiếu hụt ")
    assert {option.text for option in one.options} == {"Có", "Không"}


def test_a_household_in_two_villages_at_once_names_both(levels):
    keys = reviewed(levels)
    with levels.write(FIRST) as act:
        (other,) = act.insert("place", [{"level": "village", "name": "Bản Tủa"}])
        (third,) = act.insert("place", [{"level": "village", "name": "Bản Háng"}])
        for place in (other, third):
            act.insert("place_parent", [{"place": place, "parent": levels[FIRST].place}])
    levels.exchange()
    one = disputed(levels, "household", keys["household"], {"place": other}, {"place": third})
    assert (one.field, {option.text for option in one.options}) == ("bản", {"Bản Tủa", "Bản Háng"})
    assert one.village in ("Bản Tủa", "Bản Háng")


@pytest.mark.parametrize(
    ("tab", "here", "there"),
    [
        ("person", {"name": "Giàng A Pó"}, {"name": "Giàng A Pao"}),
        ("membership", {"relation": "child"}, {"relation": "spouse"}),
        ("case_member", {"answers": {"insurance": True}}, {"answers": {"insurance": False}}),
    ],
)
def test_a_conflict_about_a_member_stands_with_the_household(levels, tab, here, there):
    keys = reviewed(levels)
    one = disputed(levels, tab, keys[tab], here, there)
    assert (one.household, one.code, one.village, one.commune) == (
        keys["household"], "000", PLACES["helper"], PLACES[FIRST],
    )  # fmt: skip
    assert one.person.startswith("Giàng A P")
    assert one.year == 2026


@pytest.mark.parametrize(
    ("tab", "here", "there"),
    [
        ("place", {"name": "Bản Lùng A"}, {"name": "Bản Lùng B"}),
        ("place_count", {"households": 31}, {"households": 32}),
        ("target", {"value": 7.0}, {"value": 9.0}),
    ],
)
def test_a_conflict_about_a_place_names_the_place_and_no_household(levels, tab, here, there):
    keys = reviewed(levels)
    one = disputed(levels, tab, keys[tab], here, there)
    assert (one.household, one.head, one.person) == (None, "", "")
    assert one.village.startswith("Bản Lùng")
    assert one.commune == PLACES[FIRST]
