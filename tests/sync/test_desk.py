"""The screen's facts: what waits, which files went, how the places below stand, what a conflict weighs."""

from datetime import date

import pytest

from app.services import members, surveys
from app.store import peers
from app.sync import conflicts, desk, inbox, invitation, outgoing, weighing
from app.sync.identity import identity
from app.sync.told import NOT_INVITED, days_since
from tests.ui import district as stage

NAME = "Xã Nà Mây"


@pytest.fixture
def district(tmp_path):
    made = stage.found(tmp_path)
    made.invite(NAME, "Vàng A Chống", "Giàng A Páo")
    yield made
    made.close()


@pytest.fixture
def commune(district):
    return district.communes[NAME]


def receipt_of(district, file):
    (came,) = inbox.load(district.above, [file])
    return came.receipt


# A commune's own side -------------------------------------------------------------------------------------


def test_all_that_was_done_waits_before_the_first_file(commune):
    told = desk.outbox(commune)
    assert told.above == "Vùng Hua Khắt"
    assert told.unsent.acts == told.unanswered.acts == outgoing.unsent(commune)
    assert [(one.name, one.households) for one in told.contents.villages] == [("Bản Mây", 2)]
    assert "Thêm hộ Giàng A Páo" in [one.title for one in told.contents.titles]
    assert told.fingerprint == identity(commune).public.fingerprint


def test_a_file_made_is_sent_but_not_answered(district, commune):
    acts = desk.outbox(commune).unsent.acts
    district.send(NAME)
    told = desk.outbox(commune)
    assert (told.unsent.acts, told.unanswered.acts) == (0, acts)
    assert [one.state for one in told.files] == [peers.MADE]


def test_a_receipt_answers_it(district, commune):
    receipt = receipt_of(district, district.send(NAME))
    inbox.load(commune, [stage.Path(receipt)])
    told = desk.outbox(commune)
    assert told.unanswered.acts == 0
    assert told.contents.titles == ()
    assert [one.state for one in told.files] == [peers.AGREED]


def test_equal_titles_are_told_once_with_their_number(commune):
    titles = {one.title: one.acts for one in desk.outbox(commune).contents.titles}
    assert titles["Hộ đề nghị rà soát"] == 2


def test_a_store_without_anybody_above_says_so(district):
    told = desk.outbox(district.above)
    assert told.above == ""
    assert told.contents is None


def test_days_are_counted_from_facts():
    assert days_since("2026-11-17T23:00:00+07:00", date(2026, 11, 20)) == 3
    assert days_since("", date(2026, 11, 20)) == 0


# The board ------------------------------------------------------------------------------------------------


def board(district):
    return {row.below.name: row for row in desk.desk(district.above).board}


def test_the_board_counts_what_came(district, commune):
    for number, (case,) in enumerate(commune.connection.execute("SELECT id FROM review_case").fetchall()):
        surveys.type_b1(commune, case, 100 + 100 * number, stage.OFFICER)
        keys = (
            "employment",
            "water",
            "telecom",
            "sanitation",
            "nutrition",
            "housing_area",
            "dependents",
            "health_insurance",
            "adult_education",
            "child_schooling",
            "housing_quality",
            "information_means",
        )
        surveys.tick(commune, case, dict.fromkeys(keys, True), stage.OFFICER)
        surveys.mark_done(commune, case, stage.OFFICER)
    district.take(district.send(NAME))
    row = board(district)[NAME]
    assert (row.year, row.round_state, row.cases, row.done, row.households) == (2026, "open", 2, 2, 2)
    assert (row.poor, row.near_poor, row.classes["not_poor"]) == (1, 0, 1)
    assert row.below.last == 1


def test_a_store_goes_from_invited_to_unconfirmed_to_confirmed(district, commune):
    assert board(district)[NAME].below.state == peers.INVITED
    district.take(district.send(NAME))
    row = board(district)[NAME]
    assert (row.below.state, row.below.fingerprint) == (
        peers.UNCONFIRMED,
        identity(commune).public.fingerprint,
    )
    assert desk.desk(district.above).to_do == 1
    invitation.trust(district.above, NAME, row.below.fingerprint)
    assert board(district)[NAME].below.state == peers.CONFIRMED
    assert desk.desk(district.above).to_do == 0


def test_a_place_without_a_store_stands_on_the_board_too(district):
    with district.above.write("Thêm xã", "An", about="*") as act:
        stage.places.add(act, "Xã Pá Lùng", "commune", district.above.place)
    assert board(district)["Xã Pá Lùng"].below.state == NOT_INVITED


def test_silence_is_told_after_a_week(district):
    district.take(district.send(NAME))
    below = board(district)[NAME].below
    came = date.fromisoformat(below.at[:10])
    assert below.silent(came) == 0
    assert below.silent(date.fromordinal(came.toordinal() + 9)) == 9


