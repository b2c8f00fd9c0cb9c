"""What a file given by the officer really is, before anything is read from it.

Judged by its bytes, not by its name. Refuses, in a sentence, what would fail later or eat the memory of the
machine: locked, truncated, disguised, swollen files. Reads no cell.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from typing import Literal
from zipfile import BadZipFile, ZipFile

from app.errors import FileFault
from app.i18n import _

Content = Literal["xlsx", "xls", "csv", "json"]

LARGEST_FILE = 64 << 20
LARGEST_UNPACKED = 256 << 20
MOST_CELLS = 5_000_000  # of the rectangle that a sheet spans: the reader allocates all of it
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FAR_COLUMNS = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{2,3})\d')
_ROWS = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d+)"')
_FILLED = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*?(?<!/)>')
_FILEPASS, _BOUNDSHEET, _DIMENSIONS, _END = 0x2F, 0x85, 0x200, 0x0A
_SEVERAL_CELLS = frozenset((0xBD, 0xBE))  # MULRK, MULBLANK
_CELLS = _SEVERAL_CELLS | {0x06, 0x206, 0x406, 0xD6, 0xFD, *range(0x01, 0x06), *range(0x201, 0x206), 0x27E}
_AT = struct.Struct("<HH")


@dataclass(frozen=True, slots=True)
class Envelope:
    """A file found fit for reading.

    Attributes:
        path: where it is.
        content: what it holds, whatever its name says.
        data: its bytes.
        digest: SHA-256 of the bytes, in hexadecimal.
        macros: True when it carries macros; they are never run.
    """

    path: Path
    content: Content
    data: bytes
    digest: str
    macros: bool = False


def open_envelope(path: Path) -> Envelope:
    """The file, judged fit for reading; FileFault with a reason otherwise."""
    data = _bytes_of(path)
    if data.startswith(b"PK"):
        return Envelope(path, "xlsx", data, sha256(data).hexdigest(), _examine_zip(path, data))
    if data.startswith(_OLE):
        return Envelope(path, "xls", data, sha256(data).hexdigest(), _examine_ole(path, data))
    return Envelope(path, _examine_text(path, data), data, sha256(data).hexdigest())


def fault(path: Path, why: str, todo: str) -> FileFault:
    """The fault that the file cannot be read, for a reason."""
    return FileFault(_("Không đọc được tệp “{name}”.").format(name=path.name), why, todo)


def damaged(path: Path) -> FileFault:
    """The fault that the file is broken or was cut short."""
    return fault(
        path,
        _("Tệp bị hỏng hoặc chưa được chép hết."),
        _("Hãy chép lại tệp từ máy gốc, hoặc mở bằng Excel rồi lưu lại thành .xlsx."),
    )


def too_large(path: Path) -> FileFault:
    """The fault that the file would not fit in memory."""
    return fault(
        path,
        _("Tệp quá lớn hoặc có ô nằm quá xa vùng dữ liệu."),
        _("Hãy xóa các hàng, cột thừa trong Excel, hoặc tách thành nhiều tệp nhỏ."),
    )


def _bytes_of(path: Path) -> bytes:
    if path.name.startswith("~$"):
        why = _("Đây là tệp tạm của Excel, không phải bảng tính.")
        raise fault(path, why, _("Hãy chọn tệp cùng tên nhưng không có “~$” ở đầu."))
    if path.is_dir():
        raise fault(path, _("Đây là một thư mục."), _("Hãy chọn một tệp bảng tính trong thư mục đó."))
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise too_large(path)
        data = path.read_bytes()
    except FileNotFoundError:
        raise fault(path, _("Không có tệp này."), _("Hãy kiểm tra lại tên tệp và thư mục.")) from None
    except PermissionError:
        why = _("Máy không cho phép đọc tệp, có thể tệp đang mở trong chương trình khác.")
        raise fault(path, why, _("Hãy đóng tệp trong Excel rồi thử lại.")) from None
    except OSError as error:
        why = _("Ổ đĩa báo lỗi: {error}.").format(error=error.strerror or error)
        raise fault(path, why, _("Hãy chép tệp sang ổ đĩa khác rồi thử lại.")) from None
    if not data.strip():
        raise fault(path, _("Tệp rỗng, không có nội dung nào."), _("Hãy xin lại tệp từ người gửi."))
    return data


def _examine_zip(path: Path, data: bytes) -> bool:
    """True if the workbook has macros; refuses what is no workbook, is damaged, or swells."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            _refuse_other_zip(path, names)
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise too_large(path)
            spans = [_span(archive.read(part)) for part in names if part.endswith(".xml")]
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        struct.error,
        OSError,
    ):
        raise damaged(path) from None
    if sum(spans) > MOST_CELLS:
        raise too_large(path)
    return any(name.lower().endswith("vbaproject.bin") for name in names)


