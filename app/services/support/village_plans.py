"""The plans of the households of each village at a glance: what nobody answers yet, who got nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, select

from app.models.key import Key
from app.models.support import HouseholdPlan
from app.rules.household_plan import Line, answers
from app.services import place_tree
from app.services.support.facts import newest_needs
from app.services.support.ledger import kinds_given
from app.services.support.needs import NOTHING, Needs
from app.services.support.standing import ON_LIST, standing
from app.store import beneficiaries
from app.store.store import Store

COUNTED = ("households", "answered", "planned", "escaping", "helped", "nothing")


@dataclass(frozen=True, slots=True)
class VillagePlans:
    """The poor and near-poor households of a village in a year.

    Attributes:
        answered: all of whose causes and indicators some support answers.
        unanswered: households by cause and by indicator that nothing answers yet: (`cause`, code) → how many.
        planned: for which somebody typed a plan; escaping: registered to escape; helped: with a helper.
        nothing: that no support of the year reached.
        behind: the households of each number, by its name; those of `unanswered` by (need, code);
            `unknown` are those of whom no cause and no indicator is known.
    """

    place: Key
    name: str
    households: int
    answered: int
    planned: int
    escaping: int
    helped: int
    nothing: int
    unanswered: Mapping[tuple[str, str], int]
    behind: Mapping[str | tuple[str, str], tuple[Key, ...]] = field(default_factory=dict)


def villages(store: Store, scope: Key, year: int, day: date) -> list[VillagePlans]:
    """The villages of a place in which poor or near-poor households live, in the order of the places."""
    stands = {key: one for key, one in standing(store, day.isoformat()).items() if one.klass in ON_LIST}
    with store.session() as session:
        order = place_tree.tree(session, scope, year)
        plans = _plans(session, year)
    homes: dict[Key, list[Key]] = {}
    for home in beneficiaries.homes(store, day.isoformat()):
        if home.key in stands:
            homes.setdefault(home.place, []).append(home.key)
    lacks, given = newest_needs(store, day.year), kinds_given(store, (year,))
    return [
        _village(line.key, line.name, homes[line.key], lacks, given, plans)
        for line in order
        if line.key in homes
    ]


def _plans(session: Session, year: int) -> dict[Key, HouseholdPlan]:
    query = select(HouseholdPlan).where(HouseholdPlan.year == year, HouseholdPlan.deleted == 0)
    return {one.household: one for one in session.exec(query)}


def _village(
    place: Key,
    name: str,
    homes: Collection[Key],
    lacks: Mapping[Key, Needs],
    given: Mapping[Key, set[str]],
    plans: Mapping[Key, HouseholdPlan],
) -> VillagePlans:
    behind = _behind(homes, lacks, given, plans)
    counted = {name: len(behind.get(name, ())) for name in COUNTED}
    return VillagePlans(
        place=place,
        name=name,
        **counted,
        unanswered=Counter({need: len(found) for need, found in behind.items() if isinstance(need, tuple)}),
        behind=behind,
    )


def _behind(
    homes: Collection[Key],
    lacks: Mapping[Key, Needs],
    given: Mapping[Key, set[str]],
    plans: Mapping[Key, HouseholdPlan],
) -> dict[str | tuple[str, str], tuple[Key, ...]]:
    """The households of each number."""
    found: dict[str | tuple[str, str], list[Key]] = defaultdict(list)
    for home in homes:
        needs = lacks.get(home, NOTHING)
        unanswered = _open(needs, given.get(home, set()))
        plan, known = plans.get(home), bool(needs.causes or needs.deprived)
        holds = {
            "households": True,
            "answered": known and not unanswered,
            "planned": plan is not None,
            "escaping": plan is not None and bool(plan.escape_registered),
            "helped": plan is not None and bool(plan.helper),
            "nothing": home not in given,
            "unknown": not known,
        }
        for name in [name for name, told in holds.items() if told]:
            found[name].append(home)
        for line in unanswered:
            found[line.need, line.code].append(home)
    return {name: tuple(keys) for name, keys in found.items()}


def _open(lacks: Needs, got: Collection[str]) -> tuple[Line, ...]:
    return answers(lacks.causes, lacks.deprived, [(code, code) for code in sorted(got)]).unanswered
