"""An activity and whoever is in it, as its page shows them: plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.i18n import _
from app.rules.asks import Ask
from app.ui.widgets.ranked_table import Cut

HELD, IN, TIED, WAITING = "held", "in", "tied", "waiting"
UNKNOWN, DOUBLE, INELIGIBLE, ENDED = "unknown", "double", "ineligible", "ended"
STOPPED = (UNKNOWN, DOUBLE, INELIGIBLE)
RANKED = (IN, TIED, WAITING)

# Icon, tone and, as a function so that the language in use decides, the words of each standing.
LOOKS: Mapping[str, tuple[str, str, Callable[[], str]]] = {
    IN: ("circle-check", "accent", lambda: _("Đủ điều kiện")),
    TIED: ("scale", "warn", lambda: _("Đồng hạng")),
    WAITING: ("circle-pause", "text2", lambda: _("Ngoài chỉ tiêu")),
    UNKNOWN: ("circle-help", "warn", lambda: _("Thiếu thông tin")),
    DOUBLE: ("copy-x", "danger", lambda: _("Trùng hỗ trợ")),
    INELIGIBLE: ("circle-x", "danger", lambda: _("Không đủ")),
}
STATE_LOOKS: Mapping[str, tuple[str, str]] = {
    "approved": ("file-check", "accent"),
    "receiving": ("package", "accent"),
    "finished": ("circle-check", "accent"),
    "waiting": ("circle-pause", "text2"),
    "withdrawn": ("ban", "text3"),
    "refused": ("circle-x", "text3"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A rule as it fell out: holds, does not, or not known yet."""

    ok: bool | None
    law: str
    fact: str
    todo: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """A record of support that stands against somebody: of which household, what, whose money, when."""

    household: bytes
    title: str
    whose: str
    day: str
    value: int
    signed: bool
    receiver: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody in the list.

    Attributes:
        rank: in the order of priority, as it is shown: `2`, `=2` where others share it, `–` for none.
        klass: recognised on the day of approval, or today before that.
        groups: what puts it there, in a few words.
        standing: `held`, `in`, `tied`, `waiting`, or why it cannot be approved; `ended` for who left.
        why: the decisive fact in one line.
        got: what it got so far, in words; empty for nothing.
        exception: why an officer went on beside another record; empty where none did.
        told, details: what was said of it beyond the register; asks: what its sub-project wants to know.
    """

    enrolment: bytes
    household: bytes
    person: bytes | None
    name: str
    about: str
    village: str
    rank: str
    klass: str
    groups: str
    standing: str
    state: str
    state_words: str
    why: str
    said: tuple[Said, ...]
    besides: tuple[Beside, ...]
    exception: str
    got: str
    given: int
    unsigned: int
    details: Mapping[str, object]
    told: Mapping[str, object]
    birth: str
    sex: str

    @property
    def short(self) -> str:
        """What tells namesakes apart in a list: the year of birth, or the code of the household."""
        return self.birth[:4] if self.person else self.about

    @property
    def look(self) -> tuple[str, str, str]:
        """Icon, tone and words of how it stands."""
        if self.standing in LOOKS and not (self.standing == WAITING and self.state == "waiting"):
            icon, tone, words = LOOKS[self.standing]
            return icon, tone, words()
        icon, tone = STATE_LOOKS.get(self.state, ("circle", "text2"))
        return icon, tone, self.state_words


@dataclass(frozen=True, slots=True)
class Source:
    """The money of one source, đồng; `carried` is the year from which it was carried over."""

    name: str
    planned: int
    allocated: int
    disbursed: int
    carried: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """The activity.

    Attributes:
        unit: `household`, `person` or `place`.
        places, free: in its unit; None where nobody planned a number.
        rows: whoever is in it in order, with the line where the places end.
        ours: True where this store keeps its book.
        rules: who goes first, then who may benefit, in the words of the plan.
        enrolment_asks, outcome_asks, measured: what its sub-project asks for.
    """

    key: bytes
    title: str
    programme: str
    short: str
    code: str
    kind: str
    year: int
    decision: str
    villages: str
    unit: str
    places: int | None
    free: int | None
    share: int | None
    closed: str
    ours: bool
    content: str
    goods: str
    planned_quantity: float | None
    handed_over: float
    planned: int
    allocated: int
    disbursed: int
    sources: tuple[Source, ...]
    rows: tuple[Row | Cut, ...]
    priority: tuple[str, ...]
    rules: tuple[str, ...]
    beneficiaries: str
    missing: tuple[str, ...]
    enrolment_asks: tuple[Ask, ...]
    measured: bool
    outcomes: bool

    @property
    def people(self) -> tuple[Row, ...]:
        """The rows without the line."""
        return tuple(row for row in self.rows if isinstance(row, Row))

    @property
    def one_village(self) -> bool:
        """True where it takes place in one village alone, which the title names."""
        return bool(self.villages) and "," not in self.villages

    def standing(self, *standings: str) -> tuple[Row, ...]:
        """Those who stand so."""
        return tuple(row for row in self.people if row.standing in standings)

    def counted(self, n: int) -> str:
        """`10 hộ`, `10 người`."""
        return (_("{n} người") if self.unit == "person" else _("{n} hộ")).format(n=n)
