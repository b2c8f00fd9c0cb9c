"""Faults of the file and the disk, in words: what SQLite says becomes what an officer can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from app.errors import StoreFault
from app.i18n import _


class WrongKey(StoreFault):
    """The key does not open the file."""

    kind = "wrong_key"


class NotAStore(StoreFault):
    """The file is something else, or is damaged from its first page on."""

    kind = "not_a_store"


class NewerStore(StoreFault):
    """A newer version of the program wrote the file."""

    kind = "newer_store"


class StoreBusy(StoreFault):
    """Another program holds the file."""

    kind = "busy"


class StoreReadOnly(StoreFault):
    """The file or its folder may not be written."""

    kind = "read_only"


class DiskFull(StoreFault):
    """There is no room left."""

    kind = "disk_full"


class StoreDamaged(StoreFault):
    """Pages of the file do not hold together."""

    kind = "damaged"


class StoreMissing(StoreFault):
    """No file has this name."""

    kind = "missing"


def busy(path: Path) -> StoreBusy:
    """Another program has the store open."""
    return StoreBusy(
        _("Không mở được sổ “{name}”.").format(name=path.name),
        _("Một chương trình khác đang mở sổ này."),
        _("Đóng cửa sổ Sổ Bản kia rồi thử lại."),
    )


def wrong_key(path: Path) -> WrongKey:
    """The passphrase is not the one of this store."""
    return WrongKey(
        _("Không mở được sổ “{name}”.").format(name=path.name),
        _("Mật khẩu không đúng, hoặc tệp không phải là sổ của Sổ Bản."),
        _("Gõ lại mật khẩu (chú ý Caps Lock và bộ gõ tiếng Việt)."),
    )


def not_a_store(path: Path) -> NotAStore:
    """The file is of another kind."""
    return NotAStore(
        _("“{name}” không phải là sổ của Sổ Bản.").format(name=path.name),
        _("Nội dung tệp thuộc loại khác hoặc tệp đã bị cắt cụt."),
        _("Chọn đúng tệp sổ; nếu đúng là tệp này, lấy lại bản sao lưu."),
    )


def newer(path: Path, found: int, known: int) -> NewerStore:
    """The store's format is above the program's."""
    return NewerStore(
        _("Sổ “{name}” do một phiên bản Sổ Bản mới hơn ghi.").format(name=path.name),
        _("Định dạng của sổ là {found}, chương trình này đọc được đến {known}.").format(
            found=found, known=known
        ),
        _("Cài phiên bản mới của Sổ Bản rồi mở lại; sổ chưa bị thay đổi gì."),
    )


def read_only(path: Path) -> StoreReadOnly:
    """The folder does not let the store write."""
    return StoreReadOnly(
        _("Không ghi được vào sổ “{name}”.").format(name=path.name),
        _("Tệp hoặc thư mục chứa nó chỉ cho đọc."),
        _("Chép sổ sang thư mục được phép ghi (ví dụ Tài liệu) rồi mở bản chép."),
    )


def missing(path: Path) -> StoreMissing:
    """There is no such file."""
    return StoreMissing(
        _("Không có tệp sổ “{path}”.").format(path=path),
        todo=_("Xem lại tên và thư mục, hoặc lập sổ mới bằng lệnh “new”."),
    )


def disk_full(path: Path) -> DiskFull:
    """Nothing more can be written; the last save did not happen."""
    return DiskFull(
        _("Không lưu được vào sổ “{name}”: ổ đĩa đã đầy.").format(name=path.name),
        _("Việc đang làm chưa được ghi; những gì đã lưu trước đó vẫn nguyên."),
        _("Xóa bớt tệp khác trên ổ đĩa rồi làm lại."),
    )


def not_copied(target: Path, fault: OSError) -> StoreFault:
    """A copy could not be written; the store itself is as it was."""
    if fault.errno == errno.ENOSPC:
        return DiskFull(
            _("Không chép được sổ sang “{target}”: ổ đĩa đã đầy.").format(target=target),
            _("Sổ gốc vẫn nguyên, chưa có gì thay đổi."),
            _("Xóa bớt tệp khác trên ổ đĩa ấy, hoặc chọn ổ đĩa khác."),
        )
    return StoreReadOnly(
        _("Không chép được sổ sang “{target}”.").format(target=target),
        _("Thư mục ấy không có, chỉ cho đọc, hoặc ổ đĩa đã bị rút ra."),
        _("Chọn thư mục khác rồi chép lại; sổ gốc vẫn nguyên."),
    )


def damaged(path: Path) -> StoreDamaged:
    """Pages are unreadable."""
    return StoreDamaged(
        _("Sổ “{name}” bị hỏng.").format(name=path.name),
        _("Một phần tệp không đọc được nữa, thường do rút ổ đĩa hay mất điện khi chép tệp."),
        _("Giữ nguyên tệp này, mở bản sao lưu gần nhất."),
    )


_BY_WORDS = (
    ("disk is full", disk_full),
    ("locked", busy),
    ("readonly", read_only),
    ("unable to open", read_only),
    ("malformed", damaged),
    ("disk I/O error", damaged),
    ("vtable constructor failed", damaged),  # said of the search index once a page could not be read
    ("not a database", wrong_key),
    ("requires a key", wrong_key),
)


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn SQLite's faults of the file and the disk into ours; anything else passes as it is."""
    try:
        yield
    except Exception as fault:
        said = getattr(fault, "orig", fault)  # SQLAlchemy wraps what the driver raised
        if isinstance(said, sqlite.DatabaseError):
            for words, make in _BY_WORDS:
                if words in str(said):
                    raise make(path) from fault
        raise
