"""Double support: which record stands against a new one, and why."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.double_support import Clash, Ledger, New, Support
from app.rules.support_kinds import kind, kinds

_number = count()
GN, DTTS = "giam-ngheo-2021-2025", "chuong-trinh-khac"


def had(what: str, day: str, until: str = "", *, person=None, household="hộ 1", programme=GN,
        source="central", activity="cũ") -> Support:  # fmt: skip
    return Support(next(_number), what, household, person, programme, "X", source, activity, day, until)


def wants(what: str, day: str, until: str = "", *, person=None, household="hộ 1", members=("bố", "con"),
          programme=GN, source="central", activity="mới") -> New:  # fmt: skip
    return New(what, household, person, frozenset(members), programme, "Y", source, activity, day, until)


def against(record: Support, new: New) -> list[Clash]:
    return list(Ledger([record]).against(new))


def test_a_house_is_given_once_whatever_the_year_and_the_programme():
    (clash,) = against(had("housing", "2011-03-04", programme=DTTS), wants("housing", "2024-05-01"))
    assert (clash.how, clash.other, clash.look_back) == ("household", True, "always")
    assert clash.text == (
        "Hộ này đã có hỗ trợ “nhà ở” 04/03/2011 (X, chương trình hoặc nguồn khác); "
        "loại hỗ trợ này chỉ được hưởng một lần, không giới hạn thời gian."
    )
    assert against(had("housing", ""), wants("housing", "2024-05-01"))


def test_a_livelihood_stands_against_another_of_the_same_year():
    new = wants("production", "2024-05-01")
    assert against(had("production", "2024-12-01"), new)
    assert against(had("production", "2023-10-01", "2024-02-01"), new)
    assert not against(had("production", "2023-12-31"), new)
    assert not against(had("training", "2024-04-01"), new)


@pytest.mark.parametrize(
    ("since", "until", "stands"),
    [
        ("2024-01-01", "2024-12-31", True), ("2023-01-01", "2024-05-01", True), ("2025-04-30", "", True),
        ("2023-01-01", "2024-04-30", False), ("2025-05-01", "", False),
        ("2024", "", True), ("2024-05", "", True), ("", "", True),
    ],
)  # fmt: skip
def test_an_insurance_card_stands_against_one_of_the_same_days(since: str, until: str, stands: bool):
    new = wants("health_insurance", "2024-05-01", "2025-04-30", person="con")
    assert bool(against(had("health_insurance", since, until, person="con"), new)) is stands


def test_what_one_person_got_does_not_stand_against_another():
    new = wants("training", "2024-05-01", person="con")
    assert against(had("training", "2024-02-01", person="con"), new)[0].how == "person"
    assert not against(had("training", "2024-02-01", person="bố"), new)


def test_what_a_member_got_stands_against_the_household_where_the_kind_is_shared():
    (clash,) = against(had("production", "2024-02-01", person="bố"), wants("production", "2024-05-01"))
    assert clash.how == "member"
    (clash,) = against(had("production", "2024-02-01"), wants("production", "2024-05-01", person="con"))
    assert clash.how == "household"


def test_a_member_who_came_from_a_helped_household_brings_the_record_along():
    record = had("housing", "2019-02-01", person="bố", household="hộ cũ")
    assert against(record, wants("housing", "2024-05-01"))[0].how == "member"
    assert not against(record, wants("housing", "2024-05-01", members=("con",)))


def test_another_household_and_the_activity_itself_do_not_stand_against():
    assert not against(had("housing", "2019-02-01", household="hộ 2"), wants("housing", "2024-05-01"))
    assert not against(had("housing", "2024-02-01", activity="mới"), wants("housing", "2024-05-01"))


def test_a_kind_given_again_and_again_stands_only_against_other_sources():
    new = wants("tet", "2026-01-20")
    assert not against(had("tet", "2026-01-10"), new)
    assert against(had("tet", "2026-01-10", source="mobilised"), new)[0].other
    assert against(had("tet", "2026-01-10", programme=DTTS), new)
    assert not against(had("tet", "2025-01-10", source="mobilised"), new)


def test_sessions_and_weighings_are_never_double():
    for what in ("communication", "growth_check", "capacity"):
        assert not against(
            had(what, "2024-05-01", person="con", programme=DTTS), wants(what, "2024-05-01", person="con")
        )


somebody = st.sampled_from((None, 1, 2, 3))
days = st.sampled_from(("", "2023", "2023-12-31", "2024-01-01", "2024-05-01", "2025-01-01"))
records = st.lists(
    st.builds(
        had, st.sampled_from(("housing", "training", "tet", "health_insurance", "growth_check")), days,
        person=somebody, household=st.sampled_from(("hộ 1", "hộ 2")), programme=st.sampled_from((GN, DTTS)),
        activity=st.sampled_from(("cũ", "mới")),
    )
)  # fmt: skip


@given(records, st.sampled_from(("housing", "training", "tet", "health_insurance", "growth_check")), days)
def test_for_many_at_once_the_same_stand_against_the_new_one(found, what, day):
    ledger = Ledger(found)
    for person, members in ((None, (1, 2)), (1, (1, 2)), (3, (3,))):
        new = wants(what, day, person=person, members=members)
        stopped = ledger.stopped(wants(what, day, person=None, members=()))
        assert stopped.has("hộ 1", person, members) is bool(ledger.against(new))


def test_each_record_is_told_once_the_latest_first():
    records = [
        had("housing", "2010", person="bố"),
        had("housing", "2015-01-01"),
        had("housing", "2012", person="con"),
    ]
    clashes = Ledger(records).against(wants("housing", "2024-05-01"))
    assert [clash.record.since for clash in clashes] == ["2015-01-01", "2012", "2010"]


def test_dates_are_shown_as_far_as_they_are_known():
    texts = [
        against(had("housing", since, until), wants("housing", "2024-05-01"))[0].text
        for since, until in (("", ""), ("2015", ""), ("2015-03", "2016"))
    ]
    assert ["không rõ ngày" in texts[0], "2015 (X" in texts[1], "từ 03/2015 đến 2016" in texts[2]] == [
        True
    ] * 3


def test_da5_looks_back_without_limit_and_the_others_by_time():
    assert kind("housing").look_back == "always"
    assert {one.code for one in kinds() if one.look_back == "always"} == {"housing", "land"}
