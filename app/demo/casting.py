"""Casts the households of the sample commune: class, size, deprivations, causes, so that all margins hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from app.demo.dealing import Hands, spread
from app.demo.margins import Cell, KnownHousehold, Story, VillageMargins
from app.demo.pasts import YEARS, past
from app.demo.roles import Role
from app.demo.scoring import score

_SIZES = {1: 3, 2: 8, 3: 14, 4: 20, 5: 22, 6: 15, 7: 9, 8: 5, 9: 4}
_POOR = {3: 26, 4: 14, 5: 16, 6: 20, 7: 24}
_NEAR_POOR = (0, 0, 1, 1, 2, 2, 2, 2, 2)
_NOT_POOR = (0, 0, 0, 0, 1, 1, 2, 2, 3, 4)
_CAUSES = {1: 40, 2: 35, 3: 25}
_GROUPS = ("",) * 87 + ("merit",) * 5 + ("no_labour",) * 8


def cast(rng: Random, story: Story) -> list[Role]:
    """The roles of all households of the commune, village by village, in the order of their codes."""
    roles = []
    for village in story.villages:
        here = _places(rng, village, story.known)
        _people(rng, here, village)
        _reviews(rng, here, village)
        _deprivations(rng, here, village, story)
        _married_in(rng, here, village)
        _causes(rng, here, village)
        roles += here
    score(rng, roles, story)
    for role in roles:
        role.history = _past(rng, role, story.year)
    return roles


def _past(rng: Random, role: Role, year: int) -> dict[int, str]:
    if role.known and role.known.history:
        return dict(zip(range(year - YEARS, year), (*role.known.history, role.before), strict=True))
    return past(rng, role.before, role.now, role.again, year)


def _places(rng: Random, village: VillageMargins, known: Mapping[str, KnownHousehold]) -> list[Role]:
    """A role for each code, with its classes; known households stand at their own codes."""
    cells = {cell: count.households for cell, count in village.cells.items()}
    codes = [f"{village.code}-{number:03}" for number in range(1, village.households + 1)]
    for code in codes:
        if code in known:
            cells[known[code].before, known[code].now] -= 1
    left: list[Cell] = [cell for cell, count in cells.items() for _ in range(count)]
    rng.shuffle(left)
    roles = []
    for code in codes:
        this = known.get(code)
        before, now = (this.before, this.now) if this else left.pop()
        roles.append(Role(code, village.name, before, now, village.majority, this.size if this else 0, this))
    return roles


def _people(rng: Random, roles: list[Role], village: VillageMargins) -> None:
    for cell, count in village.cells.items():
        here = [role for role in roles if (role.before, role.now) == cell]
        if cell == ("not_poor", "poor"):
            _poor_now(rng, here, village)
            continue
        _sizes(rng, here, count.persons)
        if cell == ("not_poor", "near_poor"):
            again = [role for role in here if role.known is None][: village.near_poor_again]
            for role in here:
                role.again = role in again
    _ethnic_groups(rng, roles, village)
    for role in roles:
        role.groups = role.known.groups if role.known else tuple(filter(None, (rng.choice(_GROUPS),)))


def _poor_now(rng: Random, roles: list[Role], village: VillageMargins) -> None:
    """Those that were neither last year: how many were poor before that, and how many persons they are."""
    again = _first_known_again(roles)[: village.poor_again.households]
    for role in roles:
        role.again = role in again
    _sizes(rng, again, village.poor_again.persons)
    _sizes(rng, [role for role in roles if not role.again], village.newly_poor.persons)


def _ethnic_groups(rng: Random, roles: list[Role], village: VillageMargins) -> None:
    unknown = [role for role in roles if role.known is None and role.size > 1]
    others = [group for group, heads in village.heads.items() for _ in range(heads)]
    for role, group in zip(rng.sample(unknown, len(others)), others, strict=True):
        role.ethnic = group
    for role in roles:
        if role.known and role.known.ethnic:
            role.ethnic = role.known.ethnic


def _first_known_again(roles: Sequence[Role]) -> list[Role]:
    """Those known to have been poor first, those known never to have been last."""
    return sorted(roles, key=lambda role: 1 if role.known is None else 2 * ("poor" not in role.known.history))


def _sizes(rng: Random, roles: list[Role], persons: int) -> None:
    free = [role for role in roles if role.known is None]
    left = persons - sum(role.size for role in roles)
    for role, size in zip(free, spread(rng, len(free), left, _SIZES) if free else (), strict=True):
        role.size = size


def _reviews(rng: Random, roles: list[Role], village: VillageMargins) -> None:
    """Last year's list and those who asked are reviewed; some of them nobody has visited yet."""
    for role in roles:
        role.request = role.before == "not_poor" and (
            role.now != "not_poor" or bool(role.known and role.known.request)
        )
    asked = sum(role.request for role in roles)
    quiet = [r for r in roles if r.before == r.now == "not_poor" and r.known is None]
    for role in rng.sample(quiet, village.requests - asked):
        role.request = True
    for role in roles:
        if role.before != "not_poor" or role.request:
            role.review = role.known.review if role.known else "done"
    for klass, count in village.not_begun.items():
        same = [r for r in roles if r.before == r.now == klass]
        named = sum(r.review == "not_begun" for r in same)
        for role in rng.sample([r for r in same if r.known is None], count - named):
            role.review = "not_begun"


