"""Finding a household from the command line, without loading what other verbs need."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.cli.plain import opened, say, say_json
from app.i18n import _

LIMIT = 50


def tell(store: Path, words: str, limit: int, as_json: bool) -> None:
    """Say which households have the words."""
    with opened(store) as book:
        found = book.find(words, limit)
    if as_json:
        hits = [
            {
                "household": hit.household.hex(),
                "person": hit.person.hex() if hit.person else None,
                "name": hit.name,
                "head": hit.head,
                "birth": hit.birth,
                "village": hit.village,
                "code": hit.code,
            }
            for hit in found.hits
        ]
        say_json({"hits": hits, "more": found.more})
        return
    for hit in found.hits:
        told = (hit.household.hex(), hit.name or hit.head, hit.birth[:4], hit.village, hit.code)
        say("  ".join(told).rstrip())
    if found.more:
        say(_("… còn nữa: gõ thêm để thu hẹp."))
    elif not found.hits:
        say(_("Không tìm thấy hộ nào."))


def plainly(arguments: Sequence[str]) -> bool:
    """Do `find STORE WORDS [--json]` at once; False for whatever else was typed, which typer then reads."""
    rest = [word for word in arguments[1:] if word != "--json"]
    if arguments[:1] != ["find"] or len(rest) != 2 or any(word.startswith("-") for word in rest):
        return False
    tell(Path(rest[0]), rest[1], LIMIT, len(rest) < len(arguments) - 1)
    return True
