"""The five workbooks that officers have go in: every number of `truth.json` is read back from the store."""

import json
from collections import Counter

import pytest
from store.book import contents, count, without_new

from app.exchange.intake.matching import MOST_CANDIDATES
from app.store import undo
from tests.exchange.taking import (
    CAUSES,
    INDICATORS,
    OFFICER,
    counts,
    founded,
    households,
    klass,
    reasons,
    select,
    take,
)

BOOK, LIST = "so-xa-na-may-2026.xlsx", "phu-luc-2.3-ho-ngheo-2026.xlsx"
EXPORT, OLD = "xuat-quoc-gia-2025.xlsx", "ho-ngheo-2015-tcvn3.xls"
PLAN = "ke-hoach-von-cao-loc-2024.xlsx"
YEARS = {BOOK: 2026, LIST: 2026, EXPORT: 2025, OLD: 2015}
CLASSES = ("poor", "near_poor", "not_poor")


@pytest.fixture
def commune(store):
    return founded(store)


@pytest.fixture
def truth(sample):
    return json.loads(sample("truth.json").read_text("utf-8"))


def told(homes):
    """What `truth.json` tells of a place, counted from the store."""
    found = {name: {"households": 0, "persons": 0} for name in (*CLASSES, "all")}
    before = {name: {"households": 0, "persons": 0} for name in CLASSES}
    moves = {f"{was}>{now}": 0 for was in CLASSES for now in CLASSES}
    deprived, causes = Counter(), Counter()
    for home in homes:
        case, was, now = home["cases"][2026], klass(home, 2025), klass(home)
        for tally in (found[now], found["all"], before[was]):
            tally["households"] += 1
            tally["persons"] += case["size"]
        moves[f"{was}>{now}"] += 1
        if now == "poor":
            deprived.update(k for k, is_so in json.loads(case["result"]["deprived"]).items() if is_so)
            causes.update(code for code, is_so in case["causes"].items() if is_so)
    return found | {
        "before": before,
        "moves": moves,
        "deprived_poor": [deprived[key] for key in INDICATORS],
        "causes_poor": [causes[code] for code in CAUSES],
    }


# The commune's book --------------------------------------------------------------------------------------


def test_the_book_goes_in_with_every_number_of_every_village(commune, sample, truth):
    assert counts(take(commune, sample(BOOK), 2026)) == {"new": 591}
    homes = households(commune)
    assert told(homes) == truth["commune"]
    for village in [name for name in truth if name.startswith("Bản ")]:
        assert told([home for home in homes if home["village"] == village]) == truth[village], village


def test_the_round_before_is_founded_as_imported_and_closed(commune, sample):
    take(commune, sample(BOOK), 2026)
    rounds = {
        row["year"]: (row["state"], row["source"]) for row in select(commune, "SELECT * FROM review_round")
    }
    assert rounds == {2026: ("open", "surveyed"), 2025: ("closed", "imported")}


def test_the_book_a_second_time_changes_nothing_and_leaves_no_act(commune, sample):
    take(commune, sample(BOOK), 2026)
    acts, before = count(commune, "act"), contents(commune)
    assert counts(take(commune, sample(BOOK), 2026)) == {"equal": 591}
    assert (count(commune, "act"), contents(commune)) == (acts, before)


def test_the_whole_book_is_undone_and_done_again(commune, sample):
    empty = contents(commune)
    take(commune, sample(BOOK), 2026)
    act, full = commune.done.act, contents(commune)
    undo.undo(commune, act, OFFICER)
    assert without_new(contents(commune), empty) == empty
    assert households(commune) == []
    undo.redo(commune, act, OFFICER)
    assert contents(commune) == full


def test_after_an_undo_the_book_goes_in_like_new(commune, sample):
    take(commune, sample(BOOK), 2026)
    undo.undo(commune, commune.done.act, OFFICER)
    assert counts(take(commune, sample(BOOK), 2026)) == {"new": 591}
    assert len(households(commune)) == 591


def test_a_dry_run_tells_all_and_writes_nothing(commune, sample):
    before, acts = contents(commune), count(commune, "act")
    dry = take(commune, sample(BOOK), 2026, dry=True)
    assert (counts(dry), dry.dry) == ({"new": 591}, True)
    assert (contents(commune), count(commune, "act")) == (before, acts)
    assert reasons(take(commune, sample(BOOK), 2026)) == reasons(dry)


