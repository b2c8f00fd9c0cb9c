"""Writing: all or nothing, and remembered to the field."""

from __future__ import annotations

import sqlite3
from base64 import b64encode
from datetime import datetime

import pytest
from sqlcipher3 import dbapi2 as sqlite

from app.errors import StoreFault
from app.store import Store, faults
from app.store.check import faults_of
from app.store.undo import undo

from .book import KEY, NODE, OFFICER, changes, contents, count, field, found


def acts(store: Store) -> int:
    return count(store, "act")


def test_what_is_written_stands_after_reopening(tmp_path, wall):
    path = tmp_path / "a.soban"
    with Store.create(path, KEY, NODE, wall) as store:
        found(store)
        before = contents(store)
    with Store.open(path, KEY) as store:
        assert contents(store) == before
        assert store.node == NODE


def test_an_exception_inside_undoes_everything(store):
    book = found(store)
    before, journal = contents(store), acts(store)
    with pytest.raises(ZeroDivisionError), store.write("Sửa", OFFICER) as act:
        act.insert("place", [{"level": "village", "name": "Bản Sai"}])
        act.update("person", book.persons[0], {"name": "Sai"})
        act.delete("household", book.households)
        raise ZeroDivisionError
    assert contents(store) == before
    assert acts(store) == journal
    assert store.find("sai").hits == ()
    assert faults_of(store) == []


def test_a_row_that_the_schema_refuses_undoes_everything(store):
    book = found(store)
    before = contents(store)
    with pytest.raises(sqlite.IntegrityError), store.write("Sửa", OFFICER) as act:
        act.update("person", book.persons[0], {"name": "Khác"})
        act.insert("place", [{"level": "village", "name": "Được"}, {"level": "village", "name": ""}])
    assert contents(store) == before


def test_a_reference_to_nothing_is_refused_at_the_end(store):
    with pytest.raises(sqlite.IntegrityError), store.write("Thêm", OFFICER) as act:
        act.insert("household", [{"place": b"?" * 16}])
    assert count(store, "household") == 0
    assert acts(store) == 0


def test_references_may_come_before_what_they_name(store):
    with store.write("Thêm", OFFICER) as act:
        village = b"v" * 16
        act.insert("household", [{"place": village}])
        act.insert("place", [{"id": village, "level": "village", "name": "Bản Mây"}])
    assert count(store, "household") == 1


def test_a_failed_change_that_the_caller_passes_over_cannot_be_kept(store):
    book = found(store)
    before = contents(store)
    with pytest.raises(RuntimeError, match="cannot be kept"), store.write("Sửa", OFFICER) as act:
        try:
            act.insert("place", [{"level": "village", "name": "Được"}, {"level": "village", "name": ""}])
        except sqlite.IntegrityError:
            act.update("person", book.persons[0], {"note": "tiếp tục"})
    assert contents(store) == before


def test_a_full_disk_undoes_everything_and_is_told_in_words(store):
    book = found(store)
    before = contents(store)
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(faults.DiskFull) as told, store.write("Nhập nhiều", OFFICER) as act:
        act.update("person", book.persons[0], {"note": "trước khi đầy"})
        act.insert("place", [{"level": "village", "name": f"Bản {n} {'x' * 100}"} for n in range(2000)])
    assert "ổ đĩa đã đầy" in str(told.value)
    assert contents(store) == before
    store.connection.execute("PRAGMA max_page_count = 100000")
    with store.write("Làm lại", OFFICER) as act:
        act.update("person", book.persons[0], {"note": "sau khi dọn"})
    assert field(store, "person", book.persons[0], "note") == "sau khi dọn"
    assert faults_of(store) == []


def test_a_full_disk_while_the_journal_is_written_undoes_everything(store):
    found(store)
    before = contents(store)
    with pytest.raises(faults.DiskFull), store.write("Nhập nhiều", OFFICER) as act:
        act.insert("place", [{"level": "village", "name": f"Bản {n}"} for n in range(2000)])
        pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {pages}")
    assert contents(store) == before
    assert acts(store) == 1


