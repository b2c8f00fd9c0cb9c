"""Control totals: the numbers by which two stores see that they hold the same book of a place."""

from __future__ import annotations

import pytest

from app.store import totals

from .book import OFFICER


@pytest.fixture
def places(store):
    """A commune with two villages, another commune, cases of two years: name → key."""
    with store.write("Lập", OFFICER) as act:
        names = ("Xã", "Bản A", "Bản B", "Xã khác")
        keys = dict(
            zip(names, act.insert("place", [{"level": "x", "name": name} for name in names]), strict=True)
        )
        act.insert(
            "place_parent", [{"place": keys[name], "parent": keys["Xã"]} for name in ("Bản A", "Bản B")]
        )
        homes = act.insert(
            "household",
            [
                {"place": keys[name], "declared_size": size, "ended": ended}
                for name, size, ended in (
                    ("Bản A", 4, ""), ("Bản A", None, ""), ("Bản A", 3, "2025"),
                    ("Bản B", 5, ""), ("Xã khác", 9, ""),
                )
            ],
        )  # fmt: skip
        for year, classes in ((2025, ("poor", None)), (2026, ("near_poor", "poor"))):
            fields = {"year": year, "kind": "periodic", "state": "open", "source": "surveyed"}
            (one,) = act.insert("review_round", [{"place": keys["Xã"], **fields}])
            told = [
                {
                    "round": one,
                    "household": home,
                    "place": keys["Bản A"],
                    "origin": "on_list",
                    "state": "done",
                    "size": 4,
                }
                for home in homes[:2]
            ]
            cases = act.insert("review_case", told)
            act.insert(
                "result",
                [
                    {"review_case": case, "standard": "vn-2021", "final_class": klass, "source": "computed"}
                    for case, klass in zip(cases, classes, strict=True)
                ],
            )
    return keys


def test_each_place_below_has_its_numbers(store, places):
    assert totals.of_place(store, places["Xã"]) == {
        "Bản A": {
            "households": 2, "persons": 4,
            "2025 poor": [1, 4], "2025 ?": [1, 4], "2026 near_poor": [1, 4], "2026 poor": [1, 4],
        },
        "Bản B": {"households": 1, "persons": 5},
    }  # fmt: skip
    assert totals.of_place(store, places["Xã khác"]) == {"Xã khác": {"households": 1, "persons": 9}}


def test_what_is_deleted_does_not_count(store, places):
    with store.write("Xóa", OFFICER) as act:
        for table in ("household", "result"):
            act.delete(table, [key for (key,) in store.connection.execute(f"SELECT id FROM {table}")])
    assert totals.of_place(store, places["Xã"]) == {}


def test_a_place_that_stands_elsewhere_now_is_not_below(store, places):
    assert totals.scope(store, places["Xã"]) == {places[name] for name in ("Xã", "Bản A", "Bản B")}
    with store.write("Chuyển", OFFICER) as act:
        link = store.connection.execute(
            "SELECT id FROM place_parent WHERE place = ?", (places["Bản B"],)
        ).fetchone()[0]
        act.update("place_parent", link, {"until": "2026-07-01"})
        act.insert(
            "place_parent", [{"place": places["Bản B"], "parent": places["Xã khác"], "since": "2026-07-01"}]
        )
    assert list(totals.of_place(store, places["Xã"])) == ["Bản A"]
    assert totals.scope(store, places["Xã khác"]) == {places["Xã khác"], places["Bản B"]}


def test_differences_name_place_number_and_both_values():
    here = {"Bản A": {"households": 2, "persons": 4}, "Bản B": {"households": 1}}
    there = {"Bản A": {"households": 3, "persons": 4}, "Bản C": {"2026 poor": [1, 2]}}
    assert totals.differences(here, there) == [
        "Bản A: số hộ: 2 ≠ 3",
        "Bản B: số hộ: 1 ≠ 0",
        "Bản C: năm 2026, hộ nghèo: 0 ≠ 1 hộ 2 khẩu",
    ]
    assert totals.differences(here, here) == []
