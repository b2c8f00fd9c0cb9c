"""The world's faults, each a sentence an officer understands. Our own mistakes are never these."""

from __future__ import annotations


class Fault(Exception):  # noqa: N818  (a fault of the world, not an error of the program)
    """A known fault: what happened, why, and what to do, in the officer's language.

    Attributes:
        what: what happened, a sentence.
        why: the reason, a sentence, or empty where `what` says it all.
        todo: what the officer can do, a sentence.
        kind: a stable word for scripts and tests.
    """

    kind = "fault"

    def __init__(self, what: str, why: str = "", todo: str = "") -> None:
        super().__init__(" ".join(part for part in (what, why, todo) if part))
        self.what, self.why, self.todo = what, why, todo


class StoreFault(Fault):
    """The store cannot be opened or written as asked; its file is untouched."""

    kind = "store"


class FileFault(Fault):
    """A file given by the officer cannot be read or written."""

    kind = "file"


class InputFault(Fault):
    """Something typed or asked for cannot be taken as it is."""

    kind = "input"


class RuleFault(Fault):
    """A rule book or code list is missing, damaged or contradicts itself."""

    kind = "rule"


class Cancelled(Fault):
    """The officer stopped a long piece of work; nothing of it was kept."""

    kind = "cancelled"
