"""The survey form: every answer is kept, refused with a sentence, or taken back; results follow at once."""

import json

import pytest
from store.book import contents, without_new

from app.errors import InputFault
from app.services import rounds, surveys
from app.services.typed import FieldFault
from app.store import undo
from tests.services.conftest import OFFICER, roster, row, rows
from tests.services.reviewing import case, open_round, requested, result, reviewed, ticks


@pytest.fixture
def form(commune, home):
    """A household of three with a case in an open round: store, case, household, members."""
    key, known = home("Giàng A Páo", "Giàng Thị Mỷ", "Giàng A Chống")
    open_round(commune)
    return commune, requested(commune, key), key, known


def told(store, key, column):
    return json.loads(case(store, key)[column])


def test_a_case_is_found_by_household_and_year(form, home):
    store, key, household, _known = form
    other, _people = home("Lò Văn Ún")
    with store.session() as session:
        assert surveys.case_of(session, store.place, 2026, household).id == key
        with pytest.raises(InputFault, match="không có trong đợt"):
            surveys.case_of(session, store.place, 2026, other)


def test_answers_are_kept_and_taken_away(form):
    store, key, _household, _known = form
    surveys.answer(store, key, {"water": "unprotected", "floor_area": 45.5, "farming": True}, OFFICER)
    assert told(store, key, "answers") == {"water": "unprotected", "floor_area": 45.5, "farming": True}
    surveys.answer(store, key, {"water": None, "farming": ""}, OFFICER)
    assert told(store, key, "answers") == {"floor_area": 45.5}


def test_the_first_answer_begins_a_case_and_the_result_follows(form):
    store, key, _household, _known = form
    assert case(store, key)["state"] == "not_begun"
    surveys.answer(store, key, {"water": "unprotected"}, OFFICER)
    assert case(store, key)["state"] == "begun"
    assert '"water":true' in result(store, key)["deprived"]
    assert '"water":"derived"' in result(store, key)["sources"]


def test_an_answer_that_changes_nothing_is_no_act(form):
    store, key, _household, _known = form
    surveys.answer(store, key, {"water": "unprotected"}, OFFICER)
    acts = len(undo.entries(store))
    surveys.answer(store, key, {"water": "unprotected"}, OFFICER)
    assert len(undo.entries(store)) == acts


def test_groups_and_causes_are_all_that_is_named(form):
    store, key, household, _known = form
    surveys.answer(store, key, {"groups": ["merit", "woman_head"]}, OFFICER)
    surveys.answer(store, key, {"groups": ["merit"]}, OFFICER)
    surveys.causes(store, key, ["land", "capital"], OFFICER)
    surveys.causes(store, key, ["capital", "illness"], OFFICER)
    assert told(store, key, "groups") == {"merit": True}
    assert json.loads(row(store, "household", household)["groups"]) == {"merit": True}
    assert told(store, key, "causes") == {"capital": True, "illness": True}
    surveys.answer(store, key, {"causes": None}, OFFICER)
    assert told(store, key, "causes") == {}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"color": "red"}, "không có câu"),
        ({"school": "primary"}, "không có câu"),
        ({"waste": "collected"}, "không có câu"),
        ({"water": "whisky"}, "không có mục này"),
        ({"farming": "có"}, "có hoặc không"),
        ({"floor_area": "45"}, "bằng số"),
        ({"floor_area": True}, "bằng số"),
        ({"floor_area": float("nan")}, "bằng số"),
        ({"floor_area": -1}, "Nhỏ nhất là 0"),
        ({"floor_area": 2001}, "Lớn nhất là 2.000"),
        ({"information_means": "tv"}, "chọn được nhiều"),
        ({"information_means": 3}, "chọn được nhiều"),
        ({"information_means": ["fax"]}, "không có mục này"),
        ({"causes": ["lazy"]}, "không có mục này"),
        ({"assets": ["tv"]}, "số lượng cho từng mục"),
        ({"assets": {"yacht": 1}}, "không có mục này"),
        ({"land": {"annual": "nhiều"}}, "bằng số"),
        ({"water": ["piped"]}, "không có mục này"),
    ],
)
def test_what_cannot_be_an_answer_is_refused_with_a_sentence(form, answers, said):
    store, key, _household, _known = form
    before = contents(store)
    with pytest.raises(FieldFault, match=said) as fault:
        surveys.answer(store, key, answers, OFFICER)
    assert fault.value.field == next(iter(answers))
    assert contents(store) == before


