"""How far the money of a year is: plan, allocated, disbursed, % of the plan, at half-year or nine months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col

from app.models.budget import BudgetLine
from app.models.columns import columns
from app.models.key import Key
from app.models.support import ALLOCATED, DISBURSED, PLANNED, Money
from app.rules.programme import programmes, sub_project_on
from app.services import places

# Month and day on which a report of a year ends. Source: 02-programme.md, "Reports upward".
PERIODS: Mapping[str, tuple[int, int]] = {"half_year": (6, 30), "nine_months": (9, 30), "year": (12, 31)}


@dataclass(frozen=True, slots=True)
class Progress:
    """The money of one sub-project, or of all, in đồng.

    Attributes:
        code: empty for the sum of all.
        planned: of the year's own plan; `carried` is money of earlier years on top of it.
        disbursed: without what was paid back.
        estimate: what the plan expects to be disbursed by the end of the year, %; None where it says nothing.
        sources: the same figures by source of money.
    """

    code: str
    name: str
    planned: int = 0
    carried: int = 0
    allocated: int = 0
    disbursed: int = 0
    estimate: float | None = None
    sources: tuple[Progress, ...] = ()

    @property
    def available(self) -> int:
        """The plan of the year and what was carried over."""
        return self.planned + self.carried

    @property
    def percent(self) -> float | None:
        """Disbursed, % of what is available; None without a plan."""
        return 100 * self.disbursed / self.available if self.available else None

    @property
    def expected(self) -> int | None:
        """What the plan expects to be disbursed by the end of the year, đồng."""
        return None if self.estimate is None else round(self.available * self.estimate / 100)


@dataclass(slots=True)
class _Sums:
    planned: int = 0
    carried: int = 0
    allocated: int = 0
    disbursed: int = 0
    divided: int = 0
    weights: list[tuple[int, float]] = field(default_factory=list)

    def add(self, stage: str, amount: int, *, carried: bool, undivided: bool) -> None:
        """One sum of entries of a stage."""
        if stage == PLANNED and undivided:
            self.carried += amount if carried else 0
            self.planned += 0 if carried else amount
        elif stage == PLANNED:
            self.divided += amount
        elif stage == ALLOCATED:
            self.allocated += amount
        else:
            self.disbursed += amount if stage == DISBURSED else -amount


def period_end(year: int, period: str) -> date:
    """The last day of a period of a year: `half_year`, `nine_months`, `year`."""
    month, day = PERIODS[period]
    return date(year, month, day)


def progress(
    session: Session, scope: Key, year: int, until: date | None = None, programme: str = ""
) -> tuple[Sequence[Progress], Progress]:
    """The money of a place in a year by sub-project, in the order of the catalogue, and its sum.

    Plans and allocations are those of the place's own book; where it has none of a sub-project, the sum of
    the books below, so that money handed down is not counted twice. Disbursements are summed over all books.

    Args:
        until: entries of this day and before; None for all.
        programme: only of this one.
    """
    books = [one.id for one in places.below(session, scope)]
    sums = _summed(session, books, year, until)
    lines = [
        _line(code, name, [sums.get((place, key, code), {}) for place in books])
        for key, code, name in _catalogue(programme)
    ]
    lines = [line for line in lines if line.available or line.allocated or line.disbursed]
    return lines, _total(lines)


_Of = dict[str, _Sums]  # source → sums


_Found = dict[tuple[Key, str, str], _Of]  # book, programme, code → sums


def _summed(session: Session, books: Sequence[Key], year: int, until: date | None) -> _Found:
    found: _Found = defaultdict(lambda: defaultdict(_Sums))
    _add_plan(session, year, found)
    _add_entries(session, year, until, found)
    wanted = set(books)
    return {key: sums for key, sums in found.items() if key[0] in wanted}


def _add_plan(session: Session, year: int, found: _Found) -> None:
    for line in session.execute(
        columns(
            BudgetLine.place, BudgetLine.programme, BudgetLine.code, BudgetLine.source, BudgetLine.amount,
            BudgetLine.estimate,
        ).where(BudgetLine.year == year, BudgetLine.deleted == 0)
    ):  # fmt: skip
        key = line.programme or _holding(line.code, year)
        one = found[line.place, key, line.code][line.source]
        one.planned += line.amount or 0
        if line.estimate is not None:
            one.weights.append((line.amount or 0, line.estimate))


def _add_entries(session: Session, year: int, until: date | None, found: _Found) -> None:
    of: tuple[Any, ...] = (
        Money.place, Money.programme, Money.code, Money.source, Money.stage,
        col(Money.carried_from).is_not(None).label("carried"),
        col(Money.activity).is_(None).label("undivided"),
    )  # fmt: skip
    query = columns(*of, func.sum(Money.amount).label("amount")).where(Money.year == year, Money.deleted == 0)
    if until is not None:
        query = query.where(Money.on_day <= until.isoformat())
    for row in session.execute(query.group_by(*of)):
        found[row.place, row.programme, row.code][row.source].add(
            row.stage, row.amount, carried=bool(row.carried), undivided=bool(row.undivided)
        )


def _holding(code: str, year: int) -> str:
    """The programme of a plan's line that names none: the first of the year that has its code."""
    found = sub_project_on(code, date(year, 7, 1))
    return found.programme if found else ""


