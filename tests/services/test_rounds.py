"""Rounds: opened, followed, closed, reopened; what the register does to a round that is open."""

from datetime import date

import pytest
from store.book import contents, without_new

from app.errors import InputFault
from app.models.person import PersonFields
from app.models.review import IMPORTED
from app.services import households, members, rounds, surveys
from app.services.typed import FieldFault
from app.store import undo
from tests.services.conftest import OFFICER, rows
from tests.services.reviewing import TODAY, case, open_round, requested, result, reviewed


def get(store, year=2026):
    with store.session() as session:
        return rounds.get(session, store.place, year)


def status(store, year=2026, standard=""):
    with store.session() as session:
        return rounds.status(session, store.place, year, standard)


def last_year(store, *classes):
    """A round of 2025 known from a file, with a result for each (household, class)."""
    with store.write("Nhập sổ cũ", OFFICER) as act:
        key = rounds.begin(act, store.place, 2025, IMPORTED)
        with store.session() as session:
            told = rounds.new_cases(session, key, [home for home, _klass in classes], "imported")
        class_of = dict(classes)
        for one, case_key in zip(told, act.insert("review_case", told), strict=True):
            klass = class_of[one["household"]]
            act.insert(
                "result",
                [
                    {
                        "review_case": case_key,
                        "standard": "vn-2021",
                        "final_class": klass,
                        "agreed_class": klass,
                        "agreed_why": "theo sổ",
                        "source": "imported",
                    }
                ],
            )


@pytest.fixture
def three(commune, home):
    """Households that were poor, near-poor and not poor last year."""
    made = [home(name)[0] for name in ("Giàng A Páo", "Lò Văn Ún", "Bàn Thị Mẩy")]
    last_year(commune, *zip(made, ("poor", "near_poor", "not_poor"), strict=True))
    return made


def test_a_round_is_opened_from_the_poor_and_near_poor_of_last_year(commune, three):
    one, added = open_round(commune)
    assert (one.year, one.state, one.standards, one.opened, added) == (
        2026,
        "open",
        "vn-2021",
        "2026-09-05",
        2,
    )
    told = [row for row in rows(commune, "review_case") if row["round"] == one.id]
    assert {row["household"] for row in told} == set(three[:2])
    assert {(row["origin"], row["state"], row["size"]) for row in told} == {("on_list", "not_begun", 1)}


def test_opening_again_adds_only_what_is_missing(commune, three):
    open_round(commune)
    assert open_round(commune)[1] == 0
    assert len(rows(commune, "review_round", "year = 2026")) == 1


def test_those_who_are_no_more_do_not_enter(commune, three):
    households.dissolve(commune, three[0], "2026-03", "moved_away", OFFICER)
    assert open_round(commune)[1] == 1


def test_without_an_earlier_round_a_round_opens_empty(commune, home):
    home("Giàng A Páo")
    assert open_round(commune)[1] == 0


def test_a_round_under_the_standard_of_its_year(commune):
    assert open_round(commune, 2027)[0].standards == "vn-2027"
    assert rounds.standards_of(1999) == ()


def test_the_round_before_is_the_newest_earlier_one(commune, three):
    open_round(commune, 2027)
    with commune.session() as session:
        assert rounds.previous(session, rounds.get(session, commune.place, 2027)).year == 2025
        assert rounds.previous(session, rounds.get(session, commune.place, 2025)) is None


def test_a_round_that_is_not_there_is_told(commune):
    with pytest.raises(InputFault, match="chưa có đợt rà soát năm 2026"):
        get(commune)


def test_an_ad_hoc_round_of_a_month_stands_beside_the_periodic_one(commune):
    with commune.write("Rà soát thường xuyên", OFFICER) as act:
        key = rounds.begin(act, commune.place, 2026, "surveyed", kind="ad_hoc")
        act.update("review_round", key, {"month": 3})
    with commune.session() as session:
        assert rounds.find(session, commune.place, 2026) is None
        assert rounds.find(session, commune.place, 2026, "ad_hoc", 3).id == key
        assert rounds.find(session, commune.place, 2026, "ad_hoc", 4) is None


def test_a_household_files_a_request(commune, three):
    open_round(commune)
    key = requested(commune, three[2])
    told = case(commune, key)
    assert (told["origin"], told["requested"], told["household"]) == ("request", "2026-09-10", three[2])
    with pytest.raises(InputFault, match="đã có trong đợt"):
        requested(commune, three[0])


