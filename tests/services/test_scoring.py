"""Scoring a round: what rules find is written, what people agreed stays, what-if writes nothing."""

import json

import pytest
from store.book import contents, without_new

from app.errors import Cancelled, InputFault
from app.rules.book import book
from app.rules.points import sample_points
from app.services import places, scoring, surveys
from app.store import undo
from tests.services.conftest import OFFICER, rows
from tests.services.reviewing import case, open_round, requested, result, reviewed


@pytest.fixture
def two(commune, home):
    """Two reviewed households: one poor, one not."""
    open_round(commune)
    made = [requested(commune, home(name)[0]) for name in ("Giàng A Páo", "Lò Văn Ún")]
    reviewed(commune, made[0], 120, 6)
    reviewed(commune, made[1], 200, 0)
    return made


def what_if(store, standard):
    with store.session() as session:
        return scoring.what_if(session, store.place, 2026, standard)


def test_scoring_again_changes_nothing(commune, two):
    acts = len(undo.entries(commune))
    assert scoring.score_round(commune, 2026, OFFICER) == 0
    assert len(undo.entries(commune)) == acts


def test_a_round_is_scored_after_facts_changed_under_it(commune, two):
    with commune.write("sửa", OFFICER) as act:
        act.update("review_case", two[1], {"b1_total": 100.0})
        act.update("review_case", two[1], {"ticks": {"water": True, "sanitation": True, "telecom": True}})
    assert result(commune, two[1])["final_class"] == "not_poor"
    assert scoring.score_round(commune, 2026, OFFICER) == 1
    assert result(commune, two[1])["final_class"] == "poor"


def test_a_case_without_a_result_gets_one(commune, home, two):
    new = requested(commune, home("Bàn Thị Mẩy")[0])
    assert scoring.score_round(commune, 2026, OFFICER) == 1
    assert (result(commune, new)["final_class"], result(commune, new)["source"]) == (None, "computed")


def test_agreed_classes_keep_their_reasons(commune, two):
    surveys.agree(commune, two[0], "vn-2021", "near_poor", "họp dân", OFFICER)
    with commune.write("sửa", OFFICER) as act:
        act.update("review_case", two[0], {"b1_total": 300.0})
    assert scoring.score_round(commune, 2026, OFFICER) == 1
    told = result(commune, two[0])
    assert (told["computed_class"], told["final_class"], told["agreed_why"]) == (
        "not_poor",
        "near_poor",
        "họp dân",
    )


def test_a_class_known_from_a_list_alone_stays_imported(commune, home, two):
    key = requested(commune, home("Bàn Thị Mẩy")[0])
    stated = {"final_class": "poor", "agreed_class": "poor", "agreed_why": "theo danh sách"}
    with commune.write("nhập", OFFICER) as act:
        act.insert(
            "result",
            [{"review_case": key, "standard": "vn-2021", "source": "imported", **stated}],
        )
    scoring.score_round(commune, 2026, OFFICER)
    assert (result(commune, key)["final_class"], result(commune, key)["source"]) == ("poor", "imported")


def test_an_indicator_that_falls_away_is_emptied(commune, two):
    with commune.write("sửa", OFFICER) as act:
        act.update("review_case", two[0], {"ticks": {"water": None}})
    scoring.score_round(commune, 2026, OFFICER)
    assert "water" not in json.loads(result(commune, two[0])["deprived"])


def test_a_scoring_is_undone_and_done_again(commune, two):
    with commune.write("sửa", OFFICER) as act:
        act.update("review_case", two[1], {"b1_total": 100.0})
    before = contents(commune)
    scoring.score_round(commune, 2026, OFFICER)
    act_number, after = commune.done.act, contents(commune)
    undo.undo(commune, act_number, OFFICER)
    assert without_new(contents(commune), before) == before
    undo.redo(commune, act_number, OFFICER)
    assert contents(commune) == after


def test_a_scoring_that_is_stopped_leaves_nothing(commune, two):
    class Stopping:
        def step(self, done, total, doing):
            raise Cancelled("dừng")

    before = contents(commune)
    with commune.write("sửa", OFFICER) as act:
        act.update("review_case", two[1], {"b1_total": 100.0})
    changed = contents(commune)
    with pytest.raises(Cancelled):
        scoring.score_round(commune, 2026, OFFICER, Stopping())
    assert contents(commune) == changed != before


