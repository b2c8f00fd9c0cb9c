"""A budget plan goes in by year and code: once, corrected, dry."""

import pytest
from store.book import contents, count

from app.errors import InputFault
from app.store import undo
from tests.exchange.taking import OFFICER, counts, founded, select, take

HEADS = ["TT", "Dự án", "Nội dung", "Kinh phí (triệu đồng)"]


@pytest.fixture
def commune(store):
    return founded(store)


@pytest.fixture
def plan(workbook):
    def make(*lines, title="KẾ HOẠCH VỐN NĂM 2024", name="ke-hoach.xlsx"):
        return workbook({"KH": [[title], HEADS, *lines]}, name)

    return make


ONE = ["1", "DA2", "Đa dạng hóa sinh kế", 500]
TWO = ["2", "DA3.1", "Hỗ trợ phát triển sản xuất", 250]


def amounts(store):
    return {
        row["code"]: row["amount"] for row in select(store, "SELECT * FROM budget_line WHERE deleted = 0")
    }


def test_a_plan_goes_in_once(commune, plan):
    book = plan(ONE, TWO)
    assert counts(take(commune, book, kind="budget_plan")) == {"new": 2}
    assert amounts(commune) == {"DA2": 500_000_000, "DA3.1": 250_000_000}
    acts = count(commune, "act")
    assert counts(take(commune, book, kind="budget_plan")) == {"equal": 2}
    assert count(commune, "act") == acts


def test_a_corrected_plan_changes_its_lines(commune, plan):
    take(commune, plan(ONE, TWO), kind="budget_plan")
    taken = take(commune, plan(ONE, [*TWO[:3], 300]), kind="budget_plan")
    assert counts(taken) == {"changed": 1, "equal": 1}
    assert amounts(commune)["DA3.1"] == 300_000_000


def test_the_plan_of_another_year_stands_beside(commune, plan):
    take(commune, plan(ONE), kind="budget_plan")
    take(commune, plan(ONE, title="KẾ HOẠCH VỐN NĂM 2025"), kind="budget_plan")
    years = {row["year"] for row in select(commune, "SELECT year FROM budget_line")}
    assert years == {2024, 2025}


def test_a_dry_run_writes_nothing(commune, plan):
    before = contents(commune)
    assert counts(take(commune, plan(ONE, TWO), kind="budget_plan", dry=True)) == {"new": 2}
    assert contents(commune) == before


def test_a_line_that_cannot_be_read_is_refused_and_told(commune, plan):
    taken = take(commune, plan(ONE, [*TWO[:3], "nhiều"]), kind="budget_plan")
    assert counts(taken) == {"new": 1, "refused": 1}
    assert any("không phải là số" in problem.reason for problem in taken.problems)


def test_a_plan_without_a_year_asks_for_one(commune, plan):
    book = plan(ONE, title="KẾ HOẠCH VỐN")
    with pytest.raises(InputFault, match="không ghi năm"):
        take(commune, book, kind="budget_plan")
    assert counts(take(commune, book, 2024, kind="budget_plan")) == {"new": 1}


def test_a_plan_is_undone(commune, plan):
    take(commune, plan(ONE, TWO), kind="budget_plan")
    undo.undo(commune, commune.done.act, OFFICER)
    assert amounts(commune) == {}
