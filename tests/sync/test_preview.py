"""What an officer sees before a file is taken in: village by village, and the faults that it would find."""

from __future__ import annotations

import pytest

from app.services import places
from app.sync import inbox

from . import forging
from .levels import ABOVE, FIRST, HELPER, PLACES, SECOND


def test_numbers_stand_by_village(levels):
    with levels.write(FIRST) as act:
        other = places.add(act, "Bản Tủa", "village", levels[FIRST].place, code="2")
        act.insert("household", [{"place": other, "code": "T-1"}])
        act.update("household", levels.households[FIRST][0], {"note": "xã"})
        act.delete("household", levels.households[FIRST][1:2])
        (person,) = act.insert("person", [{"name": "Sùng Thị Ca"}])
        act.insert("membership", [{"household": levels.households[FIRST][0], "person": person}])
    levels.note(ABOVE, "huyện")
    (looked,) = levels.receive(ABOVE, levels.send(FIRST, ABOVE), dry=True)
    told = {one.name: (one.new, one.changed, one.deleted, one.conflicts, one.late) for one in looked.villages}
    assert told == {
        "Bản Lùng": (2, 0 if levels.noted(ABOVE) == "huyện" else 1, 1, 1, 0),
        "Bản Tủa": (1, 0, 0, 0, 0),
        "": (2, 0, 0, 0, 0),  # the place and its link
    }
    assert sum(one.new for one in looked.villages) == looked.new


def test_a_file_is_looked_at_by_the_inbox_in_order(levels):
    files = []
    for text in ("một", "hai"):
        levels.note(FIRST, text)
        files.append(levels.send(FIRST, ABOVE))
    looked = inbox.look(levels[ABOVE], list(reversed(files)))
    assert [(one.file, one.state, one.acts) for one in looked] == [
        (files[0], "would_take", 1), (files[1], "would_take", 2),
    ]  # fmt: skip
    assert inbox.arrivals(levels[ABOVE]) == []


@pytest.mark.parametrize("dry", [True, False])
def test_a_reference_to_nowhere_is_seen_by_a_dry_run_too(levels, tmp_path, dry):
    with levels.write(FIRST) as act:
        act.update("household", levels.households[FIRST][0], {"origin": levels.households[FIRST][1]})
    good = levels.send(FIRST, ABOVE)

    def nowhere(told):
        keys = bytearray(told["changes"]["keys"])
        count = len(keys) // 16
        keys[count - 1] ^= 1  # the first byte of the last key: that of the household it came from
        return told | {"changes": told["changes"] | {"keys": bytes(keys)}}

    file = forging.forged(levels[FIRST], levels[ABOVE], good, tmp_path / "x", told=nowhere)
    (refused,) = levels.receive(ABOVE, file, dry=dry)
    assert (refused.state, refused.fault) == ("quarantined", "unfit")


def test_a_helper_is_named_by_its_villages_and_whom_it_helps(levels):
    sender = forging.header(levels.send(HELPER, FIRST))["sender"]
    assert (sender["place"], sender["level"], sender["of"]) == (PLACES[HELPER], "village", PLACES[FIRST])
    sender = forging.header(levels.send(FIRST, ABOVE))["sender"]
    assert (sender["place"], "of" in sender) == (PLACES[FIRST], False)
    levels.note(HELPER, "ở bản")
    assert inbox.load(levels[FIRST], [levels.send(HELPER, FIRST)])[0].sender == PLACES[HELPER]


def test_a_receipt_of_another_journal_says_so(levels, tmp_path):
    levels.note(SECOND, "một", commune=SECOND)
    (taken,) = levels.receive(ABOVE, levels.send(SECOND, ABOVE))

    def other(told):
        return told | {"tips": dict.fromkeys(told["tips"], bytes(32))}

    file = forging.forged(levels[ABOVE], levels[SECOND], taken.receipt, tmp_path / "x", told=other)
    (answered,) = levels.receive(SECOND, file)
    assert answered.state == "differs"
    assert "ở nơi nhận khác với ở đây" in answered.said[1]
