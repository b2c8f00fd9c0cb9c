"""B1, income and waste of the sample's households, so that both standards say of them what the story says.

The scale from B1 to income is the sample's own invention (`[score]` in the story), not a table of the law.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from app.demo.dealing import Hands
from app.demo.margins import Story
from app.demo.roles import Role

_ROUNDED_TO = 10_000  # đồng


def score(rng: Random, roles: Sequence[Role], story: Story) -> None:
    """Give every role its B1 and its waste."""
    for role in roles:
        bounds = story.score["not_poor" if role.now == "not_poor" else "poor"]
        role.b1 = role.known.b1 if role.known else rng.randint(*bounds)
        role.dumps_waste = role.known.dumps_waste if role.known else rng.random() < 0.4
    reviewed = [role for role in roles if role.reviewed]
    _poor(rng, [role for role in reviewed if role.now == "poor"], story.next_standard)
    _near_poor(rng, [role for role in reviewed if role.now == "near_poor"], story)
    _not_poor(rng, [role for role in reviewed if role.now == "not_poor"], story)


def income(b1: int, scale: Mapping[str, Any]) -> int:
    """Income in đồng a person a month that belongs to a B1 of the sample."""
    over = b1 - scale["cut_off"]
    step = scale["income_step_above"] if over > 0 else scale["income_step_below"]
    exact = scale["income_at_cut_off"] + over * step
    return int(-(-exact // _ROUNDED_TO)) * _ROUNDED_TO


def _counted(role: Role, flows: Mapping[str, Any]) -> int:
    """Indicators that are deprived under either standard, waste not counted."""
    return len(role.deprived - {flows["no_longer_asked"]})


def _poor(rng: Random, poor: Sequence[Role], flows: Mapping[str, Any]) -> None:
    """Those just poor by an indicator that is no longer asked become near-poor, unless waste replaces it."""
    hidden, wanted = flows["no_longer_asked"], flows["poor_to_near_poor"]
    while len(edge := [role for role in poor if _counted(role, flows) < 3]) < wanted:
        _bring_to_the_edge(rng, poor, hidden)
    for role in edge:
        role.dumps_waste = True
    for role in rng.sample(edge, wanted):
        role.dumps_waste = False


def _bring_to_the_edge(rng: Random, poor: Sequence[Role], hidden: str) -> None:
    """One household with three deprivations swaps one of them for `hidden`, within its village."""
    takers = [role for role in poor if len(role.deprived) == 3 and hidden not in role.deprived]
    while True:
        taker = rng.choice(takers)
        giver = rng.choice([role for role in poor if role.village == taker.village])
        pair = (taker, giver)
        hands = Hands([taker.deprived, giver.deprived], lambda i, marks: pair[i].can_be(marks))  # noqa: B023
        if hands.swap(0, 1, rng.choice(sorted(taker.deprived)), hidden):
            taker.deprived, giver.deprived = hands.held
            return


def _near_poor(rng: Random, near_poor: Sequence[Role], story: Story) -> None:
    """Waste is the third deprivation of some."""
    flows = story.next_standard
    while len(two := [role for role in near_poor if _counted(role, flows) == 2]) < flows["near_poor_to_poor"]:
        _deprive_one_more(rng, [role for role in near_poor if len(role.deprived) == 1], story)
    for role in two:
        role.dumps_waste = False
    for role in rng.sample(two, flows["near_poor_to_poor"]):
        role.dumps_waste = True


def _deprive_one_more(rng: Random, roles: Sequence[Role], story: Story) -> None:
    role = rng.choice([role for role in roles if role.known is None])
    more = role.deprived | {rng.choice(story.indicators)}
    if role.can_be(more):
        role.deprived = more


def _not_poor(rng: Random, not_poor: Sequence[Role], story: Story) -> None:
    """Some have an income between the lines of the two standards; the rest are above both."""
    flows = story.next_standard
    free = [role for role in not_poor if role.known is None]
    for role in free:
        role.b1 = rng.randint(*story.score["above_2027"])
    already = sum(role.b1 <= max(story.score["between"]) for role in not_poor)
    while len(many := [r for r in free if _counted(r, flows) >= 2]) < flows["not_poor_to_poor"]:
        _deprive_one_more(rng, free, story)
    poor = rng.sample(many, flows["not_poor_to_poor"])
    others = [role for role in free if role not in poor and _counted(role, flows) <= 2]
    for role in poor + rng.sample(others, flows["not_poor_to_near_poor"] - already):
        role.b1 = rng.randint(*story.score["between"])
        role.dumps_waste = role in poor
