"""Budget plans by source and programme; Cao Lộc's plans of 2024 and 2025 line by line, 20 % at half-year."""

from pathlib import Path

import pytest

from app.exchange.kinds.budget_plan import official_code
from app.services.support import money
from app.services.support.money import Entry
from app.services.support.money_progress import period_end, progress
from tests.exchange.taking import OFFICER, TODAY, counts, founded, reasons, select, take

SAMPLE = Path(__file__).resolve().parents[2] / "../shared/samples/ke-hoach-von-cao-loc-2024.xlsx"
PROGRAMME = "giam-ngheo-2021-2025"
PLAN_2024 = {
    "DA2": 4815, "DA3.1": 2571, "DA3.2": 449, "DA4.1": 592,
    "DA6.1": 601, "DA6.2": 200, "DA7.1": 468, "DA7.2": 312,
}  # fmt: skip
PLAN_2025 = {
    "DA2": 2000, "DA3.1": 2571, "DA3.2": 765, "DA4.1": 500,
    "DA6.1": 809, "DA6.2": 250, "DA7.1": 500, "DA7.2": 331,
}  # fmt: skip
MILLION = 10**6


@pytest.fixture
def commune(store):
    return founded(store)


@pytest.fixture
def plan_of_2025(workbook):
    """The plan of 2025 as another office would write it: words for codes, two sources, a sum below."""
    heads = ["STT", "Dự án, tiểu dự án", "Nội dung", "Vốn giao (triệu đồng)", "", ""]
    below = ["", "", "", "Tổng vốn", "Trung ương", "Huyện"]
    words = {"DA2": "Dự án 2", "DA3.1": "Tiểu dự án 1 - Dự án 3", "DA3.2": "Tiểu dự án 2 - Dự án 3"}
    rows = [
        [n, words.get(code, code), f"Nội dung {n}", whole, whole - 50, 50]
        for n, (code, whole) in enumerate(PLAN_2025.items(), 1)
    ]
    total = sum(PLAN_2025.values())
    rows.append(["", "Tổng cộng", "", total, total - 50 * len(PLAN_2025), 50 * len(PLAN_2025)])
    return workbook({"KH 2025": [["KẾ HOẠCH VỐN NĂM 2025"], heads, below, *rows]}, "ke-hoach-2025.xlsx")


def planned(store, year):
    with store.session() as session:
        lines, total = progress(session, store.place, year)
    return {line.code: line.planned // MILLION for line in lines}, total


def spend(store, year, code, millions, on):
    entry = Entry(PROGRAMME, code, year, "disbursed", "central", millions * MILLION, on, "Lệnh chi 01")
    money.enter(store, entry, TODAY, OFFICER)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the samples are not part of the project")
def test_the_plan_of_cao_loc_of_2024_line_by_line_and_a_fifth_disbursed(commune):
    assert counts(take(commune, SAMPLE)) == {"new": len(PLAN_2024)}
    found, total = planned(commune, 2024)
    assert found == PLAN_2024
    assert total.planned == 10_008 * MILLION
    lines = select(commune, "SELECT DISTINCT programme, source FROM budget_line WHERE deleted = 0")
    assert lines == [{"programme": PROGRAMME, "source": "central"}]
    spend(commune, 2024, "DA2", 1_250, "2024-06-15")
    spend(commune, 2024, "DA3.1", 750, "2024-06-30")
    with commune.session() as session:
        _lines, half = progress(session, commune.place, 2024, period_end(2024, "half_year"))
    assert half.disbursed == 2_000 * MILLION
    assert round(half.percent) == 20
    assert counts(take(commune, SAMPLE)) == {"equal": len(PLAN_2024)}


def test_a_plan_of_2025_by_source_line_by_line(commune, plan_of_2025):
    taken = take(commune, plan_of_2025)
    assert taken.kind == "budget_plan"
    assert counts(taken) == {"new": 2 * len(PLAN_2025)}
    assert reasons(taken) == []
    found, total = planned(commune, 2025)
    assert found == PLAN_2025
    assert total.planned == 7_726 * MILLION
    by_source = select(
        commune, "SELECT source, sum(amount) AS amount FROM budget_line GROUP BY source ORDER BY source"
    )
    assert by_source == [
        {"source": "central", "amount": 7_326 * MILLION},
        {"source": "district", "amount": 400 * MILLION},
    ]
    assert counts(take(commune, plan_of_2025)) == {"equal": 2 * len(PLAN_2025)}


HEADS = ["TT", "Dự án", "Nội dung", "Chương trình", "Nguồn vốn", "Kinh phí (đồng)"]


def sheet(*rows):
    return {"KH": [["KẾ HOẠCH VỐN NĂM 2026"], HEADS, *rows]}


def test_a_row_may_name_its_programme_and_its_source(commune, workbook):
    row = [1, "NUOC", "Téc nước", "Chính sách thường xuyên", "Ngân sách tỉnh", "24.000.000"]
    assert counts(take(commune, workbook(sheet(row)), kind="budget_plan")) == {"new": 1}
    (line,) = select(commune, "SELECT programme, source, amount FROM budget_line")
    assert line == {"programme": "chinh-sach-thuong-xuyen", "source": "province", "amount": 24_000_000}


def test_the_same_code_from_two_sources_is_two_lines(commune, workbook):
    rows = [[1, "TET", "Quà Tết", "", source, "5.000.000"] for source in ("Xã", "Huy động")]
    assert counts(take(commune, workbook(sheet(*rows)), kind="budget_plan")) == {"new": 2}
    assert {row["source"] for row in select(commune, "SELECT source FROM budget_line")} == {
        "commune",
        "mobilised",
    }


@pytest.mark.parametrize(
    ("column", "word", "says"),
    [(3, "Chương trình 9999", "Danh mục không có chương trình"), (4, "Quỹ lạ", "không có trong danh mục")],
)
def test_an_unknown_programme_or_source_is_refused_not_guessed(commune, workbook, column, word, says):
    row = [1, "TET", "Quà Tết", "", "", "5.000.000"]
    row[column] = word
    taken = take(commune, workbook(sheet(row)), kind="budget_plan")
    assert counts(taken) == {"refused": 1}
    assert says in reasons(taken)[0]


def test_a_total_that_is_not_the_sum_of_its_sources_is_told(commune, workbook):
    heads = ["TT", "Dự án", "Nội dung", "Tổng vốn", "Trung ương", "Tỉnh"]
    book = workbook(
        {"KH": [["KẾ HOẠCH VỐN NĂM 2024 (triệu đồng)"], heads, [1, "DA2", "Mô hình", 120, 90, 20]]}
    )
    taken = take(commune, book, kind="budget_plan")
    assert counts(taken) == {"new": 2}
    assert any(
        "Tổng ghi 120.000.000 đồng, cộng các nguồn là 110.000.000 đồng" in each for each in reasons(taken)
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DA3.1", "DA3.1"),
        ("DA 3.1", "DA3.1"),
        ("TDA 4.1", "DA4.1"),
        ("Dự án 2", "DA2"),
        ("Tiểu dự án 1 - Dự án 3", "DA3.1"),
        ("Tiểu dự án 2 thuộc Dự án 7: Giám sát", "DA7.2"),
        ("BHYT", "BHYT"),
    ],
)
def test_a_code_is_known_in_its_spellings(text, code):
    assert official_code(text) == code
