"""The file that travels: a ZIP of `header.json`, `body.age` and `signature`. See docs/bundle-format.md.

Opening it trusts nothing: names, sizes and counts are looked at before anything is read, and the signature
before anything is decrypted.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
import zipfile
from pathlib import Path
from typing import Annotated, Any

import msgspec
import pyrage
import zstandard
from msgspec import Meta

from app.sync import faults
from app.sync.identity import Identity, Public, encrypt

FORMAT = 1
MEMBERS = ("header.json", "body.age", "signature")
SIGNED = b"soban file 1\0"
SUFFIX = ".soban-goi"
BUNDLE, RECEIPT, INVITATION = "bundle", "receipt", "invitation"
MOST_HEADER, MOST_SEALED, MOST_BODY = 1 << 20, 64 << 20, 128 << 20  # bytes
_SIGNATURE = 64
_AROUND = 1 << 20  # what age adds, at most
_MOST_DIRECTORY = 1 << 12
_SECOND_END = b"PK\6\7" + bytes(
    16
)  # what stands before the last record of a ZIP that claims to be very large
_END = struct.Struct("<4sHHHHIIH")  # the last record of a ZIP
ZSTD_LEVEL = 9


Hex32 = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
Hex64 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
_Count = Annotated[int, Meta(ge=0, lt=1 << 31)]


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A store as a header names it; keys in hexadecimal, `age` as age writes it.

    Attributes:
        place: whose book it keeps; of a helper the villages to which its work is limited.
        of: the place with whose book a helper helps; empty for a store that keeps its own.
    """

    node: Hex32
    sign: Hex64
    age: str
    place: str
    level: str
    of: str = ""

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
    number: _Count
    made: str
    store: _Count
    streams: dict[str, tuple[int, int]]
    acts: _Count
    changes: _Count
    body: Hex64
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


def seal(content: Any, recipients: list[str], title: str = "") -> bytes:
    """Content as `body.age`: msgpack, zstd, age; TooLarge, naming `title`, for what nobody could open."""
    return encrypt(_packed(content, title), recipients)


def seal_with_code(content: Any, code: str) -> bytes:
    """Content as `body.age`, opened by a code that is told apart from the file."""
    return bytes(pyrage.passphrase.encrypt(_packed(content, ""), code))


def _packed(content: Any, title: str) -> bytes:
    plain = msgspec.msgpack.encode(content)
    packed = zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(plain)
    if len(plain) > MOST_BODY or len(packed) > MOST_SEALED - _AROUND:
        raise faults.too_large(title, len(plain))
    return packed


def unpack(packed: bytes, kind: Any) -> Any:
    """Content of a type from what was decrypted; NotABundle for anything else, whatever it claims."""
    try:
        claimed = zstandard.get_frame_parameters(packed).content_size
        if not 0 < claimed <= MOST_BODY:
            raise faults.damaged("body too large")
        plain = zstandard.ZstdDecompressor().decompress(packed, allow_extra_data=False)
        return msgspec.msgpack.decode(plain, type=kind)
    except (zstandard.ZstdError, msgspec.MsgspecError, ValueError, RecursionError) as fault:
        raise faults.damaged(str(fault)) from fault


def signed(header: Header, body: bytes, signer: Identity) -> Sealed:
    """Header and body with the sender's signature, ready to be written."""
    raw = msgspec.json.format(msgspec.json.encode(header), indent=1)
    return Sealed(header, raw, body, signer.sign(_message(raw, body)))


def write(path: Path, sealed: Sealed) -> None:
    """Write the file beside its place and rename it there: half a file never stands under its name."""
    half = path.with_name(path.name + ".dang-ghi")
    try:
        with half.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                for name, data in zip(
                    MEMBERS, (sealed.raw_header, sealed.body, sealed.signature), strict=True
                ):
                    archive.writestr(zipfile.ZipInfo(name), data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as fault:
        half.unlink(missing_ok=True)
        raise faults.not_written(path.name, fault.strerror or str(fault)) from fault


def read(path: Path) -> Sealed:
    """Open a file as far as it goes without a key; a typed fault for anything that is not what it claims."""
    try:
        _must_be_small(path)
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


def _must_be_small(path: Path) -> None:
    """Look at the end first: a directory of a million members would be read whole before it is counted."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _END.size - len(_SECOND_END)))
        second, end = file.read(len(_SECOND_END)), file.read(_END.size)
    if len(end) < _END.size or not end.startswith(b"PK\5\6") or second.startswith(_SECOND_END[:4]):
        raise faults.damaged("no end of a ZIP")
    _mark, _disk, _first, here, members, directory, start, comment = _END.unpack(end)
    if (here, members, comment) != (len(MEMBERS), len(MEMBERS), 0) or start + directory + _END.size != size:
        raise faults.damaged("not a plain ZIP of three members")
    if directory > _MOST_DIRECTORY or size > MOST_HEADER + MOST_SEALED + _MOST_DIRECTORY:
        raise faults.damaged(f"{size}")


def _members(archive: zipfile.ZipFile) -> list[bytes]:
    infos = archive.infolist()
    if [info.filename for info in infos] != list(MEMBERS):
        raise faults.damaged("not header.json, body.age, signature")
    limits = (MOST_HEADER, MOST_SEALED, _SIGNATURE)
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
        pyrage.x25519.Recipient.from_str(header.sender.age)
    except (msgspec.MsgspecError, pyrage.RecipientError, ValueError, RecursionError) as fault:
        raise faults.damaged(f"header.json: {fault}") from fault
    return header


def invitation_name(secret: bytes) -> str:
    """The name of an invitation: tells it apart without telling its secret."""
    return hashlib.sha256(b"soban invitation\0" + secret).hexdigest()[:32]


def proof(secret: bytes, public: Public) -> str:
    """That whoever holds these keys holds the secret of an invitation."""
    message = public.node + public.sign_key + public.age_key.encode()
    return hmac.new(secret, message, hashlib.sha256).hexdigest()
