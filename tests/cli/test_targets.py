"""target: set, set otherwise, listed, taken away; the report that compares."""


def target(soban, book, verb, *more):
    return soban("target", book, verb, *more, "--year", "2026")


def test_a_target_goes_in_and_the_report_compares(soban, reviewed):
    assert target(soban, reviewed, "set", "poverty_rate", "14,83", "--source", "92/KH-UBND").out
    assert target(soban, reviewed, "set", "poverty_rate", "14,83", "--source", "92/KH-UBND").out == (
        "Chỉ tiêu đã ghi như vậy từ trước.\n"
    )
    (line,) = target(soban, reviewed, "list", "--json").data
    assert (line["indicator"], line["value"], line["source"]) == ("poverty_rate", 14.83, "92/KH-UBND")
    assert target(soban, reviewed, "list").out == "Xã Nà Mây: Tỷ lệ hộ nghèo 14,83 %\n"
    (row,) = soban("report", reviewed, "targets", "--round", "2026", "--json").data["rows"]
    assert row["values"]["target"] == 14.83
    assert target(soban, reviewed, "remove", "poverty_rate").out == "Đã bỏ chỉ tiêu.\n"
    assert target(soban, reviewed, "list", "--json").data == []


def test_a_place_that_is_not_there_and_a_number_that_is_none(soban, reviewed):
    nowhere = target(soban, reviewed, "set", "models", "3", "--place", "Bản Đâu Đó")
    no_number = target(soban, reviewed, "set", "models", "ba")
    assert nowhere.code and "Không có nơi nào tên “Bản Đâu Đó”" in nowhere.err
    assert no_number.code and "“ba” không phải một con số" in no_number.err
