"""Reports 2 and 3, case by case as a lawyer would put them; then that they balance whatever happened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from app.models.place import PlaceParent
from app.reports.as_data import as_data
from app.reports.catalogue import make_all
from app.store import Store

from .commune import RAW_KEY, VILLAGES, Commune, numbers, values

NAME = "Vàng A Páo"
XA = "Xã Nà Mây"


def moved(
    commune: Commune, before: str | None, after: str | None, sizes: tuple[int, int] = (4, 4)
) -> dict[str, str]:
    """The columns of reports 2 and 3 that a household feeds."""
    commune.round(2025)
    commune.round(2026)
    if before:
        commune.case(NAME, 2025, before, sizes[0])
    if after:
        commune.case(NAME, 2026, after, sizes[1])
    return {
        key: "".join(column for column, n in values(commune.report(key), XA, "households").items() if n)
        for key in ("2", "3")
    }


@pytest.mark.parametrize(
    ("before", "after", "poor", "near_poor"),
    [
        ("poor", "poor", "19", ""),
        ("poor", "near_poor", "12", "59"),
        ("poor", "not_poor", "13", ""),
        ("poor", "average_farming", "13", ""),
        ("near_poor", "poor", "59", "13"),
        ("near_poor", "near_poor", "", "19"),
        ("near_poor", "not_poor", "", "12"),
        ("not_poor", "poor", "79", ""),
        ("not_poor", "near_poor", "", "79"),
        ("not_poor", "not_poor", "", ""),
        (None, "poor", "79", ""),  # on nobody's list last year: it was not poor
        ("poor", None, "14", ""),
        ("near_poor", None, "", "14"),
    ],
)
def test_each_movement_feeds_its_columns(commune, before, after, poor, near_poor):
    commune.household(NAME)
    assert moved(commune, before, after) == {"2": poor, "3": near_poor}


@pytest.mark.parametrize(("klass", "key"), [("poor", "2"), ("near_poor", "3")])
def test_again_is_of_that_class_in_any_earlier_year_known(commune, klass, key):
    commune.household(NAME)
    commune.case(NAME, 2021, klass)
    assert moved(commune, "not_poor", klass)[key] == "69"


def test_again_in_an_official_list_counts_without_history(commune):
    commune.household(NAME)
    commune.case(NAME, 2025, "not_poor")
    commune.case(NAME, 2026, "poor", stated_kind="again")
    assert values(commune.report("2"), XA, "households")["6"] == 1


def test_near_poor_before_does_not_make_poor_again(commune):
    commune.household(NAME)
    commune.case(NAME, 2021, "near_poor")
    assert moved(commune, "not_poor", "poor")["2"] == "79"


@pytest.mark.parametrize(
    ("fields", "after", "note"),
    [
        ({"ended": "2026-05-02", "ended_how": "moved_away"}, None, "Khác (giảm): chuyển đi 1 hộ."),
        ({"ended": "2026-05-02", "ended_how": "died"}, None, "Khác (giảm): hộ đơn thân qua đời 1 hộ."),
    ],
)
def test_a_household_that_ended_is_another_fall_with_its_cause(commune, fields, after, note):
    commune.household(NAME, **fields)
    assert moved(commune, "poor", after)["2"] == "14"
    assert commune.report("2").notes == (note,)
    assert "chưa ghi lý do" not in " ".join(commune.report("2").draft)


def test_a_household_that_left_without_a_cause_is_named(commune):
    commune.household(NAME)
    moved(commune, "poor", None)
    assert "1 hộ giảm khác chưa ghi lý do (Bản A 1)." in commune.report("2").draft


@pytest.mark.parametrize(("formed", "columns"), [("2026-03", "89"), ("2019", "79")])
def test_a_household_formed_since_joins_for_another_cause(commune, formed, columns):
    commune.household(NAME, formed=formed, formed_how="split")
    assert moved(commune, None, "poor")["2"] == columns


def test_members_that_come_and_go_are_other_rises_and_falls_of_persons(commune):
    commune.household("Lò Văn Ún")
    commune.household("Cà Thị Ỏn")
    for name, before, after in (("Lò Văn Ún", 4, 6), ("Cà Thị Ỏn", 5, 4)):
        commune.case(name, 2025, "poor", before)
        commune.case(name, 2026, "poor", after)
    assert numbers(commune.report("2"), XA, "households") == [2, 0, 0, 0, 0, 0, 0, 0, 2]
    assert numbers(commune.report("2"), XA, "persons") == [9, 0, 0, 1, 0, 0, 0, 2, 10]


def test_who_crosses_has_the_persons_of_before_in_both_reports(commune):
    commune.household(NAME)
    moved(commune, "poor", "near_poor", (4, 7))
    assert numbers(commune.report("2"), XA, "persons") == [4, 4, 0, 0, 0, 0, 0, 0, 0]
    assert numbers(commune.report("3"), XA, "persons") == [0, 0, 0, 0, 4, 0, 0, 3, 7]


def test_a_move_to_another_village_is_handed_over(commune):
    commune.household(NAME, "Bản B")
    commune.case(NAME, 2025, "poor", 4, village="Bản A")
    commune.case(NAME, 2026, "near_poor", 5)
    assert numbers(commune.report("2"), "Bản A", "households") == [1, 1, 0, 0, 0, 0, 0, 0, 0]
    assert numbers(commune.report("3"), "Bản A", "persons") == [0, 0, 0, 4, 4, 0, 0, 0, 0]
    assert numbers(commune.report("3"), "Bản B", "persons") == [0, 0, 0, 0, 0, 0, 0, 5, 5]
    assert numbers(commune.report("3", village="Bản B"), "Bản B", "households") == [0, 0, 0, 0, 0, 0, 0, 1, 1]


def test_a_village_unknown_last_year_is_no_move(commune):
    commune.household(NAME, "Bản B")
    commune.case(NAME, 2025, "poor", village=None)
    commune.case(NAME, 2026, "poor")
    assert numbers(commune.report("2"), "Bản B", "households") == [1, 0, 0, 0, 0, 0, 0, 0, 1]
    assert "(chưa rõ bản)" not in {row.place for row in commune.report("2").rows}


def test_a_village_merged_away_since_is_no_move(commune):
    commune.household(NAME, "Bản B")
    commune.case(NAME, 2025, "poor", village="Bản A")
    commune.case(NAME, 2026, "poor")
    with commune.store.session() as session:
        links = select(PlaceParent.id).where(PlaceParent.place == commune.villages["Bản A"])
        link = session.exec(links).one()
    with commune.store.write("Nhập bản", "Thử") as act:
        act.update("place_parent", link, {"until": "2026-07-01"})
    report = commune.report("2")
    assert [row.place for row in report.rows] == [XA, XA, "Bản B", "Bản B"]
    assert numbers(report, "Bản B", "households") == [1, 0, 0, 0, 0, 0, 0, 0, 1]


def test_without_a_year_before_only_the_end_is_told(commune):
    commune.household(NAME)
    commune.case(NAME, 2026, "poor")
    report = commune.report("2")
    assert numbers(report, XA, "households") == [None] * 8 + [1]
    assert report.draft[0].startswith("Chưa có kết quả rà soát của năm trước")


def test_what_is_not_reviewed_breaks_the_balance_and_is_named(commune):
    for name in (NAME, "Lò Văn Ún"):
        commune.household(name)
        commune.case(name, 2025, "poor")
    commune.case(NAME, 2026, None, state="begun")
    commune.case("Lò Văn Ún", 2026, "poor")
    report = commune.report("2")
    assert report.draft[0] == "Biểu chưa cân đối: 1 hộ chưa có kết quả của một trong hai năm (Bản A 1)."
    assert "1 hộ chưa rà soát xong: Bản A 1." in report.draft
    assert not report.checks[0][1]
    assert values(report, XA, "households")["9"] == 2  # by its formula
    assert values(commune.report("1"), XA)["3"] == 1  # counted


def test_persons_unknown_last_year_are_those_of_now_and_noted(commune):
    commune.household(NAME)
    commune.case(NAME, 2025, "poor", None)
    commune.case(NAME, 2026, "poor", 5)
    report = commune.report("2")
    assert numbers(report, XA, "persons") == [5, 0, 0, 0, 0, 0, 0, 0, 5]
    assert report.notes == ("1 hộ không rõ số khẩu năm trước: lấy số khẩu năm nay.",)


def test_the_class_before_is_that_of_the_newest_round_before(commune):
    commune.household(NAME)
    commune.case(NAME, 2023, "poor")
    commune.case(NAME, 2024, "near_poor")
    commune.case(NAME, 2025, "poor", kind="ad_hoc")  # not a periodic round
    commune.case(NAME, 2026, "not_poor")
    assert values(commune.report("3"), XA, "households")["2"] == 1


def test_the_class_before_is_under_the_same_standard_where_it_is_known(commune):
    commune.household(NAME)
    case = commune.case(NAME, 2025, "poor")
    commune.insert(
        "result",
        review_case=case,
        standard="vn-2027",
        final_class="near_poor",
        deprived={},
        source="computed",
    )
    commune.case(NAME, 2026, "near_poor", standard="vn-2027")
    assert numbers(commune.report("3", standard="vn-2027"), XA, "households") == [1, 0, 0, 0, 0, 0, 0, 0, 1]


COUNTED = ("1", "2", "3", "8", "9", "12", "13")
CLASSES = st.sampled_from(["poor", "near_poor", "not_poor", "average_farming", "absent", "unknown"])
HOUSEHOLD = st.fixed_dictionaries(
    {
        "before": CLASSES,
        "after": CLASSES,
        "sizes": st.tuples(st.one_of(st.none(), st.integers(1, 9)), st.integers(1, 9)),
        "villages": st.tuples(*[st.sampled_from([*VILLAGES, None])] * 2),
        "earlier": st.sampled_from([None, "poor", "near_poor"]),
        "ended": st.sampled_from(["", "", "2026-04"]),
        "ended_how": st.sampled_from(["moved_away", "merged", "died", ""]),
        "formed": st.sampled_from(["", "", "2026-02"]),
        "formed_how": st.sampled_from(["split", "moved_in", ""]),
    }
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for many communes."""
    with Store.create(tmp_path_factory.mktemp("shelf") / "so.soban", RAW_KEY, b"n" * 16) as store:
        yield store


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(told=st.lists(HOUSEHOLD, max_size=12))
def test_whatever_happened_2_and_3_balance_and_agree_with_every_other_count(shelf, told):
    commune = Commune(shelf)
    with commune.writing():
        for year in (2022, 2025, 2026):
            commune.round(year)
        for at, each in enumerate(told):
            _write(commune, f"Hộ {at}", each)
    with shelf.session() as session:
        made = {report.key: report for report in make_all(session, commune.scope(), COUNTED)}
    _check_sums(made["2"])
    _check_sums(made["3"])
    _check_balance(made, told)
    _check_crossings(made, told)


