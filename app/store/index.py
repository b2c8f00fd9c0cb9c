"""The search index: what it holds of each row, and how an act keeps it in step.

It holds folded words only (FTS5's own folding leaves đ alone) and no copy of the texts. Row numbers rise in
the order in which hits are shown: whoever reads the first fifty has the best fifty, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from app.store.tables import SEARCHED, complete

# A row number: table (2 bits), beginning of the sort key (7 symbols of 6 bits), serial number (19 bits).
_SYMBOLS, _SYMBOL_BITS, _SERIAL_BITS = 7, 6, 19
_TABLE_BITS = _SYMBOLS * _SYMBOL_BITS + _SERIAL_BITS
_NUMBER = {tab: number for number, tab in enumerate(SEARCHED)}
_SQUEEZED = bytes(  # bytes of a sort key in six bits, in order: separators and tones, digits, letters, others
    min(byte, 7) if byte < 0x10 else min(byte - 0x08, 0x17) if byte < 0x30 else min(byte - 0x18, 0x3F)
    for byte in range(256)
)
_SHARED = (7, 0x17, 0x3F)  # symbols that stand for several bytes: what follows them says nothing

Entry = tuple[int, str]  # the group in which a row stands, and its words
_GONE: Entry = (0, "")


def entry(tab: str, row: Mapping[str, Any]) -> Entry:
    """What the index holds of a row with its derived columns; columns that are absent count as empty."""
    searched = SEARCHED[tab]
    told = {name: row.get(name) or "" for name in searched.columns}
    return _group(tab, searched.key(told[searched.order])[:_SYMBOLS]), searched.words(told)


@lru_cache(1 << 16)
def _group(tab: str, beginning: bytes) -> int:
    """The table and the beginning of a sort key as a number; within a group the whole key decides."""
    number, exact = _NUMBER[tab], True
    for symbol in beginning.translate(_SQUEEZED).ljust(_SYMBOLS, b"\0"):
        number = number << _SYMBOL_BITS | (symbol if exact else 0)
        exact = exact and symbol not in _SHARED
    return number


def group_of(number: int) -> int:
    """The group of a row number."""
    return number >> _SERIAL_BITS


def numbers_of(tab: str) -> tuple[int, int]:
    """The first and the last row number that a table may use."""
    first = _NUMBER[tab] << _TABLE_BITS
    return first, first + (1 << _TABLE_BITS) - 1


class Index:
    """Gathers what an act changes of the index; `settle` writes it in one go."""

    def __init__(self, connection: sqlite.Connection) -> None:
        self._connection = connection
        self._stale: set[bytes] = set()
        self._entries: dict[bytes, Entry] = {}

    def add(self, tab: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Index new rows, each with its `id` and its derived columns."""
        if tab in SEARCHED:
            self._entries |= {row["id"]: entry(tab, row) for row in rows}

    def replace(self, tab: str, key: bytes, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Index a row as it is now, given its fields; a deleted one is found no more."""
        if tab in SEARCHED:
            now = _GONE if after["deleted"] else entry(tab, complete(tab, after))
            if before["deleted"] or now != entry(tab, complete(tab, before)):
                self._stale.add(key)
                self._entries[key] = now

    def settle(self) -> None:
        """Take old entries out and write new ones, in the order of their numbers: FTS5 is fast only so."""
        self._take_out()
        self._put_in()
        self._stale.clear()
        self._entries.clear()

    def _take_out(self) -> None:
        find = "SELECT id FROM search_row WHERE row = ?"
        old = [found for row in self._stale for found in self._connection.execute(find, (row,))]
        self._connection.executemany("DELETE FROM search WHERE rowid = ?", sorted(old))
        self._connection.executemany("DELETE FROM search_row WHERE id = ?", old)

    def _put_in(self) -> None:
        told = sorted((group, row, words) for row, (group, words) in self._entries.items() if words)
        numbered = [
            (number, row, words)
            for group, same in groupby(told, itemgetter(0))
            for number, (_, row, words) in enumerate(same, self._free(group))
        ]
        self._connection.executemany(
            "INSERT INTO search_row (id, row) VALUES (?, ?)", ((number, row) for number, row, _ in numbered)
        )
        self._connection.executemany(
            "INSERT INTO search (rowid, words) VALUES (?, ?)",
            ((number, words) for number, _, words in numbered),
        )

    def _free(self, group: int) -> int:
        """The first row number of a group above those in use."""
        first, beyond = group << _SERIAL_BITS, group + 1 << _SERIAL_BITS
        (used,) = self._connection.execute(
            "SELECT max(id) FROM search_row WHERE id >= ? AND id < ?", (first, beyond)
        ).fetchone()
        return first if used is None else int(used) + 1


def rebuild(connection: sqlite.Connection) -> None:
    """Index everything anew, inside the caller's transaction."""
    connection.execute("DELETE FROM search_row")
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    index = Index(connection)
    for tab in SEARCHED:
        index.add(tab, living(connection, tab))
    index.settle()


def living(connection: sqlite.Connection, tab: str) -> Iterator[dict[str, Any]]:
    """The rows of `tab` that may be found, with what the index needs of them."""
    names = ("id", *SEARCHED[tab].columns)
    for told in connection.execute(f"SELECT {', '.join(names)} FROM {tab} WHERE deleted = 0"):
        yield dict(zip(names, told, strict=True))
