"""How a file of ours comes to stand on the officer's disk: whole, or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.errors import FileFault
from app.i18n import _

Target = str | Path | BinaryIO


@contextmanager
def whole_file(target: Target) -> Iterator[BinaryIO]:
    """A stream whose contents become the file `target` only when the block ends well.

    An open stream is handed through as it is. Raises FileFault where the place cannot be written.
    """
    if not isinstance(target, str | Path):
        yield target
        return
    path = Path(target)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    except OSError as error:
        raise _fault(path, error) from error
    finally:
        _forget(partial)


def _forget(partial: Path) -> None:
    try:
        partial.unlink(missing_ok=True)
    except OSError:
        return  # the fault that brought us here is the one to tell


def _fault(path: Path, error: OSError) -> FileFault:
    what = _("Không ghi được tệp “{name}”.").format(name=path.name)
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return FileFault(
                what,
                _("Thư mục “{folder}” không còn ở đó.").format(folder=path.parent),
                _("Hãy chọn thư mục khác; nếu là USB, hãy cắm lại."),
            )
        case IsADirectoryError():
            return FileFault(what, _("Đã có một thư mục mang tên này."), _("Hãy đặt tên khác."))
        case PermissionError():
            return FileFault(
                what,
                _("Tệp đang mở trong Excel hay chương trình khác, hoặc thư mục không cho ghi."),
                _("Hãy đóng tệp đó rồi in lại, hoặc lưu vào thư mục khác."),
            )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FileFault(what, _("Ổ đĩa đã đầy."), _("Hãy xóa bớt tệp hoặc lưu vào ổ khác."))
    if error.errno == errno.EROFS:
        return FileFault(what, _("Ổ đĩa chỉ cho đọc."), _("Hãy lưu vào ổ khác."))
    return FileFault(
        what,
        _("Máy báo lỗi: {error}.").format(error=error.strerror or error),
        _("Hãy thử lại, hoặc lưu vào thư mục khác."),
    )
