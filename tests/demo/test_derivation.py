"""The rules find in the facts of every household what the story wants it to be."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from app.demo import make, scaled
from app.rules.book import book
from app.rules.classify import classify
from app.rules.derive import indicators
from app.rules.facts import Facts, Member
from app.rules.income import income
from app.rules.survey import load_survey


def facts(commune, home):
    members = tuple(
        Member(str(place), member.name, member.sex, member.birth, member.relation, member.answers)
        for place, member in enumerate(home.members)
    )
    return Facts(
        on=commune.reviewed_on,
        area=commune.kind,
        members=members,
        roster_complete=True,
        answers=home.answers,
        b1_total=home.b1,
        income=home.worksheet,
    )


def found(commune, standard):
    rules = book(standard)
    return [(home, classify(facts(commune, home), rules)) for home in commune.households]


@pytest.mark.parametrize("seed", [2026, 1, 7])
def test_every_roster_derives_to_the_deprivations_of_its_household(seed):
    for home, finding in found(make(seed), "vn-2021"):
        assert all(one.source == "derived" for one in finding.indicators), home.code
        derived = tuple(one.key for one in finding.indicators if one.deprived)
        assert derived == home.deprived, home.code
        assert finding.klass == home.now, home.code
        assert finding.b2 == home.b2


def test_derivation_holds_on_every_day_of_the_review(commune, told):
    rules = book("vn-2021")
    for day in (date(2026, 9, 1), date(2026, 12, 14), date(2026, 12, 31)):
        for home in commune.households:
            if home.code not in told.known:  # their birth dates are told, not drawn
                here = indicators(replace(facts(commune, home), on=day), rules)
                assert tuple(one.key for one in here if one.deprived) == home.deprived, (home.code, day)


def test_worksheet_comes_to_the_income(commune):
    rules = book("vn-2021")
    for home in commune.households:
        assert income(facts(commune, home), rules).per_person == home.income


def test_standard_of_2027_as_the_pictures_have_it(commune):
    classes, different = Counter(), 0
    for home, finding in found(commune, "vn-2027"):
        if home.review in ("done", "look"):
            classes[finding.klass] += 1
            different += finding.klass != home.now
    assert classes == {"poor": 258, "near_poor": 74, "not_poor": 44}
    assert different == 61


def test_lo_thi_pang_under_2027(commune):
    (finding,) = [finding for home, finding in found(commune, "vn-2027") if home.code == "TG-031"]
    assert (finding.klass, finding.deprived, finding.income) == ("poor", 3, 1_840_000)


def test_answers_are_those_of_the_form(commune):
    questions = {question.key: question for question in load_survey("phieu-b").questions}
    for home in commune.households:
        everybody = [member.answers for member in home.members]
        subjects = [("household", home.answers, None)]
        subjects += [
            ("member", member.answers, member.birth.age_on(commune.reviewed_on)) for member in home.members
        ]
        for subject, answers, age in subjects:
            for key, answer in answers.items():
                question = questions[key]
                assert question.subject == subject
                assert question.asked(answers, age, everybody), (home.code, key)
                assert fits(question, answer), (home.code, key, answer)


def fits(question, answer):
    if question.kind == "yesno":
        return isinstance(answer, bool)
    if question.kind == "number":
        return question.least <= answer <= question.most
    codes = [answer] if question.kind == "choice" else list(answer)
    return all(code in question.list for code in codes)


def test_everything_asked_of_a_member_is_answered(commune):
    asked = [
        question
        for question in load_survey("phieu-b").questions
        if question.subject == "member" and question.fact.startswith("member.answers")
    ]
    for home in commune.households:
        for member in home.members:
            age = member.birth.age_on(commune.reviewed_on)
            for question in asked:
                if question.asked(member.answers, age):
                    assert question.key in member.answers, (home.code, member.name, question.key)


def test_large_communes_derive_too():
    commune = scaled(1000, 5)
    for home, finding in found(commune, "vn-2021"):
        assert tuple(one.key for one in finding.indicators if one.deprived) == home.deprived, home.code
        assert finding.klass == home.now
