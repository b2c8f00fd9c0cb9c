"""Money of the programmes: Cao Lộc's real plans, limits, carried-over money, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.errors import InputFault
from app.models.support import ALLOCATED, DISBURSED, PAID_BACK, PLANNED
from app.services import places
from app.services.support import money
from app.services.support.money import Entry
from app.services.support.money_limits import Overspent
from app.services.support.money_progress import period_end, progress
from app.services.typed import FieldFault

OFFICER = "Vàng Thị Mỷ"
TODAY = date(2025, 12, 31)
PROGRAMME = "giam-ngheo-2021-2025"
MILLION = 1_000_000
# 02-programme.md, "A real plan to reproduce (Cao Lộc, million đồng)".
PLAN_2024 = {
    "DA2": 4815, "DA3.1": 2571, "DA3.2": 449, "DA4.1": 592,
    "DA6.1": 601, "DA6.2": 200, "DA7.1": 468, "DA7.2": 312,
}  # fmt: skip
PLAN_2025 = {
    "DA2": 2000, "DA3.1": 2571, "DA3.2": 765, "DA4.1": 500,
    "DA6.1": 809, "DA6.2": 250, "DA7.1": 500, "DA7.2": 331,
}  # fmt: skip


@pytest.fixture
def cao_loc(store):
    places.found(store, "Huyện Cao Lộc", "district", OFFICER, above="Tỉnh Lạng Sơn", province="Lạng Sơn")
    return store


def plan(store, year, lines, place=None):
    rows = [
        {"place": place or store.place, "year": year, "code": code, "amount": amount * MILLION}
        for code, amount in lines.items()
    ]
    with store.write("Nhập kế hoạch vốn", OFFICER) as act:
        act.insert("budget_line", rows)


def spent(code, millions, year=2024, stage=DISBURSED, **more):
    told = {"source": "central", "on": "2024-06-28", "document": "LC 12/2024"} | more
    return Entry(PROGRAMME, code, year, stage, amount=millions * MILLION, **told)


def enter(store, entry):
    return money.enter(store, entry, TODAY, OFFICER)


def lines(store, year=2024, until=None):
    with store.session() as session:
        found, total = progress(session, store.place, year, until)
    return {line.code: line for line in found}, total


class TestCaoLoc:
    def test_the_plans_of_two_years_and_their_sums(self, cao_loc):
        plan(cao_loc, 2024, PLAN_2024)
        plan(cao_loc, 2025, PLAN_2025)
        for year, told, whole in ((2024, PLAN_2024, 10_008), (2025, PLAN_2025, 7_726)):
            found, total = lines(cao_loc, year)
            assert {code: line.planned for code, line in found.items()} == {
                code: amount * MILLION for code, amount in told.items()
            }
            assert total.planned == whole * MILLION

    def test_2000_disbursed_at_half_year_is_20_percent(self, cao_loc):
        plan(cao_loc, 2024, PLAN_2024)
        enter(cao_loc, spent("DA2", 1_250))
        enter(cao_loc, spent("DA3.1", 750, on="2024-06-30"))
        enter(cao_loc, spent("DA7.1", 300, on="2024-07-01"))
        _, total = lines(cao_loc, until=period_end(2024, "half_year"))
        assert total.disbursed == 2_000 * MILLION
        assert round(total.percent) == 20

    def test_money_carried_over_stands_beside_the_plan(self, cao_loc):
        plan(cao_loc, 2024, PLAN_2024)
        carried = spent("DA6.1", 1, stage=PLANNED, carried_from=2023, document="")
        enter(cao_loc, replace(carried, amount=234_168_000))
        found, _ = lines(cao_loc)
        assert (found["DA6.1"].planned, found["DA6.1"].available) == (601 * MILLION, 835_168_000)
        enter(cao_loc, replace(spent("DA6.1", 1), amount=835_168_000))
        assert lines(cao_loc)[0]["DA6.1"].percent == 100

    def test_money_that_is_not_divided_by_sub_project(self, cao_loc):
        enter(cao_loc, spent(PROGRAMME, 10_008, stage=PLANNED, document=""))
        enter(cao_loc, spent(PROGRAMME, 2_000))
        assert round(lines(cao_loc)[1].percent) == 20


class TestLimits:
    def test_a_plan_is_not_overspent_in_silence(self, cao_loc):
        plan(cao_loc, 2024, {"DA6.2": 200})
        enter(cao_loc, spent("DA6.2", 150))
        with pytest.raises(Overspent, match=r"vượt kế hoạch của DA6\.2 10\.000\.000 đồng"):
            enter(cao_loc, spent("DA6.2", 60))
        assert lines(cao_loc)[0]["DA6.2"].disbursed == 150 * MILLION

    def test_a_written_reason_lets_it_pass_and_stays(self, cao_loc):
        plan(cao_loc, 2024, {"DA6.2": 200})
        enter(cao_loc, spent("DA6.2", 210, over_why="Bổ sung theo QĐ 812/QĐ-UBND, chờ ghi kế hoạch"))
        with cao_loc.session() as session:
            (entry,) = money.entries(session, cao_loc.place, 2024, "DA6.2")
        assert entry.over_why.startswith("Bổ sung")

    def test_what_was_allocated_is_the_limit_once_there_is_any(self, cao_loc):
        plan(cao_loc, 2024, {"DA2": 4_815})
        enter(cao_loc, spent("DA2", 1_000, stage=ALLOCATED))
        with pytest.raises(Overspent, match="số đã cấp cho DA2"):
            enter(cao_loc, spent("DA2", 1_001))

    def test_an_allocation_stays_within_the_plan(self, cao_loc):
        plan(cao_loc, 2024, {"DA2": 4_815})
        with pytest.raises(Overspent, match="kế hoạch của DA2"):
            enter(cao_loc, spent("DA2", 4_816, stage=ALLOCATED))

    def test_paid_back_money_can_be_spent_again_but_never_more_than_was_spent(self, cao_loc):
        plan(cao_loc, 2024, {"DA6.2": 200})
        enter(cao_loc, spent("DA6.2", 200))
        enter(cao_loc, spent("DA6.2", 50, stage=PAID_BACK))
        enter(cao_loc, spent("DA6.2", 50))
        with pytest.raises(Overspent, match="số đã giải ngân"):
            enter(cao_loc, spent("DA6.2", 201, stage=PAID_BACK))

    def test_a_disbursement_stays_while_a_paying_back_stands_on_it(self, cao_loc):
        key = enter(cao_loc, spent("DA6.2", 100))
        back = enter(cao_loc, spent("DA6.2", 10, stage=PAID_BACK))
        with pytest.raises(InputFault, match="nộp lại một phần"):
            money.take_back(cao_loc, key, "Ghi nhầm", OFFICER)
        money.take_back(cao_loc, back, "Ghi nhầm", OFFICER)
        money.take_back(cao_loc, key, "Ghi nhầm", OFFICER)
        assert lines(cao_loc)[1].disbursed == 0

    def test_without_a_plan_there_is_no_limit_and_no_percent(self, cao_loc):
        enter(cao_loc, spent("DA3.2", 5))
        found, _ = lines(cao_loc)
        assert found["DA3.2"].percent is None


class TestActivities:
    @pytest.fixture
    def cows(self, cao_loc):
        plan(cao_loc, 2024, {"DA2": 4_815})
        with cao_loc.write("Thêm hoạt động", OFFICER) as act:
            told = {"place": cao_loc.place, "programme": PROGRAMME, "code": "DA2", "year": 2024}
            (key,) = act.insert("activity", [{**told, "title": "Nuôi bò cái sinh sản"}])
        return key

    def test_plans_of_activities_stay_within_the_sub_project(self, cao_loc, cows):
        enter(cao_loc, spent("DA2", 4_800, stage=PLANNED, activity=cows, document=""))
        with pytest.raises(Overspent, match="kế hoạch vốn DA2 năm 2024"):
            enter(cao_loc, spent("DA2", 16, stage=PLANNED, activity=cows, document=""))
        assert lines(cao_loc)[0]["DA2"].planned == 4_815 * MILLION

    def test_an_activity_spends_no_more_than_its_own_plan(self, cao_loc, cows):
        enter(cao_loc, spent("DA2", 240, stage=PLANNED, activity=cows, document=""))
        with pytest.raises(Overspent, match="kế hoạch của hoạt động này"):
            enter(cao_loc, spent("DA2", 241, activity=cows))
        enter(cao_loc, spent("DA2", 240, activity=cows))

    def test_money_of_another_sub_project_is_not_the_activitys(self, cao_loc, cows):
        with pytest.raises(FieldFault, match=r"không thuộc DA3\.1"):
            enter(cao_loc, spent("DA3.1", 1, activity=cows))


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("field", "wrong"),
        [
            ("code", {"code": "DA9"}),
            ("source", {"source": "lottery"}),
            ("stage", {"stage": "promised"}),
            ("amount", {"amount": 0}),
            ("amount", {"amount": -5 * MILLION}),
            ("on", {"on": "2026-01-01"}),
            ("on", {"on": "2024-06"}),
            ("on", {"on": "31/2"}),
            ("on", {"on": "2020-06-30"}),
            ("document", {"document": " "}),
        ],
    )
    def test_each_field_has_its_sentence(self, cao_loc, field, wrong):
        with pytest.raises(FieldFault) as refused:
            enter(cao_loc, replace(spent("DA2", 10), **wrong))
        assert refused.value.field == field
        assert refused.value.todo

    def test_an_entry_is_not_struck_without_a_reason_nor_twice(self, cao_loc):
        key = enter(cao_loc, spent("DA2", 10))
        with pytest.raises(FieldFault, match="lý do"):
            money.take_back(cao_loc, key, "  ", OFFICER)
        money.take_back(cao_loc, key, "Ghi hai lần", OFFICER)
        with pytest.raises(InputFault, match="không có bút toán"):
            money.take_back(cao_loc, key, "Ghi hai lần", OFFICER)

    def test_an_entry_of_another_book_is_not_struck_here(self, cao_loc):
        below = places.establish(cao_loc, "Xã Lộc Yên", "commune", cao_loc.place, OFFICER)
        with cao_loc.write("Gói của xã", OFFICER) as act:
            row = {"place": below, "year": 2024, "programme": PROGRAMME, "code": "DA2", "stage": DISBURSED}
            told = {"source": "central", "amount": MILLION, "on_day": "2024-05-01", "document": "LC 1"}
            (key,) = act.insert("money", [row | told])
        with pytest.raises(InputFault, match="sổ của nơi khác"):
            money.take_back(cao_loc, key, "Sai", OFFICER)


class TestLevelAbove:
    @pytest.fixture
    def communes(self, cao_loc):
        return [
            places.establish(cao_loc, name, "commune", cao_loc.place, OFFICER)
            for name in ("Xã Lộc Yên", "Xã Gia Cát")
        ]

    def below(self, store, place, stage, millions):
        row = {"place": place, "year": 2024, "programme": PROGRAMME, "code": "DA2", "stage": stage}
        told = {"source": "central", "amount": millions * MILLION, "on_day": "2024-05-01", "document": "LC"}
        with store.write("Gói của xã", OFFICER) as act:
            act.insert("money", [row | told])

    def test_money_handed_down_is_counted_once_and_spending_everywhere(self, cao_loc, communes):
        plan(cao_loc, 2024, {"DA2": 4_815})
        for commune in communes:
            plan(cao_loc, 2024, {"DA2": 700}, place=commune)
            self.below(cao_loc, commune, DISBURSED, 100)
        enter(cao_loc, spent("DA2", 50))
        found, _ = lines(cao_loc)
        assert (found["DA2"].planned, found["DA2"].disbursed) == (4_815 * MILLION, 250 * MILLION)

    def test_without_a_plan_of_its_own_it_sums_those_below(self, cao_loc, communes):
        for commune in communes:
            plan(cao_loc, 2024, {"DA2": 700}, place=commune)
            self.below(cao_loc, commune, ALLOCATED, 300)
        found, _ = lines(cao_loc)
        assert (found["DA2"].planned, found["DA2"].allocated) == (1_400 * MILLION, 600 * MILLION)


def test_figures_by_source_and_the_estimate_of_the_plan(cao_loc):
    with cao_loc.write("Nhập kế hoạch vốn", OFFICER) as act:
        row = {"place": cao_loc.place, "year": 2024, "code": "DA2", "programme": PROGRAMME}
        act.insert(
            "budget_line",
            [
                {**row, "source": "central", "amount": 300 * MILLION, "estimate": 90.0},
                {**row, "source": "province", "amount": 100 * MILLION, "estimate": 50.0},
            ],
        )
    enter(cao_loc, spent("DA2", 90))
    found, total = lines(cao_loc)
    parts = {part.code: (part.planned, part.disbursed) for part in found["DA2"].sources}
    assert parts == {"central": (300 * MILLION, 90 * MILLION), "province": (100 * MILLION, 0)}
    assert (found["DA2"].estimate, total.expected) == (80.0, 320 * MILLION)
