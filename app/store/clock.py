"""The hybrid logical clock: it follows wall time, only moves forward, and breaks ties between acts."""

from __future__ import annotations

import time
from collections.abc import Callable

COUNTER_BITS = 16


def wall_milliseconds() -> int:
    """Milliseconds of the machine's clock, which may be wrong by years."""
    return time.time_ns() // 1_000_000


class Clock:
    """Gives readings that grow, whatever the machine's clock does."""

    def __init__(self, last: int = 0, wall: Callable[[], int] = wall_milliseconds) -> None:
        self.last = last
        self._wall = wall

    def tick(self) -> int:
        """The next reading: at least wall time, always above every earlier one."""
        self.last = max(self.last + 1, self._wall() << COUNTER_BITS)
        return self.last

    def shown(self) -> str:
        """Wall time with its zone, for people: never compared, never trusted."""
        from datetime import datetime

        return datetime.fromtimestamp(self._wall() // 1000).astimezone().isoformat()

    def witness(self, reading: int) -> None:
        """Never again be behind `reading`, which another store gave."""
        self.last = max(self.last, reading)
