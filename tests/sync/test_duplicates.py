"""Persons who are perhaps written down twice: found, decided, remembered, told to the books concerned."""

from __future__ import annotations

import pytest

from app.errors import InputFault
from app.models.household import HouseholdFields
from app.models.person import PersonFields
from app.services import households, members
from app.store import doubles
from app.store.check import faults_of
from app.store.undo import to_undo, undo
from app.sync import duplicates

from .levels import ABOVE, FIRST, HELPER, OFFICER, SECOND, Levels


def add(levels: Levels, name: str, person: str = "Giàng Thị Mỷ", **told: str) -> bytes:
    """A household of one person in a commune; returns the person."""
    store = levels[name]
    home = levels.households[name][0]
    (place,) = store.connection.execute("SELECT place FROM household WHERE id = ?", (home,)).fetchone()
    fields = PersonFields(**({"name": person, "sex": "female", "birth": "1985-03-02"} | told))
    key = households.add(store, HouseholdFields(place=place), fields, OFFICER[name])
    with store.session() as session:
        return members.roster(session, key)[0].person


def found(levels: Levels, name: str = ABOVE) -> list[tuple[str, frozenset[bytes]]]:
    pairs = duplicates.pairs(levels[name])
    return [
        (one.reason, frozenset({one.one.person, one.two.person}))
        for one in pairs
        if "Giàng A" not in one.one.name  # those whom `levels` invents
    ]


@pytest.mark.parametrize(
    ("one", "two", "reason"),
    [
        (
            {"cccd": "014085000001"},
            {"cccd": "014085000001", "person": "Giàng Thị Mị", "birth": "1986"},
            "cccd",
        ),
        ({}, {}, "birth"),
        ({}, {"person": "giang  thi MY"}, "birth"),
        ({"birth": "1985"}, {}, "year"),
        ({"birth": "1985"}, {"birth": "1985"}, "year"),
        ({"cccd": "014085000001"}, {}, "birth"),
        ({"cccd": "014085000001"}, {"cccd": "014085000002"}, None),
        ({}, {"sex": "male"}, None),
        ({}, {"birth": "1984-03-02"}, None),
        ({"birth": ""}, {"birth": ""}, None),
    ],
)
def test_whom_a_pair_is_made_of(levels, one, two, reason):
    pair = {add(levels, FIRST, **one), add(levels, SECOND, **two)}
    levels.exchange()
    assert found(levels) == ([(reason, frozenset(pair))] if reason else [])


def test_above_looks_across_the_books_and_a_commune_within_its_own(levels):
    inside = frozenset({add(levels, FIRST), add(levels, FIRST)})
    levels.exchange()
    assert found(levels) == []
    assert found(levels, FIRST) == found(levels, HELPER) == [("birth", inside)]


def test_who_died_or_left_or_is_of_one_household_is_no_double(levels):
    one, two = add(levels, FIRST), add(levels, SECOND)
    levels.exchange()
    assert len(found(levels)) == 1
    members.die(levels[SECOND], two, "2026-10-01", OFFICER[SECOND])
    levels.exchange()
    assert found(levels) == []
    with levels[FIRST].session() as session:
        home = members.current(session, one).household
    again = PersonFields(name="Giàng Thị Mỷ", sex="female", birth="1985-03-02")
    members.join(levels[FIRST], home, again, "child", "", "", OFFICER[FIRST])
    assert found(levels, FIRST) == []


def test_a_pair_says_who_and_where(levels):
    add(levels, FIRST, cccd="014085000001")
    add(levels, SECOND)
    levels.exchange()
    (pair,) = [one for one in duplicates.pairs(levels[ABOVE]) if one.one.name == "Giàng Thị Mỷ"]
    sides = {(one.commune, one.village, one.head, one.cccd) for one in (pair.one, pair.two)}
    assert sides == {
        ("Xã Nà Mây", "Bản Lùng", "Giàng Thị Mỷ", "014085000001"),
        ("Xã Hua Khắt", "Bản Lùng", "Giàng Thị Mỷ", ""),
    }