def test_amounts_are_not_below_zero(form):
    store, key, _household, _known = form
    with pytest.raises(FieldFault, match="không được âm"):
        surveys.answer(store, key, {"animals": {"buffalo": -1}}, OFFICER)
    surveys.answer(store, key, {"animals": {"buffalo": 2}, "information_means": []}, OFFICER)
    assert told(store, key, "answers") == {"animals": {"buffalo": 2}, "information_means": []}


def test_one_answer_that_is_wrong_keeps_all_of_them_out(form):
    store, key, _household, _known = form
    with pytest.raises(FieldFault):
        surveys.answer(store, key, {"water": "unprotected", "latrine": "gold"}, OFFICER)
    assert told(store, key, "answers") == {}


def test_members_answer_one_by_one(form):
    store, key, _household, known = form
    surveys.answer_member(store, key, known["Giàng Thị Mỷ"], {"insurance": False}, OFFICER)
    surveys.answer_member(store, key, known["Giàng Thị Mỷ"], {"insurance": True, "internet": True}, OFFICER)
    surveys.answer_member(store, key, known["Giàng A Chống"], {"insurance": None}, OFFICER)
    (answered,) = rows(store, "case_member")
    assert json.loads(answered["answers"]) == {"insurance": True, "internet": True}


def test_what_the_roster_holds_is_corrected_where_it_stands(form):
    store, key, household, known = form
    told = {
        "name": "Giàng Thị  Mỵ",
        "birth": "2011-02",
        "sex": "female",
        "ethnic": "08",
        "identity": "015311000001",
        "relation": "grandchild",
    }
    surveys.answer_member(store, key, known["Giàng Thị Mỷ"], told, OFFICER)
    (member,) = [one for one in roster(store, household) if one.person == known["Giàng Thị Mỷ"]]
    assert (member.name, member.birth, member.sex, member.ethnic, member.cccd, member.relation) == (
        "Giàng Thị Mỵ", "2011-02", "female", "08", "015311000001", "grandchild",
    )  # fmt: skip
    surveys.answer_member(
        store, key, known["Giàng Thị Mỷ"], {"sex": None, "birth": "", "relation": None}, OFFICER
    )
    (member,) = [one for one in roster(store, household) if one.person == known["Giàng Thị Mỷ"]]
    assert (member.sex, member.birth, member.relation) == (None, "", "")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"name": ""}, "Họ tên"),
        ({"birth": "31/2"}, "không phải là ngày"),
        ({"relation": "head"}, "Đổi chủ hộ"),
        ({"height": 300}, "Lớn nhất"),
        ({"water": "unprotected"}, "không có câu"),
    ],
)
def test_what_cannot_be_said_of_a_member_is_refused(form, answers, said):
    store, key, _household, known = form
    with pytest.raises(FieldFault, match=said):
        surveys.answer_member(store, key, known["Giàng A Chống"], answers, OFFICER)


def test_the_head_stays_the_head_on_the_form(form):
    store, key, _household, known = form
    surveys.answer_member(store, key, known["Giàng A Páo"], {"relation": "head"}, OFFICER)
    with pytest.raises(FieldFault, match="Đổi chủ hộ"):
        surveys.answer_member(store, key, known["Giàng A Páo"], {"relation": "child"}, OFFICER)


def test_a_stranger_does_not_answer(form, home):
    store, key, _household, _known = form
    _other, strangers = home("Lò Văn Ún")
    with pytest.raises(InputFault, match="không phải thành viên"):
        surveys.answer_member(store, key, strangers["Lò Văn Ún"], {"insurance": True}, OFFICER)


def test_points_and_ticks_make_a_class(form):
    store, key, _household, _known = form
    surveys.type_b1(store, key, 140, OFFICER)
    surveys.tick(store, key, ticks(5), OFFICER)
    assert result(store, key)["final_class"] == "poor"
    surveys.type_b1(store, key, 140.5, OFFICER)
    assert result(store, key)["final_class"] == "not_poor"
    surveys.type_b1(store, key, None, OFFICER)
    assert result(store, key)["final_class"] is None


def test_points_by_item_are_added_up_when_all_are_there(form):
    store, key, _household, _known = form
    from app.rules.book import book

    groups = {item.group for item in book("vn-2021").score_items}
    surveys.type_b1(store, key, None, OFFICER, dict.fromkeys(groups, 10))
    assert result(store, key)["b1"] == 10 * len(groups)
    with pytest.raises(FieldFault, match="không có mục"):
        surveys.type_b1(store, key, None, OFFICER, {"yacht": 5})


