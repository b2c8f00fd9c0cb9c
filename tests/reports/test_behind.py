"""The households behind a report are those that its numbers count."""

from __future__ import annotations

import pytest

from app.reports.behind import behind
from app.reports.catalogue import REPORTS
from app.reports.frame import Frame

from .commune import numbers

POOR, NEAR, NOT = "poor", "near_poor", "not_poor"
LIVES = {
    "Vàng A Páo": (POOR, POOR),
    "Lò Văn Ún": (POOR, NOT),
    "Giàng A Chư": (NOT, POOR),
    "Sùng Thị Dê": (NOT, NEAR),
    "Hảng A Lử": (NEAR, POOR),
    "Lý Thị Mẩy": (NOT, NOT),
}


@pytest.fixture
def told(commune):
    for name, (before, after) in LIVES.items():
        commune.household(name, formed="2001")
        commune.case(name, 2025, before)
        commune.case(name, 2026, after)
    names = {key: name for name, key in commune.households.items()}

    def told(key, **scope):
        with commune.store.session() as session:
            found = behind(Frame(session, commune.scope(**scope)), key)
        return found, {names[household] for household in found.households}

    return told


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("2", {"Giàng A Chư"}),
        ("3", {"Sùng Thị Dê"}),
        ("4", {"Vàng A Páo", "Giàng A Chư", "Hảng A Lử"}),
        ("6", {"Sùng Thị Dê"}),
        ("14", {"Sùng Thị Dê"}),
        ("15", {"Vàng A Páo", "Giàng A Chư", "Hảng A Lử"}),
        ("1", {"Vàng A Páo", "Giàng A Chư", "Hảng A Lử", "Sùng Thị Dê"}),
        ("to_review", set(LIVES)),
    ],
)
def test_whom_a_report_speaks_of(told, key, names):
    found, who = told(key)
    assert who == names
    assert len(found.households) == len(names)
    assert found.what
    assert not found.wrong


def test_every_report_has_some(told):
    for entry in REPORTS:
        assert told(entry.key)[0].households


def test_those_of_columns_6_and_7_are_as_many_as_the_columns_say(commune, told):
    row = numbers(commune.report("2"), "Xã Nà Mây", "households")
    assert len(told("2")[0].households) == row[5] + row[6]


def test_a_village_has_its_own(commune, told):
    commune.household("Bàn Văn Phú", "Bản B", formed="2001")
    commune.case("Bàn Văn Phú", 2025, NOT)
    commune.case("Bàn Văn Phú", 2026, POOR)
    assert commune.households["Bàn Văn Phú"] not in told("2", village="Bản A")[0].households
    with commune.store.session() as session:
        own = behind(Frame(session, commune.scope(village="Bản B")), "2")
    assert own.households == (commune.households["Bàn Văn Phú"],)


def test_those_that_break_the_balance_come_first(commune, told):
    commune.household("Điểu K'Bôi", formed="2001")
    commune.case("Điểu K'Bôi", 2025, POOR)
    commune.case("Điểu K'Bôi", 2026, None)
    with commune.store.session() as session:
        found = behind(Frame(session, commune.scope()), "2")
    assert found.wrong
    assert found.households == (commune.households["Điểu K'Bôi"],)


def test_without_a_year_before_it_is_the_class(commune):
    commune.household("Vàng A Páo")
    commune.case("Vàng A Páo", 2026, POOR)
    with commune.store.session() as session:
        found = behind(Frame(session, commune.scope()), "2")
    assert found.households == (commune.households["Vàng A Páo"],)
