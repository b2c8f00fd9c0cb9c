"""The help of the verbs in the language in use: their docstrings and `help=` are Vietnamese, as texts are.

typer reads them when a module is imported, so they are translated in the finished tree of commands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.i18n import translated


def texts(command: Any) -> Iterator[str]:
    """Every text of the help of a command and of those within it."""
    return (part.help for part in _parts(command) if part.help)


def translate(command: Any) -> None:
    """Put the help of a command, and of those within it, into the language in use."""
    for part in _parts(command):
        part.help = part.help and translated(part.help)


def _parts(command: Any) -> Iterator[Any]:
    """A command, its parameters, and those of the commands within it."""
    yield command
    yield from command.params
    for below in getattr(command, "commands", {}).values():
        yield from _parts(below)