@pytest.mark.parametrize("points", [-1, "140", True])
def test_points_are_a_number_not_below_zero(form, points):
    store, key, _household, _known = form
    with pytest.raises(FieldFault, match="số không âm"):
        surveys.type_b1(store, key, points, OFFICER)


def test_a_tick_is_taken_away_and_an_unknown_indicator_refused(form):
    store, key, _household, _known = form
    surveys.tick(store, key, {"water": True, "telecom": False}, OFFICER)
    surveys.tick(store, key, {"water": None}, OFFICER)
    assert told(store, key, "ticks") == {"telecom": False}
    with pytest.raises(FieldFault, match="không có chỉ số"):
        surveys.tick(store, key, {"domestic_waste": True}, OFFICER)


def test_the_income_worksheet_decides_where_there_are_no_points(form):
    from app.rules.book import book

    store, key, _household, _known = form
    wages = next(item.key for item in book("vn-2021").income_items if item.kind == "receipt")
    surveys.income(store, key, {wages: 1_500_000 * 12 * 3}, OFFICER)
    assert (result(store, key)["income"], result(store, key)["side"]) == (1_500_000, "income")
    surveys.income(store, key, {wages: None}, OFFICER)
    assert result(store, key)["income"] is None
    surveys.income_per_person(store, key, 1_500_001, OFFICER)
    assert result(store, key)["final_class"] == "not_poor"
    for lines, said in (({"lottery": 1}, "không có dòng"), ({wages: -5}, "số không âm")):
        with pytest.raises(FieldFault, match=said):
            surveys.income(store, key, lines, OFFICER)


def test_ages_are_counted_on_the_day_of_the_review(form):
    store, key, _household, known = form
    surveys.answer_member(
        store, key, known["Giàng Thị Mỷ"], {"birth": "2020-10-01", "insurance": False}, OFFICER
    )
    surveys.reviewed(store, key, "2026-09-30", "Lò Thị Ỏn", OFFICER)
    assert '"health_insurance":true' not in result(store, key)["deprived"]
    surveys.reviewed(store, key, "2026-10-01", "Lò Thị Ỏn", OFFICER)
    assert '"health_insurance":true' in result(store, key)["deprived"]
    surveys.reviewed(store, key, "", "", OFFICER)
    assert case(store, key)["reviewed_on"] == ""


def test_a_remark_is_kept(form):
    store, key, _household, _known = form
    surveys.note(store, key, " Chủ hộ đi làm xa ", OFFICER)
    assert case(store, key)["note"] == "Chủ hộ đi làm xa"


def test_findings_show_the_arithmetic(form):
    store, key, _household, _known = form
    surveys.type_b1(store, key, 120, OFFICER)
    with store.session() as session:
        (finding,) = surveys.findings(session, key)
    assert finding.because[0] == "B1 = 120 ≤ 140"


# Agreement -----------------------------------------------------------------------------------------------


def test_people_agree_otherwise_with_a_reason_which_stays(form):
    store, key, _household, _known = form
    reviewed(store, key, 120, 5)
    with pytest.raises(FieldFault, match="phải ghi lý do") as fault:
        surveys.agree(store, key, "vn-2021", "near_poor", "  ", OFFICER)
    assert fault.value.field == "agreed_why"
    surveys.agree(store, key, "vn-2021", "near_poor", "họp dân 12/10, 40/45 người", OFFICER)
    now = result(store, key)
    assert (now["final_class"], now["computed_class"], now["agreed_class"]) == (
        "near_poor",
        "poor",
        "near_poor",
    )
    surveys.type_b1(store, key, 130, OFFICER)
    assert result(store, key)["agreed_why"] == "họp dân 12/10, 40/45 người"


def test_agreeing_with_the_rules_needs_no_reason(form):
    store, key, _household, _known = form
    reviewed(store, key, 120, 5)
    surveys.agree(store, key, "vn-2021", "near_poor", "họp dân", OFFICER)
    surveys.agree(store, key, "vn-2021", "poor", "", OFFICER)
    assert (result(store, key)["agreed_class"], result(store, key)["final_class"]) == (None, "poor")
    surveys.agree(store, key, "vn-2021", "near_poor", "họp dân", OFFICER)
    surveys.agree(store, key, "vn-2021", None, "", OFFICER)
    assert (result(store, key)["agreed_class"], result(store, key)["final_class"]) == (None, "poor")


