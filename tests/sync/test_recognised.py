"""Recognised results on every machine: a change that came too late is kept, listed, and never wins."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from store.book import contents

from app.errors import InputFault
from app.models.key import named_key
from app.store.check import faults_of
from app.store.frozen import Frozen
from app.sync.conflicts import conflicts, decide

from .levels import ABOVE, FIRST, HELPER, OFFICER, PLACES, Levels

ROUND = {"year": 2026, "kind": "periodic", "standards": "vn-2021", "source": "surveyed"}


@pytest.fixture
def case(levels: Levels) -> bytes:
    """A household of the first commune in a round, classed, known to all."""
    place, home = levels[FIRST].place, levels.households[FIRST][0]
    with levels.write(FIRST, title="Rà soát") as act:
        (review,) = act.insert("review_round", [ROUND | {"place": place, "state": "open"}])
        told = {"origin": "on_list", "state": "done", "answers": {"water": "river"}, "note": "như phiếu"}
        (key,) = act.insert("review_case", [told | _where(levels, home) | {"round": review}])
        result = {"standard": "vn-2021", "source": "computed", "final_class": "poor", "b2": 30.0}
        act.insert("result", [result | {"review_case": key}])
    levels.exchange()
    return key


def _where(levels: Levels, home: bytes) -> dict[str, bytes]:
    sql = "SELECT place FROM household WHERE id = ?"
    return {"household": home, "place": levels[FIRST].connection.execute(sql, (home,)).fetchone()[0]}


def _decide(levels: Levels, case: bytes, kind: str = "periodic") -> bytes:
    """The commune recognises the round."""
    store = levels[FIRST]
    (review,) = store.connection.execute("SELECT round FROM review_case WHERE id = ?", (case,)).fetchone()
    with levels.write(FIRST, title="Quyết định công nhận") as act:
        fields = {"on_day": "2026-12-10", "signer": "Lò Văn Ún", "signer_title": "Chủ tịch"}
        (key,) = act.insert(
            "decision", [fields | {"place": store.place, "year": 2026, "number": 45, "round": review}]
        )
    return key


def _late(levels: Levels, case: bytes, name: str = HELPER, **fields: Any) -> None:
    with levels.write(name, title="Ghi thêm ở bản") as act:
        act.update("review_case", case, fields or {"note": "ghi sau", "answers": {"water": "rain"}})


def _noted(levels: Levels, name: str, case: bytes) -> tuple[str, str]:
    row = contents(levels[name])["review_case"][case]
    return row["note"], row["answers"]["water"]


EVERYBODY = (ABOVE, FIRST, HELPER)
AS_RECOGNISED = ("như phiếu", "river")


def test_a_late_change_is_taken_in_listed_and_does_not_win(levels, case):
    _decide(levels, case)
    _late(levels, case)
    assert _noted(levels, HELPER, case) == ("ghi sau", "rain")
    taken = levels.carry(HELPER, FIRST)
    assert (taken.conflicts, taken.late) == (2, 2)
    assert any("giữ kết quả đã được công nhận" in said or "đã được công nhận" in said for said in taken.said)
    levels.exchange()
    for name in EVERYBODY:
        assert _noted(levels, name, case) == AS_RECOGNISED
        assert {one.field for one in conflicts(levels[name])} == {"note", "answers.water"}
        assert faults_of(levels[name]) == []
    (note,) = [one for one in conflicts(levels[ABOVE]) if one.field == "note"]
    assert [(side.value, side.actor, side.shown, side.late) for side in note.sides] == [
        ("như phiếu", OFFICER[FIRST], True, False),
        ("ghi sau", OFFICER[HELPER], False, True),
    ]


def test_whichever_comes_first_every_store_shows_what_was_recognised(levels, case):
    levels.clocks[HELPER].skew = 10**10  # its clock is far ahead: it would win
    _decide(levels, case)
    _late(levels, case)
    levels.carry(FIRST, HELPER)  # the decision reaches the helper before its change reaches anybody
    assert _noted(levels, HELPER, case) == AS_RECOGNISED
    levels.exchange()
    assert {_noted(levels, name, case) for name in EVERYBODY} == {AS_RECOGNISED}
    assert contents(levels[FIRST]) == contents(levels[HELPER])


def test_what_the_decision_had_seen_is_not_late(levels, case):
    _late(levels, case)
    levels.carry(HELPER, FIRST)
    _decide(levels, case)
    levels.exchange()
    for name in EVERYBODY:
        assert _noted(levels, name, case) == ("ghi sau", "rain")
        assert conflicts(levels[name]) == []


def test_while_the_decision_stands_only_what_was_recognised_can_be_chosen(levels, case):
    _decide(levels, case)
    _late(levels, case, note="ghi sau")
    levels.carry(HELPER, FIRST)
    (one,) = conflicts(levels[FIRST])
    with pytest.raises(Frozen, match="Quyết định số 45"):
        decide(levels[FIRST], one.name, 2, "Đúng hơn", OFFICER[FIRST])
    decide(levels[FIRST], one.name, 1, "Đã công nhận", OFFICER[FIRST])
    levels.exchange()
    for name in EVERYBODY:
        assert conflicts(levels[name]) == []
        assert _noted(levels, name, case) == AS_RECOGNISED


def test_after_the_decision_is_revoked_the_late_change_may_be_chosen(levels, case):
    decision = _decide(levels, case)
    _late(levels, case, note="ghi sau")
    levels.exchange()
    with levels.write(FIRST, title="Thu hồi") as act:
        act.update("decision", decision, {"revoked": "2026-12-20", "revoked_why": "sai"})
    levels.exchange()
    assert {_noted(levels, name, case) for name in EVERYBODY} == {AS_RECOGNISED}
    (one,) = conflicts(levels[FIRST])
    decide(levels[FIRST], one.name, 2, "Xem lại thì đúng", OFFICER[FIRST])
    levels.exchange()
    assert {_noted(levels, name, case)[0] for name in EVERYBODY} == {"ghi sau"}
    assert conflicts(levels[ABOVE]) == []


def test_a_case_made_too_late_is_there_but_counts_as_deleted(levels, case):
    _decide(levels, case)
    home = levels.households[FIRST][1]
    (review,) = levels[FIRST].connection.execute("SELECT round FROM review_case").fetchone()
    with levels.write(HELPER, title="Thêm hộ vào đợt") as act:
        told = {"round": review, "origin": "added", "state": "begun", **_where(levels, home)}
        (key,) = act.insert("review_case", [told])
    taken = levels.carry(HELPER, FIRST)
    assert (taken.new, taken.late) == (1, 1)
    levels.exchange()
    for name in EVERYBODY:
        assert contents(levels[name])["review_case"][key]["deleted"] == 1
        assert [one.field for one in conflicts(levels[name])] == ["deleted"]
        assert faults_of(levels[name]) == []


def test_a_change_of_an_author_who_knew_the_decision_is_refused(levels, case):
    _decide(levels, case)
    levels.exchange()
    with levels.write(HELPER, title="Sửa trái phép") as act:
        act._frozen._rounds_too = False  # a program that does not ask
        act.update("review_case", case, {"note": "sửa trái phép"})
    (refused,) = levels.receive(FIRST, levels.send(HELPER, FIRST))
    assert (refused.state, refused.fault) == ("quarantined", "frozen")
    assert "Quyết định số 45" in refused.said[0]
    assert _noted(levels, FIRST, case) == AS_RECOGNISED


def test_a_change_made_while_the_decision_was_revoked_is_none_of_these(levels, case):
    decision = _decide(levels, case)
    with levels.write(FIRST, title="Thu hồi") as act:
        act.update("decision", decision, {"revoked": "2026-12-20", "revoked_why": "sai"})
    levels.exchange()
    _late(levels, case, note="sửa lại")
    with levels.write(FIRST, title="Công nhận lại") as act:
        act.update("decision", decision, {"revoked": "", "revoked_why": ""})
    levels.exchange()
    assert {_noted(levels, name, case)[0] for name in EVERYBODY} == {"sửa lại"}


def test_what_the_rules_computed_is_not_computed_again_over_a_recognised_result(levels, case):
    result = named_key("result", case, "vn-2021")
    _decide(levels, case)
    with levels.write(HELPER, title="Chấm lại") as act:
        act.update("result", result, {"final_class": "near_poor", "b2": 20.0})
    levels.exchange()
    for name in EVERYBODY:
        row = contents(levels[name])["result"][result]
        assert (row["final_class"], row["b2"]) == ("poor", 30.0)
        assert conflicts(levels[name]) == []


def test_in_whatever_order_files_come_the_rows_are_the_same(levels, case, tmp_path):
    """Decision, late change, another late change at the level above: six orders, one state."""
    _decide(levels, case)
    _late(levels, case, note="ghi ở bản")
    with levels[ABOVE].write("Kiểm tra", OFFICER[ABOVE], about=levels[FIRST].place) as act:
        act.update("review_case", case, {"note": "huyện ghi"})
    roads = ((HELPER, FIRST), (ABOVE, FIRST), (FIRST, HELPER))
    shown = set()
    for number, order in enumerate(permutations(roads)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for road in order:
            levels.carry(*road)
        levels.exchange()
        for name in EVERYBODY:
            (one,) = conflicts(levels[name])
            shown.add((_noted(levels, name, case), frozenset(side.value for side in one.sides)))
    assert shown == {(AS_RECOGNISED, frozenset({"như phiếu", "ghi ở bản", "huyện ghi"}))}


def test_a_household_that_was_recognised_can_move_with_its_history(levels, case):
    from app.sync import transfers

    _decide(levels, case)
    levels.exchange()
    home = levels.households[FIRST][0]
    to = levels["second"].place
    key = transfers.offer(levels[FIRST], home, to, "2027-01-05", "Theo con", OFFICER[FIRST])
    levels.exchange()
    transfers.forward(levels[ABOVE], key, OFFICER[ABOVE])
    levels.exchange()
    assert case in contents(levels["second"])["review_case"]
    with pytest.raises(InputFault, match=PLACES[FIRST]), levels["second"].write("Sửa", "Páo") as act:
        act.update("review_case", case, {"note": "không phải của mình"})
