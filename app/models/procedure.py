"""What the law asks for between a survey and a certificate: meetings, postings, complaints, decisions.

Days are stored texts (`2026-11-20`). A step names the step that it stands on.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from app.models.key import Key, new_key

ENTER, LEAVE, AVERAGE_FARMING = "enter", "leave", "average_farming"
REQUESTS = (ENTER, LEAVE, AVERAGE_FARMING)


def _map() -> Any:
    return Field(default_factory=dict, sa_type=JSON)


class StepPlan(SQLModel, table=True):
    """What a place sets itself: when a step is to be done, or why it does not take place."""

    __tablename__ = "step_plan"

    id: Key = Field(default_factory=new_key, primary_key=True)
    round: Key = Field(foreign_key="review_round.id")
    place: Key = Field(foreign_key="place.id")
    step: str
    due: str = ""
    skipped: str = ""
    deleted: int = 0


class Meeting(SQLModel, table=True):
    """A meeting of a village about its results; only called while `attending` is None.

    `copies` counts copies of the minutes, `representatives` are those of the households who sign them.
    """

    id: Key = Field(default_factory=new_key, primary_key=True)
    round: Key = Field(foreign_key="review_round.id")
    place: Key = Field(foreign_key="place.id")
    number: int
    follows: Key | None = Field(default=None, foreign_key="meeting.id")
    on_day: str
    hour: str = ""
    venue: str = ""
    chair: str = ""
    secretary: str = ""
    representatives: str = ""
    invited: int | None = None
    attending: int | None = None
    copies: int = 0
    note: str = ""
    deleted: int = 0


class Vote(SQLModel, table=True):
    """How many of a meeting agreed to the result of one household; `classes` is what they voted upon."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    meeting: Key = Field(foreign_key="meeting.id")
    review_case: Key = Field(foreign_key="review_case.id")
    agreeing: int
    classes: dict[str, Any] = _map()
    deleted: int = 0


class Posting(SQLModel, table=True):
    """A village's results on the boards of the village and of the commune; both days included."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    round: Key = Field(foreign_key="review_round.id")
    place: Key = Field(foreign_key="place.id")
    number: int
    meeting: Key = Field(foreign_key="meeting.id")
    since: str
    until: str
    at_village: str
    at_office: str
    deleted: int = 0


class Complaint(SQLModel, table=True):
    """A complaint about a household's result: received, surveyed again, answered, posted again."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    posting: Key = Field(foreign_key="posting.id")
    review_case: Key = Field(foreign_key="review_case.id")
    received: str
    complainant: str
    about: str
    resurveyed: str = ""
    answered: str = ""
    answer: str = ""
    classes: dict[str, Any] = _map()
    reposted: Key | None = Field(default=None, foreign_key="posting.id")
    deleted: int = 0


class Submission(SQLModel, table=True):
    """A report of the round to the level above, and what that one answered."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    round: Key = Field(foreign_key="review_round.id")
    turn: int
    number: str
    on_day: str
    addressee: str = ""
    answered: str = ""
    answer_number: str = ""
    consent: int | None = None
    opinion: str = ""
    deleted: int = 0


class Submitted(SQLModel, table=True):
    """A village in a report to the level above, with the posting that it had been through."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    submission: Key = Field(foreign_key="submission.id")
    place: Key = Field(foreign_key="place.id")
    posting: Key = Field(foreign_key="posting.id")
    deleted: int = 0


class Decision(SQLModel, table=True):
    """A decision of recognition. It stands until it is revoked; `number` is counted within `year`."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    place: Key = Field(foreign_key="place.id")
    year: int
    number: int
    round: Key = Field(foreign_key="review_round.id")
    on_day: str
    signer: str
    signer_title: str
    submission: Key | None = Field(default=None, foreign_key="submission.id")
    revoked: str = ""
    revoked_why: str = ""
    deleted: int = 0


class Decided(SQLModel, table=True):
    """A household in a decision: its classes, the class before, persons, and what carries the result."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    decision: Key = Field(foreign_key="decision.id")
    review_case: Key = Field(foreign_key="review_case.id")
    vote: Key = Field(foreign_key="vote.id")
    posting: Key = Field(foreign_key="posting.id")
    classes: dict[str, Any] = _map()
    before: str = ""
    persons: int | None = None
    deleted: int = 0


class Certificate(SQLModel, table=True):
    """A numbered certificate of a household; one that was spoilt or taken back keeps its number."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    place: Key = Field(foreign_key="place.id")
    year: int
    number: int
    decided: Key = Field(foreign_key="decided.id")
    follows: Key | None = Field(default=None, foreign_key="certificate.id")
    on_day: str
    withdrawn: str = ""
    withdrawn_why: str = ""
    deleted: int = 0


class CertificateCopy(SQLModel, table=True):
    """A certificate as printed: the first is the original, the others are reprints with a reason."""

    __tablename__ = "certificate_copy"

    id: Key = Field(default_factory=new_key, primary_key=True)
    certificate: Key = Field(foreign_key="certificate.id")
    nth: int
    on_day: str
    why: str = ""
    deleted: int = 0


class Request(SQLModel, table=True):
    """A household asks outside the yearly review: to enter the list, to leave it, or another standing."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    round: Key = Field(foreign_key="review_round.id")
    household: Key = Field(foreign_key="household.id")
    review_case: Key = Field(foreign_key="review_case.id")
    kind: str
    filed: str
    reasons: str = ""
    refused: str = ""
    refused_number: str = ""
    refused_why: str = ""
    deleted: int = 0