def test_a_request_needs_a_day_and_a_household_that_is_there(commune, three):
    open_round(commune)
    with pytest.raises(FieldFault, match="không phải là ngày"):
        rounds.request(commune, 2026, three[2], "10/9", OFFICER)
    households.dissolve(commune, three[2], "2026-09", "moved_away", OFFICER)
    with pytest.raises(InputFault, match="không còn trong danh sách"):
        requested(commune, three[2])


def test_a_round_closes_only_when_every_case_is_done(commune, three):
    open_round(commune)
    with pytest.raises(InputFault, match="còn 2 hộ") as told:
        rounds.close(commune, 2026, TODAY, OFFICER)
    assert "Giàng A Páo (Bản Hua Khắt)" in str(told.value)
    for row in rows(commune, "review_case", "origin = 'on_list'"):
        reviewed(commune, row["id"], 120, 4)
    rounds.close(commune, 2026, date(2026, 12, 14), OFFICER)
    assert (get(commune).state, get(commune).closed) == ("closed", "2026-12-14")


def test_a_household_without_a_class_under_two_standards_is_counted_once(commune, three):
    open_round(commune)
    with commune.write("thêm chuẩn", OFFICER) as act:
        act.update("review_round", get(commune).id, {"standards": "vn-2021 vn-2027"})
    for row in rows(commune, "review_case", "origin = 'on_list'"):
        surveys.type_b1(commune, row["id"], 120, OFFICER)
    with pytest.raises(InputFault, match="còn 2 hộ"):
        rounds.close(commune, 2026, TODAY, OFFICER)


def test_a_closed_round_takes_nothing(commune, three):
    one, _added = open_round(commune)
    cases = [row["id"] for row in rows(commune, "review_case", "origin = 'on_list'")]
    for key in cases:
        reviewed(commune, key, 120, 4)
    rounds.close(commune, 2026, TODAY, OFFICER)
    before = contents(commune)
    for verb in (
        lambda: requested(commune, three[2]),
        lambda: rounds.close(commune, 2026, TODAY, OFFICER),
        lambda: open_round(commune),
        lambda: surveys.answer(commune, cases[0], {"water": "piped"}, OFFICER),
        lambda: surveys.tick(commune, cases[0], {"water": True}, OFFICER),
        lambda: surveys.type_b1(commune, cases[0], 200, OFFICER),
        lambda: surveys.agree(commune, cases[0], "vn-2021", "poor", "họp dân", OFFICER),
        lambda: surveys.mark_done(commune, cases[0], OFFICER),
    ):
        with pytest.raises(InputFault, match="đã khóa sổ"):
            verb()
    assert contents(commune) == before
    assert one.id == get(commune).id


def test_reopening_needs_a_reason_which_stays(commune, three):
    open_round(commune)
    for row in rows(commune, "review_case", "origin = 'on_list'"):
        reviewed(commune, row["id"], 120, 4)
    rounds.close(commune, 2026, TODAY, OFFICER)
    with pytest.raises(InputFault, match="phải ghi lý do"):
        rounds.reopen(commune, 2026, "  ", OFFICER)
    rounds.reopen(commune, 2026, "phúc tra bản Hua Khắt", OFFICER)
    assert (get(commune).state, get(commune).closed, get(commune).note) == (
        "open",
        "",
        "phúc tra bản Hua Khắt",
    )
    assert "phúc tra" in undo.entries(commune)[0].title
    with pytest.raises(InputFault, match="đang mở"):
        rounds.reopen(commune, 2026, "lại nữa", OFFICER)


def test_the_status_counts_villages_states_and_classes(commune, villages, home):
    first, _people = home("Giàng A Páo", "Giàng Thị Mỷ")
    second, _people = home("Lò Văn Ún", village=1)
    third, _people = home("Lò Văn Inh", village=1)
    last_year(commune, (first, "poor"), (second, "poor"), (third, "near_poor"))
    open_round(commune)
    by_home = {row["household"]: row["id"] for row in rows(commune, "review_case", "origin = 'on_list'")}
    reviewed(commune, by_home[first], 120, 5)
    surveys.type_b1(commune, by_home[second], 150, OFFICER)
    told = status(commune)
    assert [(one.village, one.cases, one.persons) for one in told.villages] == [
        ("Bản Hua Khắt", 1, 2),
        ("Bản Nậm Mơ", 2, 2),
    ]
    assert told.states == {"done": 1, "begun": 1, "not_begun": 1}
    assert told.classes == {"poor": 1, "not_poor": 1, "unknown": 1}
    assert (told.state, told.source, told.standard, told.disagreeing) == ("open", "surveyed", "vn-2021", 0)
    assert status(commune, standard="vn-2027").classes == {"unknown": 3}


