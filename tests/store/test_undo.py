"""Undo and redo: what an officer gets back, and what is refused, in words."""

from __future__ import annotations

import pytest

from app.errors import Cancelled
from app.store.check import faults_of
from app.store.undo import CannotUndo, entries, redo, to_redo, to_undo, undo

from .book import OFFICER, contents, count, field, found


def write(store, title, *steps):
    with store.write(title, OFFICER) as act:
        for verb, *arguments in steps:
            getattr(act, verb)(*arguments)
    return store.done.act


def refused(store, way, act):
    """The words of a refusal, after which everything stands as it did."""
    before, acts = contents(store), count(store, "act")
    with pytest.raises(CannotUndo) as told:
        way(store, act, OFFICER)
    assert contents(store) == before
    assert count(store, "act") == acts
    assert store.find("pao").hits == store.find("páo").hits
    assert faults_of(store) == []
    return str(told.value)


def test_undo_brings_back_and_redo_does_again(store):
    book = found(store)
    before = contents(store)
    act = write(
        store,
        "Sửa nhiều",
        ("update", "person", book.persons[0], {"name": "Giàng A Chống", "birth": ""}),
        ("update", "household", book.households[0], {"groups": {"minority": None, "merit": True}}),
        ("delete", "membership", book.memberships),
        ("insert", "person", [{"name": "Sùng A Tủa"}]),
    )
    after = contents(store)

    done = undo(store, act, "Lò Văn Ún")
    assert done.title == "Hoàn tác: Sửa nhiều"
    assert done.tables == {"person", "household", "membership"}
    taken_back = contents(store)
    added = taken_back["person"].keys() - before["person"].keys()
    assert [taken_back["person"].pop(key)["deleted"] for key in added] == [1]
    assert taken_back == before
    assert store.find("tua").hits == ()

    assert redo(store, act, OFFICER).title == "Làm lại: Sửa nhiều"
    assert contents(store) == after
    assert [(e.title, e.kind, bool(e.undone)) for e in entries(store)] == [
        ("Làm lại: Sửa nhiều", "redo", False),
        ("Hoàn tác: Sửa nhiều", "undo", False),
        ("Sửa nhiều", "do", False),
        ("Lập sổ", "do", False),
    ]


def test_undo_goes_back_step_by_step_and_redo_forward(store):
    book = found(store)
    write(store, "Hai", ("update", "person", book.persons[0], {"note": "hai"}))
    write(store, "Ba", ("update", "person", book.persons[0], {"note": "ba"}))
    assert to_redo(store) is None
    for title, note in (("Ba", "hai"), ("Hai", "")):
        entry = to_undo(store)
        assert (entry.title, bool(entry.undone)) == (title, False)
        undo(store, entry.act, OFFICER)
        assert field(store, "person", book.persons[0], "note") == note
    assert to_undo(store).title == "Lập sổ"
    for title, note in (("Hai", "hai"), ("Ba", "ba")):
        entry = to_redo(store)
        assert (entry.title, bool(entry.undone)) == (title, True)
        redo(store, entry.act, OFFICER)
        assert field(store, "person", book.persons[0], "note") == note
    assert to_redo(store) is None


def test_something_new_ends_redo(store):
    book = found(store)
    undo(store, write(store, "Hai", ("update", "person", book.persons[0], {"note": "hai"})), OFFICER)
    assert to_redo(store).title == "Hai"
    write(store, "Mới", ("update", "person", book.persons[1], {"note": "mới"}))
    assert to_redo(store) is None


def test_an_empty_store_has_nothing_to_undo(store):
    assert to_undo(store) is None
    assert to_redo(store) is None
    assert entries(store) == []


def test_the_history_of_one_record(store):
    book = found(store)
    write(store, "Sửa Páo", ("update", "person", book.persons[0], {"note": "x"}))
    write(store, "Sửa Ún", ("update", "person", book.persons[1], {"note": "x"}))
    assert [entry.title for entry in entries(store, book.persons[0])] == ["Sửa Páo", "Lập sổ"]
    assert [entry.title for entry in entries(store, limit=1)] == ["Sửa Ún"]
    (newest,) = entries(store, limit=1)
    assert (newest.actor, newest.changes) == (OFFICER, 1)


