"""School, work, health of the members: answers that agree with the deprivations of their household."""

from __future__ import annotations

from random import Random

from app.demo.kinship import ABLE, CHILD_UNDER, SCHOOLED, YOUNG, Kin
from app.demo.living import living
from app.demo.people import Answer
from app.demo.roles import Role

_WORK_FROM = 15
_OLD = 62  # who is past working age, man or woman
_LEVELS = (
    (3, "none"),
    (6, "kindergarten"),
    (12, "primary"),
    (16, "lower_secondary"),
    (18, "upper_secondary"),
)
_FINISHED = {"kindergarten": "below_primary", "primary": "below_primary", "lower_secondary": "primary"}


def answers(rng: Random, role: Role, kin: list[Kin]) -> list[dict[str, Answer]]:
    """What each person says to the member questions of the survey form, in the order of the persons."""
    said = [_person(rng, person) for person in kin]
    _unemployed(rng, role, kin, said)
    _undernourished(rng, role, kin, said)
    _uninsured(rng, role, kin, said)
    _without_diploma(rng, role, kin, said)
    _out_of_school(rng, role, kin, said)
    _online(rng, role, kin, said)
    return said


def _person(rng: Random, person: Kin) -> dict[str, Answer]:
    """Somebody who lacks nothing; every question is answered that is asked at this age."""
    answers: dict[str, Answer] = {"insurance": True, "allowance": person.allowance}
    answers["illness"] = rng.random() < (0.2 if person.age >= 60 else 0.03)
    if person.age >= 3:
        answers["school"] = _level(rng, person.age)
    if person.age >= 6:
        answers["internet"] = False
        answers["education"] = _education(rng, person.age, str(answers["school"]))
    if person.age >= _WORK_FROM:
        answers |= _work(rng, person, str(answers["school"]))
    if person.age < CHILD_UNDER:
        answers |= _grown(rng, person.age, 1.0, 1.0) | {"nutrition": "normal"}
    return answers


def _level(rng: Random, age: int) -> str:
    """The level at which somebody studies; half of those of sixteen and seventeen go on."""
    if age >= 18 or (age >= CHILD_UNDER and rng.random() < 0.5):
        return "none"
    return next(level for below, level in _LEVELS if age < below)


def _education(rng: Random, age: int, school: str) -> str:
    if age < CHILD_UNDER:
        return _FINISHED.get(school, "below_primary")
    if age < 18:
        return "lower_secondary"
    if age in YOUNG:
        return "upper_secondary"
    return rng.choice(
        ("below_primary", "primary", "primary", "lower_secondary", "lower_secondary", "upper_secondary")
    )


def _work(rng: Random, person: Kin, school: str) -> dict[str, Answer]:
    """Most till their own land; some have a contract."""
    answers: dict[str, Answer] = {"training": "none", "pension": "none"}
    if school != "none":
        return answers | {"work": "studying"}
    if person.allowance == "disabled":
        return answers | {"work": "unable"}
    if person.age >= _OLD:
        return answers | {"work": "retired"}
    hired = 18 <= person.age <= 50 and rng.random() < 0.12
    if hired:
        return answers | {"work": "working", "work_kind": "enterprise", "contract": "with"}
    return answers | {"work": "working", "work_kind": "other", "contract": "not_wage"}


def _grown(rng: Random, age: int, tall: float, heavy: float) -> dict[str, Answer]:
    growth = living("growth")
    height = growth["height"][age] * tall * rng.uniform(0.97, 1.03)
    return {
        "height": round(height, 1),
        "weight": round(growth["weight"][age] * heavy * rng.uniform(0.95, 1.05), 1),
    }


def _unemployed(rng: Random, role: Role, kin: list[Kin], said: list[dict[str, Answer]]) -> None:
    """One who could work has no job, or works for wages without a contract."""
    if "employment" not in role.deprived:
        return
    able = [place for place, person in enumerate(kin) if person.age in ABLE and not person.dependent]
    here = said[rng.choice(able or [0])]
    for key in ("work_kind", "contract"):
        here.pop(key, None)
    here["school"] = "none"
    if rng.random() < 0.6:
        here["work"] = "jobless"
    else:
        here |= {"work": "working", "work_kind": "hired_by_household", "contract": "without"}


def _undernourished(rng: Random, role: Role, kin: list[Kin], said: list[dict[str, Answer]]) -> None:
    if "nutrition" not in role.deprived:
        return
    child = rng.choice([place for place, person in enumerate(kin) if person.age < CHILD_UNDER])
    said[child]["nutrition"] = kind = rng.choice(("stunted", "stunted", "underweight", "both"))
    tall, heavy = 0.88 if kind != "underweight" else 0.98, 0.74 if kind != "stunted" else 0.92
    said[child] |= _grown(rng, kin[child].age, tall, heavy)


def _uninsured(rng: Random, role: Role, kin: list[Kin], said: list[dict[str, Answer]]) -> None:
    if "health_insurance" not in role.deprived:
        return
    asked = [place for place, person in enumerate(kin) if person.age >= 6]
    for place in rng.sample(asked, rng.randint(1, min(2, len(asked)))):
        said[place]["insurance"] = False


def _without_diploma(rng: Random, role: Role, kin: list[Kin], said: list[dict[str, Answer]]) -> None:
    if "adult_education" not in role.deprived:
        return
    young = [place for place, person in enumerate(kin) if person.age in YOUNG]
    here = said[rng.choice(young)]
    here |= {"school": "none", "training": "none", "education": rng.choice(("below_primary", "primary"))}
    if here["work"] == "studying":
        here |= {"work": "working", "work_kind": "other", "contract": "not_wage"}


def _out_of_school(rng: Random, role: Role, kin: list[Kin], said: list[dict[str, Answer]]) -> None:
    if "child_schooling" not in role.deprived:
        return
    child = rng.choice([place for place, person in enumerate(kin) if person.age in SCHOOLED])
    said[child]["school"] = "none"
    if kin[child].age >= 6:
        said[child]["education"] = "below_primary"
    if said[child].get("work") == "studying":
        said[child] |= {"work": "working", "work_kind": "other", "contract": "not_wage"}


def _online(rng: Random, role: Role, kin: list[Kin], said: list[dict[str, Answer]]) -> None:
    """Where the household is not cut off, the young are online, and at least one person is."""
    if "telecom" in role.deprived:
        return
    asked = [place for place, person in enumerate(kin) if person.age >= 6]
    users = [place for place in asked if rng.random() < (0.7 if 12 <= kin[place].age < 45 else 0.15)]
    for place in users or [rng.choice(asked)]:
        said[place]["internet"] = True
