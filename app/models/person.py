"""A person, and membership of households over time."""

from __future__ import annotations

from pydantic import field_validator
from sqlmodel import Field, SQLModel

from app.dates import PartialDate
from app.models.key import Key, new_key
from app.vietnamese import clean

MALE, FEMALE = "male", "female"


class PersonFields(SQLModel):
    """What is known of a person. Dates are partial (`1980`, `1980-03`, `1980-03-15`); `cccd` is text."""

    name: str = Field(min_length=1, max_length=300)
    sex: str | None = None
    birth: str = ""
    death: str = ""
    ethnic: str = ""
    cccd: str = Field(default="", max_length=20)
    cccd_issued: str = ""
    phone: str = Field(default="", max_length=40)
    note: str = ""

    @field_validator("name")
    @classmethod
    def _clean_name(cls, name: str) -> str:
        cleaned = clean(name)
        if not cleaned:
            raise ValueError("a name of blanks")
        return cleaned

    @field_validator("sex")
    @classmethod
    def _one_of_two(cls, sex: str | None) -> str | None:
        if sex not in (None, MALE, FEMALE):
            raise ValueError("neither male nor female")
        return sex

    @field_validator("birth", "death", "cccd_issued")
    @classmethod
    def _date(cls, text: str) -> str:
        return str(PartialDate.of(text)) if text else ""


class Person(PersonFields, table=True):
    """A person of the register; `folded` and `sort_key` are the store's own."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    folded: str = ""
    sort_key: bytes = b""
    deleted: int = 0


class MembershipFields(SQLModel):
    """A person's time in a household. The head is a flag, never a text to match."""

    household: Key
    person: Key
    relation: str = ""
    head: int = 0
    since: str = ""
    until: str = ""
    joined_how: str = ""
    left_how: str = ""
    place_in_list: int = 0


class Membership(MembershipFields, table=True):
    """A membership of the register; one without `until` is current."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    household: Key = Field(foreign_key="household.id")
    person: Key = Field(foreign_key="person.id")
    deleted: int = 0
