"""The catalogue of programmes: what it holds and asks for, how sure it is, damaged files refused by name."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from app.errors import InputFault, RuleFault
from app.paths import resource
from app.rules.asks import ON, check
from app.rules.codes import code_list
from app.rules.eligibility.conditions import CONDITIONS
from app.rules.programme import in_force, load_programme, programme, programmes, sub_project, sub_project_on
from app.rules.raw import CONFIDENCES
from app.rules.support_kinds import kind, kinds, load_kinds, outcome_months

OLD = programme("giam-ngheo-2021-2025")
SHIPPED = resource("programmes", "giam-ngheo-2021-2025.toml")
KINDS = resource("programmes", "kinds.toml")
PLANS = Path(__file__).resolve().parents[2] / "../shared/domain/plans"
SUB_PROJECTS = [one for each in programmes() for one in each.sub_projects]


def test_the_programme_of_2021_has_its_seven_projects_and_twelve_sub_projects():
    assert [project.code for project in OLD.projects] == [f"DA{n}" for n in range(1, 8)]
    assert [one.code for one in OLD.sub_projects] == [
        "DA1", "DA2", "DA3.1", "DA3.2", "DA4.1", "DA4.2", "DA4.3", "DA5", "DA6.1", "DA6.2", "DA7.1", "DA7.2",
    ]  # fmt: skip
    assert all(one.code.startswith(one.project) and one.known for one in OLD.sub_projects)
    assert OLD.complete


def test_the_regular_policies_and_the_other_programmes():
    assert [one.code for one in programme("chinh-sach-thuong-xuyen").sub_projects] == [
        "TD", "BHYT", "GD", "NHA", "NUOC", "TT", "PL", "DIEN", "TET", "QUY", "TGXH",
    ]  # fmt: skip
    assert [one.code for one in programme("chuong-trinh-khac").sub_projects] == [
        "DTTS",
        "NTM",
        "DP",
        "TAITRO",
    ]


def test_of_the_merged_programme_only_name_and_period_are_told():
    new = programme("mtqg-2026-2035")
    assert (new.valid_from, new.valid_to) == (date(2026, 1, 1), date(2035, 12, 31))
    assert not new.complete
    assert new.note
    assert not any(one.known or one.priority or one.goal for one in new.sub_projects)
    assert all("unsettled" in {rule.condition for rule in one.terms.rules} for one in new.sub_projects)


def test_programmes_of_a_day():
    keys = [one.key for one in in_force(date(2024, 5, 1))]
    assert keys == ["giam-ngheo-2021-2025", "chinh-sach-thuong-xuyen", "chuong-trinh-khac"]
    assert in_force(date(2026, 11, 20))[0].key == "mtqg-2026-2035"
    assert OLD.in_force(date(2025, 12, 31))
    assert not OLD.in_force(date(2026, 1, 1))
    assert in_force(date(2020, 12, 31)) == ()


def test_a_code_means_a_sub_project_of_its_day():
    assert sub_project_on("DA3.1", date(2024, 5, 1)) is sub_project(OLD.key, "DA3.1")
    assert sub_project_on("DA3.1", date(2026, 5, 1)) is None
    assert sub_project_on("BHYT", date(2026, 5, 1)).name == "Bảo hiểm y tế"


def test_what_is_not_there_is_named():
    with pytest.raises(InputFault, match="DA8"):
        sub_project(OLD.key, "DA8")
    with pytest.raises(InputFault, match="2031"):
        programme("giam-ngheo-2031")
    with pytest.raises(InputFault, match="xe-may"):
        kind("xe-may")


def test_how_sure_each_entry_is():
    marks = [one.mark for one in (*programmes(), *SUB_PROJECTS, *kinds())]
    marks += [rule.mark for one in SUB_PROJECTS for rule in one.terms.rules]
    marks += [ask.mark for one in SUB_PROJECTS for on in ON for ask in one.asks_on(on)]
    assert all(mark.source and mark.confidence in CONFIDENCES for mark in marks)
    assert {one.mark.confidence for one in programme("mtqg-2026-2035").sub_projects} == {"unverified"}


@pytest.mark.skipif(not PLANS.is_dir(), reason="the plans are not part of the project")
@pytest.mark.parametrize("one", OLD.sub_projects, ids=lambda one: one.code)
def test_names_and_beneficiaries_are_the_plans_own_words(one):
    """Every sentence that claims to be read stands in the plan of Yên Bái, line breaks aside."""
    plan = " ".join((PLANS / "yen-bai-81-KH-UBND-2022.txt").read_text("utf-8").split()).lower()
    words = plan.replace(" - ", "-").replace("“", "").replace("”", "")
    assert one.name.lower().replace(" - ", "-") in words
    for text in (*one.goal.split(". "), *one.beneficiaries.split(". ")):
        for part in text.rstrip(".").lower().replace(" - ", "-").split("; "):
            assert part[:60] in words, part


def test_every_kind_is_given_by_something_and_answers_what_the_survey_asks():
    given = {one.kind_of(content) for one in SUB_PROJECTS for content in ("", *(c.key for c in one.contents))}
    assert {one.code for one in kinds()} <= given
    causes = {code for one in kinds() for code in one.causes}
    assert {"land", "capital", "labour", "tools", "knowledge", "skills", "illness"} == causes
    policies = {one.policy for one in kinds()}
    assert {entry.code for entry in code_list("policies").entries} == policies
    assert {one.column for one in kinds()} == {0, *range(11, 17)}


def test_outcomes_are_asked_after_half_a_year_and_a_year():
    assert outcome_months() == (6, 12)


def test_every_condition_is_used_by_a_programme():
    used = {rule.condition for one in SUB_PROJECTS for rule in one.terms.rules}
    used |= {rule.condition for one in SUB_PROJECTS for first in one.priority for rule in first.rules}
    assert set(CONDITIONS) - used == {"resident"}, "it comes with the places of an activity"


HOUSE = {
    "surveyed": "2024-03-01", "builder": "household", "area": 36, "hard_floor": True, "hard_frame": True,
    "hard_roof": True, "lifespan": 20, "completed": "2024-08-01", "handed_over": "2024-08-15",
}  # fmt: skip


def of_house(**changes: object) -> list[tuple[str, str]]:
    asks = sub_project(OLD.key, "DA5").asks_on("enrolment")
    return [(trouble.key, trouble.kind) for trouble in check(asks, {**HOUSE, **changes})]


def test_a_house_has_30_square_metres_and_three_hard_parts():
    assert of_house() == []
    assert of_house(area=30) == []
    assert of_house(area=29.25) == [("area", "bounds")]
    for part in ("hard_floor", "hard_frame", "hard_roof"):
        assert of_house(**{part: False}) == [(part, "must")]
    assert of_house(lifespan=19) == [("lifespan", "bounds")]
    asks = sub_project(OLD.key, "DA5").asks_on("enrolment")
    (trouble,) = check(asks, {**HOUSE, "area": 29.25})
    assert trouble.text == (
        "“Diện tích sử dụng” ghi 29,25, cần ít nhất 30 m² (diện tích sử dụng tối thiểu 30 m²)."
    )


def test_minutes_and_builder_of_a_house_are_asked_for():
    assert of_house(surveyed=None, handed_over="") == [("surveyed", "missing"), ("handed_over", "missing")]
    assert of_house(builder="neighbour") == [("builder", "choice")]
    asks = sub_project(OLD.key, "DA5").asks_on("enrolment")
    assert check(asks, {}, complete=False) == ()
    assert check(sub_project(OLD.key, "DA5").asks_on("activity"), {"content": "new"}) == ()


def test_values_of_a_wrong_type_and_unknown_fields_are_told():
    assert of_house(area="36") == [("area", "type")]
    assert of_house(area=True) == [("area", "type")]
    assert of_house(lifespan=20.5) == [("lifespan", "type")]
    assert of_house(hard_roof="có") == [("hard_roof", "type")]
    assert of_house(surveyed="2024-03") == [("surveyed", "type")]
    assert of_house(surveyed="2024-02-31") == [("surveyed", "type")]
    assert of_house(colour="xanh") == [("colour", "unknown")]


def test_money_is_whole_and_not_negative():
    asks = sub_project("chinh-sach-thuong-xuyen", "TD").asks_on("enrolment")
    loan = {"amount": 50_000_000, "term": 36, "due": "2027-05-01"}
    assert check(asks, loan) == ()
    assert [one.kind for one in check(asks, {**loan, "amount": -1})] == ["bounds"]
    assert [one.kind for one in check(asks, {**loan, "amount": 0.5})] == ["type"]


def test_what_each_kind_of_activity_asks_for():
    def asked(code: str, on: str, programme_key: str = OLD.key) -> set[str]:
        return {ask.key for ask in sub_project(programme_key, code).asks_on(on)}

    assert {"weight", "height", "lying"} == asked("DA3.2", "measurement")
    assert {"trade", "hours"} <= asked("DA4.1", "activity")
    assert "certificate" in asked("DA4.1", "enrolment")
    assert {"country", "contract"} <= asked("DA4.2", "enrolment")
    assert {"fund"} <= asked("TD", "activity", "chinh-sach-thuong-xuyen")
    assert {"amount", "term", "due"} <= asked("TD", "enrolment", "chinh-sach-thuong-xuyen")
    assert {"card", "valid_from", "valid_to"} <= asked("BHYT", "enrolment", "chinh-sach-thuong-xuyen")
    assert {"works", "size", "households", "poor", "near_poor", "minority", "women"} <= asked(
        "DA1", "activity"
    )
    assert {"findings", "demand", "repaired"} <= asked("DA7.2", "activity")


def test_contents_narrow_the_beneficiaries_and_name_their_kind():
    nutrition = sub_project(OLD.key, "DA3.2")
    assert nutrition.kind_of("weighing") == "growth_check"
    assert nutrition.kind_of() == "nutrition"
    assert len(nutrition.terms_of("school_meals").ways) == 2
    assert nutrition.terms_of("unheard") == nutrition.terms
    (which,) = (ask for ask in sub_project(OLD.key, "DA4.3").asks_on("activity") if ask.key == "content")
    assert [choice.code for choice in which.choices] == ["counselling", "fair", "placement"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('key = "poor"\ncondition = "class"', 'key = "poor"\ncondition = "clss"', "“condition” là “clss”"),
        ('key = "poor"\ncondition = "class"', 'key = "poor"\ncondition = "resident"', "“condition” là"),
        ('given.any = ["poor"]', 'given.any = ["rich"]', "“any” nêu “rich”"),
        ('given.any = ["poor"]', "given.any = []", "thiếu “any”"),
        ('given.any = ["poor"]', 'given.any = ["poor"]\ngiven.all = ["poor"]', "không có tham số “all”"),
        ("given.months = 36", 'given.months = "36"', "“months” phải là số nguyên"),
        ("given.below = 5", "given.below = -5", "không được âm"),
        ("effective = 2022-01-18", "", "independent: thiếu “effective”"),
        ('requires = ["officer"]', 'requires = ["offcer"]', "DA7.1: “requires” nêu “offcer”"),
        ('requires = ["officer"]', "requires = []", "không nơi nào dùng quy tắc: officer"),
        ('units = ["place"]', 'units = ["village"]', "DA1: “units” nêu “village”"),
        ('units = ["place"]', "units = []", "DA1: thiếu “units”"),
        ('kind = "housing"\nunits', 'kind = "house"\nunits', "DA5: “kind” là “house”"),
        ('code = "DA7.2"', 'code = "DA7.1"', "“code” trùng: DA7.1"),
        ('project = "DA7"\nname = "Giám', 'project = "DA8"\nname = "Giám', "DA7.2: “project” là “DA8”"),
        ('key = "surveyed"', 'key = "completed"', "“ask” trùng: enrolment.completed"),
        ('ways = ["pupil", "pupil_of_district"]', 'ways = ["pupils"]', "“ways” nêu “pupils”"),
        ('key = "child_of_district"', 'key = "child"', "“way” trùng: child"),
        ('key = "weighing"', 'key = "school_meals"', "school_meals"),
        ('type = "text", required = true },\n  { on = "activity", key = "groups"',
         'type = "txt", required = true },\n  { on = "activity", key = "groups"', "“type” là “txt”"),
        ('type = "yesno", required = true, must', 'type = "text", required = true, must', "“must”"),
        ('type = "number", unit = "m²"', 'type = "choice", unit = "m²"', "“choices” cần có"),
        ("valid_to = 2025-12-31", "valid_to = 2020-12-31", "“valid_to” trước “valid_from”"),
        ('name = "Cải thiện dinh dưỡng"', "", "DA3.2: thiếu “name”"),
        ('key = "poor_near"\n', 'key = "poor"\n', "hai quy tắc cùng khóa"),
        ('confidence = "read"\n\n[[rule]]\nkey = "member"', 'confidence = "sure"\n\n[[rule]]\nkey = "member"',
         "“confidence” là “sure”"),
    ],
)  # fmt: skip
def test_a_damaged_programme_is_refused_by_file_and_entry(tmp_path: Path, old: str, new: str, told: str):
    text = SHIPPED.read_text("utf-8")
    assert old in text
    path = tmp_path / "thu.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(RuleFault) as fault:
        load_programme(path)
    assert told in fault.value.why
    assert "thu.toml" in fault.value.what


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('policy = "housing"', 'policy = "house"', "kind housing: “policy” là “house”"),
        ('deprived = ["housing_quality", ', 'deprived = ["beauty", ', "“deprived” nêu “beauty”"),
        ('look_back = "always"', 'look_back = "ever"', "“look_back” là “ever”"),
        ('code = "land"', 'code = "housing"', "cùng mã"),
    ],
)
def test_damaged_kinds_are_refused(tmp_path: Path, old: str, new: str, told: str):
    path = tmp_path / "kinds.toml"
    path.write_text(KINDS.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(RuleFault) as fault:
        load_kinds(path)
    assert told in fault.value.why


def test_files_hold_nothing_that_is_not_read():
    """A misspelt key would be forgotten in silence."""
    known = {
        "key", "name", "short", "scope", "decision", "valid_from", "valid_to", "effective", "complete",
        "note", "source", "confidence", "project", "rule", "sub_project",
    }  # fmt: skip
    of_sub = {
        "code", "project", "name", "goal", "lead", "beneficiaries", "kind", "units", "requires", "way",
        "content", "priority", "ask", "placeholder", "source", "confidence",
    }  # fmt: skip
    of_ask = {
        "on", "key", "label", "type", "unit", "required", "least", "most", "must", "choices", "rule",
        "source", "confidence",
    }  # fmt: skip
    for path in sorted(resource("programmes").glob("*.toml")):
        file = tomllib.loads(path.read_text("utf-8"))
        if path.name == KINDS.name:
            continue
        assert set(file) <= known
        assert all(set(one) <= of_sub for one in file["sub_project"])
        assert all(set(ask) <= of_ask for one in file["sub_project"] for ask in one.get("ask", ()))


def test_bounds_above_and_texts_are_checked():
    asks = sub_project(OLD.key, "DA7.2").asks_on("activity", "inspection")
    (most,) = check(asks, {"satisfied": 101}, complete=False)
    assert most.text == "“Tỷ lệ người dân hài lòng” ghi 101, cần nhiều nhất 100 %."
    assert [one.kind for one in check(asks, {"findings": 5}, complete=False)] == ["type"]
