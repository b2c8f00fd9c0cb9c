"""The one door through which the program speaks to the officer. Tests put `Heard` in its place."""

from __future__ import annotations

from typing import Protocol

from app.errors import Fault


class Tell(Protocol):
    """Says what happened: a fault of the world in a sentence, our own mistake in a report, a thing done."""

    def fault(self, fault: Fault) -> None:
        """Something could not be done: what, why, what to do."""

    def bug(self, traced: str) -> None:
        """The program is at fault; `traced` is the trace for its authors."""

    def done(self, sentence: str) -> None:
        """Something was done; it can be undone."""


class Heard:
    """A `Tell` that keeps what it was told."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.bugs: list[str] = []
        self.sentences: list[str] = []

    def fault(self, fault: Fault) -> None:
        """Keep the fault."""
        self.faults.append(fault)

    def bug(self, traced: str) -> None:
        """Keep the trace."""
        self.bugs.append(traced)

    def done(self, sentence: str) -> None:
        """Keep the sentence."""
        self.sentences.append(sentence)
