"""The household list as the store gives it: which, in which order, how many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.services import listing as entries
from app.services.overview import overview
from app.store import listing
from app.store.history import of_household
from app.store.listing import Rounds, Wanted
from app.store.outline import outline
from app.vietnamese import sort_key

from .conftest import found, settle


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with found(tmp_path_factory.mktemp("so") / "thu.soban") as made:
        settle(made, 60)
        yield made


@pytest.fixture
def rounds(store):
    now, last = outline(store).rounds
    return Rounds((now.key,), "vn-2021", (last.key,), "vn-2021")


def all_lines(store, rounds, wanted=Wanted()):  # noqa: B008
    return listing.lines(store, rounds, listing.order(store, rounds, wanted))


def test_the_outline_tells_place_villages_and_rounds(store):
    told = outline(store)
    assert (told.name, told.level) == ("Xã Thử", "commune")
    assert [area.name for area in told.areas] == ["Bản Một", "Bản Hai"]
    assert [(one.year, one.kind) for one in told.rounds] == [(2026, "periodic"), (2025, "periodic")]
    assert told.saved


def test_everybody_in_the_order_of_given_names(store, rounds):
    lines = all_lines(store, rounds)
    assert len(lines) == 60
    assert [line.head for line in lines] == sorted((line.head for line in lines), key=sort_key)


def test_the_first_lines_are_those_of_the_whole_list(store, rounds):
    assert listing.first(store, rounds, 17) == all_lines(store, rounds)[:17]


@pytest.mark.parametrize("sort", listing.ORDERS)
def test_every_order_runs_both_ways_over_the_same_households(store, rounds, sort):
    up = listing.order(store, rounds, Wanted(sort=sort))
    down = listing.order(store, rounds, Wanted(sort=sort, descending=True))
    assert len(up) == 60
    assert set(up) == set(down)


def test_numbers_sort_as_numbers(store, rounds):
    points = [line.b1 for line in all_lines(store, rounds, Wanted(sort="b1", descending=True))]
    known = [one for one in points if one is not None]
    assert known == sorted(known, reverse=True)


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        (Wanted(now=("poor",)), lambda line: line.now == "poor"),
        (Wanted(before=("near_poor",)), lambda line: line.before == "near_poor"),
        (
            Wanted(now=("poor",), before=("not_poor",)),
            lambda one: (one.before, one.now) == ("not_poor", "poor"),
        ),
        (Wanted(words=("thi",)), lambda line: "Thị" in line.head),
        (Wanted(words=("chong", "vang")), lambda line: line.head == "Vàng A Chống"),
        (Wanted(code="005"), lambda line: "005" in line.code),
        (Wanted(birth="197"), lambda line: line.birth.startswith("197")),
        (Wanted(sex="female"), lambda line: line.sex == "female"),
        (Wanted(b1_to=120), lambda line: line.b1 is not None and line.b1 <= 120),
        (Wanted(b2_from=40), lambda line: line.b2 is not None and line.b2 >= 40),
        (Wanted(persons_from=3), lambda line: (line.persons or 0) >= 3),
        (Wanted(states=("not_begun",)), lambda line: line.state == "not_begun"),
        (
            Wanted(lacking=("water", "employment")),
            lambda line: bool(line.deprived and line.deprived["water"] and line.deprived["employment"]),
        ),
        (Wanted(words=("%",)), lambda line: False),
    ],
)
def test_a_wish_gives_just_those_that_fit(store, rounds, wanted, holds):
    expected = {line.key for line in all_lines(store, rounds) if holds(line)}
    assert set(listing.order(store, rounds, wanted)) == expected
    assert sum(told.households for told in listing.tally(store, rounds, wanted)) == len(expected)


def test_villages_divide_the_commune(store, rounds):
    parts = [set(listing.order(store, rounds, Wanted(places=area.within))) for area in outline(store).areas]
    assert not parts[0] & parts[1]
    assert len(parts[0] | parts[1]) == 60


def test_who_is_not_reviewed_yet_keeps_last_years_class(store, rounds):
    kept = [line for line in all_lines(store, rounds) if line.state == "not_begun"]
    assert len(kept) == 12
    assert all(line.now == line.before for line in kept)
    assert all(line.kept == (line.now != "not_poor") for line in kept)
    assert all(line.deprived is None for line in kept)


def test_without_a_round_no_class_is_known(store):
    lines = all_lines(store, Rounds())
    assert len(lines) == 60
    assert {(line.now, line.before) for line in lines} == {("", "")}


def test_without_an_earlier_round_nothing_is_compared(store, rounds):
    lines = all_lines(store, replace(rounds, last=b"", last_standard=""))
    assert {line.before for line in lines} == {""}


def test_gone_households_are_left_out_of_the_rows(store, rounds):
    keys = listing.order(store, rounds, Wanted())[:2]
    assert [line.key for line in listing.lines(store, rounds, [keys[1], b"x" * 16, keys[0]])] == [
        keys[1],
        keys[0],
    ]


def test_movements_narrow_as_they_are_named(store, rounds):
    for kind, _name in entries.movements():
        keys = listing.order(store, rounds, entries.by_movement(Wanted(), kind))
        shown = entries.entries(store, rounds, keys)
        assert all(entry.movement is not None and entry.movement.kind == kind for entry in shown)


def test_the_overview_adds_up(store, rounds):
    told = overview(store, rounds, outline(store).areas)
    assert told.households == sum(line.households for line in told.classes) == 60
    assert told.persons == 120
    assert sum(told.before.values()) == 60
    for klass in ("poor", "near_poor", "not_poor"):
        assert sum(line.came.get(klass, 0) for line in told.classes) == told.before[klass]
    assert (told.cases, told.done, told.unreviewed) == (60, 48, 12)
    assert sum(line.classes.get("poor", 0) for line in told.villages) == told.poor
    counts = {line.key: line.households for line in told.indicators}
    poor = [line for line in all_lines(store, rounds, Wanted(now=("poor",))) if line.deprived]
    assert counts["water"] == sum(bool(line.deprived["water"]) for line in poor)
    assert not any(told.gaps.values())


def test_what_is_missing_in_a_record_is_found(tmp_path):
    with found(tmp_path / "thieu.soban") as store:
        place = outline(store).areas[0].key
        with store.write("Thêm", "An") as act:
            bare, *twins = act.insert(
                "household", [{"place": place, "code": code} for code in ("", "H1", "H1")]
            )
        gaps = listing.gaps(store)
        assert set(gaps["no_head"]) == {bare, *twins}
        assert set(gaps["same_code"]) == set(twins)
        assert bare in gaps["no_persons"]
        assert not gaps["no_ethnic"]
        assert [line.head for line in all_lines(store, Rounds())] == ["", "", ""]


def test_the_history_of_a_household_has_what_touched_its_members(store, rounds):
    key = listing.order(store, rounds, Wanted())[0]
    assert [entry.title for entry in of_household(store, key)] == ["Nhập sổ thử"]
