"""One activity of the demo from its plan to its outcomes, verb by verb, as `support.toml` tells it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import cycle
from random import Random
from typing import Any

from sqlmodel import col, select

from app.demo.review import OFFICER
from app.demo.wall import TODAY
from app.models.household import Household
from app.models.key import Key
from app.models.person import MALE, Person
from app.models.support import Enrolment
from app.paths import resource
from app.services import households
from app.services.procedure import finding
from app.services.support import (
    activity_plans,
    approving,
    deliveries,
    enrolments,
    filled,
    measurements,
    outcomes,
)
from app.services.support.activity_plans import Plan
from app.services.support.candidate_view import Candidate
from app.services.support.candidates import candidates
from app.services.support.deliveries import Handed
from app.store.store import Store

SEED = 2026
OLDEST = 60  # months
Told = Mapping[str, Any]
_PLANNED = (
    "programme", "code", "year", "title", "part", "content", "lead", "partner", "decision_number",
    "decision_day", "since", "until", "planned_households", "planned_persons", "planned_quantity", "unit",
    "share", "details",
)  # fmt: skip


@cache
def told() -> Told:
    """The year of support as the file tells it."""
    return tomllib.loads(resource("samples", "na-may", "support.toml").read_text("utf-8"))


def begin(store: Store, each: Told) -> Key:
    """The activity is entered."""
    with store.session() as session:
        places = tuple(finding.village(session, store.place, name) for name in each["villages"])
    planned = {name: each[name] for name in _PLANNED if name in each}
    return activity_plans.create(store, Plan(**planned, places=places), OFFICER)


def go_through(
    store: Store, activity: Key, each: Told, before: Mapping[str, Sequence[Key]]
) -> tuple[Key, ...]:
    """An activity as far as it has come; returns its enrolments in the order in which they were registered.

    Args:
        before: the enrolments of the activities told before, by their keys in the file.
    """
    who = [(one.household, one.person) for one in _taken(store, activity, each)]
    also = each.get("also", ())
    keys = enrolments.register(
        store, activity, [*who, *_others(store, also, before)], each["registered"], TODAY, OFFICER
    ).new
    _tell(store, keys, each)
    if "checked" in each:
        enrolments.check(store, activity, each["checked"], TODAY, OFFICER)
    _decide_doubles(store, keys[len(who) :], also)
    if "approved" in each:
        _approve(store, activity, keys, each)
        _hand_over(store, activity, each)
        _follow(store, keys, each)
    return keys


# Who enters -------------------------------------------------------------------------------------------------


def _taken(store: Store, activity: Key, each: Told) -> Iterator[Candidate]:
    """The first candidates of each class and village that the file asks for, against whom nothing stands."""
    found = candidates(store, activity, date.fromisoformat(filled.day("registered", each["registered"])))
    free = [one for one in (*found.rows, *found.unknown) if not one.clashes]
    for wanted in each["take"]:
        of = [one for one in free if (one.village, one.klass) == (wanted["village"], wanted["class"])]
        chosen = of[: wanted["count"]]
        assert len(chosen) == wanted["count"], f"{each['key']}: {len(chosen)} candidates for {wanted}"
        yield from chosen


def _others(
    store: Store, also: Iterable[Told], before: Mapping[str, Sequence[Key]]
) -> list[tuple[Key, Key | None]]:
    """Households that another activity supports already."""
    with store.session() as session:
        found = [session.get_one(Enrolment, before[one["of"]][one["at"]]) for one in also]
    return [(one.household, one.person) for one in found]


def _tell(store: Store, keys: Sequence[Key], each: Told) -> None:
    """What is told of each beside the register, and since when it is a household."""
    if "formed" in each:
        with store.session() as session:
            homes = {session.get_one(Enrolment, key).household for key in keys}
            unknown = session.exec(
                select(Household.id).where(col(Household.id).in_(homes), Household.formed == "")
            ).all()
        for home in unknown:
            households.correct(store, home, {"formed": each["formed"]}, OFFICER)
    for key in keys if "told" in each else ():
        enrolments.fill(store, key, OFFICER, told=each["told"])


def _decide_doubles(store: Store, keys: Sequence[Key], also: Sequence[Told]) -> None:
    """Of those who get such support already: one is refused, beside the other an officer goes on."""
    for key, one in zip(keys, also, strict=True):
        if "refused" in one:
            enrolments.refuse(store, key, one["on"], one["refused"], TODAY, OFFICER)
        else:
            enrolments.except_double(store, key, one["beside"], OFFICER)


def _approve(store: Store, activity: Key, keys: Sequence[Key], each: Told) -> None:
    settled = each.get("settled", "")
    approving.approve(store, activity, each["approved"], TODAY, OFFICER, settled=settled)
    if one := each.get("withdrawn"):
        enrolments.withdraw(store, keys[one["at"]], one["on"], one["why"], TODAY, OFFICER)
    if one := each.get("chosen"):
        approving.approve(store, activity, one["on"], TODAY, OFFICER, [keys[one["at"]]])


# What they get ----------------------------------------------------------------------------------------------


def _hand_over(store: Store, activity: Key, each: Told) -> None:
    for act in each.get("deliveries", ()):
        holding = _holding(store, activity)
        getting = holding[: len(holding) - act.get("all_but", 0)]
        unsigned = len(getting) - act.get("unsigned", 0)
        lines = [
            Handed(key, act.get("quantity"), value, signed=at < unsigned)
            for at, (key, value) in enumerate(zip(getting, _cycled(act.get("value")), strict=False))
        ]
        given = deliveries.deliver(
            store, activity, act["on"], act.get("content", ""), lines, TODAY, OFFICER, act.get("unit", "")
        )
        if (back := each.get("back")) and act is each["deliveries"][-1]:
            key, count = given[back["at"]], back.get("quantity")
            deliveries.give_back(store, key, back["on"], back["why"], TODAY, OFFICER, count)


def _holding(store: Store, activity: Key) -> list[Key]:
    """Who holds a place, in the order of registration."""
    with store.session() as session:
        query = select(Enrolment.id).where(
            Enrolment.activity == activity, col(Enrolment.state).in_(("approved", "receiving"))
        )
        return list(session.exec(query.order_by(col(Enrolment.registered), col(Enrolment.id))))


def _follow(store: Store, keys: Sequence[Key], each: Told) -> None:
    """What is asked of each, measured, finished, and what became of it."""
    holding = _still_in(store, keys)
    if "each" in each:
        for n, key in enumerate(holding[: each.get("each_count", len(holding))], 1):
            enrolments.fill(store, key, OFFICER, details=_nth(each["each"], n))
    for at, day in enumerate(each.get("measured", ())):
        for child in holding:
            _measure(store, child, day, at)
    if one := each.get("finished"):
        enrolments.finish(store, holding[: one["count"]], one["on"], TODAY, OFFICER)
    if one := each.get("outcomes"):
        for n, key in enumerate(holding[: one["count"]], 1):
            outcomes.record(store, key, one["months"], one["on"], _nth(one["findings"], n), TODAY, OFFICER)


def _still_in(store: Store, keys: Sequence[Key]) -> list[Key]:
    with store.session() as session:
        states = {key: session.get_one(Enrolment, key).state for key in keys}
    return [key for key in keys if states[key] in ("approved", "receiving")]


def _nth(told: Told, n: int) -> dict[str, Any]:
    """The values of the n-th enrolment: of a list the n-th in turn, a text with its number."""
    found = {}
    for name, value in told.items():
        one = value[(n - 1) % len(value)] if isinstance(value, list) else value
        found[name] = one.format(n=n) if isinstance(one, str) else one
    return found


def _cycled(value: Any) -> Iterator[Any]:
    return cycle(value if isinstance(value, list) else [value])


# Children ---------------------------------------------------------------------------------------------------


def _measure(store: Store, key: Key, on: str, nth: int) -> None:
    """A child is weighed and measured, unless nobody knows its day of birth, or it is too old by now."""
    day = date.fromisoformat(filled.day("on", on))
    with store.session() as session:
        child = session.get_one(Person, session.get_one(Enrolment, key).person)
        born, boy, name = child.birth, child.sex == MALE, child.name
    if len(born) < len("2026-01-01"):
        return
    months = (day - date.fromisoformat(born)).days / 30.4
    if months >= OLDEST:
        return
    weight, height = _size(Random(f"{SEED} {name} {born}"), months, boy)
    measurements.measure(store, key, on, weight, height, TODAY, OFFICER, lying=months < 24)


def _size(rng: Random, months: float, boy: bool) -> tuple[float, float]:
    """An invented weight (kg) and height (cm) of a child of so many months: most are small for their age."""
    at_birth, first_year = (50.0, 25.0)
    years = months / 12
    tall = at_birth + first_year * min(years, 1) ** 0.7 + max(years - 1, 0) * 9.2 - max(years - 3, 0) * 2.0
    heavy = 3.3 + 6.2 * min(years, 1) ** 0.6 + max(years - 1, 0) * 2.2
    lean, short = rng.uniform(0.74, 1.0), rng.uniform(0.92, 1.0)
    more = 1.0 if boy else 0.97
    return round(heavy * lean * more, 1), round(tall * short * more, 1)


def of_village(store: Store, name: str) -> list[Key]:
    """The households that live in a village, in the order of their codes."""
    with store.session() as session:
        place = finding.village(session, store.place, name)
        query = select(Household.id).where(
            Household.place == place, Household.ended == "", Household.deleted == 0
        )
        return list(session.exec(query.order_by(col(Household.code))))
