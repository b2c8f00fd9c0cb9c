"""B1 tables: the sample scores a household, and a bad table is told what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.dates import PartialDate
from app.errors import InputFault
from app.rules.book import book
from app.rules.classify import classify
from app.rules.facts import Facts, Member
from app.rules.points import read_points, sample_points
from app.rules.score import score

OLD, NEW = book("vn-2021"), book("vn-2027")
SAMPLE = sample_points(OLD)
ON = date(2026, 11, 20)


def person(key: str, born: int, **answers: object) -> Member:
    return Member(key, f"Người {key}", "male", PartialDate(born), "other", answers)


FARMER = {
    "education": "primary",
    "training": "none",
    "work": "working",
    "work_kind": "other",
    "pension": "none",
}
WORKER = FARMER | {"training": "elementary", "work_kind": "enterprise"}
WIFE = FARMER | {"education": "upper_secondary"}
ANSWERS = {
    "column": "metal_wood", "roof": "sheet", "wall": "wood_metal", "floor_area": 96,
    "electricity": "grid", "electricity_used": 60, "water": "unprotected", "latrine": "two_vault",
    "assets": {"motorbike": 1, "television": 1}, "land": {"annual": 6000},
    "animals": {"buffalo": 1, "pig": 3, "poultry": 20},
}  # fmt: skip
MEMBERS = (
    person("1", 1977, **FARMER),
    person("2", 2003, **WORKER),
    person("3", 2004, **WIFE),
    person("4", 2011, education="primary", training="none", work="studying", pension="none"),
    person("5", 2016, education="below_primary"),
    person("6", 2024),
)
FACTS = Facts(ON, "rural", "northern_mountains", 6, MEMBERS, True, ANSWERS)


def rows(**changes: object) -> list[dict[str, object]]:
    """The sample as rows of a spreadsheet, for one area, the first changed."""
    found = [
        {"standard": "vn-2021", "region": "Tây Nguyên", "area": "Nông thôn"}
        | {"item": item, "option": row.option, "points": row.points}
        for (_region, area, item), options in SAMPLE.rows.items()
        if area == "rural"
        for row in options
    ]
    return [found[0] | changes, *found[1:]]


def problems(table: list[dict[str, object]]) -> list[str]:
    return [problem.text for problem in read_points(table, OLD, "Thử").problems]


def without(item: str, option: str = "") -> list[dict[str, object]]:
    return [row for row in rows() if row["item"] != item or option not in ("", row["option"])]


class TestScore:
    """Points of a household by the sample table."""

    def test_adds_up_by_the_headings_of_the_form(self):
        found = score(FACTS, OLD, SAMPLE)
        assert found.by_group() == {
            "Quy mô hộ": 20, "Học vấn cao nhất": 25, "Việc làm, lương": 35, "Nhà ở": 22,
            "Điện dùng": 12, "Nước, nhà tiêu": 14, "Tài sản": 20, "Đất, chăn nuôi": 18,
        }  # fmt: skip
        assert found.total == 166
        assert found.missing == ()
        assert not found.official

    def test_names_the_rows_it_used(self):
        lines = {line.item.key: line for line in score(FACTS, OLD, SAMPLE).lines}
        assert [row.option for row in lines["education"].rows] == ["upper_secondary"]
        assert [row.option for row in lines["animals"].rows] == ["buffalo: 1-2", "pig", "poultry"]
        assert [row.option for row in lines["floor_area"].rows] == ["15-20"]

    @pytest.mark.parametrize(
        ("key", "missing"),
        [
            ("roof", "roof"),
            ("floor_area", "floor_area"),
            ("electricity", ""),
            ("electricity_used", "electricity_used"),
            ("assets", "assets"),
            ("water", "water"),
        ],
    )
    def test_is_unknown_while_an_answer_is(self, key: str, missing: str):
        facts = replace(FACTS, answers={name: value for name, value in ANSWERS.items() if name != key})
        found = score(facts, OLD, SAMPLE)
        assert [item.key for item in found.missing] == ([missing] if missing else [])
        if missing:
            assert found.total is None
            assert None in found.by_group().values()

    def test_of_a_dark_house_has_no_kilowatt_hours(self):
        dark = {name: value for name, value in ANSWERS.items() if name != "electricity_used"}
        assert score(replace(FACTS, answers=dark | {"electricity": "none"}), OLD, SAMPLE).total == 154

    def test_counts_what_is_listed_without_numbers_once(self):
        listed = ANSWERS | {"assets": ["motorbike", "television"]}
        assert score(replace(FACTS, answers=listed), OLD, SAMPLE).total == 166
        assert score(replace(FACTS, answers=ANSWERS | {"assets": {"motorbike": 0}}), OLD, SAMPLE).total == 146

    def test_needs_the_whole_roster_for_the_best_member(self):
        found = score(replace(FACTS, roster_complete=False), OLD, SAMPLE)
        assert {item.how for item in found.missing} == {"best"}
        unasked = (*MEMBERS[:5], person("6", 1950))
        assert score(replace(FACTS, members=unasked), OLD, SAMPLE).total is None
        ageless = (*MEMBERS[:5], Member("6", "Không rõ tuổi"))
        assert score(replace(FACTS, members=ageless), OLD, SAMPLE).total is None

    def test_gives_nothing_where_nobody_is_asked(self):
        lines = {
            line.item.key: line for line in score(replace(FACTS, members=MEMBERS[5:]), OLD, SAMPLE).lines
        }
        assert lines["education"].rows == ()
        assert lines["education"].points == 0

    def test_needs_the_number_of_persons(self):
        found = score(replace(FACTS, members=(), roster_complete=False, size=0), OLD, SAMPLE)
        assert {"size", "floor_area"} <= {item.key for item in found.missing}


class TestClass:
    """The table on the income side."""

    def test_decides_before_typed_points_and_income(self):
        facts = replace(FACTS, b1_total=100, income_per_person=1_000_000)
        found = classify(facts, OLD, SAMPLE)
        assert (found.side, found.b1, found.klass) == ("b1_table", 166, "not_poor")
        assert found.warnings == (
            "Điểm B1 theo bảng (166) và điểm ghi (100) cho kết quả khác nhau.",
            "Điểm B1 (166) và thu nhập (1.000.000 đồng, chuẩn 1.500.000 đồng) cho kết quả khác nhau.",
        )
        without = classify(replace(FACTS, b1_total=100, income_per_person=2_000_000), OLD, SAMPLE)
        assert [notice.kind for notice in without.notices] == ["points_disagree"]

    def test_leaves_it_to_typed_points_while_it_cannot_score(self):
        facts = replace(FACTS, answers={}, b1_total=100)
        found = classify(facts, OLD, SAMPLE)
        assert (found.side, found.b1) == ("b1_typed", 100)

    def test_of_another_standard_is_not_used(self):
        found = classify(replace(FACTS, income_per_person=1_840_000), NEW, SAMPLE)
        assert (found.side, found.score, found.at_or_below) == ("income", None, True)


class TestReading:
    """Rows as an importer hands them over."""

    def test_takes_vietnamese_words_and_numbers(self):
        table = read_points(rows(), OLD, "Bảng của tỉnh").table
        assert table is not None
        assert table.official
        assert score(replace(FACTS, region="central_highlands"), OLD, table).total == 166
        assert score(replace(FACTS, region=""), OLD, table).total == 166, "its only region is meant"
        assert score(replace(FACTS, region="mekong"), OLD, table).total is None

    def test_prefers_the_rows_of_the_region(self):
        own = [row | {"points": 1} for row in rows() if row["item"] == "size"]
        everywhere = [row | {"region": "*"} for row in rows()]
        table = read_points(own + everywhere, OLD, "Hai vùng").table
        assert table is not None
        assert score(replace(FACTS, region="central_highlands"), OLD, table).total == 147
        assert score(replace(FACTS, region=""), OLD, table).total == 147
        assert score(replace(FACTS, region="mekong"), OLD, table).total == 166

    @pytest.mark.parametrize(
        "option",
        ["từ 1 đến 2", "1 – 2", "dưới 3", "<3", "1-2", "không", "2-1", "1", "1.000+", "≥ 7", "<=2", "1,5"],
    )
    def test_reads_ranges_in_words(self, option: str):
        found = problems(rows(option=option))
        expected = {
            "không": ["không hiểu khoảng số “không”"],
            "2-1": ["không hiểu khoảng số “2-1”"],
            "<=2": ["không hiểu khoảng số “<=2”"],
            "1": ["Tây Nguyên, Nông thôn: mục “Số nhân khẩu” hở từ 2 đến 3"],
            "1.000+": ["“9+” trùng với dòng 1"],
            "≥ 7": ["“7-8” trùng với dòng 1", "“9+” trùng với dòng 1"],
            "1,5": [
                "Tây Nguyên, Nông thôn: mục “Số nhân khẩu” hở từ 1 đến 1,5",
                "Tây Nguyên, Nông thôn: mục “Số nhân khẩu” hở từ 2,5 đến 3",
            ],
        }
        assert found == expected.get(option, [])

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"standard": "vn-2016"}, "chuẩn “vn-2016” không phải vn-2021"),
            ({"region": "Bắc Cực"}, "Vùng “Bắc Cực” không có"),
            ({"area": None}, "Khu vực “” không có"),
            ({"item": "tóc"}, "mục “tóc” không có trong bộ quy tắc"),
            ({"points": "nhiều"}, "điểm “nhiều” không phải là số"),
            ({"points": None}, "điểm “” không phải là số"),
            ({"points": float("nan")}, "điểm “nan” không phải là số"),
        ],
    )
    def test_lists_what_is_wrong_with_a_row(self, changes: dict[str, object], said: str):
        reading = read_points(rows(**changes), OLD, "Thử", first_row=7)
        assert reading.table is None
        assert [(problem.row, problem.text) for problem in reading.problems] == [(7, said)]

    def test_lists_all_rows_at_once(self):
        bad = [row | {"points": "?"} if row["item"] == "roof" else row for row in rows()]
        assert len(problems(bad)) == 5

    def test_options_have_to_be_known_and_of_the_right_kind(self):
        odd = rows()
        odd += [odd[0] | {"item": "roof", "option": "mây"}, odd[0] | {"item": "roof", "option": "ngói: 1-2"}]
        odd += [odd[0] | {"item": "Vật nuôi", "option": "Trâu: nhiều"}]
        assert problems(odd) == [
            "lựa chọn “mây” không có ở mục “Mái”",
            "mục “Mái” không chia theo khoảng số: “ngói: 1-2”",
            "không hiểu khoảng số “ nhiều”",
        ]

    def test_repeats(self):
        assert problems([*rows(), rows()[0]]) == ["“1-2” trùng với dòng 1"]
        tile = next(row for row in rows() if row["option"] == "tile")
        assert [text.split()[0] for text in problems([*rows(), tile | {"option": "Ngói"}])] == ["“Ngói”"]

    def test_gaps(self):
        where = "Tây Nguyên, Nông thôn: "
        assert problems(without("water")) == [where + "thiếu mục “Nguồn nước”"]
        assert problems(without("roof", "tile")) == [
            where + "mục “Mái” thiếu lựa chọn “Ngói (xi măng, đất nung)”"
        ]
        assert problems(without("size", "9+")) == [where + "mục “Số nhân khẩu” hở từ 9 trở lên"]
        assert problems(without("floor_area", "8-10")) == [
            where + "mục “Diện tích bình quân (m²/người)” hở từ 8 đến 10"
        ]
        assert problems([]) == ["bảng không có dòng nào"]

    def test_the_sample_says_that_it_is_none(self):
        assert SAMPLE.name == "MẪU THỬ, không phải bảng điểm chính thức"
        assert not SAMPLE.official
        with pytest.raises(InputFault, match="Bảng điểm mẫu không dùng được"):
            sample_points(NEW)
