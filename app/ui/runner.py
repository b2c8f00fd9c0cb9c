"""The one thread that owns the store, and what screens may ask of it.

    query(function, then)        function(session) → plain values
    ask(function, then)          function(store) → plain values: list, search, history, which need no SQLModel
    change(function, then)       function(store) → value; then `changed` tells every screen what is other now
    work(function, then, title)  function(store, progress) → value: long, told of, can be stopped

`then` gets the value in the window's thread; a method is forgotten with its screen. Whatever goes wrong
reaches `tell`, except a fault for which the caller gave `failed`.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from queue import SimpleQueue
from threading import Event
from typing import Any, TypeVar
from weakref import WeakMethod

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, Signal
from shiboken6 import isValid

from app.errors import Cancelled, Fault
from app.i18n import _
from app.progress import Progress
from app.store.store import Store
from app.ui import collecting
from app.ui.tell import Tell

Value = TypeVar("Value")
Then = Callable[[Any], object]
Failed = Callable[[Fault], object]


class Job:
    """A piece of work: asked for in the window's thread, done in the store's, answered in the window's.

    Attributes:
        dropped: nobody wants the answer any more; not begun, it is not done at all.
        cancelled: the officer asked to stop.
        told: set when the answer is on its way.
    """

    def __init__(self, do: Callable[[Any], Any], then: Then | None, failed: Failed | None) -> None:
        self.do = do
        self.dropped = self.cancelled = False
        self.value: Any = None
        self.fault: BaseException | None = None
        self.traced = ""
        self.told = Event()
        self._then = _held(then)
        self._failed = _held(failed)

    def run(self, store: Store | None) -> None:
        """In the store's thread: do it, and keep what came of it."""
        if self.dropped:
            return
        try:
            self.value = self.do(store)
        except Exception as fault:  # a thread must not die of it; `answer` tells it
            self.fault, self.traced = fault, traceback.format_exc()

    def answer(self, tell: Tell) -> None:
        """In the window's thread: hand over what came of it."""
        if self.dropped or isinstance(self.fault, Cancelled):
            return
        if self.fault is None:
            _call(self._then, self.value)
        elif isinstance(self.fault, Fault) and (failed := _alive(self._failed)):
            failed(self.fault)
        elif isinstance(self.fault, Fault):
            tell.fault(self.fault)
        else:
            tell.bug(self.traced)


Held = Callable[[], Callable[[Any], object] | None]


def _held(function: Callable[[Any], object] | None) -> Held:
    """A function to call later; a method does not keep its object."""
    if function is not None and isinstance(getattr(function, "__self__", None), QObject):
        return WeakMethod(function)
    return lambda: function


def _alive(held: Held) -> Callable[[Any], object] | None:
    function = held()
    bound = function.func if isinstance(function, partial) else function
    owner = getattr(bound, "__self__", None)
    return None if isinstance(owner, QObject) and not isValid(owner) else function


def _call(held: Held, value: Any) -> None:
    if function := _alive(held):
        function(value)


@dataclass(slots=True)
class Work:
    """A long job as the window sees it."""

    title: str
    job: Job
    done: int = 0
    total: int = 0
    doing: str = ""
    finished: bool = field(default=False)

    def cancel(self) -> None:
        """Ask it to stop at its next step; nothing of it is kept."""
        self.job.cancelled = True


class _Thread(QThread):
    """Takes jobs in the order in which they came."""

    answered = Signal(object)
    stepped = Signal(object, int, int, str)
    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.jobs: SimpleQueue[Job | None] = SimpleQueue()
        self.store: Store | None = None

    def run(self) -> None:
        """Until the end of the program: the next job."""
        while (job := self.jobs.get()) is not None:
            job.run(self.store)
            collecting.leave_imported()
            self.answered.emit(job)
            job.told.set()
        self.let_go()

    def hold(self, store: Store) -> None:
        """Own another store from now on."""
        self.let_go()
        store.watchers.append(self.changed.emit)
        self.store = store

    def let_go(self) -> None:
        if self.store is not None:
            self.store.close()
            self.store = None


class _Steps(Progress):
    """Progress of a job, told to the window; the way in which it learns that it should stop."""

    def __init__(self, thread: _Thread, work: Work) -> None:
        self._thread, self._work = thread, work

    def step(self, done: int, total: int, doing: str) -> None:
        """Tell the window, or stop here."""
        if self._work.job.cancelled:
            raise Cancelled(_("Đã dừng theo yêu cầu."), _("Chưa có gì được ghi vào sổ."))
        self._thread.stepped.emit(self._work, done, total, doing)


