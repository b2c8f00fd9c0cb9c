"""The steps of a periodic review, each with what it asks for, what it refuses, and what it leaves open."""

from dataclasses import replace
from datetime import date

import pytest
from store.book import contents

from app.errors import InputFault
from app.models.review import Round
from app.rules.procedure import procedure
from app.services import surveys
from app.services.procedure import complaints, leeway, meetings, plans, progress, taking_back
from app.services.procedure.proceedings import read
from app.services.procedure.progress import DONE, NOW, SKIPPED
from app.services.typed import FieldFault
from app.store.undo import CannotUndo, entries, undo
from tests.services.conftest import OFFICER, rows
from tests.services.proceeding import MET, POSTED, READY, Reviewing
from tests.services.reviewing import case

HUA_KHAT, NAM_MO = "Bản Hua Khắt", "Bản Nậm Mơ"


@pytest.fixture
def review(commune, home):
    """Two poor households in the first village, one in the second."""
    made = Reviewing(commune, home)
    made.household("Vàng A Chống")
    made.household("Lý A Sử")
    made.household("Lò Văn Inh", village=1)
    return made


def step(told):
    return (told.step.number, told.step.state) if told.step else None


def states(told):
    return [one.state for one in told.steps]


# The survey ---------------------------------------------------------------------------------------------


def test_a_village_stands_at_its_survey_until_every_household_is_done(review):
    review.household("Sùng A Vảng", done=False)
    told = review.progress()
    assert step(told[HUA_KHAT]) == ("2", NOW)
    (block,) = told[HUA_KHAT].blocks
    assert block.households == (review.homes["Sùng A Vảng"],)
    assert "1 hộ chưa rà soát xong: Sùng A Vảng." in block.what
    assert told[HUA_KHAT].step.told == "2/3"
    assert step(told[NAM_MO]) == ("3", NOW)


def test_forms_to_look_at_again_are_told(review):
    surveys.mark_to_check(review.store, review.cases["Lý A Sử"], "xem lại", OFFICER)
    (block,) = review.progress()[HUA_KHAT].blocks
    assert "1 phiếu cần xem lại" in block.what


def test_without_a_plan_the_clock_runs_to_the_end_of_the_review(review):
    clock = review.progress()[NAM_MO].step.clock
    assert (clock.due, clock.left, clock.basis, clock.overdue) == (date(2026, 12, 14), 24, "period", False)


def test_a_plan_of_the_village_goes_before_the_end_of_the_review(review, villages):
    plans.plan(review.store, review.round, villages[1], "meeting", date(2026, 11, 18), OFFICER)
    told = review.progress()[NAM_MO]
    assert (told.step.clock.due, told.step.clock.left, told.step.clock.basis) == (
        date(2026, 11, 18),
        -2,
        "plan",
    )
    assert told.overdue
    plans.plan(review.store, review.round, villages[1], "meeting", None, OFFICER)
    assert review.progress()[NAM_MO].step.clock.basis == "period"


def test_a_plan_is_for_a_step_of_the_law_and_within_the_review(review, villages):
    with pytest.raises(InputFault, match="không có bước “party”"):
        plans.plan(review.store, review.round, villages[0], "party", MET, OFFICER)
    with pytest.raises(FieldFault, match="nằm ngoài thời gian"):
        plans.plan(review.store, review.round, villages[0], "meeting", date(2026, 12, 15), OFFICER)


# The meeting --------------------------------------------------------------------------------------------


def test_a_meeting_agrees_to_every_result(review, villages):
    review.meet(villages[0], invited=60, representatives="Lý A Sử")
    (told,) = rows(review.store, "meeting")
    assert (told["number"], told["on_day"], told["attending"], told["invited"]) == (1, "2026-11-04", 48, 60)
    assert told["copies"] == procedure(MET).step("meeting").minutes_copies == 2
    assert [(row["agreeing"], row["classes"]) for row in rows(review.store, "vote")] == [
        (48, '{"vn-2021":"poor"}')
    ] * 2
    village = review.progress()[HUA_KHAT]
    assert step(village) == ("4", NOW)
    assert (village.steps[2].state, village.steps[2].on, village.steps[2].told) == (DONE, MET, "2/2")


