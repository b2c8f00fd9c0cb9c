"""The one door to a printed file, and what it says when the world does not play along."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from app.errors import FileFault
from app.printing.papers import PAPERS, render
from app.printing.saving import whole_file

from . import samples


def names(folder: Path) -> list[str]:
    """What stands in a folder."""
    return [path.name for path in folder.iterdir()]


def test_keys_are_unique_and_titles_said():
    assert len({paper.key for paper in PAPERS}) == len(PAPERS) >= 4
    assert all(paper.title for paper in PAPERS)


@pytest.mark.parametrize("make", [samples.balance, samples.members, samples.posting, samples.to_review])
def test_pdf(tmp_path, make):
    pages = render(make(), tmp_path / "giấy in.pdf")
    assert pages is not None and pages.count > 0
    assert (tmp_path / "giấy in.pdf").read_bytes().startswith(b"%PDF-")
    assert names(tmp_path) == ["giấy in.pdf"]


def test_workbook(tmp_path):
    assert render(samples.balance(), str(tmp_path / "BIỂU 2.XLSX")) is None
    assert (tmp_path / "BIỂU 2.XLSX").read_bytes().startswith(b"PK")
    assert names(tmp_path) == ["BIỂU 2.XLSX"]


@pytest.mark.parametrize("name", ["biểu.doc", "biểu", "biểu.pdf.txt"])
def test_another_suffix(tmp_path, name):
    with pytest.raises(FileFault, match=r"\.pdf để in và \.xlsx") as caught:
        render(samples.balance(), tmp_path / name)
    assert name in caught.value.what
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["không có/biểu.pdf", "không có/biểu.xlsx"])
def test_no_such_folder(tmp_path, name):
    with pytest.raises(FileFault, match="không còn ở đó"):
        render(samples.balance(), tmp_path / name)


def test_a_folder_of_that_name(tmp_path):
    (tmp_path / "biểu.pdf").mkdir()
    with pytest.raises(FileFault, match=r"thư mục mang tên này|đang mở"):
        render(samples.balance(), tmp_path / "biểu.pdf")
    assert names(tmp_path) == ["biểu.pdf"]


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (PermissionError(errno.EACCES, "x"), "đang mở trong Excel"),
        (OSError(errno.ENOSPC, "x"), "đã đầy"),
        (OSError(errno.EROFS, "x"), "chỉ cho đọc"),
        (OSError(errno.EIO, "hỏng đĩa"), "hỏng đĩa"),
    ],
)
@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_the_disk_refuses(tmp_path, monkeypatch, error, why, suffix):
    path = tmp_path / f"biểu{suffix}"
    path.write_bytes(b"before")

    def refuse(*_args):
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileFault, match=why) as caught:
        render(samples.balance(), path)
    assert caught.value.todo
    assert path.read_bytes() == b"before"
    assert names(tmp_path) == [path.name]


def test_a_bug_leaves_nothing_behind(tmp_path):
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "biểu.pdf") as stream:
        stream.write(b"half")
        raise ZeroDivisionError
    assert names(tmp_path) == []
