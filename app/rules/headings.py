"""What a rule book is called and what its indicators are called, read without the rest of it.

For heads of tables, which must not wait until a book is read and checked whole; whoever asks what a book
*says* asks `book`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from app.paths import resource
from app.rules.raw import Table


@dataclass(frozen=True, slots=True)
class Heading:
    """The names in a book.

    Attributes:
        short: a name for a narrow place.
        indicators: key, number, name.
    """

    short: str
    indicators: tuple[tuple[str, int, str], ...]


@cache
def standards() -> frozenset[str]:
    """The keys of the shipped books, by the names of their files."""
    return frozenset(path.stem for path in resource("standards").glob("*.toml"))


@cache
def heading(key: str) -> Heading:
    """The names in the shipped book of that key; RuleFault where there is none."""
    table = Table.of_file(resource("standards", f"{key}.toml"))
    named = (
        (one.text("key"), one.whole("number"), one.text("name")) for one in table.tables("indicator", "key")
    )
    return Heading(table.text("short"), tuple(named))