def test_an_insert_records_every_field_that_is_said_and_no_other(store):
    with store.write("Thêm hộ", OFFICER) as act:
        (village,) = act.insert("place", [{"level": "village", "name": "Bản Mây"}])
        (home,) = act.insert(
            "household",
            [{"place": village, "declared_size": None, "groups": {"merit": True, "other": None}}],
        )
        (person,) = act.insert("person", [{"name": "Giàng A Páo"}])
    assert changes(store, store.done.act) == [
        ("place", village, "insert", {}, {"level": "village", "name": "Bản Mây"}),
        ("household", home, "insert", {}, {"place": b64encode(village).decode(), "groups.merit": True}),
        ("person", person, "insert", {}, {"name": "Giàng A Páo"}),
    ]
    assert field(store, "household", home, "groups") == {"merit": True}
    assert field(store, "person", person, "folded") == "giang a pao"


def test_an_update_records_only_what_changed(store):
    book = found(store)
    with store.write("Sửa", OFFICER) as act:
        changed = act.update(
            "person", book.persons[0], {"name": "Giàng A Páo", "birth": "1981", "sex": "male"}
        )
    assert changed
    assert changes(store, store.done.act) == [
        (
            "person",
            book.persons[0],
            "update",
            {"birth": "1980", "sex": None},
            {"birth": "1981", "sex": "male"},
        )
    ]


def test_a_map_is_recorded_key_by_key(store):
    book = found(store)
    home = book.households[0]
    with store.write("Sửa", OFFICER) as act:
        act.update("household", home, {"groups": {"merit": True, "minority": True}})
        act.update("household", home, {"groups": {"minority": None, "with.dot": "x"}, "code": "009"})
    assert field(store, "household", home, "groups") == {"merit": True, "with.dot": "x"}
    assert changes(store, store.done.act) == [
        ("household", home, "update", {"groups.merit": None}, {"groups.merit": True}),
        (
            "household",
            home,
            "update",
            {"groups.minority": True, "groups.with.dot": None, "code": "001"},
            {"groups.minority": None, "groups.with.dot": "x", "code": "009"},
        ),
    ]


def test_a_key_of_another_record_is_recorded_and_taken_back(store):
    book = found(store)
    with store.write("Tách hộ", OFFICER) as act:
        act.update("household", book.households[1], {"origin": book.households[0]})
        act.update("household", book.households[1], {"origin": None})
    assert [told[4] for told in changes(store, store.done.act)] == [
        {"origin": b64encode(book.households[0]).decode()},
        {"origin": None},
    ]


def test_a_map_has_one_text_however_it_came_about(store):
    book = found(store)
    with store.write("Sửa", OFFICER) as act:
        act.update("household", book.households[0], {"groups": {"a": 1, "minority": None}})
        act.update("household", book.households[0], {"groups": {"b": 2}})
        act.update("household", book.households[1], {"groups": {"b": 2, "a": 1}})
    texts = store.connection.execute("SELECT DISTINCT groups FROM household").fetchall()
    assert texts == [('{"a":1,"b":2}',)]


def test_nothing_is_recorded_when_nothing_changes(store):
    book = found(store)
    with store.write("Không đổi", OFFICER) as act:
        assert act.insert("person", []) == []
        assert not act.update("person", book.persons[0], {"name": "Giàng A Páo", "birth": "1980"})
        assert not act.update("household", book.households[0], {"groups": {"minority": True, "merit": None}})
        act.restore("person", book.persons)
    assert acts(store) == 1
    assert store.done.act == 0
    assert store.done.tables == frozenset()
    assert store.done.rows == frozenset()


def test_deleting_is_a_mark_that_can_be_taken_away(store):
    book = found(store)
    with store.write("Xóa", OFFICER) as act:
        act.delete("person", book.persons)
        act.delete("person", book.persons)
    assert [told[2:] for told in changes(store, store.done.act)] == [
        ("delete", {"deleted": 0}, {"deleted": 1})
    ] * 2
    assert field(store, "person", book.persons[0], "name") == "Giàng A Páo"
    with store.write("Lấy lại", OFFICER) as act:
        act.restore("person", book.persons[:1])
    assert [told[2:] for told in changes(store, store.done.act)] == [
        ("restore", {"deleted": 1}, {"deleted": 0})
    ]


@pytest.mark.parametrize("verb", ["delete", "restore"])
def test_a_record_that_is_not_there_is_a_mistake_of_the_program(store, verb):
    with pytest.raises(KeyError), store.write("Sửa", OFFICER) as act:
        act.update("person", b"?" * 16, {"note": "x"})
    with pytest.raises(KeyError), store.write("Sửa", OFFICER) as act:
        getattr(act, verb)("person", [b"?" * 16])


