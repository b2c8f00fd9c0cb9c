"""The lists of support say what the book holds: sums, words, order, and nothing sensitive unless asked."""

import json
from datetime import date
from pathlib import Path

import pytest

from app.errors import InputFault
from app.printing.papers import render
from app.reports import support_lists
from app.reports.support_asked import Asked
from app.reports.support_lists import LISTS
from app.services import places
from app.services.support import deliveries, enrolment_lines, enrolments, household_plans, money
from app.services.support.money import Entry
from tests.printing.reading import read
from tests.services.conftest import OFFICER, people
from tests.services.support.supporting import POVERTY, REGULAR, TODAY, Commune

PRIVATE = ("cccd", "phone")


@pytest.fixture
def xa(store):
    places.found(store, "Xã Nà Mây", "commune", OFFICER, above="Huyện Mù Cang Chải", year=2025)
    names = ("Bản Hua Khắt", "Bản Nậm Mơ")
    made = Commune(store, [places.establish(store, name, "village", store.place, OFFICER) for name in names])
    made.home("Lò Văn Ún", village=1, causes=("capital", "illness"), deprived=("housing_area",))
    made.home("Giàng A Páo", causes=("capital",), wants=("production",))
    made.home("Sùng A Chống", "near_poor")
    with store.write("Ghi số CCCD", OFFICER) as act:
        head = people(store, made.homes["Giàng A Páo"])["Giàng A Páo"]
        act.update("person", head, {"cccd": "015080001417", "phone": "0987654321"})
    return made


@pytest.fixture
def pigs(xa):
    """A model whose list is approved; two have got pigs, one of them gave one back."""
    key = xa.activity(share="14.000.000", unit="con", decision_number="12/QĐ-UBND", decision_day="05/03/2025")
    first, second, _third = xa.enrolled(key, *xa.homes.values())
    given = xa.deliver(key, first, second, value=14_000_000, unit="con")
    deliveries.give_back(xa.store, given[0], "05/04/2025", "Ốm chết", TODAY, OFFICER, 1)
    return key


def made(xa, key, **asked):
    with xa.store.session() as session:
        return support_lists.make(key, Asked(xa.store, session, TODAY, **asked))


def enrolled(xa, activity, name):
    with xa.store.session() as session:
        found = enrolment_lines.of_activity(session, activity)
    return [line.enrolment.id for line in found if line.name == name]


def values(report, *keys):
    return [tuple(row.values.get(key) for key in keys) for row in report.rows if not row.heading]


def keys(report):
    return [leaf.key for leaf in report.leaves]


# An activity ------------------------------------------------------------------------------------------------


def test_beneficiaries_stand_village_by_village_with_their_sum_in_words(xa, pigs):
    report = made(xa, "ds-thu-huong", activity=pigs)
    assert values(report, "A", "name", "village", "class", "share", "quantity", "value") == [
        (1, "Sùng A Chống", "Bản Hua Khắt", "Hộ cận nghèo", 14_000_000, None, None),
        (2, "Giàng A Páo", "Bản Hua Khắt", "Hộ nghèo", 14_000_000, 2, 14_000_000),
        (3, "Lò Văn Ún", "Bản Nậm Mơ", "Hộ nghèo", 14_000_000, 1, 7_000_000),
        (None, "Cộng", None, None, 42_000_000, 3, 21_000_000),
    ]
    assert report.notes == (
        "Danh sách có 3 đối tượng.",
        "Tổng giá trị đã nhận bằng chữ: Hai mươi mốt triệu đồng.",
    )
    assert report.subtitle == "(Mô hình nuôi lợn đen, theo Quyết định số 12/QĐ-UBND ngày 05/03/2025)"
    assert keys(report)[-1] == "signature" and report.lines > 1


def test_before_anything_is_handed_over_the_shares_are_summed(xa):
    key = xa.activity(share="500.000")
    xa.enrolled(key, *xa.homes.values())
    report = made(xa, "ds-thu-huong", activity=key)
    assert "value" not in keys(report)
    assert report.notes[-1] == "Tổng mức hỗ trợ bằng chữ: Một triệu năm trăm nghìn đồng."


def test_only_those_who_hold_a_place_are_listed(xa, pigs):
    (leaving,) = enrolled(xa, pigs, "Sùng A Chống")
    enrolments.withdraw(xa.store, leaving, "01/05/2025", "Chuyển đi", TODAY, OFFICER)
    assert ("Sùng A Chống",) not in values(made(xa, "ds-thu-huong", activity=pigs), "name")


