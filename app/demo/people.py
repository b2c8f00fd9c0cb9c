"""The plain values that the sample is made of: commune, villages, households, members.

What a household *is* under a standard is not here but in `app.rules`; the sample only says what its story
wants it to be (`now`, `deprived`), and its facts are made so that the rules find the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.dates import PartialDate

Answer = str | int | float | bool | tuple[str, ...] | Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a household.

    Attributes:
        relation: code of the relation to the head; the head's is `head`.
        sex: `male` or `female`.
        ethnic: code of the ethnic group.
        identity: twelve digits, or empty where the paper was not at hand.
        answers: by the keys of the survey form's member questions.
    """

    name: str
    relation: str
    sex: str
    birth: PartialDate
    ethnic: str
    identity: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Household:
    """A household with its people, its facts, and what the story makes of it.

    Attributes:
        code: official code, unique in the commune: `HK-007`.
        members: at least one, the head first.
        since: the year in which it became a household of its own.
        before: class of the year before the review; `history` has it too, and those of the years before.
        now: class of the review's year under the standard of 2021.
        deprived: the deprived indicators of that standard, in the official order.
        causes: codes, in the official order; only of the poor and near-poor.
        groups: `merit` or `no_labour`, as the commune's book notes it; other groups follow from the members.
        b1: living-standard score in points.
        b2: deprivation score in points.
        income: đồng a person a month over the last twelve months; `worksheet` has the sums behind it, by the
            income items of the rule book, đồng of the household in a year.
        answers: by the keys of the survey form's household questions.
        review: `outside`, `done`, `look`, `open` or `not_begun` on the day of the story.
        request: True if it asked for the review and is on no list.
        listed_2015: True if it is on the poor list of 2015.
    """

    code: str
    village: str
    members: tuple[Member, ...]
    since: int
    before: str
    now: str
    history: Mapping[int, str]
    deprived: tuple[str, ...]
    causes: tuple[str, ...]
    groups: tuple[str, ...]
    b1: int
    b2: int
    income: int
    worksheet: Mapping[str, int]
    answers: Mapping[str, Answer]
    review: str = "outside"
    request: bool = False
    listed_2015: bool = False

    @property
    def head(self) -> Member:
        """The head of the household."""
        return self.members[0]

    @property
    def size(self) -> int:
        """Persons."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class Village:
    """A village and its households in the order of their codes."""

    name: str
    code: str
    households: tuple[Household, ...]


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of invented people.

    Attributes:
        kind: `rural` or `urban`.
        above: name of the level above, between the commune and the province.
        reviewed_on: the day on which ages count.
    """

    name: str
    kind: str
    above: str
    province: str
    year: int
    reviewed_on: date
    villages: tuple[Village, ...]

    @property
    def households(self) -> Iterator[Household]:
        """All households, village by village."""
        for village in self.villages:
            yield from village.households
