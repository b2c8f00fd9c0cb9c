"""The stores around Xã Nà Mây and what happens between them: `resources/samples/na-may/district.toml`.

What is told here is only what the file says; the chapters of `district_*` do it, verb by verb.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.paths import resource

ABOVE, NA_MAY = "cap-tren", "na-may"


@dataclass(frozen=True, slots=True)
class Keeper:
    """A store of the story and who works with it.

    Attributes:
        key: its name in the story and of its file.
        place: whose book it keeps, or the village to which a collaborator's work is limited.
        above: the key of the store that invites it; empty for the highest.
        households: how many are invented for it; 0 where they come from elsewhere.
        forms: the survey forms are there, too, and the codes that they bring; else its list alone.
        unvisited: how many of its villages nobody has visited yet, from the last.
    """

    key: str
    place: str
    level: str
    officer: str
    above: str = ""
    households: int = 0
    forms: bool = False
    unvisited: int = 0


def told(event: str) -> Any:
    """What the file says of an event, by the name of its table there: `moved`, `sent_back`, `dispute` …"""
    return _file()[event]


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(resource("samples", "na-may", "district.toml").read_text("utf-8"))


@cache
def keepers() -> Mapping[str, Keeper]:
    """All stores by key, each after the one above it."""
    return {entry["key"]: Keeper(**entry) for entry in _file()["store"]}


def below(key: str) -> tuple[Keeper, ...]:
    """The stores that one store invites, in the order in which it does."""
    return tuple(one for one in keepers().values() if one.above == key)
