"""Several acts that are one thing to the officer: kept all or none, announced once, taken back as one."""

from __future__ import annotations

import pytest

from app.store.check import faults_of
from app.store.undo import CannotUndo, entries, redo, to_redo, to_undo, undo

from .book import OFFICER, contents, count, found

ELSEWHERE = bytes(range(16, 32))


@pytest.fixture
def book(store):
    return found(store)


def tell_two_books(store, book, note="chuyển sang dự án mới"):
    with store.together():
        with store.write("Ghi cho hai nơi", OFFICER) as act:
            act.update("household", book.households[0], {"note": note})
        with store.write("Ghi cho hai nơi", OFFICER, about=ELSEWHERE) as act:
            act.tell("household", book.households[0])


def places(store):
    """Of which place each act speaks, the newest first."""
    sql = "SELECT s.place FROM act a JOIN stream s ON s.id = a.stream ORDER BY a.id DESC"
    return [place for (place,) in store.connection.execute(sql)]


def test_both_books_are_told_and_whoever_watches_hears_it_once(store, book):
    heard = []
    store.watchers.append(heard.append)
    tell_two_books(store, book)
    assert places(store)[0] == ELSEWHERE.hex() != places(store)[1]
    assert [(done.title, done.rows) for done in heard] == [
        ("Ghi cho hai nơi", frozenset(book.households[:1]))
    ]
    assert faults_of(store) == []


def test_a_failure_in_the_second_leaves_nothing_of_the_first(store, book):
    heard, before, journal = [], contents(store), count(store, "act")
    store.watchers.append(heard.append)
    with pytest.raises(ZeroDivisionError), store.together():
        with store.write("Một", OFFICER) as act:
            act.update("household", book.households[0], {"note": "một"})
        with store.write("Hai", OFFICER, about=ELSEWHERE) as act:
            act.tell("household", book.households[0])
            1 / 0  # noqa: B018
    assert (contents(store), count(store, "act"), heard) == (before, journal, [])
    tell_two_books(store, book)
    assert faults_of(store) == []


def test_an_act_that_failed_and_was_passed_over_leaves_the_others_whole(store, book):
    with store.together():
        with store.write("Một", OFFICER) as act:
            act.update("household", book.households[0], {"note": "một"})
        with pytest.raises(ZeroDivisionError), store.write("Hai", OFFICER) as act:
            act.update("household", book.households[1], {"note": "hai"})
            1 / 0  # noqa: B018
    told = contents(store)["household"]
    assert [told[key]["note"] for key in book.households] == ["một", ""]
    assert entries(store)[0].title == "Một"
    assert faults_of(store) == []


def test_nothing_written_is_nothing_to_tell(store, book):
    heard, journal = [], count(store, "act")
    store.watchers.append(heard.append)
    with store.together():
        pass
    assert (heard, count(store, "act")) == ([], journal)


def test_acts_are_not_written_inside_each_other(store):
    busy = pytest.raises(RuntimeError, match="in progress")
    with store.together(), store.write("Một", OFFICER), busy, store.write("Hai", OFFICER):
        pass
    with store.write("Một", OFFICER), busy, store.together():
        pass


@pytest.mark.parametrize("chosen", [0, 1], ids=["the act that told", "the act that changed"])
def test_they_are_taken_back_and_done_again_in_both_books(store, book, chosen):
    before = contents(store)
    tell_two_books(store, book)
    after = contents(store)
    undo(store, entries(store)[chosen].act, OFFICER)
    assert contents(store) == before
    assert [one == ELSEWHERE.hex() for one in places(store)[:4]] == [True, False, True, False]
    assert to_undo(store).title == "Lập sổ"
    with pytest.raises(CannotUndo, match="đã được hoàn tác rồi"):
        undo(store, entries(store)[2 + chosen].act, OFFICER)
    redo(store, to_redo(store).act, OFFICER)
    assert contents(store) == after
    assert to_redo(store) is None
    undo(store, to_undo(store).act, OFFICER)
    assert contents(store) == before
    assert faults_of(store) == []


def test_what_was_changed_since_is_taken_back_in_neither(store, book):
    tell_two_books(store, book)
    with store.write("Sửa tiếp", OFFICER) as act:
        act.update("household", book.households[0], {"note": "khác"})
    before, journal = contents(store), count(store, "act")
    with pytest.raises(CannotUndo, match="Sửa tiếp"):
        undo(store, entries(store)[1].act, OFFICER)
    assert (contents(store), count(store, "act")) == (before, journal)
