"""What one person chose on one machine: theme, language, scaling, name, recent stores.

A setting is a field of `Settings`: declared there once, read, checked and written by what is derived from it.
What belongs to a place and travels with its book is in the store (`models/intake.Setting`), not here.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

MOST_RECENT = 8


def _choice(default: Any, *allowed: Any) -> Any:
    """A setting that is one of a few values; anything else in the file counts as the default."""
    return field(default=default, metadata={"allowed": (default, *allowed)})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this machine.

    Attributes:
        officer: who acts, as the history will show it.
        post: what the officer is, in words.
        scaling: of the whole window, in percent; in force from the next start.
        recent: paths of stores, the last opened first.
        hidden_columns: of the household table.
        watched_folder: where files from other stores arrive and are loaded by themselves; empty for none.
    """

    officer: str = ""
    post: str = ""
    theme: str = _choice("light", "dark")
    language: str = _choice("vi", "en")
    scaling: int = _choice(100, 125, 150)
    recent: tuple[str, ...] = ()
    hidden_columns: tuple[str, ...] = ("cccd", "village")
    watched_folder: str = ""

    def having_opened(self, path: Path) -> Settings:
        """The same with a store as the most recent one."""
        newest = str(path.absolute())
        return replace(self, recent=(newest, *(one for one in self.recent if one != newest))[:MOST_RECENT])


def allowed(name: str) -> tuple[Any, ...]:
    """The values that a setting may take; empty where anything goes."""
    return next(tuple(one.metadata.get("allowed", ())) for one in fields(Settings) if one.name == name)


def settings_file() -> Path:
    """Where they are kept: SOBAN_SETTINGS, else the platform's folder for settings."""
    given = os.environ.get("SOBAN_SETTINGS")
    return Path(given) if given else _platform_folder("APPDATA", "XDG_CONFIG_HOME", ".config") / "soban.json"


def data_folder() -> Path:
    """Where the sample store goes: beside the settings of SOBAN_SETTINGS, else the platform's folder."""
    given = os.environ.get("SOBAN_SETTINGS")
    if given:
        return Path(given).parent
    return _platform_folder("LOCALAPPDATA", "XDG_DATA_HOME", ".local/share") / "soban"


def _platform_folder(windows: str, elsewhere: str, beneath_home: str) -> Path:
    chosen = os.environ.get(windows if sys.platform == "win32" else elsewhere)
    return Path(chosen) if chosen else Path.home() / beneath_home


def load() -> Settings:
    """The settings as they were last saved; a missing or damaged file counts as none chosen yet."""
    try:
        told = json.loads(settings_file().read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    return _read(told) if isinstance(told, dict) else Settings()


def _read(told: dict[str, Any]) -> Settings:
    sound = {
        one.name: _sound(told[one.name], one.default, one.metadata)
        for one in fields(Settings)
        if one.name in told
    }
    return Settings(**sound)


def _sound(value: Any, default: Any, metadata: Any) -> Any:
    """A value of the file where it is of the setting's kind, else the default."""
    if isinstance(default, tuple) and isinstance(value, list):
        return tuple(str(one) for one in value)
    if type(value) is not type(default) or value not in metadata.get("allowed", (value,)):
        return default
    return value


def save(settings: Settings) -> None:
    """Write them, whole or not at all; OSError when that cannot be done."""
    target = settings_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(target.name + ".dang-ghi")
    half.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), "utf-8")
    half.replace(target)
