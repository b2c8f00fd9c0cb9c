"""What is handed over, one by one and as a list; what is stopped; what comes back; what is taken back."""

from datetime import date

import pytest

from app.errors import InputFault
from app.services.support import deliveries, enrolment_lines, enrolments
from app.services.support.deliveries import Handed
from app.services.typed import FieldFault
from app.store.undo import CannotUndo, undo
from tests.services.conftest import OFFICER, rows
from tests.services.support.supporting import TODAY

PLAN = {
    "planned_households": 10,
    "planned_quantity": 6,
    "unit": "con",
    "share": "7 triệu",
    "since": "01/03/2025",
    "until": "30/06/2025",
}


@pytest.fixture
def pigs(xa):
    """A model with two approved households: the activity and the two enrolments."""
    activity = xa.activity(**PLAN)
    return activity, xa.enrolled(activity, xa.home("Giàng A Páo"), xa.home("Lò Văn Ún"))


def test_a_whole_list_is_one_act(xa, pigs):
    activity, keys = pigs
    given = xa.deliver(activity, *keys)
    assert xa.store.done.title == "Cấp phát Lợn giống cho 2 đối tượng của Mô hình nuôi lợn đen"
    with xa.store.session() as session:
        lines = enrolment_lines.of_activity(session, activity)
        assert {line.delivery.id for line in enrolment_lines.deliveries(session, activity)} == set(given)
    assert {
        (one.enrolment.state, one.got.quantity, one.got.value, one.got.last, one.got.unsigned)
        for one in lines
    } == {("receiving", 2, 3_000_000, "2025-04-01", 0)}


def test_the_journal_takes_a_delivery_back_while_nothing_builds_on_it(xa, pigs):
    activity, keys = pigs
    xa.deliver(activity, *keys)
    act = xa.store.done.act
    enrolments.finish(xa.store, keys[:1], "01/05/2025", TODAY, OFFICER)
    finished = xa.store.done.act
    with pytest.raises(CannotUndo):
        undo(xa.store, act, OFFICER)
    undo(xa.store, finished, OFFICER)
    undo(xa.store, act, OFFICER)
    assert rows(xa.store, "delivery") == []
    assert {xa.enrolment(key).state for key in keys} == {"approved"}


@pytest.mark.parametrize("on", ["28/02/2025", "01/07/2025"])
def test_a_day_outside_the_period_is_stopped(xa, pigs, on):
    activity, keys = pigs
    with pytest.raises(FieldFault, match=r"ngoài thời gian .*01/03/2025–30/06/2025.*sửa thời gian"):
        xa.deliver(activity, *keys, on=on)


@pytest.mark.parametrize(
    ("told", "field", "says"),
    [
        ({"on": "31/04/2025"}, "on", "không phải là ngày có thật"),
        ({"content": " "}, "content", "Chưa ghi cấp phát gì"),
        ({"unit": "kg"}, "unit", "Kế hoạch tính bằng “con”"),
        ({"quantity": "hai"}, "quantity", "không phải là số"),
        ({"quantity": -1}, "quantity", "không âm"),
        ({"quantity": 0}, "quantity", "lớn hơn 0"),
        ({"value": "-500.000"}, "value", "không ghi được"),
        ({"value": "nửa triệu"}, "value", "không phải là số tiền"),
    ],
)
def test_what_cannot_be_names_its_field(xa, pigs, told, field, says):
    activity, keys = pigs
    with pytest.raises(FieldFault, match=says) as refused:
        xa.deliver(activity, *keys, **told)
    assert refused.value.field == field
    assert rows(xa.store, "delivery") == []


@pytest.mark.parametrize(("typed", "dong"), [("2.500.000", 2_500_000), ("0,5 triệu", 500_000)])
def test_amounts_as_officers_write_them(xa, pigs, typed, dong):
    activity, keys = pigs
    xa.deliver(activity, keys[0], value=typed)
    assert rows(xa.store, "delivery")[0]["value"] == dong


def test_more_than_planned_is_stopped_with_what_mends_it(xa, pigs):
    activity, keys = pigs
    with pytest.raises(
        InputFault, match="Tổng cấp phát 8 con nhiều hơn kế hoạch 6 con; sửa số lượng, hoặc sửa kế hoạch"
    ):
        xa.deliver(activity, *keys, quantity=4)
    xa.deliver(activity, *keys, quantity=3)
    with pytest.raises(InputFault, match="nhiều hơn kế hoạch"):
        xa.deliver(activity, keys[0], on="02/04/2025", quantity=1)


