"""Rule books: shipped ones say what the law says, damaged ones are refused by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.errors import InputFault, RuleFault
from app.rules.book import RuleBook, book, books, in_force, load
from app.rules.classify import findings
from app.rules.facts import Facts
from app.rules.indicators import FUNCTIONS
from app.rules.raw import CONFIDENCES
from tests.rules.conftest import SHIPPED, Edited

OLD, NEW = book("vn-2021"), book("vn-2027")
OLD_PATH = SHIPPED
KEYS_2021 = [
    "employment", "dependents", "nutrition", "health_insurance", "adult_education", "child_schooling",
    "housing_quality", "housing_area", "water", "sanitation", "telecom", "information_means",
]  # fmt: skip


def test_the_lines_of_both_standards():
    assert (OLD.line("rural"), OLD.line("urban")) == (1_500_000, 2_000_000)
    assert (NEW.line("rural"), NEW.line("urban")) == (2_200_000, 2_800_000)
    assert (OLD.cutoff("rural", date(2026, 12, 31)), OLD.cutoff("urban", date(2026, 12, 31))) == (140, 175)
    assert OLD.cutoff("rural", date(2027, 1, 1)) is None
    assert NEW.cutoff("rural", date(2027, 1, 1)) is None
    for one in (OLD, NEW):
        assert (one.deprived_at_least.value, one.b2_points.value, one.b2_at_least) == (3, 10, 30)
        assert one.escape_months.value == 36


def test_the_indicators_in_official_order():
    assert [indicator.key for indicator in OLD.indicators] == KEYS_2021
    assert [indicator.number for indicator in OLD.indicators] == list(range(1, 13))
    assert [indicator.key for indicator in NEW.indicators] == [*KEYS_2021[:11], "domestic_waste"]
    assert NEW.indicator("water").dimension == "Nước sinh hoạt, vệ sinh và môi trường"
    assert NEW.indicator("information_means") is None


def test_how_sure_each_entry_is():
    assert {line.mark.confidence for line in OLD.income_lines} == {"read"}
    assert {line.mark.confidence for line in NEW.income_lines} == {"second-hand"}
    assert {line.area: line.mark.confidence for line in OLD.low_income_worker} == {
        "rural": "read",
        "urban": "second-hand",
    }
    assert [one.mark.confidence for one in OLD.indicators] == ["second-hand"] * 4 + ["unverified"] * 8
    assert {one.mark.confidence for one in NEW.indicators} == {"unverified"}
    for one in books():
        marks = [one.mark, *(entry.mark for entry in (*one.income_lines, *one.b1_cutoffs, *one.classes))]
        assert all(mark.source and mark.confidence in CONFIDENCES and not mark.replaced for mark in marks)


def test_in_force_by_day_of_the_result():
    assert [one.key for one in in_force(date(2022, 1, 1))] == ["vn-2021"]
    assert [one.key for one in in_force(date(2026, 12, 31))] == ["vn-2021"]
    assert [one.key for one in in_force(date(2027, 1, 1))] == ["vn-2027"]
    assert in_force(date(2021, 12, 31)) == ()
    assert in_force(date(2031, 1, 1)) == ()


def test_every_function_is_used_by_a_shipped_book():
    assert {indicator.function for one in books() for indicator in one.indicators} == set(FUNCTIONS)


def test_a_local_standard_stands_beside_the_national_one(city: RuleBook):
    both = in_force(date(2026, 11, 20), (city,))
    assert [one.key for one in both] == ["vn-2021", "thanh-pho"]
    assert (city.scope, city.place) == ("local", "79")
    assert len(city.indicators) == 10
    assert len({indicator.dimension for indicator in city.indicators}) == 5
    ticks = {indicator.key: indicator.number in (3, 4, 9) for indicator in OLD.indicators}
    facts = Facts(date(2026, 11, 20), "urban", size=4, ticks=ticks, income_per_person=2_500_000)
    assert [one.klass for one in findings(facts, both)] == ["not_poor", "poor"]
    assert in_force(date(2027, 1, 1), (city,)) == (NEW,)


def test_an_unknown_book_names_those_there_are():
    with pytest.raises(InputFault, match=r"vn-1999.*vn-2021, vn-2027"):
        book("vn-1999")


class TestReplacing:
    """A person replaces what was not read in the law."""

    def test_gives_a_changed_copy_that_says_so(self):
        changed = NEW.with_changes(
            {"indicator.housing_area.parameters.below": 10, "income_line.rural.amount": 2_300_000}
        )
        assert changed.indicator("housing_area").parameters["below"] == 10
        assert changed.indicator("housing_area").mark.replaced == ("below",)
        assert changed.indicator("water").mark.replaced == ()
        assert changed.line("rural") == 2_300_000
        assert NEW.line("rural") == 2_200_000
        assert NEW.indicator("housing_area").parameters["below"] == 8

    def test_changes_the_finding(self):
        answers = {"floor_area": 36}
        facts = Facts(date(2027, 11, 20), "rural", size=4, answers=answers, income_per_person=1)
        changed = NEW.with_changes({"indicator.housing_area.parameters.below": 10})
        assert [one.deprived for one in findings(facts, (NEW, changed))] == [0, 1]

    def test_twice_keeps_both_names(self):
        once = NEW.with_changes({"indicator.telecom.rule": "Không ai dùng dịch vụ số."})
        twice = once.with_changes({"indicator.telecom.parameters.age_from": 7})
        assert twice.indicator("telecom").mark.replaced == ("age_from", "rule")

    def test_of_a_list_by_flag_or_by_codes(self):
        changed = NEW.with_changes({"indicator.water.parameters.accepted": ["piped"]})
        facts = Facts(date(2027, 11, 20), "rural", answers={"water": "rain"})
        assert [one.deprived for one in findings(facts, (NEW, changed))] == [0, 1]

    def test_is_refused_for_what_was_read_in_the_law(self):
        with pytest.raises(InputFault, match=r"đã đọc trong văn bản: Nghị định 07/2021/NĐ-CP, Điều 3"):
            OLD.with_changes({"income_line.rural.amount": 1})

    @pytest.mark.parametrize(
        "path",
        [
            "amount",
            "income_line.moon.amount",
            "income_line.rural.colour",
            "indicator.water.key",
            "key",
            "indicator.water.confidence",
            "indicator.water.key.x",
            "escape.months.days",
            "decides.income",
            "indicator.water.key.x.y",
        ],
    )
    def test_is_refused_where_the_path_leads_nowhere(self, path: str):
        with pytest.raises(InputFault, match="không có giá trị"):
            NEW.with_changes({path: 1})

    def test_is_refused_for_a_value_that_does_not_fit(self):
        with pytest.raises(RuleFault, match="phải là số nguyên"):
            NEW.with_changes({"income_line.rural.amount": "nhiều"})
        with pytest.raises(RuleFault, match="mốc B2"):
            NEW.with_changes({"b2.points": 5})


DAMAGES = [
    ([("amount = 1_500_000", 'amount = "nhiều"')], "income_line rural", "phải là số nguyên"),
    ([("amount = 1_500_000", "amount = true")], "income_line rural", "phải là số nguyên"),
    ([("amount = 1_500_000", "amount = -1")], "income_line rural", "không được âm"),
    ([("amount = 1_500_000", "")], "income_line rural", "thiếu “amount”"),
    ([('area = "urban"', 'area = "rural"')], "đầu tệp", "“income_line” cần đúng một mục"),
    ([('area = "rural"\npoints', 'area = "urban"\npoints')], "đầu tệp", "“b1_cutoff” cần đúng một mục"),
    ([('area = "rural"', 'area = "moon"')], "income_line moon", "không thuộc: rural, urban"),
    ([('confidence = "read"', 'confidence = "sure"')], "income_line rural", "không thuộc: read"),
    ([('scope = "national"', 'scope = "world"')], "đầu tệp", "không thuộc: national"),
    ([("valid_to = 2026", "valid_to = 2021")], "đầu tệp", "“valid_to” trước “valid_from”"),
    ([("valid_from = 2022-01-01", 'valid_from = "2022"')], "đầu tệp", "“valid_from” phải là ngày"),
    ([('decides = ["b1_table"', 'decides = ["stars"')], "đầu tệp", "“decides” chỉ gồm"),
    ([('decides = ["b1_table", "b1_typed", "income"]', "decides = []")], "đầu tệp", "“decides” chỉ gồm"),
    ([('decides = ["b1_table"', "decides = [1")], "đầu tệp", "phải là danh sách chữ"),
    ([('survey = "phieu-b"', 'survey = "phieu-z"')], "đầu tệp", "phieu-z"),
    ([('leaves_out = ["waste"]', 'leaves_out = ["wasted"]')], "đầu tệp", "“wasted”"),
    ([("at_least = 30", "at_least = 40")], "đầu tệp", "mốc B2"),
    ([("number = 12", "number = 11")], "đầu tệp", "trùng “number”"),
    ([('key = "telecom"', 'key = "water"')], "đầu tệp", "trùng “key”"),
    ([('code = "near_poor"', 'code = "rich"')], "class rich", "không thuộc: poor"),
    ([("[poverty]", "[poverties]")], "đầu tệp", "thiếu “poverty”"),
    ([('kind = "receipt"', 'kind = "gift"')], "income › item crops", "không thuộc: receipt"),
    ([('how = "size"', 'how = "weight"')], "b1 › item size", "không thuộc: size"),
    ([('"best", question = "education"', '"best", question = "insurance"')], "item education", "“best”"),
    ([('"choice", question = "roof"', '"choice", question = "tent"')], "item roof", "“tent”"),
    ([('function = "employment"', 'function = "fortune"')], "indicator employment", "không có hàm “fortune”"),
    ([("parameters.below", "parameters.above = 9\nparameters.below")], "housing_area", "tham số “above”"),
    ([("parameters.below = 8", 'parameters.below = "tám"')], "housing_area", "phải là số nguyên"),
    ([("parameters.below = 8", "")], "housing_area", "thiếu “below”"),
    ([('parameters.question = "water"', 'parameters.question = "wine"')], "indicator water", "“wine”"),
    ([('parameters.question = "water"', 'parameters.question = "school"')], "indicator water", "“school”"),
    ([('parameters.accepted = "safe"', 'parameters.accepted = "tasty"')], "indicator water", "dấu “tasty”"),
    ([('parameters.accepted = "safe"', 'parameters.accepted = ["wine"]')], "indicator water", "wine"),
    ([('parameters.accepted = "safe"', "parameters.accepted = []")], "indicator water", "cần mã"),
    ([('["wall", "column", "roof"]', '["wall", "column", "tent"]')], "housing_quality", "“tent”"),
    ([('durable = "durable"', 'durable = "pretty"')], "housing_quality", "dấu “pretty”"),
    ([('jobless = ["jobless"]', 'jobless = ["lazy"]')], "indicator employment", "lazy"),
    ([("age_from = 18, age_below = 31", "age_from = 17, age_below = 31")], "ages 17", "chồng lên nhau"),
    ([('school = ["kindergarten", "primary"]', 'school = ["circus"]')], "ages 3", "circus"),
    ([("male = 726, female = 668 }", "male = 726 }")], "retirement 2022", "thiếu “female”"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "entry", "said"), DAMAGES, ids=[str(n) for n in range(len(DAMAGES))])
def test_a_damaged_book_names_file_and_entry(
    edited: Edited, changes: list[tuple[str, str]], entry: str, said: str
):
    with pytest.raises(RuleFault) as fault:
        edited(*changes)
    text = str(fault.value)
    assert "thu.toml" in text
    assert entry in text
    assert said in text


def test_lists_of_bands_may_not_be_empty(edited: Edited):
    start = "parameters.ages = [\n  { age_from = 3"
    text = Path(OLD_PATH).read_text("utf-8")
    band = text[text.index(start) : text.index("]\n", text.index("age_from = 12")) + 2]
    with pytest.raises(RuleFault, match="thiếu “ages”"):
        edited((band, "parameters.ages = []\n"))
    table = text[text.index("parameters.retirement") : text.index("]\n", text.index("year = 2026")) + 2]
    with pytest.raises(RuleFault, match="thiếu “retirement”"):
        edited((table, "parameters.retirement = []\n"))
    with pytest.raises(RuleFault, match="phải là danh sách bảng"):
        edited((table, "parameters.retirement = [2026]\n"))


def test_a_missing_or_broken_file_is_a_fault(tmp_path: Path):
    with pytest.raises(RuleFault, match=r"khong-co\.toml"):
        load(tmp_path / "khong-co.toml")
    (tmp_path / "hong.toml").write_text("key = ", "utf-8")
    with pytest.raises(RuleFault, match=r"hong\.toml"):
        load(tmp_path / "hong.toml")


def test_books_are_told_apart_by_identity():
    assert book("vn-2021") is OLD
    assert replace(OLD) != OLD
    assert hash(OLD) != hash(NEW)
