"""The class of a household on a day, and what recognised it."""

from datetime import date

import pytest

from app.services.procedure import recognition
from app.services.support.standing import standing
from tests.services.conftest import OFFICER
from tests.services.proceeding import Reviewing


def found(xa, home, day):
    return standing(xa.store, day).get(home)


def test_an_official_list_holds_from_the_end_of_its_year(xa):
    home = xa.home("Giàng A Páo", "poor", year=2024)
    assert found(xa, home, "2024-12-30") is None
    told = found(xa, home, "2025-03-01")
    assert (told.klass, told.source, told.on, told.by) == (
        "poor",
        "imported",
        "2024-12-31",
        "danh sách năm 2024 đã nhập",
    )


def test_the_newest_list_before_the_day_decides(xa):
    home = xa.home("Giàng A Páo", "poor", year=2023)
    xa.listed(home, "near_poor", 2024)
    assert found(xa, home, "2024-06-01").klass == "poor"
    assert found(xa, home, "2025-06-01").klass == "near_poor"


def test_an_escape_counts_from_its_recognition_until_poor_again(xa):
    home = xa.home("Giàng A Páo", "poor", year=2022)
    xa.listed(home, "not_poor", 2023)
    assert found(xa, home, "2025-06-01").escaped == date(2023, 12, 31)
    xa.listed(home, "poor", 2024)
    assert found(xa, home, "2025-06-01").escaped is None


def test_asked_for_some_the_others_are_not_told(xa):
    one, two = xa.home("Giàng A Páo"), xa.home("Lò Văn Ún")
    assert set(standing(xa.store, "2025-06-01")) == {one, two}
    assert set(standing(xa.store, "2025-06-01", [two])) == {two}


@pytest.fixture
def decided(commune, villages, home):
    review = Reviewing(commune, home)
    review.household("Vàng A Chống")
    review.household("Lý A Sử", village=1, deprived=1)
    review.until_opinion(*villages)
    review.decision = review.recognise()
    return review


def test_a_decision_recognises_from_its_day(decided):
    home = decided.homes["Vàng A Chống"]
    assert standing(decided.store, "2026-11-26") == {}
    told = standing(decided.store, "2026-11-27")
    assert (told[home].klass, told[home].source, told[home].number) == ("poor", "decision", 7)
    assert told[home].by == "Quyết định số 7 ngày 27/11/2026"
    assert told[decided.homes["Lý A Sử"]].klass == "near_poor"


def test_a_revoked_decision_recognises_nothing(decided):
    day = date(2026, 11, 28)
    recognition.revoke(decided.store, decided.decision, day, "Sai số liệu", day, OFFICER)
    assert standing(decided.store, "2026-11-29") == {}