@pytest.mark.parametrize(
    ("minutes", "field", "words"),
    [
        ({"chair": " "}, "chair", "chưa có người chủ trì"),
        ({"secretary": ""}, "secretary", "chưa có thư ký"),
        ({"venue": ""}, "venue", "chưa ghi nơi họp"),
        ({"attending": 0}, "attending", "phải có người dự"),
        ({"invited": -1}, "invited", "không được âm"),
        ({"on": date(2026, 11, 21)}, "on", "chưa đến"),
        ({"copies": 1}, "copies", "phải lập 2 bản"),
    ],
)
def test_minutes_must_say_who_met_and_when(review, villages, minutes, field, words):
    before = contents(review.store)
    with pytest.raises(FieldFault, match=words) as told:
        review.meet(villages[0], others=40, **minutes)
    assert told.value.field == field
    assert contents(review.store) == before


def test_half_of_those_attending_is_enough_and_one_less_is_not(review, villages):
    review.meet(villages[0], {"Vàng A Chống": 24, "Lý A Sử": 23})
    told = review.progress()[HUA_KHAT]
    assert step(told) == ("3", NOW)
    assert told.step.told == "Họp lại 1 hộ"
    (block,) = told.blocks
    assert block.households == (review.homes["Lý A Sử"],)
    assert "?: 23/48" in block.what
    assert "Rà soát lại" in block.todo
    assert case(review.store, review.cases["Lý A Sử"])["state"] == "to_check"
    assert case(review.store, review.cases["Vàng A Chống"])["state"] == "done"


def test_what_was_sent_back_is_surveyed_again_and_meets_again(review, villages):
    review.meet(villages[0], {"Lý A Sử": 10}, others=48)
    with pytest.raises(InputFault, match="Chưa biểu quyết được về hộ Lý A Sử"):
        review.meet(villages[0], {"Lý A Sử": 40}, on=date(2026, 11, 10))
    review.review("Lý A Sử", deprived=1)
    assert "Họp lại về các hộ này" in review.progress()[HUA_KHAT].blocks[0].todo
    second = review.meet(villages[0], {"Lý A Sử": 40}, on=date(2026, 11, 10))
    assert [row["agreeing"] for row in rows(review.store, "vote", f"meeting = x'{second.hex()}'")] == [40]
    assert [row["number"] for row in rows(review.store, "meeting")].count(2) == 1
    assert step(review.progress()[HUA_KHAT]) == ("4", NOW)


def test_a_result_that_changes_after_its_meeting_meets_again(review, villages):
    review.meet(villages[0])
    review.post(villages[0])
    review.review("Lý A Sử", deprived=1)
    told = review.progress()[HUA_KHAT]
    assert step(told) == ("3", NOW)
    assert told.blocks[0].households == (review.homes["Lý A Sử"],)
    review.meet(villages[0], on=date(2026, 11, 12))
    assert step(review.progress()[HUA_KHAT]) == ("4", NOW), "the first posting showed another result"


def test_a_household_without_a_vote_is_named(review, villages):
    review.meet(villages[0], {"Lý A Sử": 40})
    (block,) = review.progress()[HUA_KHAT].blocks
    assert "1 hộ chưa được họp dân thống nhất: Vàng A Chống" in block.what
    meetings.vote(
        review.store, rows(review.store, "meeting")[0]["id"], {review.cases["Vàng A Chống"]: 41}, OFFICER
    )
    assert step(review.progress()[HUA_KHAT]) == ("4", NOW)


def test_no_more_agree_than_attend(review, villages):
    with pytest.raises(FieldFault, match="49 người đồng ý, mà chỉ có 48 người dự"):
        review.meet(villages[0], {"Lý A Sử": 49})


def test_a_household_of_another_village_is_not_voted_upon(review, villages):
    with pytest.raises(InputFault, match="Chưa biểu quyết được"):
        review.meet(villages[0], {"Lò Văn Inh": 40})


