"""What tests of several parts need: a store made at once, and a clock that a test sets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from store.book import KEY, NODE

from app.store import Store

if TYPE_CHECKING:
    from tests.demo.playing import Played

settings.register_profile("patient", deadline=None)  # machines of officers, and those of the build, are slow
settings.load_profile("patient")


class WallClock:
    """A machine's clock that stands still until a test moves it: 15 October 2026, 08:30 in Hà Nội."""

    def __init__(self) -> None:
        self.milliseconds = 1_792_027_800_000

    def __call__(self) -> int:
        return self.milliseconds


@pytest.fixture
def wall() -> WallClock:
    return WallClock()


@pytest.fixture
def store(tmp_path: Path, wall: WallClock) -> Iterator[Store]:
    """An empty store, open."""
    with Store.create(tmp_path / "na-may.soban", KEY, NODE, wall) as made:
        yield made


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The whole story of the demo; copy a store of it before you write."""
    from tests.demo.playing import play, shared_folder

    return play(shared_folder(tmp_path_factory.getbasetemp()))
