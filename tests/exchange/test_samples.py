"""The five workbooks of the field, counted against what is known of them."""

import json
import time
from collections import Counter
from datetime import date

import pytest

from app.exchange.intake.reconcile import compare, differences
from app.exchange.kinds.formats import FORMATS, format_of, read_as, read_file
from app.exchange.sheets.reading import read_book

TODAY = date(2026, 10, 1)
CAUSES = ("land", "capital", "labour", "tools", "knowledge", "skills", "illness", "other")
KINDS = {
    "so-xa-na-may-2026.xlsx": "commune_book",
    "xuat-quoc-gia-2025.xlsx": "national_export",
    "phu-luc-2.3-ho-ngheo-2026.xlsx": "member_list",
    "ho-ngheo-2015-tcvn3.xls": "poor_list",
    "ke-hoach-von-cao-loc-2024.xlsx": "budget_plan",
    "truth.json": "control_totals",
}


@pytest.fixture
def truth(sample):
    known = json.loads(sample("truth.json").read_text("utf-8"))
    return {name: held for name, held in known.items() if not name.startswith("_")} | {
        "_export": known["_national_export"]
    }


@pytest.mark.parametrize("name", KINDS)
def test_each_is_recognised_and_no_row_is_lost(sample, name):
    book = read_book(sample(name))
    assert format_of(book).kind == KINDS[name]
    totals = read_as(book, on=TODAY).totals
    assert totals.rows == totals.lines + totals.puzzles + sum(totals.skipped.values())
    assert totals.puzzles == 0


def test_the_book_of_the_commune(sample, truth):
    reading = read_file(sample("so-xa-na-may-2026.xlsx"), on=TODAY)
    assert (len(reading.lines), reading.year, reading.problems) == (591, 2026, ())
    assert reading.totals.skipped == {"title": 12, "empty": 18, "header": 12, "subtotal": 12, "signature": 6}
    assert not any(line.refusals or line.doubts for line in reading.lines)
    assert sum("số 0 bị mất" in problem.reason for line in reading.lines for problem in line.warnings) == 84
    for name, known in truth.items():
        if name != "_export":
            lines = [line for line in reading.lines if name in ("commune", line.village)]
            _compare(lines, known)


def _compare(lines, known):
    for stated in ("poor", "near_poor", "not_poor"):
        now = [line for line in lines if line.stated == stated]
        assert {"households": len(now), "persons": sum(line.size for line in now)} == known[stated]
        assert sum(line.before == stated for line in lines) == known["before"][stated]["households"]
    moves = Counter(f"{line.before}>{line.stated}" for line in lines)
    assert {move: count for move, count in known["moves"].items() if count} == moves
    poor = [line for line in lines if line.stated == "poor"]
    assert [sum(line.ticks[key] for line in poor) for key in poor[0].ticks] == known["deprived_poor"]
    assert [sum(cause in line.causes for line in poor) for cause in CAUSES] == known["causes_poor"]


def test_the_control_totals_agree(sample):
    reading = read_file(sample("so-xa-na-may-2026.xlsx"), on=TODAY)
    compared = compare(reading, read_file(sample("truth.json"), on=TODAY))
    assert len(compared) == 7 * 8
    assert differences(compared) == ()


def test_the_national_export(sample, truth):
    reading = read_file(sample("xuat-quoc-gia-2025.xlsx"), on=TODAY)
    known = truth["_export"]
    assert len(reading.lines) == known["true_rows"] + known["test_rows"]
    assert sum(bool(line.doubts) for line in reading.lines) == known["lost_and_repeated"]
    (invented,) = [line for line in reading.lines if line.refusals]
    assert (invented.row, invented.code) == (331, "999")
    assert reading.year == 2025


def test_the_list_of_members(sample, truth):
    reading = read_file(sample("phu-luc-2.3-ho-ngheo-2026.xlsx"), on=TODAY)
    poor = truth["commune"]["poor"]
    assert (len(reading.lines), sum(line.size for line in reading.lines)) == (
        poor["households"],
        poor["persons"],
    )
    assert (reading.totals.lines, reading.totals.skipped["place"]) == (1162, 6)
    for village, count in Counter(line.village for line in reading.lines).items():
        assert count == truth[village]["poor"]["households"]
    moves = truth["commune"]["moves"]
    how = Counter(line.extra["new_again"] for line in reading.lines)
    assert how["old"] == moves["poor>poor"]
    assert how["new"] + how["again"] == moves["near_poor>poor"] + moves["not_poor>poor"]
    assert not any(line.warnings or line.refusals for line in reading.lines)


def test_the_old_list(sample):
    reading = read_file(sample("ho-ngheo-2015-tcvn3.xls"), on=TODAY)
    assert (len(reading.lines), reading.year, reading.encoding.encoding) == (120, 2015, "tcvn3")
    assert Counter(line.village for line in reading.lines) == {
        "Bản Hua Khắt": 61,
        "Bản Nậm Mơ": 47,
        "Bản Tà Ghênh": 12,
    }
    assert {line.stated for line in reading.lines} == {"poor"}
    assert [line.name for line in reading.lines if line.row in (27, 68, 90)] == [
        "Lò Văn Ún",
        "Lường Văn Phát",
        "Tòng Thị Ưởng",
    ]
    assert not any(line.warnings or line.refusals for line in reading.lines)


def test_the_budget_plan(sample):
    reading = read_file(sample("ke-hoach-von-cao-loc-2024.xlsx"), on=TODAY)
    assert [(line.code, line.amount // 10**6, line.estimate) for line in reading.plan] == [
        ("DA2", 4815, 90.0),
        ("DA3.1", 2571, 90.0),
        ("DA3.2", 449, 100.0),
        ("DA4.1", 592, 50.0),
        ("DA6.1", 601, 100.0),
        ("DA6.2", 200, 100.0),
        ("DA7.1", 468, 100.0),
        ("DA7.2", 312, 100.0),
    ]
    assert (sum(line.amount for line in reading.plan), reading.year) == (10_008 * 10**6, 2024)
    assert reading.plan[5].target == "1.200 người"


def test_a_mapping_kept_gives_the_same_again(sample):
    for name, kind in KINDS.items():
        book = read_book(sample(name))
        each = next(known for known in FORMATS if known.kind == kind)
        first = each.read(book, None, TODAY)
        assert each.read(book, first.mapping, TODAY) == first


def test_speed_of_the_largest_sample(sample):
    book = read_book(sample("so-xa-na-may-2026.xlsx"))
    read_as(book, on=TODAY)
    start = time.perf_counter()
    read_as(book, on=TODAY)
    assert time.perf_counter() - start < 0.5  # 591 lines of 25 columns; measured 0.06 s