def test_a_meeting_is_called_moved_and_held(review, villages):
    hall = "Nhà văn hóa bản"
    meetings.call(review.store, review.round, villages[0], date(2026, 11, 21), "14:00", hall, OFFICER)
    told = review.progress()[HUA_KHAT]
    assert (told.step.told, told.step.clock.left, told.step.clock.basis) == ("Họp 21/11 14:00", 1, "plan")
    assert "đã hẹn họp dân ngày 21/11/2026" in told.blocks[0].what
    meetings.call(review.store, review.round, villages[0], date(2026, 11, 22), "08:00", hall, OFFICER)
    review.meet(villages[0], on=date(2026, 11, 22), today=date(2026, 11, 22))
    (row,) = rows(review.store, "meeting")
    assert (row["on_day"], row["attending"], row["number"]) == ("2026-11-22", 48, 1)


def test_a_meeting_does_not_go_before_an_earlier_one(review, villages):
    review.meet(villages[0], {"Lý A Sử": 40})
    with pytest.raises(FieldFault, match="trước cuộc họp lần 1"):
        review.meet(villages[0], on=date(2026, 11, 1))


def test_a_meeting_does_not_go_before_the_survey_that_it_speaks_of(review, villages):
    surveys.reviewed(review.store, review.cases["Lý A Sử"], "2026-11-09", "Vàng Thị Mỷ", OFFICER)
    with pytest.raises(FieldFault, match="trước ngày rà soát của 1 hộ"):
        review.meet(villages[0])


def test_a_village_that_agreed_to_everything_needs_no_meeting(review, villages):
    review.meet(villages[0])
    with pytest.raises(InputFault, match="không có kết quả nào cần họp"):
        review.meet(villages[0], on=date(2026, 11, 10))


def test_votes_are_mended_only_while_nothing_stands_on_their_meeting(review, villages):
    hall = "Nhà văn hóa bản"
    meetings.call(review.store, review.round, villages[1], date(2026, 11, 21), "14:00", hall, OFFICER)
    (called,) = rows(review.store, "meeting")
    with pytest.raises(InputFault, match="chưa diễn ra"):
        meetings.vote(review.store, called["id"], {review.cases["Lò Văn Inh"]: 40}, OFFICER)
    review.meet(villages[0], {"Lý A Sử": 40})
    (held,) = (one for one in rows(review.store, "meeting") if one["attending"] is not None)
    meetings.vote(review.store, held["id"], {review.cases["Vàng A Chống"]: 42}, OFFICER)
    assert {one["agreeing"] for one in rows(review.store, "vote")} == {40, 42}
    review.post(villages[0])
    with pytest.raises(InputFault, match="đã có bước khác"):
        meetings.vote(review.store, held["id"], {review.cases["Vàng A Chống"]: 20}, OFFICER)


def test_a_place_or_a_household_outside_the_round_is_told_so(review, villages, commune):
    gone = review.household("Sùng A Vảng")
    with pytest.raises(InputFault, match="không có hộ nào ở nơi này"):
        review.meet(commune.place)
    review.meet(villages[0])
    review.post(villages[0])
    with commune.write("Bỏ khỏi danh sách", OFFICER) as act:
        act.delete("review_case", [gone])
    with pytest.raises(InputFault, match="không thuộc diện rà soát"):
        review.complain("Sùng A Vảng")


def test_one_village_read_alone_is_as_it_is_among_all(review, villages):
    review.meet(villages[0])
    review.post(villages[0])
    review.complain("Lý A Sử")
    with review.store.session() as session:
        one = session.get_one(Round, review.round)
        whole = read(session, one)
        alone = [read(session, one, place) for place in villages]
        assert [told.village(place) for told, place in zip(alone, villages, strict=True)] == [
            replace(whole.village(place), votes=told.village(place).votes)
            for told, place in zip(alone, villages, strict=True)
        ]
        assert all(told.posted == whole.posted != {} for told in alone)
        (walked,) = progress.progress(session, one, READY, villages[1])
        assert walked == progress.progress(session, one, READY)[1]


