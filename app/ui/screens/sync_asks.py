"""What the screen Đồng bộ asks of the store, in the store's thread; loaded only when it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from app.models.key import Key
from app.progress import Progress
from app.store.store import Store
from app.sync.told import ACCEPT, FORWARD, RELAY, TASK, Arrival, Desk, Dispute, Double, Matter


def desk(store: Store) -> Desk:
    """All of the screen."""
    from app.sync import desk as facts

    return facts.desk(store)


def load(store: Store, progress: Progress, files: Sequence[Path]) -> list[Arrival]:
    """Take files in; what became of each."""
    from app.sync import inbox

    return inbox.load(store, files, progress)


def forget(store: Store, arrival: Arrival) -> None:
    """Strike a file off the list."""
    from app.sync import inbox

    inbox.forget(store, arrival)


def save_receipt(_store: Store, arrival: Arrival, target: Path) -> str:
    """Copy the answer to a file; returns its name there."""
    from app.sync import inbox

    inbox.save_receipt(arrival, target)
    return target.name


def disputes(store: Store) -> list[Dispute]:
    """All that wait for a decision."""
    from app.sync import weighing

    return weighing.disputes_of(store)


def decide(store: Store, name: str, choice: int | str, why: str, actor: str) -> str:
    """Decide a conflict; returns the field."""
    from app.sync import conflicts

    return conflicts.decide(store, name, choice, why, actor).field


def give_back(store: Store, dispute: Dispute, why: str, actor: str) -> str:
    """Give a household back to the place below; returns the name of that place."""
    from app.sync import returned

    place = dispute.commune or dispute.village
    returned.give_back(store, place, dispute.year, why, actor, dispute.village, dispute.household)
    return place


# Between levels --------------------------------------------------------------------------------------------


def look(store: Store, progress: Progress, files: Sequence[Path]) -> list[Any]:
    """What would become of files; nothing is kept."""
    from app.sync import inbox

    progress.step(0, 1, files[0].name)
    return inbox.look(store, files)


def settle(store: Store, matter: Matter, actor: str, said: str = "", place: Key = b"") -> None:
    """Take the next step: `said` answers a task or says why not; `place` is where a household is taken in."""
    from app.sync import returned, transfers

    match matter.kind:
        case kind if kind == TASK:
            returned.answer(store, matter.id, said, actor)
        case kind if kind == FORWARD:
            transfers.forward(store, matter.id, actor)
        case kind if kind == RELAY:
            transfers.relay(store, matter.id, actor)
        case kind if kind == ACCEPT and place:
            transfers.accept(store, matter.id, place, actor)
        case _accept:
            transfers.decline(store, matter.id, said, actor)


def own_places(store: Store) -> list[tuple[str, str]]:
    """The places of this store's own book, under which nothing stands: (hexadecimal key, name)."""
    from app.services import places

    with store.session() as session:
        below = places.below(session, store.place)
        return [(one.id.hex(), one.name) for one in below if not places.children(session, one.id)]


def other_places(store: Store) -> list[tuple[str, str]]:
    """Places of other books of the same level that this store knows: (hexadecimal key, name)."""
    from app.services import places

    with store.session() as session:
        own = places.place(session, store.place)
        every = places.below(session, places.top(session, own.id))
        return [(one.id.hex(), one.name) for one in every if one.level == own.level and one.id != own.id]


def offer(store: Store, household: Key, to: Key, on: str, why: str, actor: str) -> None:
    """Offer a household to the book of another place."""
    from app.sync import transfers

    transfers.offer(store, household, to, on, why, actor)


def doubles(store: Store, progress: Progress) -> list[Double]:
    """Persons who are perhaps written down twice."""
    from app.sync import duplicates

    progress.step(0, 1, "")
    return duplicates.pairs(store)


def decide_double(store: Store, pair: Double, kept: int, why: str, actor: str) -> None:
    """1 or 2: they are one person, who stays there; 0: they are two."""
    from app.sync import duplicates

    one, two = pair.one.person, pair.two.person
    if not kept:
        duplicates.differ(store, one, two, why, actor)
    else:
        duplicates.same(store, *((one, two) if kept == 1 else (two, one)), why, actor)


def slowest(store: Store, place: Key, year: int, today: date) -> tuple[Key, str, str]:
    """The place, and where its slowest village stands: number of the step, village and step in words."""
    from app.services import rounds
    from app.services.procedure import progress

    with store.session() as session:
        one = rounds.find(session, place, year)
        villages = progress.progress(session, one, today) if one else ()
    steps = [(at.steps.index(at.step), at) for at in villages if at.step]
    if not steps:
        return place, "", ""
    _order, at = min(steps, key=lambda told: told[0])
    assert at.step is not None
    return place, at.step.number, f"{at.village}: {at.step.name}"