def test_an_older_act_is_undone_when_nothing_builds_on_it(store):
    book = found(store)
    act = write(store, "Ghi chú", ("update", "person", book.persons[0], {"note": "x"}))
    write(store, "Năm sinh", ("update", "person", book.persons[0], {"birth": "1979"}))
    write(store, "Nhóm", ("update", "household", book.households[0], {"groups": {"merit": True}}))
    undo(store, act, OFFICER)
    assert field(store, "person", book.persons[0], "note") == ""
    assert field(store, "person", book.persons[0], "birth") == "1979"


def test_two_answers_of_one_map_do_not_hinder_each_other(store):
    book = found(store)
    act = write(store, "Có công", ("update", "household", book.households[0], {"groups": {"merit": True}}))
    write(store, "Chủ nữ", ("update", "household", book.households[0], {"groups": {"woman": True}}))
    undo(store, act, OFFICER)
    assert field(store, "household", book.households[0], "groups") == {"minority": True, "woman": True}


def test_the_same_field_changed_later_refuses_and_names_the_later_act(store):
    book = found(store)
    act = write(store, "Đổi tên", ("update", "person", book.persons[0], {"name": "Giàng A Chống"}))
    write(store, "Đổi tên lần hai", ("update", "person", book.persons[0], {"name": "Giàng A Lử"}))
    words = refused(store, undo, act)
    assert "“Đổi tên lần hai”" in words
    assert words.endswith(".")
    undo(store, act + 1, OFFICER)
    undo(store, act, OFFICER)
    assert field(store, "person", book.persons[0], "name") == "Giàng A Páo"


def test_a_new_record_that_was_worked_on_later_is_not_taken_away(store):
    found(store)
    act = write(store, "Thêm người", ("insert", "person", [{"name": "Sùng A Tủa"}]))
    ((key, *_),) = [told for told in contents(store)["person"].items() if told[1]["name"] == "Sùng A Tủa"]
    write(store, "Ghi số điện thoại", ("update", "person", key, {"phone": "0912345678"}))
    assert "“Ghi số điện thoại”" in refused(store, undo, act)


def test_a_new_record_whose_map_was_filled_later_is_not_taken_away(store):
    book = found(store)
    home = b"h" * 16
    act = write(store, "Thêm hộ", ("insert", "household", [{"id": home, "place": book.village}]))
    write(store, "Ghi nhóm", ("update", "household", home, {"groups": {"merit": True}}))
    assert "“Ghi nhóm”" in refused(store, undo, act)


def test_a_new_record_that_was_deleted_later_is_not_deleted_twice(store):
    found(store)
    act = write(store, "Thêm người", ("insert", "person", [{"id": b"p" * 16, "name": "Sùng A Tủa"}]))
    write(store, "Xóa người", ("delete", "person", [b"p" * 16]))
    assert "“Xóa người”" in refused(store, undo, act)


def test_what_later_records_belong_to_is_not_taken_away(store):
    book = found(store)
    act = write(store, "Thêm hộ", ("insert", "household", [{"id": b"h" * 16, "place": book.village}]))
    member = {"household": b"h" * 16, "person": book.persons[0]}
    write(store, "Chuyển vào", ("insert", "membership", [member]))
    assert "“Chuyển vào”" in refused(store, undo, act)


def test_what_belongs_to_a_record_deleted_later_is_not_brought_back(store):
    book = found(store)
    act = write(store, "Xóa khẩu", ("delete", "membership", book.memberships[:1]))
    write(store, "Xóa hộ", ("delete", "household", book.households[:1]))
    assert "“Xóa hộ”" in refused(store, undo, act)
    undo(store, act + 1, OFFICER)
    undo(store, act, OFFICER)
    assert field(store, "membership", book.memberships[0], "deleted") == 0


def test_a_household_does_not_go_back_to_a_village_deleted_later(store):
    book = found(store)
    write(store, "Thêm bản", ("insert", "place", [{"id": b"v" * 16, "level": "village", "name": "Bản Gió"}]))
    moves = [("update", "household", home, {"place": b"v" * 16}) for home in book.households]
    act = write(store, "Chuyển bản", *moves)
    write(store, "Xóa bản", ("delete", "place", [book.village]))
    assert "“Xóa bản”" in refused(store, undo, act)


