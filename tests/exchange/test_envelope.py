"""Files that officers really send: locked, cut short, disguised, swollen; each refused in words."""

import os
import random
import struct
import zipfile
from io import BytesIO

import pytest

from app.errors import FileFault
from app.exchange.sheets import envelope
from app.exchange.sheets.reading import read_book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _ole(name, content):
    """A minimal compound file with one stream: header, FAT, directory, then the stream's sectors."""
    sectors = [content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512)]
    header = OLE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    header += struct.pack("<IIIIIIII", 1, 1, 0, 0x1000, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", *[0, *[0xFFFFFFFF] * 108])
    chain = [*range(3, 2 + len(sectors)), 0xFFFFFFFE]
    fat = struct.pack(f"<{2 + len(chain)}I", 0xFFFFFFFD, 0xFFFFFFFE, *chain).ljust(512, b"\xff")
    directory = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry(name, 2, 0xFFFFFFFF, 2, len(content))
    return header + fat + directory.ljust(512, b"\0") + b"".join(sectors)


def _entry(name, kind, child, start, size):
    text = name.encode("utf-16-le") + b"\0\0"
    entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child) + b"\0" * 36
    return entry + struct.pack("<IQ", start, size)


def _zip(parts):
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


BIFF_LOCKED = struct.pack("<HH16x", 0x809, 16) + struct.pack("<HH6x", 0x2F, 6) + struct.pack("<HH", 0x0A, 0)
FAR_SHEET = (
    b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)
FAR_BIFF = (
    struct.pack("<HH16x", 0x809, 16)
    + struct.pack("<HHIBBBB", 0x85, 8, 36, 0, 0, 0, 0)
    + struct.pack("<HH", 0x0A, 0)
    + struct.pack("<HHHHHd", 0x203, 14, 65535, 65535, 0, 1.0)
    + struct.pack("<HH", 0x0A, 0)
)
REFUSED = {
    "xa.xls": (_ole("Workbook", FAR_BIFF.ljust(5000, b"\0")), "quá lớn"),
    "khoa.xlsx": (_ole("EncryptedPackage", b"x" * 5000), "mật khẩu"),
    "khoa.xls": (_ole("Workbook", BIFF_LOCKED.ljust(5000, b"\0")), "mật khẩu"),
    "van-ban.doc": (_ole("WordDocument", b"x" * 5000), "chương trình khác"),
    "khoa-cut.xlsx": (_ole("EncryptedPackage", b"x" * 5000)[:2000], "mật khẩu"),
    "cut.xls": (OLE + b"\0" * 100, "hỏng"),
    "trang.xls": (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "HTML"),
    "trang-bom.xls": (b"\xef\xbb\xbf\r\n<!DOCTYPE html><table></table>", "HTML"),
    "xml.xls": (b"<?xml version='1.0'?><Workbook></Workbook>", "HTML/XML"),
    "csv.xls": ("TT,Họ tên\n1,Lò Văn Ún\n".encode(), "đuôi “.xls”"),
    "tai-lieu.pdf": (b"%PDF-1.7\n...", "PDF"),
    "pdf.xlsx": (b"%PDF-1.7\n...", "PDF"),
    "anh.xlsx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "không phải bảng tính"),
    "rong.xlsx": (b"", "rỗng"),
    "word.xlsx": (_zip({"word/document.xml": "<w/>"}), "Word"),
    "nen.xlsx": (_zip({"a.txt": "a"}), "tệp nén"),
    "nhi-phan.xlsx": (_zip({"xl/workbook.bin": "a"}), ".xlsb"),
    "libre.ods": (_zip({"content.xml": "<a/>", "mimetype": "x"}), ".ods"),
    "hong-trong.xlsx": (_zip({"xl/workbook.xml": "<not-xml"}), "hỏng"),
    "xa.xlsx": (_zip({"xl/workbook.xml": "<w/>", "xl/worksheets/sheet1.xml": FAR_SHEET}), "quá lớn"),
    "~$sổ.xlsx": (b"lock", "tệp tạm"),
}


