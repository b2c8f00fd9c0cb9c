"""Names, birth dates and numbers for the persons of a household of the sample."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

from app.dates import PartialDate
from app.demo.kinship import Kin, family
from app.demo.margins import Story
from app.demo.names import Naming, namings
from app.demo.people import Member
from app.demo.roles import Role
from app.demo.upbringing import answers

_EDGES = frozenset({2, 3, 5, 6, 11, 12, 14, 15, 16, 17, 18, 30, 31})
_YEAR_ONLY, _NO_DAY = 0.30, 0.34  # how many birth dates are known so far, cumulated
_HEADS = (22, 64)  # ages between which a head is drawn
_OTHER_SEX = {"male": "female", "female": "male"}


@dataclass(slots=True)
class Registry:
    """What is drawn for the whole commune: chance, and the running number of identity papers."""

    rng: Random
    story: Story
    longer_names: bool
    serial: Iterator[int]

    @classmethod
    def opened(cls, rng: Random, story: Story, *, longer_names: bool = False, first: int = 0) -> Registry:
        """A registry that has given no number below `first`; large communes need longer names."""
        return cls(rng, story, longer_names, count(first))

    def birth(self, age: int) -> PartialDate:
        """A birth date of somebody that age; an age at which a rule turns holds from September on."""
        year = self.story.year - age
        known = self.rng.random()
        if known < _YEAR_ONLY:
            return PartialDate(year)
        month = self.rng.randint(1, 8 if age in _EDGES else 12)
        day = self.rng.randint(1, 28)
        today = self.story.reviewed_on
        if known < _NO_DAY:
            return PartialDate(year - ((today.month, today.day) < (month, 1)), month)
        return PartialDate(year - ((today.month, today.day) < (month, day)), month, day)

    def identity(self, sex: str, year: int, age: int, missing: float) -> str:
        """An identity number that agrees with sex and year, or empty; no two are the same."""
        number = next(self.serial)
        if self.rng.random() < missing * (2 if age < 14 else 1):
            return ""
        century = 2 * (year // 100 - 19) + (sex == "female")
        return f"{self.story.id_place}{century}{year % 100:02}{(number * 611_953 + 204_811) % 1_000_000:06}"


def roster(registry: Registry, role: Role) -> tuple[Member, ...]:
    """The members of a household, the head first."""
    rng, known = registry.rng, role.known
    if known and known.members:
        return tuple(_as_told(member, role.ethnic) for member in known.members)
    age = known.birth.age_on(registry.story.reviewed_on) if known else rng.randint(*_ages(role))
    kin = family(rng, role, age)
    sexes = _sexes(rng, kin, known.sex if known else "male" if rng.random() < 0.82 else "female")
    groups = [
        role.married_in if role.married_in and person.relation == "spouse" else role.ethnic for person in kin
    ]
    names = _names(registry, kin, sexes, groups, known.name if known else "")
    births = [registry.birth(person.age) for person in kin]
    if known:
        births[0] = known.birth
    said = answers(rng, role, kin)
    return tuple(
        Member(
            name,
            person.relation,
            sex,
            birth,
            group,
            registry.identity(sex, birth.year, person.age, 0.15),
            told,
        )
        for name, person, sex, birth, group, told in zip(names, kin, sexes, births, groups, said, strict=True)
    )


def _as_told(member: Mapping[str, Any], ethnic: str) -> Member:
    """A member whom the story itself describes."""
    return Member(**{"ethnic": ethnic, **member, "birth": PartialDate.of(member["birth"])})


def _ages(role: Role) -> tuple[int, int]:
    """Between which ages the head is; whoever must be without work is of working age."""
    if role.size <= 2 and "employment" in role.deprived:
        return 24, 54
    if role.size <= 2 and "dependents" in role.deprived:
        return 58, 84
    return _HEADS


def _sexes(rng: Random, kin: list[Kin], head: str) -> list[str]:
    """Wife and husband differ, a second parent differs from the first, a son's wife is a woman."""
    sexes: list[str] = []
    parents = 0
    for person in kin:
        if person.relation == "head":
            sex = head
        elif person.relation == "spouse":
            sex = _OTHER_SEX[head]
        elif person.relation == "child_in_law" or (person.relation == "parent" and parents == 0):
            sex = "female"
        elif person.relation == "parent":
            sex = "male"
        else:
            sex = "male" if rng.random() < 0.51 else "female"
        parents += person.relation == "parent"
        sexes.append(sex)
    return sexes


def _names(registry: Registry, kin: list[Kin], sexes: list[str], groups: list[str], head: str) -> list[str]:
    """Children bear the family name of the father, or of the mother where the group counts by her."""
    rng, naming = registry.rng, namings()[groups[0]]
    own = head.split(maxsplit=1)[0] if head else rng.choice(naming.family)
    partner = next((place for place, person in enumerate(kin) if person.relation == "spouse"), 0)
    other = rng.choice(namings()[groups[partner]].family)
    line_of_head = (naming.line == "father") == (sexes[0] == "male")
    line = own if line_of_head or groups[partner] != groups[0] else other
    names: list[str] = []
    for place, person in enumerate(kin):
        families = {"head": own, "spouse": other, "sibling": own, "child": line, "grandchild": line}
        inherited = families.get(person.relation, own if _names_the_line(naming, sexes[place]) else "")
        if person.relation == "child_in_law":
            inherited = ""
        names.append(_new_name(registry, namings()[groups[place]], sexes[place], inherited, names))
    if head:
        names[0] = head
    return names


def _names_the_line(naming: Naming, sex: str) -> bool:
    return (naming.line == "father") == (sex == "male")


def _new_name(registry: Registry, naming: Naming, sex: str, inherited: str, taken: list[str]) -> str:
    """A name that nobody of the household bears, if a few tries find one."""
    name = ""
    for _ in range(7):
        name = naming.draw(registry.rng, sex, inherited, longer=registry.longer_names)
        if name not in taken:
            break
    return name
