"""A village in a round, with all that its procedure has recorded; says what is settled and what is not.

Pure: it was read from the store by `proceedings`, and knows no session and no clock but the day it is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.models.key import Key
from app.models.procedure import Complaint, Meeting, Posting, StepPlan, Vote
from app.models.review import DONE, NEAR_POOR, POOR
from app.rules.procedure import Step

LISTED = (POOR, NEAR_POOR)
Classes = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A household that the round is about.

    Attributes:
        classes: by standard; None where there is none yet.
        before: class of the list before; empty where it is not known.
    """

    key: Key
    household: Key
    place: Key
    code: str
    state: str
    surveyed: str
    persons: int | None
    classes: Classes
    before: str

    @property
    def finished(self) -> bool:
        """True when it is surveyed and has a class under every standard."""
        return self.state == DONE and bool(self.classes) and None not in self.classes.values()


@dataclass(frozen=True, slots=True)
class Village:
    """A village in a round.

    Attributes:
        meetings: in the order of their numbers, also those only called.
        votes: on each case, the first meeting first.
        postings: in the order of their numbers.
        complaints: in the order in which they came.
        plans: what the place set itself, by step.
        meeting_step: the step of the law that says how many have to agree.
    """

    place: Key
    name: str
    cases: tuple[Reviewed, ...]
    meetings: tuple[Meeting, ...]
    votes: Mapping[Key, tuple[Vote, ...]]
    postings: tuple[Posting, ...]
    complaints: tuple[Complaint, ...]
    plans: Mapping[str, StepPlan]
    meeting_step: Step

    # Meetings -----------------------------------------------------------------------------------------------

    @property
    def held(self) -> Meeting | None:
        """The newest meeting that took place."""
        return next((one for one in reversed(self.meetings) if one.attending), None)

    @property
    def called(self) -> Meeting | None:
        """The meeting that is called and was not held yet."""
        return next((one for one in self.meetings if not one.attending), None)

    def vote(self, case: Key) -> Vote | None:
        """The newest vote on a case."""
        return self.votes[case][-1] if case in self.votes else None

    def attending(self, vote: Vote) -> int:
        """How many attended the meeting of a vote."""
        return next((one.attending or 0 for one in self.meetings if one.id == vote.meeting), 0)

    def rejected(self, case: Reviewed) -> bool:
        """True when too few agreed to a result the last time that it was voted upon."""
        vote = self.vote(case.key)
        return vote is not None and not self.meeting_step.agreed(vote.agreeing, self.attending(vote))

    def agreed(self, case: Reviewed) -> bool:
        """True when a meeting agreed to the class that a case has now."""
        vote = self.vote(case.key)
        return vote is not None and not self.rejected(case) and vote.classes == case.classes

    # Cases --------------------------------------------------------------------------------------------------

    def unsurveyed(self) -> tuple[Reviewed, ...]:
        """Cases that are not finished, other than those under re-check."""
        waiting = self._rechecked()
        return tuple(case for case in self.cases if not case.finished and case.key not in waiting)

    def sent_back(self) -> tuple[Reviewed, ...]:
        """Cases that a meeting did not agree to."""
        return tuple(case for case in self.cases if self.rejected(case) and not self._found_again(case))

    def unsettled(self) -> tuple[Reviewed, ...]:
        """Cases whose present class no meeting agreed to and no re-check found."""
        return tuple(case for case in self.cases if not self.settled(case))

    def settled(self, case: Reviewed) -> bool:
        """True when a case needs no (further) meeting."""
        return case.key in self._rechecked() or self._found_again(case) or self.agreed(case)

    def _found_again(self, case: Reviewed) -> bool:
        return any(one.answered and one.classes == case.classes for one in self._about(case.key))

    def _about(self, case: Key) -> tuple[Complaint, ...]:
        return tuple(one for one in self.complaints if one.review_case == case)

    def _rechecked(self) -> frozenset[Key]:
        return frozenset(one.review_case for one in self.open_complaints())

    # Postings and complaints --------------------------------------------------------------------------------

    def shown(self) -> tuple[Posting, ...]:
        """The postings of what the last meeting found, the first one first."""
        held = self.held
        return tuple(one for one in self.postings if held and one.meeting == held.id)

    def open_complaints(self) -> tuple[Complaint, ...]:
        """Complaints that nobody has answered."""
        return tuple(one for one in self.complaints if not one.answered)

    def to_repost(self) -> tuple[Complaint, ...]:
        """Complaints that were answered, and whose result was not posted again."""
        return tuple(one for one in self.complaints if one.answered and not one.reposted)

    def case(self, key: Key) -> Reviewed:
        """The case of a key."""
        return next(one for one in self.cases if one.key == key)

    # The last day that something happened -------------------------------------------------------------------

    @property
    def surveyed_on(self) -> date | None:
        """The last day on which a household was surveyed, as far as the forms say it."""
        days = [one.surveyed for one in self.cases if len(one.surveyed) == len("2026-11-20")]
        return date.fromisoformat(max(days)) if days else None
