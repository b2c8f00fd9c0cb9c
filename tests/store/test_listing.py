"""The first page of the household list: read by the search index, and in the very order of the whole list."""

from __future__ import annotations

import pytest

from app.store import listing
from app.store.check import faults_of
from app.store.listing import Rounds, Wanted
from app.store.undo import to_undo, undo

from .book import OFFICER

# Names that begin alike for longer than the index tells apart, given in no order.
NAMES = (
    "Giàng Thị Mỷ Dung",
    "Giàng Thị Mỷ",
    "Giàng Mỷ Thị Mỷ",
    "Lò Thị Mỷ",
    "Ăn",
    "Giàng A Páo",
    "Mỷ",
    "Lò Thị My",
)


def settle(store, names, code=""):
    """A household for each name, whose head bears it; returns their keys."""
    with store.write("Ghi hộ", OFFICER) as act:
        (village,) = act.insert("place", [{"level": "village", "name": "Bản Mây"}])
        homes = act.insert("household", [{"place": village, "code": f"{code}{n}"} for n in range(len(names))])
        people = act.insert("person", [{"name": name} for name in names])
        act.insert(
            "membership",
            [{"household": home, "person": one, "head": 1} for home, one in zip(homes, people, strict=True)],
        )
    return homes


def whole(store):
    return [line.key for line in listing.lines(store, Rounds(), listing.order(store, Rounds(), Wanted()))]


@pytest.mark.parametrize("count", range(1, 3 * len(NAMES) + 2))
def test_as_many_as_asked_for_in_the_order_of_the_whole_list(store, count):
    for code in "cab":  # namesakes, written down in acts that follow each other
        settle(store, NAMES, code)
    found = [line.key for line in listing.first(store, Rounds(), count)]
    assert found == whole(store)[:count]


def test_who_is_no_head_and_homes_that_ended_are_passed_over(store):
    gone, left, *_others = homes = settle(store, NAMES)
    with store.write("Thôi", OFFICER) as act:
        act.update("household", gone, {"ended": "2026-01-01"})
        act.delete("household", [left])
        (child,) = act.insert("person", [{"name": "Ăn"}])
        act.insert("membership", [{"household": homes[2], "person": child}])
    found = [line.key for line in listing.first(store, Rounds(), 20)]
    assert len(found) == len(set(found)) == len(NAMES) - 2
    assert found == whole(store)


def test_a_name_that_changed_moves_its_household_and_back(store):
    homes = settle(store, NAMES)
    before = [line.key for line in listing.first(store, Rounds(), 3)]
    (head,) = store.connection.execute(
        "SELECT person FROM membership WHERE household = ?", homes[1:2]
    ).fetchone()
    with store.write("Sửa tên", OFFICER) as act:
        act.update("person", head, {"name": "Ai"})
    assert listing.first(store, Rounds(), 1)[0].key == homes[1]
    undo(store, to_undo(store).act, OFFICER)
    assert [line.key for line in listing.first(store, Rounds(), 3)] == before
    assert faults_of(store) == []
