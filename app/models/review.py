"""Review rounds, their cases (a household in a round), the answers of the survey, and the results."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from app.models.key import Key, new_key

PERIODIC, AD_HOC = "periodic", "ad_hoc"
OPEN, CLOSED = "open", "closed"
NOT_BEGUN, BEGUN, DONE, TO_CHECK = "not_begun", "begun", "done", "to_check"
SURVEYED, IMPORTED, COMPUTED = "surveyed", "imported", "computed"
POOR, NEAR_POOR, NOT_POOR, AVERAGE_FARMING = "poor", "near_poor", "not_poor", "average_farming"


def _map() -> Any:
    return Field(default_factory=dict, sa_type=JSON)


class Round(SQLModel, table=True):
    """A review round of a place: of a year, or ad-hoc of a month. `imported` = known from files only."""

    __tablename__ = "review_round"

    id: Key = Field(default_factory=new_key, primary_key=True)
    place: Key = Field(foreign_key="place.id")
    year: int
    kind: str = PERIODIC
    month: int | None = None
    standards: str = ""
    state: str = OPEN
    source: str = SURVEYED
    opened: str = ""
    closed: str = ""
    note: str = ""
    deleted: int = 0


class Case(SQLModel, table=True):
    """A household in a round: where it lived, what it answered, what was ticked, what it lacks.

    `size` counts persons in this round. `b2_stated` is what a sheet says, never used to score.
    `income` holds lines of the worksheet, đồng of the household in 12 months; `income_per_person` is đồng per
    person and month, as typed.
    """

    __tablename__ = "review_case"

    id: Key = Field(default_factory=new_key, primary_key=True)
    round: Key = Field(foreign_key="review_round.id")
    household: Key = Field(foreign_key="household.id")
    place: Key = Field(foreign_key="place.id")
    origin: str
    state: str
    requested: str = ""
    size: int | None = None
    reviewer: str = ""
    reviewed_on: str = ""
    answers: dict[str, Any] = _map()
    ticks: dict[str, Any] = _map()
    tick_source: str = ""
    b1_total: float | None = None
    b1_items: dict[str, Any] = _map()
    b2_stated: float | None = None
    income: dict[str, Any] = _map()
    income_per_person: float | None = None
    causes: dict[str, Any] = _map()
    groups: dict[str, Any] = _map()
    wants: dict[str, Any] = _map()
    stated_kind: str = ""
    note: str = ""
    deleted: int = 0


class CaseMember(SQLModel, table=True):
    """What the survey asked of one member in a round."""

    __tablename__ = "case_member"

    id: Key = Field(default_factory=new_key, primary_key=True)
    review_case: Key = Field(foreign_key="review_case.id")
    person: Key = Field(foreign_key="person.id")
    answers: dict[str, Any] = _map()
    deleted: int = 0


class Result(SQLModel, table=True):
    """The class of a case under one standard, computed, and agreed with a reason where people differ."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    review_case: Key = Field(foreign_key="review_case.id")
    standard: str
    final_class: str | None = None
    computed_class: str | None = None
    agreed_class: str | None = None
    agreed_why: str = ""
    side: str = ""
    b1: float | None = None
    b2: float | None = None
    income: float | None = None
    deprived: dict[str, Any] = _map()
    sources: dict[str, Any] = _map()
    source: str
    deleted: int = 0


class B1Point(SQLModel, table=True):
    """A row of the official B1 table, once a province has loaded it."""

    __tablename__ = "b1_point"

    id: Key = Field(default_factory=new_key, primary_key=True)
    standard: str
    region: str = ""
    area: str = ""
    item: str
    option: str
    points: float
    source: str = ""
    deleted: int = 0