# The posting --------------------------------------------------------------------------------------------


def test_a_posting_hangs_for_the_full_days_at_two_places(review, villages):
    review.meet(villages[0])
    review.post(villages[0], since=date(2026, 11, 19))
    (told,) = rows(review.store, "posting")
    assert (told["since"], told["until"]) == ("2026-11-19", "2026-11-21")
    assert told["at_village"] != told["at_office"] != ""
    village = review.progress()[HUA_KHAT]
    assert (village.step.number, village.step.told, village.step.clock.left) == ("4", "Ngày 2/3", 1)
    assert review.progress(date(2026, 11, 22))[HUA_KHAT].steps[3].on == date(2026, 11, 21)


def test_a_posting_of_two_days_is_refused_with_the_day_that_mends_it(review, villages):
    review.meet(villages[0])
    with pytest.raises(FieldFault, match=r"chỉ được 2 ngày. Phải đủ 3 ngày. .* 07/11/2026"):
        review.post(villages[0], until=date(2026, 11, 6))
    assert rows(review.store, "posting") == []


def test_a_place_may_ask_for_more_days_and_never_for_fewer(review, villages):
    with pytest.raises(FieldFault, match="luật định ít nhất 3 ngày"):
        leeway.choose(review.store, "posting_days", "2", OFFICER)
    leeway.choose(review.store, "posting_days", "5", OFFICER)
    review.meet(villages[0])
    with pytest.raises(FieldFault, match="Phải đủ 5 ngày"):
        review.post(villages[0], until=date(2026, 11, 7))
    review.post(villages[0])
    assert rows(review.store, "posting")[0]["until"] == "2026-11-09"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"since": date(2026, 11, 3)}, "trước ngày họp dân"),
        ({"since": date(2026, 11, 21)}, "chưa đến"),
        ({"at_village": "Trụ sở", "at_office": "Trụ sở"}, "ở hai nơi"),
    ],
)
def test_a_posting_follows_its_meeting(review, villages, more, words):
    review.meet(villages[0])
    with pytest.raises(FieldFault, match=words):
        review.post(villages[0], **more)


def test_nothing_is_posted_before_everybody_is_agreed_upon(review, villages):
    with pytest.raises(InputFault, match="chưa niêm yết được"):
        review.post(villages[0])
    review.meet(villages[0], {"Lý A Sử": 40})
    with pytest.raises(InputFault, match="Vàng A Chống"):
        review.post(villages[0])


def test_the_same_results_are_posted_once(review, villages):
    review.meet(villages[0])
    review.post(villages[0])
    with pytest.raises(InputFault, match="đã niêm yết rồi"):
        review.post(villages[0], since=date(2026, 11, 10))


# Complaints ---------------------------------------------------------------------------------------------


def test_the_time_for_complaints_runs_out(review, villages):
    review.meet(villages[0])
    review.post(villages[0])
    last = date(2026, 11, 14)
    waiting = review.progress(last)[HUA_KHAT]
    assert (waiting.step.number, waiting.step.clock.due, waiting.step.clock.sure) == ("4b", last, False)
    over = review.progress(date(2026, 11, 15))[HUA_KHAT]
    assert (over.step.number, over.steps[4].on, over.steps[4].told) == ("5", last, "không có đơn")


def test_a_place_may_choose_not_to_wait_for_complaints(review, villages):
    leeway.choose(review.store, "wait_for_complaints", "no", OFFICER)
    review.meet(villages[0])
    review.post(villages[0])
    assert review.progress(date(2026, 11, 8))[HUA_KHAT].step.number == "5"


