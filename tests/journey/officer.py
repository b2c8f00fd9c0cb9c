"""An officer at a real window: reads what is on it, presses keys through the X server, waits till she sees.

There is no sleep in it: whatever is waited for is a state that the program tells (`observed.py`), and a state
that does not come within `PATIENCE` fails the test with the last picture in words.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0  # seconds for one step on a busy machine
ANSWERED = 2.0  # seconds after which a field that does not hold what was typed never will
ATTEMPTS = 4
TYPED = "15"  # milliseconds between two keys: a fast typist has 60
UNMAPPED = "60"  # the same for a letter for which xdotool has to change the keyboard first

State = dict[str, Any]


class Screen:
    """An X server of its own, without a window manager."""

    def __init__(self) -> None:
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._server.stdout
        self.name = f":{self._server.stdout.readline().strip()}"

    def close(self) -> None:
        """End the server."""
        self._server.terminate()
        self._server.wait()
        assert self._server.stdout
        self._server.stdout.close()


class Officer:
    """Starts the program in a home of its own and works with it.

    Attributes:
        home: her folder; the program's own settings and documents are in it.
    """

    def __init__(self, screen: Screen, home: Path) -> None:
        self.home = home
        self._environment = {
            **os.environ,
            "DISPLAY": screen.name,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_DATA_HOME": str(home / ".local"),
            "SOBAN_SETTINGS": str(home / "soban.json"),
            "SOBAN_TODAY": "2026-11-20T10:42",
            "SOBAN_LANG": "vi",
            "PYTHONIOENCODING": "utf-8",
        }
        for name in ("SOBAN_KEY", "SOBAN_ACTOR", "WAYLAND_DISPLAY", "SESSION_MANAGER"):
            self._environment.pop(name, None)
        self._state: State = {}
        self._news = threading.Condition()
        self._errors = (home / "stderr.txt").open("w")
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.journey.observed"],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._program.stdout
        for line in self._program.stdout:
            with self._news:
                self._state = json.loads(line)
                self._news.notify_all()
        with self._news:
            self._state = {"ended": True}
            self._news.notify_all()

    # Seeing -----------------------------------------------------------------------------------------------

    def _comes(self, holds: Callable[[State], bool], seconds: float) -> bool:
        with self._news:
            return self._news.wait_for(lambda: bool(self._state) and holds(self._state), seconds)

    def waits(self, what: str, holds: Callable[[State], bool]) -> State:
        """The first state in which something holds."""
        if not self._comes(holds, PATIENCE):
            raise AssertionError(f"{what}: not seen within {PATIENCE:g} s; there is {self._state}")
        return self._state

    def sees(self, words: str, screen: str = "") -> State:
        """Words stand somewhere in the window in front, and nothing is still being worked out."""
        return self.waits(
            f"“{words}”",
            lambda state: (
                any(words in one for one in state["words"])
                and state["idle"]
                and screen in ("", state["screen"])
            ),
        )

    def sees_dialog(self, name: str) -> State:
        """A dialog of a class is in front; the keyboard is brought to it: no window manager does it here."""
        state = self.waits(name, lambda state: state["dialog"] == name and state["window"])
        return self._brings_keyboard(state["window"])

    def sees_screen(self, key: str) -> State:
        """A screen of the main window, no dialog before it."""
        state = self.waits(
            key, lambda state: state["screen"] == key and state["dialog"] == "NoneType" and state["idle"]
        )
        return self._brings_keyboard(state["window"])

    def sees_start(self) -> State:
        """The start page."""
        state = self.waits("start page", lambda state: bool(state["window"]))
        return self._brings_keyboard(state["window"])

    def _brings_keyboard(self, window: int) -> State:
        self._xdotool("windowfocus", "--sync", str(window))
        return self.waits("keyboard", lambda state: state["window"] == window and state["active"])

    # Pressing ---------------------------------------------------------------------------------------------

    def presses(self, *keys: str) -> None:
        """Keys by their X names: `Tab`, `ctrl+k`."""
        self._xdotool("key", "--delay", TYPED, *keys)

    def types(self, text: str) -> None:
        """Plain letters and digits, each as a key; a line feed is Enter."""
        self.presses(*("Return" if letter == "\n" else letter for letter in text))

    def fills(self, text: str) -> None:
        """A field, until it holds the text: letters that no key has may arrive before their mapping does."""
        for _attempt in range(ATTEMPTS):
            self.presses("ctrl+a")
            self._xdotool("type", "--delay", TYPED if text.isascii() else UNMAPPED, text)
            if self._comes(lambda state: state["field"] == text, ANSWERED):
                return
        self.waits(f"field with {text}", lambda state: state["field"] == text)

    def _xdotool(self, *told: str) -> None:
        subprocess.run(["xdotool", *told], env=self._environment, check=True, timeout=PATIENCE)

    # The end ----------------------------------------------------------------------------------------------

    def said(self) -> str:
        """What the program and Qt wrote to the error stream."""
        return (self.home / "stderr.txt").read_text()

    def close(self) -> None:
        """End the program."""
        self._program.terminate()
        self._program.wait()
        self._reader.join(PATIENCE)
        assert self._program.stdout
        self._program.stdout.close()
        self._errors.close()
