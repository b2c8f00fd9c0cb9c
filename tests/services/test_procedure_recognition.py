"""Reports, opinions, decisions that freeze, certificates: nothing is ever half recognised."""

from datetime import date, timedelta

import pytest
from store.book import contents

from app.errors import InputFault
from app.models.review import Round
from app.services import households, members, places, rounds, scoring, surveys
from app.services.procedure import certificates, opinions, plans, recognition, taking_back
from app.services.typed import FieldFault
from app.store.frozen import Frozen
from app.store.undo import CannotUndo, entries, undo
from tests.services.conftest import OFFICER, people, row, rows
from tests.services.proceeding import DECIDED, READY, REPORTED, Reviewing

HUA_KHAT = "Bản Hua Khắt"
TODAY = date(2026, 12, 1)


@pytest.fixture
def review(commune, home):
    """A poor, a near-poor and a not poor household in the first village, a poor one in the second."""
    made = Reviewing(commune, home)
    made.household("Vàng A Chống")
    made.household("Lý A Sử", deprived=1)
    made.household("Hờ A Pó", b1=200)
    made.household("Lò Văn Inh", village=1)
    return made


@pytest.fixture
def recognised(review, villages):
    review.until_opinion(*villages)
    review.decision = review.recognise()
    return review


def lines(review):
    with review.store.session() as session:
        return certificates.lines(session, review.decision)


def give(review, on=DECIDED, names=(), today=TODAY):
    wanted = [review.homes[name] for name in names]
    return certificates.give(review.store, review.decision, on, today, OFFICER, wanted)


def certificate(review, number, year=2026):
    with review.store.session() as session:
        return certificates.find(session, review.store.place, year, number)


# The level above ----------------------------------------------------------------------------------------


def test_the_round_is_reported_when_every_village_is_ready(review, villages):
    review.meet(villages[0])
    review.post(villages[0])
    (block,) = review.progress()[HUA_KHAT].blocks
    assert block.what == "Bản Hua Khắt sẵn sàng, còn chờ: Bản Nậm Mơ."
    with pytest.raises(InputFault, match=r"Chưa báo cáo cấp trên được.*Lò Văn Inh"):
        review.report()
    review.meet(villages[1])
    review.post(villages[1])
    review.report()
    (told,) = rows(review.store, "submission")
    assert (told["turn"], told["addressee"]) == (1, "Cấp trên theo phân cấp")
    assert len(rows(review.store, "submitted")) == 2
    step = review.progress()[HUA_KHAT].step
    assert (step.number, step.told, step.clock.due, step.clock.basis, step.clock.sure) == (
        "5",
        "chờ trả lời",
        date(2026, 11, 27),
        "law",
        False,
    )
    with pytest.raises(InputFault, match="đã báo cáo cấp trên"):
        review.report()


def test_a_level_above_that_does_not_agree_sends_the_round_back(review, villages):
    review.until_opinion(*villages)
    taking_back.take_back(review.store, review.round, None, OFFICER)
    review.agree(consent=False, text="Xem lại hộ Lý A Sử")
    told = review.progress(DECIDED)[HUA_KHAT]
    assert told.blocks[0].what == "Cấp trên chưa thống nhất: Xem lại hộ Lý A Sử."
    with pytest.raises(InputFault, match="Cấp trên chưa có ý kiến thống nhất"):
        review.recognise()
    review.report(on=DECIDED, today=DECIDED, number="13/BC-UBND")
    review.agree(on=DECIDED)
    assert [each["turn"] for each in sorted(rows(review.store, "submission"), key=lambda r: r["turn"])] == [
        1,
        2,
    ]
    review.recognise()


def test_an_opinion_is_about_the_results_that_were_reported(review, villages):
    review.until_opinion(*villages)
    review.review("Lý A Sử", deprived=4)
    review.meet(villages[0], on=date(2026, 11, 21), today=DECIDED)
    review.post(villages[0], since=date(2026, 11, 21), today=DECIDED)
    late = date(2026, 12, 2)
    assert review.progress(late)[HUA_KHAT].blocks[0].what == "Chưa báo cáo kết quả lên cấp trên."
    with pytest.raises(InputFault, match="Cấp trên chưa có ý kiến thống nhất"):
        review.recognise(on=late, today=late)


