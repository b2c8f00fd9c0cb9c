"""Persons who are perhaps written down twice: found, decided, remembered, told to the books concerned."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from store.book import KEY

from app.errors import InputFault
from app.models.household import HouseholdFields
from app.models.person import PersonFields
from app.services import households, members
from app.store import doubles
from app.store.check import faults_of
from app.store.undo import redo, to_redo, to_undo, undo
from app.sync import duplicates

from .levels import ABOVE, FIRST, HELPER, OFFICER, SECOND, Levels

ROOT = Path(__file__).resolve().parents[2]


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


def test_a_decision_about_two_books_is_taken_back_and_made_again_in_both(levels):
    one, two = add(levels, FIRST), add(levels, SECOND)
    levels.exchange()
    above = levels[ABOVE]
    duplicates.same(above, one, two, "Một người", OFFICER[ABOVE])
    levels.exchange()
    undo(above, to_undo(above).act, OFFICER[ABOVE])
    assert len(found(levels)) == 1
    assert to_undo(above).title != "Giàng Thị Mỷ: một người, ghi hai nơi"
    levels.exchange()
    assert decided(levels, one, two) == {ABOVE: None, FIRST: None, SECOND: None}
    redo(above, to_redo(above).act, OFFICER[ABOVE])
    levels.exchange()
    assert decided(levels, one, two) == dict.fromkeys((ABOVE, FIRST, SECOND), (1, one, "Một người"))
    assert to_redo(above) is None
    for name in (ABOVE, FIRST, SECOND):
        assert faults_of(levels[name]) == []


def test_a_decision_made_otherwise_is_whole_in_both_books(levels):
    one, two = add(levels, FIRST), add(levels, SECOND)
    levels.exchange()
    duplicates.same(levels[ABOVE], one, two, "Một người", OFFICER[ABOVE])
    levels.exchange()
    duplicates.differ(levels[ABOVE], one, two, "Hai chị em", OFFICER[ABOVE])
    levels.exchange()
    assert decided(levels, one, two) == dict.fromkeys((ABOVE, FIRST, SECOND), (0, None, "Hai chị em"))
    assert duplicates.to_strike_off(levels[SECOND]) == []


def decided(levels: Levels, one: bytes, two: bytes) -> dict[str, tuple[int, bytes | None, str] | None]:
    """What each store holds of a decision: same, who stays, why."""
    told = {}
    for name in (ABOVE, FIRST, SECOND):
        with levels[name].session() as session:
            known = duplicates.decision_on(session, one, two)
        told[name] = (known.same, known.kept, known.why) if known else None
    return told


def test_a_decision_is_one_thing_to_whoever_watches(levels):
    one, two = add(levels, FIRST), add(levels, SECOND)
    levels.exchange()
    seen = []
    levels[ABOVE].watchers.append(seen.append)
    duplicates.same(levels[ABOVE], one, two, "Một người", OFFICER[ABOVE])
    assert [(done.title, done.tables) for done in seen] == [
        ("Giàng Thị Mỷ: một người, ghi hai nơi", frozenset({"duplicate"}))
    ]


DIES = """
import json, os, sys, shutil
from pathlib import Path
from app.store import Store
from app.sync import duplicates

folder, key, one, two = Path(sys.argv[1]), sys.argv[2], *map(bytes.fromhex, sys.argv[3:5])
for point in range(0, 400, 4):
    path = Path(shutil.copy(folder / "above-before", folder / f"above-{point}"))
    child = os.fork()
    if not child:
        store, left = Store.open(path, key), [point]
        def count(*_):
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)
        store.connection.set_trace_callback(count)
        duplicates.same(store, one, two, "Một người", "Ún")
        os._exit(0)
    if not os.waitpid(child, 0)[1]:
        break
print(point)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_killed_at_any_moment_both_books_are_told_or_none(levels):
    one, two = add(levels, FIRST), add(levels, SECOND)
    levels.exchange()
    levels[ABOVE].copy(levels.folder / "above-before")
    told = [str(levels.folder), KEY, one.hex(), two.hex()]
    done = subprocess.run([sys.executable, "-c", DIES, *told], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    last = int(done.stdout)
    outcomes = []
    for point in range(0, last + 4, 4):
        store = levels.reopen(ABOVE, levels.folder / f"above-{point}")
        sql = "SELECT s.place FROM act a JOIN stream s ON s.id = a.stream WHERE a.title LIKE '%ghi hai nơi'"
        outcomes.append({place for (place,) in store.connection.execute(sql)})
        assert faults_of(store) == []
    both = {levels[name].place.hex() for name in (FIRST, SECOND)}
    assert (outcomes[0], outcomes[-1]) == (set(), both)
    assert all(places in (set(), both) for places in outcomes)
    assert last > 20


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
