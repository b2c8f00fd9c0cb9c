"""Where the story is played: a folder, the stores of all who take part, open, and the clock that they share.

A chapter is a function that takes a `Stage`, does its part through the verbs of the services, and returns a
`Line`. The chapters and their order are in `story`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from app.demo import identities
from app.demo.commune import make
from app.demo.district import NA_MAY, Keeper, keepers
from app.demo.people import Commune
from app.demo.wall import MOMENT, Wall
from app.store.store import Store
from app.sync import inbox, invitation, outgoing
from app.sync.envelope import SUFFIX
from app.sync.identity import identity
from app.sync.invitation import Invited
from app.sync.told import Arrival

STORE = ".soban"
OTHERS, PARCELS = "lien-cap", "goi"  # folders: the other stores, and the files between them


class Line(NamedTuple):
    """What a chapter says: what happened, and what the officer could do next."""

    what: str
    then: str


@dataclass(slots=True)
class Account:
    """What the story made, for `--json`, filled in chapter by chapter."""

    workbooks: list[str] = field(default_factory=list)
    imported: list[dict[str, Any]] = field(default_factory=list)
    classes: dict[str, int] = field(default_factory=dict)
    under_2027: dict[str, int] = field(default_factory=dict)
    papers: list[str] = field(default_factory=list)


class Stage:
    """The stores of the story by their keys, open until `close`.

    Attributes:
        wall: the clock of every machine.
        account: what was made so far.
        commune: the invented people of Xã Nà Mây.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self.folder, self.key = folder, key
        self.wall = Wall(MOMENT)
        self.account = Account()
        self.commune: Commune = make()
        self.stores: dict[str, Store] = {}
        self._invited: dict[str, Invited] = {}
        self._parcels = 0

    def __enter__(self) -> Stage:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for store in self.stores.values():
            store.close()

    def __getitem__(self, key: str) -> Store:
        return self.stores[key]

    @property
    def na_may(self) -> Store:
        """The store of the commune that the story is about."""
        return self.stores[NA_MAY]

    def path(self, key: str) -> Path:
        """The file of a store."""
        return (self.folder if key == NA_MAY else self.folder / OTHERS) / f"{key}{STORE}"

    def at(self, month: int, day: int, hour: int = 8, minute: int = 0) -> None:
        """The story goes on at this moment of the year of the review."""
        self.wall.set(datetime(self.commune.year, month, day, hour, minute))

    # Stores -------------------------------------------------------------------------------------------------

    def found(self, keeper: Keeper) -> Store:
        """A store with nobody above it."""
        made = Store.create(self.path(keeper.key), self.key, identities.node_of(keeper.key), self.wall)
        return self._hold(keeper, made)

    def invite(self, keeper: Keeper) -> Invited:
        """The store above writes the invitation for one of its own."""
        above = keepers()[keeper.above]
        made = self._invited[keeper.key] = invitation.invite(
            self[above.key],
            self.parcel(f"moi-{keeper.key}"),
            keeper.place,
            keeper.level,
            above.officer,
            self.commune.kind,
            self.commune.year,
        )
        return made

    def join(self, keeper: Keeper) -> Store:
        """A store founded from its invitation."""
        path, invited = self.path(keeper.key), self._invited[keeper.key]
        invitation.join(path, self.key, invited.file, invited.code, self.wall)
        return self._hold(keeper, Store.open(path, self.key, self.wall))

    def confirm(self, key: str) -> None:
        """The store above hears the fingerprint over the telephone, and it is the right one."""
        keeper = keepers()[key]
        fingerprint = identity(self[key]).public.fingerprint
        invitation.trust(self[keeper.above], keeper.place, fingerprint)

    def _hold(self, keeper: Keeper, store: Store) -> Store:
        identities.settle(store, keeper.key)
        self.stores[keeper.key] = store
        return store

    # Files --------------------------------------------------------------------------------------------------

    def parcel(self, name: str) -> Path:
        """The path of the next file between stores; its number tells the order in which they were made."""
        self._parcels += 1
        return self.folder / OTHERS / PARCELS / f"{self._parcels:02}-{name}{SUFFIX}"

    def send(self, sender: str, receiver: str) -> Path:
        """A file with all that the receiver is not known to hold."""
        path = self.parcel(f"{sender}-{receiver}")
        up = keepers()[sender].above == receiver
        outgoing.send(self[sender], path, "" if up else keepers()[receiver].place)
        return path

    def load(self, receiver: str, *files: Path) -> list[Arrival]:
        """What became of files that a store loads, as its inbox tells it."""
        return inbox.load(self[receiver], files)

    def carry(self, sender: str, receiver: str) -> Arrival:
        """Send, load, and bring the receipt back to the sender, who loads it."""
        (came,) = self.load(receiver, self.send(sender, receiver))
        if came.quarantined:
            raise RuntimeError(came.message)
        self.load(sender, Path(came.receipt))
        return came
