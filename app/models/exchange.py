"""What levels tell each other beside the data: work returned, households that move, persons twice there."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from app.models.key import Key, new_key

OFFERED, FORWARDED, ACCEPTED, DECLINED = "offered", "forwarded", "accepted", "declined"


class Returned(SQLModel, table=True):
    """A household, a village or a whole round that the level above wants looked at again.

    `place` is the village or, for a whole round, the round's place; without `answer` it still waits.
    """

    id: Key = Field(default_factory=new_key, primary_key=True)
    place: Key = Field(foreign_key="place.id")
    round: Key = Field(foreign_key="review_round.id")
    household: Key | None = Field(default=None, foreign_key="household.id")
    why: str
    at: str
    answer: str = ""
    deleted: int = 0


class Transfer(SQLModel, table=True):
    """A household on its way from one book to another: offered, forwarded by the level above, answered."""

    id: Key = Field(default_factory=new_key, primary_key=True)
    household: Key = Field(foreign_key="household.id")
    from_place: Key = Field(foreign_key="place.id")
    to_place: Key = Field(foreign_key="place.id")
    state: str = OFFERED
    on_day: str = ""
    why: str = ""
    answer: str = ""
    deleted: int = 0


class Duplicate(SQLModel, table=True):
    """Two persons who may be one: what was decided about them, for ever; `person` is the smaller key.

    `kept` is who of the two stays where both are the same; `kept_where` says in words where that one lives.
    """

    id: Key = Field(default_factory=new_key, primary_key=True)
    person: Key
    other: Key
    same: int
    kept: Key | None = None
    kept_where: str = ""
    why: str
    deleted: int = 0
