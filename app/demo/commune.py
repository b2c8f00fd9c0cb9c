"""The sample commune Xã Nà Mây: 591 invented households that meet the margins of its story exactly.

It knows nothing of the store and of the rules: it makes plain values (`people`), and `workbooks` writes them
down as officers have them. The same seed gives the same commune on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random

from app.demo.casting import cast
from app.demo.dwellings import dwelling, worksheet
from app.demo.margins import story
from app.demo.people import Commune, Household, Village
from app.demo.roles import Role
from app.demo.rosters import Registry, roster
from app.demo.scoring import income

SEED = 2026


def make(seed: int = SEED) -> Commune:
    """Xã Nà Mây, whose margins are those of `resources/samples/na-may/story.toml` whatever the seed."""
    told, rng = story(), Random(seed)
    roles = cast(rng, told)
    registry = Registry.opened(rng, told)
    households = [household(registry, role) for role in roles]
    listed = _listed_2015(rng, households, roles, told.list_2015)
    households = [replace(home, listed_2015=home.code in listed) for home in households]
    villages = tuple(
        Village(
            margins.name, margins.code, tuple(home for home in households if home.village == margins.name)
        )
        for margins in told.villages
    )
    return Commune(told.title, told.kind, told.above, told.province, told.year, told.reviewed_on, villages)


def household(registry: Registry, role: Role) -> Household:
    """The household that a role asks for."""
    rng, told = registry.rng, registry.story
    members = roster(registry, role)
    since = _since(rng, role, members[0].birth.year, told.year)
    per_person = income(role.b1, told.score)
    answers = dwelling(rng, role)
    return Household(
        code=role.code,
        village=role.village,
        members=members,
        since=since,
        before=role.before,
        now=role.now,
        history={year: klass for year, klass in role.history.items() if year >= since},
        deprived=tuple(key for key in told.indicators if key in role.deprived),
        causes=tuple(key for key in told.causes if key in role.causes),
        groups=role.groups,
        b1=role.b1,
        b2=told.score["points"] * len(role.deprived),
        income=per_person,
        worksheet=worksheet(rng, per_person, members, answers),
        answers=answers,
        review=role.review,
        request=role.request,
    )


def _since(rng: Random, role: Role, head_born: int, year: int) -> int:
    """The year in which the head set up house, early enough for what its past has to be."""
    latest = year - 5 if role.again or (role.known and role.known.history) else year - 1
    return min(head_born + rng.randint(18, 26), latest)


def _listed_2015(rng: Random, households: Iterable[Household], roles: Iterable[Role], count: int) -> set[str]:
    """Codes of those on the poor list of 2015: old enough, and not said never to have been poor."""
    old = [
        home
        for home, role in zip(households, roles, strict=True)
        if home.since <= 2015 and role.again is not False and "poor" in home.history.values()
    ]
    return {home.code for home in rng.sample(old, count)}