def test_a_helper_is_no_place_of_the_board(district, commune, tmp_path):
    invited = invitation.invite(commune, tmp_path / "moi", "Bản Mây", "village", stage.OFFICER)
    assert invited.code
    seen = desk.desk(commune)
    assert not seen.is_above
    assert [(one.name, one.helper) for one in seen.helpers] == [("Bản Mây", True)]


def test_the_glance_agrees_with_the_desk(district):
    stage.dispute(district, NAME)
    seen, glance = desk.desk(district.above), desk.glance(district.above)
    assert glance.conflicts == seen.conflicts == 1
    assert glance.to_do == seen.to_do == 2  # the conflict, and a store that is not confirmed


# Conflicts ------------------------------------------------------------------------------------------------


def amend(district, person, **fields):
    """The level above writes about a person of the commune, and says of which book."""
    with district.above.write("Kiểm tra tại bản", stage.ABOVE, about=district.communes[NAME].place) as act:
        act.update("person", person, fields)


def test_a_conflict_names_household_question_and_values(district):
    stage.dispute(district, NAME)
    (one,) = weighing.disputes_of(district.above)
    assert (one.head, one.code, one.village, one.commune) == ("Vàng A Chống", "HK-001", "Bản Mây", NAME)
    assert one.field == "câu D2: Loại nhà tiêu"
    assert {option.text for option in one.options} == {"Không có", "Hai ngăn ủ phân"}
    assert {option.actor for option in one.options} == {stage.ABOVE, stage.OFFICER}
    assert [option.shown for option in one.options] == [True, False]
    assert board(district)[NAME].conflicts == 1


def test_each_value_says_which_class_would_follow(district, commune):
    household = commune.connection.execute("SELECT id FROM household ORDER BY id").fetchone()[0]
    case = stage.case_of(commune, commune, household)
    surveys.type_b1(commune, case, 100, stage.OFFICER)
    keys = (
        "employment",
        "water",
        "telecom",
        "nutrition",
        "housing_area",
        "dependents",
        "health_insurance",
        "adult_education",
        "child_schooling",
        "housing_quality",
        "information_means",
    )
    surveys.tick(commune, case, {key: key in ("water", "telecom") for key in keys}, stage.OFFICER)
    stage.dispute(district, NAME)
    (one,) = weighing.disputes_of(district.above)
    weighed = {option.text: (option.klass, option.b2) for option in one.options}
    assert weighed == {"Không có": ("poor", 30), "Hai ngăn ủ phân": ("near_poor", 20)}
    assert one.b1 == "100 ≤ 140"


def test_a_conflict_of_names_may_be_put_together_by_hand(district, commune):
    district.take(district.send(NAME))
    person = commune.connection.execute("SELECT id FROM person ORDER BY id").fetchone()[0]
    members.correct(commune, person, {"name": "Vàng A Trống"}, stage.OFFICER)
    amend(district, person, name="Vàng A Chông")
    district.take(district.send(NAME))
    (one,) = weighing.disputes_of(district.above)
    assert one.text
    assert one.field == "tên"
    assert all(option.b2 is None for option in one.options)
    conflicts.decide(district.above, one.name, "Vàng A Chống", "theo CCCD", stage.ABOVE)
    assert weighing.disputes_of(district.above) == []


def test_a_birth_date_in_conflict_is_told_as_people_write_it(district, commune):
    district.take(district.send(NAME))
    person = commune.connection.execute("SELECT id FROM person ORDER BY id").fetchone()[0]
    members.correct(commune, person, {"birth": "1980-03-15"}, stage.OFFICER)
    amend(district, person, birth="1981")
    district.take(district.send(NAME))
    (one,) = weighing.disputes_of(district.above)
    assert {option.text for option in one.options} == {"15/03/1980", "1981"}
    assert one.person == "Vàng A Chống"
    assert all(option.b2 is not None for option in one.options)


def test_last_years_answer_stands_beside_it(district, commune):
    household = commune.connection.execute("SELECT id FROM household ORDER BY id").fetchone()[0]
    with commune.write("Năm trước", stage.OFFICER) as act:
        (one,) = act.insert(
            "review_round",
            [
                {
                    "place": commune.place,
                    "year": 2025,
                    "kind": "periodic",
                    "standards": "vn-2021",
                    "state": "closed",
                    "source": "imported",
                }
            ],
        )
        home = commune.connection.execute(
            "SELECT place FROM household WHERE id = ?", (household,)
        ).fetchone()[0]
        act.insert(
            "review_case",
            [
                {
                    "round": one,
                    "household": household,
                    "place": home,
                    "origin": "on_list",
                    "state": "done",
                    "answers": {"latrine": "septic"},
                }
            ],
        )
    stage.dispute(district, NAME)
    (found,) = weighing.disputes_of(district.above)
    assert (found.last_year, found.last) == (2025, "Tự hoại, bán tự hoại")
