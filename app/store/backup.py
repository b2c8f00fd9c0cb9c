"""Copies of a store: whole, encrypted under the same key, written beside and then renamed."""

from __future__ import annotations

import os
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from app.store import faults


def copy_file(connection: sqlite.Connection, path: Path, target: Path) -> Path:
    """Copy the open store to `target`, with everything committed so far; StoreFault, and no half copy left.

    The connection holds the file exclusively (see `file.py`), so nobody writes meanwhile.
    """
    import shutil

    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    half = target.with_name(target.name + ".dang-chep")
    try:
        shutil.copyfile(path, half)
        with half.open("rb+") as written:
            os.fsync(written.fileno())
        half.replace(target)
    except OSError as fault:
        half.unlink(missing_ok=True)
        raise faults.not_copied(target, fault) from fault
    return target
