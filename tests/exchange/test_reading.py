"""Books of every make: row numbers as in Excel, old fonts, CSV, hidden sheets."""

import json
from datetime import date

import pytest
from openpyxl import Workbook

from app.errors import FileFault
from app.exchange.sheet import letters, number_of
from app.exchange.sheets.reading import read_book


def test_rows_keep_the_numbers_of_excel(workbook):
    path = workbook({"Bản Mơ ": [[], [], [None, "Họ tên"], [None, date(1980, 3, 15), 4]]})
    (sheet,) = read_book(path).sheets
    assert sheet.name == "Bản Mơ "
    assert sheet.rows[2] == ["", "Họ tên", ""]
    assert sheet.rows[3] == ["", date(1980, 3, 15), 4.0]
    assert [number for number, row in sheet.numbered() if any(row)] == [3, 4]


def test_hidden_sheets_are_named_and_not_read(tmp_path):
    book = Workbook()
    book.active.append(["Họ tên", "Số khẩu"])
    book.create_sheet("Nháp").append(["x"])
    book["Nháp"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    read = read_book(tmp_path / "a.xlsx")
    assert ([sheet.name for sheet in read.sheets], read.hidden) == (["Sheet"], ("Nháp",))


def test_digest_is_of_the_bytes(workbook):
    path = workbook({"A": [["a"]]})
    before = read_book(path).sha256
    assert before == read_book(path).sha256
    assert len(before) == 64
    path.write_bytes(workbook({"A": [["b"]]}, "b.xlsx").read_bytes())
    assert read_book(path).sha256 != before


def test_tcvn3_by_its_letters(workbook):
    rows = [["Hä vµ tªn", "Th«n"], ["L\u00adêng V¨n HÆc", "B¶n NËm M¬"], ["Giµng A P¸o", "B¶n Tµ Ghªnh"]]
    book = read_book(workbook({"A": rows}))
    assert book.encoding.encoding == "tcvn3"
    assert book.sheets[0].rows[1] == ["Lường Văn Hặc", "Bản Nậm Mơ"]
    assert ("Th«n", "Thôn") in book.encoding.samples


def test_fonts_tell_which_cells_are_old(workbook):
    rows = [["Hä vµ tªn", "céng hoµ"], ["V× V¨n Ph¸t", "Vì"], ["L\u00adêng V¨n HÆc", "ubnd"]]
    fonts = {(0, 0): ".VnTime", (0, 1): ".VnTimeH", (1, 0): ".VnTime", (2, 0): ".VnTime", (2, 1): ".VnTimeH"}
    book = read_book(workbook({"A": rows}, fonts=fonts))
    assert book.sheets[0].rows == [
        ["Họ và tên", "CỘNG HOÀ"],
        ["Vì Văn Phát", "Vì"],
        ["Lường Văn Hặc", "UBND"],
    ]


def test_vni(workbook):
    rows = [["Hoï vaø teân chuû hoä"], ["Nguyeãn Vaên Ñöùc"], ["Ñieåu K'Boâi"]]
    book = read_book(workbook({"A": rows}))
    assert [row[0] for row in book.sheets[0].rows] == ["Họ và tên chủ hộ", "Nguyễn Văn Đức", "Điểu K'Bôi"]


def test_unicode_in_both_forms_is_left_alone(workbook):
    book = read_book(workbook({"A": [["Hộ cận nghèo", "Ho\u0323\u0302 nghe\u0300o", "×", "30 m²"]]}))
    assert book.encoding.encoding == "unicode"
    assert book.sheets[0].rows[0] == ["Hộ cận nghèo", "Ho\u0323\u0302 nghe\u0300o", "×", "30 m²"]


CSV = [["TT", "Họ và tên", "Số khẩu"], ["1", "Lường Văn Hặc", "4"], ["2", "Giàng A Páo; Mỷ", "5"]]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", "|"])
def test_csv(tmp_path, codec, separator):
    path = tmp_path / "danh sách.csv"
    path.write_text("\n".join(separator.join(row) for row in CSV), codec)
    (sheet,) = read_book(path).sheets
    assert sheet.rows == CSV
    assert sheet.name == "danh sách"


def test_csv_with_semicolons_quotes_and_short_rows(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('TT;Họ tên;Ghi chú\n1;Lò Văn Ún;"thiếu vốn; thiếu đất"\n2;Vì Thị Ỏn\n', "utf-8")
    assert read_book(path).sheets[0].rows == [
        ["TT", "Họ tên", "Ghi chú"],
        ["1", "Lò Văn Ún", "thiếu vốn; thiếu đất"],
        ["2", "Vì Thị Ỏn", ""],
    ]


def test_csv_of_windows_and_of_old_fonts(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("Hô\u0323 nghe\u0300o,Lươ\u0300ng Văn Hă\u0323c\n".encode("cp1258"))
    assert read_book(path).sheets[0].rows == [["Hộ nghèo", "Lường Văn Hặc"]]
    path.write_bytes("Hä vµ tªn,D©n téc\nL\u00adêng V¨n HÆc,Th¸i\n".encode("latin-1"))
    read = read_book(path)
    assert read.encoding.encoding == "tcvn3"
    assert read.sheets[0].rows[1] == ["Lường Văn Hặc", "Thái"]


def test_json_of_control_totals_is_a_table(tmp_path):
    path = tmp_path / "a.json"
    totals = {
        "Bản Mơ": {"all": {"households": 3}, "moves": [1]},
        "_note": {},
        "commune": {"poor": {"persons": 2}},
    }
    path.write_text(json.dumps(totals), "utf-8")
    assert read_book(path).sheets[0].rows == [
        ["place", "all.households", "poor.persons"],
        ["Bản Mơ", 3, ""],
        ["commune", "", 2],
    ]


@pytest.mark.parametrize("text", ["{", "[1]", '{"a": 1}', "nonsense"])
def test_other_json_is_refused(tmp_path, text):
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    with pytest.raises(FileFault):
        read_book(path)


@pytest.mark.parametrize(
    ("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA")]
)
def test_names_of_columns(number, name):
    assert (letters(number), number_of(name), number_of(name.lower())) == (name, number, number)
    assert number_of("Họ tên") == 0


def test_an_old_file_is_old_and_excel_counts_from_one(sample):
    book = read_book(sample("ho-ngheo-2015-tcvn3.xls"))
    assert book.encoding.encoding == "tcvn3"
    assert book.encoding.confidence > 0.5
    assert book.sheets[0].rows[0] == ["STT", "Họ và tên chủ hộ", "Thôn, bản", "Dân tộc", "Số khẩu"]
    assert book.sheets[0].rows[114][1] == "Triệu Tòn Pu"
