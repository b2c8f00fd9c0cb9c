"""Files between stores: what is in them, what they do, in which order, how often."""

from __future__ import annotations

import gc

import pytest
from store.book import contents

from app.errors import FileFault, InputFault
from app.store import peers
from app.store.check import faults_of
from app.store.store import EVERYONE
from app.store.undo import to_undo, undo
from app.sync.conflicts import conflicts, decide
from app.sync.outgoing import send, unsent

from . import words
from .levels import ABOVE, FIRST, HELPER, NAMES, SECOND


def test_four_stores_that_have_heard_of_each_other_are_sound_and_hold_the_same(levels):
    for name in NAMES:
        assert faults_of(levels[name]) == []
    assert contents(levels[FIRST]) == contents(levels[HELPER])
    everything = contents(levels[ABOVE])
    for name in (FIRST, SECOND):
        for table, rows in contents(levels[name]).items():
            assert rows.items() <= everything[table].items()


def test_a_change_goes_up_and_is_answered(levels):
    assert unsent(levels[FIRST]) == 0
    levels.note(FIRST, "nhà dột")
    assert unsent(levels[FIRST]) == 1
    file = levels.send(FIRST, ABOVE)
    (taken,) = levels.receive(ABOVE, file)
    assert (taken.state, taken.acts, taken.new, taken.changed) == ("taken", 1, 0, 1)
    assert levels.noted(ABOVE) == "nhà dột"
    assert unsent(levels[FIRST]) == 1
    (answered,) = levels.receive(FIRST, taken.receipt)
    assert (answered.state, answered.kind) == ("agreed", "receipt")
    assert unsent(levels[FIRST]) == 0


def test_nothing_is_written_by_a_dry_run(levels):
    levels.note(FIRST, "nhà dột")
    file = levels.send(FIRST, ABOVE)
    before = contents(levels[ABOVE]), words.acts(levels[ABOVE])
    (looked,) = levels.receive(ABOVE, file, dry=True)
    assert (looked.state, looked.acts, looked.changed, looked.receipt) == ("would_take", 1, 1, None)
    assert (contents(levels[ABOVE]), words.acts(levels[ABOVE])) == before
    assert list(levels.folder.glob("*.bien-nhan*")) == []
    assert levels.receive(ABOVE, file)[0].state == "taken"


@pytest.mark.parametrize("collecting", [True, False])
def test_the_garbage_collector_is_left_as_it_was(levels, collecting):
    levels.note(FIRST, "một")
    file = levels.send(FIRST, ABOVE)
    (gc.enable if collecting else gc.disable)()
    levels.receive(ABOVE, file)
    assert gc.isenabled() == collecting
    gc.enable()


def test_what_is_deleted_is_told(levels):
    with levels.write(FIRST) as act:
        act.delete("household", levels.households[FIRST][:2])
    (taken,) = levels.receive(ABOVE, levels.send(FIRST, ABOVE))
    assert (taken.changed, taken.deleted) == (2, 2)


def test_many_files_go_in_in_the_order_in_which_they_were_made(levels):
    files = []
    for turn in range(4):
        levels.note(FIRST, f"Lượt {turn}")
        levels.note(SECOND, f"Lượt {turn}", commune=SECOND)
        files += [levels.send(FIRST, ABOVE), levels.send(SECOND, ABOVE)]
    files = [file.rename(file.with_name(f"{9 - number}.goi")) for number, file in enumerate(files)]
    told = levels.receive(ABOVE, *reversed(files))
    assert [one.state for one in told] == ["taken"] * 8
    assert levels.noted(ABOVE) == levels.noted(ABOVE, commune=SECOND) == "Lượt 3"


def _acknowledged(levels, text: str):
    """A file of the first commune that the store above has lost although its receipt came."""
    levels.stores[ABOVE].copy(levels.folder / "old")
    levels.note(FIRST, text)
    file = levels.send(FIRST, ABOVE)
    (taken,) = levels.receive(ABOVE, file)
    levels.receive(FIRST, taken.receipt)
    levels.reopen(ABOVE, levels.folder / "old")
    return file


