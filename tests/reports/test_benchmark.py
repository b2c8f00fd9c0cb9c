"""The benchmark is fair: the bare SQL finds the very numbers that the reports tell, over the same book."""

from __future__ import annotations

from collections import Counter

import pytest

from app.models.key import Key
from app.reports.catalogue import make_all
from app.reports.scope import Scope
from app.rules.book import book
from app.rules.codes import code_list
from app.store import Store
from benchmarks.register import KEY
from benchmarks.reports_book import STANDARD, YEAR, make
from benchmarks.reports_sql import TOLD, statements

INDICATORS = [indicator.key for indicator in book(STANDARD).indicators]
CAUSES = [code.code for code in code_list("causes").entries]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory):
    """What the SQL finds, statement by statement, and the reports by number."""
    path = tmp_path_factory.mktemp("book") / "so.soban"
    make(path, 130)
    with Store.open(path, KEY) as store, store.session() as session:
        rows = [store.connection.execute(sql, TOLD).fetchall() for sql in statements(INDICATORS, CAUSES)]
        reports = {one.key: one for one in make_all(session, Scope(store.place, YEAR, STANDARD))}
        yield rows, reports


def whole(report, line=""):
    """The values of the whole scope."""
    return next(row.values for row in report.rows if row.level == 0 and row.line == line)


def summed(rows: list[tuple], klass: str, at: int) -> int:
    return sum(row[at] or 0 for row in rows if row[1] == klass)


def test_classes_and_denominators(both):
    rows, reports = both
    told = whole(reports["1"])
    assert [told["3"], told["5"]] == [summed(rows[0], klass, 2) for klass in ("poor", "near_poor")]
    assert [told["9"], told["11"]] == [summed(rows[0], klass, 3) for klass in ("poor", "near_poor")]
    assert (told["1"], told["2"]) == (sum(row[1] for row in rows[1]), sum(row[2] for row in rows[1]))


def test_movements(both):
    rows, reports = both
    moves: Counter[tuple[str, str]] = Counter()
    for _then, _now, before, after, households, _were, _are in rows[2]:
        moves[before, after] += households
    told = whole(reports["2"], "households")
    assert (told["2"], told["3"]) == (moves["poor", "near_poor"], moves["poor", "not_poor"])
    assert (told["5"], told["7"]) == (moves["near_poor", "poor"], moves["not_poor", "poor"])


@pytest.mark.parametrize(("key", "klass"), [("4", "poor"), ("6", "near_poor")])
def test_deprivations(both, key, klass):
    rows, reports = both
    told = whole(reports[key])
    found = [summed(rows[3], klass, 3 + at) for at in range(len(INDICATORS))]
    assert [told[str(at)] for at in range(1, 1 + len(INDICATORS))] == found


def test_groups_ethnic_groups_causes(both):
    rows, reports = both
    minority = [row for row in rows[4] if row[2]]
    assert whole(reports["8"], "households")["2"] == summed(minority, "poor", 5)
    assert whole(reports["8"], "persons")["2"] == summed(minority, "poor", 6)
    assert whole(reports["9"])["poor.08"] == summed([row for row in rows[5] if row[2] == "08"], "poor", 3)
    causes = [summed(rows[6], "poor", 3 + at) for at in range(len(CAUSES))]
    assert [whole(reports["10"], "poor")[str(at)] for at in range(1, 1 + len(CAUSES))] == causes


def test_children(both):
    rows, reports = both
    told = whole(reports["11"])
    assert [told[key] for key in "1234"] == [summed(rows[7], "poor", at) for at in (2, 3, 4, 5)]


def test_women_as_heads(both):
    rows, reports = both
    women = [row for row in rows[8] if row[6] == "female"]
    assert whole(reports["12"])["15"] == summed(women, "poor", 7)
    assert whole(reports["12"])["3"] == sum(row[3] for row in rows[9] if row[1] == 0)


@pytest.mark.parametrize(("key", "at"), [("14", 10), ("15", 11)])
def test_members(both, key, at):
    rows, reports = both
    told = [row.values["C"] for row in reports[key].rows if not row.heading]
    homes: dict[Key, int] = Counter(row[1] for row in rows[at])
    assert Counter(told) == Counter(row[2] for row in rows[at])
    assert len({row.group for row in reports[key].rows} - {0}) == len(homes)
