"""An open store: what screens and verbs hold in their hands. One thread owns it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlcipher3 import dbapi2 as sqlite

from app.store import backup, faults, file, search
from app.store.clock import Clock

if TYPE_CHECKING:
    from sqlmodel import Session

    from app.store.act import Act, Schema

Watcher = Callable[["Done"], None]
EVERYONE = "*"  # the stream that every store below receives
_WHOLE = ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
_INSIDE = ("SAVEPOINT act", "RELEASE act", "ROLLBACK TO act")  # an act of several that are kept together


class Done(NamedTuple):
    """What an act did, for whoever shows the data.

    Attributes:
        act: its number in this file; 0 when nothing changed and nothing was recorded.
        title: what the officer did.
        tables: the tables that have other rows now.
        rows: the keys of those rows.
    """

    act: int
    title: str
    tables: frozenset[str]
    rows: frozenset[bytes]


class Store:
    """The commune's book, open. Make it with `create` or `open`; close it, or use it in a `with`."""

    def __init__(
        self, path: Path, connection: sqlite.Connection, wall: Callable[[], int] | None = None
    ) -> None:
        self.path = path
        self.connection = connection
        self.watchers: list[Watcher] = []
        self.done: Done | None = None
        last = self.meta("clock") or 0
        self._clock = Clock(last, wall) if wall else Clock(last)
        self._writing = False
        self._together: list[Done] | None = None
        self._whole: Act | None = None

    @classmethod
    def create(cls, path: Path, key: str, node: bytes, wall: Callable[[], int] | None = None) -> Store:
        """Found a store in a new file; `node` is its name among stores, 16 bytes."""
        connection = file.create(path, key)
        store = cls(path, connection, wall)
        store.set_meta("node", node)
        return store

    @classmethod
    def open(cls, path: Path, key: str, wall: Callable[[], int] | None = None) -> Store:
        """Open an existing store; StoreFault in words when that cannot be done."""
        connection = file.open_file(path, key)
        try:
            with faults.in_words(path):
                return cls(path, connection, wall)
        except BaseException:
            connection.close()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    # What the store knows of itself -------------------------------------------------------------------------

    @cached_property
    def node(self) -> bytes:
        """The store's name among stores."""
        return bytes(self.meta("node"))

    @property
    def place(self) -> bytes:
        """The place whose book this is."""
        return bytes(self.meta("place"))

    def meta(self, key: str) -> Any:
        """A value that the store keeps of itself, or None."""
        found = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return found[0] if found else None

    def set_meta(self, key: str, value: str | int | bytes) -> None:
        """Keep a value of this file alone: never journaled, never sent."""
        self.connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    def moment(self) -> str:
        """Wall time of this machine with its zone, whole seconds, ISO 8601: for people, never compared."""
        return self._clock.shown()

    # Reading ------------------------------------------------------------------------------------------------

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session to read with; inside a `write` it sees what was written so far."""
        with faults.in_words(self.path), self._sessions() as session:
            yield session

    @cached_property
    def _sessions(self) -> Callable[[], Session]:
        from app.store.session import sessions

        return sessions(self.connection)

    def find(self, text: str, limit: int = 50) -> search.Found:
        """Households by any word, code, end of an ID number or phone; see `search.find`."""
        with faults.in_words(self.path):
            return search.find(self.connection, text, limit)

    # Writing ------------------------------------------------------------------------------------------------

    @cached_property
    def schema(self) -> Schema:
        """The tables as the journal sees them."""
        from app.store.act import Schema

        return Schema(self.connection)

    @contextmanager
    def write(
        self,
        title: str,
        actor: str,
        *,
        about: bytes | str | None = None,
        kind: str = "do",
        target: bytes | None = None,
    ) -> Iterator[Act]:
        """The one way to change data: everything inside is kept together, or not at all.

        Args:
            title: what the officer does, as the history will show it.
            actor: who does it.
            about: the place below of which it speaks, and which will be sent it; `EVERYONE` for all below.
                Without it the act speaks of the store's own place.
            kind: `do`, or `undo` / `redo` of the act whose hash is `target`.

        `self.done` tells afterwards what changed, and so are the watchers told. Inside `as_one` the changes
        become part of that act.
        """
        if self._whole is not None:
            if about is not None or kind != "do":
                raise RuntimeError("a verb inside one act speaks of the store's own place")
            yield self._whole
            return
        from app.store.act import Act
        from app.store.books import Books
        from app.store.index import Index

        with self.transaction():
            own = self.meta("place")
            books = Books(self.connection, self.schema, own if about is None or about == own else None)
            act = Act(self.connection, self.schema, Index(self.connection), books)
            yield act
            act.finish()
            aim = kind, target or self._leader()
            number = self._record(act, title, actor, about, aim) if act.changes else 0
        self.announce(
            Done(number, title, frozenset(c.tab for c in act.changes), frozenset(c.row for c in act.changes))
        )

    @contextmanager
    def as_one(self, title: str, actor: str) -> Iterator[Act]:
        """One act about the store's own place, of several verbs: kept whole or not at all, undone at once.

        What the verbs inside write is in it, under its title; what they would have been called is not kept.
        """
        with self.write(title, actor) as act:
            self._whole = act
            try:
                yield act
            finally:
                self._whole = None

    @contextmanager
    def together(self) -> Iterator[None]:
        """The acts written inside are kept all, or none, and announced as one.

        The first changes rows; the others tell them to other books (`Act.tell`), aim at the first, and are
        undone with it.
        """
        with self.transaction():
            self._writing, self._together = False, []
            try:
                yield
                told = self._together
            finally:
                self._writing, self._together = True, None
        if told:
            tables, rows = (frozenset().union(*sets) for sets in zip(*(one[2:] for one in told), strict=True))
            self.announce(Done(told[0].act, told[0].title, tables, rows))

    def _leader(self) -> bytes | None:
        """The hash of the first of the acts kept together; None for that one, and for an act alone."""
        first = next((one.act for one in self._together or () if one.act), 0)
        found = self.connection.execute("SELECT hash FROM act WHERE id = ?", (first,)).fetchone()
        return found[0] if found else None

    def announce(self, done: Done) -> None:
        """Tell whoever watches what changed."""
        self.done = done
        if self._together is not None:
            self._together.append(done)
            return
        for watcher in self.watchers:
            watcher(done)

    def witness(self, reading: int) -> None:
        """Set the clock past what another store's clock said, within a transaction."""
        self._clock.witness(reading)
        self.set_meta("clock", self._clock.last)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept together, or not at all; only `write` and taking acts in need it."""
        if self._writing:
            raise RuntimeError("an act is in progress; write inside it")
        begin, keep, drop = _WHOLE if self._together is None else _INSIDE
        with faults.in_words(self.path):
            self.connection.execute(begin)
            self._writing = True
            try:
                yield
                self.connection.execute(keep)
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute(drop)
                raise
            finally:
                self._writing = False

    def _record(
        self, act: Act, title: str, actor: str, about: bytes | str | None, aim: tuple[str, bytes | None]
    ) -> int:
        """Write the act and its changes at the end of this store's own stream."""
        from app.store.journal import START, ActHead

        place = about or self.meta("place") or EVERYONE
        stream, name = self._stream(place if isinstance(place, str) else place.hex())
        last = self.connection.execute(
            "SELECT seq, hash FROM act WHERE stream = ? ORDER BY seq DESC LIMIT 1", (stream,)
        ).fetchone() or (0, START)
        head = ActHead(
            stream=name,
            seq=last[0] + 1,
            hlc=self._clock.tick(),
            actor=actor,
            title=title,
            at=self._clock.shown(),
            kind=aim[0],
            target=aim[1],
            seen=self._newly_seen(stream),
            changes=len(act.changes),
            prev_hash=last[1],
        )
        self.set_meta("clock", self._clock.last)
        cursor = self.connection.execute(
            "INSERT INTO act"
            " (stream, seq, hlc, actor, title, at, kind, target, seen, changes, prev_hash, hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                stream, head.seq, head.hlc, actor, title, head.at, head.kind, head.target,
                head.seen, head.changes, head.prev_hash, head.hash(act.changes),
            ),
        )  # fmt: skip
        number = int(cursor.lastrowid)
        self.connection.executemany(
            "INSERT INTO change (act, n, tab, row, op, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((number, n, *change) for n, change in enumerate(act.changes)),
        )
        return number

    def _stream(self, place: str) -> tuple[int, str]:
        """The number and the name of this store's stream about a place."""
        self.connection.execute(
            "INSERT OR IGNORE INTO stream (node, place) VALUES (?, ?)", (self.node, place)
        )
        found = self.connection.execute(
            "SELECT id FROM stream WHERE node = ? AND place = ?", (self.node, place)
        ).fetchone()
        return int(found[0]), f"{self.node.hex()}/{place}"

    def _newly_seen(self, own: int) -> str:
        """How far other streams reach where they grew since this stream's last act, as JSON."""
        import json

        from app.store.ledger import reach

        memory = f"seen {own}"
        known: dict[str, int] = json.loads(self.meta(memory) or "{}")
        grown = {name: seq for name, seq in reach(self.connection, own).items() if seq != known.get(name)}
        if grown:
            self.set_meta(memory, json.dumps(known | grown, sort_keys=True))
        return json.dumps(grown, sort_keys=True)

    # Copies -------------------------------------------------------------------------------------------------

    def copy(self, target: Path) -> Path:
        """A copy of the whole store beside it or elsewhere, under the same key."""
        with faults.in_words(self.path):
            return backup.copy_file(self.connection, self.path, target)
