"""import: the account as data and in words, dry runs, several files, and every way in which it can fail."""

import json

import openpyxl
import pytest

from tests.exchange.taking import line

KEYS = {"kind", "rows", "new", "changed", "equal", "doubtful", "refused", "problems"}


def test_the_account_as_data_is_as_promised(soban, book, workbook):
    file = workbook(line(1, "Giàng A Páo"), line(2, "Lò Văn Ún", size="bốn"))
    data = soban("import", book, file, "--round", "2026", "--json").data
    assert data.keys() - {"villages"} == KEYS
    assert (data["kind"], data["rows"], data["new"], data["refused"]) == ("commune_book", 2, 1, 1)
    assert data["problems"] == [
        {"sheet": "Bản Hua Khắt", "row": 5, "column": 7, "reason": "“bốn” không phải là số."}
    ]


def test_the_account_in_words(soban, book, workbook):
    said = soban("import", book, workbook(line(1, "Giàng A Páo"), line(2, "Lò Văn Ún", size="bốn")))
    assert said.code == 0
    assert said.out.splitlines() == [
        "so-2026.xlsx (commune_book), đã nhập: 2 dòng; "
        "1 mới, 0 thay đổi, 0 không đổi, 0 còn ngờ, 1 bị từ chối.",
        "  Bản mới: Bản Hua Khắt.",
        "  Bản Hua Khắt!G5: “bốn” không phải là số.",
    ]


def test_many_problems_are_cut_short_with_a_hint(soban, book, workbook):
    said = soban("import", book, workbook(*(line(n, f"Tên {n}", size="?") for n in range(1, 31))))
    assert len(said.out.splitlines()) == 1 + 20 + 1
    assert "… và 10 điều khác; thêm --errors" in said.out


def test_a_dry_run_writes_nothing(soban, book, workbook):
    before = soban("history", book, "--json").data
    said = soban("import", book, workbook(line(1, "Giàng A Páo")), "--dry-run")
    assert "xem trước, chưa ghi gì" in said.out
    assert soban("history", book, "--json").data == before
    assert soban("find", book, "giang", "--json").data["hits"] == []


def test_a_second_time_nothing_changes(soban, reviewed, workbook):
    entries = soban("history", reviewed, "--json").data
    file = workbook(
        line(1, "Giàng A Páo", deprived=4, before="Hộ nghèo", cccd="015080000011"),
        line(2, "Lò Văn Ún", b1=200, deprived=0, before="Hộ nghèo", size=3),
    )
    assert soban("import", reviewed, file, "--json").data["equal"] == 2
    assert soban("history", reviewed, "--json").data == entries


def test_several_files_are_several_accounts(soban, book, workbook):
    one = workbook(line(1, "Giàng A Páo"), name="a-2026.xlsx")
    two = workbook(line(1, "Lò Văn Ún"), name="b-2026.xlsx", village="Bản Nậm Mơ")
    data = soban("import", book, one, two, "--json").data
    assert [account["new"] for account in data] == [1, 1]


def test_one_bad_file_among_several_is_said_and_the_others_go_in(soban, book, workbook, tmp_path):
    said = soban("import", book, tmp_path / "không.xlsx", workbook(line(1, "Giàng A Páo")), "--json")
    assert said.code == 1 and "không.xlsx" in said.err and said.err.count("\n") == 1
    assert [account["new"] for account in said.data] == [1]


def test_the_returned_workbook(soban, book, workbook, tmp_path):
    back = tmp_path / "tra-lai.xlsx"
    soban("import", book, workbook(line(1, "Giàng A Páo", size="bốn")), "--errors", back)
    assert "không phải là số" in openpyxl.load_workbook(back)["Bản Hua Khắt"]["G4"].comment.text


def test_only_one_file_comes_back_at_a_time(soban, book, workbook, tmp_path):
    file = workbook(line(1, "Giàng A Páo"))
    said = soban("import", book, file, file, "--errors", tmp_path / "x.xlsx")
    assert said.code == 2 and "từng tệp một" in said.err


def test_a_decision_settles_a_doubt(soban, book, workbook, tmp_path):
    soban("import", book, workbook(line(1, "Lò Văn Ún")))
    other = workbook(line(1, "Lờ Văn Ún"), name="so-2-2026.xlsx")
    data = soban("import", book, other, "--json").data
    (doubt,) = data["candidates"]
    assert (data["doubtful"], doubt["where"], doubt["name"]) == (1, "Bản Hua Khắt!4", "Lờ Văn Ún")
    assert set(doubt["candidates"][0]) == {"household", "head", "size", "code"}
    decided = tmp_path / "qd.json"
    decided.write_text(json.dumps({doubt["where"]: doubt["candidates"][0]["household"]}), "utf-8")
    assert soban("import", book, other, "--decide", decided, "--json").data["changed"] == 1


def test_control_totals_are_compared(soban, book, workbook, tmp_path):
    totals = tmp_path / "doi-chieu.json"
    totals.write_text(json.dumps({"Bản Hua Khắt": {"all": {"households": 2, "persons": 8}}}), "utf-8")
    data = soban("import", book, workbook(line(1, "Giàng A Páo")), "--totals", totals, "--json").data
    assert data["agrees"] is False
    assert "Bản Hua Khắt: số hộ đếm được 1, đối chiếu 2, lệch -1." in data["compared"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--as", "novel"), "Không có loại tệp “novel”"),
        (("--map", "không-có.json"), "không-có.json"),
        (("--decide", "không-có.json"), "không-có.json"),
        (("--totals", "không-có.xlsx"), "không-có.xlsx"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(soban, book, workbook, arguments, said):
    answer = soban("import", book, workbook(line(1, "Giàng A Páo")), *arguments)
    assert answer.code == 1 and said in answer.err and answer.err.count("\n") == 1
    assert soban("find", book, "giang", "--json").data["hits"] == []


def test_a_file_in_disguise_is_one_sentence(soban, book, tmp_path):
    file = tmp_path / "so.xls"
    file.write_text("<html><table><tr><td>Chủ hộ</td></tr></table></html>", "utf-8")
    said = soban("import", book, file, "--round", "2026")
    assert said.code == 1 and said.err.count("\n") == 1 and said.out == ""


@pytest.mark.parametrize("arguments", [(), ("--round", "năm nay")])
def test_what_cannot_be_understood_is_code_2(soban, book, arguments):
    assert soban("import", book, *arguments).code == 2


def test_the_five_samples_through_the_command_line(soban, book, sample):
    files = [
        sample(name)
        for name in (
            "ho-ngheo-2015-tcvn3.xls", "ke-hoach-von-cao-loc-2024.xlsx", "phu-luc-2.3-ho-ngheo-2026.xlsx",
            "so-xa-na-may-2026.xlsx", "xuat-quoc-gia-2025.xlsx",
        )
    ]  # fmt: skip
    told = {account["kind"]: account for account in soban("import", book, *files, "--json").data}
    assert told["commune_book"]["new"] == 591
    assert (told["member_list"]["changed"], told["member_list"]["doubtful"]) == (236, 1)
    assert (told["national_export"]["doubtful"], told["national_export"]["refused"]) == (365, 1)
    assert told["poor_list"]["doubtful"] == 120
    assert told["budget_plan"]["new"] == 8
    status = soban("review", book, "status", "--year", "2026", "--json").data
    assert status["classes"] == {"poor": 237, "near_poor": 92, "not_poor": 262}
    assert soban("check", book).code == 0
