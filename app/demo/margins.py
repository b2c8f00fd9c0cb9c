"""The margins that the sample commune meets exactly, read from `resources/samples/na-may/story.toml`.

What the numbers are is said there; this file only gives them types.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from app.dates import PartialDate
from app.paths import resource

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Count:
    """Households and the persons in them."""

    households: int
    persons: int


@dataclass(frozen=True, slots=True)
class VillageMargins:
    """What must be true of one village.

    Attributes:
        cells: households and persons by class of the year before and class of this year.
        deprived_poor: poor households per deprived indicator.
        causes_poor: poor households per cause.
        requests: households outside last year's list that asked to be reviewed.
        poor_again: those of not poor → poor that were poor in an earlier year; newly_poor the others.
        near_poor_again: how many of not poor → near-poor were near-poor in an earlier year.
        not_begun: households of the review that nobody visited yet, by class.
        majority: ethnic group of the heads who are in none of `heads`.
        heads: number of heads by ethnic group.
        married_in: ethnic groups of which one wife or husband lives here.
    """

    name: str
    code: str
    cells: Mapping[Cell, Count]
    deprived_poor: Mapping[str, int]
    causes_poor: Mapping[str, int]
    requests: int
    poor_again: Count
    newly_poor: Count
    near_poor_again: int
    majority: str
    heads: Mapping[str, int]
    married_in: tuple[str, ...]
    not_begun: Mapping[str, int]

    @property
    def households(self) -> int:
        """All households of the village."""
        return sum(count.households for count in self.cells.values())


@dataclass(frozen=True, slots=True)
class KnownHousehold:
    """A household that the story speaks of by name.

    Attributes:
        history: classes of the years before last year, oldest first; empty where chance decides.
        answers: answers to household questions that chance must not decide.
        members: all of its members as `people.Member` has them; empty where chance decides.
    """

    code: str
    name: str
    sex: str
    birth: PartialDate
    size: int
    before: str
    now: str
    b1: int
    deprived: tuple[str, ...]
    history: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    ethnic: str = ""
    review: str = "done"
    request: bool = False
    dumps_waste: bool = False
    answers: Mapping[str, Any] = field(default_factory=dict)
    members: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """The whole story: places, dates, margins.

    Attributes:
        score: bounds of B1 in points, and what a point is worth in đồng.
        next_standard: how many reviewed households change class under the next standard, by change.
    """

    title: str
    kind: str
    above: str
    province: str
    year: int
    reviewed_on: date
    id_place: str
    classes: tuple[str, ...]
    indicators: tuple[str, ...]
    causes: tuple[str, ...]
    score: Mapping[str, Any]
    next_standard: Mapping[str, int]
    list_2015: int
    lost_and_repeated: int
    villages: tuple[VillageMargins, ...]
    known: Mapping[str, KnownHousehold] = field(default_factory=dict)


def _cells(entry: Mapping[str, Any], classes: Sequence[str]) -> dict[Cell, Count]:
    return {
        (before, now): Count(entry["households"][row][column], entry["persons"][row][column])
        for row, before in enumerate(classes)
        for column, now in enumerate(classes)
    }


def _village(entry: Mapping[str, Any], said: Mapping[str, Any]) -> VillageMargins:
    return VillageMargins(
        name=entry["name"],
        code=entry["code"],
        cells=_cells(entry, said["classes"]),
        deprived_poor=dict(zip(said["indicators"], entry["deprived_poor"], strict=True)),
        causes_poor=dict(zip(said["causes"], entry["causes_poor"], strict=True)),
        requests=entry["requests"],
        poor_again=Count(**entry["poor_again"]),
        newly_poor=Count(**entry["newly_poor"]),
        near_poor_again=entry["near_poor_again"],
        majority=entry["majority"],
        heads=entry["heads"],
        married_in=tuple(entry["married_in"]),
        not_begun=entry.get("not_begun", {}),
    )


def _known(entry: Mapping[str, Any]) -> KnownHousehold:
    said = _without_lists(entry)
    said["members"] = said.pop("member", ())
    return KnownHousehold(**{**said, "birth": PartialDate.of(entry["birth"])})


def _without_lists(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The entry with tuples for lists, in tables inside it too."""
    return {key: _frozen(value) for key, value in entry.items()}


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    return _without_lists(value) if isinstance(value, dict) else value


@cache
def story() -> Story:
    """The story of Xã Nà Mây."""
    with resource("samples", "na-may", "story.toml").open("rb") as file:
        said = tomllib.load(file)
    plain = (
        "title",
        "kind",
        "above",
        "province",
        "year",
        "reviewed_on",
        "id_place",
        "score",
        "next_standard",
    )
    return Story(
        **{key: said[key] for key in plain},
        classes=tuple(said["classes"]),
        indicators=tuple(said["indicators"]),
        causes=tuple(said["causes"]),
        list_2015=said["list_2015"]["households"],
        lost_and_repeated=said["national_export"]["lost_and_repeated"],
        villages=tuple(_village(entry, said) for entry in said["village"]),
        known={entry["code"]: _known(entry) for entry in said["household"]},
    )
