"""How a household of the sample lives and earns: answers that agree with its deprivations and its income."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from app.demo.living import amounts, draw, draw_some, living, owned
from app.demo.people import Answer, Member
from app.demo.roles import Role

_ASKED = ("water", "latrine", "waste")
_ROUNDED_TO = 10_000  # đồng
_DEPRIVED_BY = {"water": "water", "latrine": "sanitation"}


def dwelling(rng: Random, role: Role) -> dict[str, Answer]:
    """The answers to the household questions of the survey form."""
    wealth = "other" if role.now == "not_poor" else "poor"
    answers: dict[str, Answer] = _house(rng, role)
    answers["electricity"] = source = draw(rng, "electricity", wealth)
    if source != "none":
        answers["electricity_used"] = rng.randint(*living("electricity", f"used_{wealth}"))
    answers["assets"] = owned(rng, "assets", wealth)
    answers["land"] = land = amounts(rng, 50, "land", wealth)
    answers["animals"] = amounts(rng, 1, "animals", wealth)
    answers["aquaculture"] = land.get("pond", 0)
    answers["farming"] = True
    for question in _ASKED:
        deprived = role.dumps_waste if question == "waste" else _DEPRIVED_BY[question] in role.deprived
        answers[question] = draw(rng, question, "deprived" if deprived else "fine")
    answers |= _information(rng, role)
    if wealth == "poor":
        answers["policies"] = draw_some(rng, 4, "policies", "received")
        answers["wants"] = draw_some(rng, 3, "policies", "wanted")
    return answers | (dict(role.known.answers) if role.known else {})


def _house(rng: Random, role: Role) -> dict[str, Answer]:
    parts = ["wall", "column", "roof"]
    rng.shuffle(parts)
    weak = rng.randint(2, 3) if "housing_quality" in role.deprived else rng.randint(0, 1)
    answers: dict[str, Answer] = {
        part: draw(rng, "house", part, "weak" if place < weak else "durable")
        for place, part in enumerate(parts)
    }
    narrow = "housing_area" in role.deprived
    per_person = rng.uniform(*living("house", "area_narrow" if narrow else "area_wide"))
    answers["floor_area"] = int(per_person * role.size)
    return answers


def _information(rng: Random, role: Role) -> dict[str, Answer]:
    """The household is asked about the internet only where no member uses it."""
    answers: dict[str, Answer] = {"internet_used": False} if "telecom" in role.deprived else {}
    if "information_means" in role.deprived:
        return answers | {"information_means": ()}
    return answers | {"information_means": draw_some(rng, 3, "information_means", "fine")}


def worksheet(
    rng: Random, income: int, members: Sequence[Member], answers: Mapping[str, Any]
) -> dict[str, int]:
    """The income of a year by source, in đồng, which comes to `income` a person a month exactly.

    Nothing comes from animals or a forest that the answers do not have.
    """
    shares = living("income")
    total = income * 12 * len(members)
    has = {"livestock": answers["animals"], "forestry": "forest" in answers["land"], "wages": True}
    parts = {key: _share(rng, total, shares[key]) for key, there in has.items() if there}
    crops = total - sum(parts.values())
    costs = _share(rng, total - parts["wages"], shares["costs"])
    allowance = sum(shares["allowance"].get(member.answers["allowance"], 0) for member in members)
    sums = {"crops": crops + costs, **parts, "farming_costs": costs}
    return sums | ({"social_allowance": allowance} if allowance else {})


def _share(rng: Random, total: int, bounds: Sequence[float]) -> int:
    return int(total * rng.uniform(*bounds)) // _ROUNDED_TO * _ROUNDED_TO
