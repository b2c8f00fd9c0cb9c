"""The demo's year of support: every state, a tie that waits, doubles stopped and let be, money, plans."""

from collections import Counter
from datetime import date

import pytest

from app.demo.supporting import told
from app.demo.wall import TODAY
from app.models.support import STATES
from app.reports import support_lists
from app.reports.catalogue import make
from app.reports.scope import Scope
from app.reports.support_asked import Asked
from app.services.support import (
    activity_lines,
    enrolment_lines,
    ledger,
    measurements,
    money_progress,
    outcomes,
    village_plans,
)


@pytest.fixture(scope="module")
def book(played, tmp_path_factory):
    with played.copy("na-may", tmp_path_factory.mktemp("support")) as store:
        yield store


@pytest.fixture(scope="module")
def activities(book):
    with book.session() as session:
        found = activity_lines.lines(session, book.place)
    named = {each["title"]: each["key"] for each in told()["activity"]}
    return {named[one.title]: one for one in found}


def enrolled(book, activity, *states):
    with book.session() as session:
        return enrolment_lines.of_activity(session, activity.key, states)


def test_the_chapters_tell_of_it(played):
    said = "\n".join(played.lines)
    assert "hoạt động hỗ trợ; vốn năm 2026" in said
    assert "lượt đăng ký" in said and "hộ đăng ký thoát nghèo" in said


def test_nothing_that_an_activity_asks_for_is_missing(activities):
    assert [one.title for one in activities.values() if one.missing] == []
    assert len(activities) == len(told()["activity"])


def test_every_state_but_checked_has_somebody(activities):
    found = sum((Counter(one.states) for one in activities.values()), Counter())
    assert set(STATES) - set(found) == {"checked"}


def test_equal_ranks_wait_for_a_place(book, activities):
    waiting = enrolled(book, activities["pigs"], "waiting")
    assert len(waiting) == 4
    assert len({line.enrolment.rank for line in waiting}) == 1
    assert activities["pigs"].free == 0


def test_one_double_was_stopped_and_one_let_be_for_a_reason(book, activities):
    (refused,) = enrolled(book, activities["cinnamon"], "refused")
    assert "cùng năm" in refused.enrolment.ended_why
    (twice,) = ledger.twice(book, 2025)
    with book.session() as session:
        lines = {
            line.enrolment.id: line
            for line in enrolment_lines.of_activity(session, activities["cinnamon"].key)
        }
    assert lines[twice.second].enrolment.exception_why and lines[twice.second].enrolment.exception_by


def test_something_came_back_and_something_is_not_signed(book, activities):
    with book.session() as session:
        given = [
            line.delivery
            for one in activities.values()
            for line in enrolment_lines.deliveries(session, one.key)
        ]
    assert sum(bool(one.returned) for one in given) == 2
    assert 0 < sum(not one.signed for one in given) < len(given) / 10


def test_children_were_measured_twice_and_most_are_judged(book, activities):
    with book.session() as session:
        found = [
            measurements.of_enrolment(session, line.enrolment.id)
            for line in enrolment_lines.of_activity(session, activities["weighing"].key)
        ]
    measured = [one for child in found for one in child]
    assert len(measured) > 20
    troubled = [one for one in measured if one.growth and one.growth.troubles]
    assert len(troubled) < len(measured) / 10
    assert any(one.growth and one.growth.underweight for one in measured)


def test_outcomes_are_known_of_some_and_due_of_others(book, activities):
    with book.session() as session:
        known = sum(
            len(outcomes.of_enrolment(session, line.enrolment.id))
            for line in enrolment_lines.of_activity(session, activities["pigs"].key)
        )
        assert known == told()["activity"][0]["outcomes"]["count"]
        assert outcomes.due(session, book.place, TODAY)


def test_money_of_the_year_adds_up(book):
    with book.session() as session:
        lines, total = money_progress.progress(session, book.place, 2026)
    assert total.available == sum(line.available for line in lines) > 0
    assert 0 < total.disbursed < total.available
    assert {part.code for line in lines for part in line.sources} >= {
        "central",
        "commune",
        "mobilised",
        "credit",
    }


def test_what_was_handed_over_is_no_more_than_was_spent(activities):
    spent = [one for one in activities.values() if one.disbursed]
    assert [one.title for one in spent if one.delivered > one.disbursed] == []


def test_households_have_plans_helpers_and_mean_to_escape(book):
    found = village_plans.villages(book, book.place, 2026, TODAY)
    assert sum(one.planned for one in found) == sum(each["count"] for each in told()["plan"])
    assert sum(one.escaping for one in found) == sum(each["escaping"] for each in told()["plan"])
    assert any(one.nothing for one in found)


def test_reports_of_the_poor_have_crosses_of_support(book):
    with book.session() as session:
        report = make(session, "15", Scope(book.place, 2026, "vn-2021"))
    crossed = Counter(
        column for row in report.rows for column in row.values if column in ("11", "13", "14", "16")
    )
    assert set(crossed) == {"11", "13", "14", "16"}


def test_the_lists_of_every_activity_can_be_made(book, activities):
    with book.session() as session:
        for one in activities.values():
            asked = Asked(book, session, date(2026, 11, 20), activity=one.key)
            assert support_lists.make("ds-thu-huong", asked).notes
