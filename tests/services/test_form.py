"""The form of a case: read with last year beside it, kept answer by answer, scored as the store scores it."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from app.errors import InputFault
from app.services import form_reading, form_saving, rounds, scoring, surveys
from app.services.board import board
from app.services.form import B1, DAY, INCOME, INCOME_EACH, NOTE, REVIEWER, ROSTER, Field
from app.services.form_walk import Walk
from app.store import undo
from app.store.listing import Rounds
from app.store.outline import Area
from tests.services.conftest import OFFICER, people, row, rows
from tests.services.reviewing import case, open_round, requested, result, reviewed


@pytest.fixture
def year(commune, home):
    """A household that was poor in 2026, with answers, and is in the round of 2027."""
    key, known = home("Giàng A Páo", "Giàng Thị Mỷ", "Giàng A Chống")
    open_round(commune)
    last = requested(commune, key)
    surveys.answer(commune, last, {"water": "unprotected", "wants": ["credit"], "causes": ["land"]}, OFFICER)
    surveys.answer_member(commune, last, known["Giàng Thị Mỷ"], {"insurance": True}, OFFICER)
    surveys.income(commune, last, {"crops": 5_000_000}, OFFICER)
    reviewed(commune, last, 120, 5)
    rounds.open_round(commune, 2027, date(2027, 9, 5), OFFICER)
    return commune, key, known


def read(store, household, year=2027):
    with store.session() as session:
        one = rounds.get(session, store.place, year)
        return form_reading.form(session, one.id, household)


def save(store, household, at, value):
    form = read(store, household).having({at: value})
    form_saving.save(store, form, at, value, OFFICER)
    return read(store, household)


def test_the_form_has_the_roster_and_last_year_beside_it(year):
    store, key, known = year
    form = read(store, key)
    assert [form.name(person) for person in form.members] == list(known)
    assert (form.head_name, form.last.year, form.last.klass) == ("Giàng A Páo", 2026, "poor")
    assert form.before(Field("water")) == "unprotected"
    assert form.before(Field("causes")) == ["land"]
    assert form.before(Field(INCOME + "crops")) == 5_000_000
    assert form.before(Field("insurance", known["Giàng Thị Mỷ"])) is True
    assert form.value(Field("water")) is None
    assert form.past == {2026: "poor"}


def test_a_household_outside_the_round_has_no_form(year, home):
    store, _key, _known = year
    other, _people = home("Lò Văn Ún")
    with pytest.raises(InputFault, match="không có trong đợt"):
        read(store, other)


VALUES = {
    Field("water"): "unprotected",
    Field("groups"): ["merit"],
    Field("causes"): [],
    Field(B1): 132.5,
    Field(INCOME_EACH): 1_200_000,
    Field(INCOME + "wages"): 3_000_000,
    Field(DAY): "2027-10-02",
    Field(REVIEWER): "Lò Thị Ỏn",
    Field(NOTE): "chủ hộ đi làm xa",
    Field(ROSTER): False,
}


@pytest.mark.parametrize("at", VALUES, ids=lambda at: at.key)
def test_every_answer_is_one_act_and_reads_back_as_it_was_given(year, at):
    store, key, _known = year
    acts = len(undo.entries(store))
    assert save(store, key, at, VALUES[at]).value(at) == VALUES[at]
    assert len(undo.entries(store)) == acts + 1


@pytest.mark.parametrize("at", [at for at in VALUES if at.key != ROSTER], ids=lambda at: at.key)
def test_every_answer_can_be_taken_away(year, at):
    store, key, _known = year
    save(store, key, at, VALUES[at])
    assert save(store, key, at, None).value(at) is None


def test_what_the_roster_holds_and_what_a_member_answers_go_the_same_way(year):
    store, key, known = year
    person = known["Giàng A Chống"]
    save(store, key, Field("birth", person), "2019-03")
    assert save(store, key, Field("insurance", person), False).value(Field("birth", person)) == "2019-03"
    assert row(store, "person", person)["birth"] == "2019-03"


def test_the_form_scores_as_the_store_does(year):
    store, key, known = year
    save(store, key, Field("water"), "unprotected")
    save(store, key, Field(INCOME + "wages"), 30_000_000)
    save(store, key, Field("insurance", known["Giàng A Chống"]), False)
    form = read(store, key)
    with store.session() as session:
        assert form.findings() == surveys.findings(session, form.case)


def test_a_section_kept_is_one_act_that_is_undone_as_one(year):
    store, key, known = year
    form = read(store, key)
    answers = {
        Field("water"): "unprotected",
        Field("insurance", known["Giàng Thị Mỷ"]): True,
        Field(B1): 120.0,
        Field(INCOME_EACH): 900_000.0,
        Field(INCOME + "crops"): 5_000_000,
    }
    acts = len(undo.entries(store))
    form_saving.keep(store, form, answers, OFFICER)
    now = read(store, key)
    assert {at: now.value(at) for at in answers} == answers
    assert len(undo.entries(store)) == acts + 1
    undo.undo(store, store.done.act, OFFICER)
    assert all(read(store, key).value(at) is None for at in answers)


def test_a_member_joins_under_the_key_that_the_form_gave(year):
    store, key, _known = year
    person = b"\x01" * 16
    form_saving.join(store, read(store, key), person, "Giàng  Thị Ca", "08", OFFICER)
    form = read(store, key)
    assert form.name(person) == "Giàng Thị Ca"
    assert list(form.members)[-1] == person
    assert case(store, form.case)["size"] == 4


def test_a_new_household_enters_register_and_round_at_once(year, villages):
    store, _key, _known = year
    acts = len(undo.entries(store))
    key = form_saving.found(store, 2027, villages[1], "Lò Văn Ún", "2027-10-01", OFFICER)
    assert len(undo.entries(store)) == acts + 1
    form = read(store, key)
    assert (form.head_name, form.village, form.all_listed) == ("Lò Văn Ún", "Bản Nậm Mơ", True)
    (told,) = [one for one in rows(store, "review_case") if one["household"] == key]
    assert (told["origin"], told["requested"]) == ("request", "2027-10-01")
    assert people(store, key).keys() == {"Lò Văn Ún"}


def test_a_closed_round_takes_nothing(year, villages):
    store, key, _known = year
    form = read(store, key)
    with store.write("khóa", OFFICER) as act:
        (one,) = [one for one in rows(store, "review_round") if one["year"] == 2027]
        act.update("review_round", one["id"], {"state": "closed"})
    assert read(store, key).closed
    for verb in (
        lambda: form_saving.save(store, form, Field("water"), "piped", OFFICER),
        lambda: form_saving.join(store, form, b"\x01" * 16, "Ca", "", OFFICER),
        lambda: form_saving.found(store, 2027, villages[0], "Ún", "2027-10-01", OFFICER),
    ):
        with pytest.raises(InputFault, match="khóa sổ"):
            verb()


def test_a_number_of_somebody_else_is_told(year, home):
    store, key, known = year
    _other, strangers = home("Lò Văn Ún", village=1)
    for person in (known["Giàng A Páo"], strangers["Lò Văn Ún"]):
        with store.write("số", OFFICER) as act:
            act.update("person", person, {"cccd": "015080000001"})
    assert read(store, key).twins == {known["Giàng A Páo"]: "Lò Văn Ún (Bản Nậm Mơ)"}


def test_a_form_without_members_is_not_finished(year):
    store, key, _known = year
    form = read(store, key)
    with pytest.raises(InputFault, match="chưa có thành viên"):
        form_saving.finish(store, replace(form, members={}), OFFICER)


def test_the_walk_counts_what_was_kept_and_what_differs(year):
    store, key, _known = year
    save(store, key, Field("water"), "unprotected")
    save(store, key, Field("causes"), ["capital"])
    parts = {part.letter: part for part in Walk(read(store, key)).parts}
    assert (parts["D"].answered, parts["D"].kept, parts["D"].differs) == (1, 1, 0)
    assert (parts["F"].answered, parts["F"].kept, parts["F"].differs) == (1, 0, 1)


def walk(store, key):
    return Walk(read(store, key))


def test_the_walk_begins_with_what_the_rules_need_of_the_members(year):
    store, key, known = year
    begun = walk(store, key)
    assert begun.start() == Field("sex", known["Giàng Thị Mỷ"])
    sexes = {Field("sex", known[name]): "female" for name in ("Giàng Thị Mỷ", "Giàng A Chống")}
    told = Walk(begun.form.having(sexes))
    first = told.start()
    assert told.part_of(first) != told.parts[0]
    assert told.open_in(told.part_of(first).letter) == first


def test_the_walk_passes_over_what_is_answered(year):
    store, key, _known = year
    save(store, key, Field("water"), "unprotected")
    begun = walk(store, key)
    before = begun.step(Field("water"), -1)
    after = begun.open_after(before)
    assert begun.order.index(after) > begun.order.index(Field("water")) == begun.order.index(before) + 1
    assert begun.form.value(after) is None


def test_the_walk_stays_within_the_form(year):
    store, key, _known = year
    begun = walk(store, key)
    first, last = begun.order[0], begun.order[-1]
    assert (begun.step(first, -1), begun.step(last, 1)) == (first, last)
    assert begun.step(first, 2) == begun.order[2]
    assert begun.step(Field("no such question"), 1) == first
    assert begun.after(begun.parts[-1].letter) is None


def test_a_section_that_is_done_leads_to_the_next_one(year):
    store, key, _known = year
    begun = walk(store, key)
    letters = [part.letter for part in begun.parts if part.places]
    for letter, following in pairwise(letters):
        assert begun.part_of(begun.after(letter)).letter == following


def test_what_is_kept_of_last_year_is_all_that_was_answered_then_and_is_open_now(year):
    store, key, _known = year
    begun = walk(store, key)
    assert begun.keeping("D") == {Field("water"): "unprotected"}
    kept = save(store, key, Field("water"), "piped")
    assert Walk(kept).keeping("D") == {}


def test_the_board_counts_every_case_once(year):
    store, _key, _known = year
    with store.session() as session:
        one, last = (rounds.get(session, store.place, year) for year in (2027, 2026))
        villages = [Area(place.id, place.name, (place.id,)) for place in _children(session, store)]
    told = board(store, Rounds((one.id,), "vn-2027", (last.id,), "vn-2021"), villages)
    assert [line.area.name for line in told.villages] == ["Bản Hua Khắt"]
    assert (told.whole.cases, told.whole.open, told.whole.done) == (1, 1, 0)
    assert told.whole.states == {"not_begun": 1}
    assert told.whole.classes == {"poor": 1}


def _children(session, store):
    from app.services import places

    return places.children(session, store.place)


def test_none_of_the_groups_is_an_answer(year):
    store, key, _known = year
    save(store, key, Field("groups"), ["merit"])
    assert save(store, key, Field("groups"), []).value(Field("groups")) == []
    assert save(store, key, Field("groups"), ["merit"]).value(Field("groups")) == ["merit"]


def test_results_follow_what_was_kept(year):
    store, key, _known = year
    form = read(store, key)
    form_saving.keep(store, form, {Field(INCOME_EACH): 2_300_000.0}, OFFICER)
    assert result(store, form.case, "vn-2027")["final_class"] == "not_poor"
    assert scoring.score_round(store, 2027, OFFICER) == 0