@pytest.mark.parametrize("key", ["ds-thu-huong", "ds-cap-phat"])
def test_numbers_of_persons_are_shown_only_where_they_are_asked_for(xa, pigs, key):
    plain = made(xa, key, activity=pigs)
    assert not set(keys(plain)) & set(PRIVATE)
    assert "015080001417" not in json.dumps([row.values for row in plain.rows], default=dict)
    full = made(xa, key, activity=pigs, full=True)
    shown = {row[0]: row[1:] for row in values(full, "name", *PRIVATE)}
    assert shown["Giàng A Páo"] == ("015080001417", "0987654321")


def test_receipts_stand_day_by_day_with_what_came_back(xa, pigs):
    xa.deliver(
        pigs,
        *enrolled(xa, pigs, "Lò Văn Ún"),
        on="02/05/2025",
        content="Cám",
        quantity=50,
        value=None,
        unit="kg",
    )
    report = made(xa, "ds-cap-phat", activity=pigs)
    assert values(
        report, "name", "on", "content", "quantity", "unit", "value", "back", "why", "signature"
    ) == [
        ("Giàng A Páo", "01/04/2025", "Lợn giống", 2, "con", 14_000_000, None, None, "Đã ký"),
        ("Lò Văn Ún", "01/04/2025", "Lợn giống", 2, "con", 14_000_000, 7_000_000, "Ốm chết", "Đã ký"),
        ("Lò Văn Ún", "02/05/2025", "Cám", 50, "kg", None, None, None, "Đã ký"),
        ("Cộng", None, None, 54, None, 28_000_000, 7_000_000, None, None),
    ]
    assert "còn lại: Hai mươi mốt triệu đồng" in report.notes[-1]
    one_day = made(xa, "ds-cap-phat", activity=pigs, day=date(2025, 5, 2))
    assert len(one_day.rows) == 2


def test_a_list_of_nobody_says_so(xa):
    report = made(xa, "ds-thu-huong", activity=xa.activity())
    assert report.rows == () and report.notes == ("Chưa có đối tượng nào.",)


# A household ------------------------------------------------------------------------------------------------


def test_the_history_of_a_household_sums_its_own(xa, pigs):
    gifts = xa.activity(code="TET", programme=REGULAR, title="Quà Tết", content="Quà Tết", year=2025)
    (key,) = xa.enrolled(gifts, xa.homes["Lò Văn Ún"])
    xa.deliver(gifts, key, content="Quà", quantity=1, value=500_000)
    report = made(xa, "lich-su-ho-tro", household=xa.homes["Lò Văn Ún"])
    assert sorted(values(report, "title", "value"), key=str)[:1] == [("Cộng của chính hộ", 7_500_000)]
    assert report.notes == ("Tổng giá trị hộ đã nhận bằng chữ: Bảy triệu năm trăm nghìn đồng.",)
    assert "Hộ Lò Văn Ún" in report.subtitle
    assert made(xa, "lich-su-ho-tro", household=xa.homes["Sùng A Chống"]).rows[0].values["value"] is None


def test_a_household_without_support_is_told_so(xa):
    report = made(xa, "lich-su-ho-tro", household=xa.homes["Lò Văn Ún"])
    assert report.rows == () and report.notes == ("Sổ chưa ghi hỗ trợ nào cho hộ này.",)


# Money ------------------------------------------------------------------------------------------------------


def entry(xa, stage, millions, on, source="central", year=2025):
    told = Entry(
        POVERTY, "DA2", year, stage, source, millions * 10**6, on, "" if stage == "planned" else "LC 1"
    )
    money.enter(xa.store, told, TODAY, OFFICER)


def test_money_by_sub_project_and_source_until_the_end_of_a_period(xa):
    for source, planned in (("central", 800), ("province", 200)):
        entry(xa, "planned", planned, "2025-01-10", source)
    entry(xa, "disbursed", 200, "2025-06-30")
    entry(xa, "disbursed", 100, "2025-08-01", "province")
    half = made(xa, "tien-do-von", year=2025, period="half_year")
    assert values(half, "name", "planned", "disbursed", "percent") == [
        ("Tổng số", 1_000 * 10**6, 200 * 10**6, 20.0),
        ("Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo", 1_000 * 10**6, 200 * 10**6, 20.0),
        ("– Ngân sách trung ương", 800 * 10**6, 200 * 10**6, 25.0),
        ("– Ngân sách tỉnh", 200 * 10**6, 0, 0.0),
    ]
    assert half.subtitle == "(Số liệu tính đến hết ngày 30/06/2025)"
    assert half.notes == ("Tổng đã giải ngân đến 30/06/2025 bằng chữ: Hai trăm triệu đồng.",)
    assert made(xa, "tien-do-von", year=2025).rows[0].values["percent"] == 30.0


def test_money_without_a_plan_has_no_percentage_and_is_named(xa):
    entry(xa, "disbursed", 5, "2025-03-01")
    report = made(xa, "tien-do-von", year=2025)
    assert report.rows[0].values["percent"] is None
    assert report.notes[-1] == "Chưa có kế hoạch vốn trong sổ nên không tính %: DA2."


