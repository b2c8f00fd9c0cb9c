"""The QR code of a printed form, scanned into the search field."""

from __future__ import annotations

import pytest

from app.store import Store
from app.store.search import SCANNED, find
from tests.reports.commune import RAW_KEY, Commune


@pytest.fixture
def commune(tmp_path):
    with Store.create(tmp_path / "so.soban", RAW_KEY, b"n" * 16) as store:
        made = Commune(store)
        for name in ("Vàng A Páo", "Sùng Thị Dê"):
            made.household(name, code=f"HK-{len(made.households) + 1}")
        yield made


@pytest.mark.parametrize("shape", ["{}", " {}\n", "{}\r"])
@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_it_finds_its_household_alone(commune, shape, case):
    key = commune.households["Sùng Thị Dê"]
    found = commune.store.find(shape.format(case(SCANNED + key.hex())))
    assert [(hit.household, hit.head, hit.person) for hit in found.hits] == [(key, "Sùng Thị Dê", None)]
    assert not found.more


def test_a_household_of_another_book_is_not_found(commune):
    assert find(commune.store.connection, f"soban:{'ab' * 16}").hits == ()


def test_a_deleted_household_is_not_found(commune):
    key = commune.households["Sùng Thị Dê"]
    with commune.writing() as act:
        act.delete("household", [key])
    assert find(commune.store.connection, SCANNED + key.hex()).hits == ()


@pytest.mark.parametrize("text", ["soban:", "soban:12ab", "soban:" + "g" * 32, "soban:" + "a" * 33])
def test_what_is_no_code_is_searched_as_words(commune, text):
    assert find(commune.store.connection, text).hits == ()
    assert find(commune.store.connection, "páo").hits
