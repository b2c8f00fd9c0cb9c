"""Results whose facts came from several stores: computed again where the book is kept, and no conflict."""

from __future__ import annotations

from typing import Any

import pytest
from store.book import contents

from app.models.review import Round
from app.services import scoring
from app.store import Store
from app.store.check import faults_of
from app.sync import recomputing
from app.sync.conflicts import conflicts, decide

from . import words
from .levels import ABOVE, FIRST, HELPER, OFFICER, Levels

GOOD = {"water": "drilled_well", "latrine": "septic", "waste": "collected", "floor_area": 12}


@pytest.fixture
def case(levels: Levels) -> bytes:
    """A household of the first commune in an open round, surveyed and scored, known to all."""
    with levels.write(FIRST, title="Rà soát") as act:
        fields = {"standards": "vn-2021", "state": "open", "source": "surveyed", "opened": "2026-09-01"}
        place = levels[FIRST].place
        (review,) = act.insert("review_round", [{"place": place, "year": 2026, "kind": "periodic", **fields}])
        (key,) = act.insert(
            "review_case",
            [
                {
                    "round": review, "household": levels.households[FIRST][0], "place": _village(levels),
                    "origin": "on_list", "state": "done", "size": 1, "b1_total": 100.0, "answers": GOOD,
                }
            ],
        )  # fmt: skip
    _score(levels, FIRST, key)
    levels.exchange()
    return key


def _village(levels: Levels) -> bytes:
    row = levels[FIRST].connection.execute(
        "SELECT place FROM household WHERE id = ?", (levels.households[FIRST][0],)
    )
    return bytes(row.fetchone()[0])


def _score(levels: Levels, name: str, case: bytes) -> None:
    with levels.write(name, title="Chấm điểm") as act, levels[name].session() as session:
        one = session.get(Round, _round(levels[name], case))
        scoring.score(act, session, one, [case])


def _round(store: Store, case: bytes) -> bytes:
    return bytes(
        store.connection.execute("SELECT round FROM review_case WHERE id = ?", (case,)).fetchone()[0]
    )


def _answer(levels: Levels, name: str, case: bytes, **answers: Any) -> None:
    with levels.write(name, title="Sửa phiếu") as act:
        act.update("review_case", case, {"answers": answers})
    _score(levels, name, case)


def _result(store: Store) -> dict[str, Any]:
    (row,) = contents(store)["result"].values()
    return row


def _b2(levels: Levels) -> dict[str, float]:
    return {name: _result(levels[name])["b2"] for name in (ABOVE, FIRST, HELPER)}


def _titles(store: Store) -> list[str]:
    return [title for (title,) in store.connection.execute("SELECT title FROM act ORDER BY id")]


def test_two_answers_of_one_household_merge_and_its_result_counts_both(levels, case):
    start = _result(levels[FIRST])["b2"]
    _answer(levels, FIRST, case, water="unprotected")
    _answer(levels, HELPER, case, latrine="none")
    alone = {name: _result(levels[name])["b2"] for name in (FIRST, HELPER)}
    assert alone == {FIRST: start + 10, HELPER: start + 10}
    (taken,) = levels.receive(FIRST, levels.send(HELPER, FIRST))
    assert taken.conflicts == 0
    assert _result(levels[FIRST])["b2"] == start + 20
    assert _titles(levels[FIRST])[-1] == "Tính lại sau khi gộp số liệu của Bản Lùng"
    levels.exchange()
    assert _b2(levels) == dict.fromkeys((ABOVE, FIRST, HELPER), start + 20)
    assert contents(levels[FIRST]) == contents(levels[HELPER])
    for name in (ABOVE, FIRST, HELPER):
        assert (conflicts(levels[name]), faults_of(levels[name])) == ([], [])


def test_results_that_differ_are_computed_again_and_no_conflict(levels, case):
    start = _result(levels[FIRST])["b2"]
    _answer(levels, FIRST, case, water="unprotected")
    _answer(levels, HELPER, case, latrine="none", floor_area=3)
    assert _result(levels[FIRST])["b2"] != _result(levels[HELPER])["b2"]
    (taken,) = levels.receive(FIRST, levels.send(HELPER, FIRST))
    assert (taken.conflicts, conflicts(levels[FIRST])) == (0, [])
    levels.exchange()
    assert _b2(levels) == dict.fromkeys((ABOVE, FIRST, HELPER), start + 30)
    assert contents(levels[FIRST]) == contents(levels[HELPER])
    for name in (ABOVE, FIRST, HELPER):
        assert conflicts(levels[name]) == []
        words.check(levels[name])


def test_the_same_answer_twice_is_a_conflict_of_the_answer_only(levels, case):
    _answer(levels, FIRST, case, water="unprotected")
    _answer(levels, HELPER, case, water="rain")
    (taken,) = levels.receive(FIRST, levels.send(HELPER, FIRST))
    assert taken.conflicts == 1
    (one,) = conflicts(levels[FIRST])
    assert (one.tab, one.field) == ("review_case", "answers.water")
    levels.exchange()
    assert [one.field for one in conflicts(levels[ABOVE])] == ["answers.water"]