def test_an_opinion_is_checked(review, villages):
    with pytest.raises(InputFault, match="Chưa có báo cáo nào"):
        review.agree()
    for place in villages:
        review.meet(place)
        review.post(place)
    with pytest.raises(FieldFault, match="Báo cáo phải có số"):
        review.report(number=" ")
    review.report()
    with pytest.raises(FieldFault, match="phải có số văn bản"):
        opinions.opinion(
            review.store, review.round, DECIDED, " ", consent=True, text="", today=DECIDED, actor=OFFICER
        )
    with pytest.raises(FieldFault, match="không thống nhất điều gì"):
        review.agree(consent=False)
    with pytest.raises(FieldFault, match="trước ngày báo cáo"):
        review.agree(on=date(2026, 11, 19))
    with pytest.raises(FieldFault, match="chưa đến"):
        review.agree(on=date(2026, 11, 28))


def test_where_nobody_gives_an_opinion_the_reason_is_written(review, villages, commune):
    for place in villages:
        review.meet(place)
        review.post(place)
    plans.skip(commune, review.round, commune.place, "opinion", "Tỉnh phân cấp cho xã", OFFICER)
    step = review.progress()[HUA_KHAT].steps[5]
    assert (step.state, step.told) == ("skipped", "Tỉnh phân cấp cho xã")
    review.recognise()


# The decision -------------------------------------------------------------------------------------------


def test_a_decision_lists_every_household_and_closes_the_round(recognised):
    told = [(line.code, line.klass, line.persons, line.lists) for line in lines(recognised)]
    assert sorted(told, key=lambda one: one[1]) == [
        ("", "near_poor", 1, ("near_poor",)),
        ("", "not_poor", 1, ()),
        ("", "poor", 1, ("poor",)),
        ("", "poor", 1, ("poor",)),
    ]
    one = row(recognised.store, "review_round", recognised.round)
    assert (one["state"], one["closed"]) == ("closed", "2026-11-27")
    decision = row(recognised.store, "decision", recognised.decision)
    assert (decision["number"], decision["year"], decision["signer"], decision["signer_title"]) == (
        7,
        2026,
        "Lò Văn Ún",
        "CHỦ TỊCH",
    )
    assert decision["submission"] is not None


def test_who_was_poor_before_is_in_the_list_of_escapes(commune, villages, home):
    from tests.services.test_rounds import last_year

    old = {name: home(name)[0] for name in ("Thào A Vảng", "Sùng A Pó")}
    last_year(commune, (old["Thào A Vảng"], "poor"), (old["Sùng A Pó"], "near_poor"))
    review = Reviewing(commune, home)
    review.cases = {
        name: next(
            r["id"] for r in rows(commune, "review_case") if (r["household"], r["origin"]) == (key, "on_list")
        )
        for name, key in old.items()
    }
    review.review("Thào A Vảng", deprived=1)
    review.review("Sùng A Pó", b1=200)
    plans.skip(commune, review.round, villages[1], "list", "Không có hộ thuộc diện", OFFICER)
    review.until_opinion(villages[0])
    review.decision = review.recognise()
    assert {line.lists for line in lines(review)} == {
        ("near_poor", "escaped_poor"),
        ("escaped_near_poor",),
    }


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"number": 0}, "phải có số"),
        ({"signer": " "}, "chưa có người ký"),
        ({"title": ""}, "chức vụ người ký"),
        ({"on": date(2026, 11, 28)}, "chưa đến"),
    ],
)
def test_a_decision_says_who_signed_it_and_when(review, villages, more, words):
    review.until_opinion(*villages)
    with pytest.raises(FieldFault, match=words):
        review.recognise(**more)


def test_a_decision_before_its_meeting_is_refused_and_nothing_is_written(review, villages):
    review.until_opinion(*villages)
    before = contents(review.store)
    with pytest.raises(InputFault) as told:
        review.recognise(on=date(2026, 11, 3))
    assert "Quyết định ngày 03/11/2026 trước ngày họp dân của Bản Hua Khắt (04/11/2026)" in str(told.value)
    assert "trước ngày cấp trên trả lời (26/11/2026)" in str(told.value)
    with pytest.raises(InputFault, match="khi Bản Nậm Mơ còn niêm yết"):
        review.recognise(on=date(2026, 11, 6))
    assert contents(review.store) == before