def test_a_column_that_is_not_there_is_a_mistake_of_the_program(store):
    with pytest.raises(sqlite.OperationalError), store.write("Thêm", OFFICER) as act:
        act.insert("person", [{"name": "Giàng A Páo", "nickname": "?"}])
    with pytest.raises(ValueError, match="same columns"), store.write("Thêm", OFFICER) as act:
        act.insert("person", [{"name": "Giàng A Páo"}, {"name": "Lò Văn Ún", "note": "mất"}])
    assert count(store, "person") == 0


def statistics(store, act, village, households, year=2026):
    return act.insert("place_count", [{"place": village, "year": year, "households": households}])


def test_what_can_be_there_only_once_is_brought_up_to_date(store):
    book = found(store)
    with store.write("Nhập số dân", OFFICER) as act:
        (first,) = statistics(store, act, book.village, 120)
        (other,) = statistics(store, act, book.village, 118, 2025)
    with store.write("Nhập lại", OFFICER) as act:
        assert statistics(store, act, book.village, 125) == [first]
        assert statistics(store, act, book.village, 118, 2025) == [other]
    assert count(store, "place_count") == 2
    assert changes(store, store.done.act) == [
        ("place_count", first, "update", {"households": 120}, {"households": 125})
    ]


def test_what_can_be_there_only_once_comes_back_after_its_deletion(store):
    book = found(store)
    with store.write("Nhập số dân", OFFICER) as act:
        (key,) = statistics(store, act, book.village, 120)
    undo(store, store.done.act, OFFICER)
    with store.write("Nhập lại", OFFICER) as act:
        assert statistics(store, act, book.village, 125) == [key]
    assert [told[2] for told in changes(store, store.done.act)] == ["restore", "update"]
    undo(store, store.done.act, OFFICER)
    assert field(store, "place_count", key, "deleted") == 1
    assert faults_of(store) == []


def test_one_act_at_a_time(store):
    with store.write("Ngoài", OFFICER) as act:
        act.insert("place", [{"level": "village", "name": "Bản Mây"}])
        with pytest.raises(RuntimeError, match="in progress"), store.write("Trong", OFFICER):
            pass
        act.insert("place", [{"level": "village", "name": "Bản Gió"}])
    assert count(store, "place") == 2
    with store.write("Sau", OFFICER) as act:
        act.insert("place", [{"level": "village", "name": "Bản Nắng"}])
    assert count(store, "place") == 3


def test_watchers_are_told_what_changed_and_only_of_what_is_kept(store):
    told = []
    store.watchers.append(told.append)
    book = found(store)
    with pytest.raises(ZeroDivisionError), store.write("Hỏng", OFFICER) as act:
        act.delete("person", book.persons)
        raise ZeroDivisionError
    with store.write("Sửa tên", OFFICER) as act:
        act.update("person", book.persons[1], {"name": "Lò Văn Inh"})
    assert [done.title for done in told] == ["Lập sổ", "Sửa tên"]
    assert told[0].tables == {"place", "household", "person", "membership"}
    assert told[0].rows == {book.village, *book.households, *book.persons, *book.memberships}
    assert (told[1].tables, told[1].rows) == ({"person"}, {book.persons[1]})
    assert told[1] == store.done


def test_a_watcher_may_write_in_its_turn(store):
    def follow(done):
        if done.title == "Sửa":
            with store.write("Theo sau", OFFICER) as act:
                act.insert("place", [{"level": "village", "name": "Bản Gió"}])

    store.watchers.append(follow)
    with store.write("Sửa", OFFICER) as act:
        act.insert("place", [{"level": "village", "name": "Bản Mây"}])
    assert count(store, "place") == 2


def test_an_act_says_who_what_and_when(store, wall):
    found(store)
    wall.milliseconds += 61_000
    with store.write("Đổi tên bản", "Lò Văn Ún") as act:
        act.insert("place", [{"level": "village", "name": "Bản Gió"}])
    told = store.connection.execute(
        "SELECT seq, actor, title, kind, changes, hlc FROM act ORDER BY id"
    ).fetchall()
    assert [row[:5] for row in told] == [
        (1, OFFICER, "Lập sổ", "do", 7),
        (2, "Lò Văn Ún", "Đổi tên bản", "do", 1),
    ]
    assert told[1][5] - told[0][5] == 61_000 << 16
    first, second = (at for (at,) in store.connection.execute("SELECT at FROM act ORDER BY id"))
    assert datetime.fromisoformat(first).timestamp() * 1000 == wall.milliseconds - 61_000
    assert datetime.fromisoformat(second).timestamp() * 1000 == wall.milliseconds