def test_a_record_that_stood_on_a_deleted_one_before_comes_back_as_it_was(store):
    book = found(store)
    write(store, "Xóa hộ", ("delete", "household", book.households[:1]))
    act = write(store, "Xóa khẩu", ("delete", "membership", book.memberships[:1]))
    undo(store, act, OFFICER)
    assert field(store, "membership", book.memberships[0], "deleted") == 0
    redo(store, act, OFFICER)
    assert field(store, "membership", book.memberships[0], "deleted") == 1


def test_deleting_again_what_others_belonged_to_all_along_is_done(store):
    book = found(store)
    act = write(store, "Xóa hộ", ("delete", "household", book.households[:1]))
    undo(store, act, OFFICER)
    redo(store, act, OFFICER)
    assert field(store, "household", book.households[0], "deleted") == 1


def test_redo_is_refused_when_the_record_is_no_more_as_undo_left_it(store):
    book = found(store)
    act = write(store, "Đổi tên", ("update", "person", book.persons[0], {"name": "Giàng A Chống"}))
    undo(store, act, OFFICER)
    write(store, "Tên khác", ("update", "person", book.persons[0], {"name": "Giàng A Lử"}))
    assert "“Tên khác”" in refused(store, redo, act)


def test_redo_names_the_undo_that_came_in_between(store):
    book = found(store)
    first = write(store, "Một", ("update", "person", book.persons[0], {"note": "một"}))
    second = write(store, "Hai", ("update", "person", book.persons[0], {"note": "hai"}))
    undo(store, second, OFFICER)
    undo(store, first, OFFICER)
    assert "“Hoàn tác: Một”" in refused(store, redo, second)


def test_undoing_twice_and_redoing_what_stands_are_refused(store):
    book = found(store)
    act = write(store, "Đổi tên", ("update", "person", book.persons[0], {"name": "Giàng A Chống"}))
    assert "vẫn còn hiệu lực" in refused(store, redo, act)
    undo(store, act, OFFICER)
    assert "đã được hoàn tác rồi" in refused(store, undo, act)
    assert "chỉ là một lần hoàn tác" in refused(store, undo, act + 1)
    assert "không có việc số 99" in refused(store, undo, 99)


def test_two_thousand_new_rows_are_taken_back_and_come_again(store):
    book = found(store)
    before = contents(store)
    rows = [{"place": book.village, "code": f"{n:04}", "address": "Bản Gió"} for n in range(2000)]
    act = write(store, "Nhập danh sách", ("insert", "household", rows))
    assert store.find("1999").more is False
    undo(store, act, OFFICER)
    living = {key: row for key, row in contents(store)["household"].items() if not row["deleted"]}
    assert living == before["household"]
    assert store.find("1999").hits == ()
    redo(store, act, OFFICER)
    assert [hit.code for hit in store.find("1999").hits] == ["1999"]
    assert faults_of(store) == []


def test_a_stopped_undo_changes_nothing(store):
    class Impatient:
        def step(self, done, total, doing):
            if done:
                raise Cancelled("Đã dừng.")

    book = found(store)
    act = write(store, "Đổi", ("update", "person", book.persons[0], {"note": "x"}))
    before = contents(store)
    with pytest.raises(Cancelled):
        undo(store, act, OFFICER, Impatient())
    assert contents(store) == before
    assert undo(store, act, OFFICER).title == "Hoàn tác: Đổi"


def test_steps_of_one_act_on_one_record_are_taken_back_in_reverse(store):
    found(store)
    before = contents(store)
    key = b"p" * 16
    act = write(
        store,
        "Nhiều bước",
        ("insert", "person", [{"id": key, "name": "Sùng A Tủa"}]),
        ("update", "person", key, {"name": "Sùng A Chu"}),
        ("delete", "person", [key]),
        ("restore", "person", [key]),
    )
    undo(store, act, OFFICER)
    taken = contents(store)
    assert taken["person"].pop(key)["deleted"] == 1
    assert taken == before
    redo(store, act, OFFICER)
    assert field(store, "person", key, "name") == "Sùng A Chu"
    assert len(store.find("chu").hits) == 0  # a person without a household
    assert faults_of(store) == []