def test_a_village_without_results_keeps_the_whole_round_from_being_recognised(review, villages, commune):
    review.until_opinion(*villages)
    places.establish(commune, "Bản Pú Nhu", "village", commune.place, OFFICER)
    before = contents(commune)
    with pytest.raises(InputFault, match="Bản Pú Nhu không có hộ nào trong đợt"):
        review.recognise()
    assert contents(commune) == before


def test_a_household_in_two_villages_is_named_with_what_mends_it(review, villages, commune):
    first = people(commune, review.homes["Lý A Sử"])["Lý A Sử"]
    second = people(commune, review.homes["Lò Văn Inh"])["Lò Văn Inh"]
    for person in (first, second):
        members.correct(commune, person, {"cccd": "015080000011"}, OFFICER)
    review.until_opinion(*villages)
    with pytest.raises(InputFault, match=r"hộ của hai bản \(.*\): .*Lý A Sử.*nhập hai hộ làm một") as told:
        review.recognise()
    assert "Lò Văn Inh" in str(told.value)


def test_a_household_that_is_reviewed_where_it_does_not_live_is_named(review, villages, commune):
    review.until_opinion(*villages)
    with commune.write("Lệch bản", OFFICER) as act:
        act.update("household", review.homes["Lý A Sử"], {"place": villages[1]})
    with pytest.raises(InputFault, match="rà soát ở Bản Hua Khắt nhưng sổ ghi đang ở Bản Nậm Mơ"):
        review.recognise()


def test_two_decisions_with_one_number_are_refused(recognised):
    with recognised.store.session() as session:
        one = session.get_one(Round, recognised.round)
        signed = recognition.Signed(7, DECIDED, "Lò Văn Ún", "CHỦ TỊCH")
        told = [str(block) for block in recognition.obstacles(session, one, signed, TODAY)]
    assert any("đã có Quyết định số 7, ký ngày 27/11/2026" in each for each in told)
    assert any("đã được công nhận theo Quyết định số 7" in each for each in told)


# What is frozen -----------------------------------------------------------------------------------------


def test_no_verb_changes_what_a_decision_recognised(recognised, villages):
    store, key = recognised.store, recognised.cases["Lý A Sử"]
    before = contents(store)
    for verb in (
        lambda: surveys.answer(store, key, {"water": "piped"}, OFFICER),
        lambda: surveys.tick(store, key, {"water": True}, OFFICER),
        lambda: surveys.type_b1(store, key, 200, OFFICER),
        lambda: surveys.agree(store, key, "vn-2021", "poor", "họp dân", OFFICER),
        lambda: surveys.mark_to_check(store, key, "lại", OFFICER),
        lambda: scoring.score_round(store, 2026, OFFICER),
        lambda: rounds.request(store, 2026, recognised.homes["Lý A Sử"], "2026-11-28", OFFICER),
        lambda: rounds.reopen(store, 2026, "quên một hộ", OFFICER),
        lambda: rounds.close(store, 2026, TODAY, OFFICER),
        lambda: rounds.open_round(store, 2026, TODAY, OFFICER),
        lambda: recognised.meet(villages[0], on=date(2026, 11, 28), today=TODAY),
        lambda: recognised.report(on=REPORTED),
        lambda: recognised.complain("Lý A Sử"),
    ):
        with pytest.raises(Frozen, match="đã được công nhận theo Quyết định số 7 ngày 27/11/2026"):
            verb()
    assert contents(store) == before


def test_undoing_does_not_reach_under_a_decision(recognised):
    survey = next(one for one in entries(recognised.store) if "Rà soát xong hộ Lý A Sử" in one.title)
    with pytest.raises(Frozen):
        undo(recognised.store, survey.act, OFFICER)


def test_the_store_itself_takes_no_new_case_in_a_recognised_round(recognised):
    other = row(recognised.store, "review_case", recognised.cases["Lý A Sử"])
    case = {"round": recognised.round, "household": other["household"], "place": other["place"]}
    with pytest.raises(Frozen), recognised.store.write("lén", OFFICER) as act:
        act.insert("review_case", [{**case, "id": b"\1" * 16, "origin": "added", "state": "not_begun"}])
    with pytest.raises(Frozen), recognised.store.write("lén", OFFICER) as act:
        act.update("result", rows(recognised.store, "result")[0]["id"], {"b1": 999.0})