def test_an_earlier_part_that_is_missing_is_named_and_goes_in_first(levels):
    first = _acknowledged(levels, "một")
    levels.note(FIRST, "hai")
    second = levels.send(FIRST, ABOVE)
    own = f"{levels[FIRST].node.hex()}/{levels[FIRST].place.hex()}"
    seq = words_seq(levels[FIRST], own)
    (refused,) = levels.receive(ABOVE, second)
    assert (refused.state, refused.fault) == ("quarantined", "earlier_missing")
    assert f"việc số {seq - 1} đến {seq - 1} của dòng {own[:8]}" in refused.said[0]
    assert levels.noted(ABOVE) == ""
    assert [one.state for one in levels.receive(ABOVE, second, first)] == ["taken", "taken"]
    assert levels.noted(ABOVE) == "hai"


def words_seq(store, stream: str) -> int:
    return max(seq for name, seq, _hash in words.acts(store) if name == stream)


def test_what_a_store_lost_is_missed_although_nothing_new_of_it_is_sent(levels):
    _acknowledged(levels, "một")
    levels.note(ABOVE, "chỉ đạo", household=1)
    (refused,) = levels.receive(ABOVE, levels.send(FIRST, ABOVE))
    assert refused.fault == "earlier_missing"
    (taken,) = levels.receive(ABOVE, levels.send(FIRST, ABOVE, full=True))
    assert (taken.state, levels.noted(ABOVE)) == ("taken", "một")


def test_a_store_set_back_to_an_old_copy_that_went_on_is_found_out(levels):
    levels[FIRST].copy(levels.folder / "old")
    levels.note(FIRST, "một")
    levels.carry(FIRST, ABOVE)
    levels.reopen(FIRST, levels.folder / "old")
    levels.note(FIRST, "hai")
    (refused,) = levels.receive(ABOVE, levels.send(FIRST, ABOVE))
    assert (refused.fault, levels.noted(ABOVE)) == ("forked", "một")
    (refused,) = levels.receive(FIRST, levels.send(ABOVE, FIRST, full=True))
    assert (refused.fault, levels.noted(FIRST)) == ("forked", "hai")


def test_a_store_set_back_to_an_old_copy_gets_its_own_acts_back(levels):
    levels[FIRST].copy(levels.folder / "old")
    levels.note(FIRST, "một")
    levels.carry(FIRST, ABOVE)
    levels.reopen(FIRST, levels.folder / "old")
    assert levels.receive(FIRST, levels.send(ABOVE, FIRST, full=True))[0].state == "taken"
    levels.note(FIRST, "hai")
    levels.carry(FIRST, ABOVE)
    assert levels.noted(ABOVE) == "hai"
    assert faults_of(levels[FIRST]) == faults_of(levels[ABOVE]) == []


def test_a_receipt_that_is_lost_does_no_harm(levels):
    levels.note(FIRST, "một")
    first = levels.send(FIRST, ABOVE)
    levels.receive(ABOVE, first)[0].receipt.unlink()
    levels.note(FIRST, "hai")
    (taken,) = levels.receive(ABOVE, levels.send(FIRST, ABOVE))
    assert (taken.state, taken.acts) == ("taken", 1)
    assert levels.receive(FIRST, taken.receipt)[0].state == "agreed"
    assert unsent(levels[FIRST]) == 0
    (again,) = levels.receive(ABOVE, first)
    assert (again.state, levels.receive(FIRST, again.receipt)[0].state) == ("repeated", "agreed")


def test_a_folder_that_takes_no_receipt_does_not_undo_what_was_taken_in(levels, monkeypatch):
    levels.note(FIRST, "một")
    file = levels.send(FIRST, ABOVE)
    monkeypatch.setattr("pathlib.Path.replace", _refuse)
    (taken,) = levels.receive(ABOVE, file)
    monkeypatch.undo()
    assert (taken.state, taken.receipt, taken.fault) == ("taken", None, "")
    assert "Chưa ghi được biên nhận." in taken.said
    assert (levels.noted(ABOVE), list(levels.folder.glob("*.dang-ghi"))) == ("một", [])
    (again,) = levels.receive(ABOVE, file)
    assert (again.state, again.receipt.exists()) == ("repeated", True)


def _refuse(self, target):
    raise PermissionError(13, "Permission denied")


