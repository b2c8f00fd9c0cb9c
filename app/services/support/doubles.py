"""The same support twice: records of this book that stand against a new one, across programmes and years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col

from app.models.columns import columns
from app.models.key import Key
from app.models.support import Activity, Enrolment
from app.rules.double_support import Clash, Ledger, New, Support
from app.rules.programme import programme
from app.services.support.activities import kind_of
from app.services.support.facts import Register
from app.services.support.filling import kind_of as kind_given
from app.store.beneficiaries import Given


@dataclass(frozen=True, slots=True)
class Other:
    """A record that stands against a new one, to be shown beside it.

    Attributes:
        text: the sentence that says why it does.
    """

    enrolment: Key
    household: Key
    activity: str
    programme: str
    code: str
    year: int
    state: str
    text: str


def ledger(given: Iterable[Given]) -> Ledger:
    """The support that counts."""
    return Ledger(map(support, given))


def on_record(known: Register) -> dict[Key, set[str]]:
    """By household the kinds of support on record of it, or of somebody who is a member now."""
    recorded: dict[Key | None, set[str]] = defaultdict(set)
    for one in known.given:
        kind = kind_given(one.programme, one.code, one.part)
        recorded[one.household].add(kind)
        recorded[one.person].add(kind)
    recorded.pop(None, None)
    found = {home: kinds for home, kinds in recorded.items() if home is not None}
    for home, people in known.members.items():
        for person in people:
            if person in recorded:
                found[home] = found.get(home, set()) | recorded[person]
    return found


def support(one: Given) -> Support:
    """A record of the ledger as the rules see it."""
    since = one.since or one.approved or f"{one.year}-01-01"
    return Support(
        key=one.enrolment,
        kind=kind_given(one.programme, one.code, one.part),
        household=one.household,
        person=one.person,
        programme=one.programme,
        code=one.code,
        source="",
        activity=one.activity,
        since=since,
        until=one.until or one.finished or since,
    )


def as_new(one: Given) -> New:
    """A record as if it were asked for now: what would stand against it."""
    told = support(one)
    return New(
        kind=told.kind,
        household=told.household,
        person=told.person,
        members=frozenset(),
        programme=told.programme,
        code=told.code,
        source=told.source,
        activity=told.activity,
        since=told.since,
        until=told.until,
    )


def new(one: Activity, household: Key, person: Key | None, members: Iterable[Key], day: str) -> New:
    """Support that an activity would give to a household, or to one of its members, from a day on."""
    return asked(one, day)._replace(household=household, person=person, members=frozenset(members))


def asked(one: Activity, day: str) -> New:
    """Support that an activity would give from a day on, to nobody yet."""
    since = one.since or day
    return New(
        kind=kind_of(one).code,
        household=None,
        person=None,
        members=frozenset(),
        programme=one.programme,
        code=one.code,
        source="",
        activity=one.id,
        since=since,
        until=one.until or since,
    )


def others(session: Session, clashes: Sequence[Clash]) -> list[Other]:
    """The records behind clashes, as they are shown."""
    query = (
        columns(
            Enrolment.id, Enrolment.household, Activity.title, Activity.programme, Activity.code,
            Activity.year, Enrolment.state,
        )
        .join(Activity, col(Activity.id) == col(Enrolment.activity))
        .where(col(Enrolment.id).in_([clash.record.key for clash in clashes]))
    )  # fmt: skip
    told = {row[0]: row for row in session.execute(query)}
    found = []
    for clash in clashes:
        key, household, title, of, code, year, state = told[clash.record.key]
        found.append(Other(key, household, title, programme(of).short, code, year, state, clash.text))
    return found
