"""The journal as other stores see it: how far streams reach, acts from there on, who had seen what."""

from __future__ import annotations

import json

import pytest

from app.store import Store
from app.store.journal import START
from app.store.ledger import Sent, Sight, acts_after, append, founded_about, reach, tip

from .book import KEY, NODE, OFFICER, found

PLACE = b"\1" * 16
OWN, OTHER = f"{NODE.hex()}/{PLACE.hex()}", f"{NODE.hex()}/*"


@pytest.fixture
def book(store):
    store.set_meta("place", PLACE)
    return found(store)


def _note(store: Store, key: bytes, text: str, about: str | None = None) -> None:
    with store.write(text, OFFICER, about=about) as act:
        act.update("household", key, {"note": text})


def test_an_empty_store_reaches_nowhere(store):
    assert (reach(store.connection), list(acts_after(store.connection, {}, []))) == ({}, [])


def test_a_stream_is_named_by_who_writes_it_and_of_what_it_speaks(store, book):
    _note(store, book.households[0], "một")
    _note(store, book.households[0], "hai", "*")
    assert reach(store.connection) == {OWN: 2, OTHER: 1}


def test_acts_follow_on_what_is_known_stream_by_stream(store, book):
    for text in ("một", "hai"):
        _note(store, book.households[0], text)
    _note(store, book.households[0], "ba", "*")
    told = list(acts_after(store.connection, {OWN: 1}, [OTHER, OWN]))
    assert [(act.head.stream, act.head.seq, act.head.title) for act in told] == [
        (OTHER, 1, "ba"),
        (OWN, 2, "một"),
        (OWN, 3, "hai"),
    ]
    assert list(acts_after(store.connection, {OWN: 3}, [OWN])) == []
    for act in told:
        assert Sent.of(act.head, act.changes) == act


def test_the_tip_is_the_hash_of_an_act(store, book):
    (first, *_) = acts_after(store.connection, {}, [OWN])
    assert tip(store.connection, OWN, 1) == first.hash
    assert tip(store.connection, OWN, 0) == START
    assert tip(store.connection, OWN, 2) == tip(store.connection, "00/*", 1) == b""


def test_acts_are_appended_as_they_were_written(store, book, tmp_path):
    _note(store, book.households[0], "một")
    told = list(acts_after(store.connection, {}, [OWN]))
    with Store.create(tmp_path / "other.soban", KEY, bytes(16)) as other:
        with other.transaction():
            append(other.connection, told[:1])
            append(other.connection, told[1:])
        assert list(acts_after(other.connection, {}, [OWN])) == told
        assert reach(other.connection) == {OWN: 2}


def test_a_place_has_a_book_where_an_act_about_it_founded_a_household(store, book):
    assert founded_about(store.connection, PLACE.hex(), "household")
    assert not founded_about(store.connection, PLACE.hex(), "setting")
    _note(store, book.households[0], "một", "*")
    assert not founded_about(store.connection, "*", "household")


def test_what_an_author_had_seen_grows_act_by_act(store, book):
    """The author of each act of this store; the other's acts are held from some act on."""
    other = "ff" * 16 + "/*"
    _note(store, book.households[0], "trước")
    for seq, far in ((3, 2), (5, 4)):
        while reach(store.connection)[OWN] < seq:
            _note(store, book.households[0], f"{reach(store.connection)}")
        store.connection.execute(
            "UPDATE act SET seen = ? WHERE seq = ? AND stream = (SELECT max(stream) FROM act)",
            (json.dumps({other: far}), seq),
        )
    sight = Sight(store.connection)
    for seq in range(1, 6):
        held = {3: 2, 4: 2, 5: 4}.get(seq, 0)
        assert [sight.had_seen(OWN, seq, other, far) for far in range(1, 6)] == [
            far <= held for far in range(1, 6)
        ]
        assert [sight.had_seen(OWN, seq, OWN, before) for before in range(1, 6)] == [
            before < seq for before in range(1, 6)
        ]
    assert not sight.had_seen("ee" * 16 + "/*", 1, OWN, 1)
