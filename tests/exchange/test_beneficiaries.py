"""The list of an activity goes in: matched, judged by the rules, enrolled, handed over; once and no more."""

from datetime import date

import pytest

from app.errors import InputFault
from app.exchange.kinds.formats import read_file
from app.services.support import activity_plans, deliveries, enrolment_lines, enrolments
from app.services.support.activity_plans import Plan
from app.store.undo import undo
from tests.exchange.taking import OFFICER, counts, reasons, take
from tests.services.support.supporting import POVERTY, REGULAR, Commune, people

ON = date(2025, 4, 1)
HEADS = ["STT", "Họ và tên", "Năm sinh", "Mã hộ", "Bản", "Số tiền", "Ký nhận"]
TITLE = "DANH SÁCH ĐỐI TƯỢNG THỤ HƯỞNG MÔ HÌNH NUÔI LỢN ĐEN NĂM 2025"


@pytest.fixture
def xa(store):
    from app.services import places

    places.found(store, "Xã Nà Mây", "commune", OFFICER, year=2025)
    villages = [
        places.establish(store, name, "village", store.place, OFFICER)
        for name in ("Bản Hua Khắt", "Bản Nậm Mơ")
    ]
    made = Commune(store, villages)
    for name, born in (("Giàng A Páo", "1980-05-01"), ("Lò Văn Ún", "1975"), ("Sùng A Chống", "1990")):
        made.home(name, born=born)
    made.home("Vàng Nhà Sử", "not_poor", born="1985")
    return made


@pytest.fixture
def pigs(xa):
    plan = Plan(POVERTY, "DA2", 2025, "Mô hình nuôi lợn đen", content="Lợn giống", share="5.000.000")
    return activity_plans.create(xa.store, plan, OFFICER)


@pytest.fixture
def listed(workbook):
    def make(*rows, title=TITLE, heads=HEADS, name="ds.xlsx"):
        return workbook({"DS": [[title], list(heads), *rows]}, name)

    return make


def row(n, name, born="", code="", village="Bản Hua Khắt", amount="5.000.000", signed="Đã ký"):
    return [n, name, born, code, village, amount, signed]


PAO, UN, CHONG = row(1, "Giàng A Páo", 1980), row(2, "Lò Văn Ún", 1975), row(3, "Sùng A Chống", 1990)


def taken(xa, path, **asked):
    return take(xa.store, path, on=ON, **asked)


def lines(xa, activity):
    with xa.store.session() as session:
        found = enrolment_lines.of_activity(session, activity)
    return {line.name: (line.enrolment.state, line.got.value, line.got.unsigned) for line in found}


def test_everybody_is_enrolled_approved_and_has_what_the_list_says(xa, pigs, listed):
    done = taken(xa, listed(PAO, UN, row(3, "Sùng A Chống", 1990, signed="")))
    assert done.kind == "beneficiary_list"
    assert counts(done) == {"new": 3}
    assert lines(xa, pigs) == {
        "Giàng A Páo": ("receiving", 5_000_000, 0),
        "Lò Văn Ún": ("receiving", 5_000_000, 0),
        "Sùng A Chống": ("receiving", 5_000_000, 1),
    }


def test_the_whole_import_is_one_act_and_one_undo_takes_it_back(xa, pigs, listed):
    before = xa.store.connection.execute("SELECT count(*) FROM act").fetchone()[0]
    taken(xa, listed(PAO, UN))
    assert xa.store.connection.execute("SELECT count(*) FROM act").fetchone()[0] == before + 1
    undo(xa.store, xa.store.done.act, OFFICER)
    assert lines(xa, pigs) == {}
    assert counts(taken(xa, listed(PAO, UN))) == {"new": 2}


def test_a_fault_half_way_leaves_nothing_of_it(xa, pigs, listed, monkeypatch):
    def fails(*_told):
        raise InputFault("Đĩa đầy.")

    monkeypatch.setattr(deliveries, "deliver", fails)
    with pytest.raises(InputFault, match="Đĩa đầy"):
        taken(xa, listed(PAO, UN))
    assert lines(xa, pigs) == {}
    monkeypatch.undo()
    assert counts(taken(xa, listed(PAO, UN))) == {"new": 2}


def test_the_same_list_once_more_changes_nothing(xa, pigs, listed):
    book = listed(PAO, UN)
    taken(xa, book)
    before = lines(xa, pigs)
    acts = xa.store.connection.execute("SELECT count(*) FROM act").fetchone()
    again = take(xa.store, book, on=date(2025, 5, 2))
    assert counts(again) == {"equal": 2}
    assert lines(xa, pigs) == before
    assert xa.store.connection.execute("SELECT count(*) FROM act").fetchone() == acts


def test_a_dry_run_writes_nothing(xa, pigs, listed):
    acts = xa.store.connection.execute("SELECT count(*) FROM act").fetchone()
    assert counts(taken(xa, listed(PAO, UN), dry=True)) == {"new": 2}
    assert xa.store.connection.execute("SELECT count(*) FROM act").fetchone() == acts
    assert lines(xa, pigs) == {}


