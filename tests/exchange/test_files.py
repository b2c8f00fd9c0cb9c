"""Files given together: each stands for itself, those that tell most go first."""

import json

import pytest
from store.book import contents

from app.errors import Fault, FileFault, InputFault
from app.exchange.intake.files import Asked, take_files
from tests.exchange.taking import OFFICER, TODAY, by_head, counts, founded, households, line, sheet, take

VILLAGE = "Bản Hua Khắt"
EXPORT = [
    ["date", "family.hostName", "family.code", "family.numberOfMembers", "classify"],
    ["Thời gian", "Chủ hộ", "Mã hộ", "Số nhân khẩu", "Kết quả rà soát"],
    ["", "Giàng A Páo", "1", "4", "Hộ nghèo"],
]


@pytest.fixture
def commune(store):
    return founded(store)


def take_all(store, *paths, **asked):
    return list(take_files(store, paths, Asked(**asked), TODAY, OFFICER))


def test_the_book_goes_before_the_list_without_villages_whatever_the_order(commune, workbook):
    export = workbook({"Sheet": EXPORT}, "a-xuat-2025.xlsx")
    book = workbook({VILLAGE: sheet(line(1, "Giàng A Páo"))}, "z-so-2026.xlsx")
    first, second = take_all(commune, export, book)
    assert (first.file, counts(first)) == (book, {"new": 1})
    assert (second.file, counts(second)) == (export, {"doubtful": 1})


def test_of_one_kind_the_newer_year_goes_first(commune, workbook):
    old = workbook({VILLAGE: [["NĂM 2024"], *sheet(line(1, "Giàng A Páo", size=9))[1:]]}, "a-2024.xlsx")
    new = workbook({VILLAGE: sheet(line(1, "Giàng A Páo", size=4))}, "b-2026.xlsx")
    assert [taken.file for taken in take_all(commune, old, new)] == [new, old]
    assert by_head(commune)["Giàng A Páo"]["declared_size"] == 4


def test_a_file_that_cannot_be_taken_keeps_no_other_out(commune, workbook, tmp_path):
    book = workbook({VILLAGE: sheet(line(1, "Giàng A Páo"))})
    nameless = workbook({VILLAGE: sheet(line(1, "Lò Văn Ún"))[1:]}, "khong-nam.xlsx")
    taken = take_all(commune, tmp_path / "không-có.xlsx", nameless, book)
    faults = [one for one in taken if isinstance(one, Fault)]
    assert [type(fault) for fault in faults] == [FileFault, InputFault]
    assert list(by_head(commune)) == ["Giàng A Páo"]


def test_the_account_as_data_has_the_keys_that_scripts_rely_on(commune, workbook):
    book = workbook({VILLAGE: sheet(line(1, "Giàng A Páo", size="?"), line(2, "Lò Văn Ún"))})
    data = take(commune, book, 2026).as_data()
    assert data.pop("problems") == [
        {"sheet": VILLAGE, "row": 4, "column": 7, "reason": "“?” không phải là số."}
    ]
    assert data == {
        "kind": "commune_book",
        "rows": 2,
        "new": 1,
        "changed": 0,
        "equal": 0,
        "doubtful": 0,
        "refused": 1,
        "villages": (VILLAGE,),
    }


def test_a_kept_mapping_is_used(commune, workbook, tmp_path):
    rows = [["Người thứ nhất", "Tuổi", "Ai"], ["Giàng A Páo", "1980", "4"]]
    book = workbook({VILLAGE: rows})
    with pytest.raises(InputFault, match="Không nhận ra"):
        take(commune, book, 2026)
    mapping = tmp_path / "ghep.json"
    columns = {"name": "A", "birth": "B", "size": "C"}
    mapping.write_text(json.dumps({"kind": "commune_book", "header_row": 1, "columns": columns}), "utf-8")
    assert counts(take(commune, book, 2026, mapping=mapping)) == {"new": 1}
    (home,) = households(commune)
    assert (home["head"], home["birth"], home["declared_size"]) == ("Giàng A Páo", "1980", 4)


@pytest.mark.parametrize("what", ["mapping", "decisions", "totals"])
def test_a_file_beside_that_is_not_there_is_named_and_nothing_written(commune, workbook, tmp_path, what):
    book = workbook({VILLAGE: sheet(line(1, "Giàng A Páo"))})
    before = contents(commune)
    with pytest.raises(Fault, match="không-có"):
        take(commune, book, 2026, **{what: tmp_path / "không-có.json"})
    assert contents(commune) == before


def test_control_totals_are_no_list_of_households(commune, workbook):
    rows = [["Thôn, bản", "Số hộ", "Số khẩu", "Hộ nghèo"], [VILLAGE, 1, 4, 0]]
    with pytest.raises(InputFault, match="--totals"):
        take(commune, workbook({"Đối chiếu": rows}), 2026)


def test_control_totals_without_a_number_are_refused_before_anything_is_written(commune, workbook):
    book = workbook({VILLAGE: sheet(line(1, "Giàng A Páo"))})
    empty = workbook({"Đối chiếu": [["Thôn, bản", "Số hộ", "Số khẩu"]]}, "doi-chieu.xlsx")
    before = contents(commune)
    with pytest.raises(InputFault, match="không có số liệu đối chiếu"):
        take(commune, book, 2026, totals=empty)
    assert contents(commune) == before


def test_a_returned_workbook_of_a_plan_too(commune, workbook, tmp_path):
    rows = [
        ["KẾ HOẠCH VỐN NĂM 2024"],
        ["TT", "Dự án", "Nội dung", "Kinh phí (triệu đồng)"],
        ["1", "Dự án 2", "Đa dạng hóa sinh kế", "nhiều"],
    ]
    back = tmp_path / "tra-lai.xlsx"
    taken = take(commune, workbook({"KH": rows}, "ke-hoach.xlsx"), errors=back, kind="budget_plan")
    assert taken.kind == "budget_plan" and counts(taken) == {"refused": 1}
    assert back.exists()
