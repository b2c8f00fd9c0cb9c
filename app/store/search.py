"""Finding persons and households while typing: by any word without accents, code, end of an ID number, phone.

The index is `index.py`'s; here it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, groupby, islice
from typing import NamedTuple

from sqlcipher3 import dbapi2 as sqlite

from app.store.index import group_of, numbers_of
from app.store.tables import SEARCHED, TAIL, words

SCANNED = "soban:"  # what the QR code of a household holds before its key
_SCANNED = re.compile(rf"\s*{SCANNED}([0-9a-f]{{32}})\s*", re.IGNORECASE)
ENOUGH = 4000  # of one group: more share the beginning of a name only where names are not told apart at all


class Hit(NamedTuple):
    """A household found, with the person by whom it was found.

    Attributes:
        person: None where the household itself was found (by code, address, phone).
    """

    household: bytes
    person: bytes | None
    name: str
    head: str
    birth: str
    village: str
    code: str


class Found(NamedTuple):
    """What a search gives.

    Attributes:
        hits: persons in Vietnamese order of the given name, households in the order of their codes; where a
            number was typed, households first.
        more: True when there are others; typing on narrows them.
    """

    hits: tuple[Hit, ...]
    more: bool


def find(connection: sqlite.Connection, text: str, limit: int = 50) -> Found:
    """The first households that have every word of `text`, each word possibly still being typed.

    A scanned QR code finds its household alone, or nothing where the store does not hold it.
    """
    scanned = _SCANNED.fullmatch(text)
    if scanned:
        return _of_key(connection, bytes.fromhex(scanned[1]))
    match = _expression(words(text))
    if not match:
        return Found((), more=False)
    tables = ("household", "person") if any(map(str.isdecimal, text)) else ("person", "household")
    hits = chain.from_iterable(_hits(connection, tab, match) for tab in tables)
    first = tuple(islice(hits, limit + 1))
    return Found(first[:limit], more=len(first) > limit)


def _of_key(connection: sqlite.Connection, key: bytes) -> Found:
    there = connection.execute("SELECT 1 FROM household WHERE id = ? AND deleted = 0", (key,)).fetchone()
    rows = connection.execute(_SHOWN["household"], (key,)) if there else ()
    return Found(tuple(Hit(*told) for told in rows), more=False)


def _expression(typed: list[str]) -> str:
    """The FTS5 expression: every word as a prefix; numbers also together, as `0912 345 678` is one."""
    each = " AND ".join(map(_word, typed))
    if len(typed) > 1 and all(map(str.isdecimal, typed)):
        return f"({each}) OR {_word(''.join(typed))}"
    return each


def _word(word: str) -> str:
    return f"({word}* OR {TAIL}{word[::-1]}*)" if word.isdecimal() else f"{word}*"


_RANKED = """
SELECT search.rowid, {tab}.id, {tab}.{order}
FROM search CROSS JOIN search_row ON search_row.id = search.rowid
CROSS JOIN {tab} ON {tab}.id = search_row.row
WHERE search MATCH ? AND search.rowid BETWEEN ? AND ?
ORDER BY search.rowid
"""

_HEAD = """
(SELECT head.name FROM membership hm JOIN person head ON head.id = hm.person
 WHERE hm.household = h.id AND hm.head = 1 AND hm.until = '' AND hm.deleted = 0 ORDER BY hm.id LIMIT 1)
"""

_SHOWN = {
    "person": f"""
SELECT h.id, p.id, p.name, coalesce({_HEAD}, ''), p.birth, place.name, h.code
FROM person p JOIN membership m ON m.person = p.id AND m.until = '' AND m.deleted = 0
JOIN household h ON h.id = m.household AND h.deleted = 0 JOIN place ON place.id = h.place
WHERE p.id = ? ORDER BY place.name, h.code, h.id
""",
    "household": f"""
SELECT h.id, NULL, '', coalesce({_HEAD}, ''), '', place.name, h.code
FROM household h JOIN place ON place.id = h.place
WHERE h.id = ?
""",
}


def _hits(connection: sqlite.Connection, tab: str, match: str) -> Iterator[Hit]:
    """The hits of one table in their order; nothing behind the last one taken is read, but its group."""
    searched = SEARCHED[tab]
    sql = _RANKED.format(tab=tab, order=searched.order)
    ranked = connection.execute(sql, (match, *numbers_of(tab)))
    for _, group in groupby(ranked, key=lambda found: group_of(found[0])):
        alike = [(searched.key(order), row) for _, row, order in islice(group, ENOUGH)]
        for _, row in sorted(alike):
            yield from (Hit(*told) for told in connection.execute(_SHOWN[tab], (row,)))
