"""The clock of all machines of the demo: where the story is, not the world, so that all runs are alike."""

from __future__ import annotations

from datetime import date, datetime

MOMENT = datetime(2026, 11, 20, 10, 42)  # when the story ends and the window opens
TODAY: date = MOMENT.date()


class Wall:
    """Wall time in milliseconds; it goes on one second at every look."""

    def __init__(self, moment: datetime) -> None:
        self._seconds = 0
        self.set(moment)

    def __call__(self) -> int:
        """The time now."""
        self._seconds += 1
        return self._seconds * 1000

    def set(self, moment: datetime) -> None:
        """Go to a moment, as the machine's own zone counts it."""
        self._seconds = int(moment.timestamp())

    @property
    def today(self) -> date:
        """The day on which the story is."""
        return datetime.fromtimestamp(self._seconds).date()