# What the register does to an open round ----------------------------------------------------------------


@pytest.fixture
def under_review(commune, home):
    """A household of three in an open round, with its members and its case."""
    key, known = home("Giàng A Páo", "Giàng Thị Mỷ", "Giàng A Chống")
    last_year(commune, (key, "poor"))
    open_round(commune)
    (row,) = rows(commune, "review_case", "origin = 'on_list'")
    return key, known, row["id"]


def test_a_birth_counts_in_the_open_round_and_not_in_the_closed_one(commune, under_review):
    key, _known, now = under_review
    members.join(
        commune, key, PersonFields(name="Giàng A Sử", birth="2026"), "child", "2026", "born", OFFICER
    )
    assert case(commune, now)["size"] == 4
    (before,) = rows(commune, "review_case", "origin = 'imported'")
    assert before["size"] == 3


def test_a_correction_of_a_birth_changes_the_class_at_once(commune, under_review):
    _key, known, now = under_review
    surveys.type_b1(commune, now, 120, OFFICER)
    surveys.answer_member(commune, now, known["Giàng Thị Mỷ"], {"insurance": False}, OFFICER)
    deprived = result(commune, now)["deprived"]
    assert '"health_insurance":true' in deprived
    members.correct(commune, known["Giàng Thị Mỷ"], {"birth": "2024"}, OFFICER)
    assert '"health_insurance":true' not in result(commune, now)["deprived"]


def test_a_household_that_split_is_reviewed_on_both_sides(commune, under_review):
    key, known, now = under_review
    leaving = known["Giàng A Chống"]
    new = households.split(commune, key, [leaving], leaving, "2026-09-20", OFFICER)
    (added,) = rows(commune, "review_case", "origin = 'added'")
    assert (added["household"], added["size"], added["state"]) == (new, 1, "not_begun")
    assert case(commune, now)["size"] == 2


def test_a_household_that_ended_leaves_the_open_round_only(commune, under_review):
    key, _known, _now = under_review
    households.dissolve(commune, key, "2026-09-20", "moved_away", OFFICER)
    assert [row["origin"] for row in rows(commune, "review_case")] == ["imported"]
    undo.undo(commune, undo.to_undo(commune).act, OFFICER)
    assert len(rows(commune, "review_case")) == 2


def test_a_household_that_moved_is_reviewed_where_it_lives(commune, villages, under_review):
    key, _known, now = under_review
    households.move(commune, key, villages[1], "2026-09-20", OFFICER)
    assert case(commune, now)["place"] == villages[1]
    (before,) = rows(commune, "review_case", "origin = 'imported'")
    assert before["place"] == villages[0]


def test_the_size_of_a_case_outlasts_a_register_that_knows_none(commune, home):
    key, _people = home("Lò Văn Ún", complete=0, size=5)
    open_round(commune)
    asked = requested(commune, key)
    with commune.write("quên số khẩu", OFFICER) as act:
        act.update("household", key, {"declared_size": None})
    members.transfer(commune, *_away(commune, home, key), "other", "2026", "moved_in", OFFICER)
    assert case(commune, asked)["size"] == 5


def _away(commune, home, key):
    """The head of a household, and another household for it to go to."""
    with commune.session() as session:
        (head,) = members.roster(session, key)
    return head.person, home("Lò Văn Inh")[0]


VERBS = {
    "open": lambda s, three: open_round(s),
    "request": lambda s, three: (open_round(s), requested(s, three[2])),
}


@pytest.mark.parametrize("verb", VERBS)
def test_opening_and_asking_are_undone_and_done_again(commune, three, verb):
    before = contents(commune)
    VERBS[verb](commune, three)
    after = contents(commune)
    acts = [entry.act for entry in undo.entries(commune) if "đợt" in entry.title or "đề nghị" in entry.title]
    for act in acts:
        undo.undo(commune, act, OFFICER)
    assert without_new(contents(commune), before) == before
    for act in reversed(acts):
        undo.redo(commune, act, OFFICER)
    assert contents(commune) == after
