"""The one thread: order of progress and result, cancel, faults, bugs, answers that nobody wants any more."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, QThread

from app.errors import InputFault
from app.services import places
from app.ui.runner import Runner


class Screen(QObject):
    def __init__(self):
        super().__init__()
        self.got = []

    def take(self, value):
        self.got.append((value, QThread.currentThread()))


def test_answers_come_in_order_in_the_window_thread(runner: Runner, qtbot):
    screen = Screen()
    for number in range(20):
        runner.ask(lambda _store, number=number: number, screen.take)
    qtbot.waitUntil(lambda: len(screen.got) == 20)
    assert [value for value, _thread in screen.got] == list(range(20))
    assert {thread for _value, thread in screen.got} == {QThread.currentThread()}


def test_the_store_is_touched_in_another_thread(runner: Runner, qtbot):
    screen = Screen()
    runner.ask(lambda _store: threading.get_ident(), screen.take)
    qtbot.waitUntil(lambda: bool(screen.got))
    assert screen.got[0][0] != threading.get_ident()


def test_a_query_reads_through_a_session(hold, qtbot):
    desk, screen = hold(3), Screen()
    desk.runner.query(
        lambda session: [p.name for p in places.below(session, desk.outline.place)], screen.take
    )
    qtbot.waitUntil(lambda: bool(screen.got))
    assert screen.got[0][0] == ["Xã Thử", "Bản Một", "Bản Hai"]


def test_progress_comes_before_the_result(runner: Runner, qtbot):
    told = []
    runner.work_began.connect(lambda work: told.append(f"began {work.title}"))
    runner.work_stepped.connect(lambda work: told.append(f"{work.done}/{work.total} {work.doing}"))
    runner.work_ended.connect(lambda _work: told.append("ended"))

    def long(_store, progress):
        for number in range(3):
            progress.step(number, 3, "hộ")
        return "kết quả"

    runner.work(long, told.append, "Việc dài")
    qtbot.waitUntil(lambda: "kết quả" in told)
    assert told == ["began Việc dài", "0/3 hộ", "1/3 hộ", "2/3 hộ", "ended", "kết quả"]


def test_work_stops_when_it_is_cancelled(runner: Runner, heard, qtbot):
    steps, got, going = [], [], threading.Event()

    def endless(_store, progress):
        for number in range(10_000):
            progress.step(number, 10_000, "hộ")
            steps.append(number)
            going.wait(5)

    work = runner.work(endless, got.append, "Việc dài")
    qtbot.waitUntil(lambda: bool(steps))
    work.cancel()
    going.set()
    qtbot.waitUntil(lambda: work.finished)
    assert len(steps) == 1
    assert not got
    assert not heard.faults
    assert not heard.bugs


def test_a_fault_is_told_and_the_thread_goes_on(runner: Runner, heard, qtbot):
    got = []

    def fails(_store):
        raise InputFault("Không được.", todo="Làm khác.")

    runner.change(fails, got.append)
    runner.ask(lambda _store: "còn sống", got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert [str(fault) for fault in heard.faults] == ["Không được. Làm khác."]
    assert got == ["còn sống"]


def test_a_fault_goes_to_who_asked_for_it(runner: Runner, heard, qtbot):
    wrong = []

    def fails(_store):
        raise InputFault("Không được.")

    runner.change(fails, failed=wrong.append)
    qtbot.waitUntil(lambda: bool(wrong))
    assert not heard.faults


def test_a_mistake_of_ours_is_a_bug_with_its_trace(runner: Runner, heard, qtbot):
    runner.ask(lambda _store: 1 / 0, lambda _value: None)
    qtbot.waitUntil(lambda: bool(heard.bugs))
    assert "ZeroDivisionError" in heard.bugs[0]
    assert not heard.faults


def test_only_the_newest_answer_to_a_question_counts(runner: Runner, qtbot):
    got, done, hold_up = [], [], threading.Event()
    runner.ask(lambda _store: hold_up.wait(5), lambda _value: None)
    for number in range(50):
        runner.ask(lambda _store, number=number: done.append(number) or number, got.append, latest="typed")
    hold_up.set()
    qtbot.waitUntil(lambda: bool(got) and runner.idle)
    assert got == [49]
    assert done == [49], "a question that nobody asks any more is not worked on"


def test_an_answer_does_not_keep_its_screen(runner: Runner, qtbot):
    hold_up, screen = threading.Event(), Screen()
    seen = weakref.ref(screen)
    runner.ask(lambda _store: hold_up.wait(5), screen.take)
    del screen
    gc.collect()
    assert seen() is None
    hold_up.set()
    qtbot.waitUntil(lambda: runner.idle)


def test_a_change_tells_which_tables_are_other_now(hold, qtbot):
    desk, told = hold(2), []
    desk.runner.changed.connect(told.append)

    def rename(store):
        (key,) = next(iter(store.connection.execute("SELECT id FROM household LIMIT 1")))
        with store.write("Sửa", "An") as act:
            act.update("household", key, {"note": "mới"})

    desk.runner.change(rename)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].tables == {"household"}
    assert told[0].title == "Sửa"


def test_closing_ends_what_runs(qapp, heard):
    runner = Runner(heard)
    started = threading.Event()

    def endless(_store, progress):
        while True:
            started.set()
            progress.step(0, 1, "hộ")

    runner.work(endless, lambda _value: None, "Việc dài")
    assert started.wait(5)
    runner.close()


@pytest.mark.parametrize("count", [1, 3])
def test_busy_is_told_once_for_many_jobs(runner: Runner, qtbot, count):
    told = []
    runner.busy.connect(told.append)
    for _number in range(count):
        runner.ask(lambda _store: None, lambda _value: None)
    qtbot.waitUntil(lambda: runner.idle)
    assert told == [True, False]
