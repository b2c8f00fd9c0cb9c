"""When each step of a review has to be done, from the events that have happened so far.

Counts calendar and working days; knows weekends and the fixed public holidays. Holidays that move (Tết,
Giỗ Tổ, days given in exchange) are handed in.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from app.paths import resource
from app.rules.procedure import Procedure, Review, Step, Term
from app.rules.raw import Table

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a step.

    Attributes:
        step: with its term and how sure that is.
        start: the day of the event that the term counts from.
        due: the last day.
    """

    step: Step
    start: date
    due: date

    def left(self, today: date) -> int:
        """Days left; 0 on the last day, negative when overdue."""
        return (self.due - today).days


@cache
def fixed_holidays() -> frozenset[tuple[int, int]]:
    """(month, day) of the public holidays that fall on the same day every year."""
    table = Table.of_file(resource("procedures", "holidays.toml"))
    return frozenset((entry.whole("month"), entry.whole("day")) for entry in table.tables("fixed", "name"))


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Monday to Friday, no fixed holiday and none of those given."""
    return day.weekday() < 5 and (day.month, day.day) not in fixed_holidays() and day not in holidays


def due(term: Term, start: date, holidays: Collection[date] = ()) -> date:
    """The last day of a term that an event of the day `start` sets off."""
    day = start - _DAY if term.first_day else start
    if term.count == "calendar":
        return day + term.days * _DAY
    left = term.days
    while left:
        day += _DAY
        left -= is_working_day(day, holidays)
    return day


def deadlines(
    procedure: Procedure, review: Review, events: Mapping[str, date], holidays: Collection[date] = ()
) -> tuple[Deadline, ...]:
    """The deadlines that can be told from the events so far, in the order of the steps.

    The end of one term may start the next (a complaint counts from the end of the posting); an event that is
    given goes before one that is computed.
    """
    known = dict(events)
    found = []
    for step in procedure.of(review):
        if step.term is None or step.term.after not in known:
            continue
        start = known[step.term.after]
        last = due(step.term, start, holidays)
        found.append(Deadline(step, start, last))
        if step.term.event:
            known.setdefault(step.term.event, last)
    return tuple(found)
