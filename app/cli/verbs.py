"""All verbs of the command line, group by group."""

from __future__ import annotations

from typing import Any

import typer
from typer.main import get_command

from app.cli import (
    activities,
    books,
    delivering,
    demo,
    desk,
    enrolling,
    guide,
    intake,
    lists,
    money,
    papers,
    parcels,
    procedure,
    reviews,
    search,
    targets,
    window,
)

app = typer.Typer(
    name="soban",
    help="Sổ Bản: sổ rà soát hộ nghèo của xã, làm việc không cần mạng.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (
    books,
    intake,
    reviews,
    procedure,
    search,
    lists,
    papers,
    targets,
    activities,
    enrolling,
    delivering,
    money,
    parcels,
    desk,
    demo,
    window,
):
    group.add_to(app)


def command() -> Any:
    """What typer makes of them all, its help in the language in use."""
    made = get_command(app)
    guide.translate(made)
    return made
