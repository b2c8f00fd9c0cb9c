"""A walk through the whole window, watched: `window` reads the JSON that it prints.

`python -m benchmarks.window_tour STORE` walks; with `search` it types into the search field instead. The key
is the benchmarks' raw one.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.harness import MEGABYTE
from benchmarks.register import KEY
from benchmarks.watchdog import Block, Watchdog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.ui.start import Program
    from app.ui.window import Window

PATIENCE, SETTLED = 60.0, 0.25  # seconds
OPENED, SEARCHES, SHOWN = 12, 30, 12


class Walk:
    """The program over a store, and the feet to go through it."""

    def __init__(self, store: Path) -> None:
        from app.ui import start
        from app.ui.screens import PAGES, SCREENS

        self.application: QApplication = start.begin()
        self.program: Program = start.Program(self.application)
        self.program.open(store, KEY)
        self.watchdog = Watchdog()
        self.until(lambda: self.program.window is not None)
        self.watchdog.start()  # before its first picture a window cannot be away: that is the start's time
        self.watchdog.doing = "making ahead"
        self.until(lambda: set(self.window.made) == {kind.key for kind in (*SCREENS, *PAGES)})
        self.rest()

    @property
    def window(self) -> Window:
        """The window, which is there."""
        assert self.program.window is not None
        return self.program.window

    def until(self, holds: Callable[[], bool]) -> None:
        """Let events pass until something holds."""
        end = time.perf_counter() + PATIENCE
        while not holds():
            if time.perf_counter() > end:
                raise TimeoutError(f"the window does not come to rest ({self.watchdog.doing})")
            self.application.processEvents()
            time.sleep(0.001)

    def rest(self) -> None:
        """Until every answer is here and shown."""
        quiet = [time.perf_counter()]

        def resting() -> bool:
            if not self.program.runner.idle:
                quiet[0] = time.perf_counter()
            return time.perf_counter() - quiet[0] > SETTLED

        self.until(resting)

    def go(self, key: str, what: Any = None) -> None:
        """Show a screen and wait until it is whole."""
        self.watchdog.doing = key
        self.window.go(key, what)
        self.rest()


def tour(walk: Walk) -> dict[str, Any]:
    """Every screen twice, households, the search, the other theme, and back."""
    from app.ui.screens import HOUSEHOLD, PAGES, SCREENS

    for _ in range(2):
        for kind in (*SCREENS, *(page for page in PAGES if page is not HOUSEHOLD)):
            walk.go(kind.key)
    opening = _openings(walk)
    for theme in ("dark", "light"):
        walk.watchdog.doing = f"theme {theme}"
        walk.program.desk.choose(theme=theme)
        walk.rest()
    walk.watchdog.stop()
    themes = [one for one in walk.watchdog.blocks if one.doing.startswith("theme")]
    blocks = [one for one in walk.watchdog.worst(SHOWN) if one not in themes]
    return {
        "opening": max(opening) * 1000,
        "block": blocks[0].due * 1000 if blocks else 0.0,
        "own": max((one.own for one in walk.watchdog.blocks), default=0.0) * 1000,
        "clock": max((one.seconds for one in walk.watchdog.blocks), default=0.0) * 1000,
        "theme": max((one.due for one in themes), default=0.0) * 1000,
        "memory": _resident() / MEGABYTE,
        "worst": [_told(one) for one in blocks],
    }


def _openings(walk: Walk) -> list[float]:
    """Seconds from asking for a household to its page painted; the first one is as cold as it comes."""
    keys = walk.window.make("households")._keys  # type: ignore[attr-defined]
    taken = []
    for key in keys[:: max(len(keys) // OPENED, 1)][:OPENED]:
        walk.watchdog.doing = "household"
        start = time.perf_counter()
        walk.window.go("household", key)
        page: Any = walk.window.screen_shown
        walk.until(partial(_whole, walk, page))
        walk.application.processEvents()  # what the answer changed is painted
        taken.append(time.perf_counter() - start)
        walk.rest()
        walk.go("households")
    return taken


def _whole(walk: Walk, page: Any) -> bool:
    return walk.program.runner.idle and page._page is not None


def search(walk: Walk) -> dict[str, Any]:
    """Typing into the search field, each key to the painted result."""
    from PySide6.QtTest import QTest

    texts = _texts(walk)
    field, palette = walk.window.topbar.search, walk.window.palette_list
    assert palette is not None
    walk.window.activateWindow()
    walk.until(walk.window.isActiveWindow)
    field.take()
    walk.rest()
    taken = []
    for text in texts:
        field.clear()
        walk.until(lambda: walk.program.runner.idle)
        for letter in text:
            start = time.perf_counter()
            QTest.keyClicks(field, letter)
            walk.until(lambda: walk.program.runner.idle)
            walk.application.processEvents()  # what the answer changed is painted
            taken.append(time.perf_counter() - start)
    walk.watchdog.stop()
    return {"keystroke": sorted(taken)[len(taken) * 99 // 100] * 1000, "keys": len(taken)}


def _texts(walk: Walk) -> list[str]:
    """What is typed: names without accents, given names, codes with a village, ends of ID numbers."""
    from benchmarks.register import typed

    got: list[list[str]] = []
    walk.program.runner.ask(lambda store: typed(store, SEARCHES), got.append)
    walk.rest()
    texts = got[0]
    return [text for text, after in zip(texts, [*texts[1:], ""], strict=True) if not after.startswith(text)]


def _told(block: Block) -> str:
    where = " < ".join(reversed(block.where)) or "in Qt"
    told = f"{block.due * 1000:.0f} ms ({block.own * 1000:.0f} own, {block.seconds * 1000:.0f} by the clock)"
    return f"{told} {block.doing}: {where}"


def _resident() -> int:
    """Bytes that the process has now; its peak where the system does not tell."""
    from benchmarks.harness import peak

    try:
        pages = Path("/proc/self/statm").read_text().split()[1]
    except OSError:
        return peak()
    import resource

    return int(pages) * resource.getpagesize()


if __name__ == "__main__":
    walk = Walk(Path(sys.argv[1]))
    told = search(walk) if sys.argv[2:] == ["search"] else tour(walk)
    print(json.dumps(told, ensure_ascii=False))
    walk.window.close()
    walk.program.close()