def test_the_stream_is_that_of_the_store_s_own_place(store):
    found(store)
    store.set_meta("place", b"p" * 16)
    with store.write("Thêm", OFFICER) as act:
        act.insert("place", [{"level": "village", "name": "Bản Gió"}])
    assert store.place == b"p" * 16
    streams = store.connection.execute("SELECT place FROM stream ORDER BY id").fetchall()
    assert streams == [("*",), ((b"p" * 16).hex(),)]
    told = store.connection.execute("SELECT seq, seen FROM act ORDER BY id").fetchall()
    assert told == [(1, "{}"), (1, f'{{"{store.node.hex()}/*": 1}}')]
    with store.write("Thêm nữa", OFFICER) as act:
        act.insert("place", [{"level": "village", "name": "Bản Nắng"}])
    assert store.connection.execute("SELECT seen FROM act ORDER BY id DESC").fetchone() == ("{}",)
    assert faults_of(store) == []


def test_the_file_is_held_under_its_key_alone(store, tmp_path):
    found(store)
    store.copy(tmp_path / "copy.soban")
    data = (tmp_path / "copy.soban").read_bytes()
    assert b"SQLite" not in data
    assert "Giàng".encode() not in data
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(tmp_path / "copy.soban").execute("SELECT * FROM person")


def test_a_fault_of_the_program_passes_as_it_is(store):
    with pytest.raises(sqlite.OperationalError), faults.in_words(store.path):
        store.connection.execute("SELECT * FROM nowhere")
    assert not issubclass(sqlite.OperationalError, StoreFault)


def test_what_can_be_there_only_once_is_made_again_without_its_former_life(store):
    book = found(store)
    with store.write("Mở đợt", OFFICER) as act:
        told = {
            "place": book.village,
            "year": 2026,
            "kind": "periodic",
            "state": "open",
            "source": "surveyed",
        }
        (review,) = act.insert("review_round", [told])
    home = book.households[0]
    named = {"round": review, "household": home, "place": book.village, "origin": "added"}
    with store.write("Thêm", OFFICER) as act:
        former = {**named, "state": "begun", "answers": {"water": "well"}, "size": 4}
        (key,) = act.insert("review_case", [former])
    with store.write("Xóa", OFFICER) as act:
        act.delete("review_case", [key])
    with store.write("Thêm lại", OFFICER) as act:
        again = {**named, "state": "done", "answers": {"latrine": "none"}}
        assert act.insert("review_case", [again]) == [key]
    row = store.schema["review_case"].current(store.connection, key)
    assert (row["state"], row["size"], row["deleted"], row["answers.latrine"]) == ("done", None, 0, "none")
    assert "answers.water" not in row


def test_verbs_inside_one_act_are_one_act_with_its_title(store):
    before = store.connection.execute("SELECT count(*) FROM act").fetchone()[0]
    with store.as_one("Cả danh sách", "Vàng Thị Mỷ"):
        for key in ("a", "b"):
            with store.write(f"Đặt {key}", "Vàng Thị Mỷ") as act:
                act.insert("setting", [{"key": key, "value": "1"}])
    assert store.connection.execute("SELECT count(*) FROM act").fetchone()[0] == before + 1
    assert (store.done.title, len(store.done.rows)) == ("Cả danh sách", 2)


def test_a_fault_in_a_later_verb_takes_the_earlier_ones_back(store):
    with pytest.raises(ValueError, match="half way"), store.as_one("Cả danh sách", "Vàng Thị Mỷ"):
        with store.write("Đặt a", "Vàng Thị Mỷ") as act:
            act.insert("setting", [{"key": "a", "value": "1"}])
        raise ValueError("half way")
    assert store.connection.execute("SELECT count(*) FROM setting WHERE key = 'a'").fetchone() == (0,)
    with store.write("Đặt b", "Vàng Thị Mỷ") as act:  # the next act is an act of its own again
        act.insert("setting", [{"key": "b", "value": "1"}])
    assert store.done.title == "Đặt b"


def test_a_verb_about_another_place_is_no_part_of_one_act(store):
    with (
        pytest.raises(RuntimeError, match="own place"),
        store.as_one("Cả danh sách", "Vàng Thị Mỷ"),
        store.write("Ở nơi khác", "Vàng Thị Mỷ", about=b"n" * 16),
    ):
        pass