def test_who_may_not_benefit_stays_out_with_the_rule(xa, listed):
    gifts = xa.activity(code="TET", programme=REGULAR, title="Quà Tết Ất Tỵ", content="Quà Tết")
    title = "DANH SÁCH NHẬN HỖ TRỢ QUÀ TẾT ẤT TỴ"
    done = taken(xa, listed(PAO, row(2, "Vàng Nhà Sử", 1985), title=title))
    assert counts(done) == {"new": 1, "refused": 1}
    assert any("Vàng Nhà Sử: " in each for each in reasons(done)), reasons(done)
    assert list(lines(xa, gifts)) == ["Giàng A Páo"]


def test_whose_eligibility_nobody_can_judge_yet_is_only_registered(xa, pigs, listed):
    done = taken(xa, listed(row(1, "Vàng Nhà Sử", 1985)))
    assert counts(done) == {"new": 1}
    assert any("Chưa đủ thông tin" in each for each in reasons(done))
    assert lines(xa, pigs) == {"Vàng Nhà Sử": ("registered", 0, 0)}


def test_who_has_such_support_already_stays_out(xa, pigs, listed):
    other = xa.activity(code="DA3.1", title="Trồng quế", part="supply")
    xa.enrolled(other, xa.homes["Giàng A Páo"])
    done = taken(xa, listed(PAO, UN))
    assert counts(done) == {"new": 1, "refused": 1}
    assert any("trùng hỗ trợ" in each for each in reasons(done))


def test_the_village_code_and_name_together_are_sure(xa, pigs, listed):
    assert counts(taken(xa, listed(row(1, "Lò Văn Ún", "", "HK-002")))) == {"new": 1}


def test_village_and_name_of_somebody_enrolled_are_sure(xa, pigs, listed):
    xa.enrolled(pigs, xa.homes["Lò Văn Ún"])
    assert counts(taken(xa, listed(row(1, "Lò Văn Ún")))) == {"changed": 1}
    assert lines(xa, pigs)["Lò Văn Ún"] == ("receiving", 5_000_000, 0)


def test_of_two_namesakes_in_a_village_neither_is_sure(xa, pigs, listed):
    xa.enrolled(pigs, xa.homes["Lò Văn Ún"])
    xa.home("Lò Văn Ún", born="1992")
    assert counts(taken(xa, listed(row(1, "Lò Văn Ún")))) == {"doubtful": 1}


def test_quantities_have_their_unit(xa, pigs, listed):
    heads = ["STT", "Họ và tên", "Năm sinh", "Bản", "Nội dung", "Số lượng", "Đơn vị", "Ngày nhận", "Ký nhận"]
    book = listed([1, "Giàng A Páo", 1980, "Bản Hua Khắt", "Cám", "50", "kg", "20/03/2025", "x"], heads=heads)
    assert counts(taken(xa, book)) == {"new": 1}
    with xa.store.session() as session:
        (line,) = enrolment_lines.deliveries(session, pigs)
    given = line.delivery
    assert (given.on_day, given.content, given.quantity, given.unit) == ("2025-03-20", "Cám", 50, "kg")


def test_a_name_alone_is_doubtful_until_somebody_decides(xa, pigs, listed, tmp_path):
    book = listed(row(1, "Lò Văn Ún"), PAO)
    done = taken(xa, book)
    assert counts(done) == {"new": 1, "doubtful": 1}
    (choice,) = done.doubtful
    assert choice["candidates"][0]["household"] == xa.homes["Lò Văn Ún"].hex()
    decided = tmp_path / "quyet-dinh.json"
    decided.write_text(f'{{"{choice["where"]}": "{choice["candidates"][0]["household"]}"}}', "utf-8")
    assert counts(taken(xa, book, decisions=decided)) == {"new": 1, "equal": 1}
    assert counts(taken(xa, book, decisions=decided)) == {"equal": 2}
    assert lines(xa, pigs)["Lò Văn Ún"][0] == "receiving"


def test_somebody_unknown_is_told(xa, pigs, listed):
    done = taken(xa, listed(row(1, "Chảo Lở Mẩy", 1970)))
    assert counts(done) == {"doubtful": 1}
    assert "Không có ai tên này" in reasons(done)[-1]


@pytest.mark.parametrize(
    ("written", "value"),
    [("500.000", 500_000), ("0,5 triệu", 500_000), (500000, 500_000), ("1 triệu đồng", 1_000_000)],
)
def test_amounts_as_people_write_them(xa, pigs, listed, written, value):
    taken(xa, listed(row(1, "Giàng A Páo", 1980, amount=written)))
    assert lines(xa, pigs)["Giàng A Páo"][1] == value


def test_the_head_may_name_the_unit(xa, pigs, listed):
    heads = [*HEADS[:5], "Số tiền (triệu đồng)", "Ký nhận"]
    taken(xa, listed(row(1, "Giàng A Páo", 1980, amount=2.5), heads=heads))
    assert lines(xa, pigs)["Giàng A Páo"][1] == 2_500_000


