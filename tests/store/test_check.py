"""The check of a store names each fault, and says nothing of a sound one."""

from __future__ import annotations

import pytest

from app.store import Store
from app.store.check import faults_of
from app.store.faults import StoreDamaged
from app.store.file import PAGE

from .book import KEY, OFFICER, found


@pytest.fixture
def book(store):
    """The small book with three acts more."""
    made = found(store)
    with store.write("Đổi tên", OFFICER) as act:
        act.update("person", made.persons[0], {"name": "Giàng A Chống"})
    with store.write("Xóa hộ", OFFICER) as act:
        act.delete("household", made.households[1:])
    with store.write("Ghi chú", OFFICER) as act:
        act.update("person", made.persons[1], {"note": "x"})
    return made


def break_with(store, *statements):
    store.connection.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        store.connection.execute(*statement)
    store.connection.execute("PRAGMA foreign_keys = ON")


def test_a_sound_store_has_no_faults(store, book):
    assert faults_of(store) == []


def test_an_empty_store_has_no_faults(store):
    assert faults_of(store) == []


def test_a_byte_altered_in_any_page_is_named_or_opening_refused(store, book):
    store.close()
    data = store.path.read_bytes()
    pages = len(data) // PAGE
    for page in range(3, pages + 1):  # page 2 holds what opening itself reads
        altered = bytearray(data)
        altered[(page - 1) * PAGE + 1234] ^= 1
        store.path.write_bytes(altered)
        try:
            with Store.open(store.path, KEY) as opened:
                named = faults_of(opened) == [
                    f"Trang dữ liệu hỏng: HMAC verification failed for page {page}."
                ]
        except StoreDamaged:
            named = True
        assert named, page


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE act SET title = 'Đổi họ' WHERE seq = 2",
        "UPDATE act SET at = '2020-01-01T00:00:00+07:00' WHERE seq = 2",
        "UPDATE act SET actor = 'Ai đó' WHERE seq = 2",
        "UPDATE act SET prev_hash = hash WHERE seq = 2",
        'UPDATE change SET after = \'{"name":"Khác"}\' WHERE act = (SELECT id FROM act WHERE seq = 2)',
        "UPDATE change SET op = 'delete' WHERE act = (SELECT id FROM act WHERE seq = 2)",
        "UPDATE change SET row = zeroblob(16) WHERE act = (SELECT id FROM act WHERE seq = 2)",
        "DELETE FROM change WHERE act = (SELECT id FROM act WHERE seq = 2)",
        "INSERT INTO change SELECT act, 9, tab, row, op, before, after FROM change"
        " WHERE act = (SELECT id FROM act WHERE seq = 2)",
    ],
)
def test_an_altered_act_is_named(store, book, statement):
    break_with(store, (statement,))
    (fault,) = faults_of(store)
    assert "Nhật ký bị sửa ở việc số 2" in fault
    assert fault.endswith(").")


def test_an_altered_hash_is_named_where_the_chain_breaks(store, book):
    break_with(store, ("UPDATE act SET hash = zeroblob(32) WHERE seq = 2",))
    told = faults_of(store)
    assert [fault for fault in told if "việc số 2" in fault]
    assert [fault for fault in told if "việc số 3" in fault]


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_missing_act_is_named(store, book, seq):
    break_with(
        store,
        ("DELETE FROM change WHERE act = (SELECT id FROM act WHERE seq = ?)", (seq,)),
        ("DELETE FROM act WHERE seq = ?", (seq,)),
    )
    (fault,) = faults_of(store)
    assert f"Nhật ký thiếu việc số {seq} " in fault


def test_the_last_act_missing_is_seen_by_its_changes(store, book):
    break_with(store, ("DELETE FROM act WHERE seq = 4",))
    (fault,) = faults_of(store)
    assert fault == "Bảng change có dòng trỏ đến dòng không có trong bảng act."


def test_a_broken_reference_is_named(store, book):
    break_with(store, ("UPDATE membership SET household = zeroblob(16) WHERE id = ?", book.memberships[:1]))
    assert faults_of(store) == ["Bảng membership có dòng trỏ đến dòng không có trong bảng household."]


@pytest.mark.parametrize("column", ["folded", "sort_key"])
def test_a_wrong_derived_column_is_named(store, book, column):
    break_with(
        store,
        (f"UPDATE person SET {column} = 'x' || substr({column}, 1, 0) WHERE {column} <> ''",)
        if column == "folded"
        else ("UPDATE person SET sort_key = x'00'",),
    )
    told = faults_of(store)
    assert "2 dòng của bảng person có khóa sắp xếp sai." in told


def number(store, row):
    """The number of a row in the search index."""
    return store.connection.execute("SELECT id FROM search_row WHERE row = ?", (row,)).fetchone()[0]


def test_a_row_missing_from_the_search_index_is_named(store, book):
    row = number(store, book.persons[0])
    break_with(
        store, ("DELETE FROM search_row WHERE id = ?", (row,)), ("DELETE FROM search WHERE rowid = ?", (row,))
    )
    assert faults_of(store) == ["Mục lục tìm kiếm thiếu hoặc sai 1 dòng của bảng person."]


@pytest.mark.parametrize("words", ["giang a pao", "giang a", "giang a chong thua"])
def test_other_words_in_the_search_index_are_named(store, book, words):
    row = number(store, book.persons[0])
    break_with(
        store,
        ("DELETE FROM search WHERE rowid = ?", (row,)),
        ("INSERT INTO search (rowid, words) VALUES (?, ?)", (row, words)),
    )
    assert faults_of(store) == ["Mục lục tìm kiếm thiếu hoặc sai 1 dòng của bảng person."]


def test_a_place_out_of_order_in_the_search_index_is_named(store, book):
    first, second = (number(store, person) for person in book.persons)
    break_with(
        store,
        ("UPDATE search_row SET id = -1 WHERE id = ?", (first,)),
        ("UPDATE search_row SET id = ? WHERE id = ?", (first, second)),
        ("UPDATE search_row SET id = ? WHERE id = -1", (second,)),
    )
    assert faults_of(store) == ["Mục lục tìm kiếm thiếu hoặc sai 2 dòng của bảng person."]


def test_a_deleted_row_left_in_the_search_index_is_named(store, book):
    free = number(store, book.households[0]) + 1
    break_with(
        store,
        ("INSERT INTO search_row (id, row) VALUES (?, ?)", (free, book.households[1])),
        ("INSERT INTO search (rowid, words) VALUES (?, '002')", (free,)),
    )
    assert faults_of(store) == ["Mục lục tìm kiếm còn 1 dòng không còn trong sổ."]


def test_words_without_a_row_are_named(store, book):
    break_with(store, ("INSERT INTO search (rowid, words) VALUES (1, 'thua')",))
    assert faults_of(store) == ["Mục lục tìm kiếm còn 1 dòng không còn trong sổ."]


def test_what_the_schema_forbids_is_named(store, book):
    forbidden = "UPDATE person SET sex = 'x'"
    ignore = "PRAGMA ignore_check_constraints = "
    break_with(store, (ignore + "ON",), (forbidden,), (ignore + "OFF",))
    assert [fault for fault in faults_of(store) if "CHECK constraint failed in person" in fault]


def test_several_faults_are_named_together(store, book):
    break_with(
        store,
        ("UPDATE act SET title = 'Khác' WHERE seq = 2",),
        ("UPDATE membership SET person = zeroblob(16)",),
        ("INSERT INTO search (rowid, words) VALUES (1, 'thua')",),
    )
    told = "\n".join(faults_of(store))
    for words in ("bảng person.", "việc số 2", "không còn trong sổ"):
        assert words in told
