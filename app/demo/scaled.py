"""Communes as large as one likes, for benchmarks: likely households, but no margins to meet."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeVar

from app.demo.commune import SEED, household
from app.demo.living import draw
from app.demo.margins import Story, story
from app.demo.pasts import past
from app.demo.people import Commune, Household, Village
from app.demo.roles import Role
from app.demo.rosters import Registry
from app.uncollected import uncollected

if TYPE_CHECKING:
    from _typeshed import SupportsLenAndGetItem

Item = TypeVar("Item")

_A_VILLAGE = 100  # households
_VILLAGES, _IDENTITIES = 20, 50_000  # of one commune among several made together, at most
_DEPRIVED = {"poor": (3, 7), "near_poor": (0, 2), "not_poor": (0, 4)}
_FIRST = ("Nà", "Nậm", "Pú", "Huổi", "Tà", "Lũng", "Phiêng", "Co", "Pa", "Hua", "Mí", "Sín")
_SECOND = (
    "Khắt",
    "Mơ",
    "Ghênh",
    "Cáng",
    "Nhu",
    "Háng",
    "Lềnh",
    "Sọn",
    "Tấu",
    "Chừ",
    "Pàng",
    "Xa",
    "Dê",
    "Hịa",
)


class Quick(Random):
    """Chance that is not perfectly even, and much faster: a large commune asks it ten million times."""

    def choice(self, seq: SupportsLenAndGetItem[Item]) -> Item:
        """One of the items."""
        return seq[int(self.random() * len(seq))]

    def randint(self, a: int, b: int) -> int:
        """A whole number from `a` to `b`, both included."""
        return a + int(self.random() * (b - a + 1))


def scaled(households: int, seed: int = SEED, village: int = _A_VILLAGE, nth: int = 0) -> Commune:
    """A commune of so many households, four persons each on average, in villages of about a hundred.

    Args:
        village: households of a village.
        nth: of several communes made together: none shares a village's name, a code or an identity number.
    """
    rng, told = Quick(seed), story()
    registry = Registry.opened(rng, told, longer_names=True, first=nth * _IDENTITIES)
    with uncollected():
        villages = tuple(
            _village(registry, number, min(village, households - start))
            for number, start in enumerate(range(0, households, village), nth * _VILLAGES)
        )
    title = f"{told.title} ({households} hộ)"
    return Commune(title, told.kind, told.above, told.province, told.year, told.reviewed_on, villages)


def _village(registry: Registry, number: int, households: int) -> Village:
    name, code = village_name(number), f"B{number + 1:03}"
    homes = tuple(_household(registry, f"{code}-{place:03}", name) for place in range(1, households + 1))
    return Village(name, code, homes)


def village_name(number: int) -> str:
    """The name of village `number`; numbered where the words run out."""
    turn, place = divmod(number, len(_FIRST) * len(_SECOND))
    first, second = divmod(place * 29 % (len(_FIRST) * len(_SECOND)), len(_SECOND))
    return f"Bản {_FIRST[first]} {_SECOND[second]}" + (f" {turn + 1}" if turn else "")


def _household(registry: Registry, code: str, village: str) -> Household:
    rng, told = registry.rng, registry.story
    now = draw(rng, "large", "classes")
    before = draw(rng, "large", "before", now)
    role = Role(code, village, before, now, draw(rng, "large", "ethnic"), int(draw(rng, "large", "sizes")))
    role.deprived = _deprived(rng, role, told)
    if now != "not_poor":
        role.causes = set(rng.sample(told.causes, rng.randint(1, 3)))
    role.b1 = rng.randint(*told.score["not_poor" if now == "not_poor" else "poor"])
    role.dumps_waste = rng.random() < 0.4
    role.request = before == "not_poor" != now
    role.review = "done" if role.request or before != "not_poor" else "outside"
    role.history = past(rng, before, now, None, told.year)
    return household(registry, role)


def _deprived(rng: Random, role: Role, told: Story) -> set[str]:
    while not role.can_be(drawn := set(rng.sample(told.indicators, rng.randint(*_DEPRIVED[role.now])))):
        pass
    return drawn
