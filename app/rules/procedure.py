"""The procedure of the review as dated data: its steps, who acts and answers, papers, and periods.

Two-level and three-level government have a file each; which one holds is a question of the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from app.errors import RuleFault
from app.i18n import _
from app.paths import resource
from app.rules.raw import Mark, Table

Review = Literal["periodic", "adhoc"]
REVIEWS = ("periodic", "adhoc")
COUNTS = ("calendar", "working")
EVENTS = (
    "listed",
    "surveyed",
    "met",
    "posted",
    "posting_ended",
    "complained",
    "answered_complaint",
    "reported",
    "answered",
    "recognised",
    "started",
)


@dataclass(frozen=True, slots=True)
class Term:
    """How long a step may take.

    Attributes:
        days: how many.
        count: `calendar` or `working` days.
        after: the event that starts it.
        first_day: True where the day of the event is itself the first day.
        event: the event that its end is, where another term starts from it; else empty.
    """

    days: int
    count: str
    after: str
    first_day: bool = False
    event: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the procedure.

    Attributes:
        number: as in the decision: `4b`.
        actor: who carries it out.
        answered_by: who answers, where someone does; else empty.
        papers: what is written.
        reviews: which reviews have this step.
        agree_percent: share of those attending who have to agree, in percent; 0 where nobody votes.
        minutes_copies: how many copies of the minutes.
        term: None where no deadline is set.
    """

    key: str
    number: str
    name: str
    actor: str
    answered_by: str
    papers: tuple[str, ...]
    reviews: tuple[str, ...]
    text: str
    mark: Mark
    agree_percent: int = 0
    minutes_copies: int = 0
    term: Term | None = None

    def agreed(self, agreeing: int, attending: int) -> bool:
        """True when enough of those attending agree; nobody attending agrees to nothing."""
        return attending > 0 and agreeing * 100 >= self.agree_percent * attending


@dataclass(frozen=True, slots=True)
class Period:
    """The days of the year between which the periodic review runs."""

    from_month: int
    from_day: int
    to_month: int
    to_day: int
    mark: Mark

    def of(self, year: int) -> tuple[date, date]:
        """First and last day in a year."""
        return date(year, self.from_month, self.from_day), date(year, self.to_month, self.to_day)


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure in force from–to.

    Attributes:
        valid_to: last day; None without end.
        periodic: when the periodic review runs.
        adhoc_day: day of the month on which the ad-hoc review starts.
        decision_sign: what follows the number of a decision: `45/QĐ-UBND`.
        certificate_sign: what follows the number of a certificate.
    """

    key: str
    name: str
    mark: Mark
    valid_from: date
    valid_to: date | None
    periodic: Period
    adhoc_day: int
    steps: tuple[Step, ...]
    decision_sign: str
    certificate_sign: str

    def in_force(self, day: date) -> bool:
        """True on every day from `valid_from` to `valid_to`, both included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def of(self, review: Review) -> tuple[Step, ...]:
        """The steps of a review, in order."""
        return tuple(step for step in self.steps if review in step.reviews)

    def step(self, key: str) -> Step | None:
        """The step of that key, or None."""
        return next((step for step in self.steps if step.key == key), None)

    def adhoc_start(self, filed: date) -> date:
        """The start of the review of a request filed on that day: the next such day, that day included."""
        months = filed.year * 12 + filed.month - 1 + (filed.day > self.adhoc_day)
        return date(months // 12, months % 12 + 1, self.adhoc_day)


@cache
def procedures() -> tuple[Procedure, ...]:
    """All shipped procedures, oldest first."""
    found = (load_procedure(path) for path in sorted(resource("procedures").glob("*-level.toml")))
    return tuple(sorted(found, key=lambda one: one.valid_from))


def procedure(day: date) -> Procedure:
    """The procedure in force on a day; RuleFault where none is."""
    for one in procedures():
        if one.in_force(day):
            return one
    raise RuleFault(
        _("Không có quy trình rà soát cho ngày {day}.").format(day=day.strftime("%d/%m/%Y")),
        todo=_("Hãy kiểm tra ngày của đợt rà soát."),
    )


def load_procedure(path: Path) -> Procedure:
    """The procedure in a file; RuleFault names the file and the entry that is missing or wrong."""
    table = Table.of_file(path)
    return Procedure(
        key=table.text("key"),
        name=table.text("name"),
        mark=table.mark(),
        valid_from=table.day("valid_from"),
        valid_to=table.maybe_day("valid_to"),
        periodic=_period(table.table("periodic")),
        adhoc_day=table.table("adhoc").whole("day_of_month"),
        steps=tuple(_step(entry) for entry in table.tables("step")),
        decision_sign=table.text("decision_sign"),
        certificate_sign=table.text("certificate_sign"),
    )


def _period(table: Table) -> Period:
    return Period(
        table.whole("from_month"),
        table.whole("from_day"),
        table.whole("to_month"),
        table.whole("to_day"),
        table.mark(),
    )


def _step(table: Table) -> Step:
    reviews = table.texts("reviews")
    if not reviews or not set(reviews) <= set(REVIEWS):
        table.fault(_("“{key}” chỉ gồm: {allowed}").format(key="reviews", allowed=", ".join(REVIEWS)))
    return Step(
        key=table.text("key"),
        number=table.text("number"),
        name=table.text("name"),
        actor=table.text("actor"),
        answered_by=table.text("answered_by", ""),
        papers=table.texts("papers"),
        reviews=reviews,
        text=table.text("text"),
        mark=table.mark(),
        agree_percent=table.whole("agree_percent", 0),
        minutes_copies=table.whole("minutes_copies", 0),
        term=_term(table.table("deadline")) if "deadline" in table else None,
    )


def _term(table: Table) -> Term:
    return Term(
        days=table.whole("days"),
        count=table.one_of("count", COUNTS),
        after=table.one_of("after", EVENTS),
        first_day=table.flag("first_day"),
        event=table.one_of("event", EVENTS) if "event" in table else "",
    )
