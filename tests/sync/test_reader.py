"""A file read with the tools that docs/bundle-format.md names, without any code of the program."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest
from store.book import contents

from app.store.journal import encode
from app.sync.identity import identity

from . import words
from .levels import ABOVE, FIRST, HELPER

TOOLS = ("unzip", "age", "zstd", "openssl")
pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS),
    reason="needs the Debian packages unzip, age, zstd, openssl",
)


def run(*command: str | Path, given: bytes = b"") -> bytes:
    return subprocess.run(
        [str(part) for part in command], input=given, capture_output=True, check=True
    ).stdout


def canonical(value) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def opened(file: Path, age_secret: str, folder: Path) -> dict:
    key = folder / "key.txt"
    key.write_text(age_secret)
    packed = run("age", "-d", "-i", key, given=run("unzip", "-p", file, "body.age"))
    return msgspec.msgpack.decode(run("zstd", "-d", given=packed))


def unstepped(steps: list[int]) -> list[int]:
    return list(itertools.accumulate(steps))


def changes_of(told: dict) -> list[tuple[str, bytes, str, dict, dict]]:
    n = len(told["keys"]) // 16
    keys = [told["keys"][i::n] for i in range(n)]
    values = {}
    for table, side, field, as_keys, column in told["columns"]:
        if as_keys:
            column = [base64.b64encode(keys[number]).decode() for number in unstepped(column)]
        values[table, side, field] = iter(column)
    found = []
    for row, number in zip(unstepped(told["rows"]), told["shape"], strict=True):
        table, op, before, after = told["shapes"][number]
        sides = (
            {f: next(values[table, s, f]) for f in names}
            for s, names in (("before", before), ("after", after))
        )
        found.append((table, keys[row], op, *sides))
    return found


def acts_of(told: dict) -> list[dict]:
    """The acts with their changes and their hashes."""
    changes, acts = iter(changes_of(told["changes"])), []
    for values in zip(*told["acts"].values(), strict=True):
        act = dict(zip(told["acts"], values, strict=True))
        act["told"] = list(itertools.islice(changes, act["changes"]))
        acts.append(act | {"hash": hashed(act)})
    assert next(changes, None) is None
    return acts


def hashed(act: dict) -> bytes:
    names = ("stream", "seq", "hlc", "actor", "title", "at", "kind", "target", "seen", "changes")
    head = [act[name] for name in names]
    if act["target"] is not None:
        head[7] = base64.b64encode(act["target"]).decode()
    digest = hashlib.sha256(act["prev_hash"] + canonical(head))
    for table, row, op, before, after in act["told"]:
        parts = (table, op, canonical(before).decode(), canonical(after).decode())
        digest.update(row + "\x1f".join(parts).encode() + b"\x1e")
    return digest.digest()


@pytest.fixture
def file(levels) -> Path:
    levels.note(FIRST, "nhà dột")
    with levels.write(HELPER) as act:
        act.update("household", levels.households[FIRST][1], {"groups": {"merit": True}, "declared_size": 4})
        act.delete("household", levels.households[FIRST][2:])
    levels.carry(HELPER, FIRST)
    from app.store.undo import to_undo, undo

    undo(levels[FIRST], to_undo(levels[FIRST]).act, "Mỷ")
    return levels.send(FIRST, ABOVE, full=True)


@pytest.mark.parametrize("reader", [FIRST, ABOVE])
def test_sender_and_recipient_can_read_every_act(levels, file, tmp_path, reader):
    told = opened(file, identity(levels[reader]).age_secret, tmp_path)
    acts = acts_of(told)
    assert {(act["stream"], act["seq"], act["hash"]) for act in acts} == words.acts(levels[FIRST])
    by_stream = {}
    for act in acts:
        assert act["prev_hash"] == by_stream.get(act["stream"], bytes(32))
        by_stream[act["stream"]] = act["hash"]
    header = json.loads(run("unzip", "-p", file, "header.json"))
    assert header["acts"] == len(acts)
    assert header["changes"] == sum(len(act["told"]) for act in acts)
    assert header["streams"] == {
        name: [1, max(act["seq"] for act in acts if act["stream"] == name)] for name in by_stream
    }
    assert told["holds"] == {name: last for name, (_first, last) in header["streams"].items()}
    assert told["totals"] == {"Bản Lùng": {"households": 2, "persons": 4, "members": 3}}


def test_nobody_else_can(levels, file, tmp_path):
    with pytest.raises(subprocess.CalledProcessError):
        opened(file, identity(levels[HELPER]).age_secret, tmp_path)


def test_the_rows_follow_from_the_acts_by_the_words_of_the_page(levels, file, tmp_path):
    acts = acts_of(opened(file, identity(levels[ABOVE]).age_secret, tmp_path))
    known, held, versions = {}, {}, {}
    for act in sorted(acts, key=lambda act: (act["stream"], act["seq"])):
        seen = known.setdefault(act["stream"], {})
        seen |= json.loads(act["seen"])
        held[act["stream"], act["seq"]] = {**seen, act["stream"]: act["seq"] - 1}
        for table, row, _op, _before, after in act["told"]:
            for field, value in after.items():
                named = versions.setdefault((table, row, field), {})
                named[act["stream"], act["seq"]] = ((act["hlc"], act["stream"], act["seq"]), value)
    for (table, row, field), named in versions.items():
        heads = [
            told for (stream, seq), told in named.items()
            if not any(held[other].get(stream, 0) >= seq for other in named if other != (stream, seq))
        ]  # fmt: skip
        shown = max(heads)[1]
        current = levels[FIRST].schema[table].current(levels[FIRST].connection, row)[field]
        assert (base64.b64encode(current).decode() if isinstance(current, bytes) else current) == shown
    assert contents(levels[FIRST])["household"][levels.households[FIRST][0]]["note"] == ""


def test_the_signature_is_what_the_page_says(file, tmp_path):
    header, body, signature = (
        run("unzip", "-p", file, name) for name in ("header.json", "body.age", "signature")
    )
    told = json.loads(header)
    assert told["body"] == hashlib.sha256(body).hexdigest()
    key = bytes.fromhex("302a300506032b6570032100") + bytes.fromhex(told["sender"]["sign"])  # DER of Ed25519
    message = b"soban file 1\0" + hashlib.sha256(header).digest() + hashlib.sha256(body).digest()
    for name, data in (("key", key), ("message", message), ("signature", signature)):
        (tmp_path / name).write_bytes(data)
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-rawin"]
    paths = ["-inkey", tmp_path / "key", "-in", tmp_path / "message", "-sigfile", tmp_path / "signature"]
    assert b"Signature Verified Successfully" in run(*command, *paths)


def test_the_fingerprint_and_the_receipt_are_what_the_page_says(levels, file, tmp_path):
    (taken,) = levels.receive(ABOVE, file)
    header = json.loads(run("unzip", "-p", taken.receipt, "header.json"))
    public = identity(levels[FIRST]).public
    digits = str(
        int.from_bytes(
            hashlib.sha256(public.node + public.sign_key + public.age_key.encode()).digest(), "big"
        )
    )
    assert header["recipient"].replace(" ", "") == digits[-30:]
    parts = [run("unzip", "-p", file, name) for name in ("header.json", "body.age")]
    message = b"soban file 1\0" + b"".join(hashlib.sha256(part).digest() for part in parts)
    told = opened(taken.receipt, identity(levels[FIRST]).age_secret, tmp_path)
    assert told["bundle"] == hashlib.sha256(message).hexdigest()
    assert told["tips"] == _tips(levels[ABOVE], told["holds"])
    assert (header["kind"], told["number"], told["conflicts"]) == ("receipt", header["number"], 0)
    assert told["totals"] == {"Bản Lùng": {"households": 2, "persons": 4, "members": 3}}


def _tips(store, holds: dict[str, int]) -> dict[str, bytes]:
    return {name: digest for name, seq, digest in words.acts(store) if holds.get(name) == seq}


@pytest.mark.parametrize(
    "value",
    [
        {"b": 1, "a": None, "ă": True, "a.b": 0.5, "A": -3},
        {"x": '“Giàng A Páo” "\\ \t\n\x01\u007f ờ 𠀀'},
        {"n": [119.0, 1e15, 0.1, 123456789.25, -0.0001, 12345678901234567890]},
        {"đệ quy": {"z": {"b": 1, "a": [{"d": 1, "c": 2}]}}},
    ],
)
def test_canonical_json_is_the_same_by_the_line_on_the_page(value):
    assert encode(value) == canonical(value)
