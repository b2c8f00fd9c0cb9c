"""How long the window's thread is away from its events, and what it was doing then.

A timer in that thread beats; what is late between two beats was a block. Where it was blocked is written by
`faulthandler`, from C: to hold a frame from another thread would keep its QPainter alive. Used by the tour of
`window` and by the tests of the window.
"""

from __future__ import annotations

import faulthandler
import re
import tempfile
import threading
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

BEAT = 0.005  # seconds
OVERDUE = 0.025
_LINE = re.compile(r'  File ".*?[/\\](app[/\\][^"]+)", line (\d+) in (\S+)')
_DEEP = 4  # lines of the program that are told


@dataclass(frozen=True, slots=True)
class Block:
    """Time in which no event was looked at.

    Attributes:
        seconds: beyond the beat. own: of them, those in which the thread itself computed.
        doing: what was asked of the window.
        where: the innermost lines of the program after `OVERDUE`, the innermost first; empty for shorter ones.
    """

    seconds: float
    own: float
    doing: str
    where: tuple[str, ...]


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
        self._last = self._own = 0.0
        self._written = tempfile.TemporaryFile("w+")
        self._timer = QTimer(self, interval=round(BEAT * 1000), timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin."""
        self._last, self._own = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        """Account for what is still under way, and end."""
        self._beat()
        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()
        self._written.close()

    def worst(self, count: int) -> list[Block]:
        """The longest blocks, the longest first."""
        return sorted(self.blocks, key=lambda one: one.seconds, reverse=True)[:count]

    def _beat(self) -> None:
        faulthandler.cancel_dump_traceback_later()
        now, own = time.perf_counter(), time.thread_time()
        late = now - self._last - BEAT
        if late > BEAT:
            self.blocks.append(Block(late, own - self._own, self.doing, self._where()))
        faulthandler.dump_traceback_later(OVERDUE, file=self._written)
        self._last, self._own = time.perf_counter(), time.thread_time()

    def _where(self) -> tuple[str, ...]:
        """What was written since the last beat of the thread that is watched."""
        self._written.seek(0)
        _others, _head, own = self._written.read().rpartition(self._head)
        self._written.seek(0)
        self._written.truncate()
        told = own.partition("\n\n")[0]
        return tuple(f"{file}:{line} {name}" for file, line, name in _LINE.findall(told))[:_DEEP]