def test_a_round_of_a_year_without_any_is_told(commune):
    with pytest.raises(InputFault, match="chưa có đợt"):
        scoring.score_round(commune, 2026, OFFICER)


def test_the_area_of_a_place_in_the_year_decides_the_line(commune, villages, two):
    surveys.type_b1(commune, two[0], 160, OFFICER)
    assert result(commune, two[0])["final_class"] == "not_poor"
    places.set_area(commune, villages[0], 2026, "urban", OFFICER)
    scoring.score_round(commune, 2026, OFFICER)
    assert result(commune, two[0])["final_class"] == "poor"


def test_a_table_of_points_decides_only_once_the_round_is_scored(commune, two):
    table = sample_points(book("vn-2021"))
    told = [
        {
            "standard": "vn-2021",
            "region": region,
            "area": area,
            "item": item,
            "option": row.option,
            "points": row.points,
            "source": "mẫu thử",
        }
        for (region, area, item), options in table.rows.items()
        for row in options
    ]
    with commune.write("nạp bảng điểm", OFFICER) as act:
        act.insert("b1_point", told)
    assert result(commune, two[0])["side"] == "b1_typed"
    answer_all(commune, two[0])
    assert result(commune, two[0])["side"] == "b1_table"
    assert result(commune, two[1])["side"] == "b1_typed"
    scoring.score_round(commune, 2026, OFFICER)
    assert result(commune, two[1])["side"] == "b1_typed"


def answer_all(store, key):
    """An answer to every question that the points ask."""
    rules = book("vn-2021")
    asked = {item.question for item in rules.score_items if item.question}
    empty = {"number": 0, "amounts": {}, "yesno": False}
    of_household, of_members = {}, {}
    for question in rules.survey.questions:
        if question.key in asked:
            value = empty.get(question.kind)
            if question.kind == "choice":
                value = question.list.entries[0].code
            (of_household if question.subject == "household" else of_members)[question.key] = value
    surveys.answer(store, key, of_household, OFFICER)
    (member,) = rows(store, "membership", f"household = x'{case(store, key)['household'].hex()}'")
    surveys.answer_member(store, key, member["person"], of_members, OFFICER)


# What if -------------------------------------------------------------------------------------------------


def test_what_if_counts_a_commune_under_another_standard_and_writes_nothing(commune, two):
    surveys.income_per_person(commune, two[0], 2_000_000, OFFICER)
    surveys.tick(commune, two[0], {"water": True}, OFFICER)
    before, acts = contents(commune), len(undo.entries(commune))
    told = what_if(commune, "vn-2027")
    assert told.total.before == {"poor": 1, "not_poor": 1}
    assert told.total.after["unknown"] >= 1
    assert told.total.place == "Xã Nà Mây"
    assert [one.place for one in told.villages] == ["Bản Hua Khắt"]
    assert any("chưa kiểm chứng" in note for note in told.notes)
    assert any("chưa đủ số liệu" in note for note in told.notes)
    assert contents(commune) == before and len(undo.entries(commune)) == acts


def test_what_if_under_the_own_standard_finds_nothing_different(commune, two):
    told = what_if(commune, "vn-2021")
    assert told.total.before == told.total.after == {"poor": 1, "not_poor": 1}
    assert told.different == 0


def test_what_if_counts_those_who_would_be_classed_otherwise(commune, two):
    surveys.agree(commune, two[0], "vn-2021", "not_poor", "họp dân", OFFICER)
    assert what_if(commune, "vn-2021").different == 1


def test_what_if_compares_with_the_first_standard_of_the_round(commune, two):
    (one,) = rows(commune, "review_round")
    with commune.write("hai chuẩn", OFFICER) as act:
        act.update("review_round", one["id"], {"standards": "vn-2021 vn-2027"})
    scoring.score_round(commune, 2026, OFFICER)
    assert what_if(commune, "vn-2027").total.before == {"poor": 1, "not_poor": 1}


def test_a_standard_that_is_none_is_told(commune, two):
    with pytest.raises(InputFault, match="vn-1999"):
        what_if(commune, "vn-1999")