def test_the_register_lives_on_under_a_recognised_round(recognised):
    households.dissolve(recognised.store, recognised.homes["Lý A Sử"], "2026-12", "moved_away", OFFICER)
    assert len(lines(recognised)) == 4


def test_a_decision_is_taken_back_while_nothing_stands_on_it(review, villages):
    review.until_opinion(*villages)
    before = contents(review.store)
    review.decision = review.recognise()
    taking_back.take_back(review.store, review.round, None, OFFICER)
    after = contents(review.store)
    assert {tab: after[tab] for tab in ("review_round", "review_case", "result")} == {
        tab: before[tab] for tab in ("review_round", "review_case", "result")
    }
    assert rows(review.store, "decided") == []
    assert review.recognise() == review.decision
    assert len(lines(review)) == 4


def test_a_decision_is_revoked_with_a_reason_and_its_number_stays_taken(recognised):
    def revoke(why, on=TODAY):
        recognition.revoke(recognised.store, recognised.decision, on, why, TODAY, OFFICER)

    with pytest.raises(FieldFault, match="phải ghi lý do"):
        revoke(" ")
    with pytest.raises(FieldFault, match="từ ngày ký"):
        revoke("sai căn cứ", on=date(2026, 11, 26))
    revoke("sai căn cứ")
    with pytest.raises(InputFault, match="đã thu hồi rồi"):
        revoke("sai căn cứ")
    rounds.reopen(recognised.store, 2026, "thu hồi quyết định", OFFICER)
    with pytest.raises(InputFault, match="đã có Quyết định số 7"):
        recognised.recognise()
    assert recognised.recognise(8) != recognised.decision


def test_a_revocation_is_not_undone_under_a_round_that_goes_on(recognised, villages):
    store = recognised.store
    recognition.revoke(store, recognised.decision, TODAY, "sai căn cứ", TODAY, OFFICER)
    rounds.reopen(store, 2026, "thu hồi quyết định", OFFICER)
    revoked, reopened = (
        next(one.act for one in entries(store) if words in one.title)
        for words in ("Thu hồi Quyết định", "Mở lại đợt")
    )
    with pytest.raises(CannotUndo):
        undo(store, revoked, OFFICER)
    recognised.review("Lý A Sử", deprived=4)
    recognised.meet(villages[0], on=date(2026, 11, 28), today=TODAY)
    recognised.post(villages[0], since=date(2026, 11, 28), today=TODAY)
    plans.skip(store, recognised.round, store.place, "opinion", "không có", OFFICER)
    for act in (reopened, revoked):
        undo(store, act, OFFICER)
    (block,) = recognised.progress(date(2026, 12, 10))[HUA_KHAT].blocks
    assert "1 hộ có kết quả khác với quyết định: Lý A Sử" in block.what, "whatever way it came about"


# Certificates -------------------------------------------------------------------------------------------


def test_certificates_are_numbered_without_gaps_for_the_poor_and_near_poor(recognised):
    (block,) = recognised.progress(TODAY)[HUA_KHAT].blocks
    assert "2 hộ chưa được cấp giấy chứng nhận" in block.what
    assert give(recognised, names=["Lò Văn Inh"]) == [1]
    assert give(recognised) == [2, 3]
    assert give(recognised) == []
    assert sorted(line.certificate for line in lines(recognised)) == [0, 1, 2, 3]
    told = recognised.progress(TODAY)[HUA_KHAT]
    assert told.step is None
    assert {step.state for step in told.steps} == {"done"}
    with recognised.store.session() as session:
        assert certificates.shown(2, session.get_one(Round, recognised.round)) == "02/GCN-HN.HCN"


def test_who_is_not_in_the_decision_gets_no_certificate(recognised, home):
    recognised.homes["Sùng A Vảng"] = home("Sùng A Vảng")[0]
    for name in ("Sùng A Vảng", "Hờ A Pó"):
        with pytest.raises(InputFault, match=f"Hộ {name} không có trong danh sách .* Quyết định số 7"):
            give(recognised, names=["Lý A Sử", name])
    assert rows(recognised.store, "certificate") == []


