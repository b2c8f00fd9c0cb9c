"""What the screens of the procedure show, as plain values: read in one thread, drawn in the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

WHOLE = ("opinion", "recognition", "decision")  # steps of the round, not of a village
OF_PROCEDURE = frozenset({
    "step_plan", "meeting", "vote", "posting", "complaint", "submission", "submitted", "decision", "decided",
    "certificate", "request", "setting",
})  # fmt: skip  # tables of which an act changes what is shown
CALM, WARN, DANGER = "calm", "warn", "danger"  # how a step that is not done stands


@dataclass(frozen=True, slots=True)
class AtStep:
    """A step of a village that is asked for; without a step the one where the village stands."""

    place: bytes
    step: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done about a step.

    Attributes:
        what: which, by the keys of `procedure_deeds.DEEDS`.
        words: on its button.
        record: what it is about: a case, a complaint; empty where the place says it.
        why_not: why it cannot be done now; empty when it can.
    """

    what: str
    words: str
    record: bytes = b""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A step of a village on the board.

    Attributes:
        state: `done`, `now`, `ahead`, `skipped`.
        tone: CALM, WARN or DANGER of a step that stands now; else empty.
        share: how much of it is done (0–1); negative where nothing says it.
        blocks: all that keeps it from being done, in whole sentences.
    """

    key: str
    state: str
    words: str
    detail: str = ""
    tone: str = ""
    share: float = -1.0
    blocks: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A village on the board, with the next thing to do.

    Attributes:
        number: of the step where it stands (`4b`); empty when all is done.
        at: key of that step. name: what it is called.
        due: its last day.
        trouble: a few words on what keeps it.
    """

    place: bytes
    village: str
    households: int
    cells: Mapping[str, Cell]
    at: str
    number: str
    name: str
    due: date | None
    left: int | None
    tone: str
    trouble: str
    blocks: str
    deed: Deed | None


@dataclass(frozen=True, slots=True)
class StepHead:
    """A step as the head of a column; `sure` False marks a term that nobody has verified."""

    key: str
    number: str
    name: str
    term: str
    sure: bool


@dataclass(frozen=True, slots=True)
class WholeStep:
    """A step of the round as a whole: a figure, what it counts, pairs of a name and a value, what to do."""

    head: StepHead
    figure: str
    counts: str
    share: float
    sentence: str
    pairs: tuple[tuple[str, str, str], ...]
    deed: Deed | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A step on the time line."""

    step: str
    words: str
    since: date
    until: date
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Road:
    """The time line: rows by name, and what is left over at its end."""

    rows: tuple[tuple[str, tuple[Stretch, ...], str], ...]
    end: date | None
    spare: int | None


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board of a round."""

    law: str
    steps: tuple[StepHead, ...]
    villages: tuple[Standing, ...]
    wholes: tuple[WholeStep, ...]
    road: Road
    cases: int
    through: int
    open: bool


# One village ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Record:
    """Something that was recorded of a step, a meeting or a complaint, as pairs of name and value."""

    title: str
    pairs: tuple[tuple[str, str], ...]
    tone: str = ""
    deeds: tuple[Deed, ...] = ()


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step of a village in full.

    Attributes:
        law: what the law says of it. source: where that stands, and how sure it is.
        papers: name and key of a paper, empty key where the program prints none such.
        blocks: what keeps it, what mends it, the households that it concerns.
    """

    head: StepHead
    cell: Cell
    actor: str
    law: str
    source: str
    planned: date | None
    papers: tuple[tuple[str, str], ...]
    records: tuple[Record, ...]
    blocks: tuple[tuple[str, str, tuple[bytes, ...]], ...]
    deeds: tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class VillagePage:
    """A village with all its steps; `last` is what was last recorded of it, `next` what to do."""

    place: bytes
    village: str
    households: int
    at: str
    steps: tuple[StepPage, ...]
    last: str
    open: bool
    next: Deed | None
