"""What a plan asks of a place in a year. What was done is counted by reports, or typed beside it."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from app.models.key import Key, new_key


class Target(SQLModel, table=True):
    """A target: `indicator` is a code of the list `targets`, in whose unit `value` and `done` are.

    `done` is typed where the book does not count it; `source` names the plan.
    """

    id: Key = Field(default_factory=new_key, primary_key=True)
    place: Key = Field(foreign_key="place.id")
    year: int
    indicator: str
    value: float
    done: float | None = None
    source: str = ""
    deleted: int = 0