def test_a_household_has_one_certificate(recognised):
    give(recognised, names=["Lý A Sử"])
    with pytest.raises(InputFault, match="đã có giấy chứng nhận số 1"):
        give(recognised, names=["Lý A Sử"])


def test_a_certificate_is_not_older_than_its_decision(recognised):
    with pytest.raises(FieldFault, match="từ ngày ký"):
        give(recognised, on=READY)


def test_a_certificate_that_was_spoilt_keeps_its_number(recognised):
    give(recognised, names=["Lý A Sử"])
    first = certificate(recognised, 1)
    with pytest.raises(FieldFault, match="phải ghi lý do"):
        certificates.withdraw(recognised.store, [first.id], TODAY, "", TODAY, OFFICER)
    for day in (DECIDED - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(FieldFault, match="từ ngày cấp giấy đến hôm nay"):
            certificates.withdraw(recognised.store, [first.id], day, "in hỏng", TODAY, OFFICER)
    certificates.withdraw(recognised.store, [first.id], TODAY, "in hỏng", TODAY, OFFICER)
    with pytest.raises(InputFault, match="đã thu hồi rồi"):
        certificates.withdraw(recognised.store, [first.id], TODAY, "in hỏng", TODAY, OFFICER)
    assert give(recognised, names=["Lý A Sử"], on=TODAY) == [2]


def test_a_number_is_not_taken_out_of_the_middle(recognised):
    give(recognised, names=["Lý A Sử"])
    given = next(one for one in entries(recognised.store) if "giấy chứng nhận" in one.title)
    give(recognised)
    with pytest.raises(CannotUndo):
        undo(recognised.store, given.act, OFFICER)
    taking_back.take_back(recognised.store, recognised.round, None, OFFICER)
    assert give(recognised) == [2, 3]


def test_numbers_begin_anew_every_year(recognised):
    give(recognised, names=["Lý A Sử"])
    assert give(recognised, on=date(2027, 1, 4), today=date(2027, 1, 4)) == [1, 2]
    assert certificate(recognised, 2, 2027).follows == certificate(recognised, 1, 2027).id


def test_a_decision_with_certificates_is_neither_revoked_nor_taken_back(recognised):
    give(recognised)
    with pytest.raises(InputFault, match="còn 3 giấy chứng nhận"):
        recognition.revoke(recognised.store, recognised.decision, TODAY, "sai", TODAY, OFFICER)
    decided = next(one for one in entries(recognised.store) if "Quyết định số 7" in one.title)
    with pytest.raises(CannotUndo):
        undo(recognised.store, decided.act, OFFICER)
    for number in (1, 2, 3):
        key = certificate(recognised, number).id
        certificates.withdraw(recognised.store, [key], TODAY, "sai", TODAY, OFFICER)
    recognition.revoke(recognised.store, recognised.decision, TODAY, "sai", TODAY, OFFICER)
    with pytest.raises(InputFault, match="đã thu hồi"):
        give(recognised, on=TODAY)


def test_reprints_are_counted_and_need_a_reason(recognised):
    give(recognised)
    keys = [certificate(recognised, number).id for number in (1, 2)]
    assert certificates.printed(recognised.store, keys[:1], TODAY, OFFICER) == [1]
    with pytest.raises(FieldFault, match="số 1 đã in rồi"):
        certificates.printed(recognised.store, keys, TODAY, OFFICER)
    assert certificates.printed(recognised.store, keys, TODAY, OFFICER, "mất") == [2, 1]
    assert sorted((told["nth"], told["why"]) for told in rows(recognised.store, "certificate_copy")) == [
        (1, ""),
        (1, ""),
        (2, "mất"),
    ]
    certificates.withdraw(recognised.store, [keys[0]], TODAY, "sai", TODAY, OFFICER)
    with pytest.raises(InputFault, match="đã thu hồi nên không in"):
        certificates.printed(recognised.store, keys, TODAY, OFFICER, "mất")


def test_a_number_that_was_not_given_is_told(recognised):
    with pytest.raises(InputFault, match="chưa cấp giấy chứng nhận số 9"):
        certificate(recognised, 9)