def _fault(path):
    with pytest.raises(FileFault) as caught:
        read_book(path)
    fault = caught.value
    assert path.name in fault.what
    assert fault.what.endswith(".")
    assert fault.why.endswith(".")
    assert fault.todo.startswith("Hãy")
    return fault


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_reason(tmp_path, name):
    content, reason = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert reason in _fault(path).why


def test_missing_file_and_folder(tmp_path):
    assert "Không có tệp" in _fault(tmp_path / "không-có.xlsx").why
    folder = tmp_path / "thư mục.xlsx"
    folder.mkdir()
    assert "thư mục" in _fault(folder).why


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all"
)
def test_no_permission(workbook):
    path = workbook({"A": [["a", "b"]]})
    path.chmod(0)
    assert "không cho phép" in _fault(path).why


def test_no_permission_as_the_system_says_it(workbook, monkeypatch):
    path = workbook({"A": [["a", "b"]]})

    def refuse(self):
        raise PermissionError

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    assert "không cho phép" in _fault(path).why


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.7, 0.98])
def test_cut_short(workbook, kept):
    path = workbook({"A": [[f"Lò Văn {number}", number] for number in range(200)]})
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    assert "hỏng" in _fault(path).why


def test_one_byte_changed_inside(workbook):
    path = workbook({"A": [[f"Lò Văn {number}", number] for number in range(200)]})
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    data[part.header_offset + 30 + len(part.filename) + part.compress_size // 2] ^= 0xFF
    path.write_bytes(bytes(data))
    assert "hỏng" in _fault(path).why


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    path = tmp_path / "bom.xlsx"
    path.write_bytes(_zip({"xl/workbook.xml": "<w/>", "xl/worksheets/sheet1.xml": b" " * 3_000_000}))
    monkeypatch.setattr(envelope, "LARGEST_UNPACKED", 1_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    assert "quá lớn" in _fault(path).why


def test_file_too_large_is_not_read(workbook, monkeypatch):
    path = workbook({"A": [["a", "b"]]})
    monkeypatch.setattr(envelope, "LARGEST_FILE", 100)
    monkeypatch.setattr(type(path), "read_bytes", lambda _: pytest.fail("it was read"))
    assert "quá lớn" in _fault(path).why


def test_formatted_but_empty_cells_far_away_are_harmless(workbook):
    path = workbook({"A": [["Họ tên", "Số khẩu"]]})
    parts = {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", far)
    path.write_bytes(_zip(parts))
    assert read_book(path).sheets[0].rows[0][:2] == ["Họ tên", "Số khẩu"]


def test_workbook_without_a_filled_cell(workbook):
    assert "không có ô nào" in _fault(workbook({"A": []})).why


def test_macros_are_told_and_not_run(workbook):
    path = workbook({"A": [["Họ tên", "Số khẩu"]]}, "macro.xlsm")
    assert not read_book(path).macros
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    read = read_book(path)
    assert read.macros
    assert read.sheets[0].rows == [["Họ tên", "Số khẩu"]]


def test_name_does_not_matter_where_the_bytes_are_clear(workbook):
    path = workbook({"A": [["Họ tên", "Số khẩu"]]}, "thật-ra-là-xlsx.xls")
    assert read_book(path).sheets[0].rows == [["Họ tên", "Số khẩu"]]


def test_a_panic_of_the_reader_is_a_damaged_file(workbook, monkeypatch):
    class PanicException(BaseException):
        pass

    def panic(data):
        raise PanicException

    path = workbook({"A": [["a", "b"]]})
    monkeypatch.setattr("app.exchange.sheets.reading.CalamineWorkbook.from_filelike", panic)
    assert "hỏng" in _fault(path).why


def test_random_damage_is_a_fault_or_a_reading(sample, tmp_path):
    """Bytes of an old .xls overturned: never a crash, never another exception."""
    path = sample("ho-ngheo-2015-tcvn3.xls")
    data, chance = path.read_bytes(), random.Random(11)
    for _ in range(40):
        broken = bytearray(data)
        for _ in range(chance.choice([1, 5, 40])):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        damaged = tmp_path / "hỏng.xls"
        damaged.write_bytes(bytes(broken))
        try:
            assert read_book(damaged).sheets
        except FileFault as fault:
            assert fault.todo
