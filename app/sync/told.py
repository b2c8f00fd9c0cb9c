"""What the screen Đồng bộ is told, as plain values: `desk`, `inbox` and `weighing` read them.

Light to import, because the window's screens are imported before anything is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.i18n import _
from app.store import peers
from app.store.peers import Parcel
from app.store.waiting import InVillage, Titled, Waiting

Key = bytes
NOT_INVITED = "not_invited"
POOR, NEAR_POOR = "poor", "near_poor"
QUARANTINED = "quarantined"
TASK, FORWARD, ACCEPT, RELAY, GOES = "task", "forward", "accept", "relay", "goes"
WAITS_FOR_OTHERS, REFUSED = "waits_for_others", "refused"
EARLIER_MISSING, TOTALS_DIFFER = "earlier_missing", "totals_differ"
NEWER_FORMAT, NEWER_RULE_BOOK = "newer_format", "newer_rule_book"
WAITS = frozenset({EARLIER_MISSING, NEWER_FORMAT, NEWER_RULE_BOOK})  # tried again with every file that comes
SILENT_AFTER = 7  # days without a file before the board says so


def days_since(moment: str, today: date) -> int:
    """Days from a moment of the journal (ISO) to today; 0 for none."""
    return max((today - datetime.fromisoformat(moment).date()).days, 0) if moment else 0


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file to a store would hold: acts, what they did, where."""

    to: str
    acts: Waiting
    titles: tuple[Titled, ...]
    villages: tuple[InVillage, ...]


