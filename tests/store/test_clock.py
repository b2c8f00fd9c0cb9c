"""The clock of the journal: it only grows, whatever the machine's clock does."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from app.store import Store
from app.store.clock import COUNTER_BITS, Clock, wall_milliseconds

from .book import KEY, OFFICER, found

YEAR = 365 * 24 * 3600 * 1000
READINGS = st.integers(0, 3000 * YEAR)


@given(st.lists(st.tuples(READINGS, st.booleans(), READINGS), max_size=50))
def test_readings_only_grow(steps):
    now = [0]
    clock = Clock(0, lambda: now[0])
    last = 0
    for now[0], hears, other in steps:
        if hears:
            clock.witness(other << COUNTER_BITS)
            last = max(last, other << COUNTER_BITS)
        tick = clock.tick()
        assert tick > last
        assert tick >= now[0] << COUNTER_BITS
        assert tick < 2**63  # as SQLite stores it
        last = tick


def test_readings_follow_the_wall_while_it_moves_forward():
    now = [5]
    clock = Clock(0, lambda: now[0])
    assert clock.tick() == 5 << COUNTER_BITS
    assert clock.tick() == (5 << COUNTER_BITS) + 1
    now[0] = 6
    assert clock.tick() == 6 << COUNTER_BITS


def test_without_another_wall_it_is_the_machine_s():
    before = wall_milliseconds()
    told = Clock().tick() >> COUNTER_BITS
    assert before <= told <= wall_milliseconds()


def test_the_machine_s_clock_may_jump_back_between_two_openings(tmp_path, store, wall):
    found(store)
    store.close()
    for jump in (-YEAR * 20, YEAR * 3, -YEAR * 3):
        wall.milliseconds += jump
        with Store.open(store.path, KEY, wall) as opened, opened.write("Thêm", OFFICER) as act:
            act.insert("place", [{"level": "village", "name": "Bản Gió"}])
    with Store.open(store.path, KEY, wall) as opened:
        told = opened.connection.execute("SELECT hlc, at FROM act ORDER BY id").fetchall()
    readings = [reading for reading, _ in told]
    assert readings == sorted(set(readings))
    assert [datetime.fromisoformat(at).year for _, at in told] == [2026, 2006, 2009, 2006]
