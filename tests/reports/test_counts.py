"""Reports 1 and 4 to 13 against a second count: a plain loop over the rows of the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from app.models.household import Household
from app.models.person import Membership, Person
from app.models.place import Place
from app.models.review import Case, Result, Round
from app.reports.as_data import as_data
from app.reports.catalogue import make_all
from app.rules.book import book
from app.rules.codes import code_list
from app.store import Store

from .commune import RAW_KEY, STANDARD, VILLAGES, Commune, values

XA = "Xã Nà Mây"
INDICATORS = [indicator.key for indicator in book(STANDARD).indicators]
CAUSES = [cause.code for cause in code_list("causes").entries]
KEYS = ("1", "4", "5", "6", "8", "9", "10", "12", "13")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.create(tmp_path_factory.mktemp("shelf") / "so.soban", RAW_KEY, b"n" * 16) as store:
        yield store


HOUSEHOLD = st.fixed_dictionaries(
    {
        "village": st.sampled_from([*VILLAGES, None]),
        "klass": st.sampled_from(["poor", "near_poor", "average_farming", "not_poor", None]),
        "size": st.integers(1, 9),
        "ethnic": st.sampled_from(["01", "03", "08", "foreign", ""]),
        "sex": st.sampled_from(["male", "female", None]),
        "local": st.sampled_from([0, 1, None]),
        "groups": st.sets(st.sampled_from(["no_labour", "merit", "woman_head"])),
        "deprived": st.sets(st.sampled_from(INDICATORS)),
        "causes": st.sets(st.sampled_from(CAUSES)),
    }
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(told=st.lists(HOUSEHOLD, max_size=12))
def test_a_plain_loop_counts_the_same(shelf, told):
    commune = Commune(shelf)
    with commune.writing():
        commune.round(2026)
        for at, each in enumerate(told):
            _write(commune, f"Hộ {at}", each)
    with shelf.session() as session:
        made = {report.key: report for report in make_all(session, commune.scope(), KEYS)}
        counted = _counted(session, commune)
    for (key, place, line), expected in counted.items():
        found = values(made[key], place, line)
        assert {column: found[column] for column in expected} == expected, (key, place, line)


def _write(commune: Commune, name: str, told: dict[str, Any]) -> None:
    sex, ethnic = told["sex"], told["ethnic"]
    commune.household(name, told["village"], sex=sex, ethnic=ethnic, local_minority=told["local"])
    marks = {key: dict.fromkeys(sorted(told[key]), True) for key in ("groups", "causes")}
    deprived = {key: key in told["deprived"] for key in INDICATORS}
    commune.case(name, 2026, told["klass"], told["size"], result={"deprived": deprived}, **marks)


def _counted(session: Session, commune: Commune) -> dict[tuple[str, str, str], Counter[str]]:
    """Counts by report, place and line; of the places that have any."""
    found: dict[tuple[str, str, str], Counter[str]] = {}
    query = (
        select(Case, Household, Person, Place)
        .join(Round, Round.id == Case.round)
        .join(Household, Household.id == Case.household)
        .join(Membership, Membership.household == Household.id)
        .join(Person, Person.id == Membership.person)
        .join(Place, Place.id == Case.place)
        .where(Round.place == commune.place, Membership.head == 1)
    )
    for case, household, head, place in session.exec(query).all():
        result = session.exec(select(Result).where(Result.review_case == case.id)).first()
        village = "(chưa rõ bản)" if place.id == commune.place else place.name
        for where in (XA, village):
            for (key, line), counts in _one(case, household, head, result).items():
                found.setdefault((key, where, line), Counter()).update(counts)
    return found


def _one(
    case: Case, household: Household, head: Person, result: Result | None
) -> dict[tuple[str, str], Counter[str]]:
    klass = result.final_class if result else None
    found = {("1", ""): Counter({"1": 1, "2": case.size})}
    first = {"poor": 3, "near_poor": 5, "average_farming": 7}.get(klass or "")
    if first:
        found["1", ""] += Counter({str(first): 1, str(first + 6): case.size})
    for key, own in (("12", "poor"), ("13", "near_poor")):
        found[key, ""] = _multidimensional(case, household, head, klass == own)
    if result is None or klass not in ("poor", "near_poor"):
        return found
    lacking = [str(at) for at, indicator in enumerate(INDICATORS, 1) if result.deprived[indicator]]
    found["4" if klass == "poor" else "6", ""] = Counter(["households", *lacking]) + Counter(
        deprivations=len(lacking)
    )
    groups = _groups(case, head, 1 if klass == "poor" else 6)
    found["8", "households"] = Counter(groups)
    found["8", "persons"] = Counter(dict.fromkeys(groups, case.size))
    causes = [str(at) for at, cause in enumerate(CAUSES, 1) if case.causes.get(cause)]
    found["10", klass] = Counter(["households", *causes])
    kind = {"01": "kinh", "foreign": "other", "": "other"}.get(head.ethnic, "minority")
    own = [kind, head.ethnic] if kind == "minority" else [kind]
    found["9", ""] = Counter(f"{klass}.{each}" for each in ("total", *own))
    return found


def _groups(case: Case, head: Person, first: int) -> list[str]:
    minority = head.ethnic not in ("01", "foreign", "")
    held = [minority, case.groups.get("no_labour"), case.groups.get("merit")]
    return [str(first), *(str(first + at) for at, has in enumerate([*held, not any(held)], 1) if has)]


def _multidimensional(case: Case, household: Household, head: Person, listed: bool) -> Counter[str]:
    kinh, minority = head.ethnic == "01", head.ethnic not in ("01", "foreign", "")
    local = household.local_minority == 1
    woman = head.sex == "female" or (head.sex is None and case.groups.get("woman_head"))
    more = (case.groups.get("merit"), case.groups.get("no_labour"), woman)
    parts = (True, kinh, minority, local)
    counts: Counter[str] = Counter()
    for first, of, weight in ((1, True, 1), (5, True, case.size), (9, listed, 1), (16, listed, case.size)):
        counts.update({str(first + at): weight for at, has in enumerate(parts) if has and of})
    counts.update({str(13 + at): 1 for at, has in enumerate(more) if has and listed})
    return counts


def test_rates_are_the_counts_over_the_households(commune):
    for at, deprived in enumerate(({"water": True}, {"water": True, "sanitation": True}, {})):
        commune.household(f"Hộ {at}")
        commune.case(f"Hộ {at}", 2026, "near_poor", result={"deprived": deprived})
    counts, rates = values(commune.report("6"), XA), values(commune.report("7"), XA)
    assert (counts["9"], counts["10"], counts["households"]) == (2, 1, 3)
    assert (rates["9"], rates["10"], rates["1"]) == (66.67, 33.33, 0.0)
    assert values(commune.report("7"), "Bản B")["9"] is None  # nobody there: "–", not 0 %
    assert any("3 hộ chưa rõ đủ các chỉ số" in sentence for sentence in commune.report("7").draft)


def test_rates_of_a_place_are_not_the_mean_of_those_below(commune):
    for at, (village, klass) in enumerate(
        [("Bản A", "poor"), ("Bản B", "poor"), *[("Bản B", "not_poor")] * 2]
    ):
        commune.household(f"Hộ {at}", village)
        commune.case(f"Hộ {at}", 2026, klass)
    rates = [values(commune.report("1"), place)["4"] for place in ("Bản A", "Bản B", XA)]
    assert rates == [100.0, 33.33, 50.0]


def test_typed_denominators_go_before_the_register(commune):
    for village in VILLAGES:
        commune.household(f"Hộ {village}", village)
        commune.case(f"Hộ {village}", 2026, "poor")
    commune.insert("place_count", place=commune.villages["Bản A"], year=2026, households=8, persons=40)
    report = commune.report("1")
    assert (values(report, "Bản A")["1"], values(report, "Bản A")["10"]) == (8, 10.0)
    assert (values(report, "Bản B")["1"], values(report, XA)["1"], values(report, XA)["2"]) == (1, 9, 44)
    assert report.notes == ("Tổng số hộ, nhân khẩu của Bản B: theo sổ.",)
    commune.insert("place_count", place=commune.place, year=2026, households=20, persons=None)
    report = commune.report("1")
    assert (values(report, XA)["1"], values(report, XA)["2"], values(report, XA)["4"]) == (20, 44, 10.0)
    assert ("Tổng số hộ, nhân khẩu dân cư bằng tổng của các nơi bên dưới.", False) in report.checks


def test_a_missing_denominator_is_no_number_and_names_the_place(commune):
    commune.household("Vàng A Páo", "Bản A")
    commune.case("Vàng A Páo", 2026, "poor")
    report = commune.report("1")
    assert [values(report, "Bản B")[key] for key in ("1", "2", "3", "4")] == [None, None, 0, None]
    assert "Chưa có tổng số hộ, nhân khẩu của Bản B." in report.notes


def test_results_above_the_denominator_make_a_draft(commune):
    for at in range(2):
        commune.household(f"Hộ {at}")
        commune.case(f"Hộ {at}", 2026, "poor")
    commune.insert("place_count", place=commune.villages["Bản A"], year=2026, households=1, persons=9)
    report = commune.report("1")
    assert report.draft[0].startswith("Số hộ hoặc nhân khẩu theo kết quả vượt tổng số dân cư của")
    assert not report.checks[0][1]


def test_persons_come_from_the_round_then_a_complete_roster_then_what_was_declared(commune):
    commune.household("Vàng A Páo", "Bản A", roster_complete=1, declared_size=9)
    commune.member("Vàng A Páo", "Vàng Thị Mỷ")
    commune.household("Lò Văn Ún", "Bản B", declared_size=7)
    commune.case("Vàng A Páo", 2026, "poor", None)
    commune.case("Lò Văn Ún", 2026, "poor", 3)
    report = commune.report("1")
    assert (values(report, "Bản A")["9"], values(report, "Bản B")["9"]) == (2, 3)
    assert (values(report, "Bản A")["2"], values(report, "Bản B")["2"]) == (2, 3)


def test_a_household_that_ended_or_was_struck_out_is_not_counted(commune):
    commune.household("Vàng A Páo")
    commune.household("Lò Văn Ún", ended="2026-05")
    struck = commune.household("Cà Thị Ỏn")
    commune.case("Vàng A Páo", 2026, "poor")
    commune.case("Cà Thị Ỏn", 2026, "poor")
    with commune.store.write("Xóa", "Thử") as act:
        act.delete("household", [struck])
    assert [values(commune.report("1"), XA)[key] for key in ("1", "3")] == [1, 1]


def test_report_12_says_where_kinh_and_minorities_are_not_all(commune):
    commune.household("Vàng A Páo", ethnic="")
    commune.case("Vàng A Páo", 2026, "poor")
    report = commune.report("12")
    assert [values(report, XA)[key] for key in ("9", "10", "11")] == [1, 0, 0]
    assert report.checks[0][1] is False
    assert "chưa rõ dân tộc của chủ hộ" in report.draft[0]


def test_report_12_parts_all_households_only_where_the_register_holds_them_all(commune):
    for village, ethnic in (("Bản A", "08"), ("Bản B", "01")):
        commune.household(f"Hộ {village}", village, ethnic=ethnic)
        commune.case(f"Hộ {village}", 2026, "poor")
    commune.insert("place_count", place=commune.villages["Bản B"], year=2026, households=30, persons=120)
    report = commune.report("12")
    assert [values(report, "Bản A")[key] for key in ("1", "2", "3", "21")] == [1, 0, 1, 100.0]
    assert [values(report, "Bản B")[key] for key in ("1", "2", "3", "20")] == [30, None, None, 3.33]
    assert [values(report, XA)[key] for key in ("1", "3", "21")] == [31, None, None]
    assert report.notes[-1].startswith("Chưa có số hộ Kinh, DTTS của Xã Nà Mây, Bản B")
    assert report.checks[0][1]


def test_report_9_names_the_groups_it_has_room_for(commune):
    codes = [entry.code for entry in code_list("ethnic").entries if entry.flags["minority"]][:10]
    for at, code in enumerate(codes):
        commune.household(f"Hộ {at}", ethnic=code)
        commune.case(f"Hộ {at}", 2026, "poor")
    found = values(commune.report("9"), XA)
    assert [key for key in found if key.startswith("poor.")][3:-1] == [f"poor.{code}" for code in codes[:8]]
    assert (found["poor.minority"], found["poor.other"]) == (10, 2)


def _child(commune: Commune, household: str, case: bytes, birth: str, **answers: Any) -> None:
    person = commune.member(household, f"Con sinh {birth}", birth=birth)
    if answers:
        commune.insert("case_member", review_case=case, person=person, answers=answers)


def test_report_11_finds_who_lacks_what_child_by_child(commune):
    commune.household("Vàng A Páo", roster_complete=1)
    case = commune.case("Vàng A Páo", 2026, "poor", reviewed_on="2026-10-10")
    _child(commune, "Vàng A Páo", case, "2010-10-10", insurance=False, school="none")  # sixteen that day
    _child(commune, "Vàng A Páo", case, "2010-10-11", insurance=False, school="none", nutrition="normal")
    _child(commune, "Vàng A Páo", case, "2018", insurance=True, school="primary", nutrition="stunted")
    _child(
        commune, "Vàng A Páo", case, "2024-02", insurance=False, nutrition="both"
    )  # under six: no card asked
    report = commune.report("11")
    assert [values(report, "Bản A")[key] for key in "12345678"] == [3, 1, 2, 1, 0, 0, 0, 0]
    assert report.draft == ("Chưa có quyết định công nhận.",)


def test_report_11_tells_nothing_where_nobody_was_asked(commune):
    commune.household("Vàng A Páo", "Bản A")
    commune.household("Lò Văn Ún", "Bản B", roster_complete=1)
    commune.case("Vàng A Páo", 2026, "poor", result={"deprived": {"nutrition": True}})
    case = commune.case("Lò Văn Ún", 2026, "poor")
    _child(commune, "Lò Văn Ún", case, "2019")
    report = commune.report("11")
    assert [values(report, "Bản A")[key] for key in "1234"] == [None] * 4
    assert [values(report, "Bản B")[key] for key in "1234"] == [1, None, None, None]
    assert report.draft[:2] == (
        "1 hộ nghèo chưa có đủ danh sách thành viên nên trẻ em đếm thiếu.",
        "1 hộ nghèo có trẻ em nhưng chưa có câu trả lời của từng em.",
    )


def test_report_11_counts_the_children_of_a_household_of_two_rounds_once(commune):
    commune.household("Vàng A Páo", roster_complete=1)
    case = commune.case("Vàng A Páo", 2026, "poor", reviewed_on="2026-10-10")
    _child(commune, "Vàng A Páo", case, "2018", insurance=False, school="primary", nutrition="normal")
    place, household = commune.villages["Bản B"], commune.households["Vàng A Páo"]
    told = {"state": "closed", "source": "surveyed"}
    other = commune.insert("review_round", year=2026, kind="periodic", place=place, **told)
    told = {"origin": "added", "state": "done", "size": 2}
    twin = commune.insert("review_case", round=other, household=household, place=place, **told)
    commune.insert(
        "result", review_case=twin, standard=STANDARD, final_class="poor", deprived={}, source="computed"
    )
    found = commune.report("11")
    assert sum(values(found, place)["1"] or 0 for place in VILLAGES) == values(found, XA)["1"] == 1


def test_every_line_has_every_column(commune):
    commune.household("Vàng A Páo")
    commune.case("Vàng A Páo", 2026, "poor")
    with commune.store.session() as session:
        for report in make_all(session, commune.scope()):
            columns = {leaf.key for leaf in report.leaves}
            assert len(columns) == len(report.leaves)
            assert all(set(row["values"]) <= columns for row in as_data(report)["rows"])
