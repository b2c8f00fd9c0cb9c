"""What waits between levels, seen from each store at each step of a transfer, and of work that came back."""

from __future__ import annotations

from datetime import date

import pytest

from app.errors import InputFault
from app.services import places, rounds
from app.sync import between, desk, duplicates, returned, transfers
from app.sync.told import ACCEPT, FORWARD, GOES, REFUSED, RELAY, TASK, WAITS_FOR_OTHERS

from .levels import ABOVE, FIRST, HELPER, OFFICER, SECOND, Levels


def kinds(levels: Levels, *names: str) -> list[list[str]]:
    return [[one.kind for one in between.matters(levels[name])] for name in names]


@pytest.fixture
def offered(levels: Levels) -> bytes:
    """A household of the first commune, offered to the second."""
    home, to = levels.households[FIRST][0], levels[SECOND].place
    key = transfers.offer(levels[FIRST], home, to, "2026-11-01", "theo con", OFFICER[FIRST])
    levels.exchange()
    return key


def village(levels: Levels, name: str) -> bytes:
    with levels[name].session() as session:
        return places.children(session, levels[name].place)[0].id


def test_an_offer_waits_for_the_level_above(levels, offered):
    assert kinds(levels, FIRST, ABOVE, SECOND) == [[WAITS_FOR_OTHERS], [FORWARD], []]
    (one,) = between.matters(levels[FIRST])
    assert (one.words, one.asks) == ("Hộ Giàng A Páo chuyển đến Xã Hua Khắt", False)
    assert one.detail == "chờ cấp trên chuyển tiếp · theo con"
    assert between.matters(levels[ABOVE])[0].detail == "từ Xã Nà Mây · theo con"


def test_forwarded_it_is_the_new_place_that_answers(levels, offered):
    transfers.forward(levels[ABOVE], offered, OFFICER[ABOVE])
    levels.exchange()
    assert kinds(levels, FIRST, ABOVE, SECOND) == [[WAITS_FOR_OTHERS], [WAITS_FOR_OTHERS], [ACCEPT]]


def test_accepted_it_is_told_back_once_and_is_in_one_list(levels, offered):
    transfers.forward(levels[ABOVE], offered, OFFICER[ABOVE])
    levels.exchange()
    transfers.accept(levels[SECOND], offered, village(levels, SECOND), OFFICER[SECOND])
    levels.exchange()  # files go on while the first commune was not told: no false alarm about its numbers
    assert kinds(levels, FIRST, ABOVE, SECOND) == [[WAITS_FOR_OTHERS], [RELAY], []]
    transfers.relay(levels[ABOVE], offered, OFFICER[ABOVE])
    assert kinds(levels, ABOVE) == [[]]
    levels.exchange()
    assert kinds(levels, FIRST, ABOVE, SECOND) == [[], [], []]
    home = levels.households[FIRST][0]
    for name in (FIRST, ABOVE, SECOND):
        sql = "SELECT place FROM household WHERE id = ?"
        assert levels[name].connection.execute(sql, (home,)).fetchone() == (village(levels, SECOND),)


def test_declined_it_stays_and_the_reason_is_read(levels, offered):
    transfers.forward(levels[ABOVE], offered, OFFICER[ABOVE])
    levels.exchange()
    with pytest.raises(InputFault, match="phải ghi lý do"):
        transfers.decline(levels[SECOND], offered, " ", OFFICER[SECOND])
    transfers.decline(levels[SECOND], offered, "Chưa có đất", OFFICER[SECOND])
    levels.exchange()
    transfers.relay(levels[ABOVE], offered, OFFICER[ABOVE])
    levels.exchange()
    assert kinds(levels, FIRST, ABOVE, SECOND) == [[REFUSED], [], []]
    assert between.matters(levels[FIRST])[0].detail == "Không nhận: Chưa có đất"
    again = transfers.offer(
        levels[FIRST], levels.households[FIRST][0], levels[SECOND].place, "2027-01-01", "", "An"
    )
    assert again != offered


