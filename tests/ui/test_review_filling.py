"""A form under the officer's hands, without a window: what keys do, what is kept, what stands where."""

from __future__ import annotations

from datetime import date

import pytest

from app.services.form import Field, Form, LastYear
from app.ui.screens import review_answers, review_hints, review_score
from app.ui.screens.review_filling import Filling
from app.ui.screens.review_lines import lines
from app.ui.widgets.question_lines import MemberLine, OpenLine, QuestionLine, SectionLine
from app.ui.widgets.score_pane import Card

from .reviewing import ADULT, CHILD, HOME, fitting

TODAY = date(2026, 11, 20)
HEAD, SON = b"h" * 16, b"s" * 16
ROSTER = {
    HEAD: {"name": "Vàng A Chống", "birth": "1980", "sex": "male", "ethnic": "08"},
    SON: {"name": "Vàng A Sinh", "birth": "2016-03-01", "sex": "male", "relation": "child", "ethnic": "08"},
}


def form(**changes) -> Form:
    told = {
        "case": b"c", "key": b"k", "year": 2026, "state": "not_begun", "closed": False, "code": "M-1",
        "village": "Bản Một", "area": "rural", "books": ("vn-2021",), "day": TODAY, "size": 2, "head": HEAD,
        "household": {"roster_complete": True}, "members": ROSTER,
        "last": LastYear(2025, "poor", {**fitting(HOME), "b1_total": 120},
                         {HEAD: fitting(ADULT), SON: fitting(CHILD)}),
    }  # fmt: skip
    return Form(**{**told, **changes})


@pytest.fixture
def filling() -> Filling:
    return Filling(form(), TODAY)


def test_one_begins_at_the_first_open_question_after_the_roster(filling):
    assert filling.at == Field("school", HEAD)
    assert Filling(form(members={HEAD: {"name": "Ún"}}), TODAY).at == Field("birth", HEAD)


def test_one_section_is_unfolded_with_one_member_and_the_next_household_section(filling):
    told = lines(filling)
    assert [line.open for line in told if isinstance(line, SectionLine)][:3] == [False, True, True]
    assert [line.open for line in told if isinstance(line, MemberLine)] == [True, False]
    assert sum(isinstance(line, OpenLine) for line in told) == 1
    opened = next(line for line in told if isinstance(line, OpenLine))
    assert (opened.before, opened.keeps) == ("2025: 1 Không đi học", True)
    assert next(line for line in told if isinstance(line, SectionLine) and line.keys).keys == "Ctrl+Space"


def test_the_head_has_no_relation_to_be_asked(filling):
    assert Field("relation", HEAD) not in filling.walk.order
    assert Field("relation", SON) in filling.walk.order


def test_a_first_answer_goes_to_the_next_open_question_a_correction_to_the_next(filling):
    filling.go(Field("roof"))
    filling.pick("1")
    filling.go(Field("column"))
    filling.pick("1")
    assert filling.at.key == "wall"
    filling.go(Field("column"))
    filling.pick("2")
    assert filling.at.key == "roof"


def test_a_section_kept_asks_what_its_answers_make_asked(filling):
    changes = filling.keep_section()
    assert Field("work_kind", HEAD) in changes
    assert filling.at == Field("column")
    assert filling.walk.parts[1].kept == len(changes)


def test_keeping_never_overwrites_what_was_answered(filling):
    filling.go(Field("water"))
    filling.pick("1")
    filling.go(Field("latrine"))
    assert Field("water") not in filling.keep_section()


def test_without_last_year_there_is_nothing_to_keep():
    filling = Filling(form(last=None), TODAY)
    at = filling.at
    assert not filling.keep()
    assert filling.at == at
    assert not filling.keep_section()
    assert filling.at == Field("column")


def test_a_key_that_is_no_option_does_nothing(filling):
    filling.go(Field("column"))
    assert not filling.pick("9")
    assert filling.at == Field("column")