def _deprivations(rng: Random, roles: list[Role], village: VillageMargins, story: Story) -> None:
    poor = [role for role in roles if role.now == "poor"]
    hands = [set(role.known.deprived) if role.known else set() for role in poor]
    needs = {
        mark: count - sum(mark in hand for hand in hands) for mark, count in village.deprived_poor.items()
    }
    free = [i for i, role in enumerate(poor) if role.known is None]
    targets = [0] * len(poor)
    for i, target in zip(free, spread(rng, len(free), sum(needs.values()), _POOR), strict=True):
        targets[i] = target
    Hands(hands, lambda i, marks: poor[i].can_be(marks)).deal(rng, needs, targets, min(_POOR))
    for role, hand in zip(poor, hands, strict=True):
        role.deprived = hand
    for role in roles:
        if role.now != "poor":
            role.deprived = _some(rng, role, story.indicators)


def _some(rng: Random, role: Role, indicators: Sequence[str]) -> set[str]:
    """Deprivations of a household whose class does not bind them to a sum."""
    if role.known:
        return set(role.known.deprived)
    count = rng.choice(_NEAR_POOR if role.now == "near_poor" else _NOT_POOR)
    while not role.can_be(drawn := set(rng.sample(indicators, count))):
        pass
    return drawn


def _married_in(rng: Random, roles: list[Role], village: VillageMargins) -> None:
    """Some households, in which there is surely a wife or husband, have one of another ethnic group."""
    couples = [
        role
        for role in roles
        if role.known is None
        and role.size >= 4
        and role.ethnic == village.majority
        and role.deprived.isdisjoint(("dependents", "employment", "adult_education"))
    ]
    for role, group in zip(rng.sample(couples, len(village.married_in)), village.married_in, strict=True):
        role.married_in = group


def _causes(rng: Random, roles: list[Role], village: VillageMargins) -> None:
    poor = [role for role in roles if role.now == "poor"]
    hands: list[set[str]] = [set() for _ in poor]
    targets = spread(rng, len(poor), sum(village.causes_poor.values()), _CAUSES)
    Hands(hands, lambda i, marks: len(marks) <= max(_CAUSES)).deal(
        rng, village.causes_poor, targets, min(_CAUSES)
    )
    for role, hand in zip(poor, hands, strict=True):
        role.causes = hand
    for role in roles:
        if role.now == "near_poor":
            role.causes = set(rng.sample(tuple(village.causes_poor), rng.choice((1, 1, 2, 3))))
