"""The demo's story, played once in a run of the tests, whatever the number of processes that share it."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import msgspec
from store.book import KEY

from app.demo.stage import STORE
from app.demo.story import Story, tell
from app.store import Store

PATIENCE = 600.0  # seconds for another process that plays it


@dataclass(frozen=True)
class Played:
    """What was made, where, and what was said; nobody writes into these stores."""

    story: Story
    lines: list[str]

    @property
    def folder(self) -> Path:
        return Path(self.story.store).parent

    def copy(self, key: str, folder: Path) -> Store:
        """A store of the story, copied into a folder and open."""
        path = folder / f"{key}{STORE}"
        shutil.copy(self.story.stores[key], path)
        return Store.open(path, KEY)


def play(shared: Path) -> Played:
    """The story as played in a folder by this process, or by another one of the same run."""
    account = shared / "account.json"
    try:
        (shared / "played").mkdir()
    except FileExistsError:
        return _played_by_another(account)
    lines: list[str] = []
    played = Played(tell(shared / "played" / "so-mau", KEY, lines.append), lines)
    part = account.with_suffix(".part")
    part.write_bytes(msgspec.json.encode(played))
    part.replace(account)
    return played


def _played_by_another(account: Path) -> Played:
    end = time.monotonic() + PATIENCE
    while not account.exists():
        assert time.monotonic() < end, "the process that plays the story did not end"
        time.sleep(0.5)
    return msgspec.json.decode(account.read_bytes(), type=Played)


def shared_folder(base: Path) -> Path:
    """Where all processes of a run can look: pytest-xdist gives each a folder within it."""
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