def _write(commune: Commune, name: str, told: dict) -> None:
    how = {"ended": told["ended"], "ended_how": told["ended_how"]} if told["ended"] else {}
    how |= {"formed": told["formed"], "formed_how": told["formed_how"]} if told["formed"] else {}
    commune.household(name, told["villages"][1], **how)
    if told["earlier"]:
        commune.case(name, 2022, told["earlier"])
    classes = (told["before"], told["after"])
    for year, klass, size, village in zip(
        (2025, 2026), classes, told["sizes"], told["villages"], strict=True
    ):
        if klass != "absent":
            commune.case(name, year, None if klass == "unknown" else klass, size, village=village)


def _check_sums(report) -> None:
    """Every column of the commune is the sum of its villages."""
    whole = [row for row in as_data(report)["rows"] if row["level"] == 0]
    for row in whole:
        parts = [
            each for each in as_data(report)["rows"] if each["level"] == 1 and each["line"] == row["line"]
        ]
        assert row["values"] == {key: sum(part["values"][key] for part in parts) for key in row["values"]}


def _check_balance(made, told) -> None:
    """Every line balances, but for households of which one year is unknown: those are named."""
    for klass, key, columns in (("poor", "2", "39"), ("near_poor", "3", ("5", "11"))):
        gone = [
            each
            for each in told
            if each["before"] == klass and each["after"] == "unknown" and not each["ended"]
        ]
        come = [each for each in told if each["after"] == klass and each["before"] == "unknown"]
        if gone or come:
            assert f"{len(gone) + len(come)} hộ chưa có kết quả" in made[key].draft[0]
            continue
        assert all(holds for _sentence, holds in made[key].checks)
        for row in as_data(made["1"])["rows"]:
            for line, column in zip(("households", "persons"), columns, strict=True):
                assert values(made[key], row["place"], line)["9"] == row["values"][column]
            _check_others(made, klass, row["place"], key)


