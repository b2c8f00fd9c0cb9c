"""The command line: every verb of the officer, and the window. Each file here is a group of verbs.

Answers go to standard output, as sentences or with `--json` as data; faults to standard error, as sentences.
Exit codes: 0 done, 1 it could not be done, 2 the command was not understood.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from app.errors import Fault


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        return _do(list(arguments))
    except Fault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    except SystemExit as done:  # how typer ends, also for a command that it did not understand
        return int(done.code or 0)


def _do(arguments: list[str]) -> int:
    """A verb, or without arguments the window; the two that are waited for before typer is loaded."""
    from app.cli import finding, opening

    if opening.plainly(arguments):
        return opening.open_window(*map(Path, arguments[1:]))
    if not finding.plainly(arguments):
        from app.cli.verbs import command

        command()(args=arguments, prog_name="soban")
    return 0