def _catalogue(wanted: str) -> Iterable[tuple[str, str, str]]:
    """Programme, code and name of everything that money can be written for."""
    for one in programmes():
        if wanted in ("", one.key):
            yield one.key, one.key, one.name
            yield from ((one.key, sub.code, sub.name) for sub in one.sub_projects)


def _line(code: str, name: str, by_book: Sequence[_Of]) -> Progress:
    """One sub-project from its sums in each book, the place's own first."""
    plans = _first_or_all(by_book, lambda sums: sums.planned + sums.carried + sums.divided)
    allocations = _first_or_all(by_book, lambda sums: sums.allocated)
    names = sorted({source for of in by_book for source in of})
    parts = tuple(
        Progress(
            source,
            "",
            planned=sum(_planned(of[source]) for of in plans if source in of),
            carried=sum(of[source].carried for of in plans if source in of),
            allocated=sum(of[source].allocated for of in allocations if source in of),
            disbursed=sum(of[source].disbursed for of in by_book if source in of),
        )
        for source in names
    )
    weights = [weight for of in plans for sums in of.values() for weight in sums.weights]
    return _sum(code, name, parts, _weighed(weights), parts)


def _planned(sums: _Sums) -> int:
    """The plan; where only activities have plans, their sum is the plan."""
    return sums.planned or (0 if sums.carried else sums.divided)


def _first_or_all(by_book: Sequence[_Of], said: Callable[[_Sums], int]) -> Sequence[_Of]:
    """The place's own book where it says something of this, else the books below."""
    own, below = by_book[:1], by_book[1:]
    return own if any(said(sums) for of in own for sums in of.values()) else below


def _weighed(weights: Sequence[tuple[int, float]]) -> float | None:
    whole = sum(amount for amount, _ in weights)
    return sum(amount * percent for amount, percent in weights) / whole if whole else None


def _total(lines: Sequence[Progress]) -> Progress:
    weights = [(line.available, line.estimate) for line in lines if line.estimate is not None]
    return _sum("", "", lines, _weighed(weights), ())


def _sum(
    code: str, name: str, lines: Sequence[Progress], estimate: float | None, parts: tuple[Progress, ...]
) -> Progress:
    return Progress(
        code,
        name,
        planned=sum(line.planned for line in lines),
        carried=sum(line.carried for line in lines),
        allocated=sum(line.allocated for line in lines),
        disbursed=sum(line.disbursed for line in lines),
        estimate=estimate,
        sources=parts,
    )
