"""Faults of the file: each told in words of the right kind, the file as it was, nothing left beside."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from random import Random
from unicodedata import normalize

import pytest
from sqlcipher3 import dbapi2 as sqlite
from sqlmodel import select

from app.errors import StoreFault
from app.models.person import Person
from app.store import Store, faults, migrate
from app.store.file import PAGE

from .book import KEY, NODE, OFFICER, contents, found

ROOT = Path(__file__).resolve().parents[2]


def beside(folder: Path) -> dict[str, str]:
    """What a folder holds: names, and the hash of each file."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in folder.iterdir()
    }


def refusal(path: Path, key: str = KEY) -> StoreFault:
    """The fault that opening gives, after which the folder is as it was."""
    before = beside(path.parent)
    with pytest.raises(StoreFault) as told:
        Store.open(path, key)
    assert beside(path.parent) == before
    assert path.name in str(told.value)
    assert str(told.value).endswith(".")
    assert told.value.todo
    return told.value


@pytest.fixture
def closed(store) -> Path:
    """The small book, closed."""
    found(store)
    store.close()
    return store.path


# The key ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key", ["sai", "", " ", KEY.replace("5b", "5c"), KEY + " ", "x'00'", "'; DROP TABLE person; --"]
)
def test_a_wrong_key(closed, key):
    fault = refusal(closed, key)
    assert fault.kind == "wrong_key"
    assert "Mật khẩu không đúng" in fault.why
    with Store.open(closed, KEY) as store:
        assert store.find("pao").hits


@pytest.mark.parametrize(
    "key",
    [
        "Bản Mây năm 2026",
        "it's \"quoted\" ''",
        "dài " * 5000,
        "mật khẩu 🔑🌾",
        "\\ % ; --",
        "x'không phải số'",
    ],
    ids=["Vietnamese", "quotes", "very long", "emoji", "signs", "like a raw key"],
)
def test_any_passphrase_opens_what_it_closed(tmp_path, key):
    path = tmp_path / "a.soban"
    with Store.create(path, key, NODE) as store:
        found(store)
        before = contents(store)
    for form in ("NFC", "NFD"):
        with Store.open(path, normalize(form, key)) as store:
            assert contents(store) == before
    assert refusal(path, key + "x").kind == "wrong_key"


def test_a_key_of_blanks_founds_no_store(tmp_path):
    for key in ("", "  \t"):
        with pytest.raises(StoreFault, match="phải có mật khẩu"):
            Store.create(tmp_path / "a.soban", key, NODE)
    assert beside(tmp_path) == {}


# The kind of file -------------------------------------------------------------------------------------------


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("xl/workbook.xml", "x" * 3 * PAGE)


def _plain_sqlite(path: Path) -> None:
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE person (name TEXT)")
    made.close()


def _filled(start: bytes, size: int):
    return lambda path: path.write_bytes(start.ljust(size, b"\0"))


