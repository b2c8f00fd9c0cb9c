"""Numbered migrations: each a file of SQL, each in its own transaction together with its number."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from app.store import backup

APPLICATION_ID = 0x536F4261  # "SoBa"


@cache
def _scripts() -> tuple[tuple[int, str], ...]:
    found = (
        (int(match[1]), entry.read_text("utf-8"))
        for entry in Path(__file__).with_name("migrations").iterdir()
        if (match := re.match(r"(\d{4})-.*\.sql$", entry.name))
    )
    return tuple(sorted(found))


def newest() -> int:
    """The format that this program writes."""
    return _scripts()[-1][0]


def version(connection: sqlite.Connection) -> int:
    """The format of an open file: 0 for a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def bring_up(connection: sqlite.Connection, path: Path) -> None:
    """Bring the file to the newest format, after a copy of it beside.

    Args:
        connection: in autocommit mode (`isolation_level=None`): the driver must not commit by itself.
        path: of the file, for the copy's name and for sentences.
    """
    found = version(connection)
    if 0 < found < newest():
        backup.copy_file(connection, path, path.with_name(f"{path.name}.truoc-v{found + 1}"))
    for number, script in _scripts():
        if number > found:
            _apply(connection, number, script)


def _apply(connection: sqlite.Connection, number: int, script: str) -> None:
    stamp = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number};"
    try:
        connection.executescript(f"BEGIN IMMEDIATE; {script}; {stamp} COMMIT;")
    except sqlite.DatabaseError:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
