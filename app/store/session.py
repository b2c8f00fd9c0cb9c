"""SQLModel sessions over the store's one connection: for reading. Writing goes through `Store.write`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import event
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as sqlite
from sqlmodel import Session, create_engine


class _Shared:
    """The store's connection as SQLAlchemy may use it: it neither ends transactions nor closes."""

    def __init__(self, connection: sqlite.Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def commit(self) -> None:
        """Leave the transaction to the store."""

    rollback = close = commit


def sessions(connection: sqlite.Connection) -> Callable[[], Session]:
    """A maker of sessions that only read: a statement that would write is refused."""
    engine = create_engine(
        "sqlite://",
        module=sqlite,
        creator=lambda: _Shared(connection),
        poolclass=StaticPool,
        json_deserializer=msgspec.json.decode,
    )
    event.listen(engine, "before_cursor_execute", _only_read)
    return lambda: Session(engine, expire_on_commit=False, autoflush=False)


def _only_read(_connection: object, _cursor: object, statement: str, *_: object) -> None:
    if not statement.lstrip().upper().startswith(("SELECT", "WITH")):
        raise RuntimeError("a session only reads; change data through Store.write")
