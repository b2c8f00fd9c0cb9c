"""What the papers of the procedure say, as plain values: gathered from a book or made by hand.

A text that is empty is not known: the paper then has dots to write upon. Dates are written out where printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.reports.report import Report
from app.rules.survey import Survey

LEVELS = ("tỉnh ", "thành phố ", "huyện ", "thị xã ", "quận ", "xã ", "phường ", "thị trấn ", "đặc khu ")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The place whose committee issues a paper: `Xã Nà Mây`, and those above it, nearest first."""

    name: str
    above: tuple[str, ...] = ()

    @property
    def unit(self) -> tuple[str, str]:
        """The two lines of the head block."""
        return "ỦY BAN NHÂN DÂN", self.name.upper()

    @property
    def body(self) -> str:
        """`Ủy ban nhân dân xã Nà Mây`."""
        return f"Ủy ban nhân dân {self.name[:1].lower()}{self.name[1:]}"

    @property
    def where(self) -> str:
        """`Nà Mây`, as a date line says it."""
        level = next((level for level in LEVELS if self.name.lower().startswith(level)), "")
        return self.name[len(level) :]


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a household in the words of a paper.

    Attributes:
        sex: `Nam`, `Nữ` or empty.
        birth: `15/03/1980`, `03/1980`, `1980` or empty.
        identity: the number, masked unless the paper was asked for in full.
        work: has work, has none, at school; empty where nobody said.
        note: of changes, on a certificate.
    """

    name: str
    relation: str = ""
    sex: str = ""
    birth: str = ""
    ethnic: str = ""
    identity: str = ""
    identity_day: str = ""
    work: str = ""
    note: str = ""

    @property
    def born(self) -> str:
        """The year of birth."""
        return self.birth[-4:]


@dataclass(frozen=True, slots=True)
class HouseholdSheet:
    """A household on paper: `members` head first, `key` what its QR code finds it by (hexadecimal)."""

    key: str
    members: tuple[Member, ...]
    code: str = ""
    village: str = ""
    address: str = ""
    before: str = ""

    @property
    def head(self) -> Member:
        """The head; a member without a name where nobody knows it."""
        return self.members[0] if self.members else Member("")


@dataclass(frozen=True, slots=True)
class Request:
    """Mẫu 01 (to be reviewed) or Mẫu 04 (to leave the list); `household` None prints a blank one."""

    issuer: Issuer
    leaving: bool = False
    household: HouseholdSheet | None = None
    reasons: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A household in a list annexed to a decision."""

    name: str
    village: str
    birth: str = ""
    ethnic: str = ""
    persons: int | None = None


@dataclass(frozen=True, slots=True)
class DecisionList:
    """A list that a decision recognises: `hộ nghèo`, and its households village by village."""

    what: str
    households: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Mẫu 02: a decision with the lists annexed to it. `number` as written: `12/QĐ-UBND`, empty before it."""

    issuer: Issuer
    year: int
    lists: tuple[DecisionList, ...]
    number: str = ""
    day: date | None = None
    title: str = "CHỦ TỊCH"
    signer: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Certificate:
    """Mẫu 03 for one household.

    Attributes:
        number: what stands before `/GCN-HN.HCN`; empty before it is given.
        confirmed: the class found in each year of the certificate, by year; a year without is empty.
        copy: 0 for the first printing, 1 for the first reprint …
    """

    issuer: Issuer
    household: HouseholdSheet
    year: int
    number: str = ""
    confirmed: tuple[tuple[int, str], ...] = ()
    day: date | None = None
    title: str = "CHỦ TỊCH"
    signer: str = ""
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Vote:
    """What a meeting found about a household; `agreeing` None before it was counted."""

    name: str
    persons: int | None = None
    before: str = ""
    proposed: str = ""
    agreeing: int | None = None
    agreed: bool | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """The minutes of a village meeting; what is not known yet is left to be written by hand."""

    issuer: Issuer
    village: str
    year: int
    votes: tuple[Vote, ...]
    agree_percent: int
    copies: int
    day: date | None = None
    place: str = ""
    chair: str = ""
    secretary: str = ""
    attending: int | None = None
    invited: str = ""
    representatives: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Posting:
    """A notice over the posting list: from–to, at which places, and who takes complaints."""

    issuer: Issuer
    report: Report
    village: str
    year: int
    first: date | None = None
    last: date | None = None
    places: tuple[str, ...] = ()
    complaints: str = ""
    number: str = ""
    day: date | None = None
    title: str = "CHỦ TỊCH"
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """The commune's summary for the level above: the balance of the lists, and a table village by village.

    `figures` go into the text by field name: `poor`, `poor_persons`, `poor_rate`, `escaped_poor` …
    """

    issuer: Issuer
    year: int
    figures: tuple[tuple[str, str], ...]
    tables: tuple[Report, ...]
    addressee: str = ""
    number: str = ""
    day: date | None = None
    title: str = "CHỦ TỊCH"
    signer: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class SurveySheet:
    """The survey form Phiếu B, blank or of one household with what the year before answered.

    Attributes:
        survey: what the rule books of the round ask.
        area: `Nông thôn`, `Thành thị` or empty.
        last_year: whose answers stand in grey; None for none.
        last: answers of the household by question, as stored.
        last_members: answers of the members by question, in the order of the household's members.
    """

    issuer: Issuer
    year: int
    survey: Survey
    household: HouseholdSheet | None = None
    area: str = ""
    last_year: int | None = None
    last: Mapping[str, Any] = field(default_factory=dict)
    last_members: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class QuickScreen:
    """Phiếu A, blank or for a household that filed a request on a day."""

    issuer: Issuer
    year: int
    household: HouseholdSheet | None = None
    persons: int | None = None
    requested: date | None = None