# The list of members -------------------------------------------------------------------------------------


def members(store):
    return count_of(store, "SELECT count(*) FROM membership WHERE deleted = 0")


def count_of(store, sql):
    return int(store.connection.execute(sql).fetchone()[0])


def test_the_list_of_the_poor_brings_their_members(commune, sample):
    take(commune, sample(BOOK), 2026)
    taken = take(commune, sample(LIST), 2026)
    assert counts(taken) == {"changed": 236, "doubtful": 1}
    (doubt,) = taken.doubtful
    assert 1 < len(doubt["candidates"]) <= MOST_CANDIDATES
    assert reasons(taken) == ["Có 3 hộ trong bản cùng tên chủ hộ và năm sinh."]
    left_out = next(c["size"] for c in doubt["candidates"] if c["size"])
    assert members(commune) - 591 in range(1162 - 237 - 12, 1162 - 236)
    assert left_out
    assert len(households(commune)) == 591


def test_a_decision_brings_the_last_of_them_in(commune, sample, tmp_path):
    take(commune, sample(BOOK), 2026)
    (doubt,) = take(commune, sample(LIST), 2026, dry=True).doubtful
    poor = {home["id"].hex() for home in households(commune) if klass(home) == "poor"}
    (own,) = [c["household"] for c in doubt["candidates"] if c["household"] in poor]
    decided = tmp_path / "quyet-dinh.json"
    decided.write_text(json.dumps({doubt["where"]: own}), "utf-8")
    assert counts(take(commune, sample(LIST), 2026, decisions=decided)) == {"changed": 237}
    assert count_of(
        commune,
        "SELECT count(*) FROM membership m JOIN review_case c ON c.household = m.household"
        " JOIN result r ON r.review_case = c.id JOIN review_round o ON o.id = c.round"
        " WHERE o.year = 2026 AND r.final_class = 'poor' AND m.deleted = 0",
    ) == 1162  # fmt: skip
    assert counts(take(commune, sample(LIST), 2026)) == {"equal": 237}


def test_the_list_of_the_poor_into_an_empty_book(commune, sample, truth):
    assert counts(take(commune, sample(LIST), 2026)) == {"new": 237}
    homes = households(commune)
    assert (len(homes), members(commune)) == (237, 1162)
    assert Counter(home["village"] for home in homes) == {
        name: place["poor"]["households"] for name, place in truth.items() if name.startswith("Bản ")
    }
    assert {klass(home) for home in homes} == {"poor"}
    acts = count(commune, "act")
    assert counts(take(commune, sample(LIST), 2026)) == {"equal": 237}
    assert count(commune, "act") == acts


# The national export -------------------------------------------------------------------------------------


def test_of_the_export_nothing_is_guessed_into_the_book(commune, sample):
    take(commune, sample(BOOK), 2026)
    taken = take(commune, sample(EXPORT), 2025)
    assert counts(taken) == {"doubtful": 365, "refused": 1}
    assert len(households(commune)) == 591
    assert all(one["candidates"] for one in taken.doubtful)
    acts = count(commune, "act")
    assert counts(take(commune, sample(EXPORT), 2025)) == {"doubtful": 365, "refused": 1}
    assert count(commune, "act") == acts


def test_the_export_alone_leaves_repeats_and_the_test_line_out(commune, sample, truth):
    taken = take(commune, sample(EXPORT), 2025)
    known = truth["_national_export"]
    repeated = known["lost_and_repeated"]
    assert counts(taken) == {"new": known["true_rows"] - repeated, "doubtful": repeated, "refused": 1}
    said = [reason for reason in reasons(taken) if "lặp lại nguyên văn dòng" in reason]
    assert len(said) == repeated
    assert "“Nguyễn Văn A” là tên thử, không phải hộ thật." in reasons(taken)


def test_an_exact_repeat_names_the_row_that_it_repeats(commune, sample):
    import openpyxl

    rows = list(openpyxl.load_workbook(sample(EXPORT)).active.iter_rows(values_only=True))
    taken = take(commune, sample(EXPORT), 2025)
    for problem in taken.problems:
        if "nguyên văn dòng" in problem.reason:
            first = int(problem.reason.split("dòng ")[1].split(":")[0])
            assert rows[first - 1] == rows[problem.row - 1]


