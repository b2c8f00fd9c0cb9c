"""Who gets what: activities, enrolment, delivery, what became of it, money, and the plan of a household.

Days are stored texts (`2026-11-20`), money is whole đồng. Codes of programmes, sub-projects, kinds and
sources are those of `resources/programmes/`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from app.models.key import Key, new_key

REGISTERED, CHECKED, WAITING, APPROVED = "registered", "checked", "waiting", "approved"
RECEIVING, FINISHED, WITHDRAWN, REFUSED = "receiving", "finished", "withdrawn", "refused"
STATES = (REGISTERED, CHECKED, WAITING, APPROVED, RECEIVING, FINISHED, WITHDRAWN, REFUSED)
PLANNED, ALLOCATED, DISBURSED, PAID_BACK = "planned", "allocated", "disbursed", "paid_back"
STAGES = (PLANNED, ALLOCATED, DISBURSED, PAID_BACK)
ENTERED, IMPORTED = "entered", "imported"


def _map() -> Any:
    return Field(default_factory=dict, sa_type=JSON)


class Activity(SQLModel, table=True):
    """A model, class, loan round, card issue, house, work, session or inspection of a sub-project or policy.

    `part` is the key of the sub-project's content that it serves, `content` says it in words. `share` is what
    one household or person is to get, đồng; `planned_quantity` is counted in `unit`.
    """

    id: Key = Field(default_factory=new_key, primary_key=True)
    place: Key = Field(foreign_key="place.id")
    programme: str
    code: str
    year: int
    title: str
    part: str = ""
    content: str = ""
    lead: str = ""
    partner: str = ""
    decision_number: str = ""
    decision_day: str = ""
    since: str = ""
    until: str = ""
    planned_households: int | None = None
    planned_persons: int | None = None
    planned_quantity: float | None = None
    unit: str = ""
    share: int | None = None
    details: dict[str, Any] = _map()
    closed: str = ""
    source: str = ENTERED
    note: str = ""
    deleted: int = 0


class ActivityPlace(SQLModel, table=True):
    """A commune or village where an activity takes place; none = everywhere in its place."""

    __tablename__ = "activity_place"

    id: Key = Field(default_factory=new_key, primary_key=True)
    activity: Key = Field(foreign_key="activity.id")
    place: Key = Field(foreign_key="place.id")
    deleted: int = 0


class Enrolment(SQLModel, table=True):
    """A household, or one of its persons, in an activity, from registration to its end; never deleted.

    `approved_class` and `grounds` are what was found on the day of approval and stay as they were; `place` is
    where the household lived when it was registered. `told` holds facts for the rules that are not in the
    register: pregnant, nursing …
    """

    id: Key = Field(default_factory=new_key, primary_key=True)
    activity: Key = Field(foreign_key="activity.id")
    household: Key = Field(foreign_key="household.id")
    person: Key | None = Field(default=None, foreign_key="person.id")
    place: Key = Field(foreign_key="place.id")
    state: str = REGISTERED
    registered: str
    checked: str = ""
    waiting: str = ""
    approved: str = ""
    began: str = ""
    finished: str = ""
    ended: str = ""
    ended_why: str = ""
    approved_class: str = ""
    approved_by: str = ""
    grounds: dict[str, Any] = _map()
    rank: int | None = None
    exception_why: str = ""
    exception_by: str = ""
    told: dict[str, Any] = _map()
    details: dict[str, Any] = _map()
    note: str = ""
    deleted: int = 0


class Delivery(SQLModel, table=True):
    """What was handed over on a day: `value` in đồng of the whole `quantity`; what came back is kept."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    enrolment: Key = Field(foreign_key="enrolment.id")
    on_day: str
    content: str
    quantity: float | None = None
    unit: str = ""
    value: int | None = None
    receiver: str = ""
    signed: int = 0
    returned: str = ""
    returned_quantity: float | None = None
    returned_value: int | None = None
    returned_why: str = ""
    note: str = ""
    deleted: int = 0


class Measurement(SQLModel, table=True):
    """A child weighed (kg) and measured (cm) on a day; `lying` tells length from height."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    enrolment: Key = Field(foreign_key="enrolment.id")
    on_day: str
    weight: float | None = None
    height: float | None = None
    lying: int | None = None
    deleted: int = 0


class Outcome(SQLModel, table=True):
    """What became of a support after 6 or 12 months: income, animals alive, job kept, escaped."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    enrolment: Key = Field(foreign_key="enrolment.id")
    months: int
    on_day: str
    findings: dict[str, Any] = _map()
    note: str = ""
    deleted: int = 0


class Money(SQLModel, table=True):
    """An amount in đồng planned for an activity, allocated, disbursed or paid back, from one source."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    place: Key = Field(foreign_key="place.id")
    year: int
    programme: str
    code: str
    activity: Key | None = Field(default=None, foreign_key="activity.id")
    stage: str
    source: str
    carried_from: int | None = None
    amount: int
    on_day: str
    document: str = ""
    over_why: str = ""
    note: str = ""
    deleted: int = 0


class HouseholdPlan(SQLModel, table=True):
    """A household's plan for a year: what it asks for, who helps it, whether it means to escape poverty."""

    __tablename__ = "household_plan"

    id: Key = Field(default_factory=new_key, primary_key=True)
    household: Key = Field(foreign_key="household.id")
    year: int
    escape_registered: str = ""
    helper: str = ""
    helper_kind: str = ""
    wants: dict[str, Any] = _map()
    note: str = ""
    deleted: int = 0
