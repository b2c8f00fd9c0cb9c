"""The road of a round: what lies ahead at the earliest, by plans and by the terms of the law."""

from datetime import date

import pytest

from app.models.review import Round
from app.services.procedure import complaints, forecast, plans, progress
from app.services.procedure.forecast import Span
from app.services.procedure.proceedings import read
from tests.services.conftest import OFFICER
from tests.services.proceeding import Reviewing

TODAY = date(2026, 11, 20)  # a Friday


def november(*days):
    return tuple(date(2026, 11, day) for day in days)


@pytest.fixture
def reviewing(commune, home):
    made = Reviewing(commune, home)
    made.household("Giàng A Páo")
    return made


def road(reviewing, today=TODAY):
    with reviewing.store.session() as session:
        told = read(session, session.get_one(Round, reviewing.round))
        return forecast.road(told, progress.of(session, told, today), today)


def test_each_step_follows_the_one_before_for_its_lawful_days(reviewing, villages):
    plans.plan(reviewing.store, reviewing.round, villages[0], "meeting", date(2026, 11, 25), OFFICER)
    found = road(reviewing)
    assert found.villages[villages[0]] == (
        Span("meeting", *november(25, 25)),
        Span("posting", *november(26, 28)),
        Span("complaint", date(2026, 11, 29), date(2026, 12, 5)),
    )
    assert found.report == date(2026, 12, 7), "the sixth is a Sunday"
    assert (found.answer, found.end, found.spare) == (date(2026, 12, 14), date(2026, 12, 14), 0)


def test_what_was_rejected_is_surveyed_again_before_it_meets_again(reviewing, villages):
    reviewing.meet(villages[0], {"Giàng A Páo": 10}, on=date(2026, 11, 16), today=TODAY)
    plans.plan(reviewing.store, reviewing.round, villages[0], "meeting", date(2026, 11, 25), OFFICER)
    survey, meeting, *_rest = road(reviewing).villages[villages[0]]
    assert survey == Span("survey", *november(17, 24))
    assert meeting == Span("meeting", *november(25, 25))


def test_a_posting_and_a_complaint_count_as_recorded(reviewing, villages):
    reviewing.meet(villages[0], on=date(2026, 11, 17), today=TODAY)
    reviewing.post(villages[0], since=date(2026, 11, 19), today=TODAY)
    assert road(reviewing).villages[villages[0]][0] == Span("posting", *november(19, 21))
    with reviewing.store.session() as session:
        told = read(session, session.get_one(Round, reviewing.round))
        end = complaints.window(told, told.village(villages[0]))
    late = road(reviewing, date(2026, 11, 23)).villages[villages[0]]
    assert late == (Span("complaint", date(2026, 11, 22), end),)


def test_nobody_gives_an_opinion_where_the_place_says_so(reviewing, villages):
    place = reviewing.store.place
    plans.skip(reviewing.store, reviewing.round, place, "opinion", "Cấp trên không cho ý kiến", OFFICER)
    found = road(reviewing)
    assert found.report is None
    assert found.spare is None


def test_days_that_are_missing_are_negative(reviewing, villages):
    assert road(reviewing, date(2026, 12, 10)).spare < 0


def test_an_answer_that_came_is_the_answer(reviewing, villages):
    plans.skip(reviewing.store, reviewing.round, villages[1], "list", "Không có hộ", OFFICER)
    reviewing.until_opinion(villages[0])
    found = road(reviewing, date(2026, 11, 27))
    assert (found.report, found.answer) == (date(2026, 11, 20), date(2026, 11, 26))
    assert found.spare == 18
