"""Four stores in three levels, made once and copied: above, two communes, a helper's laptop of the first."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from store.book import KEY

from app.services import places
from app.store import Store
from app.sync.incoming import receive
from app.sync.invitation import invite, join
from app.sync.outgoing import send
from app.sync.taken import Taken

ABOVE, FIRST, SECOND, HELPER = NAMES = ("above", "first", "second", "helper")
PLACES = {ABOVE: "Huyện Mù Cang Chải", FIRST: "Xã Nà Mây", SECOND: "Xã Hua Khắt", HELPER: "Bản Lùng"}
OFFICER = {ABOVE: "Lò Thị Ún", FIRST: "Vàng Thị Mỷ", SECOND: "Giàng A Páo", HELPER: "Sùng A Chống"}
NOON = 1_792_027_800_000  # 15 October 2026, milliseconds


@dataclass
class Clock:
    """A machine's clock: right, or wrong by what a test says."""

    skew: int = 0
    now: int = NOON

    def __call__(self) -> int:
        self.now += 1000
        return self.now + self.skew


@dataclass
class Levels:
    """The stores, open, and the folder in which their files go to and fro."""

    folder: Path
    stores: dict[str, Store]
    clocks: dict[str, Clock]
    households: dict[str, list[bytes]]
    sent: int = field(default=0)

    def __getitem__(self, name: str) -> Store:
        return self.stores[name]

    def close(self) -> None:
        for store in self.stores.values():
            store.close()

    def reopen(self, name: str, path: Path | None = None) -> Store:
        """Close a store and open it again, or another file in its place."""
        self.stores[name].close()
        self.stores[name] = _open(path or self.folder / f"{name}.soban", self.clocks[name])
        return self.stores[name]

    def about(self, name: str, commune: str) -> str | None:
        """What a store says its act speaks of when it concerns a commune's book."""
        return self.stores[commune].place.hex() if name == ABOVE else None

    def write(self, name: str, commune: str = FIRST, title: str = "Việc") -> Any:
        return self[name].write(title, OFFICER[name], about=self.about(name, commune))

    def note(self, name: str, text: str, household: int = 0, commune: str = FIRST) -> None:
        with self.write(name, commune, f"Ghi “{text}”") as act:
            act.update("household", self.households[commune][household], {"note": text})

    def noted(self, name: str, household: int = 0, commune: str = FIRST) -> str:
        key = self.households[commune][household]
        sql = "SELECT note FROM household WHERE id = ?"
        return str(self[name].connection.execute(sql, (key,)).fetchone()[0])

    def send(self, name: str, to: str, *, full: bool = False) -> Path:
        """A file from one store to the store above or below it."""
        self.sent += 1
        path = self.folder / f"{self.sent:03}-{name}-{to}.soban-goi"
        up = (name, to) in ((FIRST, ABOVE), (SECOND, ABOVE), (HELPER, FIRST))
        send(self[name], path, "" if up else PLACES[to], full=full)
        return path

    def receive(self, name: str, *files: Path, dry: bool = False) -> list[Taken]:
        return receive(self[name], files, dry=dry)

    def carry(self, name: str, to: str, *, full: bool = False) -> Taken:
        """Send, receive, and bring the receipt back."""
        (taken,) = self.receive(to, self.send(name, to, full=full))
        assert taken.fault == "", taken.said
        assert taken.receipt is not None
        (answered,) = self.receive(name, taken.receipt)
        assert answered.state == "agreed", answered.said
        return taken

    def exchange(self) -> None:
        """Everybody sends everything up, then down, until everybody has it."""
        for _turn in range(2):
            for name, to in ((HELPER, FIRST), (FIRST, ABOVE), (SECOND, ABOVE)):
                self.carry(name, to)
            for name, to in ((ABOVE, FIRST), (ABOVE, SECOND), (FIRST, HELPER)):
                self.carry(name, to)


def _open(path: Path, clock: Callable[[], int]) -> Store:
    store = Store.open(path, KEY, clock)
    store.connection.execute("PRAGMA synchronous = OFF")  # nobody cuts the power here
    return store


@cache
def _template() -> tuple[Path, dict[str, list[bytes]]]:
    """The stores as they are after everybody has heard of everybody; the folder is left to the system."""
    folder = Path(tempfile.mkdtemp(prefix="soban-levels-"))
    clocks = {name: Clock() for name in NAMES}
    stores = {ABOVE: Store.create(folder / "above.soban", KEY, bytes(range(16)), clocks[ABOVE])}
    places.found(stores[ABOVE], PLACES[ABOVE], "district", OFFICER[ABOVE], province="Tỉnh Yên Bái")
    households = {}
    levels = Levels(folder, stores, clocks, households)
    for name, parent, level in (
        (FIRST, ABOVE, "commune"),
        (SECOND, ABOVE, "commune"),
        (HELPER, FIRST, "village"),
    ):
        made = invite(stores[parent], folder / f"{name}.moi", PLACES[name], level, OFFICER[parent])
        join(folder / f"{name}.soban", KEY, made.file, made.code)
        stores[name] = _open(folder / f"{name}.soban", clocks[name])
        if name != HELPER:
            households[name] = _villages(stores[name], OFFICER[name], PLACES[HELPER])
        levels.carry(name, parent)
    levels.exchange()
    levels.close()
    return folder, households


def _villages(store: Store, officer: str, village: str) -> list[bytes]:
    with store.write("Lập sổ hộ", officer) as act:
        key = places.add(act, village, "village", store.place)
        homes = act.insert("household", [{"place": key, "code": f"{n:03}", "groups": {}} for n in range(3)])
        people = act.insert(
            "person", [{"name": f"Giàng A {n}", "birth": "1980"} for n in ("Páo", "Chu", "Say")]
        )
        act.insert(
            "membership",
            [{"household": home, "person": one, "head": 1} for home, one in zip(homes, people, strict=True)],
        )
    return homes


def copied(folder: Path) -> Levels:
    """The four stores anew, in a folder."""
    template, households = _template()
    clocks = {name: Clock() for name in NAMES}
    stores = {}
    for name in NAMES:
        shutil.copy(template / f"{name}.soban", folder / f"{name}.soban")
        stores[name] = _open(folder / f"{name}.soban", clocks[name])
    return Levels(folder, stores, clocks, {name: list(keys) for name, keys in households.items()})


def opened(folder: Path) -> Iterator[Levels]:
    """`copied`, closed afterwards."""
    levels = copied(folder)
    yield levels
    levels.close()
