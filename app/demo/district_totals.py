"""The end of the story: everybody sends what is left, and both sides of every exchange count the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.demo import district_returns
from app.demo.district import ABOVE, NA_MAY, Keeper, below, keepers
from app.demo.stage import Line, Stage
from app.demo.wall import MOMENT
from app.i18n import _, number
from app.store import peers, totals
from app.store.totals import Totals
from app.sync import desk, outgoing

CLASSES = ("poor", "near_poor")


@dataclass(frozen=True, slots=True)
class Compared:
    """A store and the one above it: what each counts in the book that they share.

    Attributes:
        below, above: the names of the two.
        counts: number → below and above, both; `households`, `poor`, `near_poor`.
        places: how many places of the book were compared.
        differences: every number that differs; empty when both sides agree.
    """

    below: str
    above: str
    counts: Mapping[str, tuple[int, int]]
    places: int
    differences: tuple[str, ...]


def settle(stage: Stage) -> Line:
    """Whatever is left goes up and down; one household comes back to Xã Nà Mây and waits there."""
    stage.at(11, 20, 9, 45)
    for one in (*below(NA_MAY), *below(ABOVE)):
        if outgoing.unsent(stage[one.key]):
            stage.carry(one.key, one.above)
    district_returns.ask(stage)
    for laptop in below(NA_MAY):
        stage.carry(NA_MAY, laptop.key)
    stage.wall.set(MOMENT)
    todo = desk.desk(stage[ABOVE]).to_do
    what = _("Mọi nơi gửi nốt việc của mình; {above} trả lại một hộ cho {commune} xem lại.")
    return Line(
        what.format(above=keepers()[ABOVE].place, commune=stage.commune.name),
        _("mở sổ cấp trên: {todo} việc chờ trong Đồng bộ").format(todo=todo),
    )


# Both sides -----------------------------------------------------------------------------------------------


def compare(stage: Stage) -> list[Compared]:
    """Every store that sent something, and the one above it."""
    return [_compared(stage, one) for one in keepers().values() if _sent(stage, one)]


def _sent(stage: Stage, keeper: Keeper) -> bool:
    store = stage.stores.get(keeper.key)
    above = peers.above(store) if store else None
    return bool(store and above and peers.parcels(store, above.node, peers.OUT))


def _compared(stage: Stage, keeper: Keeper) -> Compared:
    store, above = stage[keeper.key], stage[keeper.above]
    here, there = totals.of_place(store, store.place), totals.of_place(above, store.place)
    ours, theirs = (_sums(found, stage.commune.year) for found in (here, there))
    return Compared(
        below=keeper.place,
        above=keepers()[keeper.above].place,
        counts={name: (ours[name], theirs[name]) for name in ours},
        places=len(here.keys() | there.keys()),
        differences=tuple(totals.differences(here, there)),
    )


def _sums(found: Totals, year: int) -> dict[str, int]:
    """Households of the book, and those of a class in the round of the year."""
    classes = {
        klass: sum(told.get(f"{year} {klass}", (0, 0))[0] for told in found.values()) for klass in CLASSES
    }
    return {"households": sum(told.get("households", 0) for told in found.values()), **classes}


def table(compared: Sequence[Compared]) -> Iterator[str]:
    """The comparison as lines of text, a store each, both sides beside each other."""
    if not compared:
        return
    heads = (_("Nơi"), _("Cấp trên"), _("Hộ"), _("Nghèo"), _("Cận nghèo"), _("Đối chiếu"))
    lines = [heads, *(_cells(one) for one in compared)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    for line in lines:
        yield "  ".join(
            text.rjust(width) if 2 <= column <= 4 else text.ljust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()


def _cells(one: Compared) -> tuple[str, ...]:
    counts = (f"{number(ours)} = {number(theirs)}" if ours == theirs else f"{number(ours)} ≠ {number(theirs)}"
              for ours, theirs in one.counts.values())  # fmt: skip
    agreed = _("✔ khớp cả {count} nơi").format(count=one.places)
    return (one.below, one.above, *counts, agreed if not one.differences else "; ".join(one.differences))