def test_a_file_that_cannot_be_written_counts_as_not_made(levels, monkeypatch):
    levels.note(FIRST, "một")
    before = peers.parcels(levels[FIRST], peers.above(levels[FIRST]).node, peers.OUT)
    monkeypatch.setattr("pathlib.Path.replace", _refuse)
    with pytest.raises(FileFault, match="Không ghi được tệp"):
        levels.send(FIRST, ABOVE)
    assert peers.parcels(levels[FIRST], peers.above(levels[FIRST]).node, peers.OUT) == before
    assert list(levels.folder.glob("*.dang-ghi")) == []


def test_nothing_goes_to_whom_nobody_knows(levels):
    with pytest.raises(InputFault, match="Không có nơi nhận “Xã Khác”"):
        send(levels[ABOVE], levels.folder / "x", "Xã Khác")
    with pytest.raises(InputFault, match="Sổ này chưa có cấp trên"):
        send(levels[ABOVE], levels.folder / "x")
    assert unsent(levels[ABOVE]) == 0


def test_a_place_is_named_as_people_spell_it(levels):
    assert send(levels[ABOVE], levels.folder / "x", " xã nà  MÂY").to == "Xã Nà Mây"


def test_a_commune_hears_of_itself_and_of_everybody_but_of_no_other(levels):
    levels.note(ABOVE, "cho xã này")
    levels.note(ABOVE, "cho xã kia", commune=SECOND)
    with levels[ABOVE].write("Cho mọi xã", "Lò Thị Ún", about=EVERYONE) as act:
        act.insert("setting", [{"key": "mọi xã", "value": "1"}])
    levels.carry(ABOVE, FIRST)
    assert levels.noted(FIRST) == "cho xã này"
    assert levels[FIRST].connection.execute("SELECT value FROM setting WHERE key = 'mọi xã'").fetchone() == (
        "1",
    )
    seconds = [
        name for name, _s, _h in words.acts(levels[FIRST]) if name.endswith(levels[SECOND].place.hex())
    ]
    assert seconds == []


# Two who write at once ------------------------------------------------------------------------------------


def test_the_same_field_twice_is_a_conflict_whose_decision_travels(levels):
    levels.note(FIRST, "xã ghi")
    levels.note(ABOVE, "huyện ghi")
    levels.clocks[FIRST].skew = (
        10**9
    )  # the commune's clock is ahead: its value is shown meanwhile, everywhere
    levels.note(FIRST, "xã ghi lại")
    (taken,) = levels.receive(ABOVE, levels.send(FIRST, ABOVE))
    assert taken.conflicts == 1
    assert "1 chỗ hai nơi cùng sửa khác nhau" in taken.said[1]
    (one,) = conflicts(levels[ABOVE])
    assert [(side.value, side.actor, side.shown) for side in one.sides] == [
        ("xã ghi lại", "Vàng Thị Mỷ", True),
        ("huyện ghi", "Lò Thị Ún", False),
    ]
    levels.receive(FIRST, levels.send(ABOVE, FIRST))
    assert [one.name for one in conflicts(levels[FIRST])] == [one.name]
    assert levels.noted(FIRST) == levels.noted(ABOVE) == "xã ghi lại"
    decide(levels[ABOVE], one.name, 2, "Đã đến xem", "Lò Thị Ún")
    assert (levels.noted(ABOVE), conflicts(levels[ABOVE])) == ("huyện ghi", [])
    levels.carry(ABOVE, FIRST)
    levels.carry(FIRST, HELPER)
    for name in (FIRST, HELPER):
        assert (levels.noted(name), conflicts(levels[name])) == ("huyện ghi", [])
    levels.carry(FIRST, ABOVE)


def test_a_conflict_may_be_decided_by_hand_or_for_the_value_that_stands(levels):
    for household, choice, expected in ((0, "cả hai", "cả hai"), (1, 1, "xã"), (2, 2, "huyện")):
        levels.note(ABOVE, "huyện", household)
        levels.note(FIRST, "xã", household)
        levels.clocks[FIRST].skew += 10**9
        levels.note(FIRST, "xã nữa", household)
        levels.note(FIRST, "xã", household)
        levels.carry(FIRST, ABOVE)
        (one,) = conflicts(levels[ABOVE])
        decide(levels[ABOVE], one.name, choice, "Đã hỏi", "Lò Thị Ún")
        levels.exchange()
        assert {levels.noted(name, household) for name in (ABOVE, FIRST, HELPER)} == {expected}