@pytest.mark.parametrize("who", [FIRST, ABOVE])
def test_a_decision_is_followed_by_the_result(levels, case, who):
    start = _result(levels[FIRST])["b2"]
    _answer(levels, FIRST, case, water="unprotected")
    with levels.write(HELPER) as act:
        act.update("review_case", case, {"answers": {"water": "piped"}})
    levels.exchange()
    for water, b2 in (("unprotected", start + 10), ("piped", start)):
        (one,) = conflicts(levels[who]) or [None]
        if one is None:
            break
        side = [side.value for side in one.sides].index(water) + 1
        decide(levels[who], one.name, side, "Đã đến xem", OFFICER[who])
        levels.exchange()
        assert _b2(levels) == dict.fromkeys((ABOVE, FIRST, HELPER), b2)


def test_only_the_store_that_keeps_the_book_computes(levels, case):
    _answer(levels, FIRST, case, water="unprotected")
    _answer(levels, HELPER, case, latrine="none")
    levels.exchange()
    again = [title for title in _titles(levels[ABOVE]) if title.startswith("Tính lại")]
    assert again == [
        "Tính lại sau khi gộp số liệu của Bản Lùng"
    ]  # a helper is known by the place of its book


def test_what_makes_no_difference_is_not_recorded(levels, case):
    with levels.write(HELPER) as act:
        act.update("review_case", case, {"note": "gặp ở nhà"})
    levels.carry(HELPER, FIRST)
    assert not [title for title in _titles(levels[FIRST]) if title.startswith("Tính lại")]
    assert levels[FIRST].meta("to_recompute") == ""


def test_the_facts_of_members_and_of_the_household_count_too(levels, case):
    start = _result(levels[FIRST])["b2"]
    with levels.write(HELPER) as act:
        (person,) = act.insert("person", [{"name": "Giàng Thị Say", "birth": "2016-05-01", "sex": "female"}])
        act.insert(
            "membership",
            [
                {
                    "household": levels.households[FIRST][0],
                    "person": person,
                    "relation": "child",
                    "place_in_list": 2,
                }
            ],
        )
        act.insert("case_member", [{"review_case": case, "person": person, "answers": {"studying": False}}])
        act.update("household", levels.households[FIRST][0], {"roster_complete": 1})
    levels.carry(HELPER, FIRST)
    assert _result(levels[FIRST])["b2"] > start
    levels.exchange()
    assert len(set(_b2(levels).values())) == 1


def test_a_failure_between_the_merge_and_the_computing_loses_nothing(levels, case, monkeypatch):
    start = _result(levels[FIRST])["b2"]
    _answer(levels, FIRST, case, water="unprotected")
    _answer(levels, HELPER, case, latrine="none")
    file = levels.send(HELPER, FIRST)
    real, asked = recomputing.catch_up, []

    def fails(store: Store, sender: str = "") -> int:
        if not sender:
            return real(store)
        asked.append(sender)
        raise KeyboardInterrupt

    monkeypatch.setattr(recomputing, "catch_up", fails)
    with pytest.raises(KeyboardInterrupt):
        levels.receive(FIRST, file)
    monkeypatch.undo()
    assert asked and _result(levels[FIRST])["b2"] != start + 20
    levels.reopen(FIRST)
    assert levels.receive(FIRST, file)[0].state == "repeated"
    assert _result(levels[FIRST])["b2"] == start + 20
    assert _titles(levels[FIRST])[-1] == "Tính lại kết quả"


@pytest.mark.parametrize("closed", [True, False])
def test_closed_rounds_and_imported_results_stand_as_they_are(levels, case, closed):
    with levels.write(FIRST) as act:
        if closed:
            act.update(
                "review_round", _round(levels[FIRST], case), {"state": "closed", "closed": "2026-11-30"}
            )
        else:
            act.update("result", _result(levels[FIRST])["id"], {"source": "imported"})
    levels.exchange()
    before = _result(levels[FIRST])
    with levels.write(HELPER) as act:
        act.update("review_case", case, {"answers": {"water": "unprotected"}})
    levels.carry(HELPER, FIRST)
    assert _result(levels[FIRST]) == before


def test_imported_results_that_differ_are_a_conflict_for_a_person(levels, case):
    for name, klass in ((FIRST, "poor"), (HELPER, "near_poor")):
        with levels.write(name) as act:
            act.update("result", _result(levels[name])["id"], {"source": "imported", "final_class": klass})
    levels.exchange()
    for name in (ABOVE, FIRST, HELPER):
        assert [one.field for one in conflicts(levels[name])] == ["final_class"]


def test_cases_without_a_result_and_rounds_without_these_cases_are_passed_over(levels, case):
    with levels.write(FIRST) as act:
        fields = {
            "standards": "vn-2021",
            "state": "open",
            "source": "surveyed",
            "kind": "ad_hoc",
            "month": 11,
        }
        place = levels[FIRST].place
        act.insert("review_round", [{"place": place, "year": 2026, **fields}])
        told = {
            "round": _round(levels[FIRST], case),
            "place": _village(levels),
            "origin": "added",
            "state": "begun",
        }
        (other,) = act.insert("review_case", [{"household": levels.households[FIRST][1], **told}])
    levels.exchange()
    with levels.write(HELPER) as act:
        act.update("review_case", other, {"answers": {"water": "unprotected"}})
        act.update("review_case", case, {"answers": {"water": "unprotected"}})
    levels.carry(HELPER, FIRST)
    assert [row["review_case"] for row in contents(levels[FIRST])["result"].values()] == [case]
    assert _result(levels[FIRST])["b2"] == 10