def test_a_complaint_is_surveyed_again_answered_and_posted_again(review, villages):
    review.meet(villages[0])
    review.post(villages[0])
    complaint = review.complain("Vàng A Chống")
    assert case(review.store, review.cases["Vàng A Chống"])["state"] == "to_check"
    told = review.progress(date(2026, 11, 12))[HUA_KHAT]
    assert (told.step.number, told.step.told, told.step.clock.due) == (
        "4b",
        "Phúc tra 1/1",
        date(2026, 11, 17),
    )
    assert told.blocks[0].households == (review.homes["Vàng A Chống"],)
    with pytest.raises(InputFault, match="chưa phúc tra xong"):
        review.answer(complaint)
    review.review("Vàng A Chống", deprived=1)
    review.answer(complaint)
    assert "chưa niêm yết lại" in review.progress()[HUA_KHAT].blocks[0].what
    review.post(villages[0], since=date(2026, 11, 14))
    (row,) = rows(review.store, "complaint")
    assert (row["resurveyed"], row["answered"], row["classes"]) == (
        "2026-11-10",
        "2026-11-13",
        '{"vn-2021":"near_poor"}',
    )
    assert row["reposted"] == review.proceedings().village(villages[0]).postings[1].id
    assert review.progress(date(2026, 11, 16))[HUA_KHAT].step.told == "Ngày 3/3"
    assert review.progress()[HUA_KHAT].step.number == "5"


def test_the_second_posting_follows_the_answer(review, villages):
    review.meet(villages[0])
    review.post(villages[0])
    complaint = review.complain("Vàng A Chống")
    review.review("Vàng A Chống", deprived=1)
    review.answer(complaint)
    with pytest.raises(FieldFault, match="sau ngày trả lời khiếu nại 13/11/2026"):
        review.post(villages[0], since=date(2026, 11, 12))


def test_the_clock_of_a_late_complaint_counts_from_its_receipt(review, villages):
    review.meet(villages[0])
    review.post(villages[0])
    review.complain("Lý A Sử", received=date(2026, 11, 6))
    told = review.proceedings()
    its = told.village(villages[0])
    assert complaints.answer_due(told, its, its.complaints[0]) == date(2026, 11, 14)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"received": date(2026, 11, 4)}, "chưa niêm yết"),
        ({"received": date(2026, 11, 21)}, "chưa đến"),
        ({"about": ""}, "về việc gì"),
    ],
)
def test_a_complaint_says_when_and_what(review, villages, more, words):
    review.meet(villages[0])
    review.post(villages[0])
    with pytest.raises(InputFault, match=words):
        review.complain("Lý A Sử", **more)


def test_a_complaint_is_answered_once_and_after_it_came(review, villages):
    review.meet(villages[0])
    review.post(villages[0])
    complaint = review.complain("Lý A Sử")
    with pytest.raises(InputFault, match="chưa trả lời"):
        review.complain("Lý A Sử")
    review.review("Lý A Sử")
    with pytest.raises(FieldFault, match="phải sau ngày nhận"):
        review.answer(complaint, on=date(2026, 11, 9))
    with pytest.raises(FieldFault, match="trả lời thế nào"):
        review.answer(complaint, text=" ")
    review.answer(complaint)
    with pytest.raises(InputFault, match="đã được trả lời"):
        review.answer(complaint)


def test_after_the_report_a_complaint_is_too_late(review, villages):
    review.until_opinion(*villages)
    with pytest.raises(InputFault, match="đã báo cáo cấp trên"):
        review.complain("Lý A Sử")


# Nothing in silence -------------------------------------------------------------------------------------


def test_a_village_without_households_is_named_until_a_reason_leaves_it_out(review, villages, commune):
    from app.services import places

    empty = places.establish(commune, "Bản Pú Nhu", "village", commune.place, OFFICER)
    (block,) = review.progress()["Bản Pú Nhu"].blocks
    assert block.what == "Bản Pú Nhu không có hộ nào trong đợt rà soát."
    plans.skip(commune, review.round, empty, "list", "Không có hộ thuộc diện", OFFICER)
    told = review.progress()["Bản Pú Nhu"]
    assert states(told)[:5] == [SKIPPED] * 5
    assert told.steps[0].told == "Không có hộ thuộc diện"
    plans.skip(commune, review.round, empty, "list", "", OFFICER)
    assert review.progress()["Bản Pú Nhu"].step.number == "1"


