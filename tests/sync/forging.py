"""Files of the exchange taken apart, altered and put together again, signed by whoever is asked to."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import zstandard

from app.store import Store
from app.sync import envelope
from app.sync.identity import Identity, encrypt, identity

Alter = Callable[[Any], Any]


def members(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def header(file: Path) -> dict[str, Any]:
    return msgspec.json.decode(members(file)["header.json"])


def content(store: Store, file: Path) -> Any:
    """What is inside, as plain values; the store is its sender or its recipient."""
    packed = identity(store).decrypt(members(file)["body.age"])
    return msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(packed))


def packed(told: Any) -> bytes:
    return zstandard.ZstdCompressor(level=1).compress(msgspec.msgpack.encode(told))


def forged(
    sender: Store,
    recipient: Store,
    file: Path,
    target: Path,
    *,
    told: Alter | None = None,
    body: bytes | None = None,
    head: Alter | None = None,
    signer: Identity | None = None,
) -> Path:
    """A file like another, altered, encrypted and signed as the sender would.

    Args:
        told: alters the content; body: what is encrypted instead of it; head: alters the header.
    """
    own = identity(sender)
    if body is None:
        plain = content(sender, file)
        body = packed(told(plain) if told else plain)
    sealed = encrypt(body, [identity(recipient).public.age_key, own.public.age_key])
    top = header(file) | {"body": hashlib.sha256(sealed).hexdigest()}
    raw = msgspec.json.encode(head(top) if head else top)
    message = envelope.SIGNED + hashlib.sha256(raw).digest() + hashlib.sha256(sealed).digest()
    return zipped(target, raw, sealed, (signer or own).sign(message))


def zipped(target: Path, raw: bytes, body: bytes, signature: bytes) -> Path:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, data in zip(envelope.MEMBERS, (raw, body, signature), strict=True):
            archive.writestr(zipfile.ZipInfo(name), data)
    target.write_bytes(made.getvalue())
    return target
