"""A store of every format that was ever released opens for ever, with all that it held."""

from __future__ import annotations

import shutil
from pathlib import Path
from unicodedata import normalize

import pytest

from app.store import Store
from app.store.check import faults_of
from app.store.migrate import newest, version
from app.store.tables import RECORDS
from app.store.undo import entries

from .book import KEY, NODE, contents

KEPT = Path(__file__).resolve().parents[1] / "stores"
PASSPHRASE = "Nà Mây 2026"
FORMATS = sorted(int(path.stem) for path in KEPT.glob("*.soban"))


def columns(store):
    """Every table with its columns: name, type, whether it may be empty, what it is by default."""
    tables = store.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return {
        name: sorted(row[1:6] for row in store.connection.execute(f"PRAGMA table_info({name})"))
        for (name,) in tables
    }


def test_every_format_has_its_store():
    assert list(range(1, newest() + 1)) == FORMATS


@pytest.mark.parametrize("number", FORMATS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_old_store_opens_whole(tmp_path, number, form):
    path = tmp_path / "cu.soban"
    shutil.copyfile(KEPT / f"{number:04}.soban", path)
    with (
        Store.open(path, normalize(form, PASSPHRASE)) as store,
        Store.create(tmp_path / "new.soban", KEY, NODE) as new,
    ):
        assert version(store.connection) == newest()
        assert columns(store) == columns(new)
        assert faults_of(store) == []
        told = contents(store)
        assert {table: len(told[table]) for table in RECORDS if told[table]} == {
            "place": 2,
            "place_parent": 1,
            "household": 1,
            "person": 2,
            "membership": 2,
            "review_round": 1,
            "review_case": 1,
        }
        (case,) = told["review_case"].values()
        assert (case["answers"], case["size"]) == ({"water": "well"}, 2)
        assert [(hit.name, hit.head, hit.village) for hit in store.find("vang de").hits] == [
            ("Vàng Thị Dê", "Giàng A Páo", "Bản Gió")
        ]
        assert [(entry.title, bool(entry.undone)) for entry in entries(store)] == [
            ("Hoàn tác: Đổi tên nhầm", False),
            ("Đổi tên nhầm", True),
            ("Rà soát", False),
            ("Lập sổ", False),
        ]
        with store.write("Viết tiếp", "Lò Văn Ún") as act:
            act.update("person", next(iter(told["person"])), {"note": "vẫn ghi được"})