@pytest.mark.parametrize(
    ("amount", "says"),
    [("-500.000", "Số âm"), ("nửa triệu", "không phải là số"), ("6.000.000", "vượt mức 5.000.000 đồng")],
)
def test_an_amount_that_cannot_be_is_refused(xa, pigs, listed, amount, says):
    done = taken(xa, listed(row(1, "Giàng A Páo", 1980, amount=amount), UN))
    assert counts(done) == {"new": 1, "refused": 1}
    assert any(says in each for each in reasons(done))


def test_sums_and_signatures_are_furniture_and_a_wrong_sum_is_told(xa, pigs, listed):
    below = ["", "Tổng cộng", "", "", "", "10.000.000", ""]
    done = taken(xa, listed(PAO, UN, below, [], ["", "NGƯỜI LẬP", "", "", "", "CHỦ TỊCH"]), dry=True)
    assert counts(done) == {"new": 2} and reasons(done) == []
    wrong = [*below[:5], "11.000.000", ""]
    assert any("cộng lại là 10.000.000 đồng" in each for each in reasons(taken(xa, listed(PAO, UN, wrong))))


def test_villages_may_stand_between_the_lines(xa, pigs, listed):
    heads = ["STT", "Họ và tên", "Năm sinh", "Số tiền", "Ký nhận"]
    rows = [["Bản Hua Khắt"], [1, "Giàng A Páo", 1980, "5.000.000", "x"]]
    assert counts(taken(xa, listed(*rows, heads=heads))) == {"new": 1}


def test_more_than_the_places_is_stopped_whole(xa, listed):
    xa.activity(title="Mô hình nuôi lợn đen", planned_households=1)
    with pytest.raises(InputFault, match="còn 1 chỗ; chưa ghi gì"):
        taken(xa, listed(PAO, UN))


def test_a_day_outside_the_period_is_stopped_before_anything_is_written(xa, listed):
    key = xa.activity(title="Mô hình nuôi lợn đen", since="01/06/2025", until="30/09/2025")
    with pytest.raises(InputFault, match="không nằm trong thời gian"):
        taken(xa, listed(PAO, UN))
    assert lines(xa, key) == {}


def test_the_activity_is_found_by_its_decision_or_chosen(xa, listed):
    key = xa.activity(title="Nuôi dê", decision_number="12/QĐ-UBND")
    other = xa.activity(title="Nuôi gà", code="DA3.1", part="supply")
    assert counts(taken(xa, listed(PAO, title="DANH SÁCH CẤP PHÁT (theo Quyết định 12/QĐ-UBND)"))) == {
        "new": 1
    }
    assert list(lines(xa, key)) == ["Giàng A Páo"]
    untold = listed(UN, title="DANH SÁCH CẤP PHÁT")
    with pytest.raises(InputFault, match="Không rõ danh sách này của hoạt động nào"):
        taken(xa, untold)
    assert counts(taken(xa, untold, activity=other)) == {"new": 1}


def test_persons_of_a_class_are_enrolled_as_persons(xa, listed):
    home = xa.home("Hảng A Lử", others=(("Hảng Thị Dợ", "female", "2004-02-10"),))
    key = xa.activity(code="DA4.1", title="Lớp may", planned_persons=20)
    book = listed(row(1, "Hảng Thị Dợ", "10/02/2004"), title="DANH SÁCH HỌC VIÊN ĐƯỢC HỖ TRỢ LỚP MAY")
    assert counts(taken(xa, book)) == {"new": 1}
    with xa.store.session() as session:
        (line,) = enrolment_lines.of_activity(session, key)
    assert line.enrolment.person == people(xa.store, home)["Hảng Thị Dợ"]
    assert counts(taken(xa, book)) == {"equal": 1}


def test_who_withdrew_is_not_taken_in_again(xa, pigs, listed):
    (key,) = xa.register(pigs, xa.homes["Giàng A Páo"]).new
    enrolments.withdraw(xa.store, key, "05/03/2025", "Chuyển đi", ON, OFFICER)
    done = taken(xa, listed(PAO))
    assert counts(done) == {"refused": 1}


def test_the_marked_workbook_comes_back(xa, pigs, listed, tmp_path):
    errors = tmp_path / "loi.xlsx"
    taken(xa, listed(PAO, row(2, "Vàng Nhà Sử", 1985)), errors=errors)
    assert errors.exists()


def test_what_the_program_prints_can_be_read_again(xa, pigs, listed, tmp_path):
    from app.printing.papers import render
    from app.reports import support_lists
    from app.reports.support_asked import Asked

    taken(xa, listed(PAO, UN))
    with xa.store.session() as session:
        made = support_lists.make("ds-thu-huong", Asked(xa.store, session, ON, activity=pigs))
    render(made, tmp_path / "in-ra.xlsx")
    reading = read_file(tmp_path / "in-ra.xlsx")
    assert reading.kind == "beneficiary_list"
    assert [line.who.name for line in reading.beneficiaries] == ["Giàng A Páo", "Lò Văn Ún"]
    assert [line.amount for line in reading.beneficiaries] == [5_000_000, 5_000_000]
