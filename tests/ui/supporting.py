"""A commune with activities and whoever is in them, in the desk's hands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.services import places
from app.store.outline import outline
from app.store.store import Store
from app.ui.desk import Desk
from tests.services.support.supporting import Commune as Xa

from .conftest import found

HEADS = (
    "Vàng A Chống", "Lò Văn Ún", "Giàng A Páo", "Sùng Thị Ca", "Hảng A Tủa", "Lý Thị Dê", "Cứ A Lử",
    "Mùa A Thênh", "Chang A Khua", "Lờ Thị Chứ", "Giàng A Phử", "Thào A Sà",
)  # fmt: skip


class Commune:
    """Two villages; `begin` makes households and activities with `tests.services.support.supporting`."""

    def __init__(self, desk: Desk, qtbot: Any, path: Path) -> None:
        self.desk, self._qtbot, self._path = desk, qtbot, path
        self.made: dict[str, bytes] = {}

    def begin(self, prepare: Any = None) -> Commune:
        """Found it, do what `prepare(xa, made)` does in the store's thread, and hand it to the desk."""
        taken: list[bool] = []
        self.desk.runner.hold(lambda: self._make(prepare), lambda _none: taken.append(True))
        self._qtbot.waitUntil(lambda: bool(taken) and self.desk.runner.idle, timeout=20_000)
        self.desk.runner.ask(outline, self.desk.take)
        self._qtbot.waitUntil(lambda: self.desk.runner.idle)
        return self

    def _make(self, prepare: Any) -> Store:
        store = found(self._path)
        with store.session() as session:
            villages = [place.id for place in places.children(session, store.place)]
        if prepare is not None:
            prepare(Xa(store, villages), self.made)
        return store

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


def cattle(xa: Xa, made: dict[str, bytes]) -> None:
    """Twelve households on the list and cattle for all of them; nobody is registered."""
    for name in HEADS:
        made[name] = xa.home(name, year=2025, ethnic="08", groups=("minority",))
    made["bò"] = xa.activity(
        title="Nuôi bò cái sinh sản", content="Bò cái sinh sản", unit="con", planned_households=12,
        planned_quantity=12, share=24_000_000, until="2026-12-31",
    )  # fmt: skip


def approved(xa: Xa, made: dict[str, bytes]) -> None:
    """The same, all twelve approved."""
    cattle(xa, made)
    from datetime import date

    today = date(2026, 11, 20)
    keys = xa.register(made["bò"], *(made[name] for name in HEADS), on="01/08/2026", today=today).new
    xa.approve(made["bò"], "10/08/2026", list(keys), today)


def scarce(xa: Xa, made: dict[str, bytes]) -> None:
    """Two places; a poor household of a minority, two near-poor ones that tie, one not on the list."""
    made["poor"] = xa.home(HEADS[0], year=2025, ethnic="08", groups=("minority",))
    made["near"] = xa.home(HEADS[1], "near_poor", year=2025)
    made["tied"] = xa.home(HEADS[2], "near_poor", year=2025)
    made["other"] = xa.home(HEADS[3], "not_poor", year=2025)
    made["bò"] = xa.activity(title="Nuôi bò cái sinh sản", planned_households=2, until="2026-12-31")
    from datetime import date

    homes = [made[name] for name in ("poor", "near", "tied", "other")]
    xa.register(made["bò"], *homes, on="01/08/2026", today=date(2026, 11, 20))


def doubled(xa: Xa, made: dict[str, bytes]) -> None:
    """A household that got goats from another sub-project is registered for cattle, too."""
    from datetime import date

    today = date(2026, 11, 20)
    made["home"] = xa.home(HEADS[8], year=2025, ethnic="08", groups=("minority",))
    made["dê"] = xa.activity("DA3.1", "Dê giống", part="supply", until="2026-12-31", content="Dê giống")
    keys = xa.register(made["dê"], made["home"], on="01/02/2026", today=today).new
    xa.approve(made["dê"], "10/02/2026", list(keys), today)
    made["bò"] = xa.activity(title="Nuôi bò cái sinh sản", planned_households=2, until="2026-12-31")
    xa.register(made["bò"], made["home"], on="01/08/2026", today=today)


def children(xa: Xa, made: dict[str, bytes]) -> None:
    """A child under five of a poor household in a weighing round."""
    from datetime import date

    today = date(2026, 11, 20)
    others = (("Vàng Thị Mai", "female", "2024-05-10"),)
    home = xa.home(HEADS[0], year=2025, others=others)
    made["home"] = home
    made["cân"] = xa.activity("DA3.2", "Cân đo đợt 2", part="weighing", until="2026-12-31")
    child = (home, xa.person(home, "Vàng Thị Mai"))
    xa.register(made["cân"], child, on="01/10/2026", today=today)
