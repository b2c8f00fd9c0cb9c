"""A long journal goes in several files; one that nobody could take in is not made, and it is said why."""

from __future__ import annotations

import json

import pytest
from store.book import KEY, contents

from app.store import peers
from app.store.check import faults_of
from app.store.ledger import reach
from app.store.parts import cuts
from app.sync import envelope, invitation, outgoing
from app.sync.faults import TooLarge
from app.sync.inbox import load
from app.sync.outgoing import send, unsent

from .levels import ABOVE, FIRST, HELPER, OFFICER, PLACES, Levels


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of three changes."""
    monkeypatch.setattr(outgoing, "PART", 3)
    monkeypatch.setattr(invitation, "PART", 3)


def work(levels: Levels) -> None:
    """Nine changes of two authors, each of whom hears of the other's."""
    for turn in range(3):
        levels.note(FIRST, f"xã {turn}")
        levels.carry(FIRST, HELPER)
        levels.note(HELPER, f"bản {turn}", household=1)
        levels.carry(HELPER, FIRST)
        levels.note(FIRST, f"xã thêm {turn}", household=2)


def test_an_act_never_comes_before_one_that_it_had_seen(levels):
    work(levels)
    store = levels[FIRST]
    streams = sorted(reach(store.connection))
    ends = cuts(store.connection, {}, streams, 2)
    assert ends[-1] == reach(store.connection)
    for end in ends:
        for stream, seq, seen in store.connection.execute(
            "SELECT lower(hex(s.node)) || '/' || s.place, a.seq, a.seen"
            " FROM act a JOIN stream s ON s.id = a.stream"
        ):
            if seq <= end.get(stream, 0):
                held = json.loads(seen)
                assert all(end.get(other, 0) >= far for other, far in held.items())


def test_an_act_is_not_cut(levels):
    with levels.write(FIRST) as act:
        act.insert("person", [{"name": f"Lò Thị {n}"} for n in range(9)])
    levels.note(FIRST, "một")
    store = levels[FIRST]
    known = peers.above(store).knows
    assert len(cuts(store.connection, known, sorted(reach(store.connection)), 3)) == 2


def test_parts_are_taken_in_one_after_another_and_answered(levels, short):
    work(levels)
    made = send(levels[FIRST], levels.folder / "goi.soban-goi")
    assert [file.name for file in made.files] == ["goi.soban-goi", "goi-2.soban-goi", "goi-3.soban-goi"]
    assert (made.file, made.acts, made.changes) == (made.files[0], 9, 9)
    assert set(made.titles[:2]) == {"Ghi “bản 2”", "Ghi “xã thêm 2”"}
    told = levels.receive(ABOVE, *reversed(made.files))
    assert [one.state for one in told] == ["taken"] * 3
    assert unsent(levels[FIRST]) == 9
    for one in told:
        assert levels.receive(FIRST, one.receipt)[0].state == "agreed"
    assert unsent(levels[FIRST]) == 0
    assert (levels.noted(ABOVE), levels.noted(ABOVE, 1), levels.noted(ABOVE, 2)) == (
        "xã 2", "bản 2", "xã thêm 2",
    )  # fmt: skip
    assert faults_of(levels[ABOVE]) == []


def test_a_later_part_waits_for_the_earlier_one(levels, short):
    work(levels)
    made = send(levels[FIRST], levels.folder / "goi.soban-goi")
    first, second, third = made.files
    (refused,) = levels.receive(ABOVE, third)
    assert refused.fault == "earlier_missing"
    assert levels.receive(ABOVE, first)[0].state == "taken"
    assert levels.receive(ABOVE, third)[0].fault == "earlier_missing"
    assert load(levels[ABOVE], [third])[0].missing == (made.number + 1,)
    came = load(levels[ABOVE], [second])
    assert [one.state for one in came] == ["taken", "taken"]  # and with it the one that waited


def test_what_is_left_of_a_restored_book_is_sent_when_its_store_has_answered(levels, request):
    work(levels)
    levels.exchange()
    request.getfixturevalue("short")
    moi = invitation.invite(levels[ABOVE], levels.folder / "moi", PLACES[FIRST], "commune", OFFICER[ABOVE])
    assert moi.left > 0
    path, _name = invitation.join(levels.folder / "restored", KEY, moi.file, moi.code)
    levels.reopen(FIRST, path)
    for name, file, to in ((FIRST, "hello", ""), (ABOVE, "rest", PLACES[FIRST])):
        made = send(levels[name], levels.folder / f"{file}.soban-goi", to)
        told = levels.receive(ABOVE if name == FIRST else FIRST, *made.files)
        assert {one.fault for one in told} == {""}, [one.said for one in told]
    assert levels.noted(FIRST, 2) == "xã thêm 2"
    assert contents(levels[FIRST])["household"] == {
        key: row
        for key, row in contents(levels[ABOVE])["household"].items()
        if key in set(levels.households[FIRST])
    }


def test_a_piece_of_work_that_no_file_can_carry_is_named_before_a_file_is_made(levels, monkeypatch):
    levels.note(FIRST, "một")
    with levels.write(FIRST, title="Nhập cả tỉnh") as act:
        act.insert("person", [{"name": f"Lò Thị {n}"} for n in range(99)])
    monkeypatch.setattr(envelope, "MOST_BODY", 2_000)
    with pytest.raises(TooLarge, match="riêng việc “Nhập cả tỉnh”") as fault:
        send(levels[FIRST], levels.folder / "goi")
    assert (fault.value.kind, "nhiều lần nhỏ hơn" in str(fault.value)) == ("too_large", True)
    assert not (levels.folder / "goi").exists()