def test_a_decision_needs_a_conflict_a_reason_and_a_side_that_is_there(levels):
    levels.note(FIRST, "xã")
    levels.note(ABOVE, "huyện")
    levels.carry(FIRST, ABOVE)
    (one,) = conflicts(levels[ABOVE])
    for name, choice, why, said in (
        ("household/00/note", 1, "vì", "Không còn chỗ nào"),
        (one.name, 1, " ", "phải ghi lý do"),
        (one.name, 0, "vì", "từ 1 đến 2"),
        (one.name, 3, "vì", "từ 1 đến 2"),
    ):
        with pytest.raises(InputFault, match=said):
            decide(levels[ABOVE], name, choice, why, "Lò Thị Ún")
    assert len(conflicts(levels[ABOVE])) == 1


def test_two_decisions_that_differ_are_a_conflict_again_and_two_that_agree_are_none(levels):
    for household, choices, left in ((0, (1, 2), 1), (1, (2, 2), 0)):
        levels.note(FIRST, "xã", household)
        levels.note(ABOVE, "huyện", household)
        levels.exchange()
        for name, choice in zip((ABOVE, FIRST), choices, strict=True):
            (one,) = [
                one for one in conflicts(levels[name]) if one.row == levels.households[FIRST][household]
            ]
            decide(levels[name], one.name, choice, "Đã hỏi", "An")
        levels.exchange()
        waiting = [one for one in conflicts(levels[HELPER]) if one.row == levels.households[FIRST][household]]
        assert len(waiting) == left


def test_different_fields_and_different_keys_of_a_map_both_stand(levels):
    key = levels.households[FIRST][0]
    with levels.write(FIRST) as act:
        act.update("household", key, {"code": "C-1", "groups": {"merit": True}})
    with levels.write(HELPER) as act:
        act.update("household", key, {"note": "ghi ở bản", "groups": {"no_labour": True}})
    levels.exchange()
    row = contents(levels[HELPER])["household"][key]
    assert (row["code"], row["note"], row["groups"]) == (
        "C-1",
        "ghi ở bản",
        {"merit": True, "no_labour": True},
    )
    assert conflicts(levels[FIRST]) == []


def test_what_came_with_a_file_is_not_what_ctrl_z_takes_back(levels):
    levels.note(ABOVE, "huyện", household=1)
    levels.note(FIRST, "xã")
    levels.carry(FIRST, ABOVE)
    assert to_undo(levels[ABOVE]).title == "Ghi “huyện”"


def test_what_is_taken_back_is_taken_back_wherever_it_was_sent(levels):
    levels.note(ABOVE, "nhầm")
    levels.carry(ABOVE, FIRST)
    undo(levels[ABOVE], to_undo(levels[ABOVE]).act, "Lò Thị Ún")
    levels.carry(ABOVE, FIRST)
    levels.carry(FIRST, ABOVE)
    assert levels.noted(FIRST) == levels.noted(ABOVE) == ""


def test_clocks_that_are_wrong_by_years_lose_nothing(levels):
    levels.clocks[FIRST].skew = -10 * 365 * 24 * 3600 * 1000  # the battery is empty: it is 2016 again
    levels.note(FIRST, "năm 2016")
    levels.carry(FIRST, ABOVE)
    assert levels.noted(ABOVE) == "năm 2016"
    own = (
        levels[FIRST]
        .connection.execute(
            "SELECT a.at, a.hlc FROM act a JOIN stream s ON s.id = a.stream WHERE s.node = ? ORDER BY a.seq",
            (levels[FIRST].node,),
        )
        .fetchall()
    )
    clocks = [clock for _at, clock in own]
    assert own[-1][0].startswith("2016-")
    assert clocks == sorted(set(clocks))
    levels.note(ABOVE, "huyện sửa sau khi đã thấy")
    levels.carry(ABOVE, FIRST)
    assert levels.noted(FIRST) == "huyện sửa sau khi đã thấy"
    levels.note(FIRST, "xã sửa sau nữa")
    levels.carry(FIRST, ABOVE)
    assert (levels.noted(ABOVE), conflicts(levels[ABOVE])) == ("xã sửa sau nữa", [])
