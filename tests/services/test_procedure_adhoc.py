"""Ad-hoc reviews: requests to enter and to leave, decided within the lawful days or refused with reasons."""

from datetime import date

import pytest

from app.errors import InputFault
from app.models.person import PersonFields
from app.models.review import Round
from app.services import members, rounds, surveys
from app.services.procedure import certificates, recognition, requests, taking_back
from app.services.typed import FieldFault
from app.store.frozen import Frozen
from tests.services.conftest import OFFICER, row, rows
from tests.services.proceeding import Reviewing
from tests.services.reviewing import reviewed
from tests.services.test_rounds import last_year

FILED, START, DUE = date(2026, 3, 10), date(2026, 3, 15), date(2026, 3, 30)
TODAY = date(2026, 3, 20)
DECIDED = date(2026, 4, 3)


@pytest.fixture
def homes(commune, home):
    """Households that were poor, near-poor and not poor last year, by class."""
    made = {
        klass: home(name)[0]
        for klass, name in (("poor", "Giàng A Páo"), ("near_poor", "Lò Văn Ún"), ("not_poor", "Bàn Thị Mẩy"))
    }
    last_year(commune, *((key, klass) for klass, key in made.items()))
    return made


def file(store, household, kind="enter", filed=FILED, reasons="Mất mùa", today=FILED):
    return requests.file(store, household, kind, filed, reasons, today, OFFICER)


def waiting(store, today=TODAY):
    with store.session() as session:
        return requests.waiting(session, store.place, today)


class AdHoc(Reviewing):
    """An ad-hoc review of March 2026, as the words of `Reviewing`."""

    def __init__(self, store, request):
        self.store, self.request = store, request
        told = row(store, "request", request)
        self.round, self.cases, self.homes = (
            told["round"],
            {"hộ": told["review_case"]},
            {"hộ": told["household"]},
        )

    def until_decision(self, village, b1=120, deprived=4):
        reviewed(self.store, self.cases["hộ"], b1, deprived)
        self.meet(village, on=date(2026, 3, 17), today=TODAY)
        self.post(village, since=date(2026, 3, 18), today=TODAY)

    def decide(self, number=3, cases=None, on=DECIDED):
        wanted = [self.cases["hộ"]] if cases is None else cases
        return self.recognise(number, on=on, today=on, cases=wanted)


def test_a_request_starts_its_review_on_the_day_of_the_month(commune, homes):
    key = file(commune, homes["not_poor"])
    told = row(commune, "request", key)
    one = row(commune, "review_round", told["round"])
    assert (one["kind"], one["year"], one["month"], one["opened"]) == ("ad_hoc", 2026, 3, "2026-03-15")
    (line,) = waiting(commune)
    assert (line.request, line.kind, line.filed, line.due, line.left) == (key, "enter", FILED, DUE, 10)
    later = file(commune, homes["near_poor"], filed=date(2026, 3, 16), today=TODAY)
    assert row(commune, "review_round", row(commune, "request", later)["round"])["month"] == 4


def test_requests_of_one_month_share_their_round(commune, homes):
    keys = [file(commune, homes["not_poor"]), file(commune, homes["poor"], "leave")]
    assert len({row(commune, "request", key)["round"] for key in keys}) == 1
    assert len(waiting(commune)) == 2


@pytest.mark.parametrize(
    ("klass", "kind", "words"),
    [
        ("poor", "enter", "đang là hộ nghèo"),
        ("not_poor", "leave", "không có trong danh sách"),
        ("near_poor", "average_farming", "đang là hộ nghèo hoặc cận nghèo"),
    ],
)
def test_a_request_fits_the_class_that_the_household_has(commune, homes, klass, kind, words):
    with pytest.raises(InputFault, match=words):
        file(commune, homes[klass], kind)
    assert rows(commune, "request") == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"kind": "stay"}, "Đơn phải là"),
        ({"filed": TODAY}, "chưa đến"),
        ({"reasons": " "}, "phải ghi lý do"),
    ],
)
def test_a_request_says_what_when_and_why(commune, homes, more, words):
    with pytest.raises(FieldFault, match=words):
        file(commune, homes["not_poor"], **more)


def test_a_household_is_in_one_review_at_a_time(commune, homes):
    file(commune, homes["not_poor"])
    with pytest.raises(InputFault, match="đợt thường xuyên tháng 3/2026"):
        file(commune, homes["not_poor"])


def test_during_the_yearly_review_its_households_file_no_request(commune, homes):
    rounds.open_round(commune, 2026, FILED, OFFICER)
    with pytest.raises(InputFault, match="đợt định kỳ năm 2026"):
        file(commune, homes["poor"], "leave")


