"""A file that was taken in, and what became of each of its lines."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from app.models.key import Key, new_key

NEW, CHANGED, EQUAL, DOUBTFUL, REFUSED = "new", "changed", "equal", "doubtful", "refused"


class Intake(SQLModel, table=True):
    """A file taken in; `counts` says how many lines were new, changed, equal, doubtful, refused."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    file: str
    sha256: str
    kind: str
    at: str
    year: int | None = None
    counts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    deleted: int = 0


class IntakeRow(SQLModel, table=True):
    """A line of a file: the household it became, or the cells that are kept because it did not go in."""

    __tablename__ = "intake_row"

    id: Key = Field(default_factory=new_key, primary_key=True)
    intake: Key = Field(foreign_key="intake.id")
    sheet: str
    line: int
    fingerprint: str
    status: str
    household: Key | None = Field(default=None, foreign_key="household.id")
    reason: str = ""
    raw: str = ""
    deleted: int = 0


class Setting(SQLModel, table=True):
    """A choice of this place that travels with its book."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    key: str
    value: str
    deleted: int = 0