def test_two_persons_are_never_shown_again_here_or_below(levels):
    one, two = add(levels, FIRST), add(levels, SECOND)
    levels.exchange()
    duplicates.differ(levels[ABOVE], one, two, "Hai người, đã gọi hỏi", OFFICER[ABOVE])
    assert found(levels) == []
    levels.exchange()
    for name in (ABOVE, FIRST, SECOND):
        with levels[name].session() as session:
            decided = duplicates.decision_on(session, two, one)
        assert (decided.same, decided.kept, decided.why) == (0, None, "Hai người, đã gọi hỏi")
        assert duplicates.to_strike_off(levels[name]) == []
        assert faults_of(levels[name]) == []


def test_one_person_is_struck_off_by_the_book_that_has_the_one_who_goes(levels):
    kept, goes = add(levels, FIRST), add(levels, SECOND)
    levels.exchange()
    duplicates.same(levels[ABOVE], kept, goes, "Đã về Nà Mây ở", OFFICER[ABOVE])
    assert found(levels) == []
    assert duplicates.to_strike_off(levels[ABOVE]) == []
    levels.exchange()
    assert duplicates.to_strike_off(levels[FIRST]) == []
    (one,) = duplicates.to_strike_off(levels[SECOND])
    assert (one.one.person, one.where, one.why) == (
        goes, "Giàng Thị Mỷ, Bản Lùng, Xã Nà Mây", "Đã về Nà Mây ở",
    )  # fmt: skip
    households.dissolve(levels[SECOND], one.one.household, "2026-11-20", "moved", OFFICER[SECOND])
    assert duplicates.to_strike_off(levels[SECOND]) == []


def test_within_a_commune_the_decision_is_its_own_and_goes_up(levels):
    kept, goes = add(levels, FIRST), add(levels, FIRST)
    duplicates.same(levels[FIRST], kept, goes, "Ghi hai lần", OFFICER[FIRST])
    assert found(levels, FIRST) == []
    (one,) = duplicates.to_strike_off(levels[FIRST])
    assert one.one.person == goes
    levels.exchange()
    assert found(levels, HELPER) == []
    assert duplicates.to_strike_off(levels[ABOVE]) == []


def test_a_decision_may_be_taken_back_or_made_otherwise(levels):
    one, two = add(levels, FIRST), add(levels, FIRST)
    duplicates.differ(levels[FIRST], one, two, "Hai người", OFFICER[FIRST])
    undo(levels[FIRST], to_undo(levels[FIRST]).act, OFFICER[FIRST])
    assert len(found(levels, FIRST)) == 1
    with levels[FIRST].session() as session:
        assert duplicates.decision_on(session, one, two) is None
    duplicates.same(levels[FIRST], two, one, "Một người", OFFICER[FIRST])
    with levels[FIRST].session() as session:
        assert duplicates.decision_on(session, one, two).kept == two


def test_two_stores_that_decide_otherwise_are_in_conflict(levels):
    one, two = add(levels, FIRST), add(levels, FIRST)
    levels.exchange()
    duplicates.differ(levels[FIRST], one, two, "Hai người", OFFICER[FIRST])
    duplicates.differ(levels[HELPER], one, two, "Không phải một", OFFICER[HELPER])
    taken = levels.carry(HELPER, FIRST)
    assert (taken.new, taken.conflicts) == (0, 1)


def test_a_decision_needs_a_reason_and_two_who_are_there(levels):
    one, two = add(levels, FIRST), add(levels, FIRST)
    with pytest.raises(InputFault, match="phải ghi lý do"):
        duplicates.differ(levels[FIRST], one, two, " ", "An")
    with pytest.raises(InputFault, match="Sổ không có người này"):
        duplicates.same(levels[FIRST], one, bytes(16), "Một", "An")
    assert len(found(levels, FIRST)) == 1


def test_no_more_pairs_are_told_than_asked_for(levels):
    for _number in range(4):
        add(levels, FIRST)
    assert len(doubles.pairs(levels[FIRST], {}, within=True)) >= 6
    assert len(doubles.pairs(levels[FIRST], {}, within=True, most=2)) == 2
