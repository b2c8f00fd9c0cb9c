"""What the papers say is what the book holds: members, votes, lists, certificates, last year's answers."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from app.errors import InputFault
from app.models.review import Case, Round
from app.printing import letters
from app.reports.papers_catalogue import READERS, Asked, read
from app.reports.papers_people import households, issuer
from app.services import paper_texts, places

from .commune import STANDARD, Commune

# name, village, class of 2025 and of 2026, persons
HOUSEHOLDS = (
    ("Vàng A Páo", "Bản A", "poor", "poor", 5),
    ("Sùng Thị Dê", "Bản A", "poor", "near_poor", 3),
    ("Lò Văn Ún", "Bản A", "poor", "not_poor", 6),
    ("Trần Văn Ánh", "Bản B", "near_poor", "not_poor", None),
    ("Cà Thị Ỏn", "Bản B", "not_poor", "poor", 2),
)


@pytest.fixture
def book(store):
    commune = Commune(store)
    with commune.writing() as act:
        for year in (2025, 2026):
            commune.round(year, standards=STANDARD, opened=f"{year}-09-01")
        for name, village, before, after, persons in HOUSEHOLDS:
            own = {"cccd": "010080001417", "cccd_issued": "2021-05-02"} if name == "Vàng A Páo" else {}
            commune.household(name, village)
            act.update("person", commune.heads[name], own)
            commune.case(name, 2025, before, persons, answers={"water": "river", "floor_area": 42.5})
            commune.case(name, 2026, after, persons)
        wife = commune.member("Vàng A Páo", "Giàng Thị Mỷ", "spouse", sex="female", birth="1983-07")
        commune.insert(
            "case_member",
            review_case=case(commune, "Vàng A Páo", 2025),
            person=wife,
            answers={"insurance": True},
        )
        commune.insert(
            "case_member", review_case=case(commune, "Vàng A Páo"), person=wife, answers={"work": "working"}
        )
    return commune


def case(commune, name, year=2026):
    with commune.store.session() as session:
        query = select(Case.id).where(Case.household == commune.households[name])
        return session.exec(query.where(Case.round == commune.rounds[year, "periodic"])).one()


def told(commune, key, **more):
    with commune.store.session() as session:
        one = session.get_one(Round, commune.rounds[2026, "periodic"])
        return read(key, Asked(session, one, **more))


def meet(commune, village="Bản A", agreeing=(30, 12, 30), attending=40):
    """A meeting of a village, in the order of HOUSEHOLDS."""
    place = commune.villages[village]
    fields = {"chair": "Lò Văn Pâng", "secretary": "Lù Thị Ca", "attending": attending, "copies": 2}
    with commune.writing():
        meeting = commune.insert(
            "meeting", round=commune.rounds[2026, "periodic"], place=place, number=1, on_day="2026-11-08",
            venue="nhà văn hóa bản", representatives="Giàng A Sinh, Lý A Sử", invited=4, **fields,
        )  # fmt: skip
        names = [name for name, home, *_rest in HOUSEHOLDS if home == village]
        for name, votes in zip(names, agreeing, strict=True):
            klass = next(after for own, _v, _b, after, _p in HOUSEHOLDS if own == name)
            commune.insert(
                "vote",
                meeting=meeting,
                review_case=case(commune, name),
                agreeing=votes,
                classes={STANDARD: klass},
            )
    return meeting


def decide(commune, names):
    """A decision on households, each with a certificate; the first one's certificate was printed twice."""
    one = commune.rounds[2026, "periodic"]
    with commune.writing():
        meeting = meet(commune)
        posting = commune.insert(
            "posting", round=one, place=commune.villages["Bản A"], number=1, meeting=meeting,
            since="2026-11-10", until="2026-11-12", at_village="Nhà văn hóa Bản A", at_office="Trụ sở xã",
        )  # fmt: skip
        decision = commune.insert(
            "decision", place=commune.place, year=2026, number=127, round=one, on_day="2026-12-05",
            signer="Vàng A Sinh", signer_title="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
        )  # fmt: skip
        vote = commune.insert(
            "vote", meeting=meeting, review_case=case(commune, names[0]), agreeing=40, classes={}
        )
        for at, name in enumerate(names, 1):
            decided = commune.insert(
                "decided", decision=decision, review_case=case(commune, name), vote=vote, posting=posting,
                classes={STANDARD: "poor"}, before="poor", persons=9,
            )  # fmt: skip
            given = commune.insert(
                "certificate", place=commune.place, year=2026, number=at, decided=decided, on_day="2026-12-06"
            )
            for nth in range(1, 4 - at):
                commune.insert("certificate_copy", certificate=given, nth=nth, on_day="2026-12-06", why="mất")


