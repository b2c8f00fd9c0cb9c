"""The watchdog of the benchmarks sees a block, how long it was, what was asked, and what was computed."""

from __future__ import annotations

import time

import pytest

from benchmarks.watchdog import BEAT, Watchdog


@pytest.fixture
def watchdog(qapp, qtbot):
    made = Watchdog()
    made.start()
    qtbot.wait(50)
    yield made
    made.stop()


def blocks(watchdog, doing: str) -> list:
    return [one for one in watchdog.worst(10) if one.doing == doing]


def test_a_block_is_as_long_as_it_was_and_knows_what_was_asked(watchdog, qtbot):
    watchdog.doing = "sleeping"
    time.sleep(0.15)
    qtbot.wait(50)
    longest = blocks(watchdog, "sleeping")[0]
    assert longest.seconds >= 0.15 - 2 * BEAT
    assert longest.own < 0.1  # it waited, it did not compute


def test_what_is_computed_is_told_apart_from_what_is_waited_for(watchdog, qtbot):
    watchdog.doing = "computing"
    end = time.thread_time() + 0.1
    while time.thread_time() < end:
        pass
    qtbot.wait(50)
    assert blocks(watchdog, "computing")[0].own >= 0.1


def test_a_block_names_the_lines_of_the_program(watchdog, qtbot):
    from app.progress import each

    class Slow:
        def step(self, done: int, total: int, doing: str) -> None:
            time.sleep(0.2)

    watchdog.doing = "program"
    next(each([1], Slow(), "", 1))
    qtbot.wait(50)
    assert blocks(watchdog, "program")[0].where[0].startswith("app/progress.py:")


def test_the_worst_come_first(watchdog, qtbot):
    for seconds in (0.05, 0.2, 0.1):
        time.sleep(seconds)
        qtbot.wait(30)
    found = [one.due for one in watchdog.worst(2)]
    assert found == sorted(found, reverse=True)
    assert found[0] >= 0.2 - 2 * BEAT
