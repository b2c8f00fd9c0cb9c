"""How long the window's thread is away from its events, and what it was doing then.

A timer in that thread beats; what is late between two beats was a block. Linux tells how long of it the
thread could have run while the machine ran others: on a shared machine that is no fault of the program, and
is told apart. What the thread waited for its own process, as for the interpreter, stays in.

A second thread has `faulthandler` write where the first one is while a beat is overdue: in C, with the
interpreter to itself, because to hold a frame of another thread would keep its QPainter alive. Used by the
tour of `window` and by the window's tests.
"""

from __future__ import annotations

import faulthandler
import os
import re
import tempfile
import threading
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

BEAT = 0.005  # seconds
OVERDUE = 0.020
_LINE = re.compile(r'  File ".*?[/\\](app[/\\][^"]+)", line (\d+) in (\S+)')
_DEEP = 4  # lines of the program that are told


@dataclass(frozen=True, slots=True)
class Block:
    """Time in which no event was looked at.

    Attributes:
        seconds: beyond the beat. own: of them, those in which the thread itself computed.
        robbed: of them, those in which it was ready and the machine ran others; 0 where that is not told.
        doing: what was asked of the window.
        where: the innermost lines of the program when it was last seen, the innermost first.
    """

    seconds: float
    own: float
    robbed: float
    doing: str
    where: tuple[str, ...]

    @property
    def due(self) -> float:
        """Seconds that the program itself was the cause of."""
        return self.seconds - self.robbed


class Watchdog(QObject):
    """Watches the thread in which it is made, from `start` to `stop`.

    Attributes:
        doing: what the window is asked for at the moment; kept with each block.
        blocks: those of more than a beat.
    """

    def __init__(self) -> None:
        super().__init__()
        self.doing = ""
        self.blocks: list[Block] = []
        self._head = f"hread 0x{threading.get_ident():016x} "
        self._last = self._own = self._robbed = 0.0
        self._schedule = _schedule()
        self._seen = ""
        self._ended = threading.Event()
        self._looks = threading.Thread(target=self._look, daemon=True)
        self._timer = QTimer(self, interval=round(BEAT * 1000), timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin."""
        self._last, self._own, self._robbed = time.perf_counter(), time.thread_time(), self._waited()
        self._timer.start()
        self._looks.start()

    def stop(self) -> None:
        """Account for what is still under way, and end."""
        self._beat()
        self._timer.stop()
        self._ended.set()
        self._looks.join()
        if self._schedule is not None:
            os.close(self._schedule)
            self._schedule = None

    def worst(self, count: int) -> list[Block]:
        """The blocks of which the program was longest the cause, the longest first."""
        return sorted(self.blocks, key=lambda one: one.due, reverse=True)[:count]

    def _beat(self) -> None:
        now, own, robbed = time.perf_counter(), time.thread_time(), self._waited()
        late = now - self._last - BEAT
        if late > BEAT:
            taken = min(robbed - self._robbed, late)
            self.blocks.append(Block(late, own - self._own, taken, self.doing, self._where()))
        self._last, self._own, self._robbed, self._seen = now, own, robbed, ""

    def _waited(self) -> float:
        """Seconds that the thread watched was ready to run and did not, ever since it is there."""
        return int(os.pread(self._schedule, 64, 0).split()[1]) / 1e9 if self._schedule is not None else 0.0

    def _look(self) -> None:
        with tempfile.TemporaryFile("w+") as written:
            while not self._ended.wait(BEAT):
                if time.perf_counter() - self._last > OVERDUE:
                    written.seek(0)
                    written.truncate()
                    faulthandler.dump_traceback(written, all_threads=True)
                    written.seek(0)
                    self._seen = written.read()

    def _where(self) -> tuple[str, ...]:
        """The lines of the program in what was seen of the thread that is watched."""
        told = self._seen.partition(self._head)[2].partition("\n\n")[0]
        return tuple(f"{file}:{line} {name}" for file, line, name in _LINE.findall(told))[:_DEEP]


def _schedule() -> int | None:
    """The file in which Linux counts the time of this thread; None elsewhere."""
    try:
        return os.open("/proc/thread-self/schedstat", os.O_RDONLY)
    except OSError:
        return None