def test_the_issuer_is_the_commune_of_a_village(book):
    with book.store.session() as session:
        who = issuer(session, book.villages["Bản A"])
    assert who.name == "Xã Nà Mây"
    assert who.where == "Nà Mây"
    assert who.body == "Ủy ban nhân dân xã Nà Mây"


def test_a_household_in_the_words_of_forms(book):
    key = book.households["Vàng A Páo"]
    with book.store.session() as session:
        one = session.get_one(Round, book.rounds[2026, "periodic"])
        sheet = households(session, [key], one)[key]
        full = households(session, [key], one, masked=False)[key]
    head, wife = sheet.members
    assert (head.name, head.relation, head.sex, head.ethnic) == ("Vàng A Páo", "Chủ hộ", "Nam", "Mông")
    assert (head.identity, head.identity_day) == ("•••••••••417", "02/05/2021")
    assert full.head.identity == "010080001417"
    assert (wife.relation, wife.birth, wife.born, wife.work) == (
        "Vợ/chồng",
        "07/1983",
        "1983",
        "Đang làm việc",
    )
    assert (sheet.village, sheet.address, sheet.before) == ("Bản A", "Bản A, xã Nà Mây", "Hộ nghèo")


def test_minutes_before_the_meeting_have_every_household_and_no_vote(book):
    made = told(book, "bien-ban", place=book.villages["Bản A"])
    assert [vote.name for vote in made.votes] == ["Sùng Thị Dê", "Vàng A Páo", "Lò Văn Ún"]
    assert all(vote.agreeing is None and vote.agreed is None for vote in made.votes)
    assert (made.agree_percent, made.copies, made.chair) == (50, 2, "")


def test_minutes_of_a_meeting(book):
    meet(book)
    made = told(book, "bien-ban", place=book.villages["Bản A"])
    votes = {vote.name: (vote.agreeing, vote.agreed, vote.before, vote.proposed) for vote in made.votes}
    assert votes["Vàng A Páo"] == (30, True, "Hộ nghèo", "Hộ nghèo")
    assert votes["Sùng Thị Dê"] == (12, False, "Hộ nghèo", "Hộ cận nghèo")
    assert (made.day, made.chair, made.attending) == (date(2026, 11, 8), "Lò Văn Pâng", 40)
    assert made.representatives == ("Giàng A Sinh", "Lý A Sử")


def test_a_draft_decision_lists_results_as_they_are(book):
    made = told(book, "mau-02")
    assert made.draft
    assert made.number == ""
    assert {one.what: [household.name for household in one.households] for one in made.lists} == {
        "hộ nghèo": ["Vàng A Páo", "Cà Thị Ỏn"],
        "hộ cận nghèo": ["Sùng Thị Dê"],
        "hộ thoát nghèo": ["Sùng Thị Dê", "Lò Văn Ún"],
        "hộ thoát cận nghèo": ["Trần Văn Ánh"],
    }


def test_a_decision_lists_what_it_froze(book):
    decide(book, ["Lò Văn Ún"])
    made = told(book, "mau-02")
    assert not made.draft
    assert (made.number, made.day, made.signer) == ("127/QĐ-UBND", date(2026, 12, 5), "Vàng A Sinh")
    poor, *others = made.lists
    assert [(one.name, one.persons, one.village) for one in poor.households] == [("Lò Văn Ún", 9, "Bản A")]
    assert not any(one.households for one in others)


def test_certificates_in_the_order_of_their_numbers(book):
    decide(book, ["Vàng A Páo", "Lò Văn Ún"])
    made = told(book, "mau-03")
    assert [(one.number, one.household.head.name, one.copy) for one in made] == [
        ("1", "Vàng A Páo", 1),
        ("2", "Lò Văn Ún", 0),
    ]
    assert made[0].confirmed[:2] == ((2026, "Hộ nghèo"), (2027, ""))
    own = told(book, "mau-03", household=book.households["Lò Văn Ún"])
    assert [one.number for one in own] == ["2"]
    assert told(book, "mau-03", place=book.villages["Bản B"]) == []


def test_a_village_without_cases_gets_nobody_elses_certificates(book):
    decide(book, ["Vàng A Páo"])
    with book.writing() as act:
        empty = places.add(act, "Bản C", places.VILLAGE, book.place)
    assert told(book, "mau-03", place=empty) == []


