"""What is typed is cleaned, and refused where it cannot be meant."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.errors import InputFault
from app.models.household import HouseholdFields
from app.models.key import SIZE, named_key, new_key, read_key, shown
from app.models.person import MembershipFields, PersonFields
from app.models.place import PlaceFields

PLACE = b"p" * SIZE


def test_a_name_is_composed_and_single_spaced():
    name = normalize("NFD", "  Giàng  A\u200b Páo ")
    assert PersonFields(name=name).name == "Giàng A Páo"
    assert PlaceFields(level="village", name=" Bản\tMây ").name == "Bản Mây"


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\u200b \ufeff", "x" * 301])
def test_a_name_must_be_there_and_be_a_name(name):
    with pytest.raises(ValidationError):
        PersonFields(name=name)
    with pytest.raises(ValidationError):
        PlaceFields(level="village", name=name)


def test_a_name_of_forty_letters_and_more_is_a_name():
    assert len(PersonFields(name="Nguyễn " * 40).name) == 279


@pytest.mark.parametrize("sex", ["male", "female", None])
def test_a_sex_is_one_of_two_or_unknown(sex):
    assert PersonFields(name="Giàng A Páo", sex=sex).sex == sex


@pytest.mark.parametrize("sex", ["", "nam", "Male", "males", "male\n"])
def test_another_sex_is_refused(sex):
    with pytest.raises(ValidationError):
        PersonFields(name="Giàng A Páo", sex=sex)


@pytest.mark.parametrize("field", ["birth", "death", "cccd_issued"])
@pytest.mark.parametrize("text", ["", "1980", "1980-03", "1980-03-15"])
def test_a_date_may_be_partial_or_absent(field, text):
    assert getattr(PersonFields(name="Giàng A Páo", **{field: text}), field) == text


@pytest.mark.parametrize("field", ["birth", "death", "cccd_issued"])
@pytest.mark.parametrize(
    "text", ["15/03/1980", "1980-3", "1980-13", "1980-02-30", "80", "0000", "1980-03-15 ", "x"]
)
def test_another_date_is_refused(field, text):
    with pytest.raises(ValidationError):
        PersonFields(name="Giàng A Páo", **{field: text})


@pytest.mark.parametrize("field", ["formed", "ended"])
def test_dates_of_a_household_likewise(field):
    assert getattr(HouseholdFields(place=PLACE, **{field: "2026-05"}), field) == "2026-05"
    with pytest.raises(ValidationError):
        HouseholdFields(place=PLACE, **{field: "2026-5"})


def test_an_id_number_keeps_its_zeros_and_is_no_reason_to_refuse():
    assert PersonFields(name="Giàng A Páo", cccd="001080001234").cccd == "001080001234"
    assert PersonFields(name="Giàng A Páo", cccd="123").cccd == "123"
    with pytest.raises(ValidationError):
        PersonFields(name="Giàng A Páo", cccd="1" * 21)


@pytest.mark.parametrize("size", [0, 1, 60, None])
def test_a_declared_size(size):
    assert HouseholdFields(place=PLACE, declared_size=size).declared_size == size


@pytest.mark.parametrize("size", [-1, 61, 2.5, "hai"])
def test_another_declared_size_is_refused(size):
    with pytest.raises(ValidationError):
        HouseholdFields(place=PLACE, declared_size=size)


def test_a_household_may_be_known_by_its_place_alone():
    fields = HouseholdFields(place=PLACE)
    assert fields.model_dump(exclude_defaults=True) == {"place": PLACE}
    assert HouseholdFields(place=PLACE).groups is not fields.groups


def test_codes_addresses_and_phones_are_cleaned():
    fields = HouseholdFields(place=PLACE, code=" 0 1 ", address=" Bản  Mây ", phone="0912\u200b345 678 ")
    assert (fields.code, fields.address, fields.phone) == ("0 1", "Bản Mây", "0912345 678")


def test_a_household_needs_its_place_and_a_membership_both_ends():
    with pytest.raises(ValidationError):
        HouseholdFields()
    with pytest.raises(ValidationError):
        MembershipFields(household=PLACE)
    with pytest.raises(ValidationError):
        PlaceFields(level="", name="Bản Mây")


def test_keys_are_short_unique_and_sort_by_time():
    keys = [new_key() for _ in range(1000)]
    assert {len(key) for key in keys} == {SIZE}
    assert len(set(keys)) == 1000
    assert keys == sorted(keys)


@given(st.binary(min_size=SIZE, max_size=SIZE))
def test_a_key_is_read_as_it_is_shown(key):
    assert read_key(shown(key)) == key
    assert read_key(shown(key).upper()) == key


@pytest.mark.parametrize("text", ["", "abc", "0" * 31, "0" * 34, "g" * 32, "Bản Mây"])
def test_what_is_no_key_is_refused_in_words(text):
    with pytest.raises(InputFault) as told:
        read_key(text)
    assert told.value.kind == "input"
    assert "không phải mã bản ghi" in told.value.what


def test_a_named_key_depends_on_what_it_names_and_on_nothing_else():
    assert named_key("round", PLACE, 2026) == named_key("round", PLACE, 2026)
    assert len(named_key("round")) == SIZE
    others = {
        named_key(*parts) for parts in (("a", "bc"), ("ab", "c"), ("abc",), ("a", "b", "c"), (1,), ("1",))
    }
    assert len(others) == 6