def test_only_what_the_law_leaves_open_may_be_left_out(review, villages):
    for place, key in ((villages[0], "list"), (villages[0], "meeting"), (villages[0], "opinion")):
        with pytest.raises(InputFault, match="Luật không cho bỏ"):
            plans.skip(review.store, review.round, place, key, "cho nhanh", OFFICER)


def test_households_of_an_unknown_village_are_named(review, commune, home):
    key = review.household("Hờ A Pó")
    with commune.write("Chưa rõ bản", OFFICER) as act:
        act.update("review_case", key, {"place": commune.place})
    (block,) = review.progress()["Xã Nà Mây"].blocks
    assert "1 hộ chưa rõ ở bản nào: Hờ A Pó" in block.what


def test_a_choice_is_checked(review):
    for key, value, words in (
        ("posting_days", "ba", "không phải là số ngày"),
        ("wait_for_complaints", "có", "yes hoặc no"),
        ("holidays", "2026-02-17 30/4", "“30/4” không phải là ngày"),
        ("colour", "red", "không có lựa chọn"),
    ):
        with pytest.raises(InputFault, match=words):
            leeway.choose(review.store, key, value, OFFICER)


def test_an_unverified_term_may_be_replaced_by_what_the_province_says(review, villages):
    leeway.choose(review.store, "complaint_days", "5", OFFICER)
    review.meet(villages[0])
    review.post(villages[0])
    assert review.progress(date(2026, 11, 8))[HUA_KHAT].step.clock.due == date(2026, 11, 12)


# Taking back --------------------------------------------------------------------------------------------


def test_steps_are_taken_back_one_by_one_with_a_trace(review, villages):
    begun = contents(review.store)
    review.meet(villages[0])
    met = review.progress()
    review.post(villages[0])
    posted = review.progress()
    review.complain("Lý A Sử")
    taking_back.take_back(review.store, review.round, villages[0], OFFICER)
    assert review.progress() == posted
    taking_back.take_back(review.store, review.round, villages[0], OFFICER)
    assert review.progress() == met
    done = taking_back.take_back(review.store, review.round, villages[0], OFFICER)
    assert done.title == "Hoàn tác: Họp dân Bản Hua Khắt"
    assert {tab: len(rows(review.store, tab)) for tab in ("meeting", "vote", "posting", "complaint")} == {
        "meeting": 0,
        "vote": 0,
        "posting": 0,
        "complaint": 0,
    }
    assert contents(review.store)["review_case"] == begun["review_case"]
    with pytest.raises(InputFault, match="Chưa có bước nào để hoàn tác"):
        taking_back.take_back(review.store, review.round, villages[0], OFFICER)


def act_of(store, words):
    return next(entry.act for entry in entries(store) if words in entry.title and not entry.undone)


@pytest.mark.parametrize("words", ["Họp dân Bản Hua Khắt", "Niêm yết kết quả Bản Hua Khắt"])
def test_a_step_under_a_later_one_is_not_taken_back(review, villages, words):
    review.meet(villages[0])
    review.post(villages[0])
    review.complain("Lý A Sử")
    with pytest.raises(CannotUndo):
        undo(review.store, act_of(review.store, words), OFFICER)


def test_a_posting_that_was_reported_is_not_taken_back(review, villages):
    review.until_opinion(*villages)
    with pytest.raises(CannotUndo):
        taking_back.take_back(review.store, review.round, villages[0], OFFICER)


def test_a_step_made_anew_after_it_was_taken_back_keeps_nothing_of_the_old_one(review, villages):
    review.meet(villages[0], {"Lý A Sử": 10}, others=48, note="lần đầu")
    taking_back.take_back(review.store, review.round, villages[0], OFFICER)
    review.meet(villages[0], others=30)
    (told,) = rows(review.store, "meeting")
    assert (told["note"], told["number"]) == ("", 1)
    assert {row["agreeing"] for row in rows(review.store, "vote")} == {30}
    assert POSTED > MET
    assert review.progress(READY)[HUA_KHAT].step.number == "4"
