"""A level above looks at the rounds of its communes as one: sums, a row each, the households behind."""

from __future__ import annotations

from functools import partial

import pytest

from app.services.overview import overview
from app.store.listing import Rounds, Wanted, order, tally
from app.store.outline import outline
from app.ui.desk import View
from app.ui.window import Window

from .district import YEAR, found

HEADS = {"Xã Hua Một": ("Vàng A Chống", "Lò Văn Ún"), "Xã Hua Hai": ("Giàng A Páo",), "Xã Hua Ba": ()}


@pytest.fixture
def district(tmp_path):
    made = found(tmp_path)
    for name, heads in HEADS.items():
        made.invite(name, *heads)
        made.take(made.send(name))
    yield made
    made.close()


@pytest.fixture
def window(district, desk, qtbot, calm):
    district.above.close()
    path, key = district.above.path, f"x'{'0' * 64}'"
    from app.store.store import Store

    desk.runner.hold(partial(Store.open, path, key), lambda _none: desk.runner.ask(outline, desk.take))
    calm()
    made = Window(desk)
    qtbot.addWidget(made)
    made.go("overview")
    made.show()
    calm()
    yield made
    made.close()


def test_rounds_of_a_year_are_one_for_the_level_above(district):
    told = outline(district.above)
    assert told.rounds == ()
    (one,) = told.seen
    assert (one.year, one.kind, one.state, one.own) == (YEAR, "periodic", "open", False)
    assert len(set(one.keys)) == 2, "a commune without a round adds none"
    own = outline(district.communes["Xã Hua Một"])
    assert own.below == ()
    assert own.seen == own.rounds
    assert own.seen[0].own


def test_its_numbers_are_the_sums_of_the_communes(district):
    told = outline(district.above)
    rounds = View(told.seen[0], "vn-2021").rounds
    seen = overview(district.above, rounds, told.areas)
    assert (seen.households, seen.cases) == (3, 3)
    assert {line.area.name: line.cases for line in seen.villages} == {
        name: len(heads) for name, heads in HEADS.items()
    }
    for line in seen.villages:
        behind = order(district.above, rounds, Wanted(places=line.area.within, states=("not_begun", "done")))
        assert len(behind) == line.cases


def test_one_round_and_a_set_of_that_round_count_the_same(district):
    keys = outline(district.above).seen[0].keys
    apart = [tally(district.above, Rounds((key,), "vn-2021")) for key in keys]
    cases = sum(one.households for tallies in apart for one in tallies if one.state)
    together = tally(district.above, Rounds(keys, "vn-2021"))
    assert sum(one.households for one in together if one.state) == cases == 3


def test_the_window_shows_a_row_for_each_commune_and_nothing_to_work_on(window, calm):
    screen = window.screen_shown
    assert screen._pages.currentIndex() == 0
    assert screen._villages.title.text() == "Tiến độ theo xã"
    rows = screen.villages.rows
    assert sorted(rows.row(n).area.name for n in range(rows.rowCount())) == sorted(HEADS)
    assert not screen._other.isVisible()
    assert window.desk.view.round is None
    at = next(n for n in range(3) if rows.row(n).area.name == "Xã Hua Một")
    screen.villages.cell_opened.emit(at, "progress")
    calm()
    assert window.screen_shown.kind.key == "households"
    assert window.screen_shown.table.rows.rowCount() == 2


def test_its_reports_are_there(window, calm):
    window.go("reports")
    calm()
    screen = window.screen_shown
    assert screen._prepared is not None
    assert screen.parameters.place.currentText() == "Vùng Hua Khắt, theo xã"
