"""What the stores of the story hold at its end: what is open, decided, moved, returned."""

import pytest
from sqlmodel import select

from app.demo.district import ABOVE, keepers, told
from app.demo.district_communes import invented
from app.demo.margins import story
from app.demo.wall import TODAY
from app.models.household import Household
from app.models.person import Person
from app.models.review import Case, Round
from app.services import places
from app.services.procedure import finding
from app.store import peers
from app.store.totals import scope
from app.sync import conflicts, returned, transfers
from app.sync.desk import desk


@pytest.fixture(scope="module")
def copy(played, tmp_path_factory):
    """The stores of the story, each copied and opened once; nobody writes into them."""
    folder, opened = tmp_path_factory.mktemp("copies"), {}

    def copy(key):
        if key not in opened:
            opened[key] = played.copy(key, folder)
        return opened[key]

    yield copy
    for store in opened.values():
        store.close()


@pytest.fixture(scope="module")
def board(copy):
    return {one.below.name: one for one in desk(copy(ABOVE)).board}


def test_the_story_has_one_level_above_and_the_commune_below_it():
    assert keepers()[ABOVE].place == story().above
    assert keepers()["na-may"].place == story().title


def test_the_communes_of_the_board_are_in_different_states(board):
    shown = {
        name: (row.below.state, row.conflicts, row.below.silent(TODAY), row.below.stopped)
        for name, row in board.items()
    }
    assert shown == {
        "Xã Nà Mây": (peers.CONFIRMED, 1, 0, None),
        "Xã Pá Lùng": (peers.CONFIRMED, 0, 12, None),
        "Xã Khao Lìm": (peers.UNCONFIRMED, 0, 0, None),
        "Xã Bản Cuông": (peers.CONFIRMED, 0, 0, None),
    }


def test_one_commune_has_closed_its_round_and_one_is_not_through(board):
    assert board["Xã Bản Cuông"].round_state == "closed"
    assert 0 < board["Xã Pá Lùng"].done < board["Xã Pá Lùng"].cases


def test_the_damaged_file_alone_is_in_quarantine(copy):
    kept = [one for one in desk(copy(ABOVE)).arrivals if one.quarantined]
    assert [(one.fault, one.sender) for one in kept] == [("damaged", "")]
    assert kept[0].path.endswith("-hong.soban-goi")


def test_the_household_that_moved_is_in_one_book_only(copy):
    event = told("moved")
    code = list(invented(keepers()[event["from"]]).households)[event["household"] - 1].code
    for key, there in ((event["from"], False), (event["to"], True), (ABOVE, True)):
        store = copy(key)
        with store.session() as session:
            (home,) = session.exec(select(Household).where(Household.code == code)).all()
        assert (home.place in scope(store, store.place)) is there
    for key, there in ((event["from"], False), (event["to"], True)):
        with copy(ABOVE).session() as session:
            book = places.named(places.below(session, copy(ABOVE).place), keepers()[key].place)
            moved = session.exec(select(Household.place).where(Household.code == code)).one()
        assert (moved in scope(copy(ABOVE), book.id)) is there


def test_one_transfer_was_accepted_and_one_declined_on_every_side(copy):
    stayed, moved = told("stayed"), told("moved")
    for key, states in (
        (ABOVE, {"accepted", "declined"}),
        (moved["to"], {"accepted", "declined"}),
        (moved["from"], {"accepted"}),
        (stayed["from"], {"declined"}),
    ):
        with copy(key).session() as session:
            assert {one.state for one in transfers.offers(session)} == states
    with copy(stayed["from"]).session() as session:
        (offer,) = transfers.offers(session)
        assert offer.answer == stayed["answer"]
        home = session.get_one(Household, finding.household(session, stayed["household"]))
        assert home.place in scope(copy(stayed["from"]), copy(stayed["from"]).place)


def test_the_village_was_mended_and_the_household_still_waits(copy):
    event = told("sent_back")
    for key in (event["to"], ABOVE):
        with copy(key).session() as session:
            answered = [one for one in returned.tasks(session, waiting=False) if one.answer]
        assert [(one.why, one.answer) for one in answered] == [(event["why"], event["answer"])]
    with copy("na-may").session() as session:
        (task,) = returned.tasks(session)
    assert task.why == told("asked")["why"]


def test_the_houses_measured_again_are_so_above(copy):
    store = copy(ABOVE)
    event = told("sent_back")
    village = invented(keepers()[event["to"]]).villages[event["village"] - 1]
    with store.session() as session:
        rows = session.exec(
            select(Household.code, Case.answers)
            .join(Case, Case.household == Household.id)
            .join(Round, Round.id == Case.round)
            .where(Round.year == story().year, Case.deleted == 0)
        ).all()
    areas = {code: answers.get("floor_area") for code, answers in rows}
    reviewed = [home.code for home in village.households if home.review == "done"]
    assert [areas[code] for code in reviewed[:3]] == event["measured"]


@pytest.mark.parametrize("key", ["na-may", "may-hua-khat", "may-ta-ghenh", ABOVE])
def test_one_dispute_is_decided_and_one_is_open_everywhere(key, copy):
    decided, undecided = told("dispute")
    store = copy(key)
    (found,) = conflicts.conflicts(store)
    assert found.field == f"answers.{undecided['question']}"
    assert [side.value for side in found.sides] == list(reversed(undecided["by"].values()))
    with store.session() as session:
        household = finding.household(session, decided["household"])
        query = select(Case).join(Round, Round.id == Case.round)
        case = session.exec(query.where(Case.household == household, Round.year == story().year)).one()
    assert case.answers[decided["question"]] == decided["by"][decided["decided"]]


def test_somebody_stands_on_two_lists(copy):
    with copy(ABOVE).session() as session:
        found = session.exec(select(Person.name).where(Person.cccd == told("twice")["cccd"])).all()
    assert found == [told("twice")["name"]] * 2


def test_laptops_work_in_one_village_each(copy):
    for key in ("may-hua-khat", "may-ta-ghenh"):
        store = copy(key)
        assert store.place == copy("na-may").place
        with store.session() as session:
            assert places.place(session, bytes.fromhex(store.meta("scope"))).name == keepers()[key].place


def test_the_silent_commune_said_why_in_its_last_file(copy):
    event = told("last_word")
    code = invented(keepers()[event["by"]]).villages[-1].households[0].code
    with copy(ABOVE).session() as session:
        home = session.get_one(Household, finding.household(session, code))
    assert home.note == event["note"]
