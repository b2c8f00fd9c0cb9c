"""Every letter that an officer may write has a glyph, or the paper says that it has none."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from app.printing import fonts
from app.printing.pdf import write_pdf
from app.reports.report import Column, Report, Row

from .reading import read

SHARED = Path(__file__).resolve().parents[2] / "../shared"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
CONSONANTS = "bcdđghklmnpqrstvx"
BEYOND = "ɃƀČčÑñŎŏĬĭŬŭ"


def vietnamese() -> list[str]:
    """Every letter of the alphabet with every tone, in both cases."""
    vowels = [unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product("aăâeêioôơuưy", TONES)]
    small = [*vowels, *CONSONANTS]
    return [*small, *map(str.upper, small)]


def a_list(*names: str) -> Report:
    """A list of these names and nothing else."""
    rows = tuple(Row({"1": name}) for name in names)
    column = Column("Họ và tên", "1", align="left")
    return Report("posting", "DANH SÁCH", (column,), rows, ("UBND", "XÃ NÀ MÂY"), "Nà Mây", 2026, signers=())


def printed(*names: str) -> tuple[str, tuple[str, ...]]:
    """The text of the printed list, and what had no glyph in it."""
    stream = BytesIO()
    pages = write_pdf(a_list(*names), stream)
    return "\n".join(page.text for page in read(stream.getvalue())), pages.substituted


def test_the_alphabet_is_whole():
    letters = vietnamese()
    assert len(set(letters)) == len(letters) == 2 * (12 * 6 + 17)
    assert sum(1 for letter in letters if not letter.isascii()) == 134


@pytest.mark.parametrize("letter", [*vietnamese(), *BEYOND, *"×–…□²≥’“”½"])
def test_glyph(letter):
    assert fonts.lacking(letter) == frozenset()
    assert fonts.drawable(letter) == letter
    assert all(fonts.ems(letter, face) > 0 for face in fonts.FACES)


@pytest.mark.parametrize("face", fonts.FACES)
def test_every_letter_is_read_back_as_it_was_drawn(face):
    fonts.load()
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(900, 400))
    canvas.setFont(face, 11)
    wanted = "".join((*vietnamese(), *BEYOND))
    for line in range(0, len(wanted), 40):
        canvas.drawString(10, 380 - line / 2, wanted[line : line + 40])
    canvas.save()
    assert read(stream.getvalue())[0].letters == wanted


def test_widths_are_those_of_reportlab():
    text = "Nguyễn Thị Hằng, Điểu K'Bôi 1.356"
    for face in fonts.FACES:
        assert fonts.ems(text, face) * 11 == pytest.approx(pdfmetrics.stringWidth(text, face, 11), abs=1e-3)


def test_decomposed_text_is_drawn_composed():
    decomposed = unicodedata.normalize("NFD", "Vàng Thị Mỷ")
    assert decomposed != "Vàng Thị Mỷ"
    text, substituted = printed(decomposed)
    assert "Vàng Thị Mỷ" in text
    assert substituted == ()


def test_a_letter_without_glyph_shows_and_is_told_on_the_paper():
    text, substituted = printed("Lò Thị Mai 😀", "Lò Văn Ún")
    assert "Lò Thị Mai □" in text
    assert substituted == ("U+1F600 (“Lò Thị Mai □”)",)
    assert "Dấu □ đứng thay ký tự mà phông chữ in không có: U+1F600" in text
    assert "đứng thay" not in printed("Lò Văn Ún")[0]


@pytest.mark.parametrize("part", ["title", "subtitle", "annex", "where"])
def test_a_letter_without_glyph_outside_the_table_is_told_too(part):
    stream = BytesIO()
    report = replace(a_list("Lò Văn Ún"), **{part: "Xã 漢"}, signers=("CHỦ TỊCH",))
    assert write_pdf(report, stream).substituted == ("U+6F22 (“Xã □”)",)


def test_a_head_without_glyph_is_told_too():
    report = replace(a_list("Lò Văn Ún"), columns=(Column("Tên 漢", below=a_list().columns),))
    assert write_pdf(report, BytesIO()).substituted == ("U+6F22 (“Tên □”)",)


def test_what_has_no_ink_vanishes_without_a_word():
    text, substituted = printed("Lò\u200b Văn\ufeff Ún\x07")
    assert "Ún" in text
    assert "□" not in text
    assert substituted == ()


def test_the_fonts_are_in_the_file():
    stream = BytesIO()
    write_pdf(a_list("Lò Văn Ún"), stream)
    assert stream.getvalue().count(b"/FontFile2") >= 2
    assert b"LiberationSerif" in stream.getvalue()


@pytest.mark.skipif(not (SHARED / "samples").is_dir(), reason="the samples are not here")
def test_every_letter_of_the_samples_has_a_glyph():
    letters: set[str] = set()
    for path in (SHARED / "samples").glob("*.xls*"):
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            for line in book.get_sheet_by_name(name).to_python():
                letters.update(*map(str, line))
    assert len(letters) > 100
    assert fonts.lacking("".join(letters)) == frozenset()


@pytest.mark.skipif(not (SHARED / "domain").is_dir(), reason="the domain notes are not here")
def test_every_letter_met_in_the_field_has_a_glyph():
    text = (SHARED / "domain" / "04-excel-in-the-field.md").read_text(encoding="utf-8")
    assert fonts.lacking(text) == frozenset()
