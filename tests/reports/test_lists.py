"""The lists of households: who stands in them, in which order, and what must never stand in one."""

from __future__ import annotations

import json

import pytest

from app.reports.as_data import as_data

from .commune import Commune

UNTOLD = "Cột 11–16 để trống: sổ chưa ghi hỗ trợ nào của năm 2026."


def told(commune: Commune, key: str, *columns: str) -> list[tuple]:
    return [
        tuple(row["values"][column] for column in columns) for row in as_data(commune.report(key))["rows"]
    ]


def headings(commune: Commune, key: str) -> list[str]:
    return [row.place for row in commune.report(key).rows if row.heading]


def test_members_stand_under_their_head_in_roster_order(commune):
    commune.household("Vàng A Páo", "Bản A", roster_complete=1)
    commune.member("Vàng A Páo", "Vàng Thị Dê", at=3, sex="female", birth="2015-05-01", ethnic="08")
    commune.member("Vàng A Páo", "Lò Thị Ỏn", "spouse", at=2, sex="female", birth="1982-03", ethnic="03")
    commune.case("Vàng A Páo", 2026, "poor", 3)
    assert told(commune, "15", "A", "B", "C", "1", "2", "3", "4") == [
        (1, 1, "Vàng A Páo", 1980, None, "Mông", "Chủ hộ"),
        (None, 2, "Lò Thị Ỏn", None, 1982, "Thái", "Vợ/chồng"),
        (None, 3, "Vàng Thị Dê", None, 2015, "Mông", "Con"),
    ]
    rows = commune.report("15").rows
    assert [row.group for row in rows] == [0, 1, 1, 1]
    assert commune.report("15").notes == (UNTOLD,)


def test_numbers_begin_again_in_each_village_and_names_go_by_the_last_word(commune):
    for name, village in (("Vàng A Páo", "Bản B"), ("Vàng A Dơ", "Bản B"), ("Lò Văn Ún", "Bản A")):
        commune.household(name, village)
        commune.case(name, 2026, "poor")
    commune.household("Cà Thị Ỏn", None)
    commune.case("Cà Thị Ỏn", 2026, "poor")
    assert headings(commune, "15") == ["Bản A", "Bản B", "(chưa rõ bản)"]
    assert told(commune, "15", "A", "C") == [
        (1, "Lò Văn Ún"),
        (1, "Vàng A Dơ"),
        (2, "Vàng A Páo"),
        (1, "Cà Thị Ỏn"),
    ]


def test_kind_of_poverty_is_new_again_or_old(commune):
    history = {
        "Hộ A": (None, "not_poor"),
        "Hộ B": ("poor", "not_poor"),
        "Hộ C": (None, "poor"),
        "Hộ D": (None, "near_poor"),
    }
    for name, (earlier, before) in history.items():
        commune.household(name)
        if earlier:
            commune.case(name, 2022, earlier)
        commune.case(name, 2025, before)
        commune.case(name, 2026, "poor")
    assert told(commune, "15", "C", "5", "6", "7") == [
        ("Hộ A", "×", None, None),
        ("Hộ B", None, "×", None),
        ("Hộ C", None, None, "×"),
        ("Hộ D", "×", None, None),
    ]


def test_kind_of_poverty_is_as_the_official_list_said_where_nothing_else_is_known(commune):
    for kind in ("new", "again", "old", ""):
        commune.household(f"Hộ {kind}")
        commune.case(f"Hộ {kind}", 2026, "near_poor", stated_kind=kind)
    marks = {
        name: "".join(key for key, mark in zip("567", rest, strict=True) if mark)
        for name, *rest in told(commune, "14", "C", "5", "6", "7")
    }
    assert marks == {"Hộ new": "5", "Hộ again": "6", "Hộ old": "7", "Hộ ": ""}


def test_marks_of_groups_stand_on_the_line_of_the_head(commune):
    commune.household("Vàng A Páo", local_minority=1, groups={"merit": True})
    commune.member("Vàng A Páo", "Vàng Thị Dê")
    commune.case("Vàng A Páo", 2026, "poor", groups={"no_labour": True})
    assert told(commune, "15", "8", "9", "10") == [("×", "×", "×"), (None, None, None)]


def test_a_household_of_which_only_the_head_is_known_has_one_line_and_is_counted(commune):
    commune.household("Vàng A Páo")
    commune.case("Vàng A Páo", 2026, "poor", 5)
    assert len(told(commune, "15", "C")) == 1
    assert commune.report("15").notes == ("1 hộ chưa có đủ danh sách thành viên.", UNTOLD)