def test_a_new_member_is_of_the_heads_people_until_told_otherwise(filling):
    filling.join(b"n" * 16)
    assert filling.at == Field("name", b"n" * 16)
    filling.take(form())
    assert b"n" * 16 in filling.form.members
    assert filling.enter("Vàng Thị Ca", 1) == {Field("name", b"n" * 16): "Vàng Thị Ca"}
    assert filling.form.value(Field("ethnic", b"n" * 16)) == "08"


@pytest.mark.parametrize(
    ("text", "value"),
    [("45", 45), ("45,5", 45.5), ("1.500", 1500), ("45 m²", 45), (" 45 ", 45), ("", None)],
)
def test_numbers_are_read_as_vietnam_writes_them(text, value):
    assert review_answers.read(form(), Field("floor_area"), text, TODAY).value == value


@pytest.mark.parametrize("text", ["1.5", "1,5,5", "4o", "-3", "٣", "1.50", ",5", "1e3"])
def test_what_is_no_number_is_a_sentence(text):
    assert "không phải là số" in review_answers.read(form(), Field("floor_area"), text, TODAY).wrong


@pytest.mark.parametrize(
    ("text", "stored"),
    [("15031980", "1980-03-15"), ("15/3/1980", "1980-03-15"), ("3/1980", "1980-03"), ("1980", "1980")],
)
def test_dates_may_be_a_part_of_one(text, stored):
    assert review_answers.read(form(), Field("birth", SON), text, TODAY).value == stored


def test_what_stands_in_the_field_reads_back_as_the_same_value():
    for key, value in (("floor_area", 45.5), ("floor_area", 1500), ("b1_total", 140)):
        question = form().question(Field(key))
        shown = review_answers.as_typed(question, value)
        assert review_answers.read(form(), Field(key), shown, TODAY).value == value


def test_the_class_that_people_agreed_on_counts_and_says_why():
    from app.services.form import Agreed

    told = form(agreed={"vn-2021": Agreed("near_poor", "họp dân 12/10")}).having({Field("b1_total"): 200})
    card = next(block for block in review_score.blocks(told) if isinstance(block, Card))
    assert (card.klass, "họp dân 12/10" in card.note) == ("near_poor", True)


def test_the_standard_of_the_year_after_is_a_look_ahead():
    cards = [block for block in review_score.blocks(form()) if isinstance(block, Card)]
    assert [(card.title, card.chip) for card in cards] == [
        ("Chuẩn 2021–2026", "đang dùng"), ("Chuẩn 2027–2030", "xem trước"),
    ]  # fmt: skip
    assert not review_score.coming(form(year=2027, books=("vn-2027",)))


def test_two_standards_on_one_form_tag_the_questions_of_one():
    filling = Filling(form(books=("vn-2021", "vn-2027")), TODAY)
    filling.go(Field("waste"))
    opened = next(line for line in lines(filling) if isinstance(line, OpenLine))
    assert opened.tag == "Chuẩn 2027–2030"


def test_limits_that_are_near_are_told():
    told = form().having({Field("floor_area"): 16.5, Field("b1_total"): 143})
    near = review_hints.near(told, told.finding("vn-2021"))
    assert "B1 143, mốc 140" in near
    assert any("m²/người, mốc 8" in one for one in near)


def test_a_household_without_a_head_and_a_member_without_a_birth_date_are_told():
    told = form(head=b"", members={SON: {"name": "Vàng A Sinh"}})
    titles = [title for title, _detail in review_hints.warnings(told, told.findings())]
    assert titles[:2] == ["Hộ chưa có chủ hộ", "Vàng A Sinh"]


def test_a_question_line_says_what_was_typed_and_could_not_stand(filling):
    filling.go(Field("floor_area"))
    filling.enter("4o", 1)
    filling.go(Field("column"))
    line = next(
        one for one in lines(filling) if isinstance(one, QuestionLine) and one.at == Field("floor_area")
    )
    assert (line.answer, line.cap) == ("4o", "")
    assert line.wrong
