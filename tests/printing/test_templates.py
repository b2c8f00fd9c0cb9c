"""Texts of papers: fields filled in, dots for what nobody knows, a place's own text checked."""

from __future__ import annotations

import pytest

from app.errors import InputFault
from app.printing.document import Listing, Text
from app.printing.letters import LETTERS
from app.printing.prose import TO_FILL
from app.printing.templates import chosen, filled, known, template, templates

MINUTES = "bien-ban-hop-dan"
OWN = "# BIÊN BẢN\nHọp tại {place}.\n[votes]\n= {chair}"


def test_every_template_belongs_to_a_paper():
    assert {one.key for one in templates()} == {one.text for one in LETTERS if one.text}


@pytest.mark.parametrize("key", [one.key for one in templates()])
def test_a_template_says_where_it_is_from(key):
    one = template(key)
    assert one.mark.source
    assert one.mark.confidence in ("second-hand", "unverified")
    assert not one.replaced
    assert all(one.fields.values())


def test_fields_and_places_are_filled():
    listing = Listing(None)
    made = filled(template(MINUTES).saying(OWN), known(place="nhà ông Páo", chair=""), {"votes": [listing]})
    assert made == [
        Text("BIÊN BẢN", "title"),
        Text("Họp tại nhà ông Páo."),
        listing,
        Text(TO_FILL, "strong"),
    ]


def test_a_value_is_never_read_as_a_template():
    made = filled(template(MINUTES).saying(OWN), known(place="{chair}\n[votes]"), {"votes": []})
    assert made[1] == Text("Họp tại {chair}\n[votes].")


def test_an_unknown_field_is_named_with_those_there_are():
    with pytest.raises(InputFault, match=r"không có trường \{chủ_trì\}.*\{chair\}"):
        template(MINUTES).saying("{chủ_trì}\n[votes]")


@pytest.mark.parametrize("text", ["Không có danh sách", "[votes]\n[votes]", "Danh sách [votes] ở giữa dòng"])
def test_the_list_has_its_one_place(text):
    with pytest.raises(InputFault, match=r"đúng một dòng \[votes\]"):
        template(MINUTES).saying(text)


def test_a_place_says_it_its_own_way_and_back():
    assert chosen(MINUTES, {MINUTES: OWN}).text == OWN
    assert chosen(MINUTES, {MINUTES: OWN}).replaced
    assert chosen(MINUTES, {MINUTES: ""}) is template(MINUTES)
    assert chosen(MINUTES, {}) is template(MINUTES)