def test_an_unknown_period_is_told(xa):
    with pytest.raises(InputFault, match="half_year, nine_months, year"):
        made(xa, "tien-do-von", period="quý")


# What support reached ---------------------------------------------------------------------------------------


def test_results_by_sub_project_and_village(xa, pigs):
    report = made(xa, "ket-qua-ho-tro", year=2025)
    assert values(report, "A", "name", "enrolments", "households", "value") == [
        (None, "Tổng số", 3, None, 21_000_000),
        ("1", "Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo", 3, 3, 21_000_000),
        ("1.1", "Bản Hua Khắt", 2, 2, 14_000_000),
        ("1.2", "Bản Nậm Mơ", 1, 1, 7_000_000),
    ]
    one = made(xa, "ket-qua-ho-tro", year=2025, place=xa.villages[1])
    assert values(one, "name", "value")[0] == ("Tổng số", 7_000_000)


def test_households_that_nothing_reached_stand_under_their_village(xa):
    key = xa.activity()
    xa.enrolled(key, xa.homes["Giàng A Páo"])
    report = made(xa, "chua-duoc-ho-tro", year=2025)
    assert [row.place for row in report.rows if row.heading] == ["Bản Hua Khắt", "Bản Nậm Mơ"]
    assert values(report, "A", "name", "class") == [
        (1, "Sùng A Chống", "Hộ cận nghèo"),
        (2, "Lò Văn Ún", "Hộ nghèo"),
    ]
    assert all(values(report, "causes", "deprived")[1])
    assert "2 hộ" in report.notes[0]


def test_who_got_the_same_twice_with_the_reason_and_who_gave_it(xa, pigs):
    other = xa.activity(code="DA3.1", title="Trồng quế", part="supply")
    (key,) = xa.register(other, xa.homes["Lò Văn Ún"]).new
    enrolments.except_double(xa.store, key, "Còn đất trống", OFFICER)
    xa.approve(other, only=[key])
    report = made(xa, "ho-tro-trung", year=2025)
    assert values(report, "name", "kind", "why", "by") == [
        ("Lò Văn Ún", "Sinh kế, sản xuất", "Còn đất trống", OFFICER)
    ]
    assert made(xa, "ho-tro-trung", year=2025, place=xa.villages[0]).rows == ()


def test_plans_of_a_village_say_what_nothing_answers(xa, pigs):
    household_plans.keep(
        xa.store, xa.homes["Lò Văn Ún"], 2025, OFFICER, wants=["housing"], helper="Hội Nông dân"
    )
    report = made(xa, "ke-hoach-ho", year=2025, place=xa.villages[1])
    (row,) = values(report, "name", "class", "support", "helper", "open")
    assert row[:4] == ("Lò Văn Ún", "Hộ nghèo", "Mô hình nuôi lợn đen", "Hội Nông dân")
    assert row[4] and "vốn" not in row[4].lower()


# All of them ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "says"), [("activity", "--activity"), ("household", "--household"), ("village", "--place")]
)
def test_what_a_list_needs_is_asked_for(xa, of, says):
    for one in LISTS:
        if one.of == of:
            with pytest.raises(InputFault, match=says):
                made(xa, one.key)


def test_an_unknown_list_names_those_there_are(xa):
    with pytest.raises(InputFault, match="ds-thu-huong"):
        made(xa, "ds-la")


@pytest.mark.parametrize("key", [one.key for one in LISTS])
def test_every_list_is_printed_as_pdf_and_as_workbook(xa, pigs, key, tmp_path):
    asked = {"activity": pigs, "household": xa.homes["Lò Văn Ún"], "place": xa.villages[1], "year": 2025}
    report = made(xa, key, **asked)
    pages = render(report, tmp_path / "ds.pdf")
    render(report, tmp_path / "ds.xlsx")
    assert pages.count == len(read((tmp_path / "ds.pdf").read_bytes()))
    assert not pages.substituted
    assert (tmp_path / "ds.xlsx").stat().st_size > 5_000


def test_the_date_line_is_of_the_day_of_printing_not_of_the_plan(xa, tmp_path):
    with xa.store.session() as session:
        asked = Asked(xa.store, session, date(2026, 2, 1), activity=xa.activity())
        report = support_lists.make("ds-thu-huong", asked)
    assert (report.year, report.dated) == (2025, 2026)


def test_every_file_of_lists_is_registered():
    files = {path.stem for path in Path(support_lists.__file__).parent.glob("support_*.py")}
    makers = {one.make.__module__.rpartition(".")[2] for one in LISTS}
    assert files - makers == {"support_asked", "support_columns", "support_lists"}