def test_a_step_is_taken_only_where_it_stands(levels, offered):
    with pytest.raises(InputFault, match="không còn ở bước ấy"):
        transfers.accept(levels[SECOND], offered, village(levels, SECOND), "An")
    with pytest.raises(InputFault, match="đang được đề nghị chuyển đi rồi"):
        transfers.offer(levels[FIRST], levels.households[FIRST][0], levels[SECOND].place, "2027", "", "An")
    with pytest.raises(InputFault, match="thuộc sổ này"):
        home = levels.households[FIRST][1]
        transfers.offer(levels[FIRST], home, village(levels, FIRST), "2027", "", "An")


def give_back(levels: Levels, **whom: object) -> bytes:
    rounds.open_round(levels[FIRST], 2026, date(2026, 9, 1), OFFICER[FIRST])
    levels.exchange()
    key = returned.give_back(levels[ABOVE], "Xã Nà Mây", 2026, "Xem lại câu D2", OFFICER[ABOVE], **whom)
    levels.exchange()
    return key


@pytest.mark.parametrize(
    ("household", "in_village", "words"),
    [
        (True, "Bản Lùng", "Trả lại: Giàng A Páo, đợt 2026"),
        (False, "Bản Lùng", "Trả lại: Bản Lùng, đợt 2026"),
        (False, "", "Trả lại: Xã Nà Mây, đợt 2026"),
    ],
)
def test_work_that_came_back_waits_where_the_book_is(levels, household, in_village, words):
    whom = {"village": in_village, "household": levels.households[FIRST][0] if household else None}
    key = give_back(levels, **whom)
    assert kinds(levels, FIRST, HELPER, ABOVE, SECOND) == [[TASK], [TASK], [], []]
    (one,) = between.matters(levels[FIRST])
    assert (one.words, one.detail, one.household) == (words, "Xem lại câu D2", whom["household"])
    with pytest.raises(InputFault, match="phải ghi đã làm gì"):
        returned.answer(levels[FIRST], key, "", "An")
    with pytest.raises(InputFault, match="Không có việc trả lại này"):
        returned.answer(levels[FIRST], bytes(16), "Đã xem", "An")
    returned.answer(levels[FIRST], key, "Đã xem lại", OFFICER[FIRST])
    levels.exchange()
    assert kinds(levels, FIRST, ABOVE) == [[], []]
    with levels[ABOVE].session() as session:
        assert returned.tasks(session) == []
        (told,) = returned.tasks(session, waiting=False)
    assert told.answer == "Đã xem lại"


def test_nothing_comes_back_without_a_reason_or_to_nowhere(levels):
    rounds.open_round(levels[FIRST], 2026, date(2026, 9, 1), OFFICER[FIRST])
    levels.exchange()
    for place, village_, why, said in (
        ("Xã Nà Mây", "", " ", "phải ghi lý do"),
        ("Xã Khác", "", "vì", "Không có nơi nào tên “Xã Khác”"),
        ("Xã Nà Mây", "Bản Khác", "vì", "Không có nơi nào tên “Bản Khác”"),
        ("Xã Hua Khắt", "", "vì", "chưa có đợt rà soát năm 2026"),
    ):
        with pytest.raises(InputFault, match=said):
            returned.give_back(levels[ABOVE], place, 2026, why, "An", village_)


def test_who_is_twice_there_is_struck_off_where_the_one_who_goes_is(levels):
    one, two = (
        levels[name].connection.execute("SELECT person FROM membership ORDER BY id").fetchone()[0]
        for name in (FIRST, SECOND)
    )
    duplicates.same(levels[ABOVE], one, two, "Đã chuyển về Nà Mây", OFFICER[ABOVE])
    levels.exchange()
    assert kinds(levels, FIRST, ABOVE, SECOND) == [[], [], [GOES]]
    (goes,) = between.matters(levels[SECOND])
    assert goes.words == "Cho Giàng A Páo rời hộ Giàng A Páo"
    assert goes.household == levels.households[SECOND][0]


def test_the_desk_counts_what_asks_for_something(levels, offered):
    give_back(levels)
    seen, glance = desk.desk(levels[FIRST]), desk.glance(levels[FIRST])
    assert (len(seen.matters), seen.returned) == (2, 1)
    assert seen.matters[0].kind == TASK  # what can be done here first
    assert seen.to_do == glance.to_do
    above, look = desk.desk(levels[ABOVE]), desk.glance(levels[ABOVE])
    assert above.to_do == look.to_do
