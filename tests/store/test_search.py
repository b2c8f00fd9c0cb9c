"""What an officer finds while typing."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.store.check import faults_of
from app.store.index import entry, group_of, numbers_of, rebuild
from app.store.tables import complete
from app.vietnamese import sort_key

from . import naive
from .book import OFFICER, contents, found


def add_person(store, name, code="", **fields):
    """A person alone in a household of the village; gives both keys."""
    (village,) = next(iter(store.connection.execute("SELECT id FROM place")), (None,))
    with store.write(f"Thêm {name}", OFFICER) as act:
        village = village or act.insert("place", [{"level": "village", "name": "Bản Mây"}])[0]
        (home,) = act.insert("household", [{"place": village, "code": code}])
        (person,) = act.insert("person", [{"name": name, **fields}])
        act.insert("membership", [{"household": home, "person": person, "head": 1}])
    return home, person


def names(store, text, limit=50):
    return [hit.name for hit in store.find(text, limit).hits]


@pytest.mark.parametrize(
    "text",
    ["dang", "Đặng", "ĐẶNG", "on", "ỏn", "dang on", "on dang", "da thi o", "  đặng   ỏn ", "hoa", "Đặng-Hoà"],
)
def test_a_name_is_found_by_any_of_its_words_without_accents(store, text):
    add_person(store, "Đặng Thị Hoà Ỏn")
    add_person(store, "Giàng A Páo")
    assert names(store, text) == ["Đặng Thị Hoà Ỏn"]


@pytest.mark.parametrize(
    ("name", "text"),
    [("H'Hen Niê", "hhen"), ("H'Hen Niê", "nie"), ("Điểu K'Bôi", "kboi"), ("Y Bliă Niê", "blia")],
)
def test_names_with_apostrophes_and_other_letters_are_found(store, name, text):
    add_person(store, name)
    assert names(store, text) == [name]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("014080001234", ["Giàng A Páo"]),
        ("0140", ["Giàng A Páo", "Lò Văn Ún"]),
        ("1234", ["Giàng A Páo"]),
        ("234", ["Giàng A Páo"]),
        ("014 080 001234", ["Giàng A Páo"]),
        ("pao 1234", ["Giàng A Páo"]),
        ("un 1234", []),
    ],
)
def test_an_id_number_is_found_by_its_beginning_and_its_end(store, text, people):
    add_person(store, "Giàng A Páo", cccd="014080001234")
    add_person(store, "Lò Văn Ún", cccd="014080009999")
    assert names(store, text) == people


def test_the_middle_of_a_number_finds_nothing(store):
    add_person(store, "Giàng A Páo", cccd="014080001234")
    assert names(store, "8000") == []


@pytest.mark.parametrize("text", ["0912345678", "0912 345 678", "0912.345.678", "0912", "345678", "5678"])
def test_a_phone_number_is_found_however_it_is_written(store, text):
    add_person(store, "Giàng A Páo", phone="0912.345.678")
    assert names(store, text) == ["Giàng A Páo"]


def test_the_letter_x_finds_names_and_not_numbers(store):
    add_person(store, "Xồng Bá Dế")
    add_person(store, "Giàng A Páo", cccd="014080001234", phone="0912345678")
    assert names(store, "x") == ["Xồng Bá Dế"]


def test_persons_come_in_the_order_of_lists(store):
    wanted = [
        "Lò Văn Ai",
        "Giàng A Ái",
        "Lò Văn An",
        "Lò Thị Ánh",
        "Vàng Thị Ánh",
        "Lò Văn Ăm",
        "Lò Văn Đôi",
        "Lò Ỷ",
    ]
    assert wanted == sorted(wanted, key=sort_key)
    for name in Random(3).sample(wanted, len(wanted)):
        add_person(store, name)
    assert names(store, "l") == [name for name in wanted if "L" in name]
    assert names(store, "a") == [
        name for name in wanted if {"A", "Ái", "An", "Ánh", "Ai", "Ăm"} & {*name.split()}
    ]
    assert names(store, "l", 3) == ["Lò Văn Ai", "Lò Văn An", "Lò Thị Ánh"]
    assert store.find("l", 3).more
    assert not store.find("l", 7).more


def test_where_a_number_is_typed_households_come_first_in_the_order_of_their_codes(store):
    for name, code, cccd in (
        ("Lò Văn Ún", "0143", ""),
        ("Lò Văn Ai", "007", "014080001234"),
        ("Lò Ỷ", "014", ""),
    ):
        add_person(store, name, code, cccd=cccd)
    told = [(hit.code, hit.name, hit.head) for hit in store.find("014").hits]
    assert told == [("014", "", "Lò Ỷ"), ("0143", "", "Lò Văn Ún"), ("007", "Lò Văn Ai", "Lò Văn Ai")]


@pytest.mark.parametrize("text", ["hn-001", "HN 001", "hn001", "001", "HN/001"])
def test_a_code_is_found_as_it_is_written_elsewhere(store, text):
    add_person(store, "Lò Văn Ún", "HN-001")
    found_codes = [hit.code for hit in store.find(text).hits]
    assert found_codes == ([] if text == "hn001" else ["HN-001"])


def test_a_hit_tells_what_the_list_shows(store):
    book = found(store)
    (hit,) = store.find("pao").hits
    assert (hit.household, hit.person) == (book.households[0], book.persons[0])
    assert (hit.name, hit.head, hit.birth, hit.village, hit.code) == (
        "Giàng A Páo",
        "Giàng A Páo",
        "1980",
        "Bản Mây",
        "001",
    )


def test_a_household_without_a_head_is_found(store):
    book = found(store)
    with store.write("Bỏ chủ hộ", OFFICER) as act:
        act.update("membership", book.memberships[0], {"head": 0})
        act.update("household", book.households[0], {"address": "Đầu bản Mây"})
    assert [hit.head for hit in store.find("pao").hits] == [""]
    assert [(hit.household, hit.person) for hit in store.find("dau ban").hits] == [(book.households[0], None)]


def test_who_left_or_was_deleted_is_found_no_more_and_again_when_back(store):
    book = found(store)
    steps = [
        ("person", book.persons[0]),
        ("membership", book.memberships[0]),
        ("household", book.households[0]),
    ]
    for table, key in steps:
        with store.write("Xóa", OFFICER) as act:
            act.delete(table, [key])
        assert names(store, "pao") == []
        with store.write("Lấy lại", OFFICER) as act:
            act.restore(table, [key])
        assert names(store, "pao") == ["Giàng A Páo"]
    with store.write("Chuyển đi", OFFICER) as act:
        act.update("membership", book.memberships[0], {"until": "2026-05-01"})
    assert names(store, "pao") == []
    assert faults_of(store) == []


def test_a_new_name_is_found_and_the_old_one_no_more(store):
    book = found(store)
    with store.write("Đổi tên", OFFICER) as act:
        act.update("person", book.persons[0], {"name": "Giàng A Chống"})
        act.update("person", book.persons[0], {"name": "Giàng A Chu"})
    assert (names(store, "pao"), names(store, "chong"), names(store, "chu")) == ([], [], ["Giàng A Chu"])
    assert faults_of(store) == []


def test_a_household_with_nothing_to_be_found_by_gets_it_later(store):
    book = found(store)
    with store.write("Thêm hộ", OFFICER) as act:
        (home,) = act.insert("household", [{"place": book.village}])
    with store.write("Ghi mã", OFFICER) as act:
        act.update("household", home, {"code": "777"})
    assert [hit.household for hit in store.find("777").hits] == [home]
    with store.write("Bỏ mã", OFFICER) as act:
        act.update("household", home, {"code": ""})
    assert store.find("777").hits == ()
    assert faults_of(store) == []


def test_a_field_that_nobody_searches_leaves_the_index_alone(store):
    book = found(store)
    before = store.connection.execute("SELECT id, row FROM search_row ORDER BY id").fetchall()
    with store.write("Ghi chú", OFFICER) as act:
        act.update("person", book.persons[0], {"note": "x", "birth": "1981"})
    assert store.connection.execute("SELECT id, row FROM search_row ORDER BY id").fetchall() == before


@pytest.mark.parametrize(
    "text", ["", " ", "-", "'", '"', "* OR", "( )", "_", "a_b", "←", "^a", "NEAR(a b)", "a" * 5000]
)
def test_signs_find_nothing_and_break_nothing(store, text):
    found(store)
    assert store.find(text).hits == () or text in ("^a", "* OR")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.text(max_size=40))
def test_no_text_breaks_the_search(store, text):
    if not store.connection.execute("SELECT 1 FROM place").fetchone():
        found(store)
    hits = [(hit.household, hit.person, hit.name) for hit in store.find(text).hits]
    assert hits == naive.find(contents(store), text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(name=st.text(min_size=1, max_size=30).filter(lambda text: "\0" not in text))
def test_any_name_is_found_by_each_of_its_words(store, name):
    try:
        name.encode()
    except UnicodeEncodeError:  # half a character: nothing that a keyboard or a file gives
        return
    _home, person = add_person(store, name)
    for word in name.split():
        wanted = naive.find(contents(store), word)
        hits = store.find(word, 10_000).hits
        assert [(hit.household, hit.person, hit.name) for hit in hits] == wanted
    with store.write("Xóa", OFFICER) as act:
        act.delete("person", [person])


def test_a_long_text_pasted_into_the_field_is_searched_all_the_same(store):
    found(store)
    assert store.find("pao " * 2000).hits[0].name == "Giàng A Páo"


def test_the_order_is_exact_among_many(store):
    pick = Random(5)
    given_names = ["Páo", "Pao", "Phử", "Pá", "Ún", "Ủn", "Nguyễn", "Nguyên"]
    people = [
        f"{pick.choice('LVG')}ò {pick.choice(given_names)} {pick.choice(given_names)}" for _ in range(600)
    ]
    with store.write("Nhập", OFFICER) as act:
        (village,) = act.insert("place", [{"level": "village", "name": "Bản Mây"}])
        (home,) = act.insert("household", [{"place": village}])
        keys = act.insert("person", [{"name": name} for name in people])
        act.insert("membership", [{"household": home, "person": key} for key in keys])
    for text in ("p", "pao", "lo ng", "nguyen pao", "un"):
        got = store.find(text, 50)
        wanted = naive.find(contents(store), text)
        assert [(hit.household, hit.person, hit.name) for hit in got.hits] == wanted[:50]
        assert got.more == (len(wanted) > 50)


SORTED = st.lists(st.text(max_size=12), min_size=2, max_size=2).map(lambda pair: sorted(pair, key=sort_key))


@given(SORTED)
def test_row_numbers_never_contradict_the_sort_key(pair):
    groups = [entry("person", complete("person", {"name": name}))[0] for name in pair]
    assert groups == sorted(groups)
    first, last = numbers_of("person")
    assert group_of(first) <= groups[0] <= groups[1] <= group_of(last)


def test_the_index_can_be_built_anew(store):
    book = found(store)
    with store.write("Xóa", OFFICER) as act:
        act.delete("person", book.persons[:1])
    store.connection.execute("BEGIN")
    rebuild(store.connection)
    store.connection.execute("COMMIT")
    assert faults_of(store) == []
    assert (names(store, "pao"), names(store, "un")) == ([], ["Lò Văn Ún"])
