"""How far each village is: its step, its clock, and what blocks the next step, with whom it concerns.

Nothing is skipped in silence: a step is done, or it is the one where the village stands, or it lies ahead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.models.key import Key
from app.models.review import Round
from app.rules.procedure import Step
from app.services.procedure.block import Block
from app.services.procedure.plans import LIST
from app.services.procedure.proceedings import Proceedings, read
from app.services.procedure.stages import Found, Stages
from app.services.procedure.village import Village

DONE, NOW, AHEAD, SKIPPED = "done", "now", "ahead", "skipped"
LAW, PLAN, PERIOD = "law", "plan", "period"
_OWN = ("list", "survey", "meeting", "posting", "complaint")  # what a village takes by itself


@dataclass(frozen=True, slots=True)
class Clock:
    """The last day of a step.

    Attributes:
        basis: `law` (a term of the procedure), `plan` (set by the place) or `period` (the end of the review).
        sure: False where the term was never verified.
    """

    due: date
    left: int
    basis: str
    sure: bool = True

    @property
    def overdue(self) -> bool:
        """True after the last day."""
        return self.left < 0


@dataclass(frozen=True, slots=True)
class StepProgress:
    """A step in a village.

    Attributes:
        state: DONE, NOW, AHEAD or SKIPPED.
        on: the day on which it was done, where that is known.
        told: what there is to say of it, a few words.
        clock: of a step that is not done; None where nothing sets it a day.
        blocks: what keeps it from being done.
    """

    key: str
    number: str
    name: str
    state: str
    on: date | None = None
    told: str = ""
    clock: Clock | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class VillageProgress:
    """A village in its procedure.

    Attributes:
        households: under review.
        steps: all of them, in the order of the law.
        step: where it stands; None when everything is done.
    """

    place: Key
    village: str
    households: int
    steps: tuple[StepProgress, ...]
    step: StepProgress | None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What keeps the next step from being taken."""
        return self.step.blocks if self.step else ()

    @property
    def overdue(self) -> bool:
        """True when its step should have been done."""
        return self.step is not None and self.step.clock is not None and self.step.clock.overdue


def progress(
    session: Session, one: Round, today: date, only: Key | None = None
) -> tuple[VillageProgress, ...]:
    """How far each village of a round, or one of them, is on a day."""
    return of(session, read(session, one, only), today, only)


def of(
    session: Session, told: Proceedings, today: date, only: Key | None = None
) -> tuple[VillageProgress, ...]:
    """`progress` of proceedings that are read already."""
    walk = _Walk(session, told, today, only)
    return tuple(walk.village(each) for each in told.villages)


def ready(session: Session, told: Proceedings, today: date) -> Iterator[Block]:
    """What keeps villages from being reported to the level above, or decided upon, on a day."""
    walk = _Walk(session, told, today)
    for each in told.villages:
        for step in walk.own_steps(each):
            if step.state not in (DONE, SKIPPED):
                yield from step.blocks
                break


class _Walk:
    """Goes through the steps of each village of one round, on one day."""

    def __init__(self, session: Session, told: Proceedings, today: date, only: Key | None = None) -> None:
        self._session, self._told, self._today, self._only = session, told, today, only
        self._stages = Stages(session, told, today, self._not_ready)
        self._names: tuple[str, ...] | None = None

    def village(self, its: Village) -> VillageProgress:
        """All steps of a village."""
        steps = self._walked(its, self._told.procedure.of(self._told.review))
        at = next((step for step in steps if step.state == NOW), None)
        return VillageProgress(its.place, its.name, len(its.cases), steps, at)

    def own_steps(self, its: Village) -> tuple[StepProgress, ...]:
        """The steps that a village takes by itself, up to the end of its complaints."""
        steps = self._told.procedure.of(self._told.review)
        return self._walked(its, [step for step in steps if step.key in _OWN])

    def _walked(self, its: Village, steps: Sequence[Step]) -> tuple[StepProgress, ...]:
        """Steps in order: those done, the one where the village stands, those ahead."""
        left_out = _skipped(its, LIST)
        walked: list[StepProgress] = []
        standing = False
        for step in steps:
            if standing or (left_out and step.key in _OWN):
                state = AHEAD if standing else SKIPPED
                clock = self._clock(step, its, None) if standing else None
                walked.append(StepProgress(step.key, step.number, step.name, state, None, left_out, clock))
                continue
            found = self._stages.find(its, step)
            standing = not found.done
            walked.append(self._shown(step, its, found))
        return tuple(walked)

    def _shown(self, step: Step, its: Village, found: Found) -> StepProgress:
        state = (SKIPPED if found.skipped else DONE) if found.done else NOW
        clock = None if found.done else self._clock(step, its, found.due)
        return StepProgress(
            step.key, step.number, step.name, state, found.on, found.told, clock, found.blocks
        )

    def _clock(self, step: Step, its: Village, lawful: date | None) -> Clock | None:
        """The day of the law where one runs; else that of the place's plan; else the end of the review."""
        plan = its.plans.get(step.key) or self._told.whole.get(step.key)
        if lawful is not None:
            day, basis = lawful, LAW if step.term else PLAN  # without a term it is an appointment
        elif plan is not None and plan.due:
            day, basis = date.fromisoformat(plan.due), PLAN
        elif self._told.review == "periodic":
            day, basis = self._told.procedure.periodic.of(self._told.round.year)[1], PERIOD
        else:
            return None
        sure = basis != LAW or step.mark.confidence != "unverified"
        return Clock(day, (day - self._today).days, basis, sure)

    def _not_ready(self) -> tuple[str, ...]:
        """The villages that cannot be reported yet."""
        if self._names is None:
            told = self._told if self._only is None else read(self._session, self._told.round)
            self._names = tuple(
                each.name
                for each in told.villages
                if any(step.state not in (DONE, SKIPPED) for step in self.own_steps(each))
            )
        return self._names


def _skipped(its: Village, step: str) -> str:
    """Why a step does not take place in a village; empty when it does."""
    plan = its.plans.get(step)
    return plan.skipped if plan and not its.cases else ""