def _refuse_other_zip(path: Path, names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "word/document.xml" in names:
        raise _not_a_workbook(path, _("Đây là văn bản Word."))
    if "xl/workbook.bin" in names or "content.xml" in names:
        why = _("Tệp ở định dạng bảng tính khác (.xlsb hoặc .ods).")
        raise fault(path, why, _("Hãy mở tệp rồi chọn Lưu thành (Save As) kiểu .xlsx."))
    raise _not_a_workbook(path, _("Đây là tệp nén hoặc tệp loại khác."))


def _not_a_workbook(path: Path, why: str) -> FileFault:
    return fault(path, why, _("Hãy chọn một bảng tính Excel (.xlsx, .xls) hoặc tệp .csv."))


def _span(part: bytes) -> int:
    """How many cells the rectangle of a sheet has; 0 for a part that is no sheet."""
    if b"sheetData" not in part:
        return 0
    height = max(map(int, _ROWS.findall(part)), default=0)
    width = max(map(_column_number, set(_FAR_COLUMNS.findall(part))), default=26)
    if height * width <= MOST_CELLS:
        return height * width
    cells = _FILLED.findall(part)  # formatted but empty cells far away are common and harmless
    return max((int(row) for _, row in cells), default=0) * max(
        map(_column_number, {letters for letters, _ in cells}), default=0
    )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _examine_ole(path: Path, data: bytes) -> bool:
    """True if the .xls has macros; refuses encrypted, damaged and swollen ones, and other OLE files."""
    from xlrd.compdoc import CompDoc, CompDocError

    try:
        document = CompDoc(data, logfile=StringIO())
    except (CompDocError, AssertionError, struct.error, IndexError, ValueError):
        if "EncryptedPackage".encode("utf-16-le") in data:  # of another make, or cut short: still locked
            raise _locked(path) from None
        raise damaged(path) from None
    names = {entry.name for entry in document.dirlist}
    if "EncryptedPackage" in names:
        raise _locked(path)
    stream = next((name for name in ("Workbook", "Book") if name in names), None)
    if stream is None:
        raise _not_a_workbook(path, _("Đây là tệp của chương trình khác (Word, PowerPoint, Outlook…)."))
    try:
        memory, start, length = document.locate_named_stream(stream)
        if memory is None:
            raise damaged(path)
        _examine_biff(path, memory[start : start + length])
    except (CompDocError, AssertionError, struct.error, IndexError):
        raise damaged(path) from None
    return "_VBA_PROJECT_CUR" in names


def _locked(path: Path) -> FileFault:
    return fault(
        path,
        _("Tệp được đặt mật khẩu."),
        _("Hãy mở bằng Excel, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ), lưu lại rồi nhập lại."),
    )


def _examine_biff(path: Path, stream: bytes) -> None:
    """Walk the records of the globals and of each sheet; the reader would trust every cell's position."""
    sheets = []
    for kind, start, length in _records(stream, 0):
        if kind == _FILEPASS:
            raise _locked(path)
        if kind == _BOUNDSHEET and length >= 4:
            sheets.append(struct.unpack_from("<I", stream, start)[0])
    if sum(_span_of_biff(stream, sheet) for sheet in sheets) > MOST_CELLS:
        raise too_large(path)


def _span_of_biff(stream: bytes, sheet: int) -> int:
    """How many cells the rectangle of a sheet has, by its stated dimensions or by its cells."""
    stated, last_row, last_column = 0, -1, -1
    for kind, start, length in _records(stream, sheet):
        if kind in _CELLS and length >= 6:
            row, column = _AT.unpack_from(stream, start)
            if kind in _SEVERAL_CELLS:
                column = max(column, column + (length - 6) // 2)
            last_row, last_column = max(last_row, row), max(last_column, column)
        elif kind == _DIMENSIONS and length >= 10:
            layout = "<IIHH" if length >= 14 else "<HHHH"
            _first, rows, _left, columns = struct.unpack_from(layout, stream, start)
            stated = rows * columns
    return max(stated, (last_row + 1) * (last_column + 1))


def _records(stream: bytes, position: int) -> Iterator[tuple[int, int, int]]:
    """(kind, start, length) of the records from `position` to the end of their substream."""
    end = len(stream) - 4
    while position <= end:
        kind, length = _AT.unpack_from(stream, position)
        if kind == _END:
            return
        if position + 4 + length <= len(stream):
            yield kind, position + 4, length
        position += 4 + length


def _examine_text(path: Path, data: bytes) -> Content:
    """Whether text is what its name says; the rest is refused by what it is."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    suffix = path.suffix.lower()
    if head.startswith(b"%pdf"):
        raise _not_a_workbook(path, _("Đây là tệp PDF."))
    if head.startswith(b"<"):
        why = _("Tệp là trang web (HTML/XML) đặt tên như bảng tính.")
        raise fault(path, why, _("Hãy mở bằng Excel, chọn Lưu thành (Save As) kiểu .xlsx rồi nhập lại."))
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _not_a_workbook(path, _("Tệp không phải bảng tính, hoặc đã bị hỏng."))
    if suffix == ".json":
        return "json"
    if suffix in (".csv", ".tsv", ".txt"):
        return "csv"
    why = _("Tệp là văn bản thường (CSV) nhưng mang đuôi “{suffix}”.").format(suffix=suffix or "?")
    raise fault(path, why, _("Hãy đổi đuôi thành .csv, hoặc mở bằng Excel rồi lưu thành .xlsx."))
