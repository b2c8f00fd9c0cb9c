"""The encrypted file: made, opened, recognised. One program holds it at a time."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from app.errors import StoreFault
from app.i18n import _
from app.store import faults, migrate

PAGE = 4096
CACHE = 64 * 1024  # KiB of decrypted pages: a large commune's book searches and imports twice as fast
_PLAIN_SQLITE = b"SQLite format 3\0"
# An encrypted page begins with 16 random bytes: only marks of four bytes and more can be told from them.
_OTHER_KINDS = (_PLAIN_SQLITE, b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"<?xml", b"<html", b"\x89PNG")


def create(path: Path, key: str) -> sqlite.Connection:
    """A new store's connection, in the newest format; an existing file is never overwritten."""
    if path.exists():
        raise StoreFault(
            _("Đã có tệp “{name}”.").format(name=path.name),
            todo=_("Chọn tên khác cho sổ mới, hoặc mở sổ đang có."),
        )
    _folder_must_take_files(path)
    if not key.strip():
        raise StoreFault(_("Sổ phải có mật khẩu."), todo=_("Đặt một mật khẩu dài, dễ nhớ rồi lập sổ lại."))
    try:
        return _connect(path, key, new=True)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def open_file(path: Path, key: str) -> sqlite.Connection:
    """An existing store's connection, brought up to the newest format."""
    _look_at_first_page(path)
    _folder_must_take_files(path)
    return _connect(path, key, new=False)


def _connect(path: Path, key: str, new: bool) -> sqlite.Connection:
    with faults.in_words(path):
        connection = sqlite.connect(str(path), isolation_level=None, timeout=0.2, check_same_thread=False)
        try:
            _unlock(connection, key)
            if not new:
                _must_be_ours(connection, path)
            _take(connection)
            migrate.bring_up(connection, path)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{CACHE}")
        except BaseException:
            connection.close()
            raise
    return connection


def _unlock(connection: sqlite.Connection, key: str) -> None:
    """Give the key and read the first page; only then may anything be set that writes."""
    quoted = unicodedata.normalize("NFC", key).replace("'", "''")
    connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong key is told in a sentence, not on stderr
    connection.execute(f"PRAGMA key = '{quoted}'")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    migrate.version(connection)


def _must_be_ours(connection: sqlite.Connection, path: Path) -> None:
    """Refuse what another program encrypted, and a format that is newer than this program."""
    found = migrate.version(connection)
    if not found or connection.execute("PRAGMA application_id").fetchone()[0] != migrate.APPLICATION_ID:
        raise faults.not_a_store(path)
    if found > migrate.newest():
        raise faults.newer(path, found, migrate.newest())


def _take(connection: sqlite.Connection) -> None:
    """Hold the file: a second program is told at once."""
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("COMMIT")


def _look_at_first_page(path: Path) -> None:
    try:
        if not path.is_file():
            raise faults.missing(path)
        with path.open("rb") as opened:
            head = opened.read(16)
        size = path.stat().st_size
        # Power may fail while pages move from the log beside into the file: then the log mends its length.
        logged = _log(path).exists() and _log(path).stat().st_size > 0
    except PermissionError as fault:
        raise faults.read_only(path) from fault
    whole = size >= PAGE and size % PAGE == 0
    if head.startswith(_OTHER_KINDS) or not (whole or logged):
        raise faults.not_a_store(path)


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _folder_must_take_files(path: Path) -> None:
    if not path.parent.is_dir():
        raise StoreFault(
            _("Không có thư mục “{folder}”.").format(folder=path.parent), todo=_("Chọn một thư mục đang có.")
        )
    writable = os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))
    if not writable:
        raise faults.read_only(path)
