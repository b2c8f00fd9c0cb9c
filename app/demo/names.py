"""Invented names for the people of the sample commune, put together by the forms of each ethnic group.

Not for reading or sorting names: that is `app.vietnamese`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from app.paths import resource

_FORMS: Mapping[str, str] = {"male": "{family} {given}", "female": "{family} {given}"}


@dataclass(frozen=True, slots=True)
class Naming:
    """How one ethnic group names its people.

    Attributes:
        code: of the group, `01` … `54`.
        name: of the group, as the statistics office writes it.
        given: the given names by sex, with what stands before them (`Thị Mỷ`).
        forms: by sex, with the places `{family}` and `{given}`.
        line: whose family name a child bears, `father` or `mother`.
    """

    code: str
    name: str
    family: tuple[str, ...]
    given: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, str]
    line: str

    def draw(self, rng: Random, sex: str, family: str = "", *, longer: bool = False) -> str:
        """A full name; `family` keeps the family name of a parent, `longer` gives one more given name."""
        given = rng.choice(self.given[sex])
        if longer:
            given = f"{given} {rng.choice(self.given[sex]).split()[-1]}"
        return self.forms[sex].format(family=family or rng.choice(self.family), given=given)


def _naming(code: str, entry: Mapping[str, Any]) -> Naming:
    given = {sex: tuple(entry[sex]) for sex in ("male", "female")}
    family = tuple(entry.get("family", ("",)))
    return Naming(code, entry["name"], family, given, entry.get("forms", _FORMS), entry.get("line", "father"))


@cache
def namings() -> Mapping[str, Naming]:
    """The naming of each of the 54 groups, by code."""
    with resource("samples", "na-may", "names.toml").open("rb") as file:
        groups = tomllib.load(file)["group"]
    return {code: _naming(code, entry) for code, entry in groups.items()}


def group_name(code: str) -> str:
    """The name of an ethnic group."""
    return namings()[code].name
