"""report: on the screen, as data, as PDF and workbook, for one village."""

import openpyxl
import pytest

KEYS = {"report", "title", "round", "state", "rows"}


def report(soban, book, number, *more):
    return soban("report", book, number, "--round", "2026", *more)


def test_a_report_as_data_has_the_official_keys(soban, reviewed):
    data = report(soban, reviewed, "1", "--json").data
    assert data.keys() == KEYS
    assert (data["report"], data["round"], data["state"]) == ("1", 2026, "draft")
    whole = data["rows"][0]
    assert (whole["place"], whole["level"]) == ("Xã Nà Mây", 0)
    assert set(whole["values"]) == {str(number) for number in range(1, 15)}
    assert whole["values"]["3"] == 1


@pytest.mark.parametrize("number", [*map(str, range(1, 16)), "to_review", "posting"])
def test_every_list_is_made_in_every_form(soban, reviewed, tmp_path, number):
    assert report(soban, reviewed, number, "--json").data["report"] == number
    assert report(soban, reviewed, number).out.count("\n") >= 2
    for suffix in (".pdf", ".xlsx"):
        target = tmp_path / f"bieu-{number}{suffix}"
        assert report(soban, reviewed, number, "--out", target).out == f"Đã ghi “{target}”.\n"
        assert target.stat().st_size > 1000


def test_the_list_of_the_poor_in_a_workbook(soban, reviewed, tmp_path):
    target = tmp_path / "ho-ngheo.xlsx"
    report(soban, reviewed, "15", "--out", target)
    texts = {cell.value for row in openpyxl.load_workbook(target).active.iter_rows() for cell in row}
    assert "Giàng A Páo" in texts and "Lò Văn Ún" not in texts


def test_a_list_of_one_village(soban, reviewed):
    data = report(soban, reviewed, "1", "--place", "bản hua khắt", "--json").data
    assert [row["place"] for row in data["rows"]] == ["Bản Hua Khắt"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("99",), "Không có biểu “99”"),
        (("1", "--place", "Bản Đâu Đó"), "Các nơi có: Xã Nà Mây; Bản Hua Khắt"),
        (("1", "--standard", "vn-1999"), "vn-1999"),
        (("1", "--out", "bieu.docx"), ".docx"),
        (("1", "--out", "/không/có/bieu.pdf"), "bieu.pdf"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(soban, reviewed, arguments, said):
    answer = report(soban, reviewed, *arguments)
    assert (answer.code, answer.out) == (1, "") and said in answer.err and answer.err.count("\n") == 1


def test_a_year_that_nobody_reviewed_is_said(soban, reviewed):
    said = soban("report", reviewed, "1", "--round", "2031")
    assert said.code == 1 and "chưa có đợt rà soát năm 2031" in said.err


def test_a_report_without_a_year_is_code_2(soban, reviewed):
    assert soban("report", reviewed, "1").code == 2