def test_control_totals_name_what_the_export_lacks(commune, sample, truth, tmp_path):
    totals = tmp_path / "doi-chieu.json"
    stated = {name: truth["commune"]["before"][name] for name in ("poor", "near_poor")}
    totals.write_text(json.dumps({"commune": stated}), "utf-8")
    taken = take(commune, sample(EXPORT), 2025, totals=totals)
    poor = sum(klass(home, 2025) == "poor" for home in households(commune))
    assert taken.agrees is False
    assert taken.compared[0] == f"Toàn bộ: hộ nghèo đếm được {poor}, đối chiếu 274, lệch {poor - 274}."
    assert taken.compared[-1] == "73 dòng còn ngờ chưa được tính."


def test_the_book_agrees_with_its_control_totals(commune, sample):
    taken = take(commune, sample(BOOK), 2026, totals=sample("truth.json"))
    assert taken.agrees is True
    assert "Bản Hua Khắt: hộ nghèo khớp, 50." in taken.compared


# The old list, the plan ----------------------------------------------------------------------------------


def test_the_old_list_is_read_in_its_own_letters(commune, sample):
    taken = take(commune, sample(OLD), 2015)
    assert counts(taken) == {"new": 120}
    homes = households(commune)
    assert {home["village"] for home in homes} <= {
        "Bản Hua Khắt", "Bản Nậm Mơ", "Bản Tà Ghênh", "Bản Lũng Cáng", "Bản Pú Nhu", "Bản Mí Háng",
    }  # fmt: skip
    words = {word for home in homes for word in home["head"].split()}
    assert words & {"Giàng", "Vàng", "Sùng", "Hảng", "Lò", "Thị"}
    assert taken.preview and all(" → " in shown for shown in taken.preview)
    assert {klass(home, 2015) for home in homes} == {"poor"}


def test_the_budget_plan_adds_up(commune, sample):
    assert counts(take(commune, sample(PLAN))) == {"new": 8}
    lines = select(commune, "SELECT * FROM budget_line WHERE deleted = 0")
    assert sum(line["amount"] for line in lines) == 10_008_000_000
    assert {line["year"] for line in lines} == {2024}
    assert counts(take(commune, sample(PLAN))) == {"equal": 8}


# In any order --------------------------------------------------------------------------------------------


def sure_pairs(store, files):
    """Which line of which file stands for the same household as which line of another."""
    found = {}
    for row in select(
        store,
        "SELECT i.file, r.sheet, r.line, r.household FROM intake_row r JOIN intake i ON i.id = r.intake"
        " WHERE r.household IS NOT NULL",
    ):
        found.setdefault(row["household"], set()).add((row["file"], row["sheet"], row["line"]))
    return {frozenset(lines) for lines in found.values() if len(lines) > 1}


@pytest.mark.parametrize(
    "files",
    [(BOOK, LIST, EXPORT, OLD), (LIST, BOOK, OLD, EXPORT), (LIST, EXPORT, BOOK, OLD)],
    ids=["book first", "list first", "export before the book"],
)
def test_every_order_gives_the_same_sure_matches(commune, sample, files):
    for file in files:
        take(commune, sample(file), YEARS[file])
    pairs = sure_pairs(commune, files)
    assert len(pairs) == 236
    assert {tuple(sorted(file for file, _sheet, _line in pair)) for pair in pairs} == {(LIST, BOOK)}
    heads = {home["id"]: home for home in households(commune)}
    assert all(len(home["head"]) > 2 for home in heads.values())


def test_a_list_without_villages_first_leaves_the_book_in_doubt_not_twice_in(commune, sample):
    exported = counts(take(commune, sample(EXPORT), 2025))["new"]
    taken = take(commune, sample(BOOK), 2026)
    assert counts(taken)["new"] + counts(taken)["doubtful"] == 591
    assert len(households(commune)) == exported + counts(taken)["new"] < 591 + exported
    assert any("chưa biết ở bản nào" in reason for reason in reasons(taken))
