"""Copies of an open store: whole, under the same key; half a copy is never left."""

from __future__ import annotations

import pytest

from app.errors import StoreFault
from app.store import Store, faults
from app.store.check import faults_of

from .book import KEY, OFFICER, contents, found


def test_a_copy_holds_everything_kept_so_far(store, tmp_path):
    book = found(store)
    target = tmp_path / "ban-sao.soban"
    assert store.copy(target) == target
    before = contents(store)
    with store.write("Sau khi chép", OFFICER) as act:
        act.update("person", book.persons[0], {"note": "x"})
    with Store.open(target, KEY) as copy:
        assert contents(copy) == before
        assert faults_of(copy) == []
    assert contents(store) != before


def test_a_copy_takes_the_place_of_an_older_one(store, tmp_path):
    target = tmp_path / "ban-sao.soban"
    store.copy(target)
    found(store)
    store.copy(target)
    with Store.open(target, KEY) as copy:
        assert contents(copy) == contents(store)


def test_a_copy_into_a_missing_folder(store, tmp_path):
    with pytest.raises(StoreFault) as told:
        store.copy(tmp_path / "khong-co" / "ban-sao.soban")
    assert told.value.kind == "read_only"
    assert "Không chép được sổ" in told.value.what


def test_a_copy_onto_a_full_disk_leaves_the_older_one_and_no_half(store, tmp_path, monkeypatch):
    folder = tmp_path / "usb"
    folder.mkdir()
    target = folder / "ban-sao.soban"
    store.copy(target)
    older = target.read_bytes()

    def full(_source, half):
        half.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(faults.DiskFull):
        store.copy(target)
    assert [path.name for path in folder.iterdir()] == [target.name]
    assert target.read_bytes() == older
    assert faults_of(store) == []
