"""The same workbook back: red cells, comments, a last column of reasons; the officer's file untouched."""

from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from app.errors import FileFault
from app.exchange.intake.returned import return_workbook
from app.exchange.kinds.formats import read_file
from app.exchange.lines import Problem

TODAY = date(2026, 10, 1)
ROWS = [
    ["STT", "Họ tên", "Năm sinh", "Số khẩu", "Điểm B1"],
    [1, "Lò Văn Ún", "31/2/1990", "bốn", 120],
    [2, "Vì Thị Ỏn", 1990, 4, 90],
]


def _problems(reading):
    return [problem for line in reading.lines for problem in (*line.refusals, *line.warnings)]


def test_red_cells_comments_and_reasons(workbook, tmp_path):
    path = workbook({"Bản Mơ ": ROWS})
    before = path.read_bytes()
    target = return_workbook(path, tmp_path / "lỗi", _problems(read_file(path, on=TODAY)))
    assert (target.name, path.read_bytes()) == ("lỗi.xlsx", before)
    sheet = load_workbook(target)["Bản Mơ "]
    assert [cell.value for cell in sheet[1]] == [*ROWS[0], "Lý do"]
    assert sheet["C2"].fill.start_color.rgb == sheet["D2"].fill.start_color.rgb == "FFFF9C8F"
    assert "không có ngày 31" in sheet["C2"].comment.text
    assert sheet["F2"].value == "“31/2/1990”: tháng 2 năm 1990 không có ngày 31.\n“bốn” không phải là số."
    assert [sheet["C3"].fill.fill_type, sheet["F3"].value, sheet["D3"].value] == [None, None, 4]


def test_warnings_are_yellow_and_a_refusal_beside_them_wins(workbook, tmp_path):
    path = workbook({"A": ROWS})
    problems = [
        Problem("A", 2, 2, "Nặng."),
        Problem("A", 2, 2, "Nhẹ.", False),
        Problem("A", 3, 3, "Nhẹ.", False),
    ]
    sheet = load_workbook(return_workbook(path, tmp_path / "b.xlsx", problems))["A"]
    assert (sheet["B2"].fill.start_color.rgb, sheet["C3"].fill.start_color.rgb) == ("FFFF9C8F", "FFFFEB9C")
    assert (sheet["B2"].comment.text, sheet["F2"].value) == ("Nhẹ.\nNặng.", "Nhẹ.\nNặng.")


def test_a_problem_of_a_row_marks_its_reason_and_one_without_a_row_nothing(workbook, tmp_path):
    path = workbook({"A": ROWS})
    problems = [
        Problem("A", 3, 0, "Không hiểu dòng này."),
        Problem("A", 0, 0, "Ẩn."),
        Problem("B", 1, 1, "Lạ."),
    ]
    sheet = load_workbook(return_workbook(path, tmp_path / "b.xlsx", problems))["A"]
    assert sheet["F3"].value == "Không hiểu dòng này."
    assert sheet["F3"].fill.start_color.rgb == "FFFF9C8F"
    assert sheet.max_row == 3


def test_looks_of_the_original_are_kept(tmp_path):
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active["B2"].font = Font(name="Times New Roman", bold=True)
    book.active.merge_cells("A1:B1")
    book.active.column_dimensions["B"].width = 33
    book.active["E3"] = "=1+1"
    book.save(tmp_path / "a.xlsx")
    problems = [Problem("Sheet", 1, 2, "Ô gộp."), Problem("Sheet", 2, 2, "Tên.")]
    sheet = load_workbook(return_workbook(tmp_path / "a.xlsx", tmp_path / "b.xlsx", problems)).active
    assert (sheet["B2"].font.name, sheet["B2"].font.bold) == ("Times New Roman", True)
    assert (sheet.column_dimensions["B"].width, sheet["E3"].value) == (33, "=1+1")
    assert sheet["F1"].value == "Ô gộp."


def test_csv_comes_back_as_a_workbook_of_its_values(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("STT,Họ tên,Số khẩu\n1,Lò Văn Ún,bốn\n", "utf-8")
    sheet = load_workbook(return_workbook(path, tmp_path / "b.xlsx", [Problem("a", 2, 3, "Sai.")]))["a"]
    assert [[cell.value for cell in row] for row in sheet] == [
        ["STT", "Họ tên", "Số khẩu", "Lý do"],
        ["1", "Lò Văn Ún", "bốn", "Sai."],
    ]


def test_an_old_xls_comes_back_in_unicode(sample, tmp_path):
    path = sample("ho-ngheo-2015-tcvn3.xls")
    problems = [Problem("HN 2015", 2, 2, "Xem lại.")]
    sheet = load_workbook(return_workbook(path, tmp_path / "b.xlsx", problems))["HN 2015"]
    assert (sheet["B2"].value, sheet["F2"].value, sheet["F1"].value) == ("Cứ A Vảng", "Xem lại.", "Lý do")


def test_never_over_the_original_and_faults_in_words(workbook, tmp_path):
    path = workbook({"A": ROWS})
    with pytest.raises(FileFault, match="đè lên tệp gốc"):
        return_workbook(path, path, [])
    with pytest.raises(FileFault, match="Không ghi được"):
        return_workbook(path, tmp_path / "không có" / "b.xlsx", [])
