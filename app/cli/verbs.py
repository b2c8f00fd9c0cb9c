"""All verbs of the command line, group by group."""

from __future__ import annotations

import typer

from app.cli import (
    books,
    demo,
    desk,
    intake,
    lists,
    money,
    papers,
    parcels,
    procedure,
    reviews,
    search,
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
for group in (books, intake, reviews, procedure, search, lists, papers, money, parcels, desk, demo, window):
    group.add_to(app)
