"""A household: where it is, what it is known by, how large it says it is."""

from __future__ import annotations

from typing import Any

from pydantic import field_validator
from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from app.dates import PartialDate
from app.models.key import Key, new_key
from app.vietnamese import clean


class HouseholdFields(SQLModel):
    """What is known of a household; it may be no more than a place and a declared size (persons)."""

    place: Key
    place_since: str = ""
    code: str = Field(default="", max_length=40)
    declared_size: int | None = Field(default=None, ge=0, le=60)
    roster_complete: int = 0
    local_minority: int | None = None
    groups: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    address: str = Field(default="", max_length=300)
    phone: str = Field(default="", max_length=40)
    formed: str = ""
    formed_how: str = ""
    ended: str = ""
    ended_how: str = ""
    origin: Key | None = None
    note: str = ""

    @field_validator("code", "address", "phone")
    @classmethod
    def _clean(cls, text: str) -> str:
        return clean(text)

    @field_validator("place_since", "formed", "ended")
    @classmethod
    def _date(cls, text: str) -> str:
        return str(PartialDate.of(text)) if text else ""


class Household(HouseholdFields, table=True):
    """A household of the register."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    place: Key = Field(foreign_key="place.id")
    origin: Key | None = Field(default=None, foreign_key="household.id")
    deleted: int = 0