def test_a_household_without_a_head_is_not_lost(commune):
    commune.household("Vàng A Páo")
    with commune.store.write("Xóa", "Thử") as act:
        act.delete("person", [commune.heads["Vàng A Páo"]])
    commune.case("Vàng A Páo", 2026, "poor")
    for key in ("15", "posting", "to_review"):
        assert told(commune, key, "C") == [("(chưa rõ chủ hộ)",)]


def test_before_the_round_has_cases_last_years_list_is_to_be_reviewed(commune):
    for name, klass, ended in (
        ("Hộ A", "poor", ""),
        ("Hộ B", "near_poor", ""),
        ("Hộ C", "not_poor", ""),
        ("Hộ D", "poor", "2026-02"),
    ):
        commune.household(name, ended=ended)
        commune.case(name, 2025, klass)
    commune.round(2026, state="open")
    assert told(commune, "to_review", "A", "C", "before", "origin") == [
        (1, "Hộ A", "Hộ nghèo", "Trong danh sách năm trước"),
        (2, "Hộ B", "Hộ cận nghèo", "Trong danh sách năm trước"),
    ]
    commune.household("Hộ E")
    commune.case("Hộ E", 2026, None, state="not_begun", origin="request")
    assert told(commune, "to_review", "C", "before", "origin") == [("Hộ E", "", "Có giấy đề nghị")]


def test_the_posting_tells_results_and_nothing_private(commune):
    commune.household("Vàng A Páo", address="thửa 12", phone="0912345678", groups={"no_labour": True})
    with commune.store.write("Ghi", "Thử") as act:
        act.update("person", commune.heads["Vàng A Páo"], {"cccd": "015080123456", "birth": "1980-03-15"})
    commune.case("Vàng A Páo", 2025, "poor")
    commune.case("Vàng A Páo", 2026, "near_poor", result={"b1": 130.0, "b2": 20.5}, groups={"merit": True})
    report = commune.report("posting")
    assert told(commune, "posting", "A", "C", "persons", "before", "now", "b1", "b2") == [
        (1, "Vàng A Páo", 4, "Hộ nghèo", "Hộ cận nghèo", 130, 20.5)
    ]
    words = json.dumps(as_data(report), ensure_ascii=False) + " ".join(leaf.title for leaf in report.leaves)
    for private in ("015080123456", "1980", "0912345678", "thửa 12", "Mông", "lao động", "người có công"):
        assert private not in words


def test_namesakes_of_one_village_are_told_apart_by_year_of_birth(commune):
    for name, village, birth in (
        ("Vàng A Hòa", "Bản A", "1980-03-15"),
        ("Vàng A Hoà", "Bản A", "1991"),
        ("Vàng A  Hòa", "Bản B", "1975"),
    ):
        commune.household(name, village, birth=birth)
        commune.case(name, 2026, "poor")
    assert {name for (name,) in told(commune, "posting", "C")} == {
        "Vàng A Hòa (1980)",
        "Vàng A Hoà (1991)",
        "Vàng A  Hòa",
    }


def test_the_posting_is_of_those_on_the_list_now_or_before(commune):
    for name, before, after in (
        ("Hộ A", "poor", "not_poor"),
        ("Hộ B", "not_poor", "not_poor"),
        ("Hộ C", "not_poor", "near_poor"),
        ("Hộ D", "poor", None),
    ):
        commune.household(name)
        commune.case(name, 2025, before)
        commune.case(name, 2026, after, state="done" if after else "begun")
    assert told(commune, "posting", "C") == [("Hộ A",), ("Hộ C",)]


def test_a_list_before_recognition_is_a_draft_only_while_it_is_not_whole(commune):
    commune.round(2026, state="open")
    commune.household("Hộ A")
    commune.case("Hộ A", 2026, None, state="begun")
    assert commune.report("to_review").draft == ()
    assert commune.report("posting").draft == ("1 hộ chưa rà soát xong: Bản A 1.",)


def test_an_empty_list_has_heads_and_no_rows(commune):
    for key in ("14", "15", "to_review", "posting"):
        report = commune.report(key)
        assert not list(report.rows)
        assert report.leaves


def test_rows_are_found_by_their_place_as_they_come(commune):
    for name, village in (("Vàng A Páo", "Bản A"), ("Lò Văn Ún", "Bản B")):
        commune.household(name, village)
        commune.member(name, f"Con {name}", birth="2015")
        commune.case(name, 2026, "poor")
    rows = commune.report("15").rows
    in_turn = list(rows)
    assert len(rows) == len(in_turn) == 6
    assert [rows[at] for at in range(-6, 6)] == in_turn * 2
    assert rows[1:5] == tuple(in_turn[1:5]) and rows[::-2] == tuple(in_turn[::-2])
    with pytest.raises(IndexError):
        rows[6]