def test_people_may_agree_before_the_rules_can(form):
    store, key, _household, _known = form
    surveys.agree(store, key, "vn-2021", "poor", "hộ neo đơn, họp dân thống nhất", OFFICER)
    assert (result(store, key)["final_class"], result(store, key)["computed_class"]) == ("poor", None)
    surveys.mark_done(store, key, OFFICER)
    assert case(store, key)["state"] == "done"


@pytest.mark.parametrize(
    ("standard", "klass", "said"),
    [("vn-2021", "rich", "Không có loại hộ"), ("vn-2027", "poor", "chưa có kết quả")],
)
def test_only_classes_and_standards_of_the_round_are_agreed_on(form, standard, klass, said):
    store, key, _household, _known = form
    with pytest.raises(InputFault, match=said):
        surveys.agree(store, key, standard, klass, "vì vậy", OFFICER)


# States --------------------------------------------------------------------------------------------------


def test_a_case_is_done_only_with_a_class(form):
    store, key, _household, _known = form
    with pytest.raises(InputFault, match="điểm B1 hoặc thu nhập"):
        surveys.mark_done(store, key, OFFICER)
    surveys.type_b1(store, key, 120, OFFICER)
    with pytest.raises(InputFault, match="Nguồn nước sinh hoạt"):
        surveys.mark_done(store, key, OFFICER)
    surveys.type_b1(store, key, 200, OFFICER)
    surveys.mark_done(store, key, OFFICER)
    assert case(store, key)["state"] == "done"


def test_a_case_that_loses_its_class_must_be_looked_at_again(form):
    store, key, _household, _known = form
    reviewed(store, key, 200, 0)
    surveys.note(store, key, "đã xong", OFFICER)
    assert case(store, key)["state"] == "done"
    surveys.type_b1(store, key, None, OFFICER)
    assert case(store, key)["state"] == "to_check"


def test_somebody_asks_for_another_look(form):
    store, key, _household, _known = form
    reviewed(store, key, 200, 0)
    surveys.mark_to_check(store, key, "khiếu nại 3/11", OFFICER)
    assert (case(store, key)["state"], case(store, key)["note"]) == ("to_check", "khiếu nại 3/11")


def test_two_standards_are_found_on_one_form(form):
    store, key, _household, _known = form
    with store.session() as session:
        one = rounds.get(session, store.place, 2026)
    with store.write("hai chuẩn", OFFICER) as act:
        act.update("review_round", one.id, {"standards": "vn-2021 vn-2027"})
    surveys.answer(store, key, {"waste": "burned"}, OFFICER)
    surveys.income_per_person(store, key, 2_000_000, OFFICER)
    assert result(store, key)["final_class"] == "not_poor"
    assert result(store, key, "vn-2027")["final_class"] is None
    with pytest.raises(InputFault, match="Chưa đủ thông tin"):
        surveys.mark_done(store, key, OFFICER)


VERBS = {
    "answer": lambda s, k, who: surveys.answer(s, k, {"water": "unprotected", "groups": ["merit"]}, OFFICER),
    "answer_member": lambda s, k, who: surveys.answer_member(
        s, k, who["Giàng A Chống"], {"birth": "2019", "insurance": True}, OFFICER
    ),
    "tick": lambda s, k, who: surveys.tick(s, k, {"water": True}, OFFICER),
    "b1": lambda s, k, who: surveys.type_b1(s, k, 120, OFFICER),
    "income": lambda s, k, who: surveys.income_per_person(s, k, 900_000, OFFICER),
    "causes": lambda s, k, who: surveys.causes(s, k, ["land"], OFFICER),
    "agree": lambda s, k, who: surveys.agree(s, k, "vn-2021", "poor", "họp dân", OFFICER),
    "to check": lambda s, k, who: surveys.mark_to_check(s, k, "xem lại", OFFICER),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_one_act_that_is_undone_and_done_again(form, verb):
    store, key, _household, known = form
    before = contents(store)
    VERBS[verb](store, key, known)
    act, after = store.done.act, contents(store)
    assert after != before
    undo.undo(store, act, OFFICER)
    assert without_new(contents(store), before) == before
    undo.redo(store, act, OFFICER)
    assert contents(store) == after
