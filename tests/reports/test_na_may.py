"""The reports of the sample commune against what its authors counted, and the picture of report 2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from app.reports.as_data import as_data
from app.reports.catalogue import OFFICIAL, make_all
from app.reports.report import Report
from app.store import Store

from . import na_may
from .commune import RAW_KEY, Commune, numbers, values

pytestmark = pytest.mark.skipif(not na_may.WORKBOOK.exists(), reason="the samples are not beside the project")
XA = "Xã Nà Mây"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Report]]:
    folder = tmp_path_factory.mktemp("na-may")
    with Store.create(folder / "so.soban", RAW_KEY, b"n" * 16) as store:
        commune = Commune(store, villages=tuple(na_may.lines()))
        na_may.load(commune)
        with store.session() as session:
            yield {report.key: report for report in make_all(session, commune.scope(2026))}


@pytest.fixture(scope="module")
def truth() -> dict[str, dict[str, Any]]:
    told = na_may.truth()
    return {XA: told["commune"]} | {place: told[place] for place in told if place.startswith("Bản")}


def test_report_1_has_the_classes_of_every_village(reports, truth):
    for place, told in truth.items():
        found = values(reports["1"], place)
        assert (found["1"], found["2"]) == (told["all"]["households"], told["all"]["persons"])
        assert (found["3"], found["9"]) == (told["poor"]["households"], told["poor"]["persons"])
        assert (found["5"], found["11"]) == (told["near_poor"]["households"], told["near_poor"]["persons"])
    assert values(reports["1"], XA)["4"] == 40.10  # 237 of 591


def test_report_2_is_the_one_in_the_picture(reports):
    assert numbers(reports["2"], XA, "households") == [274, 33, 18, 0, 5, 3, 6, 0, 237]
    assert numbers(reports["2"], XA, "persons") == [1356, 168, 96, 0, 25, 12, 33, 0, 1162]
    village = [
        list(values(reports["2"], "Bản Hua Khắt", line).values()) for line in ("households", "persons")
    ]
    assert village[0] == [61, 11, 5, 0, 2, 1, 2, 0, 50]
    assert village[1] == [308, 57, 28, 0, 10, 1, 8, 0, 242]


def test_reports_2_and_3_have_the_moves_of_every_village(reports, truth):
    for place, told in truth.items():
        poor, near, moves = (
            values(reports["2"], place, "households"),
            values(reports["3"], place, "households"),
            told["moves"],
        )
        assert poor["1"] == told["before"]["poor"]["households"]
        assert near["1"] == told["before"]["near_poor"]["households"]
        assert poor["2"] == near["5"] == moves["poor>near_poor"]
        assert poor["5"] == near["3"] == moves["near_poor>poor"]
        assert poor["3"] == moves["poor>not_poor"]
        assert near["2"] == moves["near_poor>not_poor"]
        assert poor["6"] + poor["7"] == moves["not_poor>poor"]
        assert near["6"] + near["7"] == moves["not_poor>near_poor"]
        assert (poor["4"], poor["8"], near["4"], near["8"]) == (0, 0, 0, 0)


def test_all_checks_hold_and_only_the_decision_is_missing(reports):
    for report in reports.values():
        assert all(holds for _sentence, holds in report.checks)
    assert reports["2"].draft == ("Chưa có quyết định công nhận.",)
    assert reports["2"].checks[0][0] == "Hộ: 274 − 33 − 18 − 0 + 5 + 3 + 6 + 0 = 237; số đếm ở biểu 1 là 237."


def test_report_4_counts_what_the_poor_lack(reports, truth):
    for place, told in truth.items():
        found = values(reports["4"], place)
        assert [found[str(at)] for at in range(1, 13)] == told["deprived_poor"]
        assert found["deprivations"] == sum(told["deprived_poor"])


def test_report_8_parts_the_poor_into_groups(reports):
    rows = [row for village in na_may.lines().values() for row in village if row[na_may.NOW] == "Hộ nghèo"]
    minority = [row for row in rows if row[na_may.ETHNIC] != "Kinh"]
    merit = [row for row in rows if "có công" in row[na_may.NOTE]]
    no_labour = [row for row in rows if "lao động" in row[na_may.NOTE]]
    neither = [row for row in rows if row[na_may.ETHNIC] == "Kinh" and not row[na_may.NOTE]]
    found = values(reports["8"], XA, "households")
    assert [found[key] for key in "12345"] == [237, *map(len, (minority, no_labour, merit, neither))]
    assert values(reports["8"], XA, "persons")["2"] == sum(int(row[na_may.SIZE]) for row in minority)


def test_report_10_counts_the_causes_of_the_poor(reports, truth):
    for place, told in truth.items():
        found = values(reports["10"], place, "poor")
        assert [found[str(at)] for at in range(1, 9)] == told["causes_poor"]
        assert found["households"] == told["poor"]["households"]


def test_report_15_lists_every_poor_household_once(reports, truth):
    rows = as_data(reports["15"])["rows"]
    assert len(rows) == 237  # the workbook knows heads only
    kinds = {kind: sum(row["values"][kind] == "×" for row in rows) for kind in "567"}
    assert kinds == {"5": 6 + 5, "6": 3, "7": 223}
    hua_khat = [row["values"]["A"] for row in rows if row["place"] == "Bản Hua Khắt"]
    assert hua_khat == list(range(1, truth["Bản Hua Khắt"]["poor"]["households"] + 1))
    poor = [row for village in na_may.lines().values() for row in village if row[na_may.NOW] == "Hộ nghèo"]
    short = sum(row[na_may.SIZE] > 1 for row in poor)
    assert reports["15"].notes[0] == f"{short} hộ chưa có đủ danh sách thành viên."


def test_every_official_report_is_made(reports):
    assert tuple(reports) == OFFICIAL == tuple(map(str, range(1, 16)))
