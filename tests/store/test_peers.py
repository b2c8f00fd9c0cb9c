"""What is known of stores above and below, and of the files that went between them."""

from __future__ import annotations

import pytest

from app.store import peers
from app.store.peers import Parcel, Peer

UP = Peer(b"\1" * 16, peers.ABOVE, "Huyện", "", "district", b"s" * 32, "age1up", state=peers.CONFIRMED)
DOWN = Peer(b"\2" * 16, peers.BELOW, "Xã B", "02" * 16, "commune", secret=b"x" * 32, since="2026-10-15")
OTHER = Peer(b"\3" * 16, peers.BELOW, "Xã A", "03" * 16, "commune", knows={"a/*": 3})


@pytest.fixture
def known(store):
    for peer in (UP, DOWN, OTHER):
        peers.keep(store, peer)
    return store


def test_a_store_knows_nobody_at_first(store):
    assert (peers.peers(store), peers.above(store), peers.by_node(store, b"\1" * 16)) == ([], None, None)


def test_stores_are_listed_by_name_and_side(known):
    assert peers.peers(known) == [UP, OTHER, DOWN]
    assert peers.peers(known, peers.BELOW) == [OTHER, DOWN]
    assert (peers.above(known), peers.by_node(known, DOWN.node)) == (UP, DOWN)


def test_what_is_kept_anew_replaces_what_was_known(known):
    trusted = peers.by_node(known, DOWN.node)
    peers.keep(
        known, Peer(trusted.node, peers.BELOW, "Xã B mới", trusted.place, "commune", state=peers.CONFIRMED)
    )
    found = peers.by_node(known, DOWN.node)
    assert (found.name, found.state, found.secret) == ("Xã B mới", "confirmed", b"")


def test_an_invitation_is_forgotten_when_it_is_taken_up(known):
    peers.forget(known, DOWN.node)
    assert peers.by_node(known, DOWN.node) is None


def test_what_a_store_held_once_it_holds(known):
    assert peers.learn(known, OTHER, {"a/*": 2, "b/*": 5}).knows == {"a/*": 3, "b/*": 5}
    assert peers.by_node(known, OTHER.node).knows == {"a/*": 3, "b/*": 5}
    later = peers.learn(known, peers.by_node(known, OTHER.node), {"a/*": 9})
    assert later.knows == {"a/*": 9, "b/*": 5}


def _parcel(number: int, way: str = peers.OUT, peer: Peer = DOWN) -> Parcel:
    return Parcel(
        peer.node, way, "bundle", number, f"{number}.goi", "ab", "2026-10-15", 3, {"x": [1, 2]}, peers.MADE
    )


def test_files_are_numbered_for_each_store_and_listed_newest_first(known):
    assert peers.next_number(known, DOWN.node) == 1
    for parcel in (_parcel(1), _parcel(2), _parcel(7, peers.IN), _parcel(1, peer=OTHER)):
        peers.record(known, parcel)
    assert (peers.next_number(known, DOWN.node), peers.next_number(known, OTHER.node)) == (3, 2)
    told = peers.parcels(known, DOWN.node, peers.OUT)
    assert [(one.number, one.totals) for one in told] == [(2, {"x": [1, 2]}), (1, {"x": [1, 2]})]
    assert [one.number for one in peers.parcels(known, DOWN.node, peers.IN)] == [7]


def test_a_receipt_answers_one_file(known):
    for number in (1, 2):
        peers.record(known, _parcel(number))
    second, first = peers.parcels(known, DOWN.node, peers.OUT)
    peers.answer(known, first.id, peers.DIFFERS, "Bản A: 1 ≠ 2")
    told = {one.number: (one.state, one.note) for one in peers.parcels(known, DOWN.node, peers.OUT)}
    assert told == {1: ("differs", "Bản A: 1 ≠ 2"), 2: (second.state, "")}