def _check_others(made, klass: str, place: str, key: str) -> None:
    """Reports 8, 9 and 12 or 13 count as many of a class as the ledger ends with."""
    ends = [values(made[key], place, line)["9"] for line in ("households", "persons")]
    first, many = {"poor": ("1", "12"), "near_poor": ("6", "13")}[klass]
    assert [values(made["8"], place, line)[first] for line in ("households", "persons")] == ends
    assert values(made["9"], place)[f"{klass}.total"] == ends[0]
    assert [values(made[many], place)[column] for column in ("9", "16")] == ends


def _half_known(told: dict, klass: str) -> bool:
    if told["after"] == "unknown":
        return told["before"] == klass and not told["ended"]
    return told["before"] == "unknown" and told["after"] == klass


def _check_crossings(made, told) -> None:
    for row in as_data(made["2"])["rows"]:
        near = values(made["3"], row["place"], row["line"])
        assert (row["values"]["2"], row["values"]["5"]) == (near["5"], near["3"])
    down = [each for each in told if (each["before"], each["after"]) == ("poor", "near_poor")]
    up = [each for each in told if (each["before"], each["after"]) == ("near_poor", "poor")]
    found = values(made["2"], XA, "households")
    assert (found["2"], found["5"]) == (len(down), len(up))
    assert found["1"] == sum(each["before"] == "poor" for each in told)