def test_no_certificate_without_a_decision(book):
    with pytest.raises(InputFault, match="Chưa có giấy chứng nhận"):
        told(book, "mau-03")
    decide(book, ["Vàng A Páo"])
    with pytest.raises(InputFault, match="Hộ này chưa được cấp"):
        told(book, "mau-03", household=book.households["Cà Thị Ỏn"])


def test_a_notice_names_days_and_boards_once_they_are_known(book):
    village = book.villages["Bản A"]
    assert told(book, "niem-yet", place=village).first is None
    decide(book, ["Vàng A Páo"])
    made = told(book, "niem-yet", place=village)
    assert (made.first, made.last) == (date(2026, 11, 10), date(2026, 11, 12))
    assert made.places == ("Nhà văn hóa Bản A", "Trụ sở xã")
    assert {row.values["C"] for row in made.report.rows if not row.heading} == {
        "Vàng A Páo", "Sùng Thị Dê", "Lò Văn Ún"
    }  # fmt: skip


def test_a_survey_form_has_last_years_answers(book):
    (sheet,) = told(book, "phieu-b", household=book.households["Vàng A Páo"])
    assert sheet.last_year == 2025
    assert sheet.last["water"] == "river"
    assert sheet.last["floor_area"] == 42.5
    assert [member.get("insurance") for member in sheet.last_members] == [None, True]
    assert sheet.household.key == book.households["Vàng A Páo"].hex()


def test_a_blank_form_and_a_village_of_forms(book):
    (blank,) = told(book, "phieu-b")
    assert blank.household is None
    assert [section.letter for section in blank.survey.sections] == list("ABCDEF")
    assert len(told(book, "phieu-b", place=book.villages["Bản A"])) == 3


def test_the_summary_says_what_the_reports_say(book):
    figures = dict(told(book, "tong-hop").figures)
    assert (figures["poor"], figures["near_poor"], figures["poor_start"]) == ("2", "1", "3")
    assert (figures["escaped_poor"], figures["to_near_poor"], figures["above_near_poor"]) == ("2", "1", "1")


def test_the_summary_says_which_targets_were_met_and_where_not(book):
    assert len(told(book, "tong-hop").tables) == 1
    for place, value in ((book.place, 10.0), (book.villages["Bản A"], 90.0)):
        book.insert("target", place=place, year=2026, indicator="poverty_rate", value=value)
    _by_village, goals = told(book, "tong-hop").tables
    assert goals.title == "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU GIẢM NGHÈO NĂM 2026"
    whole, village = [row.values for row in goals.rows if not row.heading]
    assert (whole["target"], whole["done"], whole["result"], whole["households"]) == (
        10.0,
        40.0,
        "Chưa đạt",
        2,
    )
    assert whole["behind"].startswith("Bản B (50,00), Bản A (33,33)")
    assert village["result"] == "Đạt"


def test_the_register_has_the_poor_and_the_near_poor(book):
    rows = [row for row in told(book, "so-theo-doi").rows if not row.heading]
    assert sorted(row.values["C"] for row in rows) == ["Cà Thị Ỏn", "Sùng Thị Dê", "Vàng A Páo"]


def test_minutes_are_those_of_a_village(book):
    with pytest.raises(InputFault, match="từng bản"):
        told(book, "bien-ban")


def test_every_paper_has_its_reader_and_its_writer(book, tmp_path):
    assert {one.key for one in letters.LETTERS} == set(READERS)
    decide(book, ["Vàng A Páo"])
    for one in letters.LETTERS:
        data = told(book, one.key, household=book.households["Vàng A Páo"], place=book.villages["Bản A"])
        for suffix in one.suffixes:
            letters.write(one.key, data, {}, tmp_path / f"{one.key}{suffix}")
            assert (tmp_path / f"{one.key}{suffix}").stat().st_size > 1000


def test_an_unknown_paper(book):
    with pytest.raises(InputFault, match="so-theo-doi"):
        told(book, "mau-9")


def test_a_place_keeps_its_own_text_and_takes_the_original_back(book):
    def own():
        with book.store.session() as session:
            return paper_texts.own(session)

    paper_texts.replace(book.store, "mau-02", "Mẫu 02", "# QUYẾT ĐỊNH\n[counts]\n", "Thử")
    assert own() == {"mau-02": "# QUYẾT ĐỊNH\n[counts]"}
    paper_texts.restore(book.store, "mau-02", "Mẫu 02", "Thử")
    assert own() == {}