OTHERS = {
    "zip.soban": _zip,
    "ho-ngheo.xlsx": _zip,
    "plain.db": _plain_sqlite,
    "bao-cao.pdf": _filled(b"%PDF-1.7", 2 * PAGE),
    "ho-ngheo.xls": _filled(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 2 * PAGE),
    "picture.png": _filled(b"\x89PNG\r\n\x1a\n", 2 * PAGE),
    "page.html": _filled(b"<html>", PAGE),
    "empty.soban": _filled(b"", 0),
    "note.txt": _filled("Ghi chú của xã".encode(), 500),
    "odd.bin": _filled(b"\x01", PAGE + 1),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_of_another_kind(tmp_path, name):
    OTHERS[name](tmp_path / name)
    fault = refusal(tmp_path / name)
    assert fault.kind == "not_a_store"
    assert "không phải là sổ" in fault.what


def test_bytes_that_could_be_a_store_are_a_wrong_key_or_no_store(tmp_path):
    (tmp_path / "random.soban").write_bytes(Random(1).randbytes(8 * PAGE))
    (tmp_path / "long.txt").write_text("hộ nghèo " * PAGE, "ascii", "replace")
    with (tmp_path / "long.txt").open("rb+") as file:
        file.truncate(2 * PAGE)
    for name in ("random.soban", "long.txt"):
        fault = refusal(tmp_path / name)
        assert fault.kind == "wrong_key"
        assert "hoặc tệp không phải là sổ" in fault.why


@pytest.mark.parametrize(
    "statements",
    ["CREATE TABLE other (a)", "CREATE TABLE other (a); PRAGMA user_version = 1"],
    ids=["0", "1"],
)
def test_another_program_s_encrypted_file(tmp_path, statements):
    path = tmp_path / "other.db"
    other = sqlite.connect(str(path), isolation_level=None)
    other.execute(f'PRAGMA key = "{KEY}"')
    other.executescript(statements)
    other.close()
    assert refusal(path).kind == "not_a_store"


@pytest.mark.parametrize("pages", [1, 2, 0.5], ids=["to a page", "to two pages", "to a half"])
def test_a_file_cut_at_a_page(closed, pages):
    whole = closed.stat().st_size // PAGE
    with closed.open("rb+") as file:
        file.truncate(PAGE * (pages if pages >= 1 else int(whole * pages)))
    fault = refusal(closed)
    assert fault.kind == "damaged"
    assert "bản sao lưu" in fault.todo


def test_a_file_cut_inside_a_page(closed):
    with closed.open("rb+") as file:
        file.truncate(closed.stat().st_size - 1000)
    assert refusal(closed).kind == "not_a_store"


def test_a_page_that_opening_itself_reads(closed):
    data = bytearray(closed.read_bytes())
    data[PAGE + 200] ^= 1
    closed.write_bytes(data)
    assert refusal(closed).kind == "damaged"


def test_damage_met_by_a_session_or_a_search_is_told_in_words(closed):
    with Store.open(closed, KEY) as store:
        roots = dict(store.connection.execute("SELECT name, rootpage FROM sqlite_schema"))
    data = bytearray(closed.read_bytes())
    data[(roots["person"] - 1) * PAGE + 200] ^= 1
    closed.write_bytes(data)
    with Store.open(closed, KEY) as store:
        with pytest.raises(faults.StoreDamaged), store.session() as session:
            session.exec(select(Person)).all()
        with pytest.raises(faults.StoreDamaged):
            store.find("pao")
        with pytest.raises(faults.StoreDamaged), store.write("Sửa", OFFICER) as act:
            act.insert("person", [{"name": "Lò Văn Inh"}])


def test_a_newer_format(closed):
    connection = sqlite.connect(str(closed), isolation_level=None)
    connection.execute(f'PRAGMA key = "{KEY}"')
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    fault = refusal(closed)
    assert fault.kind == "newer_store"
    assert f"Định dạng của sổ là 99, chương trình này đọc được đến {migrate.newest()}" in fault.why


# The place --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["khong-co.soban", "khong-co/so.soban"])
def test_a_missing_file(tmp_path, name):
    with pytest.raises(StoreFault) as told:
        Store.open(tmp_path / name, KEY)
    assert told.value.kind == "missing"
    assert beside(tmp_path) == {}


def test_a_folder_is_no_store(tmp_path):
    (tmp_path / "so.soban").mkdir()
    assert refusal(tmp_path / "so.soban").kind == "missing"


def test_a_new_store_in_a_missing_folder(tmp_path):
    with pytest.raises(StoreFault, match="Không có thư mục"):
        Store.create(tmp_path / "khong-co" / "so.soban", KEY, NODE)
    assert beside(tmp_path) == {}


def test_a_new_store_never_overwrites_a_file(closed):
    before = beside(closed.parent)
    with pytest.raises(StoreFault, match="Đã có tệp") as told:
        Store.create(closed, KEY, NODE)
    assert told.value.kind == "store"
    assert beside(closed.parent) == before


def test_a_new_store_on_a_full_disk_leaves_no_file(tmp_path, monkeypatch):
    full = "PRAGMA max_page_count = 3; CREATE TABLE a (b); INSERT INTO a VALUES (zeroblob(100000));"
    monkeypatch.setattr(migrate, "_scripts", lambda: ((1, full),))
    with pytest.raises(faults.DiskFull):
        Store.create(tmp_path / "so.soban", KEY, NODE)
    assert beside(tmp_path) == {}


AS_NOBODY = """
import os, sys
from pathlib import Path
from app.errors import StoreFault
from app.store import Store, faults
import app.store.act, app.store.index, app.store.search

if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
way, path = sys.argv[1], Path(sys.argv[2])
try:
    Store.open(path, {key!r}) if way == "open" else Store.create(path, {key!r}, b"n" * 16)
except StoreFault as fault:
    print(fault.kind, fault)
"""


@pytest.fixture
def shared():
    """A folder that other users reach, as the temporary folders of pytest are not."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def as_nobody(way: str, path: Path) -> str:
    """What a user without rights is told."""
    code = AS_NOBODY.format(key=KEY)
    done = subprocess.run(
        [sys.executable, "-c", code, way, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="rights as POSIX has them")
@pytest.mark.parametrize("what", ["folder", "file", "unreadable file", "unreadable folder"])
def test_what_may_not_be_written(shared, closed, what):
    folder = shared / "o-chung"
    folder.mkdir()
    path = folder / "so.soban"
    shutil.copyfile(closed, path)
    rights = {
        "folder": (0o555, 0o666),
        "file": (0o777, 0o444),
        "unreadable file": (0o777, 0o000),
        "unreadable folder": (0o000, 0o666),
    }
    for_folder, for_file = rights[what]
    before = beside(folder)
    path.chmod(for_file)
    folder.chmod(for_folder)
    told = as_nobody("open", path)
    folder.chmod(0o755)
    assert told.startswith("read_only ")
    assert "chỉ cho đọc" in told
    path.chmod(0o644)
    assert beside(folder) == before


@pytest.mark.skipif(sys.platform == "win32", reason="rights as POSIX has them")
def test_a_new_store_where_nothing_may_be_written(shared):
    shared.chmod(0o555)
    assert as_nobody("create", shared / "so.soban").startswith("read_only ")
    assert beside(shared) == {}


# Another program --------------------------------------------------------------------------------------------

HOLDS = """
import sys
from pathlib import Path
from app.store import Store
with Store.open(Path(sys.argv[1]), {key!r}):
    print("open", flush=True)
    sys.stdin.read()
"""


def test_a_store_that_another_program_has_open(closed):
    command = [sys.executable, "-c", HOLDS.format(key=KEY), str(closed)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreFault) as told:
            Store.open(closed, KEY)
        other.stdin.close()
        assert other.wait(10) == 0
    assert told.value.kind == "busy"
    assert "chương trình khác đang mở" in str(told.value)
    with Store.open(closed, KEY) as store:
        assert store.find("pao").hits


def test_a_store_that_is_open_already(store):
    book = found(store)
    with pytest.raises(StoreFault) as told:
        Store.open(store.path, KEY)
    assert told.value.kind == "busy"
    with store.write("Vẫn ghi được", OFFICER) as act:
        assert act.update("person", book.persons[0], {"note": "x"})


def test_every_fault_has_a_kind_of_its_own():
    kinds = [made.kind for made in StoreFault.__subclasses__() if made.__module__ == faults.__name__]
    assert len(set(kinds)) == len(kinds) == 8
