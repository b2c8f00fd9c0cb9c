"""money: entries, limits, progress on the command line; Cao Lộc's plan taken in from its own workbook."""

import pytest

from tests.cli.conftest import SAMPLES

PLAN = SAMPLES / "ke-hoach-von-cao-loc-2024.xlsx"


@pytest.fixture
def enter(soban, book):
    def make(code, stage, amount, *more, on="28/06/2024", document="LC 12"):
        told = ("--year", 2024, "--on", on, "--document", document)
        return soban("money", book, "enter", code, stage, amount, *told, *more)

    return make


@pytest.mark.skipif(not PLAN.exists(), reason="the sample workbooks are not beside the project")
def test_cao_locs_plan_and_what_was_disbursed_by_half_year(soban, book, enter):
    assert soban("import", book, PLAN).code == 0
    assert enter("DA2", "disbursed", "1.250 triệu").out == "Đã ghi 1.250.000.000 đồng.\n"
    assert enter("DA3.1", "disbursed", "750.000.000").code == 0
    assert enter("DA7.1", "disbursed", "300 triệu", on="15/08/2024").code == 0
    said = soban("money", book, "progress", "--year", 2024, "--period", "half_year", "--json").data
    assert said["total"]["planned"] == 10_008_000_000
    assert said["total"]["disbursed"] == 2_000_000_000
    assert round(said["total"]["percent"]) == 20
    planned = {line["code"]: line["planned"] // 1_000_000 for line in said["lines"]}
    assert planned == {
        "DA2": 4815, "DA3.1": 2571, "DA3.2": 449, "DA4.1": 592,
        "DA6.1": 601, "DA6.2": 200, "DA7.1": 468, "DA7.2": 312,
    }  # fmt: skip
    table = soban("money", book, "progress", "--year", 2024).out
    assert "Cộng\t10.008.000.000\t0\t0\t2.300.000.000\t22,98\t" in table


def test_entries_are_listed_and_struck_with_a_reason(soban, book, enter):
    key = enter("DA2", "allocated", "240 triệu", "--json").data["id"]
    assert "DA2\tcấp vốn\tcentral\t240.000.000\tLC 12" in soban("money", book, "list", "--year", 2024).out
    assert soban("money", book, "list", "--year", 2024, "--json").data[0]["amount"] == 240_000_000
    assert soban("money", book, "take-back", key, "--why", "Ghi nhầm dự án").code == 0
    assert "Chưa ghi khoản tiền nào" in soban("money", book, "list", "--year", 2024).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("DA9", "disbursed", "5 triệu"), "không có dự án, chính sách mã “DA9”"),
        (("DA2", "disbursed", "0 triệu"), "lớn hơn 0"),
        (("DA2", "disbursed", "năm triệu"), "không phải là số tiền"),
        (("DA2", "promised", "5 triệu"), "không có trong danh mục"),
        (("DA2", "paid_back", "5 triệu"), "vượt số đã giải ngân"),
    ],
)
def test_what_cannot_be_is_a_sentence(enter, arguments, said):
    refused = enter(*arguments)
    assert refused.code != 0
    assert said in refused.err


def test_undivided_money_of_a_whole_programme(soban, book, enter):
    assert enter("giam-ngheo-2021-2025", "disbursed", "2 tỷ").code == 0
    (line,) = soban("money", book, "progress", "--year", 2024, "--json").data["lines"]
    assert (line["code"], line["disbursed"], line["percent"]) == ("giam-ngheo-2021-2025", 2_000_000_000, None)
