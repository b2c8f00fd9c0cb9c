"""Files that are not what they claim: refused at once, in little memory, with a typed reason."""

from __future__ import annotations

import io
import json
import os
import struct
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import msgspec
import pytest
import zstandard
from store.book import KEY, contents

from app.sync import envelope

from . import forging
from .levels import ABOVE, FIRST, Levels

ROOT = Path(__file__).resolve().parents[2]
SECONDS, MEGABYTES = 1.0, 300

RECEIVES = """
import json, resource, sys, time
from pathlib import Path
from app.store import Store
from app.sync.incoming import receive

resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
store = Store.open(Path(sys.argv[1]), sys.argv[2])
receive(store, [Path(sys.argv[3])])  # imports what is imported late
for file in map(Path, sys.argv[4:]):
    start = time.process_time()  # other programs may be at work on this machine
    (taken,) = receive(store, [file])
    seconds = time.process_time() - start
    peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
    print(json.dumps([file.name, taken.state, taken.fault, " ".join(taken.said), seconds, peak]), flush=True)
"""


def _end(members: int, directory: int, start: int) -> bytes:
    return struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, members, members, directory, start, 0)


def _entry(name: bytes, size: int, at: int = 0, way: int = 0) -> bytes:
    told = (b"PK\1\2", 20, 20, 0, way, 0, 0, 0, size, size, len(name), 0, 0, 0, 0, 0, at)
    return struct.pack("<4s6H3I5H2I", *told) + name


def _a_million_members(_levels: Levels, _good: Path) -> bytes:
    directory = _entry(b"header.json", 1) * 1_000_000
    return directory + _end(0xFFFF, len(directory), 0)


def _a_million_members_that_call_themselves_three(_levels: Levels, _good: Path) -> bytes:
    directory = _entry(b"header.json", 1) * 1_000_000
    return directory + _end(3, len(directory), 0)


def _a_million_members_behind_a_second_end(_levels: Levels, _good: Path) -> bytes:
    directory = _entry(b"header.json", 1) * 1_000_000
    told = (b"PK\6\6", 44, 45, 45, 0, 0, 1_000_000, 1_000_000, len(directory), 0)
    record = struct.pack("<4sQHHIIQQQQ", *told)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, len(directory), 1)
    return directory + record + locator + _end(3, len(record) + len(locator), len(directory))


def _claims_4_gigabytes(_levels: Levels, good: Path) -> bytes:
    parts = forging.members(good)
    names = [name.encode() for name in parts]
    directory = b"".join(_entry(name, 0xFFFFFFFE) for name in names)
    return directory + _end(3, len(directory), 0)


def _a_directory_of_4_gigabytes(_levels: Levels, good: Path) -> bytes:
    return good.read_bytes()[:-22] + _end(3, 0xFFFFFFFF, 0)


def _deflated(_levels: Levels, good: Path) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in forging.members(good):
            archive.writestr(name, bytes(200 << 20) if name == "body.age" else b"{}")
    return made.getvalue()


def _named(*names: str):
    def made(_levels: Levels, good: Path) -> bytes:
        parts, file = list(forging.members(good).values()), io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a name twice
            for name, data in zip(names, parts, strict=False):
                archive.writestr(zipfile.ZipInfo(name), data)
        return file.getvalue()

    return made


def _header(raw: bytes):
    def made(_levels: Levels, good: Path) -> bytes:
        parts, file = forging.members(good), good.with_name("h")
        return forging.zipped(file, raw, parts["body.age"], parts["signature"]).read_bytes()

    return made


def _body(body: bytes):
    def made(levels: Levels, good: Path) -> bytes:
        file = forging.forged(levels[FIRST], levels[ABOVE], good, good.with_name("b"), body=body)
        return file.read_bytes()

    return made


def _frame(claimed: int) -> bytes:
    """A zstd frame that claims a size and holds one block of zeros run-length coded."""
    return (
        b"\x28\xb5\x2f\xfd"
        + b"\xe0"
        + struct.pack("<Q", claimed)
        + struct.pack("<I", 128 << 10 << 3 | 3)[:3]
        + b"\0"
    )


