"""How a long piece of work says how far it is, and learns that it should stop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Progress(Protocol):
    """Told of each step; raises `errors.Cancelled` from `step` when the officer asked to stop."""

    def step(self, done: int, total: int, doing: str) -> None:
        """`done` of `total` units of `doing` (a Vietnamese phrase) are finished."""


class Silent:
    """Progress that nobody watches."""

    def step(self, done: int, total: int, doing: str) -> None:
        """Say nothing."""


SILENT = Silent()


def each(
    items: Iterable[Item], progress: Progress, doing: str, total: int, every: int = 200
) -> Iterator[Item]:
    """The items, telling `progress` at the first and after `every` of them."""
    for done, item in enumerate(items):
        if done % every == 0:
            progress.step(done, total, doing)
        yield item
    progress.step(total, total, doing)
