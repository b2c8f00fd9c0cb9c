"""From nothing to a printed report, as an officer does it on her first morning, by keys alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path

import pypdfium2
import pytest
import xlsxwriter

from app.store.store import Store

from .officer import Officer, Screen

MISSING = [
    *(name for name in ("Xvfb", "xdotool") if not shutil.which(name)),
    *(f"lib{name}" for name in ("xcb-cursor", "xcb-icccm", "xcb-keysyms") if not find_library(name)),
]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"no real window here without {', '.join(MISSING)}")

PLACE, KEY = "Xã Nà Thử", "ruong bac thang mua nuoc"
HEAD = ["STT", "Họ và tên chủ hộ", "Năm sinh", "Giới tính", "Dân tộc", "Số CCCD", "Số khẩu", "Điểm B1",
        "Điểm B2", "Kết quả rà soát"]  # fmt: skip
LAST_YEAR = [
    [1, "Vàng A Chống", 1980, "Nam", "Mông", "015080000011", 1, 120, 40, "Hộ nghèo"],
    [2, "Lò Thị Bua", 1975, "Nữ", "Thái", "015175000012", 1, 150, 20, "Hộ cận nghèo"],
    [3, "Giàng A Páo", 1969, "Nam", "Mông", "015069000013", 1, 220, 0, "Không nghèo"],
]

MEMBER = "12111114312"  # an adult who works on his own land
HOUSEHOLD = (  # Enter after whatever a digit alone does not answer
    "424", "36\n", "1", "40\n",  # house, electricity
    "8\n", "2\n", "\n",  # goods
    "12000\n", "\n",  # land
    "42\n", "610\n", "\n", "\n",  # animals
    "1", "45",  # water, latrine …
    "16\n", "1\n", "12\n", "0", "1\n",  # information, groups, causes, policies, wants
    "132\n",  # B1
)  # fmt: skip


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[Officer]:
    screen = Screen()
    made = Officer(screen, tmp_path)
    yield made
    made.close()
    screen.close()


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Last year's book of the commune: one village, a poor, a near-poor and another household."""
    path = tmp_path / "so-2025.xlsx"
    made = xlsxwriter.Workbook(str(path))
    page = made.add_worksheet("Bản Một")
    for number, row in enumerate([["SỔ RÀ SOÁT HỘ NGHÈO NĂM 2025"], [], HEAD, *LAST_YEAR]):
        page.write_row(number, 0, row)
    made.close()
    return path


def test_from_nothing_to_a_printed_report(officer, workbook, tmp_path):
    store, report = tmp_path / "na-thu.soban", tmp_path / "bieu-2.pdf"
    found(officer, store)
    take_in(officer, workbook)
    open_round(officer, 2026)
    review(officer, "Lò Thị Bua", then="Vàng A Chống")
    save_report(officer, "2", report)
    assert "Traceback" not in officer.said()
    officer.close()
    assert numbers_of(store) == [("poor", 132.0)]
    pages = text_of(report)
    assert PLACE.upper() in pages.upper()
    assert "Bản Một" in pages


def found(officer: Officer, store: Path) -> None:
    """The start page founds a store: place, officer and passphrase are all that it needs."""
    officer.sees_start()
    for text in (PLACE, None, "Huyện Thử", "Tỉnh Thử", "Vàng Thị Mỷ", "Cán bộ giảm nghèo", KEY, KEY):
        if text:
            officer.fills(text)
        officer.presses("Return")
    officer.presses("space", "Tab", "Tab", "Return")
    choose_file(officer, store)
    officer.sees_screen("overview")
    officer.sees("Sổ chưa có đợt rà soát")


def take_in(officer: Officer, workbook: Path) -> None:
    """A workbook: recognised, tried, taken in."""
    from_anywhere(officer, "nhap tu excel")
    officer.sees_screen("intake")
    officer.presses("ctrl+o")
    choose_file(officer, workbook)
    officer.sees_screen("intake")
    officer.sees("so-2025.xlsx")
    officer.presses("ctrl+Return")
    officer.sees("Nhập 3 dòng")
    officer.presses("ctrl+Return")
    officer.sees("Đã nhập so-2025.xlsx: 3 mới")


def open_round(officer: Officer, year: int) -> None:
    """The poor and the near-poor household of last year come into the round."""
    from_anywhere(officer, "mo dot ra soat")
    officer.sees_dialog("OpenRound")
    officer.presses("ctrl+Return")
    officer.sees_screen("reviews")
    officer.sees(f"Rà soát định kỳ {year}")


def review(officer: Officer, head: str, then: str) -> None:
    """The whole form by digits and Enter; the household is done, the next one comes."""
    officer.presses("ctrl+Return")
    officer.sees_screen("review_form")
    officer.sees(head)
    for answers in MEMBER, *HOUSEHOLD:
        officer.types(answers)
    officer.presses("ctrl+Return")
    officer.sees_screen("review_form")
    officer.sees(then)


def save_report(officer: Officer, key: str, report: Path) -> None:
    """A report is chosen by its number and saved as PDF."""
    officer.presses("alt+5")
    officer.sees_screen("reports")
    officer.presses("ctrl+f")
    officer.types(key)
    officer.presses("Return")
    officer.presses("ctrl+s")
    choose_file(officer, report)
    officer.sees_screen("reports")
    officer.sees("Đã lưu")


def from_anywhere(officer: Officer, words: str) -> None:
    """A verb by the search over everything."""
    officer.presses("ctrl+k")
    officer.fills(words)
    officer.presses("Return")


def choose_file(officer: Officer, path: Path) -> None:
    """The file dialog wants a path."""
    officer.sees_dialog("QFileDialog")
    officer.fills(str(path))
    officer.presses("Return")


def numbers_of(store: Path) -> list[tuple[str, float]]:
    """Class and B1 of every household reviewed this year."""
    with Store.open(store, KEY) as opened:
        sql = (
            "SELECT r.final_class, r.b1 FROM result r JOIN review_case c ON c.id = r.review_case"
            " JOIN review_round o ON o.id = c.round WHERE o.year = 2026"
        )
        return opened.connection.execute(sql).fetchall()


def text_of(pdf: Path) -> str:
    """All words of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