class Runner(QObject):
    """What screens ask of the store. One for the whole program.

    Signals:
        changed: an act was recorded (`Done`); work_began, work_stepped, work_ended: of a `Work`.
        busy: True from the first job waiting until the last is answered.
    """

    changed = Signal(object)
    opened = Signal(object)
    busy = Signal(bool)
    work_began = Signal(object)
    work_stepped = Signal(object)
    work_ended = Signal(object)

    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self.tell = tell
        self._waiting = 0
        self._newest: Job | None = None
        self._works: dict[Job, Work] = {}
        self._latest: dict[str, Job] = {}
        self._thread = _Thread()
        # Queued: an answer must not overtake the steps and changes that were told before it.
        queued = Qt.ConnectionType.QueuedConnection
        self._thread.answered.connect(self._answer, queued)
        self._thread.stepped.connect(self._step, queued)
        self._thread.changed.connect(self.changed, queued)
        self._thread.start()

    # What screens call ------------------------------------------------------------------------------------

    def query(
        self, function: Callable[[Any], Value], then: Callable[[Value], object], latest: str = "",
        failed: Failed | None = None,
    ) -> Job:  # fmt: skip
        """Read with a session. `latest` names a question of which only the newest answer matters."""

        def read(store: Store) -> Value:
            with store.session() as session:
                return function(session)

        return self._begin(Job(read, then, failed), latest)

    def ask(
        self, function: Callable[[Store], Value], then: Callable[[Value], object], latest: str = "",
        failed: Failed | None = None,
    ) -> Job:  # fmt: skip
        """Read what the store tells by itself; see `query`."""
        return self._begin(Job(function, then, failed), latest)

    def change(
        self, function: Callable[[Store], Value], then: Callable[[Value], object] | None = None,
        failed: Failed | None = None,
    ) -> Job:  # fmt: skip
        """Change data through a verb."""
        return self._begin(Job(function, then, failed))

    def work(
        self, function: Callable[[Store, Progress], Value], then: Callable[[Value], object], title: str,
        failed: Failed | None = None,
    ) -> Work:  # fmt: skip
        """Do something long, which the window shows and the officer may stop."""
        job = Job(lambda store: function(store, _Steps(self._thread, work)), then, failed)
        work = Work(title, job)
        self._works[job] = work
        self._begin(job)
        self.work_began.emit(work)
        return work

    @property
    def idle(self) -> bool:
        """True when nothing that was asked is still to be answered."""
        return not self._waiting

    def catch_up(self, seconds: float) -> None:
        """Wait a moment for what was asked last, and hand over the answers that there are.

        For a picture that would be painted empty and, a few milliseconds later, again.
        """
        if self._newest and self._newest.told.wait(seconds):
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    # The store itself -------------------------------------------------------------------------------------

    def hold(
        self, make: Callable[[], Store], then: Callable[[Any], object], failed: Failed | None = None
    ) -> Job:
        """Own the store that `make` gives, in place of the one owned until now."""
        thread = self._thread

        def hold(_store: Store | None) -> None:
            thread.let_go()
            thread.hold(make())

        return self._begin(Job(hold, then, failed))

    def let_go(self, then: Callable[[Any], object]) -> Job:
        """Close the store."""
        return self._begin(Job(lambda _store: self._thread.let_go(), then, None))

    def close(self) -> None:
        """Finish what was asked, close the store, end the thread."""
        for work in self._works.values():
            work.cancel()
        self._thread.jobs.put(None)
        self._thread.wait()

    # The way there and back -------------------------------------------------------------------------------

    def _begin(self, job: Job, latest: str = "") -> Job:
        if latest:
            if earlier := self._latest.get(latest):
                earlier.dropped = True
            self._latest[latest] = job
        self._waiting += 1
        self._newest = job
        if self._waiting == 1:
            self.busy.emit(True)
        self._thread.jobs.put(job)
        return job

    def _answer(self, job: Job) -> None:
        self._waiting -= 1
        if work := self._works.pop(job, None):
            work.finished = True
            self.work_ended.emit(work)
        try:
            job.answer(self.tell)
        finally:
            if not self._waiting:
                self.busy.emit(False)

    def _step(self, work: Work, done: int, total: int, doing: str) -> None:
        if not work.finished:
            work.done, work.total, work.doing = done, total, doing
            self.work_stepped.emit(work)
