"""Migrations: whole or not at all, after a copy, each with its number."""

from __future__ import annotations

import hashlib

import pytest
from sqlcipher3 import dbapi2 as sqlite

from app.store import Store, faults, migrate
from app.store.check import faults_of

from .book import KEY, NODE, OFFICER, contents, found

REAL = migrate._scripts()
NEXT = REAL[-1][0] + 1
ADDS = (NEXT, "ALTER TABLE person ADD COLUMN nickname TEXT NOT NULL DEFAULT ''")
SECOND = (NEXT + 1, "CREATE TABLE extra (a TEXT) STRICT")
BREAKS = (NEXT, "CREATE TABLE extra (a TEXT) STRICT; UPDATE person SET name = ''; DROP TABLE membership")
FILLS = (NEXT, "PRAGMA max_page_count = 80; CREATE TABLE a (b); INSERT INTO a VALUES (zeroblob(1000000))")


@pytest.fixture
def closed(store):
    found(store)
    told = contents(store)
    store.close()
    return store.path, told


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_scripts_are_numbered_without_gaps():
    assert [number for number, _ in REAL] == list(range(1, len(REAL) + 1))
    assert migrate.newest() == len(REAL)


def test_a_new_store_has_the_newest_format_and_no_copy_beside(store):
    assert migrate.version(store.connection) == migrate.newest()
    assert store.connection.execute("PRAGMA application_id").fetchone() == (migrate.APPLICATION_ID,)
    assert {path.name for path in store.path.parent.iterdir()} <= {store.path.name, f"{store.path.name}-wal"}


def test_an_older_store_is_brought_up_step_by_step_after_a_copy(closed, monkeypatch):
    path, told = closed
    before = digest(path)
    monkeypatch.setattr(migrate, "_scripts", lambda: (*REAL, ADDS, SECOND))
    with Store.open(path, KEY) as store:
        assert migrate.version(store.connection) == NEXT + 1
        now = contents(store)
        assert {row.pop("nickname") for row in now["person"].values()} == {""}
        assert now == told
        store.connection.execute("SELECT a FROM extra")
        assert faults_of(store) == []
    copy = path.with_name(f"{path.name}.truoc-v{NEXT}")
    assert digest(copy) == before
    assert sorted(entry.name for entry in path.parent.iterdir()) == [path.name, copy.name]
    monkeypatch.undo()
    with Store.open(copy, KEY) as store:
        assert contents(store) == told


def test_a_store_of_today_gets_no_copy(closed):
    path, _ = closed
    with Store.open(path, KEY):
        pass
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("script", [BREAKS, FILLS], ids=["refused by the schema", "disk full"])
def test_a_migration_that_fails_leaves_the_file_as_it_was(closed, monkeypatch, script):
    path, told = closed
    before = digest(path)
    monkeypatch.setattr(migrate, "_scripts", lambda: (*REAL, script))
    expected = faults.DiskFull if script is FILLS else sqlite.IntegrityError
    with pytest.raises(expected):
        Store.open(path, KEY)
    assert digest(path) == before
    copy = path.with_name(f"{path.name}.truoc-v{NEXT}")
    assert sorted(entry.name for entry in path.parent.iterdir()) == [path.name, copy.name]
    assert digest(copy) == before
    monkeypatch.undo()
    with Store.open(path, KEY) as store:
        assert contents(store) == told
        assert faults_of(store) == []


def test_what_an_earlier_step_did_stays_when_a_later_one_fails(closed, monkeypatch):
    path, told = closed
    monkeypatch.setattr(migrate, "_scripts", lambda: (*REAL, ADDS, (NEXT + 1, BREAKS[1])))
    with pytest.raises(sqlite.IntegrityError):
        Store.open(path, KEY)
    monkeypatch.setattr(migrate, "_scripts", lambda: (*REAL, ADDS))
    with Store.open(path, KEY) as store:
        assert migrate.version(store.connection) == NEXT
        assert len(contents(store)["membership"]) == len(told["membership"])


def test_no_room_for_the_copy_stops_before_anything_changes(closed, monkeypatch):
    path, _ = closed
    before = digest(path)

    def full(_source, target):
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrate, "_scripts", lambda: (*REAL, ADDS))
    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(faults.DiskFull) as told:
        Store.open(path, KEY)
    assert "ổ đĩa đã đầy" in str(told.value)
    assert digest(path) == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_script_that_does_not_parse_is_a_mistake_of_the_program(tmp_path, monkeypatch):
    monkeypatch.setattr(migrate, "_scripts", lambda: ((1, "CREATE TABEL x (a)"),))
    with pytest.raises(sqlite.OperationalError):
        Store.create(tmp_path / "a.soban", KEY, NODE)
    assert list(tmp_path.iterdir()) == []


def test_the_program_before_refuses_what_the_next_one_wrote(closed, monkeypatch):
    path, told = closed
    monkeypatch.setattr(migrate, "_scripts", lambda: (*REAL, ADDS))
    with Store.open(path, KEY) as store, store.write("Mới", OFFICER) as act:
        act.update("person", next(iter(told["person"])), {"nickname": "Páo"})
    monkeypatch.undo()
    with pytest.raises(faults.NewerStore):
        Store.open(path, KEY)
