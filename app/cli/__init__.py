"""The command line: every verb of the officer without a window. Each file here is a group of verbs.

Answers go to standard output, as sentences or with `--json` as data; faults to standard error, as sentences.
Exit codes: 0 done, 1 it could not be done, 2 the command was not understood.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from app.cli import books, demo, desk, intake, lists, parcels, reviews, search
from app.errors import Fault

app = typer.Typer(
    name="soban",
    help="Sổ Bản: sổ rà soát hộ nghèo của xã, làm việc không cần mạng.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (books, intake, reviews, search, lists, parcels, desk, demo):
    group.add_to(app)


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app(args=list(arguments), prog_name="soban")
    except Fault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    except SystemExit as done:  # how typer ends, also for a command that it did not understand
        return int(done.code or 0)
    return 0
