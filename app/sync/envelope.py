"""The file that travels: a ZIP of `header.json`, `body.age` and `signature`. See docs/bundle-format.md.

Opening it trusts nothing: names, sizes and counts are looked at before anything is read, and the signature
before anything is decrypted.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pyrage
import zstandard

from app.sync import faults
from app.sync.identity import Identity, Public, encrypt

FORMAT = 1
MEMBERS = ("header.json", "body.age", "signature")
SIGNED = b"soban file 1\0"
SUFFIX = ".soban-goi"
BUNDLE, RECEIPT, INVITATION = "bundle", "receipt", "invitation"
MOST_HEADER, MOST_SEALED, MOST_BODY = 1 << 20, 96 << 20, 192 << 20
ZSTD_LEVEL = 9


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A store as a header names it; keys in hexadecimal, `age` as age writes it."""

    node: str
    sign: str
    age: str
    place: str
    level: str

    @property
    def public(self) -> Public:
        """Its keys."""
        return Public(bytes.fromhex(self.node), bytes.fromhex(self.sign), self.age)


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What may be read without a key: who, for whom, which acts. Nothing personal.

    Attributes:
        recipient: fingerprint of the store that may open it; empty in an invitation.
        number: counts files of this kind from this sender to this recipient.
        streams: stream → first and last act inside; what lies before the first must be held already.
        store: format of the sender's store.
        body: SHA-256 of `body.age`.
        invitation: which invitation a first file answers.
        proof: that the sender holds its secret.
        open: an age secret that opens the body, in an invitation without a code.
    """

    format: int
    kind: str
    program: str
    sender: Party
    recipient: str
    number: int
    made: str
    store: int
    streams: dict[str, tuple[int, int]]
    acts: int
    changes: int
    body: str
    invitation: str = ""
    proof: str = ""
    open: str = ""


class Sealed(msgspec.Struct, frozen=True):
    """A file opened as far as it goes without a key."""

    header: Header
    raw_header: bytes
    body: bytes
    signature: bytes

    @property
    def sha256(self) -> str:
        """Of what was signed: names the file whatever it is called."""
        return hashlib.sha256(_message(self.raw_header, self.body)).hexdigest()

    def check_signature(self, sender: Public) -> None:
        """BadSignature unless the sender signed this header and this body."""
        if not sender.signed(_message(self.raw_header, self.body), self.signature):
            raise faults.bad_signature(self.header.sender.place)


def _message(header: bytes, body: bytes) -> bytes:
    return SIGNED + hashlib.sha256(header).digest() + hashlib.sha256(body).digest()


def seal(content: Any, recipients: list[str]) -> bytes:
    """Content as `body.age`: msgpack, zstd, age."""
    packed = zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(msgspec.msgpack.encode(content))
    return encrypt(packed, recipients)


def seal_with_code(content: Any, code: str) -> bytes:
    """Content as `body.age`, opened by a code that is told apart from the file."""
    packed = zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(msgspec.msgpack.encode(content))
    return bytes(pyrage.passphrase.encrypt(packed, code))


def unpack(packed: bytes, kind: Any) -> Any:
    """Content of a type from what was decrypted; NotABundle for anything else, whatever it claims."""
    try:
        with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(packed)) as reader:
            plain = reader.read(MOST_BODY + 1)
        if len(plain) > MOST_BODY:
            raise faults.damaged("body too large")
        return msgspec.msgpack.decode(plain, type=kind)
    except (zstandard.ZstdError, msgspec.MsgspecError, RecursionError) as fault:
        raise faults.damaged(str(fault)) from fault


def write(path: Path, header: Header, body: bytes, signer: Identity) -> Sealed:
    """Write the file beside its place and rename it there: half a file never stands under its name."""
    raw = msgspec.json.format(msgspec.json.encode(header), indent=1)
    sealed = Sealed(header, raw, body, signer.sign(_message(raw, body)))
    half = path.with_name(path.name + ".dang-ghi")
    with zipfile.ZipFile(half, "w", zipfile.ZIP_STORED) as archive:
        for name, data in zip(MEMBERS, (raw, body, sealed.signature), strict=True):
            archive.writestr(zipfile.ZipInfo(name), data)
    half.replace(path)
    return sealed


def read(path: Path) -> Sealed:
    """Open a file as far as it goes without a key; a typed fault for anything that is not what it claims."""
    try:
        with zipfile.ZipFile(path) as archive:
            raw, body, signature = _members(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError) as fault:
        raise faults.damaged(str(fault) or type(fault).__name__) from fault
    except OSError as fault:
        raise faults.damaged(fault.strerror or str(fault)) from fault
    header = _header(raw)
    if hashlib.sha256(body).hexdigest() != header.body:
        raise faults.damaged("body.age")
    return Sealed(header, raw, body, signature)


def _members(archive: zipfile.ZipFile) -> list[bytes]:
    infos = archive.infolist()
    if [info.filename for info in infos] != list(MEMBERS):
        raise faults.damaged("not header.json, body.age, signature")
    limits = (MOST_HEADER, MOST_SEALED, 64)
    for info, limit in zip(infos, limits, strict=True):
        if info.compress_type != zipfile.ZIP_STORED or info.file_size > limit:
            raise faults.damaged(f"{info.filename}: {info.file_size}")
    return [archive.read(info) for info in infos]


class _Version(msgspec.Struct):
    format: int


def _header(raw: bytes) -> Header:
    try:
        found = msgspec.json.decode(raw, type=_Version).format
        if found > FORMAT:
            raise faults.newer_format(found, FORMAT)
        header = msgspec.json.decode(raw, type=Header)
        header.sender.public  # noqa: B018  (keys that are no hexadecimal are found here)
    except (msgspec.MsgspecError, ValueError, RecursionError) as fault:
        raise faults.damaged(f"header.json: {fault}") from fault
    return header


def invitation_name(secret: bytes) -> str:
    """The name of an invitation: tells it apart without telling its secret."""
    return hashlib.sha256(b"soban invitation\0" + secret).hexdigest()[:32]


def proof(secret: bytes, public: Public) -> str:
    """That whoever holds these keys holds the secret of an invitation."""
    message = public.node + public.sign_key + public.age_key.encode()
    return hmac.new(secret, message, hashlib.sha256).hexdigest()
