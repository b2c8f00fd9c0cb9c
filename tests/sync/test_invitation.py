"""Invitations: a store below is founded, proves itself, is confirmed by telephone, is restored when lost."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pyrage
import pytest
import zstandard
from store.book import KEY, contents

from app.errors import Fault, InputFault, StoreFault
from app.store import Store, peers
from app.store.check import faults_of
from app.store.migrate import newest
from app.sync import envelope
from app.sync.identity import identity
from app.sync.incoming import receive
from app.sync.invitation import invite, join, look_at, trust
from app.sync.outgoing import recipient, send, unsent

from . import forging, words
from .levels import ABOVE, FIRST, HELPER, OFFICER, PLACES, SECOND


def _invited(levels, place: str = "Xã Mồ Dề", by: str = ABOVE, level: str = "commune"):
    return invite(levels[by], levels.folder / f"{place}.moi", place, level, OFFICER[by])


def _joined(levels, name: str, made) -> Store:
    path, place = join(levels.folder / name, KEY, made.file, made.code)
    assert place == made.place
    return Store.open(path, KEY)


def _works(store: Store) -> None:
    with store.write("Ghi", "Sùng Thị Dở") as act:
        act.insert("setting", [{"key": "k", "value": "v"}])


def test_a_new_store_begins_with_what_everybody_knows_and_its_first_file_needs_no_question(levels):
    made = _invited(levels)
    assert (made.code, look_at(made.file)) == ("", (PLACES[ABOVE], False))
    with _joined(levels, "new", made) as store:
        assert {row["name"] for row in contents(store)["place"].values()} >= {"Xã Mồ Dề", PLACES[ABOVE]}
        assert contents(store)["household"] == contents(store)["person"] == {}
        assert (unsent(store), faults_of(store)) == (0, [])
        _works(store)
        file = levels.folder / "first"
        send(store, file)
        assert forging.header(file)["proof"] != ""
        (taken,) = levels.receive(ABOVE, file)
        assert (taken.state, taken.sender) == ("taken", "Xã Mồ Dề")
        assert peers.by_node(levels[ABOVE], store.node).state == peers.UNCONFIRMED
        assert [one.state for one in receive(store, [taken.receipt])] == ["agreed"]
        send(store, file)
        assert "proof" not in forging.header(file)
        assert levels.receive(ABOVE, file)[0].state == "repeated"


def test_a_second_store_with_the_same_invitation_is_refused(levels):
    made = _invited(levels)
    for name, state, fault in (("one", "taken", ""), ("two", "quarantined", "invitation_used")):
        with _joined(levels, name, made) as store:
            _works(store)
            send(store, levels.folder / f"{name}.goi")
        (taken,) = levels.receive(ABOVE, levels.folder / f"{name}.goi")
        assert (taken.state, taken.fault) == (state, fault)
    assert len([one for one in peers.peers(levels[ABOVE]) if one.name == "Xã Mồ Dề"]) == 1


def test_the_name_of_an_invitation_without_its_secret_is_not_enough(levels):
    with _joined(levels, "new", _invited(levels)) as store:
        good = levels.folder / "good"
        _works(store)
        send(store, good)
        file = forging.forged(
            store, levels[ABOVE], good, levels.folder / "x", head=lambda top: top | {"proof": "0" * 64}
        )
        assert levels.receive(ABOVE, file)[0].fault == "bad_signature"
        assert levels.receive(ABOVE, good)[0].state == "taken"


def test_a_store_is_confirmed_by_the_fingerprint_that_is_read_out(levels):
    mark = identity(levels[FIRST]).public.fingerprint
    assert [len(group) for group in mark.split(" ")] == [5] * 6
    with pytest.raises(InputFault, match="Dấu nhận dạng không khớp"):
        trust(levels[ABOVE], PLACES[FIRST], identity(levels[SECOND]).public.fingerprint)
    assert peers.by_node(levels[ABOVE], levels[FIRST].node).state == peers.UNCONFIRMED
    assert trust(levels[ABOVE], " xã  nà mây", f" {mark} ").state == peers.CONFIRMED
    assert peers.by_node(levels[ABOVE], levels[FIRST].node).state == peers.CONFIRMED
    with pytest.raises(InputFault, match="Chưa có sổ nào của “Xã Khác”"):
        trust(levels[ABOVE], "Xã Khác", mark)


def test_a_lost_laptop_is_restored_with_its_data_works_on_and_both_histories_stand(levels):
    levels.note(FIRST, "trước khi mất máy")
    levels.carry(FIRST, ABOVE)
    old, before = levels[FIRST], contents(levels[FIRST])
    acts = words.acts(old)
    made = _invited(levels, PLACES[FIRST])
    assert made.code and look_at(made.file) == (PLACES[ABOVE], True)
    with _joined(levels, "restored", made) as store:
        assert contents(store) == before
        assert acts <= words.acts(store)
        assert store.node != old.node
        with store.write("Ghi sau khi khôi phục", "Vàng Thị Mỷ") as act:
            act.update("household", levels.households[FIRST][0], {"note": "sau khi khôi phục"})
        send(store, levels.folder / "again")
        (taken,) = levels.receive(ABOVE, levels.folder / "again")
        assert (taken.state, taken.new, taken.changed, taken.conflicts) == ("taken", 0, 1, 0)
        assert receive(store, [taken.receipt])[0].state == "agreed"
        assert faults_of(store) == faults_of(levels[ABOVE]) == []
        assert recipient(levels[ABOVE], PLACES[FIRST]).node == store.node
        trust(levels[ABOVE], PLACES[FIRST], identity(store).public.fingerprint)
        levels.note(ABOVE, "gửi xuống sổ mới", household=1)
        send(levels[ABOVE], levels.folder / "down", PLACES[FIRST])
        assert receive(store, [levels.folder / "down"])[0].state == "taken"
        helper = invite(store, levels.folder / "moi2", PLACES[HELPER], "village", "Mỷ")
        with _joined(levels, "helper of the restored", helper) as other:
            assert contents(other) == contents(store)
            assert other.place == store.place


def test_a_lost_store_that_turns_up_again_merges_with_what_was_restored(levels):
    levels.note(FIRST, "đã gửi")
    levels.carry(FIRST, ABOVE)
    levels.note(FIRST, "chưa kịp gửi", household=1)
    with _joined(levels, "restored", _invited(levels, PLACES[FIRST])) as store:
        with store.write("Ghi", "Mỷ") as act:
            act.update("household", levels.households[FIRST][1], {"note": "ghi lại"})
        send(store, levels.folder / "new")
        assert levels.receive(ABOVE, levels.folder / "new")[0].state == "taken"
    (taken,) = levels.receive(ABOVE, levels.send(FIRST, ABOVE))
    assert (taken.state, taken.conflicts) == ("taken", 1)


def test_a_level_above_that_wrote_in_a_commune_s_book_still_founds_communes(levels):
    levels.note(ABOVE, "chỉ đạo")
    made = _invited(levels)
    with _joined(levels, "new", made) as store:
        assert store.place != levels[ABOVE].place
        assert not store.meta("scope")


def test_a_helper_shares_the_commune_s_book_within_its_villages(levels):
    store = levels[HELPER]
    assert store.place == levels[FIRST].place
    village = store.connection.execute(
        "SELECT hex(id) FROM place WHERE name = ?", (PLACES[HELPER],)
    ).fetchone()
    assert store.meta("scope") == village[0].lower()


def test_a_wrong_code_opens_nothing(levels):
    made = _invited(levels, PLACES[FIRST])
    for code in ("", "0000 0000 0000 0000"):
        with pytest.raises(Fault, match="Mã mở giấy mời không đúng"):
            join(levels.folder / "new", KEY, made.file, code)
        assert not list(levels.folder.glob("new*"))
    join(levels.folder / "new", KEY, made.file, f"  {made.code.replace(' ', '   ')} ")


def test_an_invitation_tells_no_secret_that_opens_data_of_people(levels):
    assert forging.header(_invited(levels).file).get("open")
    assert "open" not in forging.header(_invited(levels, PLACES[FIRST]).file)


def _tampered(levels, made, alter) -> Path:
    parts, target = forging.members(made.file), levels.folder / "tampered"
    alter(parts)
    return forging.zipped(target, *parts.values())


def test_a_tampered_invitation_founds_nothing(levels):
    made = _invited(levels)

    def flip(name, at):
        def alter(parts):
            parts[name] = parts[name][:at] + bytes([parts[name][at] ^ 1]) + parts[name][at + 1 :]

        return alter

    other = forging.header(_invited(levels, "Xã Khác").file)["open"]

    def open_with(key):
        def alter(parts):
            parts["header.json"] = parts["header.json"].replace(
                forging.header(made.file)["open"].encode(), key.encode()
            )

        return alter

    for alter in (
        flip("signature", 3),
        flip("body.age", 200),
        flip("header.json", 300),
        open_with(other),
        open_with("x"),
    ):
        with pytest.raises(Fault):
            join(levels.folder / "new", KEY, _tampered(levels, made, alter))
        assert not list(levels.folder.glob("new*"))


def test_an_invitation_signed_anew_over_a_wrong_opener_says_so(levels):
    made = _invited(levels)
    own = identity(levels[ABOVE])
    for opener in ("x", forging.header(_invited(levels, "Xã Khác").file)["open"]):
        parts = forging.members(made.file)
        header = envelope.read(made.file).header
        again = envelope.signed(_with(header, open=opener), parts["body.age"], own)
        envelope.write(levels.folder / "again", again)
        with pytest.raises(Fault, match="Mã mở giấy mời không đúng"):
            join(levels.folder / "new", KEY, levels.folder / "again")


def _with(header, **fields):
    return msgspec.structs.replace(header, **fields)


def test_an_invitation_of_a_newer_store_is_refused(levels):
    made = _invited(levels)
    sealed = envelope.read(made.file)
    again = envelope.signed(_with(sealed.header, store=newest() + 1), sealed.body, identity(levels[ABOVE]))
    envelope.write(levels.folder / "again", again)
    with pytest.raises(Fault) as raised:
        join(levels.folder / "new", KEY, levels.folder / "again")
    assert raised.value.kind == "newer_format"


def test_a_file_that_is_no_invitation_founds_nothing_and_an_invitation_is_not_taken_in(levels):
    bundle = levels.send(FIRST, ABOVE)
    for verb in (lambda: join(levels.folder / "new", KEY, bundle), lambda: look_at(bundle)):
        with pytest.raises(InputFault, match="không phải giấy mời"):
            verb()
    assert levels.receive(FIRST, _invited(levels).file)[0].fault == "not_for_you"


def test_an_invitation_does_not_overwrite_a_store(levels):
    made = _invited(levels)
    before = levels[SECOND].path.read_bytes()
    with pytest.raises(StoreFault, match="Đã có tệp"):
        join(levels[SECOND].path, KEY, made.file)
    assert levels[SECOND].path.read_bytes() == before


def test_an_invitation_whose_acts_do_not_fit_founds_nothing(levels):
    made = _invited(levels)
    sealed = envelope.read(made.file)
    key = pyrage.x25519.Identity.from_str(sealed.header.open)
    told = msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(pyrage.decrypt(sealed.body, [key])))
    told["acts"]["prev_hash"][0] = bytes(range(32))
    body = pyrage.encrypt(forging.packed(told), [key.to_public()])
    header = _with(sealed.header, body=hashlib.sha256(body).hexdigest())
    envelope.write(levels.folder / "again", envelope.signed(header, body, identity(levels[ABOVE])))
    with pytest.raises(Fault) as raised:
        join(levels.folder / "new", KEY, levels.folder / "again")
    assert raised.value.kind == "altered"
    assert not list(levels.folder.glob("new*"))
