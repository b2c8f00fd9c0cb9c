"""What the verbs of support share: their arguments, the store they work on, whom they name, how they list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.speaking import actor, opened, say, say_json, today

if TYPE_CHECKING:
    from app.store import Store

Of = Annotated[str, typer.Argument(help="Hoạt động: tên, hoặc mã 32 ký tự.", show_default=False)]
Who = Annotated[list[str], typer.Argument(help="Mã hộ, hoặc mã hộ/họ tên thành viên.", show_default=False)]
OneOf = Annotated[str, typer.Argument(help="Mã hộ, hoặc mã hộ/họ tên thành viên.", show_default=False)]
On = Annotated[str, typer.Option("--on", help="Ngày: 20/11/2026.", show_default=False)]
Why = Annotated[str, typer.Option("--why", help="Lý do.", show_default=False)]
Fields = Annotated[
    list[str], typer.Option("--field", help="Mục của dự án: khóa=giá trị, ghi được nhiều lần.")
]


@dataclass(frozen=True, slots=True)
class Office:
    """An open store, and whoever acts on which day."""

    store: Store
    today: date
    actor: str

    def activity(self, text: str) -> bytes:
        """The key of an activity."""
        from app.services.support import finding

        with self.store.session() as session:
            return finding.activity(session, self.store.place, text)

    def applicants(self, texts: Iterable[str]) -> list[tuple[bytes, bytes | None]]:
        """Households and persons by key."""
        from app.services.support import finding

        with self.store.session() as session:
            return [finding.applicant(session, text) for text in texts]

    def enrolments(self, one: bytes, texts: Iterable[str]) -> list[bytes]:
        """Enrolments of an activity by key."""
        from app.services.support import finding

        with self.store.session() as session:
            return [finding.enrolment(session, one, text) for text in texts]

    def places(self, names: Sequence[str]) -> tuple[bytes, ...]:
        """Places below the store's own by key."""
        from app.services.procedure import finding

        with self.store.session() as session:
            return tuple(finding.village(session, self.store.place, name) for name in names)


@contextmanager
def office(context: typer.Context) -> Iterator[Office]:
    """The store that the command names."""
    path: Path = context.obj
    with opened(path) as store:
        yield Office(store, today(), actor())


def pairs(texts: Iterable[str]) -> dict[str, str]:
    """`key=value` texts as a mapping; bad words are told by the command line."""
    found = {}
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign or not key.strip():
            raise typer.BadParameter(text)
        found[key.strip()] = value.strip()
    return found


def tell(rows: Sequence[dict[str, Any]], as_json: bool, empty: str) -> None:
    """Rows as JSON, or tab by tab; the sentence `empty` where there are none."""
    if as_json:
        say_json(rows)
        return
    for row in rows:
        say("\t".join(_cell(value) for value in row.values()))
    if not rows:
        say(empty)


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
