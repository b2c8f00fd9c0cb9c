"""Acts of other stores go in whole or not at all, and only where they follow on what is held."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import Fault
from app.store import Store
from app.store.check import faults_of
from app.store.journal import Change
from app.store.ledger import Sent, acts_after, reach
from app.store.merge import Merged, Unfit, disputed, speaks_of
from app.store.taking import Altered, EarlierMissing, Forked, take

from .book import KEY, NODE, OFFICER, contents, field, found

OTHER_NODE = bytes(range(100, 116))


@pytest.fixture
def other(tmp_path, wall):
    with Store.create(tmp_path / "other.soban", KEY, OTHER_NODE, wall) as made:
        yield made


@pytest.fixture
def book(store):
    return found(store)


def _acts(store: Store, known: dict[str, int] | None = None) -> list[Sent]:
    return list(acts_after(store.connection, known or {}, sorted(reach(store.connection))))


def _take(store: Store, acts: list[Sent]) -> Merged:
    return take(store, acts, lambda _merged: None)


def _note(store: Store, key: bytes, text: str) -> None:
    with store.write(text, OFFICER) as act:
        act.update("household", key, {"note": text})


def test_a_whole_book_is_taken_in_and_found(store, book, other):
    merged = _take(other, _acts(store))
    assert (len(merged.new), merged.changed, merged.disputed) == (7, (), ())
    assert contents(other) == contents(store)
    assert faults_of(other) == []
    assert other.find("pao").hits


def test_what_is_taken_in_is_told_to_whoever_watches(store, book, other):
    told = []
    other.watchers.append(told.append)
    _take(other, _acts(store))
    (done,) = told
    assert (done.title, "household" in done.tables, book.persons[0] in done.rows) == ("Lập sổ", True, True)
    _take(other, _acts(store))
    assert len(told) == 1


def test_taking_in_again_changes_nothing(store, book, other):
    _take(other, _acts(store))
    before = contents(other), _acts(other)
    merged = _take(other, _acts(store))
    assert (merged.new, merged.changed, (contents(other), _acts(other))) == ((), (), before)


def test_a_gap_is_refused_and_named(store, book, other):
    _note(store, book.households[0], "một")
    with pytest.raises(EarlierMissing, match=f"việc số 1 đến 1 của dòng {NODE.hex()[:8]}"):
        _take(other, _acts(store)[1:])
    assert reach(other.connection) == {}


def test_another_predecessor_is_refused(store, book, other):
    _note(store, book.households[0], "một")
    first, second = _acts(store)
    with pytest.raises(Altered, match="không liền mạch ở việc số 2"):
        _take(other, [first, Sent.of(replace(second.head, prev_hash=bytes(32)), second.changes)])
    assert reach(other.connection) == {}


def test_a_wrong_count_of_changes_is_refused(store, book, other):
    (first,) = _acts(store)
    with pytest.raises(Altered):
        _take(other, [Sent.of(first.head, first.changes[:-1])])


def test_a_fork_is_refused(store, book, other):
    _take(other, _acts(store))
    (first,) = _acts(store)
    with pytest.raises(Forked, match="Việc số 1 trong gói khác"):
        _take(other, [Sent.of(replace(first.head, title="Khác"), first.changes)])


def test_nothing_is_kept_where_the_caller_does_not_agree(store, book, other):
    class No(Fault):
        pass

    def refuse(merged: Merged) -> None:
        assert contents(other) == contents(store)  # it sees the rows as they would be
        raise No("Không.")

    empty = contents(other)
    with pytest.raises(No):
        take(other, _acts(store), refuse)
    assert (contents(other), reach(other.connection)) == (empty, {})
    assert other.find("pao").hits == ()


def test_the_clock_is_set_past_what_was_taken_in(store, book, other, wall):
    ahead = wall.milliseconds
    wall.milliseconds += 10**9
    _note(store, book.households[0], "ngày mai")
    wall.milliseconds = ahead
    _take(other, _acts(store))
    _note(other, book.households[0], "hôm nay, sau khi đã thấy")
    clocks = [clock for (clock,) in other.connection.execute("SELECT hlc FROM act ORDER BY id")]
    assert clocks == sorted(set(clocks))


def test_a_conflict_is_listed_until_it_is_decided_anywhere(store, book, other):
    _take(other, _acts(store))
    key = book.households[0]
    _note(store, key, "một")
    _note(other, key, "hai")
    merged = _take(store, _acts(other))
    assert merged.disputed == (("household", key, "note"),)
    _take(other, _acts(store))
    assert disputed(store.connection) == disputed(other.connection) == [("household", key, "note")]
    assert field(store, "household", key, "note") == field(other, "household", key, "note")
    with store.write("Quyết", OFFICER) as act:
        act.settle("household", key, {"note": field(store, "household", key, "note")})
    assert disputed(store.connection) == []
    _take(other, _acts(store))
    assert disputed(other.connection) == []


def test_deletions_are_told_apart_and_leave_the_search(store, book, other):
    _take(other, _acts(store))
    with store.write("Xóa", OFFICER) as act:
        act.delete("person", book.persons[:1])
    merged = _take(other, _acts(store))
    assert merged.changed == merged.deleted == (("person", book.persons[0]),)
    assert (other.find("pao").hits, faults_of(other)) == ((), [])
    with store.write("Phục hồi", OFFICER) as act:
        act.restore("person", book.persons[:1])
    merged = _take(other, _acts(store))
    assert (len(merged.changed), merged.deleted, len(other.find("pao").hits)) == (1, (), 1)


def test_a_row_that_comes_deleted_is_there_and_not_found(store, book, other):
    with store.write("Xóa", OFFICER) as act:
        act.delete("person", book.persons[:1])
    _take(other, _acts(store))
    assert contents(other) == contents(store)
    assert (other.find("pao").hits, faults_of(other)) == ((), [])


def test_a_row_that_two_streams_found_at_once_is_one_row(store, book, other, tmp_path):
    """What can be there only once is named: two stores make the same record."""
    _take(other, _acts(store))
    for one, told in ((store, {"value": "một"}), (other, {"value": "hai"})):
        with one.write("Đặt", OFFICER) as act:
            (key,) = act.insert("setting", [{"key": "k", **told}])
    with Store.create(tmp_path / "third.soban", KEY, b"\3" * 16) as third:
        streams = {act.head.stream: act for act in (*_acts(store), *_acts(other))}
        acts = {(act.head.stream, act.head.seq): act for act in (*_acts(store), *_acts(other))}
        assert len(streams) == 2
        merged = _take(third, [acts[name] for name in sorted(acts)])
        assert merged.disputed == (("setting", key, "value"),)
        _take(store, _acts(other))
        assert contents(third)["setting"] == contents(store)["setting"]
        assert disputed(third.connection) == disputed(store.connection)


def test_many_rows_go_in_parents_first(store, other):
    """More rows than are written together, in an order in which children come before their parents."""
    with store.write("Lập", OFFICER) as act:
        (village,) = act.insert("place", [{"level": "village", "name": "Bản"}])
        homes = act.insert("household", [{"place": village, "code": str(n)} for n in range(2500)])
    (act,) = _acts(store)
    backwards = tuple(reversed(act.changes))
    _take(other, [Sent.of(act.head, backwards)])
    assert len(homes) == len(contents(other)["household"]) == 2500
    assert contents(other) == contents(store)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change("meta", b"\1" * 16, "insert", "{}", "{}"), "bảng meta"),
        (Change("person", b"\1", "insert", "{}", '{"name":"Lò"}'), "bảng person"),
        (Change("person", b"\1" * 16, "insert", "{}", '{"name":1}'), "bảng person: name"),
        (Change("person", b"\1" * 16, "insert", "{}", '{"none":1}'), "bảng person: none"),
        (Change("person", b"\1" * 16, "insert", "{}", "[]"), "bảng person"),
        (Change("person", b"\1" * 16, "insert", "{}", "{}"), "bảng person: name"),
        (Change("person", b"\1" * 16, "insert", "{}", '{"name":""}'), "CHECK"),
        (Change("household", b"\1" * 16, "insert", "{}", '{"place":"x"}'), "bảng household"),
        (Change("household", b"\1" * 16, "insert", "{}", f'{{"place":"{"A" * 22}=="}}'), "FOREIGN KEY"),
    ],
)
def test_rows_that_cannot_be_are_refused(store, book, other, change, said):
    (act,) = _acts(store)
    with pytest.raises(Unfit, match=said):
        _take(other, [Sent.of(replace(act.head, changes=1), (change,))])
    assert reach(other.connection) == {}


def test_a_row_speaks_of_the_place_that_its_founder_spoke_of(store, book):
    with store.write("Cho mọi nơi", OFFICER, about="*") as act:
        act.update("place", book.village, {"name": "Bản Khác"})
        (key,) = act.insert("setting", [{"key": "k", "value": "v"}])
    own = next(iter(reach(store.connection))).split("/")[1]
    assert (
        speaks_of(store.connection, "place", book.village),
        speaks_of(store.connection, "setting", key),
    ) == (own, "*")
