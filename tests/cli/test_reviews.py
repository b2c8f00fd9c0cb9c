"""review and whatif: open, status, score, close, reopen; another standard."""

import pytest

STATUS = {
    "year", "kind", "state", "standard", "states", "classes", "disagreeing", "villages",
}  # fmt: skip


def review(soban, book, verb, *more):
    return soban("review", book, verb, "--year", "2026", *more)


def test_the_status_as_data(soban, reviewed):
    data = review(soban, reviewed, "status", "--json").data
    assert data.keys() == STATUS
    assert (data["year"], data["state"], data["standard"]) == (2026, "open", "vn-2021")
    assert data["classes"] == {"poor": 1, "not_poor": 1} and data["states"] == {"done": 2}
    assert data["villages"] == [
        {
            "village": "Bản Hua Khắt",
            "cases": 2,
            "persons": 7,
            "states": {"done": 2},
            "classes": {"poor": 1, "not_poor": 1},
        }
    ]


def test_the_status_in_words(soban, reviewed):
    assert review(soban, reviewed, "status").out.splitlines() == [
        "Đợt 2026, đang mở, chuẩn vn-2021",
        "Bản Hua Khắt: 2 xong; 1 nghèo, 1 không nghèo",
        "Cả đợt: 2 xong; 1 nghèo, 1 không nghèo",
    ]


def test_a_round_is_opened_from_last_years_list(soban, reviewed):
    data = soban("review", reviewed, "open", "--year", "2027", "--json").data
    assert (data["added"], data["states"], data["standard"]) == (1, {"not_begun": 1}, "vn-2027")
    assert soban("review", reviewed, "open", "--year", "2027", "--json").data["added"] == 0


def test_a_round_closes_when_done_and_reopens_with_a_reason(soban, reviewed):
    assert review(soban, reviewed, "close").out.startswith("Đã khóa sổ đợt rà soát năm 2026.")
    said = review(soban, reviewed, "close")
    assert said.code == 1 and "đã khóa sổ" in said.err
    said = review(soban, reviewed, "reopen")
    assert said.code == 1 and "--why" in said.err
    assert review(soban, reviewed, "reopen", "--why", "phúc tra", "--json").data["state"] == "open"


def test_a_round_that_is_not_finished_does_not_close(soban, reviewed):
    soban("review", reviewed, "open", "--year", "2027")
    said = soban("review", reviewed, "close", "--year", "2027")
    assert said.code == 1 and "Giàng A Páo (Bản Hua Khắt)" in said.err


def test_scoring_again_says_how_much_changed(soban, reviewed):
    assert review(soban, reviewed, "score").out.startswith("Đã chấm lại: 0 kết quả thay đổi.")
    assert review(soban, reviewed, "score", "--json").data["scored"] == 0


def test_a_year_that_nobody_reviewed_is_said(soban, book):
    said = review(soban, book, "status")
    assert said.code == 1 and "chưa có đợt rà soát năm 2026" in said.err and said.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [("dance", "--year", "2026"), ("status",), ("status", "--year", "x")])
def test_what_cannot_be_understood_is_code_2(soban, reviewed, arguments):
    said = soban("review", reviewed, *arguments)
    assert said.code == 2 and said.out == "" and said.err


def test_another_standard_as_data(soban, reviewed):
    data = soban("whatif", reviewed, "--year", "2026", "--standard", "vn-2027", "--json").data
    assert data["standard"] == "vn-2027"
    assert data["total"]["before"] == {"poor": 1, "not_poor": 1}
    assert data["total"]["after"] == {"unknown": 2}
    assert data["villages"][0]["place"] == "Bản Hua Khắt"
    assert data["notes"]


def test_another_standard_in_words(soban, reviewed):
    lines = soban("whatif", reviewed, "--year", "2026", "--standard", "vn-2021").out.splitlines()
    assert lines[1:4] == [
        "Bản Hua Khắt: 1 nghèo, 1 không nghèo",
        "Xã Nà Mây: 1 nghèo, 1 không nghèo",
        "0 hộ khác loại giữa hai chuẩn.",
    ]


def test_a_standard_that_is_none_is_said(soban, reviewed):
    said = soban("whatif", reviewed, "--year", "2026", "--standard", "vn-1999")
    assert said.code == 1 and "Không có bộ quy tắc “vn-1999”" in said.err
