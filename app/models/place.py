"""Places as a dated tree: province, (district,) commune, village; any number of levels."""

from __future__ import annotations

from pydantic import field_validator
from sqlmodel import Field, SQLModel

from app.models.key import Key, new_key
from app.vietnamese import clean

RURAL, URBAN = "rural", "urban"


class PlaceFields(SQLModel):
    """What is known of a place. `level` is any word of the tree in use: `province`, `commune`, `village` …"""

    level: str = Field(min_length=1)
    name: str = Field(min_length=1, max_length=200)
    code: str = ""

    @field_validator("name")
    @classmethod
    def _clean_name(cls, name: str) -> str:
        cleaned = clean(name)
        if not cleaned:
            raise ValueError("a name of blanks")
        return cleaned


class Place(PlaceFields, table=True):
    """A place of the tree."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    deleted: int = 0


class PlaceParent(SQLModel, table=True):
    """Under which place a place stands, from a day (text, '' = always) until before another."""

    __tablename__ = "place_parent"

    id: Key = Field(default_factory=new_key, primary_key=True)
    place: Key = Field(foreign_key="place.id")
    parent: Key = Field(foreign_key="place.id")
    since: str = ""
    until: str = ""
    deleted: int = 0


class PlaceArea(SQLModel, table=True):
    """Whether a place is rural or urban, from a year on."""

    __tablename__ = "place_area"

    id: Key = Field(default_factory=new_key, primary_key=True)
    place: Key = Field(foreign_key="place.id")
    year: int
    area: str
    deleted: int = 0


class PlaceCount(SQLModel, table=True):
    """All households and all persons of a place in a year, from the statistics office: the denominators."""

    __tablename__ = "place_count"

    id: Key = Field(default_factory=new_key, primary_key=True)
    place: Key = Field(foreign_key="place.id")
    year: int
    households: int | None = Field(default=None, ge=0)
    persons: int | None = Field(default=None, ge=0)
    deleted: int = 0
