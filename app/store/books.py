"""Whose book a record is in: what a store says of its own place changes no record of another book.

Other books are those of the stores below, and those that households moved to or came from. What a store says
of its own place is not sent down to them: a change of their records there would make two books of one, in
silence. Acts that name the place of which they speak (a return, a transfer on its way, a decision about a
conflict) reach that book; they are not asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as sqlite

from app.errors import InputFault
from app.i18n import _

if TYPE_CHECKING:
    from app.store.act import Schema

# What leads from a record to its place: the first of these columns that its table has.
LEADS: dict[str, str] = {
    "round": "review_round",
    "review_case": "review_case",
    "meeting": "meeting",
    "posting": "posting",
    "submission": "submission",
    "decision": "decision",
    "decided": "decided",
    "certificate": "certificate",
    "enrolment": "enrolment",
    "activity": "activity",
    "household": "household",
    "place": "place",
}
NOBODYS = frozenset({"returned", "transfer", "duplicate", "setting", "b1_point", "intake", "intake_row"})

_ANY = "SELECT 1 FROM peer WHERE side = 'below' AND place <> ? UNION ALL SELECT 1 FROM transfer LIMIT 1"
_OTHERS = """
WITH RECURSIVE own (id) AS (
  SELECT :own UNION SELECT p.place FROM place_parent p JOIN own ON p.parent = own.id
  WHERE p.deleted = 0 AND p.until = ''
), root (id) AS (
  SELECT id FROM place WHERE lower(hex(id)) IN (SELECT value FROM json_each(:below))
  UNION SELECT to_place FROM transfer WHERE deleted = 0 AND to_place NOT IN (SELECT id FROM own)
  UNION SELECT from_place FROM transfer WHERE deleted = 0 AND from_place NOT IN (SELECT id FROM own)
), other (id, book) AS (
  SELECT id, id FROM root
  UNION SELECT p.place, other.book FROM place_parent p JOIN other ON p.parent = other.id
  WHERE p.deleted = 0 AND p.until = ''
)
SELECT id, book FROM other
"""
_GONE = "SELECT id FROM transfer WHERE from_place = ? AND state = 'accepted' AND deleted = 0 ORDER BY id"
_OPEN = "SELECT 1 FROM review_round WHERE place = ? AND state = 'open' AND deleted = 0 LIMIT 1"
_HOME = """
SELECT household FROM membership WHERE person = ? AND deleted = 0 ORDER BY until, id DESC LIMIT 1
"""
_ON_ITS_WAY = "SELECT 1 FROM transfer WHERE household = ? AND state = 'forwarded' AND deleted = 0"


class NotOurs(InputFault):
    """A record of another book was to be changed."""

    kind = "not_ours"

    def __init__(self, place: str) -> None:
        super().__init__(
            _("Việc này thuộc sổ của {place} nên không sửa ở đây.").format(place=place),
            todo=_("Trả lại kèm lý do; nơi giữ sổ sẽ sửa và gửi lại."),
        )


class Books:
    """The books that a store knows of, as one act finds them.

    Args:
        own: the place whose book the store keeps; None before it has one, and then nothing is another's.
    """

    def __init__(self, connection: sqlite.Connection, schema: Schema, own: bytes | None) -> None:
        self._connection, self._schema, self._own = connection, schema, own
        self._places: dict[tuple[str, bytes], tuple[bytes, ...]] = {}

    @cached_property
    def others(self) -> dict[bytes, bytes]:
        """Place → the place whose book it is in, for the places of other books."""
        if self._own is None or not self._connection.execute(_ANY, (self._own.hex(),)).fetchone():
            return {}
        below = self._connection.execute("SELECT place FROM peer WHERE side = 'below'")
        others = [place for (place,) in below if place != self._own.hex()]
        return dict(self._connection.execute(_OTHERS, {"own": self._own, "below": json.dumps(others)}))

    def check(self, tab: str, row: Mapping[str, Any]) -> None:
        """NotOurs for a record of another book; a household on its way to this one may be taken in."""
        if tab in NOBODYS or not self.others:
            return
        for place in self._of(tab, row):
            if place in self.others and not self._comes(tab, row):
                raise NotOurs(self._name(self.others[place]))

    def book_of(self, tab: str, key: bytes) -> bytes | None:
        """The place whose book a record is in; None for what is in no other book."""
        found = (self.others.get(place) for place in self._known(tab, key))
        return next((book for book in found if book is not None), None)

    def _of(self, tab: str, row: Mapping[str, Any]) -> Iterator[bytes]:
        """The places to which a record belongs."""
        if tab == "place":
            yield row["id"]
        elif tab == "person":
            found = self._connection.execute(_HOME, (row["id"],)).fetchone()
            yield from self._known("household", found[0]) if found else ()
        else:
            lead = next((column for column in LEADS if row.get(column) is not None), None)
            if lead is not None:
                yield from self._known(LEADS[lead], row[lead])
            if row.get("parent") is not None:
                yield row["parent"]

    def _known(self, tab: str, key: bytes) -> tuple[bytes, ...]:
        """The places of a record that is there."""
        if tab == "place":
            return (key,)
        if (tab, key) not in self._places:
            try:
                row = self._schema[tab].current(self._connection, key)
            except KeyError:  # it comes later in the same act
                return ()
            self._places[tab, key] = tuple(self._of(tab, {"id": key, **row}))
        return self._places[tab, key]

    def _comes(self, tab: str, row: Mapping[str, Any]) -> bool:
        return (
            tab == "household" and self._connection.execute(_ON_ITS_WAY, (row["id"],)).fetchone() is not None
        )

    def _name(self, place: bytes) -> str:
        (name,) = self._connection.execute("SELECT name FROM place WHERE id = ?", (place,)).fetchone()
        return str(name)


def gone(connection: sqlite.Connection, place: bytes) -> list[bytes]:
    """The transfers by which households have left the book of a place."""
    return [key for (key,) in connection.execute(_GONE, (place,))]


def has_open_round(connection: sqlite.Connection, place: bytes) -> bool:
    """True while a round of the book of a place is open."""
    return connection.execute(_OPEN, (place,)).fetchone() is not None
