"""Stores to look at, a desk with a fake `tell`, and the rule that a warning of Qt fails the test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.models.key import new_key
from app.services import places, rounds
from app.settings import Settings
from app.store.outline import outline
from app.store.store import Store
from app.ui import theme
from app.ui.desk import Desk
from app.ui.runner import Runner
from app.ui.tell import Heard

KEY = "mật khẩu thử"
HARMLESS = ("propagateSizeHints",)  # a window without a screen has no frame to fit
VILLAGES = ("Bản Một", "Bản Hai")
NAMES = ("Vàng A Chống", "Lò Thị Bua", "Giàng A Páo", "Sùng Thị Ca", "Hảng A Tủa", "Lý Thị Dê")
CLASSES = ("poor", "near_poor", "not_poor")


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOBAN_TODAY", "2026-11-20T10:42")
    monkeypatch.setenv("SOBAN_SETTINGS", str(tmp_path / "settings" / "soban.json"))


@pytest.fixture(autouse=True)
def no_warnings(qtlog: Any) -> Iterator[None]:
    yield
    said = [one.message for one in qtlog.records if not any(words in one.message for words in HARMLESS)]
    assert not said


@pytest.fixture(autouse=True)
def dressed(qapp: Any) -> None:
    qapp.setStyle("Fusion")
    theme.apply(qapp, "light")


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def runner(qapp: Any, heard: Heard) -> Iterator[Runner]:
    made = Runner(heard)
    yield made
    made.close()


@pytest.fixture
def desk(runner: Runner, heard: Heard) -> Desk:
    return Desk(runner, heard, Settings(officer="An", post="Cán bộ"))


def found(path: Path) -> Store:
    """A commune with two villages and nobody in it."""
    store = Store.create(path, KEY, new_key())
    commune = places.found(store, "Xã Thử", "commune", "An", province="Tỉnh Thử", year=2026)
    with store.write("Thêm bản", "An") as act:
        for number, name in enumerate(VILLAGES):
            places.add(act, name, "village", commune, code=str(number))
    return store


def settle(store: Store, households: int) -> None:
    """Households with a head and a child each, last year's results, and this year's round under way."""
    with store.session() as session:
        villages = [place.id for place in places.children(session, store.place)]
    with store.write("Nhập sổ thử", "An") as act:
        homes = act.insert("household", [
            {"place": villages[n % 2], "code": f"H-{n:04}", "roster_complete": 1} for n in range(households)
        ])  # fmt: skip
        people = act.insert("person", [
            {"name": NAMES[n % len(NAMES)], "sex": ("male", "female")[n % 2], "birth": str(1950 + n % 60),
             "ethnic": "08", "cccd": f"0{n:011}"}
            for n in range(2 * households)
        ])  # fmt: skip
        act.insert("membership", [
            {"household": homes[n // 2], "person": person, "head": int(n % 2 == 0),
             "relation": "head" if n % 2 == 0 else "child", "place_in_list": n % 2}
            for n, person in enumerate(people)
        ])  # fmt: skip
        for year, state in ((2025, "done"), (2026, "done")):
            _round(act, store.place, year, state, homes, villages)


def _round(act: Any, place: bytes, year: int, state: str, homes: list[bytes], villages: list[bytes]) -> None:
    source = rounds.SURVEYED if year == 2026 else rounds.IMPORTED
    one = rounds.begin(act, place, year, source, f"{year}-09-01")
    cases = act.insert("review_case", [
        {"round": one, "household": home, "place": villages[n % 2], "origin": "imported", "size": 2,
         "state": "not_begun" if year == 2026 and n % 5 == 4 else state}
        for n, home in enumerate(homes)
    ])  # fmt: skip
    act.insert("result", [
        {"review_case": case, "standard": "vn-2021", "final_class": CLASSES[(n + year % 2) % 3],
         "computed_class": CLASSES[(n + year % 2) % 3], "b1": float(100 + n % 90), "b2": float(10 * (n % 7)),
         "deprived": {"water": n % 2 == 0, "employment": n % 3 == 0}, "sources": {}, "source": "imported"}
        for n, case in enumerate(cases) if not (year == 2026 and n % 5 == 4)
    ])  # fmt: skip


Hold = Callable[[int], Desk]


@pytest.fixture
def hold(desk: Desk, qtbot: Any, tmp_path: Path) -> Hold:
    """Put a store of so many households into the desk's hands."""

    def hold(households: int) -> Desk:
        def make() -> Store:
            store = found(tmp_path / "thu.soban")
            if households:
                settle(store, households)
            return store

        taken: list[bool] = []
        desk.runner.hold(make, lambda _none: taken.append(True))
        qtbot.waitUntil(lambda: bool(taken) and desk.runner.idle)
        desk.runner.ask(outline, desk.take)
        qtbot.waitUntil(lambda: desk.runner.idle)
        return desk

    return hold


@pytest.fixture
def calm(runner: Runner, qtbot: Any) -> Callable[[], None]:
    """Wait until all that was asked is answered and shown."""

    def wait() -> None:
        qtbot.wait(150)  # longer than the pause after which a typed filter is followed
        qtbot.waitUntil(lambda: runner.idle, timeout=10_000)
        qtbot.wait(10)
        qtbot.waitUntil(lambda: runner.idle, timeout=10_000)

    return wait
