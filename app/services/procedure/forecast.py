"""When what lies ahead of a round can be done at the earliest: by its plans, and by the terms of the law.

Pure: proceedings and progress were read before. It promises nothing; it shows where days are running out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.models.key import Key
from app.rules.deadlines import due, is_working_day
from app.services.procedure.plans import OPINION
from app.services.procedure.postings import last_day
from app.services.procedure.proceedings import Proceedings
from app.services.procedure.progress import AHEAD, DONE, NOW, PERIOD, SKIPPED, StepProgress, VillageProgress
from app.services.procedure.village import Village

_DAY = timedelta(days=1)
OWN = ("list", "survey", "meeting", "posting", "complaint")  # what a village takes by itself


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when a step takes place, both days included."""

    step: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Road:
    """The way of a round to its end.

    Attributes:
        villages: what each has still to do, in order.
        report: when it can be reported to the level above; None where nobody gives an opinion.
        answer: the last day of the answer, or the day on which the level above agreed.
        end: of the review; None where no period sets it.
        spare: days between the answer and the end; None where one of them is not known.
    """

    villages: Mapping[Key, tuple[Span, ...]]
    report: date | None
    answer: date | None
    end: date | None

    @property
    def spare(self) -> int | None:
        """Days left over; negative when the end cannot be kept."""
        return (self.end - self.answer).days if self.end and self.answer else None


def road(told: Proceedings, walked: Sequence[VillageProgress], today: date) -> Road:
    """The way that is left, from a day on."""
    villages = {each.place: tuple(_ahead(told, told.village(each.place), each, today)) for each in walked}
    end = told.procedure.periodic.of(told.round.year)[1] if told.review == "periodic" else None
    report = _report(told, villages, today)
    step = told.procedure.step(OPINION)
    term = told.leeway.term(step) if step else None
    answer = due(term, report, told.leeway.holidays) if report and term else report
    last = told.reported
    if last is not None and last.consent:
        answer = date.fromisoformat(last.answered)
    return Road(villages, report, answer, end)


def _report(told: Proceedings, villages: Mapping[Key, tuple[Span, ...]], today: date) -> date | None:
    """The day of the report that was sent, else the first working day when every village is through."""
    plan = told.whole.get(OPINION)
    if told.review != "periodic" or (plan is not None and plan.skipped):
        return None
    if told.reported is not None:
        return date.fromisoformat(told.reported.on_day)
    day = max((spans[-1].until + _DAY for spans in villages.values() if spans), default=today)
    while not is_working_day(day, told.leeway.holidays):
        day += _DAY
    return day


def _ahead(told: Proceedings, its: Village, walked: VillageProgress, today: date) -> Iterator[Span]:
    """The steps that are not done, each from the day after the one before."""
    free = today
    for step in walked.steps:
        if step.key not in OWN or step.state in (DONE, SKIPPED):
            continue
        for span in _now(told, its, step, today) if step.state == NOW else [_planned(told, step, free)]:
            yield span
            free = span.until + _DAY


def _planned(told: Proceedings, step: StepProgress, free: date) -> Span:
    assert step.state == AHEAD, "what stands now is told by what was recorded of it"
    if step.key == "posting":
        return Span(step.key, free, last_day(told, free))
    if step.key == "complaint":
        return Span(step.key, free, _complaints_end(told, free - _DAY))
    day = max(_appointed(step) or free, free)
    return Span(step.key, day, day)


def _complaints_end(told: Proceedings, posted: date) -> date:
    term = told.leeway.term(told.step("complaint"))
    return due(term, posted, told.leeway.holidays) if term else posted


def _appointed(step: StepProgress) -> date | None:
    """The day that a law or a plan sets; the end of the whole review says nothing of a step."""
    return step.clock.due if step.clock and step.clock.basis != PERIOD else None


def _now(told: Proceedings, its: Village, step: StepProgress, today: date) -> Iterator[Span]:
    day = max(_appointed(step) or today, today)
    shown = its.shown()
    if step.key == "posting":
        since = date.fromisoformat(shown[0].since) if shown else today
        yield Span(step.key, since, date.fromisoformat(shown[0].until) if shown else last_day(told, today))
    elif step.key == "complaint" and shown:
        yield Span(step.key, date.fromisoformat(shown[0].until) + _DAY, day)
    elif step.key == "meeting" and its.held is not None and any(not one.finished for one in its.sent_back()):
        yield Span("survey", date.fromisoformat(its.held.on_day) + _DAY, max(day - _DAY, today))
        yield Span(step.key, day, day)
    elif step.key == "meeting":
        yield Span(step.key, day, day)
    else:
        yield Span(step.key, _began(told) or today, day)


def _began(told: Proceedings) -> date | None:
    return date.fromisoformat(told.round.opened[:10]) if told.round.opened else None
