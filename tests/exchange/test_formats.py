"""The choice among the kinds, and that no kind is forgotten."""

from datetime import date
from pathlib import Path

import pytest

from app.errors import InputFault
from app.exchange import kinds as shipped
from app.exchange.kinds import b1_table, budget_plan, control_totals, fields, formats, member_list
from app.exchange.kinds.formats import FORMATS, digest, format_of, read_as, read_file
from app.exchange.sheets import headers
from app.exchange.sheets.headers import ColumnMapping

TODAY = date(2026, 10, 1)
REVIEW = [
    ["TT", "Họ tên", "Dân tộc", "Số khẩu", "Điểm B1", "Kết quả"],
    [1, "Lò Văn Ún", "Thái", 4, 120, "Hộ nghèo"],
]


def test_every_kind_is_registered():
    files = Path(shipped.__file__).parent.glob("*.py")
    kinds = {file.stem for file in files if "\nKIND = " in file.read_text("utf-8")}
    assert {each.kind for each in FORMATS} == kinds
    assert len({each.title for each in FORMATS}) == len(FORMATS)


def test_a_file_is_recognised_and_read(workbook):
    reading = read_file(workbook({"Bản Mơ": REVIEW}), on=TODAY)
    assert (reading.kind, reading.lines[0].name) == ("commune_book", "Lò Văn Ún")


def test_a_kind_given_wins(workbook):
    path = workbook({"Bản Mơ": REVIEW})
    assert read_file(path, "poor_list", on=TODAY).kind == "poor_list"
    mapping = ColumnMapping("poor_list", {"name": 2, "size": 4}, header_row=1)
    assert read_file(path, None, mapping, TODAY).lines[0].size == 4


def test_an_unknown_kind_lists_the_kinds(book):
    with pytest.raises(InputFault, match="Không có loại tệp “x”") as caught:
        format_of(book({"A": REVIEW}), "x")
    assert all(each.kind in caught.value.todo for each in FORMATS)


def test_nothing_recognised_lists_the_kinds(book):
    with pytest.raises(InputFault, match="Không nhận ra") as caught:
        read_as(book({"A": [["a", "b"], ["c", "d"]]}))
    assert "commune_book" in caught.value.todo


def test_two_kinds_equally_likely_are_not_guessed(book, monkeypatch):
    twice = (FORMATS[0], formats.Format("other", lambda: "Loại khác", FORMATS[0].recognise, FORMATS[0].read))
    monkeypatch.setattr(formats, "FORMATS", twice)
    with pytest.raises(InputFault, match="có thể là hai loại") as caught:
        format_of(book({"Bản Mơ": REVIEW}))
    assert "“Loại khác”" in caught.value.why


def test_the_digest_is_of_the_file(workbook):
    path = workbook({"A": REVIEW})
    assert digest(path) == formats.read_book(path).sha256


@pytest.mark.parametrize(
    "spellings",
    [fields.HOUSEHOLD, *(each.FIELDS for each in (member_list, budget_plan, control_totals, b1_table))],
)
def test_no_spelling_belongs_to_two_fields(spellings):
    claimed = {}
    for key, words in spellings.items():
        for text in words:
            assert claimed.setdefault(headers.words_of(text), key) == key, text
