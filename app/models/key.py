"""Keys of records: UUIDv7 in 16 bytes, so that rows made together lie together.

What can be there only once (a round of a year, a household's case in it) is named instead: two stores that
make it without knowing of each other make the same record. A named key begins as the record does that its
parts name first, so that what hangs on one record (the cases of a round) lies together on disk. What only
writing needs is imported when writing: `soban find` opens a store in a few hundredths of a second.
"""

from __future__ import annotations

from app.errors import InputFault
from app.i18n import _

Key = bytes
SIZE = 16
NEAR = 8


def new_key() -> Key:
    """A key that no other record has; later keys sort after earlier ones of the same machine."""
    from uuid_utils import uuid7

    return uuid7().bytes


def named_key(*parts: object) -> Key:
    """The key of what `parts` name, the same on every machine."""
    from hashlib import blake2b

    near = next((part[:NEAR] for part in parts if isinstance(part, bytes)), b"")
    return near + blake2b(repr(parts).encode(), digest_size=SIZE - len(near)).digest()


def shown(key: Key) -> str:
    """The key as 32 hexadecimal digits."""
    return key.hex()


def read_key(text: str) -> Key:
    """The key that `shown` wrote; InputFault for anything else."""
    try:
        key = bytes.fromhex(text.replace("-", ""))
    except ValueError:
        key = b""
    if len(key) != SIZE:
        raise InputFault(
            _("“{text}” không phải mã bản ghi.").format(text=text),
            todo=_("Chép đúng 32 ký tự mà lệnh “find” in ra."),
        )
    return key
