"""What the screen Đồng bộ asks of the store, in the store's thread; loaded only when it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.progress import Progress
from app.store.store import Store
from app.sync.told import Arrival, Desk, Dispute


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