@dataclass(frozen=True, slots=True)
class Outbox:
    """A commune's side of the exchange.

    Attributes:
        above: name of the place above; empty where there is no store above.
        fingerprint: of this store, to be read over the telephone.
        unsent: acts that are in no file yet; unanswered: acts that no receipt has confirmed, sent or not.
        files: made for the store above, the newest first.
    """

    above: str
    fingerprint: str
    unsent: Waiting
    unanswered: Waiting
    contents: Contents | None
    files: tuple[Parcel, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came in.

    Attributes:
        sender: the place named in the file; empty where the file could not be read.
        node: hexadecimal name of the sending store.
        path: where the file was; `receipt` where the answer to it was written.
        fault: kind of the fault that keeps it in quarantine; empty without one.
        late: fields among the conflicts that were changed too late, of recognised results.
        missing: numbers of files between the last one taken and this one, where an earlier part is missing.
    """

    at: str
    path: str
    sha256: str
    kind: str
    sender: str
    node: str
    number: int
    state: str
    acts: int
    changes: int
    conflicts: int
    fault: str
    said: tuple[str, ...]
    receipt: str
    missing: tuple[int, ...] = ()
    late: int = 0

    @property
    def quarantined(self) -> bool:
        """True while it is kept aside."""
        return self.state == QUARANTINED

    @property
    def message(self) -> str:
        """What to tell the sender of a file in quarantine, ready to be pasted into a chat."""
        if self.missing:
            which = ", ".join(map(str, self.missing))
            told = _("Chưa nhận được gói số {which} nên chưa nạp gói {number}. Xin gửi lại gói số {which}.")
            return told.format(which=which, number=self.number)
        why = " ".join(self.said)
        return _("Gói số {number} chưa nạp được. {why}").format(number=self.number, why=why)


@dataclass(frozen=True, slots=True)
class Below:
    """A store below, or the place for which none was founded yet.

    Attributes:
        state: of its store (`peers`), or `not_invited`.
        helper: it helps with this store's own book.
        fingerprint: six groups of five digits; empty until its first file came.
        last: its last file that was taken in: number and moment; 0 and empty before.
        down: acts here that it is not known to hold.
        stopped: its newest file in quarantine.
    """

    node: bytes
    place: Key
    name: str
    state: str
    helper: bool
    fingerprint: str
    last: int
    at: str
    down: int
    stopped: Arrival | None

    def silent(self, today: date) -> int:
        """Days since its last file where they are too many, else 0."""
        days = days_since(self.at, today)
        return days if days >= SILENT_AFTER else 0


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A place below with its numbers of the periodic review of a year.

    Attributes:
        within: the place and all below it.
        year: of its newest periodic round; 0 where it has none.
        round_state: `open`, `closed` or empty.
    """

    below: Below
    within: tuple[Key, ...]
    year: int
    round_state: str
    cases: int
    done: int
    households: int
    classes: Mapping[str, int]
    conflicts: int

    @property
    def poor(self) -> int:
        """Poor households."""
        return self.classes.get(POOR, 0)

    @property
    def near_poor(self) -> int:
        """Near-poor households."""
        return self.classes.get(NEAR_POOR, 0)


@dataclass(frozen=True, slots=True)
class Matter:
    """Something between levels, with the step that this store takes next.

    Attributes:
        kind: TASK, FORWARD, ACCEPT, RELAY, GOES; WAITS_FOR_OTHERS and REFUSED only tell.
        id: of the task or transfer; of the person who goes.
    """

    kind: str
    id: Key
    household: Key | None
    words: str
    detail: str

    @property
    def asks(self) -> bool:
        """True where something is to be done here."""
        return self.kind not in (WAITS_FOR_OTHERS, REFUSED)


@dataclass(frozen=True, slots=True)
class Desk:
    """All of the screen.

    Attributes:
        board: places below with a book of their own; empty in a commune.
        helpers: stores that help with this store's book.
        conflicts: that wait for a decision.
        returned: what the level above gave back and waits for an answer.
        matters: that, households on their way, persons to strike off: what can be done here first.
    """

    outbox: Outbox
    board: tuple[BoardRow, ...]
    helpers: tuple[Below, ...]
    arrivals: tuple[Arrival, ...]
    conflicts: int
    returned: int
    matters: tuple[Matter, ...] = ()

    @property
    def is_above(self) -> bool:
        """True where stores below keep books of their own."""
        return bool(self.board)

    @property
    def to_do(self) -> int:
        """How many things wait for the officer here."""
        stopped = sum(one.quarantined for one in self.arrivals)
        unconfirmed = sum(one.below.state == peers.UNCONFIRMED for one in self.board)
        helpers = sum(one.state == peers.UNCONFIRMED for one in self.helpers)
        asked = sum(one.asks for one in self.matters)
        return stopped + unconfirmed + helpers + self.conflicts + asked


@dataclass(frozen=True, slots=True)
class Glance:
    """What the bar and the sidebar say: acts unsent and since when, files in quarantine, what waits."""

    unsent: Waiting
    unanswered: Waiting
    stopped: int
    conflicts: int
    to_do: int


@dataclass(frozen=True, slots=True)
class Option:
    """One of the values: in words, whose, when, doing what, and what the rules would find with it.

    Attributes:
        shown: it stands meanwhile.
        klass, b2: as the rules find; None where the value has no part in them, or the class stays open.
        late: written too late for a result that is recognised.
    """

    text: str
    actor: str
    at: str
    title: str
    shown: bool
    klass: str | None
    b2: int | None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict with what both values are measured against.

    Attributes:
        name: for `conflicts.decide`.
        place: where the household lives; commune: the place below the store whose book it is.
        person: the member concerned; empty where the household as a whole is.
        year: of the round; 0 outside a review.
        last_year, last: what the form of the round before said; 0 and empty where it said nothing.
        b1: the income side in words; empty where it is not known.
        text: the value is plain text, so that both may be put together by hand.
    """

    name: str
    household: Key | None
    head: str
    code: str
    village: str
    commune: str
    person: str
    field: str
    year: int
    options: tuple[Option, ...]
    last_year: int
    last: str
    b1: str
    text: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of two persons who may be one; `head` is of the household, `commune` empty in its own book."""

    person: Key
    name: str
    birth: str
    sex: str
    cccd: str
    household: Key | None
    head: str
    village: str
    commune: str


@dataclass(frozen=True, slots=True)
class Double:
    """Two persons who may be one; `reason` is one of `store.doubles`."""

    reason: str
    one: Side
    two: Side


@dataclass(frozen=True, slots=True)
class Goes:
    """A person of this book who is somebody of another household, named in `where`: to be struck off here."""

    one: Side
    where: str
    why: str