def test_more_than_one_s_share_is_stopped(xa, pigs):
    activity, keys = pigs
    xa.deliver(activity, keys[0], value="4 triệu")
    with pytest.raises(InputFault, match=r"tổng 8\.000\.000 đồng vượt mức 7\.000\.000 đồng"):
        xa.deliver(activity, keys[0], on="02/04/2025", value="4 triệu")


def test_before_approval_nothing_is_handed_over(xa, pigs):
    activity, keys = pigs
    (late,) = xa.register(activity, xa.home("Hờ A Pó")).new
    with pytest.raises(
        InputFault, match=r"Hờ A Pó: chưa được duyệt ngày 01/04/2025 \(đăng ký\); duyệt trước"
    ):
        xa.deliver(activity, *keys, late)
    with pytest.raises(InputFault, match=r"chưa được duyệt ngày 05/03/2025 \(10/03/2025\)"):
        xa.deliver(activity, *keys, on="05/03/2025")
    assert rows(xa.store, "delivery") == []


def test_the_same_list_twice_is_told(xa, pigs):
    activity, keys = pigs
    xa.deliver(activity, *keys, quantity=1, value="1 triệu")
    with pytest.raises(InputFault, match="đã ghi cấp phát “Lợn giống” ngày 01/04/2025"):
        xa.deliver(activity, *keys, quantity=1, value="1 triệu")
    with pytest.raises(InputFault, match="Giàng A Páo: đã ghi cấp phát"):
        xa.deliver(activity, keys[0], keys[0], on="02/04/2025", quantity=1, value="1 triệu")
    xa.deliver(activity, *keys, quantity=1, value="1 triệu", again=True)
    assert len(rows(xa.store, "delivery")) == 4


def test_whom_another_activity_enrolled_gets_nothing_here(xa, pigs):
    activity, _keys = pigs
    other = xa.enrolled(xa.activity("DA3.1", "Giống ngô", year=2024), xa.home("Hờ A Pó", year=2023))
    with pytest.raises(InputFault, match="không thuộc hoạt động"):
        xa.deliver(activity, *other)


def give_back(xa, key, on="10/04/2025", why="Lợn chết", **more):
    deliveries.give_back(xa.store, key, on, why, TODAY, OFFICER, **more)


def test_what_comes_back_is_kept_and_no_longer_counts(xa, pigs):
    activity, keys = pigs
    first, second = xa.deliver(activity, *keys, quantity=2, value=3_000_000)
    with pytest.raises(FieldFault, match="phải ghi lý do"):
        give_back(xa, first, why="")
    with pytest.raises(FieldFault, match="trước ngày cấp phát"):
        give_back(xa, first, on="31/03/2025")
    with pytest.raises(FieldFault, match=r"nhiều hơn đã cấp phát \(2\)"):
        give_back(xa, first, quantity=3)
    give_back(xa, first, quantity=1)
    give_back(xa, second)
    with xa.store.session() as session:
        got = {
            line.name: (line.got.quantity, line.got.value)
            for line in enrolment_lines.of_activity(session, activity)
        }
    assert got == {"Giàng A Páo": (1, 1_500_000), "Lò Văn Ún": (0, 0)}
    xa.deliver(activity, keys[1], on="11/04/2025", quantity=5, value="7 triệu")


def test_receipts_are_signed_later(xa, pigs):
    activity, keys = pigs
    lines = [Handed(key, 1) for key in keys]
    given = deliveries.deliver(xa.store, activity, "01/04/2025", "Lợn", lines, TODAY, OFFICER)
    with xa.store.session() as session:
        assert [one.got.unsigned for one in enrolment_lines.of_activity(session, activity)] == [1, 1]
    deliveries.sign(xa.store, given, OFFICER)
    assert {row["signed"] for row in rows(xa.store, "delivery")} == {1}
    with pytest.raises(InputFault, match="Sổ không có lần cấp phát này"):
        deliveries.sign(xa.store, [b"\x01" * 16], OFFICER)


def test_an_empty_list_is_told(xa, pigs):
    with pytest.raises(InputFault, match="chưa có ai"):
        xa.deliver(pigs[0])


def test_a_day_that_has_not_come_is_told(xa):
    activity = xa.activity()
    with pytest.raises(FieldFault, match="chưa đến"):
        deliveries.deliver(xa.store, activity, "02/01/2026", "Lợn", [], date(2026, 1, 1), OFFICER)