def test_the_clock_of_the_decision_runs_from_the_start(commune, homes, villages):
    review = AdHoc(commune, file(commune, homes["not_poor"]))
    (village,) = review.progress(TODAY).values()
    assert [step.number for step in village.steps] == ["2", "3", "4", "4b", "6"]
    assert village.step.clock is None
    review.until_decision(villages[0])
    step = review.progress(date(2026, 4, 1))["Bản Hua Khắt"].step
    assert (step.key, step.clock.due, step.clock.left) == ("decision", DUE, -2)
    assert review.progress(date(2026, 4, 1))["Bản Hua Khắt"].overdue


def test_a_request_is_granted_by_a_decision_which_freezes_it(commune, homes, villages):
    review = AdHoc(commune, file(commune, homes["not_poor"]))
    review.until_decision(villages[0])
    decision = review.decide()
    assert waiting(commune) == []
    assert row(commune, "review_round", review.round)["state"] == "closed"
    with pytest.raises(InputFault):
        surveys.type_b1(commune, review.cases["hộ"], 300, OFFICER)
    assert certificates.give(commune, decision, DECIDED, DECIDED, OFFICER) == [1]
    with commune.session() as session:
        assert requests.standing_class(session, homes["not_poor"]) == "poor"


def test_a_decided_household_of_a_round_that_goes_on_is_frozen_alone(commune, homes, villages):
    other = file(commune, homes["poor"], "leave")
    review = AdHoc(commune, file(commune, homes["not_poor"]))
    reviewed(commune, row(commune, "request", other)["review_case"], 300, 0)
    review.until_decision(villages[0])
    review.decide()
    assert row(commune, "review_round", review.round)["state"] == "open"
    with pytest.raises(Frozen):
        surveys.type_b1(commune, review.cases["hộ"], 300, OFFICER)
    child = PersonFields(name="Giàng A Sử", birth="2026")
    members.join(commune, homes["not_poor"], child, "child", "2026-04", "born", OFFICER)
    assert row(commune, "review_case", review.cases["hộ"])["size"] == 1, "what was recognised stays"
    surveys.type_b1(commune, row(commune, "request", other)["review_case"], 310, OFFICER)
    with pytest.raises(InputFault, match="không có đơn đang chờ"):
        review.decide(4)


def test_who_leaves_the_list_is_in_the_list_of_escapes(commune, homes, villages):
    review = AdHoc(commune, file(commune, homes["poor"], "leave"))
    review.until_decision(villages[0], b1=300, deprived=0)
    decision = review.decide()
    with commune.session() as session:
        (line,) = certificates.lines(session, decision)
    assert (line.before, line.klass, line.lists) == ("poor", "not_poor", ("escaped_poor",))
    with pytest.raises(InputFault, match="không có trong danh sách"):
        certificates.give(commune, decision, DECIDED, DECIDED, OFFICER, [homes["poor"]])


def test_a_result_that_does_not_answer_the_request_is_refused_in_writing(commune, homes, villages):
    request = file(commune, homes["not_poor"])
    review = AdHoc(commune, request)
    review.until_decision(villages[0], b1=300, deprived=0)
    with pytest.raises(InputFault, match="không đáp ứng đơn của hộ Bàn Thị Mẩy"):
        review.decide()
    with pytest.raises(FieldFault, match="phải nêu lý do"):
        requests.refuse(commune, request, DECIDED, "5/UBND", " ", DECIDED, OFFICER)
    with pytest.raises(FieldFault, match="phải có số"):
        requests.refuse(commune, request, DECIDED, "", "Thu nhập trên chuẩn", DECIDED, OFFICER)
    requests.refuse(commune, request, DECIDED, "5/UBND", "Thu nhập trên chuẩn", DECIDED, OFFICER)
    assert waiting(commune) == []
    assert row(commune, "review_round", review.round)["state"] == "closed"
    with pytest.raises(InputFault, match="đã có kết quả"):
        requests.refuse(commune, request, DECIDED, "6/UBND", "lại", DECIDED, OFFICER)
    taking_back.take_back(commune, review.round, None, OFFICER)
    assert [line.request for line in waiting(commune)] == [request]


def test_an_ad_hoc_decision_names_its_households(commune, homes, villages):
    review = AdHoc(commune, file(commune, homes["not_poor"]))
    review.until_decision(villages[0])
    with pytest.raises(InputFault, match="chưa có hộ nào"):
        review.decide(cases=[])


def test_an_ad_hoc_decision_waits_for_meeting_and_posting(commune, homes):
    review = AdHoc(commune, file(commune, homes["not_poor"]))
    with commune.session() as session:
        one = session.get_one(Round, review.round)
        signed = recognition.Signed(3, DECIDED, "Lò Văn Ún", "CHỦ TỊCH")
        (block,) = recognition.obstacles(session, one, signed, DECIDED, [review.cases["hộ"]])[:1]
    assert "chưa rà soát xong: Bàn Thị Mẩy" in block.what


def test_an_ad_hoc_review_is_not_reported_upward(commune, homes, villages):
    review = AdHoc(commune, file(commune, homes["not_poor"]))
    review.until_decision(villages[0])
    with pytest.raises(InputFault, match="không có bước báo cáo"):
        review.report(on=DECIDED, today=DECIDED)
