"""A commune whose round is on its way through the law, in the desk's hands."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from app.models.household import HouseholdFields
from app.models.person import PersonFields
from app.services import households, places
from app.store.outline import outline
from app.store.store import Store
from app.ui.desk import Desk
from tests.services.proceeding import Reviewing

from .conftest import found

HEADS = ("Vàng A Chống", "Lò Văn Ún", "Giàng A Páo", "Sùng Thị Ca")


class Commune:
    """Two villages; two households under review in the first, surveyed unless told otherwise.

    Attributes:
        reviewing: does steps of the procedure in words; only within `begin`, in the store's thread.
    """

    def __init__(self, desk: Desk, qtbot: Any, path: Path) -> None:
        self.desk, self._qtbot, self._path = desk, qtbot, path
        self.villages: list[bytes] = []

    def begin(self, prepare: Any = None) -> Commune:
        """Found it, do what `prepare(commune, reviewing)` does, and hand it to the desk."""
        taken: list[bool] = []
        self.desk.runner.hold(lambda: self._made(prepare), lambda _none: taken.append(True))
        self._qtbot.waitUntil(lambda: bool(taken) and self.desk.runner.idle, timeout=20_000)
        self.desk.runner.ask(outline, self.desk.take)
        self._qtbot.waitUntil(lambda: self.desk.runner.idle)
        return self

    def _made(self, prepare: Any) -> Store:
        store = found(self._path)
        with store.session() as session:
            self.villages = [place.id for place in places.children(session, store.place)]
        self.reviewing = Reviewing(store, lambda name, village=0: self._home(store, name, village))
        self.reviewing.household(HEADS[0])
        self.reviewing.household(HEADS[1], b1=120, deprived=1)
        if prepare is not None:
            prepare(self, self.reviewing)
        return store

    def _home(self, store: Store, name: str, village: int) -> tuple[bytes, None]:
        code = f"H-{len(self.reviewing.homes):03}"
        fields = HouseholdFields(place=self.villages[village], code=code, roster_complete=1)
        head = PersonFields(name=name, sex="male", birth="1980")
        return households.add(store, fields, head, "An"), None

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table as they stand now."""
        found: list[Any] = []
        self.desk.runner.ask(lambda store: _rows(store, table), found.append)
        self._qtbot.waitUntil(lambda: bool(found))
        rows: list[dict[str, Any]] = found[0]
        return rows


def _rows(store: Store, table: str) -> list[dict[str, Any]]:
    cursor = store.connection.execute(f"SELECT * FROM {table} WHERE deleted = 0 ORDER BY id")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, told, strict=True)) for told in cursor]


def met(commune: Commune, reviewing: Reviewing) -> None:
    """The first village met, and agreed to all."""
    reviewing.meet(commune.villages[0])


def posted(commune: Commune, reviewing: Reviewing) -> None:
    """Its results hung for three days."""
    met(commune, reviewing)
    reviewing.post(commune.villages[0])


def agreed(commune: Commune, reviewing: Reviewing) -> None:
    """The level above agreed; the second village has nobody to review."""
    from app.services.procedure import plans

    posted(commune, reviewing)
    plans.skip(reviewing.store, reviewing.round, commune.villages[1], "list", "Không có hộ", "An")
    reviewing.report()
    reviewing.agree()


def decided(commune: Commune, reviewing: Reviewing) -> None:
    """A decision was signed, and certificates were given."""
    from app.services.procedure import certificates

    agreed(commune, reviewing)
    key = reviewing.recognise()
    certificates.give(reviewing.store, key, date(2026, 11, 27), date(2026, 11, 27), "An")
