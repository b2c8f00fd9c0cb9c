"""Persons who may be written down twice: one CCCD, or one name, year of birth and sex, in two households.

Whoever has two different CCCDs is two persons. Pairs that were decided are not found again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.store import faults
from app.store.store import Store

CCCD, BIRTH, YEAR = "cccd", "birth", "year"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two persons; `person` has the smaller key.

    Attributes:
        reason: what they have in common: CCCD; name, sex and full date of birth; or only the year of it.
    """

    reason: str
    person: bytes
    other: bytes


# Who lives where now; `book` is the place below whose book it is, one for all where books do not count.
_LIVING = """
WITH book (place, book) AS (SELECT key, value FROM json_each(:books)),
living (id, folded, sex, birth, cccd, household, book) AS MATERIALIZED (
  SELECT p.id, p.folded, p.sex, p.birth, p.cccd, h.id, coalesce(b.book, '')
  FROM person p JOIN membership m ON m.person = p.id AND m.deleted = 0 AND m.until = ''
  JOIN household h ON h.id = m.household AND h.deleted = 0 AND h.ended = ''
  LEFT JOIN book b ON b.place = lower(hex(h.place))
  WHERE p.deleted = 0 AND p.death = '' AND {wanted}
)
"""
_UNDECIDED = """
  AND a.household <> b.household AND (:within OR a.book <> b.book)
  AND NOT EXISTS (SELECT 1 FROM duplicate d WHERE d.person = a.id AND d.other = b.id AND d.deleted = 0)
"""
_SAME_NUMBER = (
    _LIVING.format(
        wanted="p.cccd IN (SELECT cccd FROM person WHERE cccd <> '' GROUP BY 1 HAVING count(*) > 1)"
    )
    + f"""
SELECT 'cccd', a.id, b.id FROM living a JOIN living b ON b.cccd = a.cccd AND a.id < b.id
WHERE true {_UNDECIDED} ORDER BY a.folded, a.id, b.id LIMIT :most
"""
)
_SAME_NAME = (
    _LIVING.format(
        wanted="p.birth <> '' AND (p.folded, substr(p.birth, 1, 4)) IN (SELECT folded, substr(birth, 1, 4)"
        " FROM person WHERE birth <> '' AND deleted = 0 GROUP BY 1, 2 HAVING count(*) > 1)"
    )
    + f"""
SELECT CASE WHEN a.birth = b.birth AND length(a.birth) = 10 THEN 'birth' ELSE 'year' END, a.id, b.id
FROM living a JOIN living b
  ON b.folded = a.folded AND substr(b.birth, 1, 4) = substr(a.birth, 1, 4) AND b.sex IS a.sex AND a.id < b.id
WHERE (a.cccd = '' OR b.cccd = '') {_UNDECIDED}
ORDER BY 1, a.folded, a.id, b.id LIMIT :most
"""
)


def pairs(store: Store, books: Mapping[str, str], *, within: bool, most: int = 500) -> list[Pair]:
    """The pairs that nobody has decided yet, those of one CCCD first, then those of one full date of birth.

    Args:
        books: hexadecimal key of a place → name of the book that it is in.
        within: also pairs of one book.
        most: pairs of each kind.
    """
    return [
        *_found(store, _SAME_NUMBER, books, within, most),
        *_found(store, _SAME_NAME, books, within, most),
    ]


def _found(store: Store, sql: str, books: Mapping[str, str], within: bool, most: int) -> Iterator[Pair]:
    values = {"books": json.dumps(dict(books)), "within": within, "most": most}
    with faults.in_words(store.path):
        yield from (Pair(*row) for row in store.connection.execute(sql, values))
