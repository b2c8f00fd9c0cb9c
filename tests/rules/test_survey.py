"""The survey form: whole, numbered, and asked by its conditions."""

from __future__ import annotations

import pytest

from app.errors import RuleFault
from app.rules.book import book, books
from app.rules.raw import Table
from app.rules.survey import KINDS, load_survey, read_survey, survey_for

FORM = load_survey("phieu-b")
HEAD = {"key": "thu", "title": "Thử", "source": "tự đặt", "confidence": "unverified"}


def ask(key: str):
    question = FORM.question(key)
    assert question is not None
    return question


def survey(*questions: dict) -> Table:
    section = {"letter": "A", "title": "Một", "question": list(questions)}
    return Table("thu.toml", "", {**HEAD, "section": [section]})


def test_sections_and_numbers():
    assert [section.letter for section in FORM.sections] == list("ABCDEF")
    assert [
        question.number for question in FORM.questions if question.key in ("water", "waste", "causes")
    ] == [
        "D1",
        "D3",
        "F2",
    ]
    assert {question.kind for question in FORM.questions} <= set(KINDS)


def test_each_standard_leaves_out_what_it_does_not_need():
    old, new = book("vn-2021").survey, book("vn-2027").survey
    assert old.question("waste") is None
    assert new.question("information_means") is None
    assert new.question("waste").number == "D3", "numbers stay"


def test_one_form_for_all_standards_asks_each_question_once_in_order():
    both = survey_for([one.survey for one in books()])
    assert [question.key for question in both.questions] == [question.key for question in FORM.questions]


def test_questions_by_age():
    assert ask("nutrition").asked({}, 15) is True
    assert ask("nutrition").asked({}, 16) is False
    assert ask("school").asked({}, 2) is False
    assert ask("school").asked({}, 3) is True
    assert ask("school").asked({}, None) is True, "an unknown age keeps no question away"


def test_questions_by_an_earlier_answer():
    assert ask("contract").asked({"work": "working"}, 40) is True
    assert ask("contract").asked({"work": "studying"}, 40) is False
    assert ask("contract").asked({}, 40) is None, "not yet: the answer that decides is missing"
    assert ask("contract").asked({}, 10) is False


def test_the_household_is_asked_about_internet_unless_a_member_uses_it():
    question = ask("internet_used")
    assert question.asked({}, None, [{"internet": False}, {}]) is True
    assert question.asked({}, None, [{"internet": False}, {"internet": True}]) is False


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("insurance", True, "có"), ("insurance", False, "không"), ("water", "rain", "Nước mưa"),
        ("information_means", ["radio", "tablet"], "Radio, Máy tính bảng"),
        ("information_means", [], "không có"),
        ("floor_area", 47.5, "47,5 m²"), ("floor_area", 48, "48 m²"), ("aquaculture", 12000, "12.000 m²"),
        ("land", {"forest": 5000, "pond": 20}, "Đất lâm nghiệp 5.000 m², Mặt nước nuôi trồng thủy sản 20 m²"),
        ("assets", {"motorbike": 1}, "Xe máy 1"), ("animals", {}, "không có"),
        ("name", "Lò Văn Ún", "Lò Văn Ún"),
    ],
)  # fmt: skip
def test_an_answer_in_words(key: str, value: object, words: str):
    assert ask(key).shown(value) == words


def test_where_answers_go():
    assert ask("birth").fact == "member.birth"
    assert ask("water").fact == "household.answers.water"
    assert ask("causes").fact == "household.causes"


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        ([{"key": "a", "subject": "moon", "text": "?", "kind": "text"}], "moon"),
        ([{"key": "a", "subject": "member", "text": "?", "kind": "song"}], "song"),
        ([{"key": "a", "subject": "member", "text": "?", "kind": "choice"}], "không hợp nhau"),
        ([{"key": "a", "subject": "member", "text": "?", "kind": "text", "codes": "sex"}], "không hợp nhau"),
        (
            [{"key": "a", "subject": "member", "text": "?", "kind": "choice", "codes": "hat"}],
            "danh mục “hat”",
        ),
        ([{"key": "a", "subject": "member", "text": "?", "kind": "text"}] * 2, "lặp lại: a"),
        (
            [{"key": "a", "subject": "member", "text": "?", "kind": "text", "when": [{"question": "b"}]}],
            "dựa vào câu “b”",
        ),
        (
            [
                {"key": "a", "subject": "member", "text": "?", "kind": "text", "when": [{"nobody": "b"}]},
                {"key": "b", "subject": "household", "text": "?", "kind": "yesno"},
            ],
            "dựa vào câu “b”",
        ),
        ([{"key": "a", "subject": "member", "text": "?", "kind": "number", "least": "ít"}], "phải là số"),
    ],
)
def test_a_damaged_form_is_refused(questions: list[dict], said: str):
    with pytest.raises(RuleFault) as fault:
        read_survey(survey(*questions))
    assert said in str(fault.value)
    assert "thu.toml" in str(fault.value)


def test_a_book_may_bring_its_own_form():
    own = {"key": "a", "subject": "member", "text": "Hỏi gì?", "kind": "yesno"}
    assert [question.number for question in read_survey(survey(own)).questions] == ["A1"]
