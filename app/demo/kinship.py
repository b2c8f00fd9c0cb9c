"""Who lives in a household of the sample: relations and ages that agree with its deprivations.

Ages are full years on the day of the review. Names, dates and answers follow in `rosters`.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from app.demo.roles import Role

CHILD_UNDER = 16  # a dependent by age
YOUNG = range(16, 31)  # of whom a diploma is asked
SCHOOLED = range(3, 16)  # who should be at school
ABLE = range(17, 55)  # surely of working age
_GENERATION = 18  # years between a parent and a child, at least


@dataclass(slots=True)
class Kin:
    """One person of a household.

    Attributes:
        relation: code of the relation to the head.
        age: full years.
        allowance: `elderly` or `disabled` where a monthly social allowance makes a dependent, else `none`.
    """

    relation: str
    age: int
    allowance: str = "none"

    @property
    def dependent(self) -> bool:
        """True for a child, and for whoever lives on a social allowance."""
        return self.age < CHILD_UNDER or self.allowance != "none"


def family(rng: Random, role: Role, head_age: int) -> list[Kin]:
    """The persons of a household, the head first."""
    head = Kin("head", head_age)
    dependents = _dependents(rng, role)
    adults = role.size - dependents
    if adults == 0 or _must_depend(head, adults, role):
        head.allowance = "elderly" if head_age >= 60 else "disabled"
        dependents -= 1
        others = _adults(rng, role, head, adults)
    else:
        others = _adults(rng, role, head, adults - 1)
    return [head, *others, *_cared_for(rng, role, head, dependents)]


def _dependents(rng: Random, role: Role) -> int:
    """How many of the household are dependents: over half of it where that is the deprivation."""
    if "dependents" in role.deprived:
        least = role.size // 2 + 1
        return least + (role.size >= 6 and rng.random() < 0.3)
    asked = not role.deprived.isdisjoint(("nutrition", "child_schooling"))
    if role.size == 2 and not role.deprived.isdisjoint(("adult_education", "employment")):
        return int(asked)
    return max(asked, min(role.size // 2, rng.choice((0, 1, 1, 2, 2, 2, 3))))


def _must_depend(head: Kin, adults: int, role: Role) -> bool:
    """The only adult has to be a young one, and the head is not."""
    return "dependents" in role.deprived and adults == 1 and _lacks_young(role, [head])


def _lacks_young(role: Role, adults: list[Kin]) -> bool:
    """Nobody here yet can lack a diploma, or a job, as the household must."""
    ages = [kin.age for kin in adults if not kin.dependent]
    lacks_pupil = "adult_education" in role.deprived and not any(age in YOUNG for age in ages)
    lacks_worker = "employment" in role.deprived and not any(age in ABLE for age in ages)
    return lacks_pupil or (lacks_worker and role.size > 1)


def _adults(rng: Random, role: Role, head: Kin, count: int) -> list[Kin]:
    """The grown-up persons beside the head."""
    found: list[Kin] = []
    while len(found) < count:
        found.append(_next_adult(rng, role, head, found))
    return found


def _next_adult(rng: Random, role: Role, head: Kin, found: list[Kin]) -> Kin:
    relations = [kin.relation for kin in found]
    if _lacks_young(role, [head, *found]):
        return _young(rng, head, found)
    if "spouse" not in relations and (role.married_in or rng.random() < 0.92):
        return Kin("spouse", max(18, head.age + rng.randint(-5, 4)))
    married = sum(kin.relation == "child" and kin.age > 19 for kin in found)
    if relations.count("child_in_law") < married and rng.random() < 0.5:
        return Kin("child_in_law", rng.randint(18, 30))
    if head.age < 40 and relations.count("parent") < 2:
        return Kin("parent", min(head.age + rng.randint(18, 30), 72))
    return _young(rng, head, found)


def _young(rng: Random, head: Kin, found: list[Kin]) -> Kin:
    """A grown child of the head, or a younger brother or sister where the head is too young for one."""
    oldest = min(YOUNG[-1], head.age - _GENERATION)
    if oldest > YOUNG[0]:
        return Kin("child", _new_age(rng, oldest, found))
    return Kin("sibling", _new_age(rng, min(YOUNG[-1], max(head.age - 1, 19)), found))


def _new_age(rng: Random, oldest: int, found: list[Kin]) -> int:
    """A young age that nobody here has, if there is one: brothers and sisters are not born in one year."""
    taken = {kin.age for kin in found}
    ages = [age for age in range(YOUNG[0] + 1, oldest + 1) if age not in taken]
    return rng.choice(ages or YOUNG[1:3])


def _cared_for(rng: Random, role: Role, head: Kin, count: int) -> list[Kin]:
    """The children, and now and then an old parent on an allowance."""
    asked = not role.deprived.isdisjoint(("nutrition", "child_schooling"))
    old = count > asked and 48 <= head.age <= 62 and rng.random() < 0.3
    children = _children(rng, role, head, count - old)
    if old:
        children.append(Kin("parent", rng.randint(max(76, head.age + 17), 92), "elderly"))
    return children


def _children(rng: Random, role: Role, head: Kin, count: int) -> list[Kin]:
    grandparent = head.age > 54 or (head.age > 46 and rng.random() < 0.35)
    oldest = CHILD_UNDER - 1 if grandparent else min(CHILD_UNDER - 1, head.age - _GENERATION)
    own = sorted(rng.sample(range(oldest + 1), min(count, oldest + 1)), reverse=True)
    relation = "grandchild" if grandparent else "child"
    children = [Kin(relation, age) for age in own]
    younger = rng.sample(range(8, CHILD_UNDER), count - len(own))
    children += [Kin("sibling", age) for age in younger]
    if "child_schooling" in role.deprived and not any(kin.age in SCHOOLED for kin in children):
        children[0].age = rng.randint(SCHOOLED[0], max(SCHOOLED[0], oldest))
    return children