def _zeros(count: int) -> bytes:
    return zstandard.ZstdCompressor().compress(bytes(count))


def _unsized(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(write_content_size=False).compress(data)


def _small(told: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(told)


ACTS = b"\x84\xa4acts\x8b\xa6stream"

HOSTILE = {
    "empty": lambda _levels, _good: b"",
    "a byte": lambda _levels, _good: b"P",
    "a text": lambda _levels, _good: "Kính gửi Ủy ban nhân dân xã".encode() * 1000,
    "noise": lambda _levels, _good: os.urandom(100_000),
    "a million members": _a_million_members,
    "a million members that call themselves three": _a_million_members_that_call_themselves_three,
    "a million members behind a second end": _a_million_members_behind_a_second_end,
    "claims 4 GB": _claims_4_gigabytes,
    "a directory of 4 GB": _a_directory_of_4_gigabytes,
    "a ZIP bomb": _deflated,
    "a path upwards": _named("../header.json", "body.age", "signature"),
    "an absolute path": _named("/header.json", "body.age", "signature"),
    "a name twice": _named("header.json", "header.json", "signature"),
    "two members": _named("header.json", "body.age"),
    "other order": _named("body.age", "header.json", "signature"),
    "no header": _header(b""),
    "a deep header": _header(b'{"format":' + b"[" * 500_000),
    "a header that is a list": _header(b"[1]"),
    "a header of another kind": _header(b'{"format": 1, "kind": 3}'),
    "format of text": _header(b'{"format": "1"}'),
    "a zstd bomb": _body(_zeros(1 << 30)),
    "zeros up to the limit": _body(_zeros(envelope.MOST_BODY)),
    "zstd claims 4 GB": _body(_frame(4 << 30)),
    "zstd claims the limit": _body(_frame(envelope.MOST_BODY)),
    "zstd does not say its size": _body(_unsized(bytes(400 << 20))),
    "no zstd": _body(b"not packed"),
    "nothing inside": _body(b""),
    "msgpack claims 4 G strings": _body(_small(ACTS + b"\xdd\xff\xff\xff\xff\xa1a")),
    "msgpack claims 4 GB of text": _body(_small(ACTS + b"\x91\xdb\xff\xff\xff\xff")),
    "msgpack claims a map of 4 G": _body(_small(b"\xdf\xff\xff\xff\xff")),
    "msgpack of text that is no UTF-8": _body(_small(b"\x81\xa4\xdfcts\x80")),
    "msgpack nested": _body(_small(b"\x91" * 1_000_000)),
    "msgpack of something else": _body(_small(msgspec.msgpack.encode({"xin": "chào"}))),
}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measures memory as Linux tells it")
def test_hostile_files_are_refused_at_once_and_in_little_memory(levels, tmp_path):
    levels.note(FIRST, "nhà dột")
    good = levels.send(FIRST, ABOVE)
    files = [tmp_path / f"hostile-{number:02}" for number in range(len(HOSTILE))]
    for file, make in zip(files, HOSTILE.values(), strict=True):
        file.write_bytes(make(levels, good))
    before = contents(levels[ABOVE])
    path = levels[ABOVE].path
    levels[ABOVE].close()
    command = [sys.executable, "-c", RECEIVES, str(path), KEY, str(files[0]), *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    for line, what in zip(done.stdout.splitlines(), HOSTILE, strict=True):
        _name, state, fault, said, seconds, peak = json.loads(line)
        assert (what, state, fault) == (what, "quarantined", "damaged")
        assert said.startswith("Tệp không phải gói của Sổ Bản, hoặc đã hỏng."), what
        assert (what, seconds < SECONDS) == (what, True), seconds
        assert (what, peak < MEGABYTES * 1024) == (what, True), peak
    assert contents(levels.reopen(ABOVE)) == before
    assert levels.receive(ABOVE, good)[0].state == "taken"
